#include "tests/support/evaluated_study.h"
#include "widgets/map/hover_card.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/text.h"

#include <QApplication>
#include <QLocale>
#include <QScreen>
#include <QTest>

#include <cmath>

using namespace genrelens;

class TestHoverCard : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void histogramsCountTheOwnValues();
    void histogramsOfOddColumns();
    void saysWhatIsKnownOfATrack();
    void leavesOutWhatTheFileLacks();
    void durationsAreThoseOfClocks();
    void namesTheTwoMostProbableClasses();
    void marksTheOwnValue();
    void ofManyFeaturesTheUnusualOnes();
    void goesBesideThePointer_data();
    void goesBesideThePointer();
    void followsWithoutFlicker();
    void staysSmall();
    void noFile();
};

namespace
{

void open(Study &study, const std::string &text)
{
    const auto dataset = test::datasetOf(text);
    study.setDataset(dataset, test::preparedOf(*dataset), {});
}

// 1000 tracks: tempo is 0, 1, ... 999; energy is the same for all but one that has none.
std::string rows()
{
    std::string text = "track_id,track_name,artists,album_name,tempo,energy,track_genre\n";
    for (int i = 0; i < 1000; ++i) {
        const std::string number = std::to_string(i);
        text += "id" + number + ",title " + number + ",<b>artist</b> " + number + ",album," + number +
                ",0.5," + (i % 2 == 0 ? "rock" : "pop") + '\n';
    }
    return text;
}

HoverSources histogramsOf(const Study &study)
{
    const Features features = study.prepared()->features();
    HoverSources sources;
    sources.histograms = std::make_shared<const FeatureHistograms>(
        featureHistograms(OwnValues(study, features), features, Progress::none()).value());
    return sources;
}

std::size_t featureOf(const HoverContent &content, const QString &name)
{
    for (std::size_t f = 0; f < content.features.size(); ++f)
        if (content.features[f].name == name)
            return f;
    qFatal("no such feature");
}

} // namespace

void TestHoverCard::histogramsCountTheOwnValues()
{
    Study study;
    open(study, rows());
    const HoverSources sources = histogramsOf(study);
    const Features features = study.prepared()->features();
    QCOMPARE(sources.histograms->ofFeature.size(), features.columns());
    const auto tempo = static_cast<std::size_t>(
        std::find(features.names().begin(), features.names().end(), "tempo") - features.names().begin());
    const FeatureHistogram &spread = sources.histograms->ofFeature[tempo];
    QVERIFY(spread.isKnown);
    QCOMPARE(spread.low, 10.0); // of 0..999
    QCOMPARE(spread.high, 989.0);
    QCOMPARE(spread.heights.size(), histogramBins);
    // 40.8 values a bin; the outer ones also have the ten that lie beyond.
    QCOMPARE(*std::max_element(spread.heights.begin(), spread.heights.end()), 1.0F);
    QVERIFY(spread.heights.front() > spread.heights[1]);
    for (std::size_t bin = 1; bin + 1 < histogramBins; ++bin)
        QVERIFY(std::abs(spread.heights[bin] - spread.heights[1]) < 0.03F);
    QCOMPARE(spread.place(10.0), 0.0);
    QCOMPARE(spread.place(499.5), 0.5);
    QCOMPARE(spread.place(5000.0), 1.0);
}

void TestHoverCard::histogramsOfOddColumns()
{
    Study study;
    open(study, rows());
    const HoverSources sources = histogramsOf(study);
    const std::vector<std::string> &names = study.prepared()->features().names();
    const auto energy =
        static_cast<std::size_t>(std::find(names.begin(), names.end(), "energy") - names.begin());
    const FeatureHistogram &constant = sources.histograms->ofFeature[energy];
    QCOMPARE(constant.low, 0.5);
    QCOMPARE(constant.high, 0.5);
    QCOMPARE(constant.place(0.5), 0.5);
    QCOMPARE(constant.heights[histogramBins / 2], 1.0F);
    QVERIFY(std::isnan(constant.place(std::nan(""))));
}

