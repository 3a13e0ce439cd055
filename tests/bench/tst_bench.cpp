#include "core/cluster/k_means.h"
#include "core/study/dataset.h"
#include "tests/bench/bench_run.h"
#include "tests/support/shared_data.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace genrelens;
using namespace genrelens::test;

class TestBench : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyStageIsMeasured_data();
    void everyStageIsMeasured();
    void readCountsTheFile();
    void forestIsJudgedOnHeldOutRows();
    void heldOutRowsAreExplained_data();
    void heldOutRowsAreExplained();
    void modelsOfTreesCanBeSet();
    void labelsCanBeChosen_data();
    void labelsCanBeChosen();
    void clustersAreThoseOfKMeans();
    void sweepGoesFromTwo();
    void matrixIsThatOfPrepare();
    void firstRowsAreStandardizedAnew();
    void rowsBeyondTheFileAreDrawn();
    void refusals_data();
    void refusals();
    void helpNamesTheStages();

private:
    QTemporaryDir m_folder;
    QString m_file;
    PreparedData m_prepared;

    [[nodiscard]] qsizetype kept() const { return static_cast<qsizetype>(m_prepared.features().rows()); }
    [[nodiscard]] QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    [[nodiscard]] Outcome run(const QString &arguments) const
    {
        return runBench(m_folder.path(), arguments, m_file);
    }
    // Runs a stage on the bundled sample; an empty object when it fails.
    [[nodiscard]] QJsonObject measured(const QString &stage, const QString &options = {}) const
    {
        const Outcome done = run(stage + QStringLiteral(" %1 --repeat 1 ") + options);
        if (done.exitCode != 0)
            qWarning("%s", done.err.constData());
        return done.exitCode == 0 ? done.json() : QJsonObject();
    }
};

void TestBench::initTestCase()
{
    const std::string sample = test::resourceFile("sample/tracks.csv");
    m_file = QString::fromStdString(sample);
    const Result<Dataset> dataset = openDataset({sample}, Progress::none());
    QVERIFY(dataset.ok());
    Result<PreparedData> prepared = prepareDataset(dataset.value(), PreparationOptions{}, Progress::none());
    QVERIFY(prepared.ok());
    m_prepared = std::move(prepared).value();
}

void TestBench::everyStageIsMeasured_data()
{
    QTest::addColumn<QStringList>("keys"); // besides those that all have
    QTest::newRow("read") << QStringList{QStringLiteral("columns"), QStringLiteral("bytes")};
    QTest::newRow("matrix") << QStringList{QStringLiteral("columns")};
    QTest::newRow("frames") << QStringList{
        QStringLiteral("scene"),   QStringLiteral("platform"),      QStringLiteral("pan"),
        QStringLiteral("zoom"),    QStringLiteral("hover"),         QStringLiteral("lasso"),
        QStringLiteral("brush"),   QStringLiteral("lasso_release"), QStringLiteral("new_layout"),
        QStringLiteral("arrange"), QStringLiteral("recolour")};
    const QStringList ofForest{QStringLiteral("labels"), QStringLiteral("accuracy"), QStringLiteral("trees"),
                               QStringLiteral("nodes")};
    QTest::newRow("forest") << ofForest;
    QTest::newRow("predict") << ofForest;
    const QStringList ofShap =
        ofForest + QStringList{QStringLiteral("ms_a_row"), QStringLiteral("ns_a_row_and_node"),
                               QStringLiteral("additivity_error")};
    QTest::newRow("shap") << ofShap;
    QTest::newRow("xgboost-shap") << ofShap;
    const QStringList ofClusters{QStringLiteral("k"), QStringLiteral("restarts"), QStringLiteral("wcss")};
    QTest::newRow("kmeans") << ofClusters;
    QTest::newRow("sweep") << ofClusters;
    const QStringList ofMaps{QStringLiteral("trustworthiness"), QStringLiteral("preservation")};
    QTest::newRow("umap") << ofMaps + QStringList{QStringLiteral("neighbours_seconds"),
                                                  QStringLiteral("graph_seconds"),
                                                  QStringLiteral("start_seconds"),
                                                  QStringLiteral("layout_seconds")};
    QTest::newRow("silhouette") << QStringList{QStringLiteral("k"), QStringLiteral("silhouette")};
    QTest::newRow("neighbours") << QStringList{QStringLiteral("neighbours"), QStringLiteral("exact"),
                                               QStringLiteral("recall"), QStringLiteral("mean_distance")};
}

