#pragma once

#include "widgets/map/legend_drawing.h"

#include <QAbstractScrollArea>
#include <QPointer>
#include <QSet>

#include <functional>
#include <optional>

class QMenu;

namespace genrelens
{

class LegendHeader;

/// The legend over the corner of a map. A click hides or shows a class; a double click, or one with Ctrl or
/// Alt, shows it alone, and again all. The square and the menu of the right button lead to its colour. By
/// keys: arrows go to a class, Space hides it, Enter shows it alone, F2 asks for its colour. Its header folds
/// all else away, which is remembered.
class MapLegend : public QAbstractScrollArea
{
    Q_OBJECT

public:
    /// Asks for a colour; an invalid one changes nothing.
    using ColourQuestion = std::function<QColor(QWidget *over, const QColor &now, const QString &title)>;

    explicit MapLegend(QWidget *parent = nullptr);

    /// Classes of the same key that were hidden, by name, stay so. A menu of a class does not outlive its
    /// key.
    void setSpec(LegendSpec spec);
    [[nodiscard]] const LegendSpec &spec() const { return m_spec; }

    /// Whether the points of each code are shown, up to the highest code of the spec.
    [[nodiscard]] std::vector<bool> shown() const;
    [[nodiscard]] bool isShown(std::uint16_t code) const;
    void toggle(std::uint16_t code);
    /// Shows it alone; all, if it is alone already.
    void isolate(std::uint16_t code);
    void showAll();

    /// Under the pointer.
    [[nodiscard]] std::optional<std::uint16_t> hoveredCode() const;
    void setColourQuestion(ColourQuestion question) { m_askColour = std::move(question); }

    [[nodiscard]] bool isFolded() const { return m_folded; }
    void setFolded(bool folded);

    /// In the upper right corner of an area of its parent, as large as it needs but no larger than a modest
    /// part; in a narrow one without the numbers of points, which tooltips tell as well.
    void placeIn(const QRect &area);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {60, 30}; }
    /// Of the entry of that code, in viewport coordinates as they are scrolled now; null if there is none.
    [[nodiscard]] QRectF rowOf(std::uint16_t code) const;

signals:
    void shownChanged();
    /// A person chose another colour for a class; nothing here has changed yet.
    void colourChosen(std::uint16_t code, const QColor &colour);
    void colourReset(std::uint16_t code);
    /// By the pointer or the arrow keys; -1: none any more.
    void classHovered(int code);
    /// By the menu: the points of a class are to be selected.
    void classPicked(std::uint16_t code, Qt::KeyboardModifiers modifiers);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    [[nodiscard]] const LegendLayout &layout() const;
    [[nodiscard]] QPointF toLayout(const QPointF &position) const;
    [[nodiscard]] std::size_t entryAt(const QPointF &position) const;
    [[nodiscard]] bool isOnSwatch(const QPointF &position, std::size_t entry) const;
    [[nodiscard]] std::size_t entryOf(std::uint16_t code) const;
    [[nodiscard]] bool isAlone(std::size_t entry) const;
    [[nodiscard]] QString entryTip(std::size_t entry) const;
    [[nodiscard]] std::optional<std::uint16_t> codeNamed(const QString &key, const QString &name) const;
    [[nodiscard]] QSize unfoldedSize(const QSize &area);
    [[nodiscard]] int headerHeight() const;
    void makeHeader();
    void showHeader();
    void showFolded();
    void setHovered(std::size_t entry);
    void setCurrent(std::size_t entry);
    void changeColour(const LegendEntry &entry);
    void showMenu(std::size_t entry, const QPoint &globalPosition);
    void setHidden(QSet<QString> hidden);
    void layOut();
    void describe();

    LegendSpec m_spec;
    mutable std::optional<LegendLayout> m_layout; // of the spec in the present font
    bool m_counts = true;                         // or there is no room for them
    QSet<QString> m_hidden;                       // names of entries
    QSet<QString> m_hiddenAtPress;                // before the first of two clicks
    std::size_t m_hovered = 0;                    // an entry; their number: none
    std::size_t m_current = 0;                    // the keyboard's
    std::size_t m_pressed = 0;
    bool m_folded = false;
    QRect m_area; // where it may be; null: nobody said
    LegendHeader *m_header;
    QWidget *m_besideHeader; // above the scroll bar
    QPointer<QMenu> m_menu;
    ColourQuestion m_askColour;
};

} // namespace genrelens
