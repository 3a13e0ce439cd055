#include "core/study/change_selection.h"
#include "core/study/selection.h"
#include "core/study/study.h"
#include "tests/support/datasets.h"

#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

using namespace genrelens;

namespace
{

constexpr std::string_view fiveRows = "track_id,track_name,artists,track_genre,energy,tempo\n"
                                      "a,beta,X,rock,0.5,100\n"
                                      "b,Alpha,Y,pop,0.25,110\n"
                                      "a,beta,X,rock,0.5,100\n" // a repeat: tracks are rows 0, 1, 3, 4
                                      "c,,Y,rock,0.75,90\n"
                                      "d,gamma,Z,,1,120\n";

using Tracks = std::vector<std::uint32_t>;

struct Fixture {
    Study study;
    QUndoStack stack;
    SelectionHistory history{study.picks(), stack};

    Fixture() { open(); }
    void open()
    {
        const auto dataset = test::datasetOf(fiveRows);
        study.setDataset(dataset, test::preparedOf(*dataset), {});
    }
    void prepareWith(RepeatsBy repeats)
    {
        PreparationOptions options;
        options.repeats = repeats;
        study.setPrepared(test::preparedOf(*study.dataset(), options), options);
    }
    void pick(const Tracks &tracks, const char *what, SelectionMode mode = SelectionMode::Replace)
    {
        pickTracks(study, tracks, mode, what);
    }
    void brush(const Tracks &tracks)
    {
        pickTracks(study, tracks, SelectionMode::Replace, "", Picking::Brush);
    }
    [[nodiscard]] Tracks selected() const { return study.selection().members(); }
};

} // namespace

class TestSelectionUndo : public QObject
{
    Q_OBJECT

private slots:
    void picksAreSteps();
    void brushesInARowAreOne();
    void brushesApartAreNot();
    void brushThatLeadsBackIsNone();
    void stepsAreNamed();
    void stepsOutliveAnotherPreparation();
    void otherRowsAreNotAStep();
    void intersecting();
    void chosenModeCountsWithoutModifiers();
    void namesOfMixtures();
    void keptSelections();
    void keptOutliveAnotherPreparation();
    void anotherFileForgets();
};

void TestSelectionUndo::picksAreSteps()
{
    Fixture f;
    f.pick({1, 2}, "two");
    f.pick({0}, "one");
    QCOMPARE(f.stack.count(), 2);
    f.pick({0}, "one"); // nothing new
    QCOMPARE(f.stack.count(), 2);
    f.stack.undo();
    QCOMPARE(f.selected(), (Tracks{1, 2}));
    QCOMPARE(f.study.selectionName(), std::string("two"));
    f.stack.undo();
    QVERIFY(f.selected().empty());
    QVERIFY(f.study.selectionName().empty());
    f.stack.redo();
    f.stack.redo();
    QCOMPARE(f.selected(), (Tracks{0}));
    QCOMPARE(f.study.selectionName(), std::string("one"));
    QCOMPARE(f.stack.count(), 2); // undo and redo are no steps themselves
}

void TestSelectionUndo::brushesInARowAreOne()
{
    Fixture f;
    f.pick({3}, "one");
    f.brush({0});
    f.brush({0, 1});
    f.brush({1, 2});
    QCOMPARE(f.stack.count(), 2);
    f.stack.undo();
    QCOMPARE(f.selected(), (Tracks{3}));
    QCOMPARE(f.study.selectionName(), std::string("one"));
    f.stack.redo();
    QCOMPARE(f.selected(), (Tracks{1, 2}));
}

void TestSelectionUndo::brushesApartAreNot()
{
    Fixture f;
    f.brush({0});
    f.pick({3}, "one");
    f.brush({1});
    QCOMPARE(f.stack.count(), 3);
    f.stack.undo();
    f.stack.undo(); // on top is the first brush again
    f.brush({2});
    QCOMPARE(f.stack.count(), 2);
    f.stack.undo();
    QCOMPARE(f.selected(), (Tracks{0}));
}

void TestSelectionUndo::brushThatLeadsBackIsNone()
{
    Fixture f;
    f.brush({0});
    f.brush({0, 1});
    f.brush({});
    QCOMPARE(f.stack.count(), 0);
}

void TestSelectionUndo::stepsAreNamed()
{
    Fixture f;
    f.pick({0}, "rock & roll");
    QCOMPARE(f.stack.undoText(), QStringLiteral("Select rock && roll"));
    f.brush({1});
    QCOMPARE(f.stack.undoText(), QStringLiteral("Brush"));
    invertSelection(f.study);
    QCOMPARE(f.stack.undoText(), QStringLiteral("Change Selection"));
    clearSelection(f.study);
    QCOMPARE(f.stack.undoText(), QStringLiteral("Clear Selection"));
}

void TestSelectionUndo::stepsOutliveAnotherPreparation()
{
    Fixture f;
    f.pick({2}, "c"); // row 3
    f.pick({3}, "d"); // row 4
    f.prepareWith(RepeatsBy::Nothing);
    QCOMPARE(f.selected(), (Tracks{4})); // the same track among others
    f.stack.undo();
    QCOMPARE(f.selected(), (Tracks{3}));
    QCOMPARE(f.study.selectionName(), std::string("c"));
}

