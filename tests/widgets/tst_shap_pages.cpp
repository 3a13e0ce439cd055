#include "tests/support/evaluated_study.h"
#include "tests/widgets/plot_events.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/dependence_plot.h"
#include "widgets/plots/shap_importance_figure.h"
#include "widgets/plots/stacked_bars.h"
#include "widgets/plots/waterfall.h"
#include "widgets/shap/choice_box.h"
#include "widgets/shap/own_values.h"
#include "widgets/shap/shap_dependence_page.h"
#include "widgets/shap/shap_importance_page.h"
#include "widgets/shap/shap_summary.h"
#include "widgets/shap/shap_track_page.h"
#include "widgets/shap/track_search_box.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace genrelens;

namespace
{

constexpr int patience = 60000;
constexpr std::size_t explained = 40;

// Three genres; one tempo is missing, and explicit is a feature of two whole numbers.
std::string shapRows()
{
    std::string text = "track_id,track_name,artists,energy,tempo,explicit,track_genre\n";
    for (int i = 0; i < 300; ++i) {
        const int genre = i * 7 % 3;
        text += 't' + std::to_string(i) + ",Song " + std::to_string(i) + ",artist" + std::to_string(i % 30) +
                ',' + std::to_string(genre * 10 + i * 13 % 17) + ".5," +
                (i % 10 == 3 ? std::string() : std::to_string(100 + i * 29 % 31)) + ',' +
                std::to_string((i / 3) % 2) + ",genre" + std::to_string(genre) + '\n';
    }
    return text;
}

/// A study whose forest is explained as long as it lives.
struct Fixture : test::EvaluatedStudy {
    Explainer explainer{study, board};
    ShapFocus focus;

    Fixture()
    {
        const auto dataset = test::datasetOf(shapRows());
        PreparationOptions options;
        options.medianFeatures = {"tempo"};
        StudySettings settings = study.settings();
        settings.preparation = options;
        study.setSettings(settings);
        study.setDataset(dataset, test::preparedOf(*dataset, options), options);
        study.setCurrentLabels("genre");
        train("random_forest");
        explainer.setTracks(explained);
        explainer.setWatched(true);
    }
    [[nodiscard]] bool isExplained() const
    {
        return explainer.explanation() && explainer.explanation()->isComplete();
    }
    [[nodiscard]] std::shared_ptr<const Explanation> explanation() const { return explainer.explanation(); }
};

/// One page, as the dock would keep it up to date.
template <typename Page>
struct PageFixture : Fixture {
    Page page;

    template <typename... Arguments>
    explicit PageFixture(Arguments &...arguments) : page(study, explainer, focus, arguments...)
    {
        keep();
    }
    explicit PageFixture(bool /*with the board*/) : page(study, explainer, focus, board) { keep(); }
    void keep()
    {
        QObject::connect(&explainer, &Explainer::changed, &page, [this] { page.refresh(); });
        QObject::connect(&focus, &ShapFocus::changed, &page, [this] { page.refresh(); });
        QObject::connect(&study, &Study::changed, &page, [this](StudyPart part) {
            if (part == StudyPart::Selection)
                page.refresh();
        });
        page.resize(640, 480);
        page.show();
        page.refresh();
    }
    template <typename T>
    T *child(const char *name)
    {
        return page.template findChild<T *>(QString::fromLatin1(name));
    }
    void choose(const char *name, int index)
    {
        auto *box = child<QComboBox>(name);
        box->setFocus();
        while (box->currentIndex() != index)
            QTest::keyClick(box, box->currentIndex() < index ? Qt::Key_Down : Qt::Key_Up);
    }
    QString text(const char *name) { return child<QLabel>(name)->text(); }
    void press(const char *name) { QTest::mouseClick(child<QAbstractButton>(name), Qt::LeftButton); }
};

struct ImportanceFixture : PageFixture<ShapImportancePage> {
    ImportanceFixture() : PageFixture(true) {}
    StackedBars *bars() { return child<StackedBars>("importanceBars"); }
};

struct DependenceFixture : PageFixture<ShapDependencePage> {
    DependenceFixture() : PageFixture(true) {}
    DependencePlot *plot() { return child<DependencePlot>("dependencePlot"); }
};

struct TrackFixture : PageFixture<ShapTrackPage> {
    TrackFixture() : PageFixture(true) {}
    Waterfall *steps() { return child<Waterfall>("trackSteps"); }
};

std::size_t columnOf(const Features &features, const char *name)
{
    const auto &names = features.names();
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

} // namespace

class TestShapPages : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void barsAreMeansOfTheValues();
    void genresStandBesideTheirKin();
    void oneClassIsShownAlone();
    void boundsCome();
    void stoppedMeasuringIsSaid();
    void manyValuesAreMeasuredAgain();
    void otherMeasuresStandBeside();
    void shufflingFollowsTheModel();
    void featuresAreChosenByTheirBars();
    void dotsAreTracks();
    void missingValuesAreGrey();
    void wholeNumbersAreSpread();
    void coloursAreChosen();
    void rectanglesSelectTracks();
    void dotsOpenTheirTrack();
    void nothingIsKeptOfAClosedFile();
    void stepsSumToTheAnswer();
    void trackIsDescribed();
    void trackFollowsTheSelection();
    void trackOutsideTheSample();
    void stoppedTrackIsAskedForAgain();
    void newNamesOfClassesAreShown();
    void tracksAreSteppedThrough();
    void tracksAreFound();
    void foundTracksGoWithTheirFile();
    void oneClassInsteadOfAnother();
    void ownValuesHaveUnits();
    void reportHasTheFigure();
};

