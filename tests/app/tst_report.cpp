#include "tests/support/program.h"
#include "tests/support/sample_file.h"
#include "tests/support/shared_data.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <sys/stat.h>
#include <utility>

using namespace genrelens;
using test::cellsOf;
using test::contentOf;
using test::Outcome;
using test::runProgram;

class TestReport : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void writesEverything();
    void clustersAreDescribed();
    void modelsAreExamined();
    void sweepIsExplained();
    void answersAreExplained();
    void whatIsExplained();
    void sameBytesForAnyNumberOfThreads();
    void onlyWhatIsAskedFor();
    void commandLineBeatsSettings();
    void mappingsSideBySide();
    void fileWithoutGenres();
    void labelsOfOtherFiles();
    void classesOfDroppedRowsAreLeftOut();
    void severalMappings();
    void refusals_data();
    void refusals();
    void raggedRowsAreNamed();
    void severalFilesAreOneStudy();
    void tinyFilesAreReported_data();
    void tinyFilesAreReported();
    void surprisesAreSaid();
    void earlierFiguresAreRemoved();
    void earlierModelsAreRemoved();
    void earlierShapValuesAreRemoved();
    void devicesAndPipesStay();
    void helpAndVersion();
    void failureWhileRunning();
    void studyToTheLastDigit();

private:
    QTemporaryDir m_folder;
    QString m_file;

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    QString write(const QString &name, const QByteArray &content) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(name));
        return path(name);
    }
    [[nodiscard]] QJsonObject results(const QString &folder) const
    {
        return QJsonDocument::fromJson(contentOf(path(folder) + QStringLiteral("/results.json"))).object();
    }
    Outcome report(const QString &folder, const QStringList &more = {}, const QString &file = {}) const
    {
        return runProgram(QStringList{QStringLiteral("report"), file.isEmpty() ? m_file : file,
                                      QStringLiteral("--out"), path(folder)} +
                          more);
    }
};

void TestReport::initTestCase()
{
    m_file = path(QStringLiteral("tracks.csv"));
    test::writeSampleFile(m_file, 1140);
}

void TestReport::writesEverything()
{
    const Outcome done = report(QStringLiteral("all"), {QStringLiteral("--trees"), QStringLiteral("5")});
    QVERIFY2(done.exitCode == 0, done.err.constData());
    const QJsonObject json = results(QStringLiteral("all"));
    QCOMPARE(json[QStringLiteral("data")][QStringLiteral("rows_read")].toInt(), 1140);
    const int kept = json[QStringLiteral("data")][QStringLiteral("rows_kept")].toInt();
    QVERIFY(kept > 0 && kept < 1140);
    QCOMPARE(json[QStringLiteral("models")].toArray().size(), 18);
    for (const QString &set :
         {QStringLiteral("genre"), QStringLiteral("super_genre"), QStringLiteral("cluster")}) {
        int sum = 0;
        const QJsonObject counts = json[QStringLiteral("labels")][set][QStringLiteral("counts")].toObject();
        for (const auto count : counts)
            sum += count.toInt();
        QCOMPARE(sum, kept);
        QVERIFY(json[QStringLiteral("labels")][set][QStringLiteral("means")][counts.keys().first()]
                    [QStringLiteral("tempo")]
                        .isDouble());
    }
    const QJsonObject agreement = json[QStringLiteral("agreement")].toObject();
    QCOMPARE(agreement.keys(), (QStringList{QStringLiteral("genre"), QStringLiteral("super_genre")}));
    QCOMPARE(agreement[QStringLiteral("genre")].toObject().keys(),
             (QStringList{QStringLiteral("cluster"), QStringLiteral("super_genre")}));
    // Each genre lies within one super-genre, and none of the clusters is one of those.
    const QJsonValue nested = agreement[QStringLiteral("genre")][QStringLiteral("super_genre")];
    QCOMPARE(nested[QStringLiteral("tracks")].toInt(), kept);
    QCOMPARE(nested[QStringLiteral("completeness")].toDouble(), 1.0);
    const QJsonValue across = agreement[QStringLiteral("super_genre")][QStringLiteral("cluster")];
    for (const char *figure : {"adjusted_rand", "adjusted_mutual_info", "normalized_mutual_info",
                               "mutual_info", "homogeneity", "completeness", "v_measure"}) {
        const double value = across[QLatin1String(figure)].toDouble(-1.0);
        QVERIFY2(value > 0.0 && value < 1.0, figure);
    }
    for (const auto model : json[QStringLiteral("models")].toArray()) {
        const QJsonArray rows = model[QStringLiteral("confusion")][QStringLiteral("counts")].toArray();
        int sum = 0;
        for (const auto row : rows)
            for (const auto count : row.toArray())
                sum += count.toInt();
        QCOMPARE(sum, model[QStringLiteral("test_rows")].toInt());
        QVERIFY(model[QStringLiteral("test_interval")][0].toDouble() <=
                model[QStringLiteral("test_accuracy")].toDouble());
    }
    const QStringList figures =
        QDir(path(QStringLiteral("all/figures"))).entryList({QStringLiteral("*.png")});
    QCOMPARE(figures.size(), 3 + 3 + 3 + 18 + 18 + 3 + 2 + 3 + 3 + 3);
    for (const QString &figure : figures)
        QVERIFY(QImage(path(QStringLiteral("all/figures/")) + figure).width() > 400);
    const QList<QByteArray> lines = contentOf(path(QStringLiteral("all/tracks_labelled.csv"))).split('\n');
    QCOMPARE(
        lines.first(),
        QByteArray("row,track_id,genre,super_genre,cluster,prediction,probability,map_x,map_y,selected"));
    QCOMPARE(lines.size(), kept + 2); // header, and nothing behind the last line end
    const auto timings =
        QJsonDocument::fromJson(contentOf(path(QStringLiteral("all/timings.json")))).object();
    QVERIFY(timings[QStringLiteral("stages")][QStringLiteral("read")][QStringLiteral("peak_mb")].toDouble() >
            1.0);
}

