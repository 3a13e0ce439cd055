// The map of `genrelens report`.
#include "tests/support/program.h"
#include "tests/support/sample_file.h"

#include <QDir>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace genrelens;
using test::Outcome;

class TestReportMap : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void saysHowItWasMade();
    void tracksHaveTheirPlaces();
    void sameForAnyNumberOfThreads();
    void figuresByEveryGrouping();
    void settingsAreFollowed();
    void labelsThatThereAreNot();
    void tooFewTracks();

private:
    QTemporaryDir m_folder;
    QString m_file;

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QByteArray content(const QString &name) const { return test::contentOf(path(name)); }
    [[nodiscard]] QJsonObject map(const QString &folder) const
    {
        return QJsonDocument::fromJson(content(folder + QStringLiteral("/results.json")))
            .object()[QStringLiteral("map")]
            .toObject();
    }
    QString write(const QString &name, const QByteArray &text) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(name));
        return path(name);
    }
    Outcome report(const QString &folder, const QStringList &more = {}, const QString &file = {}) const
    {
        return test::runProgram(QStringList{QStringLiteral("report"), file.isEmpty() ? m_file : file,
                                            QStringLiteral("--out"), path(folder), QStringLiteral("--only"),
                                            QStringLiteral("map,clusters")} +
                                more);
    }
};

void TestReportMap::initTestCase()
{
    m_file = path(QStringLiteral("tracks.csv"));
    test::writeSampleFile(m_file, 900);
    const QString settings = write(
        QStringLiteral("quick.json"),
        R"({"clusters": {"restarts": 2, "sweep": {"from": 2, "to": 3, "references": 0, "resamples": 0}}})");
    const Outcome done = report(QStringLiteral("first"), {QStringLiteral("--settings"), settings});
    QVERIFY2(done.exitCode == 0, done.err.constData());
}

void TestReportMap::saysHowItWasMade()
{
    const QJsonObject json = map(QStringLiteral("first"));
    QCOMPARE(json[QStringLiteral("method")].toString(), QStringLiteral("umap"));
    const QJsonObject parameters = json[QStringLiteral("parameters")].toObject();
    QCOMPARE(parameters[QStringLiteral("neighbours")].toInt(), 15);
    QCOMPARE(parameters[QStringLiteral("metric")].toString(), QStringLiteral("euclidean"));
    QVERIFY(!parameters.contains(QStringLiteral("labels")));
    QCOMPARE(json[QStringLiteral("epochs")].toInt(), 500); // of few tracks
    QCOMPARE(json[QStringLiteral("neighbours")][QStringLiteral("exact")].toBool(), true);
    const double trust = json[QStringLiteral("trustworthiness")].toDouble();
    const double kept = json[QStringLiteral("preservation")].toDouble();
    QVERIFY2(trust > 0.85 && trust < 1.0, qPrintable(QString::number(trust)));
    QVERIFY2(kept > 0.2 && kept < 1.0, qPrintable(QString::number(kept)));
    const QJsonArray components = json[QStringLiteral("principal_components")].toArray();
    QCOMPARE(components.size(), 2);
    double squares = 0.0;
    const QJsonObject loadings = components[0][QStringLiteral("loadings")].toObject();
    for (const auto loading : loadings)
        squares += loading.toDouble() * loading.toDouble();
    QVERIFY(std::abs(squares - 1.0) < 1e-9);
    QVERIFY(components[0][QStringLiteral("share")].toDouble() >
            components[1][QStringLiteral("share")].toDouble());
}

void TestReportMap::tracksHaveTheirPlaces()
{
    const QList<QByteArrayList> lines = test::cellsOf(content(QStringLiteral("first/tracks_labelled.csv")));
    const auto x = static_cast<int>(lines.first().indexOf("map_x"));
    QCOMPARE(lines.first().indexOf("map_y"), x + 1);
    QVERIFY(lines.size() > 500);
    double least = 1e9;
    double most = -1e9;
    for (int i = 1; i < lines.size(); ++i) {
        bool isNumber = false;
        const double value = lines[i][x].toDouble(&isNumber);
        QVERIFY(isNumber);
        QVERIFY(!lines[i][x + 1].isEmpty());
        least = std::min(least, value);
        most = std::max(most, value);
    }
    QVERIFY(most - least > 2.0);
}

