#include "core/study/job_board.h"
#include "core/study/selection.h"
#include "core/study/study.h"
#include "core/study/study_jobs.h"
#include "tests/support/datasets.h"
#include "widgets/docks/data_report_dock.h"
#include "widgets/docks/distribution_dock.h"
#include "widgets/docks/tracks_dock.h"
#include "widgets/models/data_report_model.h"
#include "widgets/models/tracks_model.h"
#include "widgets/plots/bar_chart.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QTest>

using namespace genrelens;

namespace
{

constexpr int patience = 60000;

constexpr std::string_view someTracks = "track_id,track_name,track_genre,note,energy,tempo\n"
                                        "a,One,rock,,0.5,100\n"
                                        "b,Two,pop,x,0.25,80.5\n"
                                        "c,Three,rock,,0.75,0\n"
                                        "c,Three,rock,,0.75,0\n";

using Tracks = std::vector<std::uint32_t>;
using Check = QAbstractItemModelTester;

// A report as the look over the data would give it, made here by hand.
DataReport someReport()
{
    DataReport report;
    report.rowsRead = 5;
    report.rowsSkipped = 1;
    report.repeated = 1;
    report.kept = 3;
    report.findings = {
        {DataFinding::Kind::Repeated, "", "tracks that stand in the file more than once", 1, {2}},
        {DataFinding::Kind::OutOfRange, "energy", "energy is above 1", 1, {}},
        {DataFinding::Kind::OutOfRange, "tempo", "tempo is 0 BPM", 2, {1, 2}}};
    return report;
}

struct Fixture {
    Study study;
    JobBoard board;
    StudyJobs jobs{study, board};

    explicit Fixture(const DataReport &report = someReport())
    {
        jobs.setAutomatic(false);
        const auto dataset = test::datasetOf(someTracks);
        PreparedData prepared = *test::preparedOf(*dataset);
        prepared.report = report;
        study.setDataset(dataset, std::make_shared<const PreparedData>(std::move(prepared)), {});
    }
    [[nodiscard]] Tracks selected() const { return study.selection().members(); }
};

int rowOf(const QAbstractItemModel &model, const QString &text)
{
    for (int row = 0; row < model.rowCount(); ++row)
        if (model.index(row, 0).data().toString() == text)
            return row;
    return -1;
}

void clickRow(QTableView &table, int row, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    const QPoint middle = table.visualRect(table.model()->index(row, 0)).center();
    QTest::mouseClick(table.viewport(), Qt::LeftButton, modifiers, middle);
}

} // namespace

class TestDataViews : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void reportIsGroupedAndSorted();
    void findingsSelectTheirTracks();
    void longReportIsCutShort();
    void emptyReport();
    void reportSaysWhatIsSetAside();
    void tracksModel();
    void tracksShowTheSelection();
    void tracksAreSortedByAHeader();
    void tableHasAllLabels();
    void mappingEditsShowAndLeaveTheSorting();
    void cellsAreCopied();
    void barsShowTheSelection();
    void barsPick();
    void missingGenresAreSaid();
};