void TestReport::clustersAreDescribed()
{
    const Outcome done =
        report(QStringLiteral("described"), {QStringLiteral("--only"), QStringLiteral("clusters")});
    QVERIFY2(done.exitCode == 0, done.err.constData());
    const QJsonObject json = results(QStringLiteral("described"));
    const QJsonObject clusters = json[QStringLiteral("clusters")].toObject();
    const QJsonArray profiles = clusters[QStringLiteral("profiles")].toArray();
    QCOMPARE(profiles.size(), clusters[QStringLiteral("k")].toInt());
    int rows = 0;
    for (const QJsonValue &profile : profiles) {
        rows += profile[QStringLiteral("rows")].toInt();
        QCOMPARE(profile[QStringLiteral("traits")].toArray().size(), 15);
        QCOMPARE(profile[QStringLiteral("classes_of")].toString(), QStringLiteral("genre"));
        double before = std::numeric_limits<double>::infinity();
        for (const QJsonValue &trait : profile[QStringLiteral("traits")].toArray()) {
            const double size = std::abs(trait[QStringLiteral("difference")].toDouble());
            QVERIFY(size <= before);
            before = size;
            const bool loudness = trait[QStringLiteral("feature")].toString() == QLatin1String("loudness");
            QVERIFY(!loudness || trait[QStringLiteral("mean")].toDouble() < -2.0); // in dB
        }
    }
    const int kept = json[QStringLiteral("data")][QStringLiteral("rows_kept")].toInt();
    QCOMPARE(rows, kept);
    const QJsonArray anomalies = clusters[QStringLiteral("anomalies")].toArray();
    QCOMPARE(anomalies.size(), 100);
    for (qsizetype i = 1; i < anomalies.size(); ++i)
        QVERIFY(anomalies[i][QStringLiteral("score")].toDouble() <=
                anomalies[i - 1][QStringLiteral("score")].toDouble());
    const double isolation = anomalies[0][QStringLiteral("isolation")].toDouble();
    QVERIFY(isolation > 0.3 && isolation < 1.0);
}

void TestReport::modelsAreExamined()
{
    const Outcome done =
        report(QStringLiteral("examined"),
               {QStringLiteral("--trees"), QStringLiteral("3"), QStringLiteral("--labels"),
                QStringLiteral("super_genre,genre"), QStringLiteral("--models"),
                QStringLiteral("random_forest,nearest_centroid"), QStringLiteral("--split"),
                QStringLiteral("by_album"), QStringLiteral("--folds"), QStringLiteral("3"),
                QStringLiteral("--fold-repeats"), QStringLiteral("2"), QStringLiteral("--learning-curve")});
    QVERIFY2(done.exitCode == 0, done.err.constData());
    const QJsonObject json = results(QStringLiteral("examined"));
    QCOMPARE(json[QStringLiteral("split")][QStringLiteral("method")].toString(), QStringLiteral("by_album"));
    for (const auto model : json[QStringLiteral("models")].toArray()) {
        const auto folds = model[QStringLiteral("cross_validation")];
        QCOMPARE(folds[QStringLiteral("accuracies")].toArray().size(), 6);
        QCOMPARE(folds[QStringLiteral("repeats")].toInt(), 2);
        QVERIFY(folds[QStringLiteral("mean_accuracy")].toDouble() >
                folds[QStringLiteral("mean_baseline")].toDouble());
        const QJsonArray curve = model[QStringLiteral("learning_curve")].toArray();
        QCOMPARE(curve.last()[QStringLiteral("train_rows")].toInt(),
                 model[QStringLiteral("train_rows")].toInt());
        QVERIFY(model[QStringLiteral("top3_accuracy")].toDouble() >=
                model[QStringLiteral("test_accuracy")].toDouble());
        int rows = 0;
        for (const auto bin : model[QStringLiteral("calibration")].toArray())
            rows += bin[QStringLiteral("rows")].toInt();
        QCOMPARE(rows, model[QStringLiteral("test_rows")].toInt());
    }
    const QJsonArray comparisons = json[QStringLiteral("comparisons")].toArray();
    QCOMPARE(comparisons.size(), 2); // a pair on each label set
    const QJsonArray models = json[QStringLiteral("models")].toArray();
    for (int i = 0; i < 2; ++i) {
        const double difference = models[2 * i][QStringLiteral("test_accuracy")].toDouble() -
                                  models[2 * i + 1][QStringLiteral("test_accuracy")].toDouble();
        QVERIFY(std::abs(comparisons[i][QStringLiteral("difference")].toDouble() - difference) < 1e-12);
        QVERIFY(comparisons[i][QStringLiteral("folds")][QStringLiteral("p_value")].isDouble());
    }
    for (const char *figure : {"cross_validation_random_forest_genre", "calibration_random_forest_genre",
                               "importance_random_forest_genre"})
        QVERIFY(QFile::exists(path(QStringLiteral("examined/figures/%1.png").arg(QLatin1String(figure)))));
    double gini = 0.0;
    for (const auto share : models[0][QStringLiteral("gini_importance")].toObject())
        gini += share.toDouble();
    QVERIFY(std::abs(gini - 1.0) < 1e-9);
    QVERIFY(models[0][QStringLiteral("out_of_bag_accuracy")].isDouble());
    QVERIFY(QFile::exists(
        path(QStringLiteral("examined/figures/learning_curve_nearest_centroid_super_genre.png"))));
}

void TestReport::sweepIsExplained()
{
    const QString settings = write(QStringLiteral("sweep.json"), R"({"clusters": {"k": 3, "restarts": 2,
        "sweep": {"from": 1, "to": 5, "restarts": 2, "references": 2, "resamples": 2}}})");
    const QStringList only{QStringLiteral("--only"), QStringLiteral("clusters"),
                           QStringLiteral("--settings")};
    QCOMPARE(report(QStringLiteral("sweep"), only + QStringList{settings}).exitCode, 0);
    const QJsonObject clusters = results(QStringLiteral("sweep"))[QStringLiteral("clusters")].toObject();
    const QJsonArray sweep = clusters[QStringLiteral("sweep")].toArray();
    QCOMPARE(sweep.size(), 5);
    for (int i = 0; i < 5; ++i) {
        const QJsonObject point = sweep[i].toObject();
        QCOMPARE(point[QStringLiteral("k")].toInt(), i + 1);
        for (const char *figure : {"wcss", "expected_wcss", "gap", "gap_error"})
            QVERIFY2(point[QLatin1String(figure)].isDouble(), figure);
        // The gap is that between the logarithms.
        const double gap = std::log(point[QStringLiteral("expected_wcss")].toDouble()) -
                           std::log(point[QStringLiteral("wcss")].toDouble());
        QVERIFY(std::abs(gap - point[QStringLiteral("gap")].toDouble()) < 1e-9);
        for (const char *figure : {"silhouette", "calinski_harabasz", "davies_bouldin"})
            QCOMPARE(point[QLatin1String(figure)].isDouble(), i > 0); // undefined for a single cluster
    }
    QCOMPARE(sweep[2][QStringLiteral("silhouette_error")].toDouble(), 0.0); // all tracks are measured
    QVERIFY(sweep[2][QStringLiteral("stability")].isDouble());
    QVERIFY(sweep[2][QStringLiteral("stability_deviation")].isDouble());
    const QJsonArray votes = clusters[QStringLiteral("votes")].toArray();
    bool recommended = false;
    for (const auto vote : votes) {
        const int k = vote[QStringLiteral("k")].toInt();
        QCOMPARE(vote[QStringLiteral("at_edge")].toBool(), k == 1 || k == 5);
        recommended |= k == clusters[QStringLiteral("recommended_k")].toInt();
        if (vote[QStringLiteral("criterion")].toString() != QLatin1String("silhouette"))
            continue;
        for (int i = 1; i < 5; ++i)
            QVERIFY(sweep[i][QStringLiteral("silhouette")].toDouble() <=
                    sweep[k - 1][QStringLiteral("silhouette")].toDouble());
    }
    QVERIFY(recommended);
    for (const char *figure : {"sweep/figures/elbow.png", "sweep/figures/k_sweep.png"})
        QVERIFY(QImage(path(QLatin1String(figure))).width() > 500);

    const QString quick = write(QStringLiteral("quick.json"), R"({"clusters": {"k": 3, "restarts": 2,
        "sweep": {"from": 2, "to": 3, "restarts": 1, "references": 0, "resamples": 0}}})");
    QCOMPARE(report(QStringLiteral("quick"), only + QStringList{quick}).exitCode, 0);
    const QJsonValue point =
        results(QStringLiteral("quick"))[QStringLiteral("clusters")][QStringLiteral("sweep")][0];
    QVERIFY(point[QStringLiteral("gap")].isNull() && point[QStringLiteral("stability")].isNull());
}

