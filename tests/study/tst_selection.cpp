#include "core/study/selection.h"
#include "core/study/study.h"
#include "core/study/track_cells.h"
#include "tests/support/datasets.h"
#include "tests/support/tables.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

using namespace genrelens;

namespace
{

constexpr std::string_view someTracks = "track_id,track_name,artists,track_genre,energy,tempo\n"
                                        "a,beta,X,rock,0.5,100\n"
                                        "b,Alpha,Y,pop,0.25,\n"
                                        "a,beta,X,rock,0.5,100\n"
                                        "c,,Y,Rock,0.75,90\n"
                                        "d,gamma,Z,,1,120\n";

using Tracks = std::vector<std::uint32_t>;

struct OpenStudy {
    Study study;

    explicit OpenStudy(std::string_view text = someTracks)
    {
        PreparationOptions options;
        options.excludedFeatures = {"tempo"}; // or its missing cell would drop a track
        const auto dataset = test::datasetOf(text);
        study.setDataset(dataset, test::preparedOf(*dataset, options), options);
    }
    [[nodiscard]] TrackCells cells() const
    {
        if (study.prepared()->genres.isEmpty())
            return {study.dataset(), study.prepared(), {}};
        return {study.dataset(),
                study.prepared(),
                {TrackCells::Labels{QStringLiteral("Genre"), study.prepared()->genres}}};
    }
    [[nodiscard]] Tracks selected() const { return study.selection().members(); }
};

} // namespace

class TestSelection : public QObject
{
    Q_OBJECT

private slots:
    void modifiers();
    void picking();
    void tracksBeyondTheRowsAreLeftOut();
    void comparesThenEmits();
    void otherRowsAreRefused();
    void followsTheKeptRows();
    void cellsAreThoseOfTheFile();
    void ordersByColumn();
    void ordersLikeAReference();
    void orderingCanBeGivenUp();
};

void TestSelection::modifiers()
{
    QCOMPARE(selectionMode(Qt::NoModifier), SelectionMode::Replace);
    QCOMPARE(selectionMode(Qt::AltModifier), SelectionMode::Replace);
    QCOMPARE(selectionMode(Qt::ControlModifier), SelectionMode::Add);
    QCOMPARE(selectionMode(Qt::ShiftModifier), SelectionMode::Add);
    QCOMPARE(selectionMode(Qt::ControlModifier | Qt::ShiftModifier), SelectionMode::Subtract);
}

void TestSelection::picking()
{
    OpenStudy open;
    QCOMPARE(open.study.selection().rows(), std::size_t(4)); // the repeat is dropped
    pickTracks(open.study, Tracks{1, 2}, SelectionMode::Replace, "two");
    QCOMPARE(open.selected(), (Tracks{1, 2}));
    QCOMPARE(open.study.selectionName(), std::string("two"));
    pickTracks(open.study, Tracks{2, 3}, SelectionMode::Add, "more");
    QCOMPARE(open.selected(), (Tracks{1, 2, 3}));
    QVERIFY(open.study.selectionName().empty());
    pickTracks(open.study, Tracks{1}, SelectionMode::Subtract, "one");
    QCOMPARE(open.selected(), (Tracks{2, 3}));
    pickTracks(open.study, Tracks{0}, SelectionMode::Replace, "first");
    QCOMPARE(open.selected(), (Tracks{0}));
    invertSelection(open.study);
    QCOMPARE(open.selected(), (Tracks{1, 2, 3}));
    selectAll(open.study);
    QCOMPARE(open.selected(), (Tracks{0, 1, 2, 3}));
    clearSelection(open.study);
    QVERIFY(open.study.selection().isEmpty());
}

// A view may still show the tracks of a larger file.
void TestSelection::tracksBeyondTheRowsAreLeftOut()
{
    OpenStudy open;
    pickTracks(open.study, Tracks{1, 2, 64, 100'000'000}, SelectionMode::Replace, "some");
    QCOMPARE(open.selected(), (Tracks{1, 2}));
}

void TestSelection::comparesThenEmits()
{
    OpenStudy open;
    QSignalSpy changed(&open.study, &Study::changed);
    clearSelection(open.study);
    QCOMPARE(changed.count(), 0);
    pickTracks(open.study, Tracks{1}, SelectionMode::Replace, "one");
    pickTracks(open.study, Tracks{1}, SelectionMode::Replace, "one");
    pickTracks(open.study, Tracks{1}, SelectionMode::Add, "one");
    QCOMPARE(changed.count(), 1);
    QVERIFY(changed[0][0].value<StudyPart>() == StudyPart::Selection);
}

void TestSelection::otherRowsAreRefused()
{
    OpenStudy open;
    RowSet many(1000);
    many.insert(999);
    open.study.setSelection(many, "many");
    QVERIFY(open.study.selection().isEmpty());
}