void TestShapPages::barsAreMeansOfTheValues()
{
    ImportanceFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    const Explanation &explanation = *fixture.explanation();
    const StackedBarsSpec &spec = fixture.bars()->spec();
    QCOMPARE(spec.rows.size(), explanation.values.features());
    QCOMPARE(spec.classes.size(), std::size_t(3));
    const std::vector<QColor> colours = labelColours(explanation.run->labels, fixture.study.settings());
    double before = 1e9;
    for (const StackedRow &row : spec.rows) {
        const auto feature = static_cast<std::size_t>(row.id);
        QCOMPARE(row.name, QString::fromStdString(explanation.features.names()[feature]));
        for (std::size_t i = 0; i < 3; ++i) {
            const auto c = static_cast<std::size_t>(spec.classes[i].id);
            QCOMPARE(spec.classes[i].name, QString::fromStdString(explanation.run->labels.classes()[c]));
            QCOMPARE(spec.classes[i].colour, colours[c]);
            double sum = 0;
            for (const float value : explanation.values.column(c, feature))
                sum += std::abs(static_cast<double>(value));
            QVERIFY(std::abs(row.values[i] - 100.0 * sum / explained) < 1e-9);
        }
        QVERIFY(row.sum() <= before);
        before = row.sum();
    }
    QVERIFY(spec.title.contains(QStringLiteral("40 held-out tracks")));
    // The same grouped.
    fixture.choose("importanceForm", 1);
    QCOMPARE(fixture.bars()->spec().form, StackedBarsSpec::Form::Grouped);
    QCOMPARE(fixture.bars()->spec().rows.front().name, spec.rows.front().name);
}

// Genres of a super-genre lie together; the legend begins with the largest.
void TestShapPages::genresStandBesideTheirKin()
{
    Fixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    StudySettings settings = fixture.study.settings();
    settings.genreMap().superGenres = {{"one", std::nullopt, {"genre0", "genre2"}},
                                       {"two", std::nullopt, {"genre1"}}};
    ShapImportance importance{3, {1, 1, 1, 2, 2, 2, 0.5, 0.5, 0.5}}; // genre1 has the most
    const Explanation &explanation = *fixture.explanation();
    QCOMPARE(explanation.run->labels.classes(), (std::vector<std::string>{"genre0", "genre1", "genre2"}));
    const auto names = [&] {
        QStringList found;
        const StackedBarsSpec spec = shapImportanceSpec(explanation, importance, settings);
        for (const StackedClass &cls : spec.classes)
            found << cls.name;
        for (const std::size_t place : spec.legendOrder)
            found << spec.classes[place].name;
        return found.join(u' ');
    };
    QCOMPARE(names(), QStringLiteral("genre1 genre0 genre2 genre1 genre0 genre2"));
    importance.means = {1, 1, 1, 2, 2, 2, 3, 3, 3};
    QCOMPARE(names(), QStringLiteral("genre2 genre0 genre1 genre2 genre1 genre0"));
}

void TestShapPages::oneClassIsShownAlone()
{
    ImportanceFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    fixture.choose("importanceClass", 2); // after "All classes"
    QCOMPARE(fixture.focus.classCode(), std::optional<std::size_t>(1));
    const StackedBarsSpec &spec = fixture.bars()->spec();
    QCOMPARE(spec.classes.size(), std::size_t(1));
    QCOMPARE(spec.classes.front().name, QStringLiteral("genre1"));
    QVERIFY(!fixture.child<QComboBox>("importanceForm")->isEnabled());
    // What is beyond the classes is the last of them.
    fixture.focus.setClassCode(99);
    QCOMPARE(fixture.bars()->spec().classes.front().name, QStringLiteral("genre2"));
    fixture.choose("importanceClass", 0);
    QVERIFY(!fixture.focus.classCode());
    // A click on a name of the legend, too.
    const StackedBarsLayout layout = fixture.bars()->windowLayout();
    const int first = fixture.bars()->spec().classes.front().id;
    test::click(*fixture.bars(), layout.legend.front().rect.center());
    QCOMPARE(fixture.focus.classCode(), std::optional(static_cast<std::size_t>(first)));
}