// The values of single tracks lead from the base values to the very predictions of the same report.
void TestReport::answersAreExplained()
{
    const QString folder = QStringLiteral("explained");
    const QStringList options{QStringLiteral("--only"),       QStringLiteral("shap"),
                              QStringLiteral("--labels"),     QStringLiteral("super_genre,genre"),
                              QStringLiteral("--trees"),      QStringLiteral("7"),
                              QStringLiteral("--explain"),    QStringLiteral("25"),
                              QStringLiteral("--shap-values")};
    const Outcome done = report(folder, options + QStringList{QStringLiteral("--jobs"), QStringLiteral("1")});
    QVERIFY2(done.exitCode == 0, done.err.constData());
    const QJsonObject json = results(folder);
    const QJsonObject shap = json[QStringLiteral("shap")].toObject();
    QCOMPARE(shap.keys(), (QStringList{QStringLiteral("genre"), QStringLiteral("super_genre")}));
    const QStringList features =
        json[QStringLiteral("preparation")][QStringLiteral("scaling")].toObject().keys();
    for (const QString &set : shap.keys()) {
        const QJsonObject section = shap[set].toObject();
        const QStringList classes =
            json[QStringLiteral("labels")][set][QStringLiteral("counts")].toObject().keys();
        QCOMPARE(section[QStringLiteral("explained")].toInt(), 25);
        QCOMPARE(section[QStringLiteral("model")].toString(), QStringLiteral("random_forest"));
        const double error = section[QStringLiteral("additivity_error")].toDouble(1.0);
        QVERIFY(error >= 0.0 && error < 1e-5);
        const QJsonObject base = section[QStringLiteral("base_values")].toObject();
        QCOMPARE(base.keys(), classes);
        QCOMPARE(section[QStringLiteral("mean_abs")].toObject().keys(), classes);
        double sum = 0.0;
        for (const QString &name : classes) {
            sum += base[name].toDouble();
            QCOMPARE(section[QStringLiteral("mean_abs")][name].toObject().keys(), features);
        }
        QVERIFY(std::abs(sum - 1.0) < 1e-9);
        double before = std::numeric_limits<double>::infinity();
        for (const auto entry : section[QStringLiteral("importance")].toArray()) {
            double total = 0.0;
            for (const QString &name : classes)
                total +=
                    section[QStringLiteral("mean_abs")][name][entry[QStringLiteral("feature")].toString()]
                        .toDouble();
            QVERIFY(std::abs(entry[QStringLiteral("mean_abs_sum")].toDouble() - total) < 1e-12);
            QVERIFY(total > 0.0 && total <= before);
            QVERIFY(entry[QStringLiteral("interval")][0].toDouble() <= total);
            QVERIFY(entry[QStringLiteral("interval")][1].toDouble() >= total);
            before = total;
        }
    }

    // By track and class: the probability that the values sum to; by class and feature: the mean of |values|.
    QHash<QByteArray, QHash<QByteArray, double>> probability;
    QHash<QByteArray, QHash<QByteArray, double>> meanAbs;
    const QList<QByteArrayList> lines =
        cellsOf(contentOf(path(folder + QStringLiteral("/shap_super_genre.csv"))));
    QCOMPARE(lines[0],
             (QByteArrayList{"row", "track_id", "class", "feature", "value", "shap", "base_value"}));
    QCOMPARE(lines.size(), 25 * 8 * features.size() + 1);
    for (const QByteArrayList &line : lines.mid(1)) {
        double &sum = probability[line[0]][line[2]];
        sum += line[5].toDouble() + (line[3] == "popularity" ? line[6].toDouble() : 0.0);
        meanAbs[line[2]][line[3]] += std::abs(line[5].toDouble()) / 25;
    }
    QCOMPARE(probability.size(), 25);
    const QJsonValue reported = shap[QStringLiteral("super_genre")][QStringLiteral("mean_abs")];
    for (auto [name, means] : meanAbs.asKeyValueRange())
        for (auto [feature, mean] : means.asKeyValueRange())
            QVERIFY(std::abs(reported[QString::fromUtf8(name)][QString::fromUtf8(feature)].toDouble(-1.0) -
                             mean) < 1e-6);
    int found = 0;
    for (const QByteArrayList &line :
         cellsOf(contentOf(path(folder + QStringLiteral("/tracks_labelled.csv")))).mid(1)) {
        if (!probability.contains(line[0]))
            continue;
        ++found;
        const QHash<QByteArray, double> &shares = probability[line[0]];
        QVERIFY(std::abs(shares[line[5]] - line[6].toDouble()) < 1e-5);
        QVERIFY(shares[line[5]] > *std::max_element(shares.begin(), shares.end()) - 1e-5);
    }
    QCOMPARE(found, 25);

    QCOMPARE(report(QStringLiteral("explained2"),
                    options + QStringList{QStringLiteral("--jobs"), QStringLiteral("2")})
                 .exitCode,
             0);
    for (const char *file : {"results.json", "shap_super_genre.csv", "shap_genre.csv"})
        QVERIFY(contentOf(path(QStringLiteral("explained/%1").arg(QLatin1String(file)))) ==
                contentOf(path(QStringLiteral("explained2/%1").arg(QLatin1String(file)))));
}