void TestSelection::followsTheKeptRows()
{
    OpenStudy open;
    const Dataset &dataset = *open.study.dataset();
    pickTracks(open.study, Tracks{1}, SelectionMode::Replace, "one");
    PreparationOptions raw;
    raw.excludedFeatures = {"tempo"};
    raw.rawFeatures = {"energy"};
    open.study.setPrepared(test::preparedOf(dataset, raw), raw);
    QCOMPARE(open.selected(), (Tracks{1})); // the same tracks in another unit

    QSignalSpy changed(&open.study, &Study::changed);
    PreparationOptions all = raw;
    all.repeats = RepeatsBy::Nothing;
    open.study.setPrepared(test::preparedOf(dataset, all), all);
    QCOMPARE(open.selected(), (Tracks{1})); // the second row of the file as before
    QCOMPARE(open.study.selection().rows(), std::size_t(5));
    QCOMPARE(changed.count(), 2); // the preparation, and the selection among its rows
    selectAll(open.study);
    open.study.setDataset(open.study.dataset(), test::preparedOf(dataset, all), all);
    QVERIFY(open.study.selection().isEmpty());
}

void TestSelection::cellsAreThoseOfTheFile()
{
    OpenStudy open;
    const TrackCells cells = open.cells();
    QStringList titles;
    for (const TrackCells::Column &column : cells.columns())
        titles.append(column.title);
    QCOMPARE(titles, (QStringList{QStringLiteral("Title"), QStringLiteral("Artists"), QStringLiteral("Genre"),
                                  QStringLiteral("energy"), QStringLiteral("tempo"),
                                  QStringLiteral("track_id"), QStringLiteral("Row")}));
    QCOMPARE(cells.tracks(), std::size_t(4));
    QCOMPARE(cells.text(2, 0), QString());
    QCOMPARE(cells.text(2, 3), QStringLiteral("0.75")); // in its own unit, not standardized
    QCOMPARE(cells.text(2, 5), QStringLiteral("c"));
    QCOMPARE(cells.text(2, 6), QStringLiteral("4")); // after the repeat that was dropped
    QVERIFY(std::isnan(cells.number(1, 4)));
}

void TestSelection::ordersByColumn()
{
    OpenStudy open;
    const TrackCells cells = open.cells();
    const auto ordered = [&](std::size_t column, bool descending) {
        return cells.ordered({0, 1, 2, 3}, column, descending, Progress::none()).value();
    };
    QCOMPARE(ordered(0, false), (Tracks{1, 0, 3, 2})); // Alpha, beta, gamma, then the one without
    QCOMPARE(ordered(0, true), (Tracks{3, 0, 1, 2}));
    QCOMPARE(ordered(4, false), (Tracks{2, 0, 3, 1})); // 90, 100, 120, missing
    QCOMPARE(ordered(4, true), (Tracks{3, 0, 2, 1}));
    QCOMPARE(ordered(6, true), (Tracks{3, 2, 1, 0}));
    QCOMPARE(cells.ordered({3, 1}, 3, false, Progress::none()).value(), (Tracks{1, 3}));
    QVERIFY(cells.ordered({}, 0, false, Progress::none()).value().empty());
}

// More rows than are sorted in one piece, against the standard library on the whole.
void TestSelection::ordersLikeAReference()
{
    std::string text = "track_id,track_name,energy\n";
    std::mt19937 random(7); // NOLINT: the test must be the same each time
    std::vector<int> values;
    for (int i = 0; i < 100000; ++i) {
        values.push_back(static_cast<int>(random() % 1000));
        text +=
            std::to_string(i) + ",t" + std::to_string(random() % 50000) + ',' + std::to_string(values.back());
        text += '\n';
    }
    OpenStudy open(text);
    const TrackCells cells = open.cells();
    Tracks all(values.size());
    std::iota(all.begin(), all.end(), 0U);
    Tracks expected = all;
    std::stable_sort(expected.begin(), expected.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return values[a] > values[b]; });
    QVERIFY(cells.ordered(all, 1, true, Progress::none()).value() == expected);
    const Tracks byName = cells.ordered(all, 0, false, Progress::none()).value();
    QVERIFY(std::is_permutation(byName.begin(), byName.end(), all.begin()));
    QVERIFY(std::is_sorted(byName.begin(), byName.end(), [&](std::uint32_t a, std::uint32_t b) {
        return cells.text(a, 0) != cells.text(b, 0) ? cells.text(a, 0) < cells.text(b, 0) : a < b;
    }));
}

void TestSelection::orderingCanBeGivenUp()
{
    OpenStudy open;
    const TrackCells cells = open.cells();
    test::Impatient impatient(0);
    const auto result = cells.ordered({0, 1, 2, 3}, 4, false, impatient);
    QVERIFY(!result.ok());
    QVERIFY(result.error().kind == ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(TestSelection)
#include "tst_selection.moc"