void TestBench::everyStageIsMeasured()
{
    QFETCH(QStringList, keys);
    const QString stage = QString::fromLatin1(QTest::currentDataTag());
    const Outcome done = run(
        stage +
        QStringLiteral(
            " %1 --repeat 3 --jobs 1 --trees 3 --k 3 --restarts 2 --explain 50 --epochs 20 --out every.f64"));
    QVERIFY2(done.exitCode == 0, done.err.constData());
    QCOMPARE(done.out.count('\n'), 1);
    QVERIFY(done.err.isEmpty());
    const QJsonObject json = done.json();
    QCOMPARE(json[QStringLiteral("stage")].toString(), stage);
    QVERIFY(json[QStringLiteral("rows")].toInt() > 0);
    QCOMPARE(json[QStringLiteral("jobs")].toInt(), 1);
    QCOMPARE(json[QStringLiteral("seconds")].toArray().size(), 3);
    QVERIFY(arePlausible(json[QStringLiteral("seconds")].toArray()));
    // The process holds the matrix at the least, and a sample of 2 MB does not fill a gigabyte.
    QVERIFY(json[QStringLiteral("peak_mb")].toDouble() > 1.0);
    QVERIFY(json[QStringLiteral("peak_mb")].toDouble() < 1000.0);
    for (const QString &key : std::as_const(keys))
        QVERIFY2(json.contains(key), qPrintable(key));
}

void TestBench::readCountsTheFile()
{
    const QJsonObject whole = measured(QStringLiteral("read"));
    QCOMPARE(whole[QStringLiteral("rows")].toInt(), 11400);
    QCOMPARE(whole[QStringLiteral("columns")].toInt(), 21);
    QCOMPARE(whole[QStringLiteral("bytes")].toInteger(), QFile(m_file).size());
    QCOMPARE(measured(QStringLiteral("read"), QStringLiteral("--rows 100"))[QStringLiteral("rows")].toInt(),
             100);
}

void TestBench::forestIsJudgedOnHeldOutRows()
{
    const QJsonObject json = measured(QStringLiteral("forest"), QStringLiteral("--trees 20"));
    // A fifth, rounded up, is held out.
    QCOMPARE(json[QStringLiteral("rows")].toInt(), kept() - (kept() + 4) / 5);
    QCOMPARE(json[QStringLiteral("labels")].toString(), QStringLiteral("super_genre"));
    QCOMPARE(json[QStringLiteral("trees")].toInt(), 20);
    QVERIFY(json[QStringLiteral("nodes")].toInt() > 20 * 100);
    // Better than guessing among 8 classes; trees have learned their training rows by heart, not these.
    const double accuracy = json[QStringLiteral("accuracy")].toDouble();
    QVERIFY2(accuracy > 0.3 && accuracy < 0.9, qPrintable(QString::number(accuracy)));

    QFile rows(path("rows.csv"));
    QVERIFY(rows.open(QIODevice::WriteOnly));
    rows.write("row\n0\n5\n7\n");
    rows.close();
    const QString options = QStringLiteral("--trees 3 --test-rows rows.csv");
    QCOMPARE(measured(QStringLiteral("forest"), options)[QStringLiteral("rows")].toInt(), kept() - 3);
    QCOMPARE(measured(QStringLiteral("predict"), options)[QStringLiteral("rows")].toInt(), 3);
}

void TestBench::heldOutRowsAreExplained_data()
{
    QTest::addColumn<int>("trees"); // by one of --trees
    QTest::newRow("shap") << 1;
    QTest::newRow("xgboost-shap") << 8; // one a class
}

