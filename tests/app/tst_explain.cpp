#include "core/table/csv_reader.h"
#include "tests/support/program.h"
#include "tests/support/reference_rows.h"
#include "tests/support/shared_data.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace genrelens;
using test::cellsOf;
using test::contentOf;
using test::Outcome;
using test::runProgram;

namespace
{

// Energy parts four tracks two and two, and tempo those with much of it one and one. What no feature or one
// alone makes probable is plain to see: wild is 1/4 of all, 1/2 of those with much energy (or of all where
// only the tempo is known to be high), and sure where both are.
const QByteArray twoSplits = R"({"features":["energy","tempo"],"classes":["calm","wild, at times"],
"trees":[{"feature":[0,-1,1,-1,-1],"threshold":[0.5,0,100,0,0],"left":[1,-1,3,-1,-1],
"right":[2,-1,4,-1,-1],"cover":[4,2,2,1,1],"leaf_counts":{"1":[2,0],"3":[1,0],"4":[0,1]}}]})";

bool isNear(const QByteArray &cell, double expected)
{
    bool isNumber = false;
    const double value = cell.toDouble(&isNumber);
    return isNumber && std::abs(value - expected) < 1e-6; // floats of at most 1
}

} // namespace

class TestExplain : public QObject
{
    Q_OBJECT

private slots:
    void byHand();
    void missingValuesAndRepeats();
    void scalingOfTheModel();
    void standardOutputCompressedAndSeveral();
    void sameBytesForAnyNumberOfThreads();
    void manyRowsKeepTheirPlaces();
    void referenceForests_data();
    void referenceForests();
    void refusals_data();
    void refusals();
    void nothingIsLeftOfAFailure();

private:
    QTemporaryDir m_folder;

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    QString write(const QString &name, const QByteArray &content) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(name));
        return path(name);
    }
    [[nodiscard]] QString model() const { return write(QStringLiteral("m.json"), twoSplits); }
    Outcome explain(const QString &model, const QStringList &tracks, const QString &out) const
    {
        return runProgram(QStringList{QStringLiteral("explain"), model} + tracks +
                          QStringList{QStringLiteral("--out"), out});
    }
};

// SHAP values are the mean gain over the two orders in which the features become known.
void TestExplain::byHand()
{
    const QString rows = write(QStringLiteral("rows.csv"), "Tempo,genre,energy\n120,x,1\n120,y,0\n");
    const Outcome done = explain(model(), {rows}, path(QStringLiteral("shap.csv")));
    QVERIFY2(done.exitCode == 0, done.err.constData());
    QVERIFY2(done.err.contains("rows.csv: 2 rows explained"), done.err.constData());
    QByteArray text = contentOf(path(QStringLiteral("shap.csv")));
    QCOMPARE(text.count("\"wild, at times\""), 4);
    const QList<QByteArrayList> found = cellsOf(text.replace("\"wild, at times\"", "wild"));
    QCOMPARE(found.size(), 9);
    QCOMPARE(found[0], (QByteArrayList{"row", "class", "feature", "shap", "base_value"}));
    const struct {
        QByteArrayList names;
        double shap;
        double base;
    } expected[] = {
        {{"0", "calm", "energy"}, -0.375, 0.75}, {{"0", "calm", "tempo"}, -0.375, 0.75},
        {{"0", "wild", "energy"}, 0.375, 0.25},  {{"0", "wild", "tempo"}, 0.375, 0.25},
        {{"1", "calm", "energy"}, 0.375, 0.75},  {{"1", "calm", "tempo"}, -0.125, 0.75},
        {{"1", "wild", "energy"}, -0.375, 0.25}, {{"1", "wild", "tempo"}, 0.125, 0.25},
    };
    for (qsizetype i = 0; i < 8; ++i) {
        QCOMPARE(found[i + 1].mid(0, 3), expected[i].names);
        QVERIFY2(isNear(found[i + 1][3], expected[i].shap), found[i + 1][3].constData());
        QVERIFY2(isNear(found[i + 1][4], expected[i].base), found[i + 1][4].constData());
    }
}

