#include "tests/widgets/confusion_fixture.h"
#include "widgets/docks/confusions_list.h"
#include "widgets/docks/notice_bar.h"

#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QToolButton>
#include <QToolTip>

using namespace genrelens;
using test::ConfusionFixture;
using test::Tracks;

namespace
{

struct Judged : ConfusionFixture {
    explicit Judged(QSize size = {700, 520})
    {
        addRun("random_forest", judgedRows(), answer);
        makeDock(size);
    }
    void choose(const char *box, int index) const { find<QComboBox>(box).setCurrentIndex(index); }
};

} // namespace

class TestConfusionDock : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("genrelens-test-confusion"));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }
    void picksTheTracksOfACell();
    void picksRowsColumnsAndRanges();
    void keysPick();
    void outlinesWhatIsSelected();
    void saysWhatIsInACell();
    void foldsToSuperGenres();
    void foldsAreRemembered();
    void foldsWhereThereIsNoRoom();
    void followsTheMapping();
    void ordersClasses();
    void comparesTwoModels();
    void whatCannotBeCompared();
    void listPicksAndCopies();
    void listTakesThePlaceOfASmallMatrix();
    void picksNothingOfOtherRows();
    void tooManyClasses();
    void withoutAModel();
    void fitsANarrowDock();
};

