#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/prepare/prepare.h"
#include "tests/support/tables.h"

#include <cmath>
#include <limits>
#include <numeric>

using namespace genrelens;
using namespace genrelens::test;

class TestPrepare : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { setThreadCount(0); }

    void measuresInClosedForm();
    void measuresFarFromZero();
    void constantsHaveNoDeviation();
    void constantFeatureIsZero();
    void standardizesOverKeptRows();
    void rawFeaturesStayInTheirUnit();
    void excludedFeaturesAreLeftOut();
    void repeatsMayStay();
    void rowsWithMissingFeaturesAreDropped();
    void valuesBeyondFloatAreDropped();
    void mediansStandIn();
    void medians_data();
    void medians();
    void logarithms();
    void logarithmOfTheMedian();
    void refuses_data();
    void refuses();
    void refusesWhatCannotBeTaken_data();
    void refusesWhatCannotBeTaken();
    void keyNamesTheMatrix();
    void threadsDoNotChangeTheMatrix();
    void cancelledGivesNoMatrix();
};

namespace
{

Result<Preparation> prepared(std::string_view text, const PreparationOptions &options = {})
{
    const Table table = tableOf(text);
    return prepare(table, recogniseSchema(table).value(), options, Progress::none());
}

std::vector<std::uint32_t> allRows(std::size_t count)
{
    std::vector<std::uint32_t> rows(count);
    std::iota(rows.begin(), rows.end(), 0U);
    return rows;
}

std::vector<std::uint32_t> sourceRows(const Features &features)
{
    std::vector<std::uint32_t> rows;
    for (std::size_t i = 0; i < features.rows(); ++i)
        rows.push_back(features.sourceRow(i));
    return rows;
}

} // namespace

void TestPrepare::measuresInClosedForm()
{
    // 0..n-1: mean (n-1)/2, population variance (n^2-1)/12
    std::vector<double> values(1001);
    std::iota(values.begin(), values.end(), 0.0);
    const FeatureScaling whole = measured(values, allRows(values.size()));
    QCOMPARE(whole.mean, 500.0);
    QVERIFY(std::abs(whole.sd - std::sqrt((1001.0 * 1001.0 - 1.0) / 12.0)) < 1e-10);
    const FeatureScaling two = measured(values, {10, 14});
    QCOMPARE(two.mean, 12.0);
    QCOMPARE(two.sd, 2.0);
    QCOMPARE(two.toScaled(16.0), 2.0);
}

void TestPrepare::measuresFarFromZero()
{
    std::vector<double> values;
    for (int i = 0; i < 10000; ++i)
        values.push_back(1e9 + i % 2); // sd 0.5, which a sum of squares in one pass would lose
    const FeatureScaling scaling = measured(values, allRows(values.size()));
    QCOMPARE(scaling.mean, 1e9 + 0.5);
    QVERIFY(std::abs(scaling.sd - 0.5) < 1e-12);
}

void TestPrepare::constantsHaveNoDeviation()
{
    for (const double value : {0.1, -8.499004468, 1e30, 0.0, 1.0 / 3.0}) {
        for (const std::size_t rows : {1, 3, 10, 89741}) {
            const FeatureScaling scaling = measured(std::vector<double>(rows, value), allRows(rows));
            QCOMPARE(scaling.mean, value);
            QCOMPARE(scaling.sd, 0.0);
            QCOMPARE(scaling.toScaled(value), 0.0);
        }
    }
}

void TestPrepare::constantFeatureIsZero()
{
    std::string text = "energy,tempo\n";
    for (int i = 0; i < 1000; ++i)
        text += "0.1," + std::to_string(i) + "\n";
    const Features features = prepared(text).value().features;
    for (std::size_t i = 0; i < features.rows(); ++i)
        QCOMPARE(features.row(i)[0], 0.0F);
}

