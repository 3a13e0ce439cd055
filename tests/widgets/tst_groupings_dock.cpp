#include "core/study/selection.h"
#include "core/study/study.h"
#include "core/study/study_jobs.h"
#include "tests/support/datasets.h"
#include "tests/support/toy_data.h"
#include "tests/widgets/plot_events.h"
#include "widgets/docks/groupings_dock.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/plots/heatmap.h"
#include "widgets/plots/text.h"

#include <QComboBox>
#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

#include <cmath>

using namespace genrelens;

using Codes = std::vector<std::int32_t>;
using Tracks = std::vector<std::uint32_t>;
using Values = std::vector<double>;

class TestGroupingsDock : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QSettings().clear(); }
    void mappingAgainstClusters();
    void whatIsChosenIsRemembered();
    void twoDifferentGroupingsAlways();
    void swapping();
    void cellsAndOrder();
    void clicksSelect();
    void remarkWithClustersAlone();
    void modelsBesideTheirBaselines();
    void editsAreSeen();
    void whatIsMissingIsSaid();
    void hiddenDockCatchesUp();
    void fitsANarrowDock();
    void manyClassesStandTogether();
    void largeOnesAreCountedByAJob();
    void errorsAvoidedClosedForm();

private:
    QTemporaryDir m_folder;
};

namespace
{

constexpr int patience = 60000;

// Sixty tracks of four genres in turn; the clusters are made by hand.
std::string rows()
{
    std::string text = "track_id,energy,tempo,track_genre\n";
    for (int i = 0; i < 60; ++i)
        text += 't' + std::to_string(i) + ',' + std::to_string(i % 4) + ',' + std::to_string(i * 7 % 60) +
                ",genre-" + std::to_string(i % 4) + '\n';
    return text;
}

// Genre 0 and 1 in cluster "1" but for track 0; genre 2 and 3 in "2" and "3".
LabelSet clusters()
{
    Codes codes;
    for (int i = 0; i < 60; ++i)
        codes.push_back(i == 0 ? 2 : i % 4 < 2 ? 0 : i % 4 - 1);
    return LabelSet("cluster", {"1", "2", "3"}, codes);
}

struct Fixture {
    Study study;
    JobBoard board;
    StudyJobs jobs{study, board};
    GroupingsDock dock{study, jobs, board};
    Heatmap *map = dock.findChild<Heatmap *>(QStringLiteral("groupingsHeatmap"));
    QLabel *remark = dock.findChild<QLabel *>(QStringLiteral("groupingsRemark"));
    NoticeBar *notice = dock.findChild<NoticeBar *>();

    explicit Fixture(const std::string &text = rows())
    {
        jobs.setAutomatic(false);
        StudySettings settings;
        settings.setTrees(3);
        settings.genreMap() = {
            "two", {{"high", {}, {"genre-2", "genre-3"}}, {"low", {}, {"genre-0", "genre-1"}}}, false};
        study.setSettings(settings);
        const auto dataset = test::datasetOf(text);
        study.setDataset(dataset, test::preparedOf(*dataset), {});
        dock.resize(600, 600);
        dock.show();
    }
    void setClusters(const LabelSet &labels = clusters())
    {
        study.setClustering(
            {labels, 0.0, false, clusteringKey(study.prepared()->features(), study.settings())});
    }
    [[nodiscard]] QComboBox *box(const char *name) const
    {
        return dock.findChild<QComboBox *>(QString::fromLatin1(name));
    }
    void choose(const char *name, const char *set) const
    {
        QComboBox *chosen = box(name);
        chosen->setCurrentIndex(chosen->findData(QString::fromLatin1(set)));
        emit chosen->activated(chosen->currentIndex());
    }
    [[nodiscard]] QStringList shown() const
    {
        return {box("groupingRows")->currentData().toString(),
                box("groupingColumns")->currentData().toString()};
    }
    [[nodiscard]] QString figure(const char *name) const
    {
        return dock.findChild<QLabel *>(QString::fromLatin1(name))->text();
    }
    // line -1: the header
    [[nodiscard]] QLabel *cell(int line, int column) const
    {
        return dock.findChild<QLabel *>(QStringLiteral("groupingModel_%1_%2").arg(line).arg(column));
    }
    void click(int row, int column, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        test::click(*map, map->windowLayout().cell({row, column}).center(), modifiers);
    }
};

constexpr int classesColumn = 1;
constexpr int accuracyColumn = 2;
constexpr int baselineColumn = 4;
constexpr int linkColumn = 7;

QStringList names(std::initializer_list<const char *> texts)
{
    QStringList all;
    for (const char *text : texts)
        all.append(QString::fromLatin1(text));
    return all;
}

// So many classes of three tracks each, turned by so many tracks.
LabelSet turned(const char *name, int classes, int by)
{
    Codes codes;
    for (int i = 0; i < 3 * classes; ++i)
        codes.push_back((i + by) % (3 * classes) / 3);
    std::vector<std::string> texts;
    for (int c = 0; c < classes; ++c)
        texts.push_back("c" + std::to_string(c));
    return LabelSet(name, texts, codes);
}

} // namespace