void TestExplain::missingValuesAndRepeats()
{
    const QString rows = write(QStringLiteral("rows.csv"), "energy,tempo\n1,120\n1,\n1,120\n1,120\n");
    const Outcome done = explain(model(), {rows}, QStringLiteral("-"));
    QVERIFY2(done.exitCode == 0, done.err.constData());
    QVERIFY2(done.err.contains("4 rows explained; 1 of them without a value of some feature, left empty"),
             done.err.constData());
    const QList<QByteArray> lines = done.out.split('\n');
    QCOMPARE(lines.size(), 18);
    for (int i = 0; i < 4; ++i) {
        QVERIFY(lines[5 + i].startsWith("1,") && lines[5 + i].endsWith(",,"));
        QCOMPARE(lines[9 + i].mid(1), lines[1 + i].mid(1)); // but for the row
        QCOMPARE(lines[13 + i].mid(1), lines[1 + i].mid(1));
    }
    // All of them, so that there is no row to learn the base values from.
    const QString valueless = write(QStringLiteral("empty.csv"), "energy,tempo\n1,\n");
    const Outcome empty = explain(model(), {valueless}, QStringLiteral("-"));
    QCOMPARE(empty.exitCode, 0);
    QCOMPARE(empty.out.count(",,\n"), 4);
}

// The trees compare scaled values; the file holds the features' own, and one has no value but a median.
void TestExplain::scalingOfTheModel()
{
    QByteArray scaled = twoSplits;
    scaled.replace("0.5,0,100,0,0", "0,0,2,0,0");
    scaled.insert(1, R"("scaling":{"energy":{"mean":0.5,"sd":0.25,"standardized":true},
        "tempo":{"mean":80,"sd":10,"standardized":true,"median":120}},)");
    const QString rows = write(QStringLiteral("rows.csv"), "energy,tempo\n1,120\n0.4,120\n1,\n");
    const Outcome by = explain(write(QStringLiteral("s.json"), scaled), {rows}, QStringLiteral("-"));
    QVERIFY2(by.exitCode == 0, by.err.constData());
    const Outcome plain =
        explain(model(), {write(QStringLiteral("filled.csv"), "energy,tempo\n1,120\n0.4,120\n1,120\n")},
                QStringLiteral("-"));
    QCOMPARE(by.out, plain.out);
}

void TestExplain::standardOutputCompressedAndSeveral()
{
    const QString a = write(QStringLiteral("a.csv"), "energy,tempo\n1,120\n");
    const QString b = write(QStringLiteral("b.csv"), "tempo,energy\n120,0\n");
    const QString forest = model();
    for (const QString &file : {forest, a})
        QCOMPARE(QProcess::execute(QStringLiteral("gzip"), {QStringLiteral("-kf"), file}), 0);
    const Outcome packed =
        explain(forest + QStringLiteral(".gz"), {a + QStringLiteral(".gz"), b}, QStringLiteral("-"));
    QVERIFY2(packed.exitCode == 0, packed.err.constData());
    const Outcome plain = explain(forest, {write(QStringLiteral("rows.csv"), "energy,tempo\n1,120\n0,120\n")},
                                  path(QStringLiteral("plain.csv")));
    QCOMPARE(plain.exitCode, 0);
    QVERIFY(plain.out.isEmpty());
    QCOMPARE(packed.out, contentOf(path(QStringLiteral("plain.csv"))));
    const QString zst = path(QStringLiteral("shap.csv.zst"));
    QCOMPARE(explain(forest, {a, b}, zst).exitCode, 0);
    QVERIFY(contentOf(zst).startsWith("\x28\xb5\x2f\xfd"));
    const Result<CsvFile> unpacked = readCsvFiles({zst.toStdString()}, CsvOptions{}, Progress::none());
    QVERIFY2(unpacked.ok(), unpacked ? "" : unpacked.error().message().c_str());
    QCOMPARE(unpacked.value().table.rows(), std::size_t(8));
    QVERIFY(!QFile::exists(QStringLiteral("-")));
}