void TestConfusionDock::picksTheTracksOfACell()
{
    Judged f;
    QCOMPARE(f.names(), QStringLiteral("a b c d e f"));
    test::click(*f.map, f.centre(0, 1));
    QCOMPARE(f.selected(), (Tracks{0, 6}));
    QCOMPARE(f.study.selectionName(), std::string("a judged as b by random forest"));
    test::click(*f.map, f.centre(1, 2), Qt::ControlModifier);
    QCOMPARE(f.selected(), (Tracks{0, 1, 6}));
    test::click(*f.map, f.centre(0, 0), Qt::ShiftModifier);
    QCOMPARE(f.selected(), (Tracks{0, 1, 6, 12, 18}));
    test::click(*f.map, f.centre(0, 1), Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(f.selected(), (Tracks{1, 12, 18}));
    test::click(*f.map, f.centre(0, 5)); // an empty cell
    QVERIFY(f.selected().empty());
}

void TestConfusionDock::picksRowsColumnsAndRanges()
{
    Judged f;
    const HeatmapLayout layout = f.map->windowLayout();
    test::click(*f.map, layout.rowName(0).center());
    QCOMPARE(f.selected(), (Tracks{0, 6, 12, 18}));
    QCOMPARE(f.study.selectionName(), std::string("a judged by random forest"));
    test::click(*f.map, layout.columnNameAnchor(1) - QPointF(0, 3));
    QCOMPARE(f.selected(), (Tracks{0, 6, 13, 19, 25}));
    QCOMPARE(f.study.selectionName(), std::string("judged as b by random forest"));
    QTest::mousePress(f.map->viewport(), Qt::LeftButton, {}, f.centre(1, 2).toPoint());
    test::hover(*f.map, f.centre(0, 1));
    QTest::mouseRelease(f.map->viewport(), Qt::LeftButton, {}, f.centre(0, 1).toPoint());
    QCOMPARE(f.selected(), (Tracks{0, 1, 6, 13, 19, 25})); // a and b judged as b and c
    QCOMPARE(f.study.selectionName(), std::string("4 cells of the confusions by random forest"));
}

void TestConfusionDock::keysPick()
{
    Judged f;
    f.map->setFocus();
    for (const Qt::Key key : {Qt::Key_Home, Qt::Key_Right, Qt::Key_Down, Qt::Key_Right})
        QTest::keyClick(f.map, key); // the first shows the cursor
    QVERIFY(f.map->cursor() == (MatrixCell{1, 2}));
    QTest::keyClick(f.map, Qt::Key_Space);
    QCOMPARE(f.selected(), Tracks{1});
    QTest::keyClick(f.map, Qt::Key_Up);
    QTest::keyClick(f.map, Qt::Key_Up); // the column's name
    QTest::keyClick(f.map, Qt::Key_Return);
    QCOMPARE(f.selected(), (Tracks{1, 9, 14, 20, 26})); // judged as c
    QTest::keyClick(f.map, Qt::Key_Minus);              // folds its super-genre
    QCOMPARE(f.names(), QStringLiteral("a b mid e f"));
}

void TestConfusionDock::outlinesWhatIsSelected()
{
    Judged f;
    QVERIFY(f.map->cellMarks().empty());
    pickTracks(f.study, Tracks{0, 1, 40}, SelectionMode::Replace, "some");
    const auto markOf = [&f](int row, int column) {
        return f.map->cellMarks()[static_cast<std::size_t>(6 * row + column)];
    };
    QVERIFY(markOf(0, 1) == CellMark::Some);
    QVERIFY(markOf(1, 2) == CellMark::All);
    QVERIFY(markOf(4, 4) == CellMark::None); // track 40 was not judged
    clearSelection(f.study);
    QVERIFY(f.map->cellMarks().empty());
}

void TestConfusionDock::saysWhatIsInACell()
{
    Judged f;
    f.study.setSelection(RowSet(60, Tracks{0}), "one");
    test::hover(*f.map, f.centre(0, 1));
    const ConfusionMatrix &all = f.study.modelRun("random_forest", "genre")->evaluation.confusion;
    QCOMPARE(all.count(0, 1), std::uint64_t(2));
    QTRY_VERIFY(QToolTip::text().contains(QStringLiteral(
        "<b>true a (4 tracks), judged b:</b><br>2 tracks, 50.0\u00a0% of a, 40.0\u00a0% of those judged b")));
    QVERIFY(QToolTip::text().contains(QStringLiteral("1 selected")));
    test::hover(*f.map, f.map->windowLayout().rowName(1).center());
    QTRY_VERIFY(QToolTip::text().contains(
        QStringLiteral("<b>true b:</b><br>5 tracks, 60.0\u00a0% of them judged so")));
}

void TestConfusionDock::foldsToSuperGenres()
{
    Judged f;
    const QString headline = f.find<QLabel>("confusionHeadline").text();
    QVERIFY(headline.contains(QStringLiteral("58.6\u00a0%")));                              // 17 of 29
    QVERIFY(headline.contains(QStringLiteral("folded to super-genres:&nbsp;89.7\u00a0%"))); // 26 of 29
    f.trigger("confusionFoldAll");
    QCOMPARE(f.names(), QStringLiteral("low mid high"));
    QCOMPARE(f.map->matrix().values, (std::vector<double>{8, 1, 0, 0, 9, 1, 1, 0, 9}));
    QCOMPARE(f.map->blocks().size(), std::size_t(3));
    test::click(*f.map, f.centre(0, 1));
    QCOMPARE(f.selected(), Tracks{1});
    QCOMPARE(f.study.selectionName(), std::string("low judged as mid by random forest"));

    test::click(*f.map, f.map->windowLayout().rowHeader(1, 1).center());
    QCOMPARE(f.names(), QStringLiteral("low c d high"));
    test::click(*f.map, f.map->windowLayout().columnHeader(1, 2).center());
    QCOMPARE(f.names(), QStringLiteral("low mid high"));
    f.trigger("confusionExpandAll");
    QCOMPARE(f.names(), QStringLiteral("a b c d e f"));
    f.trigger("confusionBlocks"); // each for itself
    QVERIFY(f.map->blocks().empty());
    QCOMPARE(f.names(), QStringLiteral("a b c d e f"));
}

void TestConfusionDock::foldsAreRemembered()
{
    Judged f;
    f.trigger("confusionFoldAll");
    test::click(*f.map, f.map->windowLayout().rowHeader(0, 1).center());
    f.choose("confusionNormalization", 2);
    f.makeDock();
    QCOMPARE(f.names(), QStringLiteral("a b mid high"));
    QVERIFY(f.map->normalization() == Normalization::Counts);
    QVERIFY(!f.find<QAction>("confusionFoldAutomatically").isChecked());
    f.trigger("confusionFoldAutomatically");
    QCOMPARE(f.names(), QStringLiteral("a b c d e f")); // there is room
}

void TestConfusionDock::foldsWhereThereIsNoRoom()
{
    ConfusionFixture f(80);
    StudySettings settings = f.study.settings();
    settings.genreMap().superGenres = {{"one", std::nullopt, {}}, {"two", std::nullopt, {}}};
    for (int i = 0; i < 80; ++i)
        settings.genreMap().superGenres[i < 50 ? 0 : 1].genres.push_back("genre-" + std::to_string(1000 + i));
    f.study.setSettings(settings);
    f.addRun("random_forest", {0, 1, 79}, [](std::uint32_t row) { return row == 1 ? 2 : 3; });
    f.makeDock({400, 330});
    QCOMPARE(f.names(), QStringLiteral("one two"));
    f.resize({800, 800});
    QCOMPARE(f.map->matrix().rows(), 80);
    f.resize({400, 330});
    QCOMPARE(f.names(), QStringLiteral("one two"));
    f.trigger("confusionExpandAll"); // a person's word holds
    QCOMPARE(f.map->matrix().rows(), 80);
    f.resize({420, 340});
    QCOMPARE(f.map->matrix().rows(), 80);
}

void TestConfusionDock::followsTheMapping()
{
    Judged f;
    StudySettings settings = f.study.settings();
    settings.genreMap().superGenres = {{"rest", std::nullopt, {"d", "f", "nowhere"}},
                                       {"low", std::nullopt, {"a"}}};
    f.study.setSettings(settings);
    QCOMPARE(f.names(), QStringLiteral("d f a b c e"));
    f.trigger("confusionFoldAll");
    QCOMPARE(f.names(), QStringLiteral("rest low (not mapped)"));
    settings.genreMap().superGenres.clear();
    f.study.setSettings(settings);
    QCOMPARE(f.names(), QStringLiteral("a b c d e f"));
    QVERIFY(f.map->blocks().empty());
    QVERIFY(!f.find<QLabel>("confusionHeadline").text().contains(QStringLiteral("folded")));
}

void TestConfusionDock::ordersClasses()
{
    Judged f;
    f.choose("confusionOrder", 1);
    QCOMPARE(f.names(), QStringLiteral("c d e f b a")); // one track of "a" was not judged
    test::click(*f.map, f.centre(5, 4));
    QCOMPARE(f.selected(), (Tracks{0, 6})); // a judged as b
    f.choose("confusionOrder", 2);
    QStringList pairs = f.map->matrix().rowNames;
    QCOMPARE(pairs.size(), 6);
    for (const auto &[one, other] : {std::pair("a", "b"), std::pair("c", "d"), std::pair("e", "f")})
        QCOMPARE(std::abs(pairs.indexOf(QLatin1String(one)) - pairs.indexOf(QLatin1String(other))), 1);
}

void TestConfusionDock::comparesTwoModels()
{
    Judged f;
    QVERIFY(!f.find<QComboBox>("confusionCompared").isVisible());
    f.addRun("nearest_centroid", f.judgedRows(), [](std::uint32_t row) { return int(row % 6); });
    QVERIFY(f.find<QComboBox>("confusionCompared").isVisible());
    f.choose("confusionCompared", 1);
    QVERIFY(f.map->isDifference());
    QCOMPARE(f.map->cellText({0, 0}), QStringLiteral("−50")); // 2 of 4 less all 4
    QCOMPARE(f.map->cellText({0, 1}), QStringLiteral("+50"));
    QCOMPARE(f.map->cellText({0, 3}), QStringLiteral("·"));
    f.choose("confusionNormalization", 2);
    QCOMPARE(f.map->cellText({0, 1}), QStringLiteral("+2"));
    auto &list = f.find<ConfusionsList>("confusionsList");
    if (!list.isVisible())
        QTest::mouseClick(&f.find<QToolButton>("confusionList"), Qt::LeftButton);
    QCOMPARE(list.model()->columnCount(), 5);
    list.sortByColumn(4, Qt::DescendingOrder);
    QCOMPARE(list.model()->index(0, 4).data().toString(), QStringLiteral("+2"));
    list.copy();
    QVERIFY(QApplication::clipboard()->text().startsWith(
        QStringLiteral("True\tJudged as\tTracks\t% of true\tDifference\na\tb\t2\t50\t2\n")));
    const QString headline = f.find<QLabel>("confusionHeadline").text();
    QVERIFY(headline.contains(QStringLiteral("−41.4"))); // 58.6 less 100
    QVERIFY(headline.contains(QStringLiteral("nearest centroid&nbsp;100.0\u00a0%")));
    f.trigger("confusionFoldAll");
    QCOMPARE(f.map->cellText({0, 0}), QStringLiteral("−1")); // 8 less 9
    f.choose("confusionCompared", 0);
    QVERIFY(!f.map->isDifference());
    QCOMPARE(list.model()->columnCount(), 4);
}

void TestConfusionDock::whatCannotBeCompared()
{
    Judged f;
    f.addRun("nearest_centroid", {0, 1, 2}, [](std::uint32_t) { return 0; });
    f.choose("confusionCompared", 1);
    QVERIFY(!f.map->isDifference());
    const auto headline = [&f] { return f.find<QLabel>("confusionHeadline").text(); };
    QVERIFY(headline().contains(
        QStringLiteral("Not comparable: they were judged by other tracks; train both again.")));
    // Which of the two is outdated is said.
    StudySettings settings = f.study.settings();
    settings.setTrees(settings.trees() + 1);
    f.study.setSettings(settings);
    QVERIFY(
        headline().contains(QStringLiteral("Not comparable: random forest is outdated; train it again.")));
    QCOMPARE(f.dock->findChild<NoticeBar *>()->text(),
             QStringLiteral("Outdated: the parameters have changed."));
    settings.splitMethod = SplitOptions::Method::Random;
    f.study.setSettings(settings);
    QVERIFY(headline().contains(
        QStringLiteral("random forest and nearest centroid are outdated; train them again.")));
    QCOMPARE(f.dock->findChild<NoticeBar *>()->text(),
             QStringLiteral("Outdated: the parameters have changed and other tracks are held out now."));
    f.study.setCurrentModel("nearest_centroid");
    QVERIFY(!f.find<QLabel>("confusionHeadline").text().contains(QStringLiteral("Not comparable")));
}

void TestConfusionDock::listPicksAndCopies()
{
    Judged f({900, 600});
    auto &list = f.find<ConfusionsList>("confusionsList");
    QVERIFY(list.isVisible() && f.map->isVisible());
    const auto textOf = [&list](int row, int column) {
        return list.model()->index(row, column).data().toString();
    };
    QCOMPARE(list.model()->rowCount(), 9); // of six classes three are taken for one other alone
    QCOMPARE(textOf(0, 0) + textOf(0, 1) + textOf(0, 2) + textOf(0, 3), QStringLiteral("ab250.0\u00a0%"));
    list.sortByColumn(0, Qt::DescendingOrder);
    QCOMPARE(textOf(0, 0), QStringLiteral("f"));
    list.sortByColumn(2, Qt::DescendingOrder);
    QCOMPARE(textOf(0, 2), QStringLiteral("2"));
    list.sortByColumn(3, Qt::DescendingOrder);
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {},
                      list.visualRect(list.model()->index(0, 1)).center());
    QCOMPARE(f.selected(), (Tracks{0, 6}));
    QTest::keyClick(&list, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(),
             QStringLiteral("True\tJudged as\tTracks\t% of true\na\tb\t2\t50\n"));
    QTest::keyClick(&list, Qt::Key_Down);
    QTest::keyClick(&list, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(f.selected().size(), std::size_t(4));
    f.trigger("confusionFoldAll");
    QCOMPARE(list.model()->rowCount(), 3);
    list.clearSelection();
    list.copy();
    QCOMPARE(QApplication::clipboard()->text().count(u'\n'), 4);
}

void TestConfusionDock::listTakesThePlaceOfASmallMatrix()
{
    Judged f({400, 330});
    auto &list = f.find<ConfusionsList>("confusionsList");
    auto &button = f.find<QToolButton>("confusionList");
    QVERIFY(!list.isVisible() && f.map->isVisible() && !button.isChecked());
    QTest::mouseClick(&button, Qt::LeftButton);
    QVERIFY(list.isVisible() && !f.map->isVisible() && button.isChecked());
    QCOMPARE(list.model()->rowCount(), 9);
    f.resize({900, 700});
    QVERIFY(list.isVisible() && f.map->isVisible());
    QTest::mouseClick(&button, Qt::LeftButton);
    QVERIFY(!list.isVisible() && f.map->isVisible() && !button.isChecked());
    f.makeDock({900, 700});
    QVERIFY(!f.find<ConfusionsList>("confusionsList").isVisible()); // remembered
}

void TestConfusionDock::picksNothingOfOtherRows()
{
    Judged f;
    const auto all = f.study.prepared();
    std::string text = test::confusionTracks(6);
    const std::size_t first = text.find('\n') + 1;
    const std::string line = text.substr(first, text.find('\n', first) + 1 - first);
    const auto repeated = test::datasetOf(text.insert(first, line)); // as many rows are kept, but others
    f.study.setPrepared(test::preparedOf(*repeated), {});
    QCOMPARE(f.study.selection().rows(), std::size_t(60));
    test::click(*f.map, f.centre(0, 1));
    QVERIFY(f.selected().empty());
    QVERIFY(f.map->cellMarks().empty());
    f.study.setPrepared(all, {});
    test::click(*f.map, f.centre(0, 1));
    QCOMPARE(f.selected(), (Tracks{0, 6}));
}

void TestConfusionDock::tooManyClasses()
{
    ConfusionFixture f(1500);
    f.addRun("random_forest", {0, 1, 2}, [](std::uint32_t) { return 7; });
    f.makeDock();
    QVERIFY(f.map->isEmpty());
    QVERIFY(f.map->emptyText().contains(QStringLiteral("1,500 classes")));
    f.find<QComboBox>("confusionOrder").setCurrentIndex(2);
    QVERIFY(f.map->isEmpty());
}

void TestConfusionDock::withoutAModel()
{
    ConfusionFixture f;
    f.makeDock();
    QVERIFY(f.map->isEmpty());
    QVERIFY(f.find<QPushButton>("confusionTrain").isVisible());
    QVERIFY(!f.find<QWidget>("confusionControls").isVisible());
    test::click(*f.map, {50, 50});
    QVERIFY(f.selected().empty());
    f.addRun("random_forest", {}, [](std::uint32_t) { return 0; });
    QVERIFY(!f.map->isEmpty()); // of nothing
    QVERIFY(!f.map->viewport()->grab().isNull());

    Study nothing;
    StudyJobs jobs(nothing, f.board);
    ConfusionDock dock(nothing, jobs, f.board);
    dock.show();
    QVERIFY(dock.plot()->emptyText().contains(QStringLiteral("Open a file")));
}

void TestConfusionDock::fitsANarrowDock()
{
    Judged f({320, 330});
    f.addRun("nearest_centroid", f.judgedRows(), [](std::uint32_t row) { return int(row % 6); });
    f.resize({320, 330});
    QCOMPARE(f.dock->width(), 320);
    for (QWidget *control : f.find<QWidget>("confusionControls").findChildren<QWidget *>())
        if (control->isVisible() && control->parentWidget()->isVisible())
            QVERIFY2(control->mapTo(f.dock.get(), QPoint(control->width(), 0)).x() <= 320,
                     qPrintable(control->objectName()));
    QVERIFY(f.map->height() >= 120);
}

QTEST_MAIN(TestConfusionDock)
#include "tst_confusion_dock.moc"