void TestDataViews::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestDataViews::reportIsGroupedAndSorted()
{
    const Fixture f;
    DataReportModel model;
    const Check tester(&model, Check::FailureReportingMode::QtTest);
    model.setData(*f.study.dataset(), f.study.prepared());
    QCOMPARE(model.findingCount(), 4); // with the column that no feature is made from
    const int range = rowOf(model, QStringLiteral("Values out of range"));
    QVERIFY(range > 0);
    QCOMPARE(model.index(range + 1, 0).data().toString(), QStringLiteral("tempo is 0 BPM"));
    QCOMPARE(model.index(range + 1, 1).data().toString(), QStringLiteral("2"));
    QCOMPARE(model.index(range + 2, 0).data().toString(), QStringLiteral("energy is above 1"));
    const int note = rowOf(model, QStringLiteral("note is missing"));
    QVERIFY(note > 0 && note < range);
    QCOMPARE(model.index(note, 1).data().toString(), QStringLiteral("3"));
    QVERIFY(!(model.index(note, 0).flags() & Qt::ItemIsSelectable));
    QVERIFY(!model.index(note, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("Click")));
    QCOMPARE(model.index(rowOf(model, QStringLiteral("Tracks kept")), 1).data().toString(),
             QStringLiteral("3"));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void TestDataViews::findingsSelectTheirTracks()
{
    Fixture f;
    DataReportDock dock(f.study);
    dock.resize(400, 700);
    dock.show();
    auto *table = dock.findChild<QTableView *>(QStringLiteral("dataReportTable"));
    const int tempo = rowOf(*table->model(), QStringLiteral("tempo is 0 BPM"));
    const int repeated =
        rowOf(*table->model(), QStringLiteral("tracks that stand in the file more than once"));
    clickRow(*table, repeated);
    QCOMPARE(f.selected(), (Tracks{2}));
    clickRow(*table, tempo, Qt::ControlModifier);
    QCOMPARE(f.selected(), (Tracks{1, 2}));
    clickRow(*table, repeated, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(f.selected(), (Tracks{1}));
    clickRow(*table, rowOf(*table->model(), QStringLiteral("energy is above 1")));
    QCOMPARE(f.selected(), (Tracks{1})); // nothing to select there
    table->setCurrentIndex(table->model()->index(tempo, 0));
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(f.selected(), (Tracks{1, 2}));
    QCOMPARE(f.study.selectionName(), std::string("tempo is 0 BPM"));
}

void TestDataViews::longReportIsCutShort()
{
    DataReport report = someReport();
    for (std::size_t i = 0; i < 500; ++i)
        report.findings.push_back({DataFinding::Kind::Constant, "f" + std::to_string(i), "constant", i, {}});
    const Fixture f(report);
    DataReportModel model;
    model.setData(*f.study.dataset(), f.study.prepared());
    QCOMPARE(model.findingCount(), 504);
    QVERIFY(model.rowCount() < 130);
    QVERIFY(rowOf(model, QStringLiteral("and 400 more of this kind")) > 0);
}

void TestDataViews::emptyReport()
{
    Study study;
    DataReportDock dock(study);
    dock.show();
    auto *nothing = dock.findChild<QLabel *>(QStringLiteral("dataReportNothing"));
    QVERIFY(!nothing->isVisible());
    const auto dataset = test::datasetOf("track_id,track_genre,energy\na,rock,1\nb,pop,0\n");
    PreparedData prepared = *test::preparedOf(*dataset);
    prepared.report.findings.clear();
    study.setDataset(dataset, std::make_shared<const PreparedData>(std::move(prepared)), {});
    QVERIFY(nothing->isVisible());
    QCOMPARE(dock.findingCount(), 0);
}

void TestDataViews::reportSaysWhatIsSetAside()
{
    DataReport report = someReport();
    const QString line = QStringLiteral("Set aside by you (Dataset > All Tracks)");
    DataReportModel model;
    const Fixture whole(report);
    model.setData(*whole.study.dataset(), whole.study.prepared());
    QCOMPARE(rowOf(model, line), -1);
    report.setAside = 7;
    const Fixture part(report);
    model.setData(*part.study.dataset(), part.study.prepared());
    QCOMPARE(model.index(rowOf(model, line), 1).data().toString(), QStringLiteral("7"));
}

void TestDataViews::tracksModel()
{
    const Fixture f;
    TracksModel model;
    const Check tester(&model, Check::FailureReportingMode::QtTest);
    model.setTracks(TrackCells(f.study.dataset(), f.study.prepared(),
                               {TrackCells::Labels{QStringLiteral("Genre"), f.study.labels("genre")}}),
                    {2, 0});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("Three"));
    QCOMPARE(model.index(1, 3).data().toString(), QStringLiteral("100"));
    model.setOrder({0, 2});
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("One"));
    model.setOrder({1});
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, 3).data().toString(), QStringLiteral("80.5"));
    model.setTracks({}, {});
    QCOMPARE(model.columnCount(), 0);
}

