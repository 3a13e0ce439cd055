#include "tests/bench/bench_run.h"
#include "tests/support/shared_data.h"

#include <QFile>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace genrelens;
using namespace genrelens::test;

/// The stages that are about maps, on the bundled sample.
class TestBenchMaps : public QObject
{
    Q_OBJECT

private slots:
    void writtenMapIsJudgedAlike();
    void refusals_data();
    void refusals();

private:
    QTemporaryDir m_folder;

    [[nodiscard]] Outcome run(const QString &arguments) const
    {
        const QString sample = QString::fromStdString(test::resourceFile("sample/tracks.csv"));
        return runBench(m_folder.path(), arguments + QStringLiteral(" --repeat 1"), sample);
    }
};

void TestBenchMaps::writtenMapIsJudgedAlike()
{
    const QString options = QStringLiteral(" --epochs 30 --min-dist 0.3 --start random --out map.f64");
    const QJsonObject made = run(QStringLiteral("umap %1") + options).json();
    const auto rows = static_cast<std::size_t>(made[QStringLiteral("rows")].toInt());
    QVERIFY(rows > 0);
    QCOMPARE(numbersOf<double>(m_folder.filePath(QStringLiteral("map.f64"))).size(), 2 * rows);
    QCOMPARE(made[QStringLiteral("epochs")].toInt(), 30);
    QCOMPARE(made[QStringLiteral("min_dist")].toDouble(), 0.3);
    const QJsonObject judged = run(QStringLiteral("map-quality %1 --points map.f64")).json();
    for (const QString &key : {QStringLiteral("trustworthiness"), QStringLiteral("preservation")}) {
        QVERIFY(judged[key].toDouble() > 0.05 && judged[key].toDouble() <= 1.0);
        QCOMPARE(judged[key].toDouble(), made[key].toDouble());
    }
}

void TestBenchMaps::refusals_data()
{
    QTest::addColumn<QString>("arguments"); // %1 is the sample
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const char *arguments, const char *message) {
        QTest::newRow(name) << QString::fromLatin1(arguments) << QString::fromLatin1(message);
    };
    row("no distance", "umap %1 --min-dist near", "--min-dist must be a number from 0 to 10, not \"near\".");
    row("unknown start", "umap %1 --start here", "--start must be pca, spectral or random, not \"here\".");
    row("no map to judge", "map-quality %1", "map-quality needs --points FILE; see genrelens-bench --help.");
    row("missing map", "map-quality %1 --points nowhere.f64", "nowhere.f64: there is no map.");
}

void TestBenchMaps::refusals()
{
    QFETCH(QString, arguments);
    QFETCH(QString, message);
    const Outcome done = run(arguments);
    QCOMPARE(done.exitCode, 2);
    QCOMPARE(QString::fromUtf8(done.err), QStringLiteral("genrelens-bench: ") + message + QLatin1Char('\n'));
    QVERIFY(done.out.isEmpty());
}

QTEST_GUILESS_MAIN(TestBenchMaps)
#include "tst_bench_maps.moc"
