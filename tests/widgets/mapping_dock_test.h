#pragma once

#include "core/study/study.h"
#include "widgets/docks/mapping_dock.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/mapping/genre_table.h"
#include "widgets/mapping/super_genre_view.h"

#include <QAction>
#include <QComboBox>
#include <QTest>
#include <QUndoStack>

#include <memory>
#include <string_view>

class QMimeData;

namespace genrelens::test
{

/// The mapping dock beside a small study, its edits pushed on an undo stack as the window does it.
class MappingDockTest : public QObject
{
protected:
    void setUp();
    void tearDown();

    template <typename Widget>
    Widget *child(const char *name)
    {
        return m_dock->findChild<Widget *>(QLatin1String(name));
    }
    GenreTable *table() { return child<GenreTable>("mappingTable"); }
    SuperGenreView *list() { return child<SuperGenreView>("superGenreList"); }
    QAction *action(const char *name) { return child<QAction>(name); }
    QString notice() { return m_dock->findChild<NoticeBar *>()->text(); }
    const GenreMap &map() { return m_study->settings().genreMap(); }
    /// "electronic: techno house | rock: punk metal": the map as it stands.
    QString printed();
    void open(std::string_view text);
    void select(const QStringList &genres);
    void selectSuperGenres(const QStringList &names);
    /// By Return, in the current row.
    QComboBox *openEditor();
    void type(const QString &text);
    void drop(const QMimeData &data, const QPoint &at);
    /// In the list, so far down that row.
    QPoint rowPoint(int row, double share = 0.5);

    std::unique_ptr<Study> m_study;
    std::unique_ptr<QUndoStack> m_undo;
    std::unique_ptr<MappingDock> m_dock;
};

/// Three super-genres over five of the six genres of the small study, and one it has not.
StudySettings mappingSettings();

} // namespace genrelens::test