void TestDataViews::tracksShowTheSelection()
{
    Fixture f;
    TracksDock dock(f.study, f.board);
    auto *table = dock.findChild<QTableView *>(QStringLiteral("tracksTable"));
    QCOMPARE(table->model()->rowCount(), 0); // nobody sees it yet
    dock.show();
    QCOMPARE(table->model()->rowCount(), 3);
    pickTracks(f.study, Tracks{1, 2}, SelectionMode::Replace, "two");
    QCOMPARE(table->model()->rowCount(), 2);
    QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("Two"));
    QCOMPARE(dock.findChild<QLabel *>(QStringLiteral("tracksHeadline"))->text(),
             QStringLiteral("<b>2</b> selected of 3"));
    clearSelection(f.study);
    QCOMPARE(table->model()->rowCount(), 3);
}

void TestDataViews::tracksAreSortedByAHeader()
{
    Fixture f;
    TracksDock dock(f.study, f.board);
    dock.show();
    auto *table = dock.findChild<QTableView *>(QStringLiteral("tracksTable"));
    const auto titles = [table] {
        QStringList all;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            all.append(table->model()->index(row, 0).data().toString());
        return all.join(QLatin1Char(' '));
    };
    QCOMPARE(titles(), QStringLiteral("One Two Three"));
    table->horizontalHeader()->setSortIndicator(0, Qt::AscendingOrder);
    QTRY_COMPARE_WITH_TIMEOUT(titles(), QStringLiteral("One Three Two"), patience);
    table->horizontalHeader()->setSortIndicator(3, Qt::DescendingOrder);
    QTRY_COMPARE_WITH_TIMEOUT(titles(), QStringLiteral("One Two Three"), patience);
    table->horizontalHeader()->setSortIndicator(2, Qt::AscendingOrder); // energy
    pickTracks(f.study, Tracks{0, 1}, SelectionMode::Replace, "two");   // is sorted likewise
    QTRY_COMPARE_WITH_TIMEOUT(titles(), QStringLiteral("Two One"), patience);
    clearSelection(f.study);
    table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    QTRY_COMPARE_WITH_TIMEOUT(titles(), QStringLiteral("One Two Three"), patience);
}

void TestDataViews::tableHasAllLabels()
{
    Fixture f;
    TracksDock dock(f.study, f.board);
    dock.show();
    const auto *model = dock.findChild<QTableView *>(QStringLiteral("tracksTable"))->model();
    const auto column = [model](const QString &title) {
        for (int c = 0; c < model->columnCount(); ++c)
            if (model->headerData(c, Qt::Horizontal).toString() == title)
                return c;
        return -1;
    };
    const std::vector<std::int32_t> codes(f.study.dataset()->table.rows(), 0);
    f.study.setKeptLabels({std::make_shared<const KeptLabels>(
        KeptLabels{"imported_m", "Moods", LabelKind::Imported, {"sad"}, {}, codes})});
    const int moods = column(QStringLiteral("Moods"));
    QVERIFY(moods >= 0);
    QCOMPARE(model->index(0, moods).data().toString(), QStringLiteral("sad"));
    f.study.setKeptLabels({});
    QCOMPARE(column(QStringLiteral("Moods")), -1);
}