void TestSelectionUndo::otherRowsAreNotAStep()
{
    Fixture f;
    f.pick({2}, "c");
    QSignalSpy changed(&f.study, &Study::changed);
    f.prepareWith(RepeatsBy::Nothing);
    QCOMPARE(f.stack.count(), 1);
    QCOMPARE(changed.count(), 2); // the preparation, and the selection by its other numbers
    f.prepareWith(RepeatsBy::Nothing);
    QCOMPARE(changed.count(), 3);
}

void TestSelectionUndo::intersecting()
{
    Fixture f;
    f.pick({0, 1, 2}, "three");
    f.pick({1, 3}, "two", SelectionMode::Intersect);
    QCOMPARE(f.selected(), (Tracks{1}));
    QVERIFY(f.study.selectionName().empty());
    f.stack.undo();
    QCOMPARE(f.selected(), (Tracks{0, 1, 2}));
    f.pick({0, 1, 2, 3}, "all", SelectionMode::Intersect);
    QCOMPARE(f.study.selectionName(), std::string("three"));
    f.pick({3}, "none", SelectionMode::Intersect);
    QVERIFY(f.selected().empty());
}

void TestSelectionUndo::chosenModeCountsWithoutModifiers()
{
    Fixture f;
    QSignalSpy changed(&f.study, &Study::changed);
    f.study.picks().setMode(SelectionMode::Intersect);
    f.study.picks().setMode(SelectionMode::Intersect);
    QCOMPARE(changed.count(), 1);
    QVERIFY(changed[0][0].value<StudyPart>() == StudyPart::PickMode);
    QCOMPARE(selectionMode(Qt::NoModifier, SelectionMode::Intersect), SelectionMode::Intersect);
    QCOMPARE(selectionMode(Qt::ShiftModifier, SelectionMode::Intersect), SelectionMode::Add);
    QCOMPARE(selectionMode(Qt::ControlModifier | Qt::ShiftModifier, SelectionMode::Add),
             SelectionMode::Subtract);
    pickTracks(f.study, Tracks{0, 1}, Qt::ControlModifier, "two");
    pickTracks(f.study, Tracks{1, 2}, Qt::NoModifier, "two others");
    QCOMPARE(f.selected(), (Tracks{1}));
    QCOMPARE(f.stack.count(), 2); // a mode is no step
}

void TestSelectionUndo::namesOfMixtures()
{
    Fixture f;
    f.pick({0}, "one", SelectionMode::Add); // to nothing
    QCOMPARE(f.study.selectionName(), std::string("one"));
    f.pick({0, 1}, "both", SelectionMode::Add);
    QCOMPARE(f.study.selectionName(), std::string("both"));
    f.pick({2}, "third", SelectionMode::Add);
    QVERIFY(f.study.selectionName().empty());
    f.pick({}, "nothing");
    QVERIFY(f.study.selectionName().empty());
}

void TestSelectionUndo::keptSelections()
{
    Fixture f;
    f.pick({1, 2}, "two");
    f.stack.push(new ChangeKeptSelections(f.study.picks(), withSelection(f.study, QStringLiteral(" mine ")),
                                          QStringLiteral("Keep")));
    QCOMPARE(f.study.picks().kept().size(), std::size_t(1));
    QCOMPARE(f.study.picks().kept().front()->name, std::string("mine"));
    f.pick({0}, "one");
    recallSelection(f.study, *f.study.picks().kept().front(), SelectionMode::Add);
    QCOMPARE(f.selected(), (Tracks{0, 1, 2}));
    recallSelection(f.study, *f.study.picks().kept().front(), SelectionMode::Replace);
    QCOMPARE(f.selected(), (Tracks{1, 2}));
    QCOMPARE(f.study.selectionName(), std::string("mine"));
    const KeptSelections renamed =
        withSelectionRenamed(f.study.picks().kept(), "mine", QStringLiteral("ours"));
    QCOMPARE(renamed.front()->name, std::string("ours"));
    QVERIFY(renamed.front()->rows == f.study.picks().kept().front()->rows);
    QVERIFY(withoutSelection(renamed, "ours").empty());
    while (f.stack.canUndo())
        f.stack.undo();
    QVERIFY(f.study.picks().kept().empty());
    QVERIFY(f.selected().empty());
}

void TestSelectionUndo::keptOutliveAnotherPreparation()
{
    Fixture f;
    f.pick({2, 3}, "two");
    f.study.picks().setKept(withSelection(f.study, QStringLiteral("mine")));
    clearSelection(f.study);
    f.prepareWith(RepeatsBy::Nothing);
    recallSelection(f.study, *f.study.picks().kept().front(), SelectionMode::Replace);
    QCOMPARE(f.selected(), (Tracks{3, 4}));
}

void TestSelectionUndo::anotherFileForgets()
{
    Fixture f;
    f.pick({1}, "one");
    f.study.picks().setKept(withSelection(f.study, QStringLiteral("mine")));
    const int steps = f.stack.count();
    f.open();
    QVERIFY(f.study.picks().kept().empty());
    QVERIFY(f.selected().empty());
    QCOMPARE(f.stack.count(), steps); // which the window clears
}

QTEST_GUILESS_MAIN(TestSelectionUndo)
#include "tst_selection_undo.moc"
