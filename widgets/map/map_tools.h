#pragma once

#include "core/study/job_board.h"
#include "core/study/selection_mode.h"
#include "widgets/map/tool_icons.h"
#include "widgets/plots/scatter_canvas.h"

#include <QWidget>

#include <cstdint>
#include <vector>

class QAction;
class QActionGroup;
class QComboBox;
class QToolButton;

namespace genrelens
{

class Study;
class TrackSearchBox;

/// The strip above a map: what dragging does, what a brush does with the selection, what is seen, and the
/// search for a track. What has no room goes to a further line.
class MapTools : public QWidget
{
    Q_OBJECT

public:
    MapTools(const Study &study, JobBoard &board, QWidget *parent = nullptr);

    /// Emits nothing.
    void setTool(ScatterTool tool);
    [[nodiscard]] ScatterTool tool() const;
    void setMode(SelectionMode mode);
    [[nodiscard]] SelectionMode mode() const;

    /// Emit nothing.
    void setContoursShown(bool shown);
    void setNamesShown(bool shown);
    [[nodiscard]] bool contoursShown() const;
    [[nodiscard]] bool namesShown() const;
    /// Whether there is a selection to zoom to.
    void setSelectionThere(bool there);

    /// Of the round brush, in pixels, as it was chosen the last time.
    [[nodiscard]] static double brushRadius();
    static void rememberBrushRadius(double radius);

    /// Lets the single-letter shortcuts work wherever the focus is within the widget.
    void addShortcutsTo(QWidget &widget) const;
    [[nodiscard]] TrackSearchBox *search() const { return m_search; }

    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    // All of them by the person.
    void toolChosen(genrelens::ScatterTool tool);
    void modeChosen(genrelens::SelectionMode mode);
    void fitRequested();
    void selectionZoomRequested();
    void contoursToggled(bool shown);
    void namesToggled(bool shown);
    void trackPicked(std::uint32_t track);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QAction *addTool(ScatterTool tool, const QString &name, const QString &text, const QString &tip);
    QAction *addAction(ToolGlyph glyph, const QString &name, const QString &text, const QKeySequence &key);
    void addButton(QAction *action, bool withText);
    void makeModes();
    void drawIcons();
    void fitTexts();

    QActionGroup *m_tools;
    std::vector<QToolButton *> m_texts; // buttons with a text where there is room
    std::vector<std::pair<QAction *, ToolGlyph>> m_actions;
    QAction *m_fit = nullptr;
    QAction *m_zoomToSelection = nullptr;
    QAction *m_contours = nullptr;
    QAction *m_names = nullptr;
    QComboBox *m_mode;
    TrackSearchBox *m_search;
};

} // namespace genrelens