void TestReport::whatIsExplained()
{
    const QStringList quick{QStringLiteral("--labels"), QStringLiteral("super_genre"),
                            QStringLiteral("--trees"), QStringLiteral("2")};
    const auto run = [&](const char *folder, const QStringList &more) {
        const Outcome done = report(QString::fromLatin1(folder), quick + more);
        return done.exitCode == 0 ? results(QString::fromLatin1(folder)) : QJsonObject();
    };
    const QString only = QStringLiteral("--only");
    const QString models = QStringLiteral("--models");
    const QString explain = QStringLiteral("--explain");
    const auto explained = [](const QJsonObject &json) {
        return json[QStringLiteral("shap")][QStringLiteral("super_genre")];
    };
    // Nothing but the model that is explained is trained for it, and none of it is drawn.
    QJsonObject json = run("shap_only", {only, QStringLiteral("shap"), explain, QStringLiteral("3")});
    QCOMPARE(json[QStringLiteral("models")].toArray().size(), 1);
    QVERIFY(!json.contains(QStringLiteral("comparisons")));
    QCOMPARE(explained(json)[QStringLiteral("explained")].toInt(), 3);
    QVERIFY(
        !QFile::exists(path(QStringLiteral("shap_only/figures/confusion_random_forest_super_genre.png"))));
    QVERIFY(!QFile::exists(path(QStringLiteral("shap_only/shap_super_genre.csv"))));
    json = run("shap_other", {only, QStringLiteral("shap"), explain, QStringLiteral("3"), models,
                              QStringLiteral("majority")});
    QCOMPARE(explained(json)[QStringLiteral("model")].toString(), QStringLiteral("random_forest"));
    json = run("shap_trees", {only, QStringLiteral("models,shap"), explain, QStringLiteral("3"), models,
                              QStringLiteral("majority,decision_tree,extra_trees")});
    QCOMPARE(explained(json)[QStringLiteral("model")].toString(), QStringLiteral("decision_tree"));
    json = run("shap_all", {only, QStringLiteral("shap"), explain, QStringLiteral("all")});
    QCOMPARE(explained(json)[QStringLiteral("explained")].toInt(),
             json[QStringLiteral("split")][QStringLiteral("test_rows")].toInt());
    json = run("shap_none", {only, QStringLiteral("models,shap"), explain, QStringLiteral("0"), models,
                             QStringLiteral("random_forest")});
    QVERIFY(!json.isEmpty() && !json.contains(QStringLiteral("shap")));
    json = run("models_only", {only, QStringLiteral("models"), models, QStringLiteral("random_forest")});
    QVERIFY(!json.isEmpty() && !json.contains(QStringLiteral("shap")));
    const Outcome done =
        report(QStringLiteral("no_trees"), quick + QStringList{models, QStringLiteral("majority")});
    QCOMPARE(done.exitCode, 0);
    QVERIFY2(done.err.contains("none of the models is made of trees"), done.err.constData());
    QVERIFY(!results(QStringLiteral("no_trees")).contains(QStringLiteral("shap")));
}

void TestReport::sameBytesForAnyNumberOfThreads()
{
    const QStringList options{QStringLiteral("--trees"), QStringLiteral("7"), QStringLiteral("--jobs")};
    for (const char *jobs : {"1", "2", "3"})
        QCOMPARE(report(QString::fromLatin1(jobs), options + QStringList{QString::fromLatin1(jobs)}).exitCode,
                 0);
    for (const char *file : {"results.json", "tracks_labelled.csv"}) {
        const QByteArray one = contentOf(path(QStringLiteral("1/") + QString::fromLatin1(file)));
        QVERIFY(!one.isEmpty());
        QVERIFY(contentOf(path(QStringLiteral("2/") + QString::fromLatin1(file))) == one);
        QVERIFY(contentOf(path(QStringLiteral("3/") + QString::fromLatin1(file))) == one);
    }
    QCOMPARE(report(QStringLiteral("seed"), {QStringLiteral("--trees"), QStringLiteral("7"),
                                             QStringLiteral("--seed"), QStringLiteral("2")})
                 .exitCode,
             0);
    QVERIFY(contentOf(path(QStringLiteral("seed/results.json"))) !=
            contentOf(path(QStringLiteral("1/results.json"))));
}

void TestReport::onlyWhatIsAskedFor()
{
    QCOMPARE(report(QStringLiteral("data"), {QStringLiteral("--only"), QStringLiteral("data")}).exitCode, 0);
    const QJsonObject json = results(QStringLiteral("data"));
    QVERIFY(!json.contains(QStringLiteral("models")));
    QVERIFY(!json.contains(QStringLiteral("clusters")));
    QCOMPARE(json[QStringLiteral("agreement")].toObject().keys(), QStringList{QStringLiteral("genre")});
    QVERIFY(QFile::exists(path(QStringLiteral("data/tracks_labelled.csv"))));

    QCOMPARE(report(QStringLiteral("models"),
                    {QStringLiteral("--only"), QStringLiteral("models"), QStringLiteral("--labels"),
                     QStringLiteral("genre"), QStringLiteral("--models"), QStringLiteral("nearest_centroid")})
                 .exitCode,
             0);
    const QJsonArray models = results(QStringLiteral("models"))[QStringLiteral("models")].toArray();
    QCOMPARE(models.size(), 1);
    QCOMPARE(models[0][QStringLiteral("labels")].toString(), QStringLiteral("genre"));
}

void TestReport::commandLineBeatsSettings()
{
    const QString settings = write(QStringLiteral("mine.json"),
                                   R"({"random_forest": {"trees": 3}, "clusters": {"k": 3, "restarts": 2},
        "models": {"names": ["random_forest"], "labels": ["cluster"]}})");
    QCOMPARE(report(QStringLiteral("mine"), {QStringLiteral("--settings"), settings}).exitCode, 0);
    QJsonObject json = results(QStringLiteral("mine"));
    QCOMPARE(json[QStringLiteral("clusters")][QStringLiteral("k")].toInt(), 3);
    QCOMPARE(json[QStringLiteral("models")][0][QStringLiteral("parameters")][QStringLiteral("trees")].toInt(),
             3);
    QCOMPARE(report(QStringLiteral("mine"),
                    {QStringLiteral("--settings"), settings, QStringLiteral("--trees"), QStringLiteral("4")})
                 .exitCode,
             0);
    json = results(QStringLiteral("mine"));
    QCOMPARE(json[QStringLiteral("models")][0][QStringLiteral("parameters")][QStringLiteral("trees")].toInt(),
             4);
}