void TestBench::heldOutRowsAreExplained()
{
    QFETCH(int, trees);
    const auto explained = [&](const char *options) {
        return measured(QString::fromLatin1(QTest::currentDataTag()),
                        QStringLiteral("--trees 3 ") + QLatin1String(options));
    };
    const auto number = [](const QJsonObject &json, const char *key) {
        return json[QLatin1String(key)].toDouble();
    };
    const QJsonObject json = explained("");
    QCOMPARE(json[QStringLiteral("rows")].toInt(), 1000);
    QCOMPARE(json[QStringLiteral("trees")].toInt(), 3 * trees);
    QVERIFY(number(json, "accuracy") > 1.0 / 8); // guessing
    QVERIFY(number(json, "additivity_error") < 1e-5);
    // Costs are those of the only repeat; the tolerance is for the rounding of a few products.
    const double milliseconds = number(json, "ms_a_row");
    const double seconds = json[QStringLiteral("seconds")].toArray()[0].toDouble();
    QVERIFY(std::abs(milliseconds / 1e3 * 1000 - seconds) <= 1e-12 * seconds);
    const double ofNodes = number(json, "ns_a_row_and_node") * number(json, "nodes") / 1e6;
    QVERIFY(std::abs(ofNodes - milliseconds) <= 1e-12 * milliseconds);

    // Each tree a root, its children and theirs, but for children that are leaves already.
    const QJsonObject flat = explained("--set max_depth=2 --explain 7");
    QCOMPARE(flat[QStringLiteral("rows")].toInt(), 7);
    QVERIFY(number(flat, "nodes") > 3 * trees * 3);
    QVERIFY(number(flat, "nodes") <= 3 * trees * 7);
    const QJsonObject all = explained("--set max_depth=2 --explain 1000000");
    QCOMPARE(all[QStringLiteral("rows")].toInt(), (kept() + 4) / 5);
}

void TestBench::modelsOfTreesCanBeSet()
{
    const auto forest = [&](const char *options) {
        return measured(QStringLiteral("forest"), QStringLiteral("--trees 3 ") + QLatin1String(options));
    };
    const auto nodes = [](const QJsonObject &json) { return json[QStringLiteral("nodes")].toInt(); };
    const QJsonObject plain = forest("");
    QVERIFY(nodes(plain) > 0);
    QCOMPARE(nodes(forest("--seed 1 --model random_forest --set criterion=gini")), nodes(plain));
    QVERIFY(nodes(forest("--seed 2")) != nodes(plain));
    QVERIFY(nodes(forest("--model extra_trees")) > nodes(plain)); // random thresholds part classes later
    // Three trees of a root, its children and theirs.
    QVERIFY(nodes(forest("--set max_depth=2 --set class_weight=balanced")) <= 3 * 7);
    const QJsonObject single = forest("--model decision_tree");
    QCOMPARE(single[QStringLiteral("trees")].toInt(), 1);
    QCOMPARE(nodes(single), nodes(forest("--model decision_tree --set max_features=all")));
    // A share may be written as a whole number.
    QCOMPARE(nodes(forest("--set max_features=share --set max_features_share=1")),
             nodes(forest("--set max_features=all")));
}

void TestBench::labelsCanBeChosen_data()
{
    QTest::addColumn<int>("classes");
    QTest::newRow("genre") << static_cast<int>(m_prepared.genres.classes().size());
    QTest::newRow("super_genre") << 8;
    QTest::newRow("cluster") << 4;
}

void TestBench::labelsCanBeChosen()
{
    QFETCH(int, classes);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    const QString file = path("labels.f64");
    const QJsonObject json = measured(QStringLiteral("matrix"),
                                      QStringLiteral("--k 4 --restarts 2 --out labels.f64 --labels ") + name);
    QCOMPARE(json[QStringLiteral("labels")].toString(), name);
    QCOMPARE(json[QStringLiteral("classes")].toInt(), classes);
    const std::vector<std::int32_t> labels = numbersOf<std::int32_t>(file + QStringLiteral(".labels"));
    QCOMPARE(static_cast<qsizetype>(labels.size()), kept());
    QCOMPARE(*std::max_element(labels.begin(), labels.end()), classes - 1);
    const std::vector<std::uint32_t> heldOut = numbersOf<std::uint32_t>(file + QStringLiteral(".test"));
    QCOMPARE(static_cast<qsizetype>(heldOut.size()), (kept() + 4) / 5);
    QVERIFY(std::is_sorted(heldOut.begin(), heldOut.end()));
}