void TestShapPages::boundsCome()
{
    ImportanceFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.bars()->spec().rows.front().total.has_value(), patience);
    for (const StackedRow &row : fixture.bars()->spec().rows) {
        QVERIFY(row.total->low <= row.sum() && row.sum() <= row.total->high);
        QCOMPARE(row.ranges.size(), std::size_t(3));
    }
    // Fewer tracks are less certain, and their bounds are found anew.
    const double width =
        fixture.bars()->spec().rows.front().total->high - fixture.bars()->spec().rows.front().total->low;
    fixture.explainer.setTracks(8);
    QVERIFY(!fixture.bars()->spec().rows.front().total);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.bars()->spec().rows.front().total.has_value(), patience);
    QVERIFY(fixture.bars()->spec().rows.front().total->high - fixture.bars()->spec().rows.front().total->low >
            width);
}

void TestShapPages::stoppedMeasuringIsSaid()
{
    ImportanceFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    QVERIFY(fixture.child<QLabel>("importanceNote")->isHidden());
    fixture.explainer.setTracks(8); // whose bounds begin to be looked for
    QVERIFY(!fixture.board.running().isEmpty());
    fixture.board.cancelAll();
    QVERIFY(fixture.child<QLabel>("importanceNote")->isVisible());
    QVERIFY(fixture.text("importanceNote").contains(QStringLiteral("stopped before the bounds")));
    QVERIFY(!fixture.bars()->spec().rows.front().total);
    fixture.press("importanceAgain");
    QVERIFY(fixture.child<QLabel>("importanceNote")->isHidden());
    QTRY_VERIFY_WITH_TIMEOUT(fixture.bars()->spec().rows.front().total.has_value(), patience);
    QVERIFY(fixture.child<QPushButton>("importanceAgain")->isHidden());
}

// So many that even their means come from the background.
void TestShapPages::manyValuesAreMeasuredAgain()
{
    constexpr std::size_t rows = 300'001;
    ShapTable table(rows, 5, {0.5, 0.5});
    table.append(std::vector<double>(rows * 10, 0.25), std::vector<float>(rows * 2, 0.5F));
    Explanation explanation;
    explanation.run = std::make_shared<const ModelRun>();
    explanation.tracks.resize(rows);
    explanation.values = table.shown();
    JobBoard board;
    ShapSummary summary(board);
    QSignalSpy changed(&summary, &ShapSummary::changed);
    summary.show(std::make_shared<const Explanation>(explanation), false, 1);
    QVERIFY(!summary.importance());
    QVERIFY(!summary.hasGivenUp());
    board.cancelAll();
    QVERIFY(summary.hasGivenUp());
    QCOMPARE(changed.count(), 1);
    QVERIFY(summary.error().isEmpty());
    summary.measureAgain();
    QVERIFY(!summary.hasGivenUp());
    QTRY_VERIFY_WITH_TIMEOUT(summary.importance() != nullptr, patience);
    QCOMPARE(summary.importance()->of(1, 4), 0.25);
}

void TestShapPages::otherMeasuresStandBeside()
{
    ImportanceFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    QVERIFY(fixture.bars()->spec().columns.isEmpty());
    QVERIFY(!fixture.child<QPushButton>("importanceMeasure")->isVisible());
    fixture.press("importanceCompare");
    QCOMPARE(fixture.bars()->spec().columns, (QStringList{QStringLiteral("Gini")}));
    fixture.press("importanceMeasure");
    QTRY_COMPARE_WITH_TIMEOUT(fixture.bars()->spec().columns.size(), 2, patience);
    QVERIFY(!fixture.child<QPushButton>("importanceMeasure")->isVisible());
    // Energy alone tells the genres apart: it is the first by any measure.
    const StackedRow &first = fixture.bars()->spec().rows.front();
    QCOMPARE(first.name, QStringLiteral("energy"));
    QCOMPARE(first.cells.size(), 2);
    for (const QString &cell : first.cells)
        QVERIFY(cell.startsWith(QStringLiteral("1 · ")));
    fixture.press("importanceCompare");
    QVERIFY(fixture.bars()->spec().columns.isEmpty());
}