void TestReport::mappingsSideBySide()
{
    const QString json = write(QStringLiteral("map.json"),
                               R"({"format": "genrelens-genre-map", "name": "Two", "unmapped": "class",
        "super_genres": [{"name": "loud", "genres": ["metal", "punk"]}]})");
    const QString columns = write(QStringLiteral("map.csv"), "techno,fast\nsleep,slow\n");
    const QStringList maps{QStringLiteral("--genre-map"), json, QStringLiteral("--genre-map"), columns};
    const Outcome done =
        report(QStringLiteral("maps"),
               maps + QStringList{QStringLiteral("--only"), QStringLiteral("data,models"),
                                  QStringLiteral("--models"), QStringLiteral("nearest_centroid")});
    QVERIFY2(done.exitCode == 0, done.err.constData());
    const QJsonObject found = results(QStringLiteral("maps"));
    const QJsonObject labels = found[QStringLiteral("labels")].toObject();
    QCOMPARE(labels[QStringLiteral("super_genre")][QStringLiteral("counts")].toObject().keys(),
             (QStringList{QStringLiteral("loud"), QStringLiteral("unmapped")}));
    QCOMPARE(labels[QStringLiteral("super_genre_2")][QStringLiteral("counts")].toObject().keys(),
             (QStringList{QStringLiteral("fast"), QStringLiteral("slow")}));
    QStringList learned;
    for (const QJsonValue &model : found[QStringLiteral("models")].toArray())
        learned.append(model[QStringLiteral("labels")].toString());
    QCOMPARE(learned, (QStringList{QStringLiteral("super_genre"), QStringLiteral("super_genre_2"),
                                   QStringLiteral("cluster"), QStringLiteral("genre")}));
    QVERIFY(QFile::exists(path(QStringLiteral("maps/figures/distribution_super_genre_2.png"))));
    const Outcome bad = report(QStringLiteral("maps"),
                               {QStringLiteral("--genre-map"), write(QStringLiteral("bad.csv"), "a,b,c\n")});
    QCOMPARE(bad.exitCode, 2);
    QVERIFY(bad.err.contains("bad.csv, line 1"));
}

void TestReport::fileWithoutGenres()
{
    QByteArray text("energy,tempo\n");
    for (int i = 0; i < 60; ++i)
        text += QByteArray::number(i % 7) + ',' + QByteArray::number(i * i % 11) + '\n';
    const Outcome done = report(QStringLiteral("plain"), {QStringLiteral("--trees"), QStringLiteral("3")},
                                write(QStringLiteral("plain.csv"), text));
    QVERIFY2(done.exitCode == 0, done.err.constData());
    const QJsonArray models = results(QStringLiteral("plain"))[QStringLiteral("models")].toArray();
    QCOMPARE(models.size(), 6); // on clusters alone
    QVERIFY(done.err.contains("no genre labels"));
}

void TestReport::labelsOfOtherFiles()
{
    QByteArray text("track_id,energy,tempo,track_genre\n");
    QByteArray moods("track_id,mood,size\nunknown,sad,1\n");
    for (int i = 0; i < 60; ++i) {
        const QByteArray id = "t" + QByteArray::number(i);
        text += id + ',' + QByteArray::number(i % 7) + ',' + QByteArray::number(i) +
                (i % 2 == 0 ? ",rock\n" : ",pop\n");
        if (i >= 10)
            moods += id + (i % 3 == 0 ? ",sad," : ",happy,") + QByteArray::number(i % 4) + '\n';
    }
    const QString moodFile = write(QStringLiteral("moods.csv"), moods);
    const QString import = QStringLiteral("--import-labels");
    const Outcome done =
        report(QStringLiteral("moods"),
               {import, QStringLiteral("my_mood=%1:mood").arg(moodFile), import,
                QStringLiteral("size=%1:size").arg(moodFile), QStringLiteral("--labels"),
                QStringLiteral("my_mood"), QStringLiteral("--models"), QStringLiteral("nearest_centroid"),
                QStringLiteral("--only"), QStringLiteral("data,models")},
               write(QStringLiteral("sixty.csv"), text));
    QVERIFY2(done.exitCode == 0, done.err.constData());
    QVERIFY2(done.err.contains("moods.csv: lines that match no track: 1 of 51"), done.err.constData());
    const QJsonObject json = results(QStringLiteral("moods"));
    const QJsonObject mood = json[QStringLiteral("labels")][QStringLiteral("my_mood")].toObject();
    QCOMPARE(mood[QStringLiteral("unlabelled")].toInt(), 10);
    QCOMPARE(mood[QStringLiteral("counts")][QStringLiteral("sad")].toInt(), 16);
    QCOMPARE(mood[QStringLiteral("counts")][QStringLiteral("happy")].toInt(), 34);
    QCOMPARE(json[QStringLiteral("models")].toArray().size(), 1);
    QCOMPARE(json[QStringLiteral("models")][0][QStringLiteral("labels")].toString(),
             QStringLiteral("my_mood"));
    for (const char *figure :
         {"distribution_my_mood", "centroids_size", "confusion_nearest_centroid_my_mood"})
        QVERIFY(QFile::exists(path(QStringLiteral("moods/figures/%1.png").arg(QLatin1String(figure)))));
    const QList<QByteArray> lines = contentOf(path(QStringLiteral("moods/tracks_labelled.csv"))).split('\n');
    QVERIFY(lines[0].endsWith(",selected,my_mood,size"));
    QVERIFY(lines[1].endsWith(",,,,,"));
    QVERIFY2(lines[13].startsWith("12,t12,rock,") && lines[13].endsWith(",,,,sad,0"), lines[13].constData());
}

void TestReport::classesOfDroppedRowsAreLeftOut()
{
    const QString moods = write(QStringLiteral("five.csv"), "mood\nsad\nhappy\nsad\ndropped\nhappy\n");
    const Outcome done = report(QStringLiteral("dropped"),
                                {QStringLiteral("--import-labels"), QStringLiteral("mood=%1:mood").arg(moods),
                                 QStringLiteral("--only"), QStringLiteral("data")},
                                write(QStringLiteral("repeated.csv"),
                                      "track_id,energy,tempo,track_genre\na,1,1,pop\nb,2,2,pop\nc,3,3,rock\n"
                                      "a,1,1,pop\nd,4,4,rock\n"));
    QVERIFY2(done.exitCode == 0, done.err.constData());
    const QJsonObject mood =
        results(QStringLiteral("dropped"))[QStringLiteral("labels")][QStringLiteral("mood")].toObject();
    QCOMPARE(mood[QStringLiteral("counts")].toObject().keys(),
             (QStringList{QStringLiteral("happy"), QStringLiteral("sad")}));
    QCOMPARE(mood[QStringLiteral("means")].toObject().keys(),
             (QStringList{QStringLiteral("happy"), QStringLiteral("sad")}));
}