void TestGroupingsDock::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QCoreApplication::setOrganizationName(QStringLiteral("GenrelensTest"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
}

void TestGroupingsDock::mappingAgainstClusters()
{
    Fixture f;
    f.setClusters();
    QCOMPARE(f.shown(), names({"super_genre", "cluster"}));
    QCOMPARE(f.map->matrix().rowNames, names({"high", "low"}));
    QCOMPARE(f.map->matrix().columnNames, names({"1", "2", "3"}));
    QCOMPARE(f.map->matrix().values, (Values{0, 15, 15, 29, 0, 1}));
    QCOMPARE(f.map->figureName(), QStringLiteral("contingency_super_genre_cluster"));
    // Pairs within cells 105 + 105 + 406, rows 2 * 435, columns 406 + 105 + 120, all 1770.
    const double both = 616;
    const double inRows = 870 - both;
    const double inColumns = 631 - both;
    const double none = 1770 - both - inRows - inColumns;
    const double rand = 2 * (both * none - inRows * inColumns) /
                        ((both + inRows) * (inRows + none) + (both + inColumns) * (inColumns + none));
    QVERIFY2(f.figure("groupingHeadline").contains(QString::number(rand, 'f', 3)),
             qPrintable(f.figure("groupingHeadline")));
    QVERIFY(f.figure("groupingHomogeneity").contains(QStringLiteral("homogeneity")));
    QVERIFY(!f.dock.findChild<QLabel *>(QStringLiteral("groupingTracks"))->isVisibleTo(&f.dock));
    QVERIFY(f.dock.findChild<QLabel *>(QStringLiteral("groupingAdjusted"))
                ->toolTip()
                .contains(QStringLiteral("Adjusted mutual information: 0.")));
    QCOMPARE(f.dock.plot(), f.map);
}

void TestGroupingsDock::whatIsChosenIsRemembered()
{
    {
        Fixture f;
        f.setClusters();
        f.choose("groupingRows", "genre");
        QCOMPARE(f.shown(), names({"genre", "cluster"}));
        QCOMPARE(f.map->matrix().rows(), 4);
    }
    Fixture f;
    QCOMPARE(f.shown(), names({"genre", "cluster"}));
    // A kept set of another file is not here; the choice waits for it.
    QSettings().setValue(QStringLiteral("groupings/columns"), QStringLiteral("selection_7"));
    Fixture other;
    QCOMPARE(other.shown(), names({"genre", "cluster"}));
}

void TestGroupingsDock::twoDifferentGroupingsAlways()
{
    Fixture f;
    StudySettings settings = f.study.settings();
    settings.mappings.push_back({"super_genre_2", {"other", {{"all", {}, {"genre-1"}}}, false}});
    f.study.setSettings(settings);
    QVERIFY(f.shown() == names({"super_genre", "cluster"}));
    f.choose("groupingColumns", "super_genre_2");
    QCOMPARE(f.shown(), names({"super_genre", "super_genre_2"}));
    // The rows follow the current mapping, but never into the columns' place.
    f.study.setCurrentLabels("super_genre_2");
    QCOMPARE(f.study.settings().currentMapping, std::string("super_genre_2"));
    QCOMPARE(f.shown(), names({"super_genre", "super_genre_2"}));
    // What the other side has comes in exchange.
    f.choose("groupingRows", "super_genre_2");
    QCOMPARE(f.shown(), names({"super_genre_2", "super_genre"}));
    // The mapping goes.
    settings.currentMapping = "super_genre";
    settings.mappings.pop_back();
    f.study.setSettings(settings);
    QCOMPARE(f.shown(), names({"cluster", "super_genre"}));
}

void TestGroupingsDock::swapping()
{
    Fixture f;
    f.setClusters();
    const QString homogeneity = f.figure("groupingHomogeneity").section(QLatin1Char(';'), 1);
    auto *swap = f.dock.findChild<QToolButton *>(QStringLiteral("groupingSwap"));
    QTest::mouseClick(swap, Qt::LeftButton);
    QCOMPARE(f.shown(), names({"cluster", "super_genre"}));
    QCOMPARE(f.map->matrix().values, (Values{0, 29, 15, 0, 15, 1}));
    QCOMPARE(f.figure("groupingCompleteness").section(QLatin1Char(';'), 1), homogeneity);
    QTest::mouseClick(swap, Qt::LeftButton);
    QCOMPARE(f.shown(), names({"super_genre", "cluster"}));
}

void TestGroupingsDock::cellsAndOrder()
{
    Fixture f;
    f.setClusters();
    QCOMPARE(f.map->normalization(), Normalization::Rows);
    f.box("groupingCells")->setCurrentIndex(1);
    QCOMPARE(f.map->normalization(), Normalization::Columns);
    f.box("groupingCells")->setCurrentIndex(2);
    QCOMPARE(f.map->normalization(), Normalization::Counts);
    f.box("groupingOrder")->setCurrentIndex(1);
    QCOMPARE(f.map->matrix().columnNames, names({"1", "3", "2"}));
    // Genres stand by their super-genre.
    f.box("groupingOrder")->setCurrentIndex(0);
    f.choose("groupingRows", "genre");
    QCOMPARE(f.map->matrix().rowNames, names({"genre-2", "genre-3", "genre-0", "genre-1"}));
}

void TestGroupingsDock::clicksSelect()
{
    Fixture f;
    f.setClusters();
    QVERIFY(QTest::qWaitForWindowExposed(&f.dock));
    f.click(1, 2);
    QVERIFY((f.study.selection().members() == Tracks{0}));
    QCOMPARE(f.study.selectionName(), std::string("super-genre low and cluster 3"));
    f.click(0, 1, Qt::ControlModifier);
    QCOMPARE(f.study.selection().count(), std::size_t(16));
    QVERIFY(f.study.selection().contains(2) && f.study.selection().contains(58));
    f.click(1, 2, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(f.study.selection().count(), std::size_t(15));
    QVERIFY(!f.study.selection().contains(0));
    f.click(0, 0); // no track
    QVERIFY(f.study.selection().isEmpty());

    // Whole rows and columns by their names, and several cells by dragging.
    const auto byLow = [&](int row) { return f.map->matrix().rowNames.at(row) == QStringLiteral("low"); };
    QVERIFY(byLow(1));
    const HeatmapLayout layout = f.map->windowLayout();
    test::click(*f.map, layout.rowName(1).center());
    QCOMPARE(f.study.selectionName(), std::string("super-genre low"));
    QCOMPARE(double(f.study.selection().count()),
             f.map->matrix().at(1, 0) + f.map->matrix().at(1, 1) + f.map->matrix().at(1, 2));
    test::click(*f.map, layout.columnNameAnchor(1) - QPointF(0, 3));
    QCOMPARE(f.study.selectionName(), std::string("cluster 2"));
    QCOMPARE(double(f.study.selection().count()), f.map->matrix().at(0, 1) + f.map->matrix().at(1, 1));
    QTest::mousePress(f.map->viewport(), Qt::LeftButton, {}, layout.cell({0, 1}).center().toPoint());
    QTest::mouseMove(f.map->viewport(), layout.cell({0, 2}).center().toPoint());
    QTest::mouseRelease(f.map->viewport(), Qt::LeftButton, {}, layout.cell({0, 2}).center().toPoint());
    QCOMPARE(double(f.study.selection().count()), f.map->matrix().at(0, 1) + f.map->matrix().at(0, 2));

    // Tracks without a class.
    const LabelSet three = test::toyLabels(2, {0, 1, unlabelled, 1});
    const GroupingPair pair{three, test::toyLabels(2, {1, 1, 1, 0})};
    const auto table = contingency(pair.rows, pair.columns, Progress::none()).value();
    const ContingencyView view = contingencyView(pair, table, {}, ContingencyOrder::Mapping);
    QVERIFY((tracksIn(pair, view, {{1, 0}, {1, 1}}) == Tracks{1, 3}));
    QVERIFY((tracksIn(pair, view, {{0, 1}, {1, 1}}) == Tracks{0, 1}));
    QVERIFY((tracksIn(pair, view, {{1, 1}, {1, 1}}) == Tracks{1}));
    QVERIFY((tracksIn(pair, view, {{0, 0}, {1, 1}}) == Tracks{0, 1, 3}));
}

void TestGroupingsDock::remarkWithClustersAlone()
{
    Fixture f;
    QVERIFY(!f.remark->isVisible()); // none yet
    f.setClusters();
    QVERIFY(f.remark->isVisible());
    f.choose("groupingColumns", "genre");
    QVERIFY(!f.remark->isVisible());
    const auto keep = [&f](const char *name, LabelKind kind) {
        KeptLabels kept =
            keptLabels(clusters(), kind, f.study.prepared()->features(), f.study.dataset()->table.rows());
        kept.name = name;
        kept.title = name;
        KeptLabelSets all = f.study.keptLabels();
        all.push_back(std::make_shared<const KeptLabels>(std::move(kept)));
        f.study.setKeptLabels(all);
    };
    keep("cluster_k3", LabelKind::KeptClusters);
    keep("imported_mood", LabelKind::Imported);
    f.choose("groupingColumns", "imported_mood");
    QVERIFY(!f.remark->isVisible());
    f.choose("groupingRows", "cluster_k3");
    QVERIFY(f.remark->isVisible());
}

void TestGroupingsDock::modelsBesideTheirBaselines()
{
    Fixture f;
    f.setClusters();
    QCOMPARE(f.cell(-1, 0)->text(), QStringLiteral("Random forest"));
    QCOMPARE(f.cell(0, classesColumn)->text(), QStringLiteral("2"));
    QCOMPARE(f.cell(1, classesColumn)->text(), QStringLiteral("3"));
    QCOMPARE(f.cell(0, accuracyColumn)->text(), QStringLiteral("–"));
    QVERIFY(f.cell(0, linkColumn)->text().contains(QStringLiteral("Train")));
    emit f.cell(0, linkColumn)->linkActivated(QStringLiteral("#"));
    QVERIFY(f.cell(0, linkColumn)->text().contains(QStringLiteral("training")));
    QTRY_VERIFY_WITH_TIMEOUT(f.study.modelRun("random_forest", "super_genre") != nullptr, patience);
    const Evaluation &judged = f.study.modelRun("random_forest", "super_genre")->evaluation;
    QTRY_VERIFY_WITH_TIMEOUT(!f.jobs.isTraining(), patience);
    QCOMPARE(f.cell(0, accuracyColumn)->text(), formatShare(judged.testAccuracy));
    QCOMPARE(f.cell(0, baselineColumn)->text(), formatShare(judged.baseline));
    QVERIFY(f.cell(0, linkColumn)->text().isEmpty());
    QVERIFY(f.cell(1, linkColumn)->text().contains(QStringLiteral("Train")));
    // The mapping changes: the model is outdated.
    StudySettings settings = f.study.settings();
    settings.genreMap().superGenres[0].genres.pop_back();
    f.study.setSettings(settings);
    QVERIFY(f.cell(0, linkColumn)->text().contains(QStringLiteral("Retrain")));
    QVERIFY(f.cell(0, accuracyColumn)->text() != QStringLiteral("–"));
}

void TestGroupingsDock::editsAreSeen()
{
    Fixture f;
    f.setClusters();
    StudySettings settings = f.study.settings();
    settings.genreMap().superGenres[0].genres = {"genre-2"};
    f.study.setSettings(settings);
    QCOMPARE(f.map->matrix().values, (Values{0, 15, 0, 29, 0, 1}));
    QCOMPARE(f.figure("groupingTracks"), QStringLiteral("45 of 60 tracks"));
    QVERIFY(f.dock.findChild<QLabel *>(QStringLiteral("groupingTracks"))->isVisible());
    settings.genreMap().superGenres[0].name = "<b>loud</b>";
    f.study.setSettings(settings);
    QCOMPARE(f.map->matrix().rowNames.first(), QStringLiteral("<b>loud</b>"));
}

void TestGroupingsDock::whatIsMissingIsSaid()
{
    Fixture f("track_id,energy,tempo\na,1,2\nb,2,3\nc,3,5\n");
    QVERIFY(f.map->isEmpty());
    QVERIFY(f.notice->text().contains(QStringLiteral("no genre column")));
    QSignalSpy asked(&f.dock, &Dock::columnsRequested);
    emit f.notice->linkActivated();
    QCOMPARE(asked.count(), 1);

    Fixture genres;
    QVERIFY(genres.map->isEmpty());
    QCOMPARE(genres.map->emptyText(), QStringLiteral("No clusters yet."));
    QVERIFY(genres.notice->text().contains(QStringLiteral("No clusters yet")));
    emit genres.notice->linkActivated();
    QTRY_VERIFY_WITH_TIMEOUT(!genres.map->isEmpty(), patience);
    QVERIFY(genres.notice->text().isEmpty());

    StudySettings settings = genres.study.settings();
    settings.genreMap().superGenres = {{"strange", {}, {"polka"}}};
    genres.study.setSettings(settings);
    QCOMPARE(genres.shown(), names({"genre", "cluster"}));
    genres.choose("groupingRows", "super_genre");
    QVERIFY(genres.map->isEmpty());
    QVERIFY(genres.map->emptyText().contains(QStringLiteral("none of the genres")));

    Study none;
    JobBoard board;
    StudyJobs jobs(none, board);
    GroupingsDock dock(none, jobs, board);
    dock.show();
    const auto *map = dock.findChild<Heatmap *>(QStringLiteral("groupingsHeatmap"));
    QVERIFY(map->isEmpty());
    QVERIFY(map->emptyText().contains(QStringLiteral("Open a file")));
    QVERIFY(dock.findChild<NoticeBar *>()->text().isEmpty());
}

void TestGroupingsDock::hiddenDockCatchesUp()
{
    Fixture f;
    f.dock.hide();
    f.setClusters();
    QVERIFY(f.map->isEmpty());
    f.dock.show();
    QCOMPARE(f.map->matrix().columns(), 3);
}

void TestGroupingsDock::fitsANarrowDock()
{
    Fixture f;
    f.setClusters();
    QVERIFY(f.dock.minimumSizeHint().width() <= 300);
    for (const int width : {320, 420, 700}) {
        f.dock.resize(width, 500);
        QTest::qWait(0);
        for (int line = -1; line < 2; ++line)
            for (int column = 0; column <= linkColumn; ++column) {
                const QLabel *cell = f.cell(line, column);
                if (cell->isVisible() && width >= 420)
                    QVERIFY2(cell->width() >= cell->sizeHint().width(),
                             qPrintable(QStringLiteral("%1 at %2").arg(cell->text()).arg(width)));
            }
    }
    QVERIFY(f.cell(-1, 3)->isVisible() && f.cell(-1, 5)->isVisible());
    f.dock.resize(420, 500);
    QTest::qWait(0);
    QVERIFY(!f.cell(-1, 5)->isVisible());
}

void TestGroupingsDock::manyClassesStandTogether()
{
    constexpr int classes = 310;
    LabelSet many = turned("many", classes, 0);
    Codes codes = many.codes();
    codes[0] = 5; // four tracks of class 5, two of class 0
    many = LabelSet("many", many.classes(), codes);
    Codes halves;
    for (std::size_t i = 0; i < codes.size(); ++i)
        halves.push_back(i % 2 == 0 ? 0 : 1);
    const GroupingPair pair{many, test::toyLabels(3, halves)}; // of which one has no track
    const auto table = contingency(pair.rows, pair.columns, Progress::none()).value();
    const ContingencyView view = contingencyView(pair, table, {}, ContingencyOrder::Size);
    QCOMPARE(view.matrix.rows(), int(mostClassesShown) + 1);
    QCOMPARE(view.matrix.columnNames, names({"c0", "c1"}));
    QCOMPARE(view.matrix.rowNames.first(), QStringLiteral("c5"));
    QCOMPARE(view.matrix.rowNames.last(), QStringLiteral("10 others"));
    QCOMPARE(view.rowOfClass[0], int(mostClassesShown));
    QCOMPARE(view.columnOfClass[2], -1);
    QCOMPARE(view.matrix.at(int(mostClassesShown), 0) + view.matrix.at(int(mostClassesShown), 1), 29.0);
    QCOMPARE(tracksIn(pair, view, {{int(mostClassesShown), 0}, {int(mostClassesShown), 1}}).size(),
             std::size_t(29));
    const ContingencyView inOrder = contingencyView(pair, table, {}, ContingencyOrder::Mapping);
    QCOMPARE(inOrder.matrix.rowNames.first(), QStringLiteral("c1"));
    QCOMPARE(inOrder.matrix.rowNames[299], QStringLiteral("c300"));
}

void TestGroupingsDock::largeOnesAreCountedByAJob()
{
    constexpr int classes = 150; // more pairs than are counted at once
    JobBoard board;
    GroupingData data(board);
    QSignalSpy found(&data, &GroupingData::found);
    const GroupingPair first{turned("a", classes, 0), turned("b", classes, 1)};
    const GroupingPair second{turned("a", classes, 0), turned("c", classes, 0)};
    QVERIFY(data.compare(first) == nullptr);
    QVERIFY(data.compare(second) == nullptr); // the newest counts
    QVERIFY(data.compare(second) == nullptr); // and is not begun anew
    QVERIFY(found.wait(patience));
    const GroupingComparison *newest = data.compare(second);
    QVERIFY(newest != nullptr);
    QCOMPARE(newest->agreement.adjustedRand, 1.0);
    QTest::qWait(50); // a late one would come now
    QCOMPARE(found.count(), 1);
    QCOMPARE(data.compare(second), newest);

    QVERIFY(data.compare(first) == nullptr);
    board.cancelAll();
    QCOMPARE(found.count(), 2);
    QVERIFY(data.hasGivenUp());
    QVERIFY(data.compare(first) == nullptr);
    QVERIFY(!found.wait(100)); // not begun again by itself
    data.tryAgain();
    QVERIFY(data.compare(first) == nullptr);
    QVERIFY(found.wait(patience));
    QVERIFY(data.compare(first)->agreement.adjustedRand < 1.0);

    // Small ones are there at once; those of other tracks are refused.
    const GroupingPair small{test::toyLabels(2, {0, 1}), test::toyLabels(2, {1, 0})};
    QVERIFY(data.compare(small) != nullptr);
    QVERIFY(data.compare({test::toyLabels(2, {0, 1}), test::toyLabels(1, {0})}) == nullptr);
    QVERIFY(data.hasGivenUp() && !data.error().isEmpty());
}

void TestGroupingsDock::errorsAvoidedClosedForm()
{
    QCOMPARE(errorsAvoided(0.75, 0.5), 0.5);
    QCOMPARE(errorsAvoided(0.5, 0.5), 0.0);
    QCOMPARE(errorsAvoided(1.0, 0.2), 1.0);
    QVERIFY(errorsAvoided(0.1, 0.2) < 0.0);
    QVERIFY(std::isnan(errorsAvoided(1.0, 1.0)));
}

QTEST_MAIN(TestGroupingsDock)
#include "tst_groupings_dock.moc"