void TestBench::clustersAreThoseOfKMeans()
{
    KMeansOptions options;
    options.clusters = 5;
    options.restarts = 3;
    const Result<KMeansResult> expected = kMeans(m_prepared.features(), options, Progress::none());
    QVERIFY(expected.ok());
    for (const char *jobs : {"1", "2"}) {
        const QJsonObject json = measured(QStringLiteral("kmeans"),
                                          QStringLiteral("--k 5 --restarts 3 --jobs ") + QLatin1String(jobs));
        QCOMPARE(json[QStringLiteral("rows")].toInt(), kept());
        QVERIFY(json[QStringLiteral("wcss")].toDouble() == expected.value().wcss);
        QCOMPARE(json[QStringLiteral("k")].toInt(), 5);
        QCOMPARE(json[QStringLiteral("restarts")].toInt(), 3);
    }
}

void TestBench::sweepGoesFromTwo()
{
    const QJsonObject json = measured(QStringLiteral("sweep"), QStringLiteral("--k 4 --restarts 3"));
    QCOMPARE(json[QStringLiteral("k")].toArray(), QJsonArray({2, 3, 4}));
    const QJsonArray wcss = json[QStringLiteral("wcss")].toArray();
    QCOMPARE(wcss.size(), 3);
    QVERIFY(wcss[0].toDouble() > wcss[1].toDouble() && wcss[1].toDouble() > wcss[2].toDouble());
    QVERIFY(wcss[2].toDouble() > 0.0);
}

void TestBench::matrixIsThatOfPrepare()
{
    const QString file = path("matrix.f64");
    const QJsonObject json = measured(QStringLiteral("matrix"), QStringLiteral("--out matrix.f64"));
    const Features &features = m_prepared.features();
    QCOMPARE(json[QStringLiteral("rows")].toInt(), kept());
    QCOMPARE(json[QStringLiteral("columns")].toInt(), static_cast<int>(features.columns()));
    QCOMPARE(QFile(file).size(), kept() * static_cast<qint64>(features.columns()) * 8);
    QVERIFY(numbersOf<double>(file) ==
            std::vector<double>(features.values().begin(), features.values().end()));
    QVERIFY(!QFile::exists(file + QStringLiteral(".labels")));
}

void TestBench::firstRowsAreStandardizedAnew()
{
    const QString file = path("first.f64");
    const QJsonObject json = measured(QStringLiteral("matrix"), QStringLiteral("--rows 500 --out first.f64"));
    QCOMPARE(json[QStringLiteral("rows")].toInt(), 500);
    QCOMPARE(json[QStringLiteral("drawn")].toBool(), false);
    const std::vector<double> values = numbersOf<double>(file);
    const std::size_t columns = values.size() / 500;
    for (std::size_t f = 0; f < columns; ++f) {
        double sum = 0.0;
        double squares = 0.0;
        for (std::size_t i = 0; i < 500; ++i) {
            sum += values[i * columns + f];
            squares += values[i * columns + f] * values[i * columns + f];
        }
        // Mean 0 and variance 1 but for the rounding of each value to a float (6e-8 of it) and for a
        // constant.
        QVERIFY(std::abs(sum / 500) < 1e-6);
        QVERIFY(squares == 0.0 || std::abs(squares / 500 - 1.0) < 1e-6);
    }
}

void TestBench::rowsBeyondTheFileAreDrawn()
{
    const QJsonObject read = measured(QStringLiteral("read"), QStringLiteral("--rows 12000"));
    QCOMPARE(read[QStringLiteral("rows")].toInt(), 12000);
    QCOMPARE(read[QStringLiteral("drawn")].toBool(), true);
    // More than the kept rows, though the file has as many.
    const QString file = path("drawn.f64");
    const QJsonObject matrix =
        measured(QStringLiteral("matrix"), QStringLiteral("--rows 11400 --labels genre --out drawn.f64"));
    QCOMPARE(matrix[QStringLiteral("rows")].toInt(), 11400);
    QCOMPARE(matrix[QStringLiteral("drawn")].toBool(), true);
    QCOMPARE(matrix[QStringLiteral("classes")].toInt(), static_cast<int>(m_prepared.genres.classes().size()));
    const std::vector<double> once = numbersOf<double>(file);
    const QJsonObject again =
        measured(QStringLiteral("matrix"), QStringLiteral("--rows 11400 --jobs 1 --out drawn.f64"));
    QCOMPARE(again[QStringLiteral("rows")].toInt(), 11400);
    QVERIFY(once == numbersOf<double>(file));
    // Fewer than the file has, if that is asked for.
    const QJsonObject few =
        measured(QStringLiteral("matrix"), QStringLiteral("--rows 300 --from generator --out drawn.f64"));
    QCOMPARE(few[QStringLiteral("rows")].toInt(), 300);
    QCOMPARE(few[QStringLiteral("drawn")].toBool(), true);
}