void TestReport::severalMappings()
{
    const QString settings =
        write(QStringLiteral("maps.json"),
              R"({"genre_maps": {"super_genre": {"format": "genrelens-genre-map", "name": "one",
                    "super_genres": [{"name": "loud", "genres": ["rock"]}]},
                  "super_genre_2": {"format": "genrelens-genre-map", "name": "two",
                    "super_genres": [{"name": "all", "genres": ["rock", "pop"]}]}},
                  "current_genre_map": "super_genre_2"})");
    const Outcome done =
        report(QStringLiteral("maps"),
               {QStringLiteral("--settings"), settings, QStringLiteral("--only"), QStringLiteral("data")},
               write(QStringLiteral("three.csv"), "energy,track_genre\n1,rock\n2,pop\n3,rock\n"));
    QVERIFY2(done.exitCode == 0, done.err.constData());
    QCOMPARE(
        contentOf(path(QStringLiteral("maps/tracks_labelled.csv"))),
        QByteArray("row,track_id,genre,super_genre,cluster,prediction,probability,map_x,map_y,selected,"
                   "super_genre_2\n0,,rock,loud,,,,,,,all\n1,,pop,,,,,,,,all\n2,,rock,loud,,,,,,,all\n"));
    QVERIFY(QFile::exists(path(QStringLiteral("maps/figures/distribution_super_genre_2.png"))));
}

void TestReport::refusals_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("said");
    const auto file = [this](const char *name, const QString &path, const char *said) {
        QTest::newRow(name) << QStringList{QStringLiteral("report"), path, QStringLiteral("--out"),
                                           this->path(QStringLiteral("none"))}
                            << QByteArray(said);
    };
    file("missing file", path(QStringLiteral("missing.csv")), "missing.csv: there is no such file.");
    file("folder", m_folder.path(), "this is a folder");
    file("binary", write(QStringLiteral("binary.csv"), QByteArray("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16)),
         "binary.csv: this is not a text file");
    file("empty", write(QStringLiteral("empty.csv"), ""), "empty.csv: the file is empty.");
    file("header alone", write(QStringLiteral("header.csv"), "a,b\n"),
         "header.csv: there is a header but no row");
    file("no numbers", write(QStringLiteral("words.csv"), "a,b\nx,y\nz,w\n"),
         "words.csv: no column holds numbers");
    const auto usage = [](const char *name, const QStringList &arguments, const char *said) {
        QTest::newRow(name) << arguments << QByteArray(said);
    };
    const QString report = QStringLiteral("report");
    const QString out = QStringLiteral("--out");
    const QString none = path(QStringLiteral("none"));
    usage("no folder", {report, m_file}, "--out DIR");
    usage("no file", {report, out, none}, "a file of tracks");
    usage("unknown option", {report, m_file, out, none, QStringLiteral("--tress"), QStringLiteral("5")},
          "tress");
    usage("no number", {report, m_file, out, none, QStringLiteral("--trees"), QStringLiteral("many")},
          "--trees must be a whole number");
    usage("unknown model", {report, m_file, out, none, QStringLiteral("--models"), QStringLiteral("oracle")},
          "oracle");
    usage("no number of tracks to explain",
          {report, m_file, out, none, QStringLiteral("--explain"), QStringLiteral("some")},
          "--explain must be a whole number");
    usage("unknown split", {report, m_file, out, none, QStringLiteral("--split"), QStringLiteral("by_mood")},
          "by_mood");
    usage("one fold", {report, m_file, out, none, QStringLiteral("--folds"), QStringLiteral("1")},
          "--folds must be a whole number");
    usage("repeats of no folds",
          {report, m_file, out, none, QStringLiteral("--fold-repeats"), QStringLiteral("2")},
          "--fold-repeats needs --folds");
    usage("unknown labels", {report, m_file, out, none, QStringLiteral("--labels"), QStringLiteral("mood")},
          "mood");
    usage("unknown part", {report, m_file, out, none, QStringLiteral("--only"), QStringLiteral("magic")},
          "magic");
    usage("clusters without column",
          {report, m_file, out, none, QStringLiteral("--clusters"), QStringLiteral("x.csv")},
          "FILE.csv:COLUMN");
    const QString import = QStringLiteral("--import-labels");
    const QString labels = write(QStringLiteral("labels.csv"), "track_id,mood\nnobody,sad\n");
    usage("labels without a name", {report, m_file, out, none, import, labels + QStringLiteral(":mood")},
          "NAME=FILE.csv:COLUMN");
    usage("labels without a column", {report, m_file, out, none, import, QStringLiteral("m=x.csv")},
          "NAME=FILE.csv:COLUMN");
    usage("labels with a path for a name",
          {report, m_file, out, none, import, QStringLiteral("../m=x.csv:mood")}, "cannot call labels");
    usage("labels with a name that is taken",
          {report, m_file, out, none, import, QStringLiteral("Genre=x.csv:mood")}, "others have that name");
    usage("labels of an unknown column",
          {report, m_file, out, none, import, QStringLiteral("m=%1:size").arg(labels)},
          "labels.csv: there is no column \"size\"");
    usage("labels of no track", {report, m_file, out, none, import, QStringLiteral("m=%1:mood").arg(labels)},
          "labels.csv: its lines match no track");
    QByteArray titles("title\n");
    for (int i = 0; i <= 10000; ++i)
        titles += "song " + QByteArray::number(i) + '\n';
    QByteArray songs("energy\n");
    for (int i = 0; i <= 10000; ++i)
        songs += QByteArray::number(i) + '\n';
    usage("labels of too many classes",
          {report, write(QStringLiteral("songs.csv"), songs), out, none, import,
           QStringLiteral("m=%1:title").arg(write(QStringLiteral("titles.csv"), titles))},
          "titles.csv: the column \"title\" holds more than 10,000 different labels");
    usage("labels of a missing file", {report, m_file, out, none, import, QStringLiteral("m=none.csv:mood")},
          "none.csv: there is no such file");
    usage("settings missing",
          {report, m_file, out, none, QStringLiteral("--settings"), QStringLiteral("none.json")},
          "none.json: there is no such file");
    usage("settings with unknown key",
          {report, m_file, out, none, QStringLiteral("--settings"),
           write(QStringLiteral("odd.json"), R"({"klusters": 3})")},
          "odd.json: \"klusters\" is not a setting");
    usage("test rows out of range",
          {report, m_file, out, none, QStringLiteral("--test-rows"),
           write(QStringLiteral("rows.csv"), "row\n1\n99999\n")},
          "rows.csv");
    usage("window with unknown option", {QStringLiteral("--fast")}, "no option --fast");
    usage("sample without rows", {QStringLiteral("sample"), out, none}, "--rows N");
}

void TestReport::refusals()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, said);
    const Outcome done = runProgram(arguments);
    QCOMPARE(done.exitCode, 2);
    QVERIFY2(done.err.contains(said), done.err.constData());
    QVERIFY(!QFile::exists(path(QStringLiteral("none"))));
}