void TestPrepare::standardizesOverKeptRows()
{
    // The repeat of "a" (energy 90) must not count: mean 2, sd sqrt(2/3).
    const Result<Preparation> result =
        prepared("track_id,energy,explicit\na,1,True\nb,2,False\na,90,True\nc,3,False\n");
    QVERIFY(result.ok());
    const Features &features = result.value().features;
    QVERIFY((features.names() == std::vector<std::string>{"energy", "explicit"}));
    QVERIFY((sourceRows(features) == std::vector<std::uint32_t>{0, 1, 3}));
    QCOMPARE(features.scalings()[0].mean, 2.0);
    const double sd = std::sqrt(2.0 / 3.0);
    QVERIFY(std::abs(features.scalings()[0].sd - sd) < 1e-15);
    QCOMPARE(features.row(0)[0], static_cast<float>(-1.0 / sd));
    QCOMPARE(features.row(1)[0], 0.0F);
    QCOMPARE(features.row(2)[0], static_cast<float>(1.0 / sd));
    QCOMPARE(features.row(0)[1], static_cast<float>((1.0 - 1.0 / 3.0) / std::sqrt(2.0 / 9.0)));
    QCOMPARE(result.value().repeats.dropped, std::size_t(1));
    QCOMPARE(features.values().size(), std::size_t(6));
}

void TestPrepare::rawFeaturesStayInTheirUnit()
{
    PreparationOptions options;
    options.rawFeatures = {"key", "no_such_feature"};
    const Features features = prepared("energy,key\n1,11\n3,5\n", options).value().features;
    QCOMPARE(features.row(0)[0], -1.0F);
    QCOMPARE(features.row(0)[1], 11.0F);
    QCOMPARE(features.row(1)[1], 5.0F);
    QVERIFY(features.scalings()[0].standardized);
    QVERIFY(!features.scalings()[1].standardized);
    QCOMPARE(features.scalings()[1].mean, 8.0); // measured all the same
    QCOMPARE(features.scalings()[1].toScaled(7.0), 7.0);
}

void TestPrepare::excludedFeaturesAreLeftOut()
{
    PreparationOptions options;
    options.excludedFeatures = {"energy", "no_such_feature"};
    const Result<Preparation> result = prepared("energy,key,tempo\n,1,2\n3,4,5\n", options);
    QVERIFY((result.value().features.names() == std::vector<std::string>{"key", "tempo"}));
    QCOMPARE(result.value().features.rows(), std::size_t(2)); // a missing cell there drops no row
}

void TestPrepare::repeatsMayStay()
{
    PreparationOptions all;
    all.repeats = RepeatsBy::Nothing;
    const Result<Preparation> everything = prepared("track_id,energy\na,1\na,2\nb,3\n", all);
    QCOMPARE(everything.value().features.rows(), std::size_t(3));
    QCOMPARE(everything.value().repeats.dropped, std::size_t(0));
    QVERIFY(everything.value().repeats.keyColumns.empty());
}

void TestPrepare::rowsWithMissingFeaturesAreDropped()
{
    // The first row of "a" is kept as the track's and then dropped for its missing energy.
    const Result<Preparation> result = prepared("track_id,energy,tempo\na,,1\na,5,1\nb,2,2\nc,4,NA\nd,6,3\n");
    QVERIFY(result.ok());
    QCOMPARE(result.value().repeats.kept.size(), std::size_t(4));
    QCOMPARE(result.value().droppedForMissing, std::size_t(2));
    QVERIFY((sourceRows(result.value().features) == std::vector<std::uint32_t>{2, 4}));
    QCOMPARE(result.value().features.scalings()[0].mean, 4.0);
}

void TestPrepare::valuesBeyondFloatAreDropped()
{
    PreparationOptions options;
    options.rawFeatures = {"tempo"};
    const Result<Preparation> result =
        prepared("energy,tempo\n1,1e300\n1e308,2\n-1e308,2\n3,3\n5,-3e38\n", options);
    QCOMPARE(result.value().droppedForMissing, std::size_t(3));
    for (const float value : result.value().features.values())
        QVERIFY(std::isfinite(value));
}

