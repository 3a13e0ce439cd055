#include "tests/support/program.h"
#include "tests/support/reference_rows.h"
#include "tests/support/sample_file.h"
#include "tests/support/shared_data.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <sys/stat.h>

using namespace genrelens;
using test::cellsOf;
using test::contentOf;
using test::Outcome;
using test::runProgram;

namespace
{

const QByteArray smallest = R"({"features":["energy","tempo"],"classes":["calm","wild"],
"decision":"left if value <= threshold","trees":[{"feature":[0,-1,-1],"threshold":[0.5,0,0],
"left":[1,-1,-1],"right":[2,-1,-1],"cover":[4,3,1],"leaf_counts":{"1":[3,0],"2":[0,1]}}]})";

} // namespace

class TestPredict : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void asTheReportPredicts();
    void savesOnlyForestsAndOnlyWhenAsked();
    void plainRowsByName();
    void standardOutput();
    void compressedFilesAndSeveral();
    void skippedRowsAreNamed();
    void referenceForests();
    void refusals_data();
    void refusals();
    void nothingIsLeftOfAFailure();

private:
    QTemporaryDir m_folder;
    QString m_file;
    QString m_model; // that the report saved

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    QString write(const QString &name, const QByteArray &content) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(name));
        return path(name);
    }
    Outcome predict(const QString &model, const QStringList &tracks, const QString &out) const
    {
        return runProgram(QStringList{QStringLiteral("predict"), model} + tracks +
                          QStringList{QStringLiteral("--out"), out});
    }
};

void TestPredict::initTestCase()
{
    m_file = path(QStringLiteral("tracks.csv"));
    test::writeSampleFile(m_file, 1140);
    const Outcome done =
        runProgram({QStringLiteral("report"), m_file, QStringLiteral("--out"), path(QStringLiteral("r")),
                    QStringLiteral("--only"), QStringLiteral("models"), QStringLiteral("--labels"),
                    QStringLiteral("super_genre,genre"), QStringLiteral("--models"),
                    QStringLiteral("random_forest,nearest_centroid"), QStringLiteral("--trees"),
                    QStringLiteral("7"), QStringLiteral("--save-model")});
    QVERIFY2(done.exitCode == 0, done.err.constData());
    m_model = path(QStringLiteral("r/model_random_forest_super_genre.json"));
}

// The report's own predictions of held-out tracks, by the model file and the file of tracks alone.
void TestPredict::asTheReportPredicts()
{
    const QString out = path(QStringLiteral("p.csv"));
    const Outcome done = predict(m_model, {m_file}, out);
    QVERIFY2(done.exitCode == 0, done.err.constData());
    QVERIFY2(done.err.contains("tracks.csv: 1,140 rows scored"), done.err.constData());
    const QList<QByteArrayList> found = cellsOf(contentOf(out));
    QCOMPARE(found.size(), 1141);
    QCOMPARE(found[0].mid(0, 4), (QByteArrayList{"row", "track_id", "prediction", "probability"}));
    const auto json = QJsonDocument::fromJson(contentOf(m_model)).object();
    const QJsonArray classes = json[QStringLiteral("classes")].toArray();
    QCOMPARE(found[0].size(), 4 + classes.size());
    for (qsizetype c = 0; c < classes.size(); ++c)
        QCOMPARE(found[0][4 + c], "p_" + classes[c].toString().toUtf8());
    QHash<QByteArray, QByteArrayList> byId; // the first row of each track, as the report keeps it
    for (qsizetype i = 1; i < found.size(); ++i) {
        QCOMPARE(found[i][0], QByteArray::number(i - 1));
        QCOMPARE(found[i].size(), found[0].size());
        double sum = 0.0;
        double largest = 0.0;
        for (const QByteArray &share : found[i].mid(4)) {
            sum += share.toDouble();
            largest = std::max(largest, share.toDouble());
        }
        QVERIFY(std::abs(sum - 1.0) < 1e-5);
        QCOMPARE(found[i][3].toDouble(), largest);
        if (!byId.contains(found[i][1]))
            byId.insert(found[i][1], found[i]);
    }
    // Those it has learned from were judged out of bag there; the held-out fifth is the same.
    const QList<QByteArrayList> reported = cellsOf(contentOf(path(QStringLiteral("r/tracks_labelled.csv"))));
    int same = 0;
    for (const QByteArrayList &line : reported.mid(1))
        same += byId.value(line[1]).mid(2, 2) == line.mid(5, 2) ? 1 : 0;
    QVERIFY2(5 * same >= reported.size() - 1, qPrintable(QString::number(same)));
}