void TestShapPages::shufflingFollowsTheModel()
{
    ImportanceFixture fixture;
    fixture.train("extra_trees");
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    fixture.press("importanceCompare");
    fixture.press("importanceMeasure");
    // While that is measured another model is shown, and asked for.
    fixture.study.setCurrentModel("extra_trees");
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    const auto *measure = fixture.child<QPushButton>("importanceMeasure");
    QCOMPARE(measure->text(), QStringLiteral("Measure by Shuffling"));
    fixture.press("importanceMeasure");
    QTRY_COMPARE_WITH_TIMEOUT(fixture.bars()->spec().columns.size(), 2, patience);
    QVERIFY(!measure->isVisible());
}

void TestShapPages::featuresAreChosenByTheirBars()
{
    ImportanceFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    QSignalSpy chosen(&fixture.page, &ShapPage::featureChosen);
    const StackedBarsLayout layout = fixture.bars()->windowLayout();
    test::click(*fixture.bars(), layout.rowAt(1).center());
    QCOMPARE(chosen.count(), 1);
    const int id = fixture.bars()->spec().rows[1].id;
    QCOMPARE(fixture.focus.feature(), std::optional(static_cast<std::size_t>(id)));
    QCOMPARE(fixture.bars()->marked(), id);
}

void TestShapPages::dotsAreTracks()
{
    DependenceFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    const Explanation &explanation = *fixture.explanation();
    // Nobody chose: the feature that matters most.
    QCOMPARE(fixture.child<QComboBox>("dependenceFeature")->currentText(), QStringLiteral("energy"));
    const std::size_t energy = columnOf(explanation.features, "energy");
    fixture.choose("dependenceClass", 1);
    const DependenceSpec &spec = fixture.plot()->spec();
    QCOMPARE(spec.points.size(), explained);
    QCOMPARE(spec.yTitle, QStringLiteral("SHAP for genre1 (points)"));
    const FeatureScaling &scaling = explanation.features.scalings()[energy];
    for (std::size_t i = 0; i < explained; ++i) {
        const float z = explanation.features.row(explanation.tracks[i])[energy];
        QVERIFY(std::abs(spec.points[i].x - scaling.toOwn(static_cast<double>(z))) < 1e-4);
        const float shap = explanation.values.value(i, 1, energy);
        QVERIFY(std::abs(spec.points[i].y - 100.0 * static_cast<double>(shap)) < 1e-9);
    }
}

void TestShapPages::missingValuesAreGrey()
{
    DependenceFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    const Explanation &explanation = *fixture.explanation();
    const std::size_t tempo = columnOf(explanation.features, "tempo");
    fixture.choose("dependenceColour", static_cast<int>(tempo) + 1); // after "Automatic"
    QCOMPARE(fixture.plot()->spec().colourTitle, QStringLiteral("tempo"));
    QVERIFY(fixture.plot()->spec().colourLow.endsWith(QStringLiteral("BPM")));
    std::size_t missing = 0;
    for (std::size_t i = 0; i < explained; ++i) {
        const bool empty = explanation.features.sourceRow(explanation.tracks[i]) % 10 == 3;
        QCOMPARE(std::isnan(fixture.plot()->spec().points[i].place), empty);
        missing += empty ? 1 : 0;
    }
    QVERIFY(missing > 0);
    // As the value itself it stands where the median does, and is as grey by any colours.
    fixture.focus.setFeature(tempo);
    fixture.choose("dependenceColour", static_cast<int>(columnOf(explanation.features, "energy")) + 1);
    QCOMPARE(fixture.plot()->spec().missing, missing);
    for (std::size_t i = 0; i < explained; ++i) {
        const DependencePoint &point = fixture.plot()->spec().points[i];
        QVERIFY(point.x >= 100 && point.x <= 130);
        QCOMPARE(std::isnan(point.place), explanation.features.sourceRow(point.track) % 10 == 3);
    }
}

void TestShapPages::wholeNumbersAreSpread()
{
    DependenceFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    fixture.focus.setFeature(columnOf(fixture.explanation()->features, "explicit"));
    const std::vector<DependencePoint> points = fixture.plot()->spec().points;
    QVERIFY(fixture.plot()->spec().wholeX);
    bool spread = false;
    for (const DependencePoint &point : points) {
        const double whole = std::round(point.x);
        QVERIFY(whole == 0 || whole == 1);
        QVERIFY(std::abs(point.x - whole) <= 0.3);
        spread = spread || point.x != whole;
    }
    QVERIFY(spread);
    // Always in the same way.
    fixture.page.refresh();
    for (std::size_t i = 0; i < explained; ++i)
        QCOMPARE(fixture.plot()->spec().points[i].x, points[i].x);
    fixture.focus.setFeature(columnOf(fixture.explanation()->features, "energy"));
    QVERIFY(!fixture.plot()->spec().wholeX);
}