void TestBench::refusals_data()
{
    QTest::addColumn<QString>("arguments"); // %1 is the sample
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const char *arguments, const char *message) {
        QTest::newRow(name) << QString::fromLatin1(arguments) << QString::fromLatin1(message);
    };
    row("nothing", "", "a stage and one file of tracks are needed; see genrelens-bench --help.");
    row("unknown stage", "dance %1",
        "there is no stage \"dance\"; the stages are read, matrix, forest, predict, shap, xgboost-shap, "
        "kmeans, sweep, silhouette, frames, neighbours, umap and map-quality.");
    row("no file", "read", "a stage and one file of tracks are needed; see genrelens-bench --help.");
    row("two files", "read %1 %1", "a stage and one file of tracks are needed; see genrelens-bench --help.");
    row("missing file", "read nowhere.csv", "nowhere.csv: there is no such file.");
    row("missing file, rows of it", "read nowhere.csv --rows 3", "nowhere.csv: there is no such file.");
    row("unknown option", "read %1 --speed 3", "there is no option --speed; see genrelens-bench --help.");
    row("no number", "read %1 --repeat many",
        "--repeat must be a whole number from 1 to 1000000, not \"many\".");
    row("no value", "read %1 --test-rows", "--test-rows needs a value.");
    row("unknown labels", "forest %1 --labels mood",
        "--labels must be genre, super_genre or cluster, not \"mood\".");
    row("boosted trees", "forest %1 --model gradient_boosted_trees",
        "--model must be random_forest, extra_trees or decision_tree, not \"gradient_boosted_trees\".");
    row("no parameter", "forest %1 --set speed=3", "\"random_forest.speed\" is not a setting.");
    row("parameter without a value",
        "forest %1 --set criterion=", "--set must be NAME=VALUE, not \"criterion=\".");
    row("unknown criterion", "forest %1 --set criterion=luck",
        "\"random_forest.criterion\" must be one of \"gini\", \"entropy\".");
    row("parameter that xgboost's forest has not", "xgboost-shap %1 --set criterion=gini",
        "\"xgboost.criterion\" is not a setting.");
    row("nothing to explain", "shap %1 --explain 0",
        "--explain must be a whole number from 1 to 100000000, not \"0\".");
    row("unknown metric", "neighbours %1 --metric chess",
        "--metric must be euclidean, cosine or manhattan, not \"chess\".");
    row("unknown search", "neighbours %1 --search lucky",
        "--search must be automatic, exact or approximate, not \"lucky\".");
    row("unknown source", "forest %1 --from heaven", "--from must be file or generator, not \"heaven\".");
    row("drawn without a number", "forest %1 --from generator", "--from generator needs --rows.");
    row("nowhere to write", "matrix %1", "matrix needs --out FILE; see genrelens-bench --help.");
}

void TestBench::refusals()
{
    QFETCH(QString, arguments);
    QFETCH(QString, message);
    const Outcome done = run(arguments);
    QCOMPARE(done.exitCode, 2);
    QCOMPARE(QString::fromUtf8(done.err), QStringLiteral("genrelens-bench: %1\n").arg(message));
    QVERIFY(done.out.isEmpty());
}

void TestBench::helpNamesTheStages()
{
    const Outcome done = run(QStringLiteral("read --help"));
    QCOMPARE(done.exitCode, 0);
    for (const char *stage : {"read", "matrix", "forest", "predict", "shap", "xgboost-shap", "kmeans",
                              "sweep", "silhouette", "neighbours", "umap", "map-quality"})
        QVERIFY2(done.out.contains(QByteArray("\n  ") + stage + ' '), stage);
}

QTEST_GUILESS_MAIN(TestBench)
#include "tst_bench.moc"