void TestPredict::savesOnlyForestsAndOnlyWhenAsked()
{
    const QStringList saved =
        QDir(path(QStringLiteral("r"))).entryList({QStringLiteral("model_*")}, QDir::Files, QDir::Name);
    QCOMPARE(saved, (QStringList{QStringLiteral("model_random_forest_genre.json"),
                                 QStringLiteral("model_random_forest_super_genre.json")}));
    const auto json = QJsonDocument::fromJson(contentOf(m_model)).object();
    QCOMPARE(json[QStringLiteral("trees")].toArray().size(), 7);
    QCOMPARE(json[QStringLiteral("labels")].toString(), QStringLiteral("super_genre"));
    QCOMPARE(json[QStringLiteral("parameters")][QStringLiteral("trees")].toInt(), 7);
    QVERIFY(json[QStringLiteral("scaling")][QStringLiteral("tempo")][QStringLiteral("sd")].toDouble() > 1.0);
    const Outcome plain =
        runProgram({QStringLiteral("report"), m_file, QStringLiteral("--out"), path(QStringLiteral("r2")),
                    QStringLiteral("--only"), QStringLiteral("models"), QStringLiteral("--labels"),
                    QStringLiteral("super_genre"), QStringLiteral("--trees"), QStringLiteral("2")});
    QCOMPARE(plain.exitCode, 0);
    QVERIFY(QDir(path(QStringLiteral("r2"))).entryList({QStringLiteral("model_*")}).isEmpty());
}

void TestPredict::plainRowsByName()
{
    const QString model = write(QStringLiteral("m.json"), smallest);
    const QString rows =
        write(QStringLiteral("rows.csv"), "tempo,other,energy\n1,x,0.5\n2,y,0.75\n,z,1\n1,x,0.5\n");
    const Outcome done = predict(model, {rows}, path(QStringLiteral("plain.csv")));
    QCOMPARE(done.exitCode, 0);
    QCOMPARE(contentOf(path(QStringLiteral("plain.csv"))),
             QByteArray("row,prediction,probability,p_calm,p_wild\n"
                        "0,calm,1,1,0\n1,wild,1,0,1\n2,,,,\n3,calm,1,1,0\n"));
    QVERIFY2(done.err.contains("4 rows scored; 1 of them without a value of some feature"),
             done.err.constData());
}

void TestPredict::standardOutput()
{
    const QString model = write(QStringLiteral("m.json"), smallest);
    const QString rows = write(QStringLiteral("rows.csv"), "energy,tempo\n1,1\n");
    const Outcome done = predict(model, {rows}, QStringLiteral("-"));
    QCOMPARE(done.exitCode, 0);
    QCOMPARE(done.out, QByteArray("row,prediction,probability,p_calm,p_wild\n0,wild,1,0,1\n"));
    QVERIFY(!QFile::exists(QStringLiteral("-")));
}

void TestPredict::compressedFilesAndSeveral()
{
    const QString model = write(QStringLiteral("m.json"), smallest);
    const QString a = write(QStringLiteral("a.csv"), "energy,tempo\n1,1\n");
    const QString b = write(QStringLiteral("b.csv"), "tempo,energy\n1,0\n");
    for (const QString &file : {model, a})
        QCOMPARE(QProcess::execute(QStringLiteral("gzip"), {QStringLiteral("-kf"), file}), 0);
    const Outcome done =
        predict(model + QStringLiteral(".gz"), {a + QStringLiteral(".gz"), b}, QStringLiteral("-"));
    QVERIFY2(done.exitCode == 0, done.err.constData());
    QCOMPARE(done.out, QByteArray("row,prediction,probability,p_calm,p_wild\n0,wild,1,0,1\n1,calm,1,1,0\n"));
}

void TestPredict::skippedRowsAreNamed()
{
    QByteArray rows = "energy,tempo\n1,1,1\n";
    for (int i = 0; i < 200; ++i)
        rows += "0,1\n";
    const Outcome done = predict(write(QStringLiteral("m.json"), smallest),
                                 {write(QStringLiteral("ragged.csv"), rows)}, path(QStringLiteral("o.csv")));
    QCOMPARE(done.exitCode, 0);
    QVERIFY2(
        done.err.contains("1 row without the header's 2 fields skipped, which row does not count: line 2"),
        done.err.constData());
}