void TestExplain::sameBytesForAnyNumberOfThreads()
{
    QByteArray text = "energy,tempo\n";
    for (int i = 0; i < 300; ++i)
        text += QByteArray::number(i % 3 * 0.4) + ',' + QByteArray::number(60 + i) + '\n';
    // Trees enough for several threads.
    const qsizetype begin = twoSplits.indexOf('[', twoSplits.indexOf("trees")) + 1;
    const QByteArray tree = twoSplits.mid(begin, twoSplits.lastIndexOf(']') - begin);
    QByteArray trees;
    for (int t = 0; t < 40; ++t)
        trees += (t > 0 ? "," : "") +
                 QByteArray(tree).replace("0.5,0,100", "0.5,0," + QByteArray::number(70 + 5 * t));
    const QString forest = write(QStringLiteral("forest.json"), QByteArray(twoSplits).replace(tree, trees));
    const QString rows = write(QStringLiteral("rows.csv"), text);
    const auto by = [&](const char *jobs) {
        return runProgram({QStringLiteral("explain"), forest, rows, QStringLiteral("--out"),
                           QStringLiteral("-"), QStringLiteral("--jobs"), QString::fromLatin1(jobs)})
            .out;
    };
    const QByteArray one = by("1");
    QCOMPARE(one.count('\n'), 1201);
    QCOMPARE(by("2"), one);
}

// More rows than are explained at a time, most of them without values.
void TestExplain::manyRowsKeepTheirPlaces()
{
    QByteArray text = "energy,tempo\n";
    for (int i = 0; i < 70000; ++i)
        text += i % 1000 == 0 ? "1,120\n" : ",\n";
    Outcome done = explain(model(), {write(QStringLiteral("rows.csv"), text)}, QStringLiteral("-"));
    QCOMPARE(done.exitCode, 0);
    QVERIFY2(done.err.contains("70,000 rows explained; 69,930 of them"), done.err.constData());
    const QList<QByteArray> lines = done.out.replace("\"wild, at times\"", "wild").split('\n');
    QCOMPARE(lines.size(), 280002);
    int explained = 0;
    for (qsizetype i = 0; i < 280000; ++i) {
        const QByteArrayList cells = lines[i + 1].split(',');
        QCOMPARE(cells.size(), 5);
        QCOMPARE(cells[0].toLongLong(), i / 4);
        QCOMPARE(cells[3].isEmpty(), i / 4 % 1000 != 0);
        explained += cells[3].isEmpty() ? 0 : 1;
    }
    QCOMPARE(explained, 280);
}