void TestReport::raggedRowsAreNamed()
{
    QByteArray text = contentOf(m_file);
    text.append("1,2,3\n");
    const Outcome done = report(QStringLiteral("ragged"), {QStringLiteral("--only"), QStringLiteral("data")},
                                write(QStringLiteral("ragged.csv"), text));
    QCOMPARE(done.exitCode, 0);
    QVERIFY2(done.err.contains("line 1,142 (3 fields)"), done.err.constData());
    QCOMPARE(
        results(QStringLiteral("ragged"))[QStringLiteral("data")][QStringLiteral("rows_skipped")].toInt(), 1);
    for (int i = 0; i < 20; ++i)
        text.append("1,2,3\n");
    const Outcome refused = report(QStringLiteral("ragged2"), {}, write(QStringLiteral("ragged2.csv"), text));
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.err.contains("21 of 1,161 rows"), refused.err.constData());
}

void TestReport::severalFilesAreOneStudy()
{
    const QByteArray header = "track_id,energy,tempo,track_genre\n";
    const QString first = write(QStringLiteral("rock.csv"), header + "a,0.5,120,rock\nb,0.6,90,rock\n");
    const QString second = write(QStringLiteral("pop.csv"), "tempo;energy;track_id;track_genre\n"
                                                            "100,5;0,25;c;pop\n120;0,5;a;pop\n");
    const QString other = write(QStringLiteral("other.csv"), "track_id,energy\nx,1\n");
    const QString only = QStringLiteral("--only");
    const QString data = QStringLiteral("data");
    const Outcome done = report(QStringLiteral("joined"), {second, only, data}, first);
    QVERIFY2(done.exitCode == 0, done.err.constData());
    const QJsonObject found = results(QStringLiteral("joined"))[data].toObject();
    QCOMPARE(found[QStringLiteral("rows_read")].toInt(), 4);
    QCOMPARE(found[QStringLiteral("rows_kept")].toInt(), 3); // the track "a" stands in both
    QCOMPARE(found[QStringLiteral("genres")].toInt(), 2);
    const Outcome refused = report(QStringLiteral("refused"), {other, only, data}, first);
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.err.contains("other.csv: it has no column \"tempo\" as rock.csv has"),
             refused.err.constData());
}

void TestReport::tinyFilesAreReported_data()
{
    QTest::addColumn<int>("rows");
    for (const int rows : {1, 2, 3, 7, 8, 12, 40})
        QTest::addRow("%d rows", rows) << rows;
}

void TestReport::tinyFilesAreReported()
{
    QFETCH(int, rows);
    QByteArray text("energy,tempo,track_genre\n");
    for (int i = 0; i < rows; ++i)
        text += QByteArray::number(i) + ',' + QByteArray::number(i * i) + (i % 2 == 0 ? ",rock\n" : ",pop\n");
    const QString folder = QStringLiteral("tiny%1").arg(rows);
    const Outcome done = report(folder, {QStringLiteral("--trees"), QStringLiteral("3")},
                                write(folder + QStringLiteral(".csv"), text));
    QVERIFY2(done.exitCode == 0, done.err.constData());
    const QJsonObject json = results(folder);
    QCOMPARE(json[QStringLiteral("data")][QStringLiteral("rows_kept")].toInt(), rows);
    QCOMPARE(json.contains(QStringLiteral("clusters")), rows >= 8);
    QCOMPARE(json.contains(QStringLiteral("models")), rows >= 2);
}

void TestReport::surprisesAreSaid()
{
    const QByteArray text("energy,tempo,loudness,year,track_genre\n1,2,soft,1999,rock\n2,,loud,2000,polka\n3,"
                          "5,soft,2001,rock\n");
    const Outcome done =
        report(QStringLiteral("odd"),
               {QStringLiteral("--only"), QStringLiteral("data"), QStringLiteral("--settings"),
                write(QStringLiteral("nope.json"), R"({"preparation": {"raw_features": ["nope"]}})")},
               write(QStringLiteral("odd.csv"), text));
    QCOMPARE(done.exitCode, 0);
    for (const char *said :
         {"odd.csv: 1 track left out, because a feature is missing", "\"loudness\"", "\"nope\""})
        QVERIFY2(done.err.contains(said), done.err.constData());
    QVERIFY2(!done.err.contains("year"), done.err.constData()); // one may use it, one need not
}

void TestReport::earlierFiguresAreRemoved()
{
    QCOMPARE(report(QStringLiteral("twice"),
                    {QStringLiteral("--models"), QStringLiteral("nearest_centroid"),
                     QStringLiteral("--folds"), QStringLiteral("2"), QStringLiteral("--learning-curve")})
                 .exitCode,
             0);
    write(QStringLiteral("twice/figures/mine.png"), "x");
    const QString folds = path(QStringLiteral("twice/figures/cross_validation_nearest_centroid_genre.png"));
    const QString curve = path(QStringLiteral("twice/figures/learning_curve_nearest_centroid_genre.png"));
    QVERIFY(QFile::exists(path(QStringLiteral("twice/figures/elbow.png"))));
    QVERIFY(QFile::exists(folds));
    QVERIFY(QFile::exists(curve));
    QCOMPARE(report(QStringLiteral("twice"), {QStringLiteral("--only"), QStringLiteral("data")}).exitCode, 0);
    QVERIFY(!QFile::exists(path(QStringLiteral("twice/figures/elbow.png"))));
    QVERIFY(!QFile::exists(path(QStringLiteral("twice/figures/k_sweep.png"))));
    QVERIFY(!QFile::exists(folds));
    QVERIFY(!QFile::exists(curve));
    QVERIFY(!QFile::exists(path(QStringLiteral("twice/figures/contingency_super_genre_cluster.png"))));
    QVERIFY(QFile::exists(path(QStringLiteral("twice/figures/contingency_genre_super_genre.png"))));
    QVERIFY(QFile::exists(path(QStringLiteral("twice/figures/mine.png"))));
}