void TestHoverCard::saysWhatIsKnownOfATrack()
{
    Study study;
    StudySettings settings;
    GenreMap map;
    map.superGenres.push_back({"loud", {}, {"rock"}});
    settings.genreMap() = map;
    study.setSettings(settings);
    open(study, rows());
    const HoverContent content = hoverContent(study, 42, histogramsOf(study));
    QCOMPARE(content.title, QStringLiteral("title 42"));
    QCOMPARE(content.where, QStringLiteral("<b>artist</b> 42 · album"));
    QCOMPARE(content.genre, QStringLiteral("rock"));
    QCOMPARE(content.classes.size(), std::size_t(1));
    QCOMPARE(content.classes[0].name, QStringLiteral("loud"));
    QCOMPARE(content.classes[0].colour, superGenreColours(study.settings().genreMap())[0]);
    QVERIFY(content.answers.empty());
    const HoverFeature &tempo = content.features[featureOf(content, QStringLiteral("tempo"))];
    QCOMPARE(tempo.value, QStringLiteral("42\u00a0BPM"));
    QCOMPARE(*tempo.mark, (42.0 - 10.0) / (989.0 - 10.0));
    // A number says nothing by itself.
    Clustering clustering;
    clustering.labels = LabelSet("cluster", {"1", "2"}, std::vector<std::int32_t>(1000, 1));
    clustering.key = clusteringKey(study.prepared()->features(), study.settings());
    study.setClustering(clustering);
    const HoverContent clustered = hoverContent(study, 42, {});
    QCOMPARE(clustered.classes.size(), std::size_t(2));
    QCOMPARE(clustered.classes[1].name, QStringLiteral("cluster 2"));
    // A genre that is in no super-genre, and nothing counted yet.
    const HoverContent pop = hoverContent(study, 43, {});
    QCOMPARE(pop.genre, QStringLiteral("pop"));
    QCOMPARE(pop.classes.size(), std::size_t(1));
    QVERIFY(!pop.features[0].mark);
}

void TestHoverCard::leavesOutWhatTheFileLacks()
{
    Study study;
    open(study, "track_id,tempo,energy\na,1,2\nb,3,4\nc,5,7\n");
    const HoverContent content = hoverContent(study, 1, histogramsOf(study));
    QCOMPARE(content.title, QStringLiteral("b"));
    QVERIFY(content.where.isEmpty());
    QVERIFY(content.genre.isEmpty());
    QVERIFY(content.classes.empty());
    QCOMPARE(content.features.size(), std::size_t(2));
    QCOMPARE(content.features[featureOf(content, QStringLiteral("tempo"))].value,
             QStringLiteral("3\u00a0BPM"));
    HoverCard full(nullptr);
    HoverCard bare(nullptr);
    Study other;
    open(other, rows());
    full.showAt({100, 100}, hoverContent(other, 1, {}));
    bare.showAt({100, 100}, content);
    QVERIFY(bare.height() < full.height());
}

void TestHoverCard::durationsAreThoseOfClocks()
{
    Study study;
    open(study, "track_id,duration_ms,energy\na,245499,2\nb,60000,4\nc,999,7\nd,3600000,1\n");
    const std::vector<QString> expected{QStringLiteral("4:05 min"), QStringLiteral("1:00 min"),
                                        QStringLiteral("999\u00a0ms"), QStringLiteral("60:00 min")};
    for (std::uint32_t track = 0; track < 4; ++track) {
        const HoverContent content = hoverContent(study, track, {});
        QCOMPARE(content.features[featureOf(content, QStringLiteral("duration_ms"))].value, expected[track]);
    }
}

