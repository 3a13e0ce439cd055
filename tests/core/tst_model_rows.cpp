#include "core/learn/random_forest.h"
#include "core/model_file/predictions.h"
#include "core/prepare/prepare.h"
#include "core/table/schema.h"
#include "tests/support/sample_rows.h"
#include "tests/support/tables.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// A model that says: class "hi, there" by the share that the first feature is, class "lo" by the rest.
class Echo final : public Classifier
{
public:
    Result<Probabilities> probabilities(const Features &features, std::span<const std::uint32_t> rows,
                                        Progress &) const override
    {
        Probabilities out{rows.size(), 2, {}};
        for (const std::uint32_t row : rows) {
            out.values.push_back(features.row(row)[0]);
            out.values.push_back(1.0F - features.row(row)[0]);
        }
        return out;
    }
};

ModelInputs raw(std::vector<std::string> names)
{
    return {std::move(names), {}};
}

// "row: values" a line.
std::string valuesOf(const Result<ModelRows> &rows)
{
    if (!rows)
        return rows.error().message();
    std::string text;
    const Features features = rows.value().features(0, rows.value().rows());
    for (std::size_t i = 0; i < features.rows(); ++i) {
        text += std::to_string(features.sourceRow(i)) + ':';
        for (const float value : features.row(i))
            text += ' ' + QByteArray::number(static_cast<double>(value)).toStdString();
        text += '\n';
    }
    return text;
}

std::string predictionsOf(const PortableModel &model, const Table &table, ScoredRows *count = nullptr)
{
    std::string text;
    const TextSink sink = [&](std::string_view piece) -> Result<void> {
        text += piece;
        return {};
    };
    const Result<ScoredRows> done = writePredictions(model, table, sink, Progress::none());
    if (!done)
        return done.error().message();
    if (count != nullptr)
        *count = done.value();
    return text;
}

} // namespace

class TestModelRows : public QObject
{
    Q_OBJECT

private slots:
    void columnsAreFoundByName();
    void ambiguousNamesAreNotGuessed();
    void valuesAreScaled();
    void missingValues();
    void wordsThatAreNumbers();
    void wordsThatAreNone();
    void missingColumnsAreAllNamed();
    void predictionsAreAligned();
    void columnsOfIds();
    void sameAsInTheStudy();
    void cancelledOrFull();
};

void TestModelRows::columnsAreFoundByName()
{
    const Table table = tableOf("Tempo,genre,Duration (ms),energy\n1,pop,2,3\n4,rock,5,6\n");
    QCOMPARE(valuesOf(ModelRows::match(table, raw({"energy", "duration_ms", "tempo"}))),
             std::string("0: 3 2 1\n1: 6 5 4\n"));
    QCOMPARE(valuesOf(ModelRows::match(table, raw({"energy", "energy "}))), std::string("0: 3 3\n1: 6 6\n"));
}

void TestModelRows::ambiguousNamesAreNotGuessed()
{
    const Table table = tableOf("TEMPO,Tempo,x\n1,2,3\n");
    QCOMPARE(valuesOf(ModelRows::match(table, raw({"TEMPO"}))), std::string("0: 1\n"));
    QVERIFY(!ModelRows::match(table, raw({"tempo"})).ok());
}

void TestModelRows::valuesAreScaled()
{
    const Table table = tableOf("a,b,c\n3,0,7\n5,1.5,7\n");
    ModelInputs inputs{{"a", "b", "c"}, {}};
    inputs.scalings = {
        {4.0, 2.0, true, false, none}, {0.5, 2.0, true, true, none}, {7.0, 0.0, true, false, none}};
    const Result<ModelRows> rows = ModelRows::match(table, inputs);
    QVERIFY(rows.ok());
    const Features features = rows.value().features(0, 2);
    QCOMPARE(features.row(0)[0], -0.5F);
    QCOMPARE(features.row(1)[0], 0.5F);
    QCOMPARE(features.row(0)[1], -0.25F); // (ln 1 - 0.5) / 2
    QCOMPARE(features.row(1)[1], static_cast<float>((std::log1p(1.5) - 0.5) / 2.0));
    QCOMPARE(features.row(1)[2], 0.0F); // a constant
    QCOMPARE(features.names(), inputs.features);
    QCOMPARE(rows.value().features(1, 2).sourceRow(0), 1U);
}

void TestModelRows::missingValues()
{
    const Table table = tableOf("a,b\n1,2\n,3\nNaN,4\n5,\n6,1e39\n7,-2\n");
    QCOMPARE(valuesOf(ModelRows::match(table, raw({"a", "b"}))), std::string("0: 1 2\n5: 7 -2\n"));
    ModelInputs inputs{{"a", "b"}, {}};
    inputs.scalings = {{0.0, 1.0, false, false, 9.0}, {0.0, 1.0, false, true, none}};
    const std::string found = valuesOf(ModelRows::match(table, inputs));
    QVERIFY2(found.find("1: 9 1.3862") != std::string::npos, found.c_str()); // the median, and ln 4
    QVERIFY(found.find("3:") == std::string::npos);                          // no value of b
    QVERIFY(found.find("4:") == std::string::npos);                          // beyond a float
    QVERIFY(found.find("5:") == std::string::npos);                          // -2 has no ln(1 + x)
    // A column without any value is one of missing values.
    QCOMPARE(valuesOf(ModelRows::match(tableOf("a,b\n1,\n2,\n"), raw({"a", "b"}))), std::string());
    QCOMPARE(valuesOf(ModelRows::match(tableOf("a,b\n1,?\n2,NA\n"), raw({"a"}))),
             std::string("0: 1\n1: 2\n"));
}