void TestPrepare::mediansStandIn()
{
    PreparationOptions options;
    options.medianFeatures = {"tempo", "energy", "no_such_feature"};
    // Of the kept rows 4, 1 and 10 have a tempo, the repeat's 100 does not count; that of energy is not
    // needed.
    const Result<Preparation> result =
        prepared("track_id,energy,tempo,key\na,1,4,0\nb,2,,1\nc,3,1,2\na,9,100,0\nd,6,10,\n", options);
    QVERIFY(result.ok());
    const Features &features = result.value().features;
    QCOMPARE(result.value().droppedForMissing, std::size_t(1)); // no median was asked for key
    QVERIFY((sourceRows(features) == std::vector<std::uint32_t>{0, 1, 2}));
    const FeatureScaling &tempo = features.scalings()[1];
    QCOMPARE(tempo.median, 4.0); // the row that key drops counts: it is kept as a track
    QCOMPARE(tempo.mean, 3.0);   // 4, 4, 1
    QVERIFY(std::abs(tempo.sd - std::sqrt(2.0)) < 1e-15);
    QCOMPARE(features.row(1)[1], features.row(0)[1]);
    QCOMPARE(tempo.toScaled(std::numeric_limits<double>::quiet_NaN()), tempo.toScaled(4.0));
    QVERIFY(std::isnan(features.scalings()[0].median));
    QVERIFY(std::isnan(features.scalings()[2].median));
}

void TestPrepare::medians_data()
{
    QTest::addColumn<QByteArray>("tempos");
    QTest::addColumn<double>("median");
    QTest::newRow("odd") << QByteArray("5 1 x 3") << 3.0;
    QTest::newRow("even") << QByteArray("8 1 x 3 5") << 4.0;
    QTest::newRow("one") << QByteArray("x 7.25 x") << 7.25;
    QTest::newRow("the same") << QByteArray("0.1 x 0.1 0.1 0.1") << 0.1;
    QTest::newRow("negative") << QByteArray("-1 -100 x -10") << -10.0;
    QTest::newRow("both signs") << QByteArray("-1 x 2 -3 0") << -0.5;
    QTest::newRow("close together") << QByteArray("1.0000000000000002 x 1 1.0000000000000004")
                                    << 1.0000000000000002;
    QTest::newRow("beyond a float") << QByteArray("1e300 x 1 2 3") << 2.0;
}

void TestPrepare::medians()
{
    QFETCH(QByteArray, tempos);
    QFETCH(double, median);
    std::string text = "tempo,energy\n";
    for (const QByteArray &tempo : tempos.split(' '))
        text += (tempo == "x" ? "" : tempo.toStdString()) + ",1\n";
    PreparationOptions options;
    options.medianFeatures = {"tempo"};
    QCOMPARE(prepared(text, options).value().features.scalings()[0].median, median);
}

void TestPrepare::logarithms()
{
    PreparationOptions options;
    options.logFeatures = {"tempo", "key", "no_such_feature"};
    options.rawFeatures = {"key"};
    // e - 1 and e^3 - 1 have the logarithms 1 and 3: mean 2, sd 1
    const std::string low = shortest(std::exp(1.0) - 1.0);
    const std::string high = shortest(std::exp(3.0) - 1.0);
    const Features features =
        prepared("energy,tempo,key\n1," + low + ",0\n2," + high + ",-0.5\n", options).value().features;
    const FeatureScaling &tempo = features.scalings()[1];
    QVERIFY(tempo.logarithm && tempo.standardized);
    QVERIFY(std::abs(tempo.mean - 2.0) < 1e-14);
    QVERIFY(std::abs(tempo.sd - 1.0) < 1e-14);
    QVERIFY(std::abs(features.row(0)[1] + 1.0F) < 1e-6F);
    QVERIFY(std::abs(tempo.toScaled(std::exp(2.0) - 1.0)) < 1e-14);
    QCOMPARE(features.row(0)[2], 0.0F);
    QCOMPARE(features.row(1)[2], static_cast<float>(std::log(0.5)));
    QVERIFY(!features.scalings()[0].logarithm);
    QVERIFY(prepared("energy,tempo,key\n1,2,3\n2,3,4\n", options).value().features.key() !=
            prepared("energy,tempo,key\n1,2,3\n2,3,4\n").value().features.key());
}

void TestPrepare::logarithmOfTheMedian()
{
    PreparationOptions options;
    options.logFeatures = {"tempo"};
    options.medianFeatures = {"tempo"};
    options.rawFeatures = {"tempo"};
    const Features features = prepared("tempo,key\n1,1\n,2\n7,3\n", options).value().features;
    QCOMPARE(features.scalings()[0].median, 4.0); // in the own unit
    QCOMPARE(features.row(1)[0], static_cast<float>(std::log(5.0)));
    QCOMPARE(features.scalings()[0].toScaled(std::numeric_limits<double>::quiet_NaN()), std::log1p(4.0));
}

