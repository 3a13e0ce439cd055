#include "tests/widgets/mapping_dock_test.h"
#include "widgets/mapping/genre_map_model.h"
#include "widgets/mapping/super_genre_model.h"
#include "widgets/plots/class_colours.h"

#include <QApplication>
#include <QCheckBox>
#include <QDropEvent>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QToolButton>

using namespace genrelens;
using namespace genrelens::test;

class TestSuperGenres : public MappingDockTest
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void dropsGenres();
    void dropsGenresApart();
    void dropsSuperGenres();
    void renames();
    void renamesInPlace();
    void refusesNames();
    void merges();
    void recolours();
    void movesByKeys();
    void deletesSuperGenres();
    void addsSuperGenres();
    void coloursStayWithTheirClass();
    void unmappedIsAClass();
    void selectionAcrossMappings();
    void keepsTheSelectionOfWhatRemains();
};

void TestSuperGenres::dropsGenres()
{
    select({QStringLiteral("punk"), QStringLiteral("metal")});
    const std::unique_ptr<QMimeData> data(
        table()->model()->mimeData(table()->selectionModel()->selectedIndexes()));
    QVERIFY(data->hasFormat(GenreMapModel::mimeType()));
    drop(*data, rowPoint(0));
    QCOMPARE(printed(), QStringLiteral("electronic: techno house metal punk | rock:  | pop: ballad polka"));
    QCOMPARE(m_undo->undoText(), QStringLiteral("Assign 2 Genres to electronic"));
    drop(*data, rowPoint(3, 0.1)); // the edge of the row is the row as well
    QCOMPARE(m_undo->undoText(), QStringLiteral("Unmap 2 Genres"));
    QMimeData other;
    other.setText(QStringLiteral("punk"));
    QDragMoveEvent move(rowPoint(0), Qt::CopyAction, &other, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(list()->viewport(), &move);
    QVERIFY(!move.isAccepted());
    QDropEvent dropped(rowPoint(0), Qt::CopyAction, &other, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(list()->viewport(), &dropped);
    QCOMPARE(m_undo->count(), 2);
}

void TestSuperGenres::dropsGenresApart()
{
    select({QStringLiteral("punk")});
    const std::unique_ptr<QMimeData> data(
        table()->model()->mimeData(table()->selectionModel()->selectedIndexes()));
    m_dock->resize(360, 1000); // with room below
    drop(*data, QPoint(30, rowPoint(3).y() + 40));
    QCOMPARE(
        printed(),
        QStringLiteral("electronic: techno house | rock: metal | pop: ballad polka | New super-genre: punk"));
    QTRY_VERIFY(list()->viewport()->findChild<QLineEdit *>() != nullptr);
    auto *name = list()->viewport()->findChild<QLineEdit *>();
    QTest::keyClicks(name, QStringLiteral("noise"));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(m_undo->undoText(), QStringLiteral("Rename New super-genre to noise"));
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(child<QToolButton>("newSuperGenreButton"), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent onButton({5, 5}, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(child<QToolButton>("newSuperGenreButton"), &onButton);
    QVERIFY(printed().endsWith(QStringLiteral("noise:  | New super-genre: punk")));
}

void TestSuperGenres::dropsSuperGenres()
{
    const std::unique_ptr<QMimeData> rock(
        list()->model()->mimeData({list()->model()->index(1, SuperGenreModel::Name)}));
    drop(*rock, rowPoint(0, 0.1)); // between two: to that place
    QCOMPARE(printed(), QStringLiteral("rock: punk metal | electronic: techno house | pop: ballad polka"));
    QCOMPARE(m_undo->undoText(), QStringLiteral("Move rock"));
    drop(*rock, rowPoint(3)); // on what is not mapped: to the end
    QCOMPARE(printed(), QStringLiteral("electronic: techno house | pop: ballad polka | rock: punk metal"));
    drop(*rock, rowPoint(2, 0.1)); // where it is
    QCOMPARE(m_undo->count(), 2);
    drop(*rock, rowPoint(1)); // on another
    QCOMPARE(printed(), QStringLiteral("electronic: techno house | pop: ballad polka punk metal"));
    QCOMPARE(m_undo->undoText(), QStringLiteral("Merge rock into pop"));
}

void TestSuperGenres::renames()
{
    selectSuperGenres({QStringLiteral("rock")});
    QTest::keyClick(list(), Qt::Key_F2);
    auto *name = list()->viewport()->findChild<QLineEdit *>();
    QVERIFY(name != nullptr);
    QCOMPARE(name->text(), QStringLiteral("rock"));
    QTest::keyClicks(name, QStringLiteral("guitars"));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(m_undo->undoText(), QStringLiteral("Rename rock to guitars"));
    QCOMPARE(printed(), QStringLiteral("electronic: techno house | guitars: punk metal | pop: ballad polka"));
    QCOMPARE(list()->currentName(), QStringLiteral("guitars"));
    QCOMPARE(list()->selectedNames(), QStringList{QStringLiteral("guitars")});
}

void TestSuperGenres::renamesInPlace()
{
    const QRect cell = list()->visualRect(list()->model()->index(1, SuperGenreModel::Name));
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, cell.center());
    QTest::mouseDClick(list()->viewport(), Qt::LeftButton, {}, cell.center());
    QVERIFY(list()->viewport()->findChild<QLineEdit *>() != nullptr);
    QTest::keyClick(list()->viewport()->findChild<QLineEdit *>(), Qt::Key_Escape);
    const QRect last = list()->visualRect(list()->model()->index(3, SuperGenreModel::Name));
    QTRY_VERIFY(list()->viewport()->findChild<QLineEdit *>() == nullptr);
    QTest::mouseDClick(list()->viewport(), Qt::LeftButton, {}, last.center());
    QVERIFY(list()->viewport()->findChild<QLineEdit *>() == nullptr); // that has no name
    QCOMPARE(m_undo->count(), 0);
}

void TestSuperGenres::refusesNames()
{
    for (const char *typed : {"pop", "unmapped", " "}) {
        selectSuperGenres({QStringLiteral("rock")});
        QTest::keyClick(list(), Qt::Key_F2);
        auto *name = list()->viewport()->findChild<QLineEdit *>();
        QVERIFY(name != nullptr);
        QTest::keyClicks(name, QString::fromLatin1(typed));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY(list()->viewport()->findChild<QLineEdit *>() == nullptr);
        QVERIFY2(!notice().isEmpty(), typed);
        QCOMPARE(m_undo->count(), 0);
    }
}

void TestSuperGenres::merges()
{
    selectSuperGenres({QStringLiteral("electronic"), QStringLiteral("rock")});
    emit list()->customContextMenuRequested(QPoint(5, 5));
    auto *menu = m_dock->findChild<QMenu *>(QStringLiteral("superGenreMenu"));
    QVERIFY(menu != nullptr);
    QMenu *into = nullptr;
    for (QAction *entry : menu->actions())
        into = entry->menu() != nullptr ? entry->menu() : into;
    QVERIFY(into != nullptr);
    QCOMPARE(into->actions().size(), 3);
    into->actions().at(2)->trigger();
    QCOMPARE(printed(), QStringLiteral("pop: ballad polka techno house punk metal"));
    QCOMPARE(m_undo->undoText(), QStringLiteral("Merge 2 Super-genres into pop"));
    menu->close();
}

void TestSuperGenres::recolours()
{
    QColor asked;
    m_dock->setColourChooser([&asked](const QColor &now, QWidget *) {
        asked = now;
        return std::optional(QColor(1, 2, 3));
    });
    const QRect cell = list()->visualRect(list()->model()->index(1, SuperGenreModel::Name));
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, QPoint(cell.left() + 8, cell.center().y()));
    QCOMPARE(asked, superGenreColours(mappingSettings().genreMap())[1]);
    QCOMPARE(m_undo->undoText(), QStringLiteral("Recolour rock"));
    QVERIFY(map().superGenres[1].colour == 0x010203U);
    QCOMPARE(list()->model()->index(1, SuperGenreModel::Name).data(Qt::DecorationRole).value<QColor>(),
             QColor(1, 2, 3));
    m_dock->setColourChooser([](const QColor &, QWidget *) { return std::optional<QColor>(); });
    action("recolourSuperGenreAction")->trigger();                            // given up
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, cell.center()); // the name is no chip
    QCOMPARE(m_undo->count(), 1);
}

void TestSuperGenres::movesByKeys()
{
    selectSuperGenres({QStringLiteral("pop")});
    QTest::keyClick(list(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(printed(), QStringLiteral("electronic: techno house | pop: ballad polka | rock: punk metal"));
    QCOMPARE(m_undo->undoText(), QStringLiteral("Move pop"));
    QCOMPARE(list()->currentName(), QStringLiteral("pop"));
    QTest::keyClick(list(), Qt::Key_Up, Qt::AltModifier);
    QVERIFY(!action("superGenreUpAction")->isEnabled());
    QTest::keyClick(list(), Qt::Key_Down, Qt::AltModifier);
    QTest::keyClick(list(), Qt::Key_Down, Qt::AltModifier);
    QVERIFY(!action("superGenreDownAction")->isEnabled());
    QCOMPARE(printed(), QStringLiteral("electronic: techno house | rock: punk metal | pop: ballad polka"));
    QCOMPARE(m_undo->count(), 4);
    selectSuperGenres({QStringLiteral("rock"), QStringLiteral("pop")});
    QTest::keyClick(list(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(printed(), QStringLiteral("rock: punk metal | pop: ballad polka | electronic: techno house"));
    QCOMPARE(m_undo->undoText(), QStringLiteral("Move 2 Super-genres"));
}

void TestSuperGenres::deletesSuperGenres()
{
    selectSuperGenres({QStringLiteral("rock")});
    QTest::keyClick(list(), Qt::Key_Delete);
    QCOMPARE(printed(), QStringLiteral("electronic: techno house | pop: ballad polka"));
    QCOMPARE(m_undo->undoText(), QStringLiteral("Delete rock"));
    QCOMPARE(list()->model()->index(2, SuperGenreModel::Genres).data().toString(), QStringLiteral("3"));
    list()->selectionModel()->select(list()->model()->index(2, 0),
                                     QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    QVERIFY(!action("deleteSuperGenreAction")->isEnabled()); // what is not mapped stays
}

void TestSuperGenres::addsSuperGenres()
{
    for (const char *name : {"New super-genre", "New super-genre 2"}) {
        QTest::mouseClick(child<QToolButton>("newSuperGenreButton"), Qt::LeftButton);
        QCOMPARE(m_undo->undoText(), QStringLiteral("Add a Super-genre"));
        QCOMPARE(map().superGenres.back().name, std::string(name));
        auto *editor = list()->viewport()->findChild<QLineEdit *>();
        QVERIFY(editor != nullptr);
        QTest::keyClick(editor, Qt::Key_Escape);
        QTRY_VERIFY(list()->viewport()->findChild<QLineEdit *>() == nullptr);
    }
    QVERIFY(map().superGenres[3].colour != map().superGenres[4].colour);
}

void TestSuperGenres::coloursStayWithTheirClass()
{
    const std::vector<QColor> before = superGenreColours(map());
    selectSuperGenres({QStringLiteral("electronic")});
    QTest::keyClick(list(), Qt::Key_Delete);
    const std::vector<QColor> after = superGenreColours(map());
    QCOMPARE(after, (std::vector<QColor>{before[1], before[2]}));
}

void TestSuperGenres::unmappedIsAClass()
{
    auto *keep = child<QCheckBox>("unmappedIsClass");
    QVERIFY(keep->isVisible() && !keep->isChecked());
    QTest::mouseClick(keep, Qt::LeftButton, {}, QPoint(8, keep->height() / 2));
    QVERIFY(map().unmappedIsClass);
    QCOMPARE(m_undo->undoText(), QStringLiteral("Keep Unmapped Genres as a Class"));
    QCOMPARE(m_study->labels("super_genre").classes().back(), std::string("unmapped"));
    m_undo->undo();
    QVERIFY(!keep->isChecked());
    select({QStringLiteral("waltz")});
    type(QStringLiteral("pop"));
    QVERIFY(!keep->isVisible()); // all are mapped
}

// Another mapping of as many super-genres is not one whose super-genres were renamed.
void TestSuperGenres::selectionAcrossMappings()
{
    StudySettings settings = mappingSettings();
    Mapping other{"super_genre_2", {}};
    other.map.name = "Other";
    other.map.superGenres = {{"rock", {}, {"techno"}}, {"metal", {}, {"metal"}}, {"folk", {}, {"waltz"}}};
    settings.mappings.push_back(other);
    m_study->setSettings(settings);
    selectSuperGenres({QStringLiteral("rock"), QStringLiteral("pop")});
    m_study->setCurrentLabels("super_genre_2");
    QCOMPARE(m_study->settings().currentMapping, std::string("super_genre_2"));
    QCOMPARE(list()->selectedNames(), QStringList{QStringLiteral("rock")});
    QCOMPARE(list()->currentName(), QStringLiteral("rock"));
    m_study->setCurrentLabels("super_genre");
    QCOMPARE(list()->selectedNames(), QStringList{QStringLiteral("rock")});
    selectSuperGenres({QStringLiteral("electronic")});
    m_study->setCurrentLabels("super_genre_2"); // has none of that name
    QVERIFY(list()->selectedNames().isEmpty());
    QVERIFY(!list()->selectionModel()->hasSelection());
}

void TestSuperGenres::keepsTheSelectionOfWhatRemains()
{
    list()->select({QStringLiteral("electronic")}, QStringLiteral("electronic"));
    list()->select({QStringLiteral("pop")}, QStringLiteral("pop")); // that and no other
    QCOMPARE(list()->selectedNames(), QStringList{QStringLiteral("pop")});
    StudySettings settings = mappingSettings();
    settings.genreMap().superGenres.erase(settings.genreMap().superGenres.begin());
    m_study->setSettings(settings);
    QCOMPARE(list()->selectedNames(), QStringList{QStringLiteral("pop")});
    std::swap(settings.genreMap().superGenres[0], settings.genreMap().superGenres[1]);
    m_study->setSettings(settings);
    QCOMPARE(list()->selectedNames(), QStringList{QStringLiteral("pop")});
    QCOMPARE(list()->selectionModel()->selectedRows().first().row(), 0);
}

QTEST_MAIN(TestSuperGenres)
#include "tst_super_genres.moc"
