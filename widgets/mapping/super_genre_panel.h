#pragma once

#include <QColor>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QAction;
class QCheckBox;
class QMenu;
class QToolButton;

namespace genrelens
{

class MappingEditor;
class SuperGenreModel;
class SuperGenreView;
struct SuperGenreRow;

/// Asks for a colour; none: the person would rather not.
using ColourChooser = std::function<std::optional<QColor>(const QColor &now, QWidget *parent)>;

/// The super-genres of the mapping: named, coloured, ordered, merged and deleted here, and genres dropped on
/// them. What is not mapped stands at the end, and whether it makes a class.
class SuperGenrePanel : public QWidget
{
    Q_OBJECT

public:
    explicit SuperGenrePanel(MappingEditor &editor, QWidget *parent = nullptr);

    void setRows(std::vector<SuperGenreRow> rows, bool unmappedIsClass);
    void setColourChooser(ColourChooser chooser) { m_chooseColour = std::move(chooser); }
    /// Opens the name of that super-genre for typing.
    void editName(const QString &superGenre);
    /// In which all is seen, with ground to drop genres on.
    [[nodiscard]] int fullHeight() const;
    [[nodiscard]] SuperGenreView *view() const { return m_view; }

signals:
    /// The tracks of these super-genres; an empty name: of what is not mapped.
    void tracksRequested(const QStringList &superGenres);

protected:
    /// Genres dropped on the button of a new super-genre make one.
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    QAction *addAction(const QString &name, const QString &text, const QKeySequence &key);
    void makeActions();
    void connectModel();
    void refreshActions();
    void showMenu(const QPoint &at);
    void fillMergeMenu(QMenu &menu);
    void recolour(const QString &superGenre);
    void assignApart(const QStringList &genres);

    MappingEditor &m_editor;
    SuperGenreModel *m_model;
    SuperGenreView *m_view;
    QCheckBox *m_unmapped;
    QToolButton *m_add;
    ColourChooser m_chooseColour;
    QAction *m_new = nullptr;
    QAction *m_rename = nullptr;
    QAction *m_recolour = nullptr;
    QAction *m_up = nullptr;
    QAction *m_down = nullptr;
    QAction *m_delete = nullptr;
    QAction *m_pick = nullptr;
};

} // namespace genrelens
