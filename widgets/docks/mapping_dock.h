#pragma once

#include "widgets/docks/dock.h"
#include "widgets/mapping/guidance_text.h"
#include "widgets/mapping/super_genre_panel.h"

#include <QList>

class QAction;
class QLabel;
class QLineEdit;
class QSplitter;
class QToolButton;

namespace genrelens
{

class GenreDetails;
class GenreTable;
class MappingBar;
class MappingEditor;
class Study;

/// The genre mapping, which is edited here: the genres of the file and the super-genres they fold into, with
/// what a model and the centroids say about each genre.
class MappingDock : public Dock
{
    Q_OBJECT

public:
    explicit MappingDock(Study &study, QWidget *parent = nullptr);

    /// New, duplicate, rename, delete mapping; copy, paste; suggest: for a menu.
    [[nodiscard]] QList<QAction *> mappingActions() const;
    /// What loads and saves mappings, for the dock's own menu.
    void setFileActions(const QList<QAction *> &actions);
    /// Who asks for a colour instead of the colour dialog.
    void setColourChooser(ColourChooser chooser);

signals:
    void suggestRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void frontChanged(bool inFront) override;

private:
    QWidget *makeFilterRow();
    void arrange();
    void fitList();
    void connectEditor();
    void connectTable();
    void refresh();
    void showGuidance();
    void showNotice();
    void reveal();
    void copy();
    void paste();
    void pickGenres(const QStringList &genres);
    void pickSuperGenres(const QStringList &superGenres);

    Study &m_study;
    MappingEditor *m_editor;
    MappingBar *m_bar;
    QLineEdit *m_filter;
    QToolButton *m_nearerOther;
    GenreTable *m_table;
    GenreDetails *m_details;
    SuperGenrePanel *m_superGenres;
    QSplitter *m_splitter;
    QLabel *m_summary;
    NamedGuidance m_guidance;
    QString m_refusal;       // why the last edit changed nothing
    bool m_outdated = false; // something changed while the dock was hidden
};

} // namespace genrelens
