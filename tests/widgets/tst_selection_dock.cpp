#include "core/study/job_board.h"
#include "core/study/selection.h"
#include "core/study/study.h"
#include "tests/support/datasets.h"
#include "widgets/docks/selection_dock.h"
#include "widgets/selection/selection_list.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace genrelens;

namespace
{

constexpr int patience = 60000;

using Tracks = std::vector<std::uint32_t>;
using Kind = SelectionRow::Kind;

constexpr std::string_view eightTracks = "track_id,track_name,artists,track_genre,energy,tempo\n"
                                         "a,A,X;Y,rock,0.9,100\n"
                                         "b,B,X,rock,0.8,100\n"
                                         "c,C,Z,pop,0.7,100\n"
                                         "d,D,Z,pop,0.1,100\n"
                                         "e,E,Z,pop,0.2,100\n"
                                         "f,F,W,pop,0.3,100\n"
                                         "g,G,,jazz,0.4,100\n"
                                         "h,H,,jazz,0.5,100\n";

struct Fixture {
    Study study;
    JobBoard board;
    SelectionDock dock{study, board};

    explicit Fixture(std::string_view text = eightTracks)
    {
        const auto dataset = test::datasetOf(text);
        study.setDataset(dataset, test::preparedOf(*dataset), {});
        study.setCurrentLabels("genre");
        dock.resize(400, 700);
        dock.show();
    }
    void select(const Tracks &tracks, const char *what = "some")
    {
        pickTracks(study, tracks, SelectionMode::Replace, what);
    }
    [[nodiscard]] SelectionList &list()
    {
        return *dock.findChild<SelectionList *>(QStringLiteral("selectionList"));
    }
    [[nodiscard]] QStringList names(Kind kind)
    {
        QStringList all;
        for (const SelectionRow &row : list().rows().rows())
            if (row.kind == kind)
                all.append(row.name);
        return all;
    }
    [[nodiscard]] int rowOf(Kind kind, const QString &name)
    {
        const std::vector<SelectionRow> &rows = list().rows().rows();
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (rows[i].kind == kind && rows[i].name == name)
                return static_cast<int>(i);
        return -1;
    }
    void click(Kind kind, const QString &name, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        const QModelIndex index = list().model()->index(rowOf(kind, name), 0);
        list().scrollTo(index);
        QTest::mouseClick(list().viewport(), Qt::LeftButton, modifiers, list().visualRect(index).center());
    }
    [[nodiscard]] Tracks selected() const { return study.selection().members(); }
    [[nodiscard]] QLabel *label(const char *name) { return dock.findChild<QLabel *>(QLatin1String(name)); }
};

} // namespace

class TestSelectionDock : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void saysWhatToDoWithoutAFile();
    void nothingSelectedSaysWhatToDo();
    void tellsWhatIsSpecial();
    void classesNarrowAndAdd();
    void artistsNarrow();
    void keyboardPicks();
    void featuresAndSectionsPickNothing();
    void withoutGenresAndArtists();
    void everythingSelected();
    void keptSelectionsAreRecalled();
    void actionsAreButtons();
    void waitsUntilItIsSeen();
    void anotherFileForgets();
};

void TestSelectionDock::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestSelectionDock::saysWhatToDoWithoutAFile()
{
    Study study;
    JobBoard board;
    SelectionDock dock(study, board);
    dock.show();
    auto *empty = dock.findChild<QLabel *>(QStringLiteral("selectionEmpty"));
    QVERIFY(empty->isVisible());
    QCOMPARE(empty->text(), QStringLiteral("Open a file to select tracks."));
}

void TestSelectionDock::nothingSelectedSaysWhatToDo()
{
    Fixture f;
    QVERIFY(f.label("selectionEmpty")->isVisible());
    QVERIFY(!f.label("selectionHeadline")->isVisible());
    QCOMPARE(f.list().model()->rowCount(), 0);
    f.select({0});
    QTRY_VERIFY_WITH_TIMEOUT(f.list().model()->rowCount() > 0, patience);
    QVERIFY(!f.label("selectionEmpty")->isVisible());
    clearSelection(f.study);
    QVERIFY(f.label("selectionEmpty")->isVisible());
    QCOMPARE(f.list().model()->rowCount(), 0);
}

