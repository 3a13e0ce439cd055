#include "core/report/shap_section.h"
#include "core/report/shap_table.h"
#include "tests/support/tables.h"
#include "tests/support/toy_data.h"
#include "tests/support/toy_shap.h"

#include <QTest>

#include <algorithm>

using namespace genrelens;

namespace
{

// Two tracks, two classes, two features: values that floats hold exactly.
ShapValues someValues()
{
    ShapTable table(3, 2, {0.25, 0.75});
    test::appendByRow(table, std::vector<double>{0.5, 0.125, -0.5, -0.125, -0.25, 0.0625, 0.25, -0.0625},
                      std::vector<double>{0.875, 0.125, 0.0625, 0.9375});
    return table.shown();
}

struct Collected {
    std::string text;
    int pieces = 0;
};

TextSink into(Collected &collected)
{
    return [&collected](std::string_view piece) -> Result<void> {
        collected.text += piece;
        ++collected.pieces;
        return {};
    };
}

} // namespace

class TestShapTable : public QObject
{
    Q_OBJECT

private slots:
    void linesOfTracks();
    void largeTablesComeInPieces();
    void importance();
    void section();
};

void TestShapTable::linesOfTracks()
{
    // Of the file's rows 0, 2 and 3 are kept; tempo is missing in row 3.
    const Table table =
        test::tableOf("tempo,song,energy\n100.1,\"a, b\",1\n7,c,1\n120,d,0.5\n,\"e \"\"f\"\"\",0.25\n");
    const Features features({"energy", "tempo"}, std::vector<FeatureScaling>(2), std::vector<float>(6),
                            {0, 2, 3});
    const ExplainedTracks explained{table,
                                    {{"track_id", std::nullopt}, {"title", table.find("song")}},
                                    features,
                                    {2, 0, 1}, // the third is not explained yet
                                    {"rock", "easy, too"},
                                    someValues()};
    Collected collected;
    QVERIFY(writeShapValues(explained, into(collected), Progress::none()).ok());
    QCOMPARE(collected.text, std::string("row,track_id,title,class,feature,value,shap,base_value\n"
                                         "2,,\"e \"\"f\"\"\",rock,energy,0.25,0.5,0.25\n"
                                         "2,,\"e \"\"f\"\"\",rock,tempo,,0.125,0.25\n"
                                         "2,,\"e \"\"f\"\"\",\"easy, too\",energy,0.25,-0.5,0.75\n"
                                         "2,,\"e \"\"f\"\"\",\"easy, too\",tempo,,-0.125,0.75\n"
                                         "0,,\"a, b\",rock,energy,1,-0.25,0.25\n"
                                         "0,,\"a, b\",rock,tempo,100.1,0.0625,0.25\n"
                                         "0,,\"a, b\",\"easy, too\",energy,1,0.25,0.75\n"
                                         "0,,\"a, b\",\"easy, too\",tempo,100.1,-0.0625,0.75\n"));
}

void TestShapTable::largeTablesComeInPieces()
{
    constexpr std::size_t tracks = 20000;
    ShapTable values(tracks, 1, {0.5});
    test::appendByRow(values, std::vector<double>(tracks, 0.25), std::vector<double>(tracks, 0.75));
    std::string text = "energy\n";
    ExplainedTracks explained;
    std::vector<std::uint32_t> rows;
    for (std::uint32_t i = 0; i < tracks; ++i) {
        text += "1\n";
        rows.push_back(i);
    }
    explained.table = test::tableOf(text);
    explained.features =
        Features({"energy"}, std::vector<FeatureScaling>(1), std::vector<float>(tracks, 1.0F), rows);
    explained.tracks = rows;
    explained.classes = {"all"};
    explained.values = values.shown();
    Collected collected;
    QVERIFY(writeShapValues(explained, into(collected), Progress::none()).ok());
    QVERIFY(collected.pieces > 1);
    QCOMPARE(std::count(collected.text.begin(), collected.text.end(), '\n'), std::ptrdiff_t(tracks + 1));
    QVERIFY(collected.text.ends_with("\n19999,all,energy,1,0.25,0.5\n"));

    int pieces = 0;
    const Result<void> full = writeShapValues(
        explained,
        [&](std::string_view) -> Result<void> {
            ++pieces;
            return Error{"full", {}, {}, ErrorKind::Failure};
        },
        Progress::none());
    QVERIFY(!full.ok());
    QCOMPARE(full.error().what, std::string("full"));
    QCOMPARE(pieces, 1);
    test::Impatient impatient(1);
    const Result<void> cancelled = writeShapValues(
        explained, [](std::string_view) { return Result<void>(); }, impatient);
    QVERIFY(!cancelled.ok());
    QCOMPARE(cancelled.error().kind, ErrorKind::Cancelled);
}

void TestShapTable::importance()
{
    const ShapValues values = someValues();
    QCOMPARE(shapImportanceTable(shapImportance(values), values.baseValues(), {"rock", "easy, too"},
                                 {"energy", "tempo"}),
             std::string("class,feature,mean_abs,base_value\n"
                         "rock,energy,0.375,0.25\n"
                         "rock,tempo,0.09375,0.25\n"
                         "\"easy, too\",energy,0.375,0.75\n"
                         "\"easy, too\",tempo,0.09375,0.75\n"));
}

void TestShapTable::section()
{
    const std::vector<std::string> features{"tempo", "energy"};
    const std::vector<double> gini{0.125, 0.875};
    ShapTable table(1, 2, {0.25, 0.75});
    test::appendByRow(table, std::vector<double>{0.0, 0.5, 0.25, -0.5}, std::vector<double>{0.75, 0.5625});
    const nlohmann::ordered_json json =
        shapSection({"random_forest", test::toyLabels(2, {0, 1}), features, gini}, table.shown(),
                    {2, {{0.125, 0.375}, {0.75, 1.25}}, {}});
    QCOMPARE(json["model"].get<std::string>(), std::string("random_forest"));
    QCOMPARE(json["explained"].get<double>(), 1.0);
    QCOMPARE(json["additivity_error"].get<double>(), 0.0625); // of the second class
    const std::vector<std::string> classes = test::toyLabels(2, {0, 1}).classes();
    QCOMPARE(json["base_values"][classes[1]].get<double>(), 0.75);
    QCOMPARE(json["mean_abs"][classes[0]]["energy"].get<double>(), 0.5);
    QCOMPARE(json["mean_abs"][classes[1]]["tempo"].get<double>(), 0.25);
    QCOMPARE(json["importance"].size(), std::size_t(2));
    QCOMPARE(json["importance"][0]["feature"].get<std::string>(), std::string("energy"));
    QCOMPARE(json["importance"][0]["mean_abs_sum"].get<double>(), 1.0);
    QCOMPARE(json["importance"][0]["interval"].dump(), std::string("[0.75,1.25]"));
    QCOMPARE(json["importance"][0]["gini"].get<double>(), 0.875);
}

QTEST_APPLESS_MAIN(TestShapTable)
#include "tst_shap_table.moc"