void TestHoverCard::namesTheTwoMostProbableClasses()
{
    test::EvaluatedStudy evaluated;
    evaluated.train("gaussian_naive_bayes");
    const auto run = evaluated.run("gaussian_naive_bayes");
    const Features features = evaluated.study.prepared()->features();
    const Split split = evaluated.study.currentSplit().value();
    HoverSources sources;
    sources.run = run;
    sources.answers =
        std::make_shared<const TrackAnswers>(trackAnswers(*run, features, split, Progress::none()).value());
    QVERIFY(!sources.answers->unseen);
    // The same as predictAll() says, and a second class that is less probable.
    const Predictions all = predictAll(*run, features, split, Progress::none()).value();
    QCOMPARE(sources.answers->first, all.classes);
    QCOMPARE(sources.answers->firstProbability, all.probabilities);
    for (std::size_t row = 0; row < features.rows(); ++row) {
        QVERIFY(sources.answers->second[row] != sources.answers->first[row]);
        QVERIFY(sources.answers->secondProbability[row] <= sources.answers->firstProbability[row]);
    }
    const std::uint32_t heldOut = split.test[0];
    const HoverContent content = hoverContent(evaluated.study, heldOut, sources);
    QCOMPARE(content.prediction, QStringLiteral("Predicted"));
    QVERIFY(!content.answers.empty());
    const auto best = static_cast<std::size_t>(sources.answers->first[heldOut]);
    QCOMPARE(content.answers[0].name,
             QString::fromStdString(run->labels.classes()[best]) + u' ' +
                 formatShare(static_cast<double>(sources.answers->firstProbability[heldOut]), 0));
    QCOMPARE(content.answers[0].colour, labelColours(run->labels, evaluated.study.settings())[best]);
    QCOMPARE(hoverContent(evaluated.study, split.train[0], sources).prediction,
             QStringLiteral("Predicted (trained on it)"));
    // A forest judges what it learned from by trees that did not see it.
    evaluated.train("random_forest");
    const auto forest = evaluated.run("random_forest");
    const TrackAnswers unseen = trackAnswers(*forest, features, split, Progress::none()).value();
    QVERIFY(unseen.unseen);
    QCOMPARE(unseen.first, predictAll(*forest, features, split, Progress::none()).value().classes);
}

void TestHoverCard::marksTheOwnValue()
{
    Study study;
    open(study, rows());
    const HoverSources sources = histogramsOf(study);
    HoverCard card(nullptr);
    for (const std::uint32_t track : {0U, 300U, 999U}) {
        const HoverContent content = hoverContent(study, track, sources);
        card.showAt({200, 200}, content);
        const std::size_t tempo = featureOf(content, QStringLiteral("tempo"));
        const QRectF histogram = card.histogramOf(tempo);
        const double share = std::clamp((track - 10.0) / 979.0, 0.0, 1.0);
        QCOMPARE(card.markOf(tempo).x(), histogram.left() + share * histogram.width());
        QVERIFY(QRectF(card.rect()).contains(histogram));
        // It is seen there: above the bars nothing else is as light.
        const QImage image = card.grab().toImage();
        const double ratio = image.devicePixelRatio();
        const QPointF mark = card.markOf(tempo);
        QColor lightest = Qt::black;
        for (int dx = -1; dx <= 1; ++dx) {
            const QColor seen =
                image.pixelColor(((QPointF(mark.x() + dx, histogram.top() - 0.5)) * ratio).toPoint());
            lightest = seen.blue() > lightest.blue() ? seen : lightest;
        }
        QVERIFY(lightest.blue() > 150);
    }
}

void TestHoverCard::ofManyFeaturesTheUnusualOnes()
{
    std::string text = "track_id";
    constexpr int many = 40;
    for (int f = 0; f < many; ++f)
        text += ",feature" + std::to_string(f);
    text += '\n';
    for (int i = 0; i < 50; ++i) {
        text += 't' + std::to_string(i);
        for (int f = 0; f < many; ++f) // track 0 stands out in the last features
            text += ',' + std::to_string(i == 0 && f >= 30 ? 1000 : (i * 7 + f * 3) % 11);
        text += '\n';
    }
    Study study;
    open(study, text);
    const HoverContent content = hoverContent(study, 0, histogramsOf(study));
    QCOMPARE(content.features.size(), mostHoverFeatures);
    for (int f = 30; f < many; ++f)
        QVERIFY(featureOf(content, QStringLiteral("feature%1").arg(f)) < mostHoverFeatures);
    HoverCard card(nullptr);
    card.showAt({50, 50}, content);
    QVERIFY(card.height() <= 260);
}