void TestShapPages::coloursAreChosen()
{
    DependenceFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    const QString automatic = fixture.plot()->spec().colourTitle;
    QVERIFY(!automatic.isEmpty() && automatic != QStringLiteral("energy"));
    fixture.choose("dependenceColour",
                   1 + static_cast<int>(columnOf(fixture.explanation()->features, "energy")));
    QCOMPARE(fixture.plot()->spec().colourTitle, QStringLiteral("energy"));
    fixture.choose("dependenceColour", 0);
    QCOMPARE(fixture.plot()->spec().colourTitle, automatic);
    // In another file the number may be another feature's.
    fixture.choose("dependenceColour",
                   1 + static_cast<int>(columnOf(fixture.explanation()->features, "energy")));
    const auto dataset = test::datasetOf(shapRows());
    const PreparationOptions options = fixture.study.settings().preparation;
    fixture.study.setDataset(dataset, test::preparedOf(*dataset, options), options);
    fixture.train("random_forest");
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    QCOMPARE(fixture.child<QComboBox>("dependenceColour")->currentIndex(), 0);
}

void TestShapPages::rectanglesSelectTracks()
{
    DependenceFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    std::vector<std::uint32_t> picked;
    QString what;
    QObject::connect(&fixture.page, &ShapPage::picked, &fixture.page,
                     [&](const std::vector<std::uint32_t> &tracks, const QString &name) {
                         picked = tracks;
                         what = name;
                     });
    const QSize size = fixture.plot()->viewport()->size();
    QTest::mousePress(fixture.plot()->viewport(), Qt::LeftButton, Qt::NoModifier, {1, 1});
    QTest::mouseMove(fixture.plot()->viewport(), {60, 60});
    const QPoint end(size.width() - 2, size.height() - 2);
    QTest::mouseRelease(fixture.plot()->viewport(), Qt::LeftButton, Qt::NoModifier, end);
    QCOMPARE(picked, fixture.explanation()->tracks);
    QVERIFY(what.startsWith(QStringLiteral("SHAP of energy for genre")));
    // What is selected anywhere stands out.
    const std::uint32_t track = fixture.explanation()->tracks[4];
    const DependencePoint *points = fixture.plot()->spec().points.data();
    fixture.study.setSelection(RowSet(fixture.study.prepared()->features().rows(), std::vector{track}),
                               "one");
    QCOMPARE(fixture.plot()->selection(), fixture.study.selection());
    QCOMPARE(fixture.plot()->spec().points[4].track, track);
    QCOMPARE(fixture.plot()->spec().points.data(), points); // none was made anew
}

void TestShapPages::dotsOpenTheirTrack()
{
    DependenceFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    QSignalSpy chosen(&fixture.page, &ShapPage::trackChosen);
    const QPointF position = fixture.plot()->positionOf(7);
    const std::size_t point = fixture.plot()->pointAt(position).value();
    test::click(*fixture.plot(), position);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().toUInt(), fixture.explanation()->tracks[point]);
}

void TestShapPages::nothingIsKeptOfAClosedFile()
{
    DependenceFixture dependence;
    QTRY_VERIFY_WITH_TIMEOUT(dependence.isExplained(), patience);
    std::weak_ptr<const Explanation> before = dependence.explanation();
    QVERIFY(!dependence.plot()->isEmpty());
    dependence.open();
    QVERIFY(dependence.plot()->isEmpty());
    QVERIFY(before.expired());
}

void TestShapPages::stepsSumToTheAnswer()
{
    TrackFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!fixture.steps()->isEmpty(), patience);
    const auto [explanation, place] = fixture.explainer.trackExplanation();
    const std::size_t predicted = ExplainedTrack{explanation, place}.classesByOutput().front();
    const std::vector<std::string> &names = explanation->run->labels.classes();
    QCOMPARE(fixture.child<QComboBox>("trackClass")->currentIndex(), static_cast<int>(predicted));
    for (std::size_t c = 0; c < 3; ++c) {
        fixture.choose("trackClass", static_cast<int>(c));
        const WaterfallSpec &spec = fixture.steps()->spec();
        QCOMPARE(spec.endTitle, QString::fromStdString(names[c]));
        QVERIFY(std::abs(spec.start - 100.0 * explanation->values.baseValues()[c]) < 1e-9);
        // Values are floats of at most 1.
        const float output = explanation->values.outputs(c)[place];
        QVERIFY(std::abs(spec.end() - 100.0 * static_cast<double>(output)) < 1e-4);
        QCOMPARE(spec.steps.size(), explanation->values.features());
    }
}