void TestReport::earlierModelsAreRemoved()
{
    const QStringList quick{QStringLiteral("--only"), QStringLiteral("models"),  QStringLiteral("--labels"),
                            QStringLiteral("genre"),  QStringLiteral("--trees"), QStringLiteral("2")};
    const QString folder = QStringLiteral("models_twice");
    QCOMPARE(report(folder, quick + QStringList{QStringLiteral("--save-model")}).exitCode, 0);
    const QString saved = path(QStringLiteral("models_twice/model_random_forest_genre.json"));
    QVERIFY(QFile::exists(saved));
    const QString packed =
        write(QStringLiteral("models_twice/model_random_forest_super_genre.json.zst"), "x");
    const QStringList others{
        write(QStringLiteral("models_twice/model_mine.json"), "x"),
        write(QStringLiteral("models_twice/model_random_forest_genre.json.old"), "x"),
        write(QStringLiteral("models_twice/my_model_random_forest_genre.json"), "x"),
        write(QStringLiteral("models_twice/model_random_forest_genre_of_last_year.json"), "x")};
    QCOMPARE(report(folder, quick).exitCode, 0);
    QVERIFY(!QFile::exists(saved));
    QVERIFY(!QFile::exists(packed));
    for (const QString &other : others)
        QVERIFY2(QFile::exists(other), qPrintable(other));
}

void TestReport::earlierShapValuesAreRemoved()
{
    const QStringList quick{QStringLiteral("--only"),    QStringLiteral("shap"),
                            QStringLiteral("--labels"),  QStringLiteral("genre"),
                            QStringLiteral("--trees"),   QStringLiteral("2"),
                            QStringLiteral("--explain"), QStringLiteral("2")};
    const QString folder = QStringLiteral("values_twice");
    QCOMPARE(report(folder, quick + QStringList{QStringLiteral("--shap-values")}).exitCode, 0);
    const QString values = path(QStringLiteral("values_twice/shap_genre.csv"));
    QVERIFY(QFile::exists(values));
    const QString mine = write(QStringLiteral("values_twice/shap_mine.csv"), "x");
    QCOMPARE(report(folder, quick).exitCode, 0);
    QVERIFY(!QFile::exists(values));
    QVERIFY(QFile::exists(mine));
}

void TestReport::devicesAndPipesStay()
{
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("piped")));
    const QString pipe = path(QStringLiteral("piped/results.json"));
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    const Outcome refused =
        report(QStringLiteral("piped"), {QStringLiteral("--only"), QStringLiteral("data")});
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.err.contains("results.json: is no file that could be replaced"),
             refused.err.constData());
    QVERIFY(QFileInfo::exists(pipe) && !QFileInfo(pipe).isFile());
}

void TestReport::helpAndVersion()
{
    for (const QStringList &arguments : {QStringList{QStringLiteral("--help")},
                                         QStringList{QStringLiteral("report"), QStringLiteral("--help")},
                                         QStringList{QStringLiteral("sample"), QStringLiteral("-h")}}) {
        const Outcome done = runProgram(arguments);
        QCOMPARE(done.exitCode, 0);
        QVERIFY(done.out.contains("Usage"));
    }
    for (const char *command : {"report", "predict", "explain", "sample"}) {
        const Outcome done = runProgram({QString::fromLatin1(command), QStringLiteral("--help")});
        QCOMPARE(done.exitCode, 0);
        QVERIFY2(done.out.startsWith("Usage: genrelens " + QByteArray(command) + " [options]"),
                 done.out.constData());
    }
    const Outcome version = runProgram({QStringLiteral("--version")});
    QCOMPARE(version.exitCode, 0);
    QVERIFY(version.out.startsWith("genrelens "));
}

void TestReport::failureWhileRunning()
{
    write(QStringLiteral("blocked"), "a file where the folder should be");
    const Outcome done =
        report(QStringLiteral("blocked/inside"), {QStringLiteral("--only"), QStringLiteral("data")});
    QCOMPARE(done.exitCode, 1);
    QVERIFY2(done.err.contains("blocked"), done.err.constData());
}

void TestReport::studyToTheLastDigit()
{
    GENRELENS_NEED_SHARED(tracks, "data/spotify_tracks.csv");
    const auto shared = [](const char *name) { return QString::fromStdString(test::sharedFile(name)); };
    const Outcome done = report(
        QStringLiteral("study"),
        {QStringLiteral("--settings"),
         QString::fromStdString(test::resourceFile("presets/original_study.json")),
         QStringLiteral("--test-rows"), shared("reference/split_seed307_test_rows.csv"),
         QStringLiteral("--clusters"), shared("reference/kmeans8_labels.csv") + QStringLiteral(":cluster"),
         QStringLiteral("--only"), QStringLiteral("data,models"), QStringLiteral("--models"),
         QStringLiteral("gaussian_naive_bayes,nearest_centroid"), QStringLiteral("--labels"),
         QStringLiteral("super_genre,cluster")},
        QString::fromStdString(tracks));
    QVERIFY2(done.exitCode == 0, done.err.constData());
    const QJsonObject json = results(QStringLiteral("study"));
    QCOMPARE(json[QStringLiteral("data")][QStringLiteral("rows_read")].toInt(), 114000);
    QCOMPARE(json[QStringLiteral("data")][QStringLiteral("rows_kept")].toInt(), 89741);
    QCOMPARE(json[QStringLiteral("data")][QStringLiteral("genres")].toInt(), 113);
    const QJsonArray models = json[QStringLiteral("models")].toArray();
    const double expected[] = {0.3733912752799599, 0.35539584377959776, 0.9077385926792579,
                               0.9977157501810686};
    QCOMPARE(models.size(), 4);
    for (int i = 0; i < 4; ++i)
        QVERIFY(models[i][QStringLiteral("test_accuracy")].toDouble() == expected[i]);
    const QJsonValue agreement =
        json[QStringLiteral("agreement")][QStringLiteral("super_genre")][QStringLiteral("cluster")];
    const std::pair<const char *, double> published[] = {{"adjusted_rand", 0.03358465352472706},
                                                         {"normalized_mutual_info", 0.058579571224185535},
                                                         {"homogeneity", 0.0584373123352601},
                                                         {"completeness", 0.05872252442901881},
                                                         {"v_measure", 0.058579571224185535}};
    for (const auto &[figure, value] : published) // both sum in an order of their own
        QVERIFY2(std::abs(agreement[QLatin1String(figure)].toDouble() - value) < 1e-9, figure);
}

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