void TestHoverCard::goesBesideThePointer_data()
{
    QTest::addColumn<QPoint>("pointer");
    QTest::addColumn<QPoint>("corner");
    QTest::newRow("usual") << QPoint(100, 100) << QPoint(116, 116);
    QTest::newRow("right") << QPoint(950, 100) << QPoint(950 - 16 - 300, 116);
    QTest::newRow("below") << QPoint(100, 700) << QPoint(116, 700 - 16 - 200);
    QTest::newRow("corner") << QPoint(999, 799) << QPoint(999 - 16 - 300, 799 - 16 - 200);
}

void TestHoverCard::goesBesideThePointer()
{
    QFETCH(QPoint, pointer);
    QFETCH(QPoint, corner);
    const QRect bounds(0, 0, 1000, 800);
    const QRect placed = besidePointer({300, 200}, pointer, bounds);
    QCOMPARE(placed.topLeft(), corner);
    QCOMPARE(placed.size(), QSize(300, 200));
    for (int x = 0; x < 1000; x += 37)
        for (int y = 0; y < 800; y += 37) {
            const QRect card = besidePointer({300, 200}, {x, y}, bounds);
            QVERIFY(bounds.contains(card));
            QVERIFY(!card.contains(QPoint(x, y)));
        }
}

void TestHoverCard::followsWithoutFlicker()
{
    Study study;
    open(study, rows());
    QWidget parent;
    parent.resize(300, 200);
    parent.show();
    HoverCard card(&parent);
    QVERIFY(!card.isVisible());
    const HoverContent content = hoverContent(study, 5, {});
    const QPoint start = QApplication::primaryScreen()->availableGeometry().topLeft() + QPoint(60, 40);
    card.showAt(start, content);
    QVERIFY(card.isVisible());
    QCOMPARE(card.pos(), start + QPoint(16, 16));
    struct Counter : QObject {
        int hides = 0;
        bool eventFilter(QObject *, QEvent *event) override
        {
            hides += event->type() == QEvent::Hide ? 1 : 0;
            return false;
        }
    } counter;
    card.installEventFilter(&counter);
    for (int i = 0; i < 20; ++i) {
        card.showAt(start + QPoint(i, i), hoverContent(study, static_cast<std::uint32_t>(i), {}));
        QCOMPARE(card.pos(), start + QPoint(16 + i, 16 + i));
        QVERIFY(!card.geometry().contains(start + QPoint(i, i)));
    }
    QCOMPARE(counter.hides, 0);
    card.hide();
    QVERIFY(!card.isVisible());
    QVERIFY(!card.isActiveWindow());
}

void TestHoverCard::staysSmall()
{
    Study study;
    std::string text = "track_id,track_name,artists,album_name,track_genre";
    for (int f = 0; f < 15; ++f)
        text += ",instrumentalness_and_more_" + std::to_string(f);
    text += '\n';
    for (int i = 0; i < 30; ++i) {
        text += 'i' + std::to_string(i) + ',' + std::string(3000, 'w') + ',' + std::string(500, 'W') +
                ",album," + std::string(300, 'g') + std::to_string(i % 2);
        for (int f = 0; f < 15; ++f)
            text += ',' + std::to_string(123456.789 * (i + f));
        text += '\n';
    }
    open(study, text);
    HoverCard card(nullptr);
    card.showAt({0, 0}, hoverContent(study, 3, histogramsOf(study)));
    QVERIFY(card.width() <= 320);
    QVERIFY(card.height() <= 260);
    for (std::size_t f = 0; f < 15; ++f)
        QVERIFY(QRectF(card.rect()).contains(card.histogramOf(f)));
}

void TestHoverCard::noFile()
{
    const Study study;
    QCOMPARE(hoverContent(study, 0, {}), HoverContent());
    Study some;
    open(some, rows());
    QCOMPARE(hoverContent(some, 1000, {}), HoverContent()); // a row of another file
}

QTEST_MAIN(TestHoverCard)
#include "tst_hover_card.moc"