void TestShapPages::trackIsDescribed()
{
    TrackFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    const std::uint32_t track = fixture.explanation()->tracks[2];
    fixture.explainer.setTrack(track);
    const std::uint32_t row = fixture.explanation()->features.sourceRow(track);
    QCOMPARE(fixture.text("trackTitle"), QStringLiteral("Song %1 – artist%2").arg(row).arg(row % 30));
    const QString facts = fixture.text("trackFacts");
    QVERIFY(facts.startsWith(QStringLiteral("genre%1, held out · predicted genre").arg(row * 7 % 3)));
    const auto [explanation, place] = fixture.explainer.trackExplanation();
    const ExplainedTrack explainedTrack{explanation, place};
    const double likely = explainedTrack.output(explainedTrack.classesByOutput().front());
    QVERIFY(facts.contains(QStringLiteral("predicted %1 %2")
                               .arg(explainedTrack.className(explainedTrack.classesByOutput().front()),
                                    QString::number(100.0 * likely, 'f', 1))));
}

void TestShapPages::trackFollowsTheSelection()
{
    TrackFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    const std::size_t rows = fixture.study.prepared()->features().rows();
    const std::uint32_t track = fixture.explanation()->tracks[5];
    fixture.study.setSelection(RowSet(rows, std::vector{track}), "one");
    QCOMPARE(fixture.explainer.track(), std::optional(track));
    // Several are none in particular; and what is chosen here stays though one is still selected.
    fixture.study.setSelection(RowSet(rows, std::vector<std::uint32_t>{1, 2, 3}), "three");
    QCOMPARE(fixture.explainer.track(), std::optional(track));
    fixture.study.setSelection(RowSet(rows, std::vector<std::uint32_t>{9}), "one");
    QCOMPARE(fixture.explainer.track(), std::optional<std::uint32_t>(9));
    fixture.explainer.setTrack(track);
    fixture.page.refresh();
    QCOMPARE(fixture.explainer.track(), std::optional(track));
    QSignalSpy picked(&fixture.page, &ShapPage::picked);
    fixture.press("trackSelect");
    QCOMPARE(picked.count(), 1);
    QCOMPARE(picked.first().first().value<std::vector<std::uint32_t>>(), std::vector{track});
}

void TestShapPages::trackOutsideTheSample()
{
    TrackFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    const std::vector<std::uint32_t> &judged = fixture.run("random_forest")->evaluation.judgedRows;
    std::uint32_t learned = 0;
    while (std::binary_search(judged.begin(), judged.end(), learned))
        ++learned;
    fixture.explainer.setTrack(learned);
    QVERIFY(fixture.steps()->isEmpty()); // while it is on its way
    QTRY_VERIFY_WITH_TIMEOUT(!fixture.steps()->isEmpty(), patience);
    QVERIFY(fixture.text("trackFacts").contains(QStringLiteral("the model was trained on it")));
    QVERIFY(!fixture.child<QToolButton>("trackPrevious")->isEnabled());
    fixture.press("trackNext"); // leads back to the sample
    QCOMPARE(fixture.explainer.track(), std::optional(fixture.explanation()->tracks.front()));
}

void TestShapPages::stoppedTrackIsAskedForAgain()
{
    TrackFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    const auto *again = fixture.child<QPushButton>("trackAgain");
    QVERIFY(again->isHidden());
    const std::vector<std::uint32_t> &judged = fixture.run("random_forest")->evaluation.judgedRows;
    std::uint32_t learned = 0;
    while (std::binary_search(judged.begin(), judged.end(), learned))
        ++learned;
    fixture.explainer.setTrack(learned);
    QCOMPARE(fixture.steps()->emptyText(), QStringLiteral("Explaining…"));
    QVERIFY(again->isHidden());
    fixture.board.cancelAll();
    QCOMPARE(fixture.steps()->emptyText(), QStringLiteral("This track was not explained."));
    QVERIFY(again->isVisible());
    fixture.press("trackAgain");
    QCOMPARE(fixture.steps()->emptyText(), QStringLiteral("Explaining…"));
    fixture.board.cancelAll();
    // Whoever looks for the same track asks for it, too.
    auto *search = fixture.child<TrackSearchBox>("trackSearch");
    QTest::keyClicks(search, QStringLiteral("song %1").arg(learned));
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!fixture.steps()->isEmpty(), patience);
    QCOMPARE(fixture.explainer.track(), std::optional(learned));
    QVERIFY(again->isHidden());
}