void TestExplain::referenceForests_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name :
         {"two_classes", "shallow_8_classes", "full_depth_8_classes", "deep_one_tree", "genres_113"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

// Forests of scikit-learn with what the reference implementation computed.
void TestExplain::referenceForests()
{
    QFETCH(QString, name);
    GENRELENS_NEED_SHARED(some, "reference/shap/two_classes.json");
    const QString forest =
        QString::fromStdString(test::sharedFile("reference/shap/" + name.toStdString() + ".json"));
    const auto json = QJsonDocument::fromJson(contentOf(forest)).object();
    const QString rows = write(QStringLiteral("rows.csv"), test::referenceRows(json));
    const Outcome done = explain(forest, {rows}, QStringLiteral("-"));
    QVERIFY2(done.exitCode == 0, done.err.constData());
    const QList<QByteArrayList> found = cellsOf(done.out);
    const QJsonArray classes = json[QStringLiteral("classes")].toArray();
    const QJsonArray features = json[QStringLiteral("features")].toArray();
    const QJsonArray base = json[QStringLiteral("base_values")].toArray();
    const QJsonArray outputs = json[QStringLiteral("probabilities")].toArray();
    const QJsonArray values = json[QStringLiteral("shap_values_class_row_feature")].toArray();
    QVERIFY(!outputs.isEmpty());
    QCOMPARE(found.size(), outputs.size() * classes.size() * features.size() + 1);
    qsizetype line = 0;
    for (qsizetype row = 0; row < outputs.size(); ++row)
        for (qsizetype c = 0; c < classes.size(); ++c) {
            double sum = base[c].toDouble();
            for (qsizetype f = 0; f < features.size(); ++f) {
                const QByteArrayList &cells = found[++line];
                QCOMPARE(cells[0].toLongLong(), row);
                QCOMPARE(QString::fromUtf8(cells[1]), classes[c].toString());
                QCOMPARE(QString::fromUtf8(cells[2]), features[f].toString());
                QVERIFY2(isNear(cells[3], values[c][row][f].toDouble()), cells.join(',').constData());
                QVERIFY2(std::abs(cells[4].toDouble() - base[c].toDouble()) < 1e-9,
                         cells.join(',').constData());
                sum += cells[3].toDouble();
            }
            QVERIFY(std::abs(sum - outputs[row][c].toDouble()) < 1e-5);
        }
}

void TestExplain::refusals_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("said");
    const QString rows = write(QStringLiteral("rows.csv"), "energy,tempo\n1,1\n");
    const QString out = QStringLiteral("--out");
    const QString none = path(QStringLiteral("none.csv"));
    const auto add = [](const char *name, const QStringList &arguments, const char *said) {
        QTest::newRow(name) << QStringList{QStringLiteral("explain")} + arguments << QByteArray(said);
    };
    add("no model", {out, none}, "explain needs a model, a file of tracks and --out FILE.csv");
    add("no out", {model(), rows}, "see genrelens explain --help");
    add("unknown option", {model(), rows, out, none, QStringLiteral("--fast")}, "fast");
    add("missing model", {path(QStringLiteral("gone.json")), rows, out, none},
        "gone.json: there is no such file");
    add("table for a model", {rows, model(), out, none}, "rows.csv: it is no JSON");
    add("missing tracks", {model(), path(QStringLiteral("gone.csv")), out, none},
        "gone.csv: there is no such file");
    add("missing column", {model(), write(QStringLiteral("other.csv"), "energy,bpm\n1,2\n"), out, none},
        "other.csv: the model needs a column that is not there: \"tempo\" (nearest: \"bpm\")");
    add("over its model", {model(), rows, out, model()}, "the SHAP values would replace the model");
    add("over its tracks", {model(), rows, out, rows}, "the SHAP values would replace the tracks");
}

void TestExplain::refusals()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, said);
    const Outcome done = runProgram(arguments);
    QCOMPARE(done.exitCode, 2);
    QVERIFY2(done.err.contains(said), done.err.constData());
    QVERIFY(!QFile::exists(path(QStringLiteral("none.csv"))));
    QCOMPARE(contentOf(path(QStringLiteral("m.json"))), twoSplits);
}

void TestExplain::nothingIsLeftOfAFailure()
{
    const QString rows = write(QStringLiteral("rows.csv"), "energy,tempo\n1,1\n");
    const Outcome done = explain(model(), {rows}, path(QStringLiteral("no/such/folder.csv")));
    QCOMPARE(done.exitCode, 1);
    QVERIFY2(done.err.contains("folder.csv: cannot be written"), done.err.constData());
    const QString kept = write(QStringLiteral("kept.csv"), "what was there");
    QCOMPARE(explain(model(), {write(QStringLiteral("other.csv"), "a,b\n1,2\n")}, kept).exitCode, 2);
    QCOMPARE(contentOf(kept), QByteArray("what was there"));
}

QTEST_GUILESS_MAIN(TestExplain)
#include "tst_explain.moc"