void TestDataViews::mappingEditsShowAndLeaveTheSorting()
{
    Fixture f;
    StudySettings settings = f.study.settings();
    settings.genreMap() = {"two", {{"loud", {}, {"rock"}}, {"soft", {}, {"pop"}}}, false};
    f.study.setSettings(settings);
    TracksDock dock(f.study, f.board);
    dock.show();
    auto *table = dock.findChild<QTableView *>(QStringLiteral("tracksTable"));
    QHeaderView *header = table->horizontalHeader();
    const auto column = [table](int which) {
        QStringList all;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            all.append(table->model()->index(row, which).data().toString());
        return all.join(QLatin1Char(' '));
    };
    QCOMPARE(column(2), QStringLiteral("loud soft loud"));
    header->setSortIndicator(0, Qt::DescendingOrder);
    QTRY_COMPARE_WITH_TIMEOUT(column(0), QStringLiteral("Two Three One"), patience);
    header->resizeSection(0, 211);
    settings.genreMap().superGenres[0].name = "heavy"; // the same tracks under another name
    f.study.setSettings(settings);
    QTRY_COMPARE_WITH_TIMEOUT(column(2), QStringLiteral("soft heavy heavy"), patience);
    settings.genreMap().superGenres = {{"all", {}, {"pop", "rock"}}};
    f.study.setSettings(settings);
    QTRY_COMPARE_WITH_TIMEOUT(column(2), QStringLiteral("all all all"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(column(0), QStringLiteral("Two Three One"), patience);
    QCOMPARE(header->sortIndicatorSection(), 0);
    QCOMPARE(header->sectionSize(0), 211);
    settings.genreMap().superGenres.clear(); // with its column go sorting and widths
    f.study.setSettings(settings);
    QCOMPARE(header->sortIndicatorSection(), -1);
    QTRY_COMPARE_WITH_TIMEOUT(column(0), QStringLiteral("One Two Three"), patience);
}

void TestDataViews::cellsAreCopied()
{
    Fixture f;
    TracksDock dock(f.study, f.board);
    dock.show();
    auto *table = dock.findChild<QTableView *>(QStringLiteral("tracksTable"));
    table->selectionModel()->select(QItemSelection(table->model()->index(1, 0), table->model()->index(2, 2)),
                                    QItemSelectionModel::Select);
    QApplication::clipboard()->clear();
    table->actions().first()->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(QApplication::clipboard()->text(),
                              QStringLiteral("Two\tpop\t0.25\nThree\trock\t0.75\n"), patience);
}

void TestDataViews::barsShowTheSelection()
{
    Fixture f;
    f.study.setCurrentLabels("genre");
    DistributionDock dock(f.study, f.jobs);
    auto *chart = dock.findChild<BarChart *>(QStringLiteral("distributionChart"));
    QCOMPARE(chart->bars().size(), std::size_t(2));
    QCOMPARE(chart->bars()[0].name, QStringLiteral("rock"));
    QCOMPARE(chart->bars()[0].selected, qint64(-1));
    pickTracks(f.study, Tracks{2}, SelectionMode::Replace, "one");
    QCOMPARE(chart->bars()[0].selected, qint64(1));
    QCOMPARE(chart->bars()[1].selected, qint64(0));
    QVERIFY(chart->barTooltip(0).contains(QStringLiteral("2 tracks")));
    QVERIFY(chart->barTooltip(0).contains(QStringLiteral("1 selected")));
    clearSelection(f.study);
    QCOMPARE(chart->bars()[0].selected, qint64(-1));
}

void TestDataViews::barsPick()
{
    Fixture f;
    f.study.setCurrentLabels("genre");
    DistributionDock dock(f.study, f.jobs);
    auto *chart = dock.findChild<BarChart *>(QStringLiteral("distributionChart"));
    emit chart->barClicked(0, Qt::NoModifier);
    QCOMPARE(f.selected(), (Tracks{0, 2}));
    emit chart->barClicked(1, Qt::ShiftModifier);
    QCOMPARE(f.selected(), (Tracks{0, 1, 2}));
    emit chart->barClicked(0, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(f.selected(), (Tracks{1}));
}

void TestDataViews::missingGenresAreSaid()
{
    Fixture f;
    f.study.setCurrentLabels("genre");
    DistributionDock dock(f.study, f.jobs);
    dock.show();
    auto *chart = dock.findChild<BarChart *>(QStringLiteral("distributionChart"));
    PreparationOptions none;
    none.roles = {{"track_genre", ColumnRole::Other}};
    f.study.setPrepared(test::preparedOf(*f.study.dataset(), none), none);
    QVERIFY(chart->isEmpty());
    const QList<QLabel *> labels = dock.findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->isVisible() && label->text().contains(QStringLiteral("no genre column"));
    }));
}

QTEST_MAIN(TestDataViews)
#include "tst_data_views.moc"