// scikit-learn's forests on their rows, beside the probabilities that it computed.
void TestPredict::referenceForests()
{
    GENRELENS_NEED_SHARED(some, "reference/shap/two_classes.json");
    for (const char *name : {"two_classes", "genres_113"}) {
        const QString model =
            QString::fromStdString(test::sharedFile(std::string("reference/shap/") + name + ".json"));
        const auto json = QJsonDocument::fromJson(contentOf(model)).object();
        const Outcome done = predict(model, {write(QStringLiteral("rows.csv"), test::referenceRows(json))},
                                     QStringLiteral("-"));
        QVERIFY2(done.exitCode == 0, done.err.constData());
        const QList<QByteArrayList> found = cellsOf(done.out);
        const QJsonArray expected = json[QStringLiteral("probabilities")].toArray();
        QCOMPARE(found.size(), expected.size() + 1);
        for (qsizetype i = 0; i < expected.size(); ++i)
            for (qsizetype c = 0; c < expected[i].toArray().size(); ++c)
                QVERIFY(std::abs(found[i + 1][3 + c].toDouble() - expected[i][c].toDouble()) < 1e-6);
    }
}

void TestPredict::refusals_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("said");
    const QString model = write(QStringLiteral("m.json"), smallest);
    const QString rows = write(QStringLiteral("rows.csv"), "energy,tempo\n1,1\n");
    const QString out = QStringLiteral("--out");
    const QString none = path(QStringLiteral("none.csv"));
    const auto add = [](const char *name, const QStringList &arguments, const char *said) {
        QTest::newRow(name) << QStringList{QStringLiteral("predict")} + arguments << QByteArray(said);
    };
    add("no model", {out, none}, "predict needs a model");
    add("no tracks", {model, out, none}, "predict needs a model, a file of tracks");
    add("no out", {model, rows}, "--out FILE.csv");
    add("unknown option", {model, rows, out, none, QStringLiteral("--fast")}, "fast");
    add("no number", {model, rows, out, none, QStringLiteral("--jobs"), QStringLiteral("many")},
        "--jobs must be a whole number");
    add("missing model", {path(QStringLiteral("gone.json")), rows, out, none},
        "gone.json: there is no such file");
    add("folder for a model", {m_folder.path(), rows, out, none}, "this is a folder");
    add("table for a model", {rows, model, out, none}, "rows.csv: it is no JSON from byte");
    add("report for a model", {path(QStringLiteral("r/results.json")), rows, out, none},
        "results.json: this is no model of Genrelens");
    add("model cut off", {write(QStringLiteral("cut.json"), smallest.left(200)), rows, out, none},
        "cut.json: it is cut off after 200 bytes");
    add("missing tracks", {model, path(QStringLiteral("gone.csv")), out, none},
        "gone.csv: there is no such file");
    add("model for tracks", {model, model, out, none}, "m.json: ");
    add("missing columns", {model, write(QStringLiteral("other.csv"), "Energie,bpm\n1,2\n"), out, none},
        "other.csv: the model needs columns that are not there: \"energy\" (nearest: \"Energie\"), \"tempo\" "
        "(nearest: \"bpm\")");
    add("words", {model, write(QStringLiteral("words.csv"), "energy,tempo\n1,fast\n"), out, none},
        "words.csv: the column \"tempo\" should hold numbers, but has \"fast\" in row 1");
    add("over its model", {model, rows, out, model}, "the predictions would replace the model");
    add("over its tracks", {model, rows, out, rows}, "the predictions would replace the tracks");
}

void TestPredict::refusals()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, said);
    const Outcome done = runProgram(arguments);
    QCOMPARE(done.exitCode, 2);
    QVERIFY2(done.err.contains(said), done.err.constData());
    QVERIFY(!QFile::exists(path(QStringLiteral("none.csv"))));
    QCOMPARE(contentOf(path(QStringLiteral("m.json"))), smallest);
    const QByteArray sentence = done.err.mid(done.err.lastIndexOf("genrelens: "));
    QCOMPARE(sentence.count('\n'), 1); // one line, and nothing behind it
}

void TestPredict::nothingIsLeftOfAFailure()
{
    const QString model = write(QStringLiteral("m.json"), smallest);
    const QString rows = write(QStringLiteral("rows.csv"), "energy,tempo\n1,1\n");
    const Outcome done = predict(model, {rows}, path(QStringLiteral("no/such/folder.csv")));
    QCOMPARE(done.exitCode, 1);
    QVERIFY2(done.err.contains("folder.csv: cannot be written"), done.err.constData());
    // What is no file is not replaced by one; as root it would be.
    const QString pipe = path(QStringLiteral("pipe"));
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    const Outcome refused = predict(model, {rows}, pipe);
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.err.contains("pipe: is no file that could be replaced"), refused.err.constData());
    QVERIFY(!QFileInfo(pipe).isFile());
    const QString kept = write(QStringLiteral("kept.csv"), "what was there");
    QCOMPARE(predict(model, {write(QStringLiteral("other.csv"), "a,b\n1,2\n")}, kept).exitCode, 2);
    QCOMPARE(contentOf(kept), QByteArray("what was there"));
}

QTEST_GUILESS_MAIN(TestPredict)
#include "tst_predict.moc"