void TestShapPages::newNamesOfClassesAreShown()
{
    TrackFixture fixture;
    StudySettings settings = fixture.study.settings();
    settings.genreMap().superGenres = {{"one", std::nullopt, {"genre0", "genre2"}},
                                       {"two", std::nullopt, {"genre1"}}};
    fixture.study.setSettings(settings);
    fixture.study.setCurrentLabels("super_genre");
    const auto request = fixture.study.modelRequest("random_forest", "super_genre");
    fixture.study.setModelRun(runModel(request.value(), Progress::none()).value());
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    const std::vector<std::uint32_t> sample = fixture.explanation()->tracks;
    std::uint32_t other = 0;
    while (std::find(sample.begin(), sample.end(), other) != sample.end())
        ++other;
    for (const std::uint32_t track : {sample.front(), other}) {
        fixture.explainer.setTrack(track);
        QTRY_VERIFY_WITH_TIMEOUT(!fixture.steps()->isEmpty(), patience);
        fixture.choose("trackClass", 1);
        settings.genreMap().superGenres[1].name += "fold";
        fixture.study.setSettings(settings);
        const QString name = QString::fromStdString(settings.genreMap().superGenres[1].name);
        QCOMPARE(fixture.steps()->spec().endTitle, name);
        QCOMPARE(fixture.child<QComboBox>("trackClass")->currentText(), name);
        QVERIFY(fixture.text("trackFacts").contains(name));
    }
}

void TestShapPages::tracksAreSteppedThrough()
{
    TrackFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    const std::vector<std::uint32_t> tracks = fixture.explanation()->tracks;
    fixture.explainer.setTrack(tracks[0]);
    QVERIFY(!fixture.child<QToolButton>("trackPrevious")->isEnabled());
    fixture.press("trackNext");
    fixture.press("trackNext");
    QCOMPARE(fixture.explainer.track(), std::optional(tracks[2]));
    fixture.press("trackPrevious");
    QCOMPARE(fixture.explainer.track(), std::optional(tracks[1]));
    fixture.explainer.setTrack(tracks.back());
    QVERIFY(!fixture.child<QToolButton>("trackNext")->isEnabled());
}

void TestShapPages::tracksAreFound()
{
    TrackFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    auto *search = fixture.child<TrackSearchBox>("trackSearch");
    search->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(search->window())); // else its list does not open
    search->setFocus();
    QTest::keyClicks(search, QStringLiteral("song 12"));
    QTRY_VERIFY_WITH_TIMEOUT(!search->hits().empty(), patience);
    QCOMPARE(search->hits().front(), 12U); // no row was dropped: the title itself, before "Song 120"
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(fixture.explainer.track(), std::optional<std::uint32_t>(12));
    QCOMPARE(fixture.text("trackTitle"), QStringLiteral("Song 12 – artist12"));
    QVERIFY(search->text().isEmpty()); // for the next
    // Another of the list, by the keyboard.
    QTest::keyClicks(search, QStringLiteral("song 12"));
    QTRY_VERIFY_WITH_TIMEOUT(search->hits().size() > 2, patience);
    const std::uint32_t second = search->hits()[1];
    QAbstractItemView *list = search->findChild<QCompleter *>()->popup();
    QTRY_VERIFY(list->isVisible());
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(fixture.explainer.track(), std::optional(second));
    QVERIFY(!list->isVisible());
    // Enter before anything is found takes the first when it comes.
    QTest::keyClicks(search, QStringLiteral("song 77"));
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.explainer.track(), std::optional<std::uint32_t>(77), patience);
    // Nothing found changes nothing.
    QSignalSpy searched(search, &TrackSearchBox::searched);
    QTest::keyClicks(search, QStringLiteral("x"));
    QTRY_VERIFY_WITH_TIMEOUT(searched.count() > 0, patience);
    QVERIFY(search->hits().empty());
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(fixture.explainer.track(), std::optional<std::uint32_t>(77));
}

// What was found in another file has other numbers there, or none.
void TestShapPages::foundTracksGoWithTheirFile()
{
    Fixture fixture;
    TrackSearchBox search(fixture.study, fixture.board);
    search.show();
    QSignalSpy picked(&search, &TrackSearchBox::trackPicked);
    QTest::keyClicks(&search, QStringLiteral("song 29"));
    QTRY_VERIFY_WITH_TIMEOUT(search.hits().size() > 5, patience);
    const std::string rows = shapRows();
    std::size_t end = 0;
    for (int line = 0; line < 41; ++line)
        end = rows.find('\n', end) + 1;
    fixture.open(rows.substr(0, end)); // the first 40 tracks
    QVERIFY(search.hits().empty());
    QVERIFY(!search.findChild<QCompleter *>()->popup()->isVisible());
    QTest::keyClick(&search, Qt::Key_Return); // looks in the new file
    QTRY_COMPARE_WITH_TIMEOUT(picked.count(), 1, patience);
    QCOMPARE(picked.first().first().toUInt(), 26U); // three tracks before it have no tempo, and are left out
    // Enter before anything was found is not meant for the next file either.
    QTest::keyClicks(&search, QStringLiteral("song 3"));
    QTest::keyClick(&search, Qt::Key_Return);
    fixture.open(rows);
    QVERIFY(fixture.board.running().isEmpty());
    QCOMPARE(picked.count(), 1);
}