void TestPrepare::refusesWhatCannotBeTaken_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("a logarithm of nothing")
        << QByteArray("tempo,loudness\n1,-60.5\n2,-3\n3,0\n")
        << QByteArray(
               "t.csv: \"loudness\" goes down to -60.5, and ln(1 + x) needs values above -1. Take that "
               "feature without its logarithm.");
    QTest::newRow("minus infinity") << QByteArray("tempo,loudness\n1,-1\n2,0\n")
                                    << QByteArray(
                                           "t.csv: \"loudness\" goes down to -1, and ln(1 + x) needs values "
                                           "above -1. Take that feature without its logarithm.");
    QTest::newRow("a median of nothing")
        << QByteArray("track_id,tempo,energy\na,,1\na,5,1\nb,,1\n")
        << QByteArray(
               "t.csv: no kept track has a value of \"tempo\" to take the median of. Leave that feature "
               "out.");
}

void TestPrepare::refusesWhatCannotBeTaken()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, message);
    PreparationOptions options;
    options.logFeatures = {"loudness"};
    options.medianFeatures = {"tempo"};
    const Result<Preparation> result = prepared(text.toStdString(), options);
    QVERIFY(!result.ok());
    QVERIFY(result.error().kind == ErrorKind::Input);
    QCOMPARE(result.error().message(), message.toStdString());
}

void TestPrepare::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("every feature excluded")
        << QByteArray("energy\n1\n") << QByteArray("t.csv: every feature is left out. Keep at least one.");
    QTest::newRow("each row misses one")
        << QByteArray("key,tempo\n1,\n,2\n")
        << QByteArray("t.csv: each row misses a value in one of the features. Leave the feature with the "
                      "missing values out.");
}

void TestPrepare::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, message);
    PreparationOptions options;
    options.excludedFeatures = {"energy"};
    const Result<Preparation> result = prepared(text.toStdString(), options);
    QVERIFY(!result.ok());
    QCOMPARE(result.error().message(), message.toStdString());
}

void TestPrepare::keyNamesTheMatrix()
{
    const char *text = "track_id,energy,key\na,1,3\nb,2,4\na,1,5\n";
    const Key key = prepared(text).value().features.key();
    QVERIFY(prepared(text).value().features.key() == key);
    QVERIFY(prepared("key,track_id,energy\n3,x,1\n4,y,2\n").value().features.key() !=
            key); // columns in another order
    QVERIFY(prepared("track_id,energy,key\na,10,3\nb,20,4\na,1,5\n").value().features.key() != key); // same z
    PreparationOptions options;
    options.rawFeatures = {"key"};
    QVERIFY(prepared(text, options).value().features.key() != key);
    options = {};
    options.repeats = RepeatsBy::Nothing;
    QVERIFY(prepared(text, options).value().features.key() != key);
}

void TestPrepare::threadsDoNotChangeTheMatrix()
{
    Random random(21, RandomPurpose::Test);
    std::string text = "track_id,energy,key,tempo\n";
    for (int i = 0; i < 5000; ++i)
        text += std::to_string(random.below(4000)) + ',' + shortest(random.normal()) + ',' +
                std::to_string(random.below(12)) + ',' + shortest(random.uniform() * 200.0) + '\n';
    setThreadCount(1);
    const Key one = prepared(text).value().features.key();
    for (const int threads : {2, 3}) {
        setThreadCount(threads);
        QVERIFY(prepared(text).value().features.key() == one);
    }
}

void TestPrepare::cancelledGivesNoMatrix()
{
    const Table table = tableOf("track_id,energy,key\na,1,3\nb,2,4\n");
    const Schema schema = recogniseSchema(table).value();
    setThreadCount(1);
    int patience = 0;
    for (;; ++patience) {
        QVERIFY(patience < 1000);
        Impatient progress(patience);
        const Result<Preparation> result = prepare(table, schema, {}, progress);
        if (result.ok())
            break;
        QVERIFY(result.error().kind == ErrorKind::Cancelled);
    }
    QVERIFY(patience >= 3);
}

QTEST_APPLESS_MAIN(TestPrepare)
#include "tst_prepare.moc"