void TestSelectionDock::tellsWhatIsSpecial()
{
    Fixture f;
    const QAbstractItemModelTester tester(f.list().model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    f.select({0, 1, 2}, "energy is high");
    QVERIFY(f.label("selectionHeadline")->text().contains(QStringLiteral(">3</span>")));
    QVERIFY(f.label("selectionHeadline")->text().contains(QStringLiteral("37.5\u00a0% of 8")));
    QCOMPARE(f.label("selectionName")->text(), QStringLiteral("energy is high"));
    QTRY_VERIFY_WITH_TIMEOUT(f.list().model()->rowCount() > 0, patience);
    QCOMPARE(f.names(Kind::Class), (QStringList{QStringLiteral("rock"), QStringLiteral("pop")}));
    QCOMPARE(f.names(Kind::Feature), (QStringList{QStringLiteral("energy"), QStringLiteral("tempo")}));
    QCOMPARE(f.names(Kind::Artist), (QStringList{QStringLiteral("X"), QStringLiteral("Z")}));
    const auto row = [&](Kind kind, const char *name) {
        return f.list().rows().rows()[static_cast<std::size_t>(f.rowOf(kind, QLatin1String(name)))];
    };
    QCOMPARE(row(Kind::Class, "rock").first, QStringLiteral("66.7\u00a0%"));
    QCOMPARE(row(Kind::Class, "rock").second, QStringLiteral("×2.7")); // 2/3 over 2/8
    QCOMPARE(row(Kind::Feature, "energy").first, QStringLiteral("+1.00"));
    QCOMPARE(row(Kind::Feature, "tempo").first, QStringLiteral("0.00"));
    QCOMPARE(row(Kind::Artist, "Z").first, QStringLiteral("1 of 3"));
}

void TestSelectionDock::classesNarrowAndAdd()
{
    Fixture f;
    f.select({0, 1, 2});
    QTRY_VERIFY_WITH_TIMEOUT(f.rowOf(Kind::Class, QStringLiteral("pop")) >= 0, patience);
    f.click(Kind::Class, QStringLiteral("pop"), Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(f.selected(), (Tracks{0, 1}));
    f.select({0, 2});
    QTRY_VERIFY_WITH_TIMEOUT(f.rowOf(Kind::Class, QStringLiteral("pop")) >= 0, patience);
    f.click(Kind::Class, QStringLiteral("pop"), Qt::ControlModifier);
    QCOMPARE(f.selected(), (Tracks{0, 2, 3, 4, 5}));
    QTRY_VERIFY_WITH_TIMEOUT(f.rowOf(Kind::Class, QStringLiteral("rock")) >= 0, patience);
    f.click(Kind::Class, QStringLiteral("rock"));
    QCOMPARE(f.selected(), (Tracks{0})); // of the selected those of the class
    QCOMPARE(f.study.selectionName(), std::string("genre rock"));
}

void TestSelectionDock::artistsNarrow()
{
    Fixture f;
    f.select({0, 2, 3}, "mine");
    QTRY_VERIFY_WITH_TIMEOUT(f.rowOf(Kind::Artist, QStringLiteral("Z")) >= 0, patience);
    f.click(Kind::Artist, QStringLiteral("Z"));
    QCOMPARE(f.selected(), (Tracks{2, 3}));
    QCOMPARE(f.study.selectionName(), std::string("artist Z of mine"));
}

void TestSelectionDock::keyboardPicks()
{
    Fixture f;
    f.select({0, 1, 2});
    QTRY_VERIFY_WITH_TIMEOUT(f.rowOf(Kind::Class, QStringLiteral("pop")) >= 0, patience);
    f.list().setCurrentIndex(f.list().model()->index(f.rowOf(Kind::Class, QStringLiteral("pop")), 0));
    QTest::keyClick(&f.list(), Qt::Key_Return);
    QCOMPARE(f.selected(), (Tracks{2}));
}

void TestSelectionDock::featuresAndSectionsPickNothing()
{
    Fixture f;
    f.select({0, 1, 2});
    QTRY_VERIFY_WITH_TIMEOUT(f.rowOf(Kind::Feature, QStringLiteral("energy")) >= 0, patience);
    f.click(Kind::Feature, QStringLiteral("energy"));
    f.click(Kind::Section, QStringLiteral("Features"));
    QCOMPARE(f.selected(), (Tracks{0, 1, 2}));
}

void TestSelectionDock::withoutGenresAndArtists()
{
    Fixture f("track_id,energy\na,0.1\nb,0.2\nc,0.3\n");
    f.select({2});
    QTRY_VERIFY_WITH_TIMEOUT(f.list().model()->rowCount() > 0, patience);
    QVERIFY(f.names(Kind::Class).isEmpty());
    QVERIFY(f.names(Kind::Artist).isEmpty());
    QCOMPARE(f.names(Kind::Feature), (QStringList{QStringLiteral("energy")}));
}

void TestSelectionDock::everythingSelected()
{
    Fixture f;
    selectAll(f.study);
    QTRY_VERIFY_WITH_TIMEOUT(f.names(Kind::Class).size() == 3, patience);
    QVERIFY(f.names(Kind::Feature).isEmpty()); // there is nothing to be different from
}

void TestSelectionDock::keptSelectionsAreRecalled()
{
    Fixture f;
    f.select({0, 1}, "two");
    f.study.picks().setKept(withSelection(f.study, QStringLiteral("mine")));
    QTRY_VERIFY_WITH_TIMEOUT(f.rowOf(Kind::Kept, QStringLiteral("mine")) >= 0, patience);
    clearSelection(f.study);
    QCOMPARE(f.names(Kind::Kept), (QStringList{QStringLiteral("mine")}));
    f.click(Kind::Kept, QStringLiteral("mine"));
    QCOMPARE(f.selected(), (Tracks{0, 1}));
    f.select({5});
    QTRY_VERIFY_WITH_TIMEOUT(f.rowOf(Kind::Class, QStringLiteral("pop")) >= 0, patience);
    f.click(Kind::Kept, QStringLiteral("mine"), Qt::ShiftModifier);
    QCOMPARE(f.selected(), (Tracks{0, 1, 5}));

    QSignalSpy removed(&f.dock, &SelectionDock::removeRequested);
    const QModelIndex kept = f.list().model()->index(f.rowOf(Kind::Kept, QStringLiteral("mine")), 0);
    f.list().scrollTo(kept);
    emit f.list().customContextMenuRequested(f.list().visualRect(kept).center());
    auto *menu = f.dock.findChild<QMenu *>();
    QVERIFY(menu != nullptr);
    menu->findChild<QAction *>(QStringLiteral("removeKeptAction"))->trigger();
    QCOMPARE(removed.count(), 1);
    QCOMPARE(removed[0][0].value<std::string>(), std::string("mine"));
    menu->close();
}

void TestSelectionDock::actionsAreButtons()
{
    Fixture f;
    QAction action(QStringLiteral("Keep"));
    QSignalSpy triggered(&action, &QAction::triggered);
    f.dock.setActions({&action});
    f.select({0});
    auto *button =
        f.dock.findChild<QWidget *>(QStringLiteral("selectionButtons"))->findChild<QToolButton *>();
    QVERIFY(button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(triggered.count(), 1);
}

void TestSelectionDock::waitsUntilItIsSeen()
{
    Fixture f;
    f.dock.hide();
    f.select({0});
    QCOMPARE(f.list().model()->rowCount(), 0);
    QVERIFY(f.board.running().isEmpty());
    f.dock.show();
    QTRY_VERIFY_WITH_TIMEOUT(f.list().model()->rowCount() > 0, patience);
}

void TestSelectionDock::anotherFileForgets()
{
    Fixture f;
    f.select({0});
    QTRY_VERIFY_WITH_TIMEOUT(f.list().model()->rowCount() > 0, patience);
    const auto dataset = test::datasetOf("track_id,energy\na,0.1\nb,0.2\n");
    f.study.setDataset(dataset, test::preparedOf(*dataset), {});
    QCOMPARE(f.list().model()->rowCount(), 0);
    QVERIFY(f.label("selectionEmpty")->isVisible());
}

QTEST_MAIN(TestSelectionDock)
#include "tst_selection_dock.moc"