void TestShapPages::oneClassInsteadOfAnother()
{
    TrackFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!fixture.steps()->isEmpty(), patience);
    QVERIFY(!fixture.child<QLabel>("trackDifference")->isVisible());
    fixture.choose("trackClass", 0);
    fixture.choose("trackOther", 2); // none, genre1, genre2
    QCOMPARE(fixture.child<QComboBox>("trackOther")->currentText(), QStringLiteral("not genre2"));
    const auto [explanation, place] = fixture.explainer.trackExplanation();
    const WaterfallSpec &spec = fixture.steps()->spec();
    const ExplainedTrack track{explanation, place};
    const auto bases = explanation->values.baseValues();
    QVERIFY(std::abs(spec.start - 100.0 * (bases[0] - bases[2])) < 1e-9);
    QVERIFY(std::abs(spec.end() - 100.0 * (track.output(0) - track.output(2))) < 1e-4);
    QCOMPARE(spec.axisTitle, QStringLiteral("genre0 less genre2 (points)"));
    for (const WaterfallStep &step : spec.steps) {
        const auto f = static_cast<std::size_t>(step.id);
        const double expected = static_cast<double>(explanation->values.value(place, 0, f)) -
                                static_cast<double>(explanation->values.value(place, 2, f));
        QVERIFY(std::abs(step.value - 100.0 * expected) < 1e-9);
    }
    // In words: the likelier of both, and what speaks most for it.
    const bool ahead = track.output(0) >= track.output(2);
    const QString words = fixture.text("trackDifference");
    QVERIFY(fixture.child<QLabel>("trackDifference")->isVisible());
    QVERIFY(words.startsWith(ahead ? QStringLiteral("genre0 ") : QStringLiteral("genre2 ")));
    const auto strongest =
        std::max_element(spec.steps.begin(), spec.steps.end(), [&](const auto &a, const auto &b) {
            return ahead ? a.value < b.value : a.value > b.value;
        });
    QVERIFY(words.contains(strongest->name + QStringLiteral(" speaks most for genre")));
    // The same class as both is none, and another track begins anew.
    fixture.choose("trackClass", 2);
    QVERIFY(!fixture.child<QLabel>("trackDifference")->isVisible());
    fixture.choose("trackOther", 1);
    QVERIFY(fixture.child<QLabel>("trackDifference")->isVisible());
    fixture.explainer.setTrack(explanation->tracks[place == 3 ? 4 : 3]);
    QVERIFY(!fixture.child<QLabel>("trackDifference")->isVisible());
}

void TestShapPages::ownValuesHaveUnits()
{
    Fixture fixture;
    const Features &features = fixture.study.prepared()->features();
    const OwnValues own(fixture.study, features);
    const std::size_t tempo = columnOf(features, "tempo");
    QCOMPARE(own.title(tempo), QStringLiteral("tempo (BPM)"));
    QCOMPARE(own.text(0, tempo), QStringLiteral("100\u00a0BPM"));
    QCOMPARE(own.text(3, tempo), QStringLiteral("missing"));
    QVERIFY(std::isnan(own.at(3, tempo)));
    QVERIFY(own.filled(3, tempo) >= 100 && own.filled(3, tempo) <= 130);
    QCOMPARE(own.text(0, columnOf(features, "energy")), QStringLiteral("0.5"));
    QCOMPARE(own.valueText(-2.5, tempo), QStringLiteral("−2.5\u00a0BPM"));
}

void TestShapPages::reportHasTheFigure()
{
    Fixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isExplained(), patience);
    const std::unique_ptr<Plot> plot = shapImportanceFigure(*fixture.explanation(), fixture.study.settings());
    QCOMPARE(plot->figureName(), QStringLiteral("shap_importance_genre"));
    QVERIFY(!plot->isEmpty());
    const auto *bars = dynamic_cast<const StackedBars *>(plot.get());
    QVERIFY(bars != nullptr);
    QCOMPARE(bars->spec().rows.front().name, QStringLiteral("energy"));
    QImage image(600, 300, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    plot->draw(painter, QRectF(0, 0, 600, 300), Theme::light());
    painter.end();
    const StackedBarsLayout layout(bars->spec(), QRectF(0, 0, 600, 300), axisFont(plot->font()));
    QCOMPARE(image.pixelColor(layout.barRect(bars->spec(), 0, 0).center().toPoint()),
             bars->spec().classes.front().colour);
}

QTEST_MAIN(TestShapPages)
#include "tst_shap_pages.moc"