void TestReportMap::sameForAnyNumberOfThreads()
{
    const QString settings = path(QStringLiteral("quick.json"));
    for (const char *jobs : {"1", "3"}) {
        const QString folder = QStringLiteral("jobs") + QLatin1String(jobs);
        const Outcome done = report(
            folder, {QStringLiteral("--settings"), settings, QStringLiteral("--jobs"), QLatin1String(jobs)});
        QCOMPARE(done.exitCode, 0);
        for (const char *file : {"/results.json", "/tracks_labelled.csv", "/figures/map_genre.png"}) {
            QVERIFY(!content(folder + QLatin1String(file)).isEmpty());
            QCOMPARE(content(folder + QLatin1String(file)),
                     content(QStringLiteral("first") + QLatin1String(file)));
        }
    }
}

void TestReportMap::figuresByEveryGrouping()
{
    for (const char *name : {"genre", "super_genre", "cluster"}) {
        const QImage image(path(QStringLiteral("first/figures/map_%1.png").arg(QLatin1String(name))));
        QVERIFY2(image.width() > 1000 && image.height() > 1000, name);
        // There are points: many pixels that are neither ground nor text.
        int coloured = 0;
        for (int y = 0; y < image.height(); y += 2)
            for (int x = 0; x < image.width(); x += 2)
                coloured += QColor(image.pixel(x, y)).saturation() > 60 ? 1 : 0;
        QVERIFY2(coloured > 500, name);
    }
}

void TestReportMap::settingsAreFollowed()
{
    const QString settings = write(QStringLiteral("map.json"),
                                   R"({"clusters": {"restarts": 2, "sweep": {"from": 2, "to": 3,
        "references": 0, "resamples": 0}}, "map": {"neighbours": 8, "metric": "manhattan", "min_dist": 0.3,
        "epochs": 50, "labels": "genre", "label_weight": 0.4}})");
    QCOMPARE(report(QStringLiteral("other"), {QStringLiteral("--settings"), settings}).exitCode, 0);
    const QJsonObject json = map(QStringLiteral("other"));
    QCOMPARE(json[QStringLiteral("epochs")].toInt(), 50);
    QCOMPARE(json[QStringLiteral("judged_neighbours")].toInt(), 8);
    QCOMPARE(json[QStringLiteral("parameters")][QStringLiteral("labels")].toString(),
             QStringLiteral("genre"));
    QVERIFY(content(QStringLiteral("other/tracks_labelled.csv")) !=
            content(QStringLiteral("first/tracks_labelled.csv")));
}

void TestReportMap::labelsThatThereAreNot()
{
    const QString settings = write(QStringLiteral("no_labels.json"),
                                   R"({"clusters": {"restarts": 2, "sweep": {"from": 2, "to": 3,
        "references": 0, "resamples": 0}}, "map": {"epochs": 20, "labels": "mood"}})");
    const Outcome done = report(QStringLiteral("no_labels"), {QStringLiteral("--settings"), settings});
    QCOMPARE(done.exitCode, 0);
    QVERIFY2(done.err.contains("no label set mood"), done.err.constData());
    QVERIFY(map(QStringLiteral("no_labels")).contains(QStringLiteral("trustworthiness")));
}

void TestReportMap::tooFewTracks()
{
    const QString two = write(QStringLiteral("two.csv"), "track_id,energy,track_genre\na,1,x\nb,2,y\n");
    const Outcome done = report(QStringLiteral("two"), {}, two);
    QCOMPARE(done.exitCode, 0);
    QVERIFY2(done.err.contains("a map takes three tracks"), done.err.constData());
    QVERIFY(map(QStringLiteral("two")).isEmpty());
    const QString three =
        write(QStringLiteral("three.csv"), "track_id,energy,track_genre\na,1,x\nb,2,y\nc,4,y\n");
    QCOMPARE(report(QStringLiteral("three"), {}, three).exitCode, 0);
    QVERIFY(map(QStringLiteral("three")).contains(QStringLiteral("trustworthiness")));
}

QTEST_GUILESS_MAIN(TestReportMap)
#include "tst_report_map.moc"