void TestModelRows::wordsThatAreNumbers()
{
    const Table table =
        tableOf("key,mode,explicit\nC#,Major,True\nA,minor,FALSE\nB♭/A#,Major,true\n,Minor,false\n");
    QCOMPARE(valuesOf(ModelRows::match(table, raw({"key", "mode", "explicit"}))),
             std::string("0: 1 1 1\n1: 9 0 0\n2: 10 1 1\n"));
}

void TestModelRows::wordsThatAreNone()
{
    const Result<ModelRows> rows = ModelRows::match(tableOf("a,b\n1,2\n3,much\n5,6\n"), raw({"a", "b"}));
    QVERIFY(!rows.ok());
    QCOMPARE(rows.error().kind, ErrorKind::Input);
    QCOMPARE(rows.error().message(),
             std::string("t.csv: the column \"b\" should hold numbers, but has \"much\" "
                         "in row 2. Correct it, or leave the cell empty."));
}

void TestModelRows::missingColumnsAreAllNamed()
{
    const Table table = tableOf("bpm,danceabilty,x\n1,2,3\n");
    const Result<ModelRows> rows =
        ModelRows::match(table, raw({"tempo", "x", "danceability", "acousticness"}));
    QVERIFY(!rows.ok());
    QCOMPARE(rows.error().kind, ErrorKind::Input);
    QCOMPARE(
        rows.error().message(),
        std::string("t.csv: the model needs columns that are not there: \"tempo\" (nearest: \"bpm\"), "
                    "\"danceability\" (nearest: \"danceabilty\"), \"acousticness\". Give the columns the "
                    "names that the model has for them."));
}

void TestModelRows::predictionsAreAligned()
{
    const PortableModel model{raw({"share"}), {"hi, there", "lo"}, std::make_shared<Echo>()};
    ScoredRows count;
    QCOMPARE(predictionsOf(model, tableOf("share,x\n0.25,1\n,2\n0.5,3\n0.5,3\n1,4\n"), &count),
             std::string("row,prediction,probability,\"p_hi, there\",p_lo\n"
                         "0,lo,0.75,0.25,0.75\n"
                         "1,,,,\n"
                         "2,\"hi, there\",0.5,0.5,0.5\n" // the first of equals
                         "3,\"hi, there\",0.5,0.5,0.5\n" // rows that stand there twice stay
                         "4,\"hi, there\",1,1,0\n"));
    QCOMPARE(count.rows, std::size_t(5));
    QCOMPARE(count.missing, std::size_t(1));
}

void TestModelRows::columnsOfIds()
{
    const PortableModel model{raw({"energy"}), {"hi", "lo"}, std::make_shared<Echo>()};
    QCOMPARE(predictionsOf(model, tableOf("track_id,energy\n007,1\nx,0\nx,0\n")),
             std::string("row,track_id,prediction,probability,p_hi,p_lo\n"
                         "0,007,hi,1,1,0\n1,x,lo,1,0,1\n2,x,lo,1,0,1\n"));
}

// Of the file that a study was made of, each kept track gets the very probabilities that the study has for
// it.
void TestModelRows::sameAsInTheStudy()
{
    const Table table = tableOf(sampleText(300));
    const Result<Schema> schema = recogniseSchema(table);
    QVERIFY(schema.ok());
    PreparationOptions options;
    options.logFeatures = {"duration_ms"};
    options.rawFeatures = {"explicit", "mode"};
    const Result<Preparation> prepared = prepare(table, schema.value(), options, Progress::none());
    QVERIFY(prepared.ok());
    const Features &features = prepared.value().features;
    std::vector<std::int32_t> codes(features.rows());
    for (std::size_t i = 0; i < codes.size(); ++i)
        codes[i] = static_cast<std::int32_t>(i % 3);
    ForestOptions few;
    few.trees = 5;
    const auto forest =
        RandomForest::train({features, toyLabels(3, codes), allRows(features.rows())}, few, Progress::none());
    QVERIFY(forest.ok());
    const Result<ModelRows> rows = ModelRows::match(table, inputsOf(features));
    QVERIFY(rows.ok());
    const Features again = rows.value().features(0, table.rows());
    QCOMPARE(again.rows(), table.rows());
    const auto all = [](const Features &of) { return allRows(of.rows()); };
    const auto before = forest.value()->probabilities(features, all(features), Progress::none());
    const auto after = forest.value()->probabilities(again, all(again), Progress::none());
    for (std::size_t i = 0; i < features.rows(); ++i) {
        const auto kept = features.row(i);
        const auto read = again.row(features.sourceRow(i));
        QVERIFY(std::equal(kept.begin(), kept.end(), read.begin()));
        const auto probable = before.value().row(i);
        QVERIFY(
            std::equal(probable.begin(), probable.end(), after.value().row(features.sourceRow(i)).begin()));
    }
}

void TestModelRows::cancelledOrFull()
{
    const PortableModel model{raw({"share"}), {"hi", "lo"}, std::make_shared<Echo>()};
    std::string text = "share\n";
    for (int i = 0; i < 40000; ++i)
        text += "0.125\n";
    const Table table = tableOf(text);
    Impatient impatient(1);
    Result<ScoredRows> done = writePredictions(
        model, table, [](std::string_view) { return Result<void>(); }, impatient);
    QVERIFY(!done.ok());
    QCOMPARE(done.error().kind, ErrorKind::Cancelled);
    int pieces = 0;
    done = writePredictions(
        model, table,
        [&](std::string_view) -> Result<void> {
            return ++pieces == 2 ? Result<void>(Error{"full", {}, {}, ErrorKind::Failure}) : Result<void>();
        },
        Progress::none());
    QVERIFY(!done.ok());
    QCOMPARE(done.error().what, std::string("full"));
    QCOMPARE(pieces, 2);
}

QTEST_APPLESS_MAIN(TestModelRows)
#include "tst_model_rows.moc"
