#include "core/base/random.h"
#include "core/learn/forest_prediction.h"
#include "core/learn/tree_builder.h"
#include "core/model_file/forest_reader.h"
#include "core/model_file/forest_writer.h"
#include "core/model_file/zstd_writer.h"
#include "tests/support/shared_data.h"
#include "tests/support/tables.h"
#include "tests/support/toy_data.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <fstream>
#include <limits>
#include <set>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

ForestModel trainedModel(const TrainingData &data, const ForestOptions &options)
{
    const auto forest = RandomForest::train(data, options, Progress::none());
    if (!forest)
        qFatal("%s", forest.error().message().c_str());
    return {inputsOf(data.features), data.labels.classes(), forest.value(), "random_forest", "toy",
            "Genrelens test",        "{\"trees\":3}"};
}

ForestModel trainedModel(const TrainingData &data, std::size_t trees)
{
    ForestOptions options;
    options.trees = trees;
    return trainedModel(data, options);
}

std::string textOf(const ForestModel &model, LeafCounts counts)
{
    std::string text;
    const TextSink sink = [&](std::string_view piece) -> Result<void> {
        text += piece;
        return {};
    };
    const Result<void> written = writeForest(model, counts, sink, Progress::none());
    return written ? text : written.error().message();
}

std::string compressed(const std::string &text, std::size_t pieceBytes)
{
    std::string packed;
    ZstdWriter writer([&](std::string_view piece) -> Result<void> {
        packed += piece;
        return {};
    });
    for (std::size_t at = 0; at < text.size(); at += pieceBytes)
        if (!writer.write(std::string_view(text).substr(at, pieceBytes)))
            return {};
    return writer.finish() ? packed : std::string();
}

Result<ForestModel> readText(std::string_view text, Progress &progress = Progress::none())
{
    return readForest(*bytesInMemory(text), "m.json", text.size(), progress);
}

std::vector<float> probabilitiesOf(const Classifier &model, const Features &features)
{
    const Result<Probabilities> found =
        model.probabilities(features, allRows(features.rows()), Progress::none());
    return found ? found.value().values : std::vector<float>();
}

// Two features, two classes, one tree: a root with two leaves, of 3 and 1 samples.
const char *const smallest = R"({"made_with":"hand","features":["a","b"],"classes":["x","y"],
"decision":"left if value <= threshold","trees":[{"feature":[1,-1,-1],"threshold":[0.1,0,0],
"left":[1,-1,-1],"right":[2,-1,-1],"cover":[4,3,1],"leaf_counts":{"1":[2,1],"2":[0,1]}}]})";

std::string replaced(const char *what, const char *by, std::string text = smallest)
{
    const std::size_t at = text.find(what);
    if (at == std::string::npos)
        qFatal("the text has no %s", what);
    return text.replace(at, std::string_view(what).size(), by);
}

std::vector<float> rowsOf(const nlohmann::json &file)
{
    std::vector<float> values;
    for (const auto &row : file["rows"])
        for (const auto &value : row)
            values.push_back(value.get<float>());
    return values;
}

} // namespace

class TestModelFile : public QObject
{
    Q_OBJECT

private slots:
    void sameForestComesBack_data();
    void sameForestComesBack();
    void scalingsComeBack();
    void readsTheReference_data();
    void readsTheReference();
    void thresholdsAreRoundedDown();
    void realWeights();
    void classWeightsGoIntoTheCounts_data();
    void classWeightsGoIntoTheCounts();
    void coversAreTheFiles();
    void sharesAreScaledToTheCover();
    void passesOverWhatItDoesNotKnow();
    void refusals_data();
    void refusals();
    void damagedFilesAreRefused();
    void mutationsAreReadOrRefused();
    void bombsAreRefused();
    void longNamesAreCounted();
    void cancelled();
    void theSinksErrorEndsWriting();
};

void TestModelFile::sameForestComesBack_data()
{
    QTest::addColumn<int>("classes");
    QTest::addColumn<LeafCounts>("counts");
    QTest::addColumn<bool>("zstd");
    for (const bool zstd : {false, true})
        for (const int classes : {1, 3, 40})
            for (const auto counts : {LeafCounts::Automatic, LeafCounts::Dense, LeafCounts::Sparse})
                QTest::addRow("%d classes, counts %d%s", classes, int(counts), zstd ? ", zstd" : "")
                    << classes << counts << zstd;
}

void TestModelFile::sameForestComesBack()
{
    QFETCH(int, classes);
    QFETCH(LeafCounts, counts);
    QFETCH(bool, zstd);
    const TrainingData data = toyClouds(600, 4, static_cast<std::size_t>(classes), 5, 8.0F);
    const ForestModel model = trainedModel(data, 3);
    const std::string text = textOf(model, counts);
    const bool dense =
        counts == LeafCounts::Dense || (counts == LeafCounts::Automatic && classes <= int(mostDenseClasses));
    const auto json = nlohmann::json::parse(text);
    QCOMPARE(json["trees"].size(), std::size_t(3));
    QCOMPARE(json["trees"][0]["leaf_counts"].begin()->at(0).is_number(), dense);

    const QTemporaryDir folder;
    const QString path = folder.filePath(zstd ? QStringLiteral("m.json.zst") : QStringLiteral("m.json"));
    std::ofstream(path.toStdString(), std::ios::binary) << (zstd ? compressed(text, 1000) : text);
    const Result<ForestModel> read = readForest(path.toStdString(), Progress::none());
    QVERIFY2(read.ok(), read ? "" : read.error().message().c_str());
    const ForestModel &back = read.value();
    QCOMPARE(back.inputs.features, model.inputs.features);
    QVERIFY(back.inputs.scalings.empty()); // toy features are as they are
    QCOMPARE(back.classes, model.classes);
    QCOMPARE(back.labels, model.labels);
    QCOMPARE(back.model, model.model);
    QCOMPARE(back.madeWith, model.madeWith);
    QCOMPARE(probabilitiesOf(*back.forest, data.features), probabilitiesOf(*model.forest, data.features));
    ForestModel again = back;
    again.parameters = model.parameters;
    QCOMPARE(textOf(again, counts), text); // nodes, thresholds, covers and counts alike
}

void TestModelFile::scalingsComeBack()
{
    const double third = 1.0 / 3.0;
    std::vector<FeatureScaling> scalings(4);
    scalings[0] = {third, 1e-17, true, false, std::numeric_limits<double>::quiet_NaN()};
    scalings[1] = {-1e300, 2.0 / 3.0, true, true, -third};
    scalings[2] = {5.0, 0.0, false, false, 1e-300};
    scalings[3] = {0.0, 0.0, true, false, std::numeric_limits<double>::quiet_NaN()};
    TrainingData data = toyClouds(100, 4, 2, 3);
    data.features = Features({"a", "\"b\"\n", "c,d", "\xC3\xA4"}, scalings,
                             {data.features.values().begin(), data.features.values().end()}, allRows(100));
    const Result<ForestModel> read = readText(textOf(trainedModel(data, 1), LeafCounts::Automatic));
    QVERIFY2(read.ok(), read ? "" : read.error().message().c_str());
    QCOMPARE(read.value().inputs.features, data.features.names());
    QCOMPARE(read.value().inputs.scalings.size(), scalings.size());
    for (std::size_t i = 0; i < scalings.size(); ++i) {
        const FeatureScaling &back = read.value().inputs.scalings[i];
        QCOMPARE(back.mean, scalings[i].mean);
        QCOMPARE(back.sd, scalings[i].sd);
        QCOMPARE(back.standardized, scalings[i].standardized);
        QCOMPARE(back.logarithm, scalings[i].logarithm);
        QVERIFY(back.median == scalings[i].median ||
                (std::isnan(back.median) && std::isnan(scalings[i].median)));
    }
}

void TestModelFile::readsTheReference_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name :
         {"deep_one_tree", "full_depth_8_classes", "genres_113", "shallow_8_classes", "two_classes"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

// scikit-learn's forests with the probabilities that it computed itself: see shared/reference/README.md.
void TestModelFile::readsTheReference()
{
    GENRELENS_NEED_SHARED(some, "reference/shap/two_classes.json");
    QFETCH(QString, name);
    const std::string path = sharedFile("reference/shap/" + name.toStdString() + ".json");
    const Result<ForestModel> read = readForest(path, Progress::none());
    QVERIFY2(read.ok(), read ? "" : read.error().message().c_str());
    const ForestModel &model = read.value();
    QVERIFY(model.inputs.scalings.empty());
    std::ifstream file(path);
    const auto json = nlohmann::json::parse(file);
    QCOMPARE(model.inputs.features, json["features"].get<std::vector<std::string>>());
    QCOMPARE(model.classes, json["classes"].get<std::vector<std::string>>());
    const std::vector<float> found =
        probabilitiesOf(*model.forest, toyFeatures(model.inputs.features.size(), rowsOf(json)));
    const std::size_t classes = model.classes.size();
    QCOMPARE(found.size(), json["rows"].size() * classes);
    double largest = 0.0;
    for (std::size_t i = 0; i < found.size(); ++i)
        largest = std::max(largest, std::abs(static_cast<double>(found[i]) -
                                             json["probabilities"][i / classes][i % classes].get<double>()));
    QVERIFY2(largest < 1e-6, qPrintable(QString::number(largest)));
    // Covers follow from the leaves. Those of the file are all whole, and in the same order.
    const auto written = nlohmann::json::parse(textOf(model, LeafCounts::Dense));
    QCOMPARE(written["trees"].size(), json["trees"].size());
    for (std::size_t t = 0; t < json["trees"].size(); ++t)
        for (const char *list : {"feature", "left", "right", "cover", "leaf_counts"})
            QVERIFY2(written["trees"][t][list] == json["trees"][t][list], list);
}

void TestModelFile::thresholdsAreRoundedDown()
{
    // 0.1f is above 0.1; 0.5 is a float; beyond the floats all of them lie on one side.
    QCOMPARE(thresholdBelow(0.1), std::nextafter(0.1F, 0.0F));
    QCOMPARE(thresholdBelow(-0.1), -0.1F); // which is -0.100000001...
    QCOMPARE(thresholdBelow(0.5), 0.5F);
    QCOMPARE(thresholdBelow(1e300), std::numeric_limits<float>::max());
    QCOMPARE(thresholdBelow(-1e300), -std::numeric_limits<float>::infinity());
    const Result<ForestModel> read = readText(smallest);
    QVERIFY(read.ok());
    const std::vector<float> found =
        probabilitiesOf(*read.value().forest, toyFeatures(2, {0.0F, 0.1F, 0.0F, 0.0999F}));
    QCOMPARE(found, (std::vector<float>{0.0F, 1.0F, 2.0F / 3.0F, 1.0F / 3.0F}));
    const Result<ForestModel> below = readText(replaced("[0.1,", "[-1e300,"));
    QVERIFY(below.ok());
    const Result<ForestModel> again = readText(textOf(below.value(), LeafCounts::Dense));
    QVERIFY(again.ok());
    QCOMPARE(again.value().forest->tree(0).splits.front().threshold, -std::numeric_limits<float>::infinity());
}

void TestModelFile::realWeights()
{
    const std::string text =
        R"({"features":["a"],"classes":["x","y","z"],"trees":[{"feature":[0,0,-1,-1,-1],
        "threshold":[5,3,0,0,0],"left":[1,2,-1,-1,-1],"right":[4,3,-1,-1,-1],"cover":[9.25,7.25,7,0.25,2],
        "leaf_counts":{"2":[[1,7]],"3":[[2,0.05],[0,0.2]],"4":[0,2,0]}}]})";
    const Result<ForestModel> read = readText(text);
    QVERIFY2(read.ok(), read ? "" : read.error().message().c_str());
    QCOMPARE(probabilitiesOf(*read.value().forest, toyFeatures(1, {1.0F, 4.0F, 6.0F})),
             (std::vector<float>{0.0F, 1.0F, 0.0F, 0.8F, 0.0F, 0.2F, 0.0F, 1.0F, 0.0F}));
    const std::string written = textOf(read.value(), LeafCounts::Sparse);
    QVERIFY2(written.find(R"("cover":[9.25,7.25,7,0.25,2])") != std::string::npos, written.c_str());
    QVERIFY(written.find(R"("leaf_counts":{"2":[[1,7]],"3":[[0,0.2],[2,0.05]],"4":[[1,2]]})") !=
            std::string::npos);
}

void TestModelFile::classWeightsGoIntoTheCounts_data()
{
    QTest::addColumn<int>("classes");
    QTest::addColumn<LeafCounts>("counts");
    QTest::addColumn<std::size_t>("minSamplesLeaf");
    for (const int classes : {3, 40})
        for (const auto counts : {LeafCounts::Dense, LeafCounts::Sparse})
            for (const std::size_t least : {1, 9})
                QTest::addRow("%d classes, counts %d, leaves of %d", classes, int(counts), int(least))
                    << classes << counts << least;
}

// A file knows no class weights: its counts are weighted, and say the same to the last bit.
void TestModelFile::classWeightsGoIntoTheCounts()
{
    QFETCH(int, classes);
    QFETCH(LeafCounts, counts);
    QFETCH(std::size_t, minSamplesLeaf);
    const TrainingData data = toyClouds(600, 4, static_cast<std::size_t>(classes), 5, 8.0F);
    ForestOptions options;
    options.trees = 3;
    options.minSamplesLeaf = minSamplesLeaf;
    for (int c = 0; c < classes; ++c)
        options.classWeights.push_back(1.0 / (c + 3.0));
    const ForestModel model = trainedModel(data, options);
    const std::string text = textOf(model, counts);
    const Result<ForestModel> read = readText(text);
    QVERIFY2(read.ok(), read ? "" : read.error().message().c_str());
    const RandomForest &back = *read.value().forest;
    QVERIFY(back.classWeights().empty());
    QCOMPARE(probabilitiesOf(back, data.features), probabilitiesOf(*model.forest, data.features));
    for (std::size_t t = 0; t < back.treeCount(); ++t) {
        QVERIFY(!back.tree(t).realWeights.empty() || minSamplesLeaf == 1);
        QVERIFY(back.tree(t).realCovers.empty()); // they follow from the leaves
        QCOMPARE(back.tree(t).splits.size(), model.forest->tree(t).splits.size());
        const std::vector<double> covers = splitCovers(back.view(), back.tree(t));
        QCOMPARE(nlohmann::json::parse(text)["trees"][t]["cover"][0].get<double>(), covers.front());
    }
    ForestModel again = read.value();
    again.parameters = model.parameters;
    QCOMPARE(textOf(again, counts), text);
}

// Sums that were made in float are a little off, and kept as they are.
void TestModelFile::coversAreTheFiles()
{
    const std::string text = replaced("\"cover\":[4,3,1]", "\"cover\":[4.000001,3,1.0000005]");
    const Result<ForestModel> read = readText(text);
    QVERIFY2(read.ok(), read ? "" : read.error().message().c_str());
    const RandomForest &forest = *read.value().forest;
    const DecisionTree &tree = forest.tree(0);
    QCOMPARE(splitCovers(forest.view(), tree), (std::vector<double>{4.000001}));
    const auto &branches = tree.splits.front().branches;
    QCOMPARE(leafCover(forest.view(), tree, branches[0]), 3.0);
    QCOMPARE(leafCover(forest.view(), tree, branches[1]), 1.0000005);
    QVERIFY(branches[0].isLeaf() && !branches[0].isPureLeaf());
    const std::string written = textOf(read.value(), LeafCounts::Dense);
    QVERIFY2(written.find(R"("cover":[4.000001,3,1.0000005])") != std::string::npos, written.c_str());
    QVERIFY2(written.find(R"({"1":[2,1],"2":[0,1.0000005]})") != std::string::npos, written.c_str());
    // Where they follow from the leaves they take no memory.
    const Result<ForestModel> plain = readText(smallest);
    QVERIFY(plain.ok() && plain.value().forest->tree(0).realCovers.empty());
    QVERIFY(plain.value().forest->tree(0).realWeights.empty());
    QVERIFY(plain.value().forest->tree(0).splits.front().branches[1].isPureLeaf());
}

void TestModelFile::sharesAreScaledToTheCover()
{
    const Result<ForestModel> read = readText(replaced("[2,1]", "[0.5,0.25]"));
    QVERIFY(read.ok());
    const std::string written = textOf(read.value(), LeafCounts::Dense);
    QVERIFY2(written.find(R"({"1":[2,1],"2":[0,1]})") != std::string::npos, written.c_str());
    // Without covers the counts stand for themselves.
    const Result<ForestModel> bare = readText(replaced(R"("cover":[4,3,1],)", ""));
    QVERIFY(bare.ok());
    QVERIFY(textOf(bare.value(), LeafCounts::Dense).find(R"("cover":[4,3,1])") != std::string::npos);
}

void TestModelFile::passesOverWhatItDoesNotKnow()
{
    const std::string more = replaced(
        R"("classes")",
        R"("rows":[[1.5,null,true,"a\"]",{"trees":[]}]],"why":{"features":[[[]]],"n":-3e-4},"classes")");
    QVERIFY(readText(more).ok());
    // The order of the keys is free.
    std::string late = replaced(R"("features":["a","b"],"classes":["x","y"],)", "");
    late.insert(late.rfind('}'), R"(,"classes":["x","y"],"features":["a","b"])");
    QVERIFY(readText(late).ok());
    QVERIFY(readText("\xEF\xBB\xBF" + std::string(smallest) + "\n\n").ok());
}

void TestModelFile::refusals_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *name, const std::string &text, const char *said) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(said);
    };
    row("empty", "", "m.json: the file is empty");
    row("no JSON", "row,genre\n1,pop\n", "m.json: it is no JSON from byte 1 on");
    row("NaN", replaced("[0.1,", "[NaN,"), "it is no JSON from byte");
    row("text behind", std::string(smallest) + "]", "it is no JSON from byte");
    row("too large", replaced("[0.1,", "[1e999,"), "the number 1e999 is too large");
    row("cut off", std::string(smallest).substr(0, 200), "it is cut off after 200 bytes");
    row("a list", "[1,2]", "it holds no forest");
    row("a number", "3", "it holds no forest");
    row("something else", "{\"a\":1}", "there is no list \"features\"");
    row("a report", R"({"data":{},"labels":{"genre":{}}})", "m.json: this is no model of Genrelens");
    row("no classes", replaced(R"("classes":["x","y"],)", ""), "there is no list \"classes\"");
    row("no trees", R"({"features":["a"],"classes":["x"],"trees":[]})", "there is no list \"trees\"");
    row("trees of another kind", R"({"features":["a"],"classes":["x"],"trees":[3]})",
        "\"trees\" should hold trees");
    row("names of another kind", replaced(R"(["a","b"])", "[1,2]"), "\"features\" should hold names");
    row("names in no list", replaced(R"(["a","b"])", "\"a\""), "\"features\" should be a list of names");
    row("names twice", replaced(R"(["a","b"])", R"(["a","a"])"), "\"a\" stands twice in \"features\"");
    row("keys twice", replaced("{\"made_with\"", "{\"classes\":[\"x\"],\"made_with\""),
        "\"classes\" stands there twice");
    row("another rule", replaced("<=", "<"), "only \"left if value <= threshold\" is known");
    row("an empty tree", replaced("\"trees\":[", "\"trees\":[{},"), "m.json, trees[0]: it has no node");
    row("unequal lists", replaced("\"left\":[1,-1,-1]", "\"left\":[1,-1]"), "are not equally long");
    row("unknown feature", replaced("\"feature\":[1,", "\"feature\":[2,"),
        "a tree splits by feature 2 (from 0), but there are 2 features");
    row("no feature", replaced("\"feature\":[1,", "\"feature\":[-1,"), "node 0 splits by feature -1");
    row("half a feature", replaced("\"feature\":[1,", "\"feature\":[0.5,"),
        "which is no number of a feature");
    row("far node", replaced("\"left\":[1,", "\"left\":[1e12,"), "which is no number of a node");
    row("no such child", replaced("\"right\":[2,", "\"right\":[7,"),
        "trees[0]: node 0 leads to node 7, but there are 3 nodes");
    row("cycle", replaced("\"left\":[1,-1,-1],\"right\":[2,-1,-1]", "\"left\":[1,0,-1],\"right\":[2,2,-1]"),
        "node 1 leads to node 0; children must come after their parent");
    row("itself", replaced("\"left\":[1,", "\"left\":[0,"), "node 0 leads to node 0");
    row("one child", replaced("\"right\":[2,", "\"right\":[-1,"), "node 0 has one child only");
    row("two parents", replaced("\"right\":[2,", "\"right\":[1,"), "node 1 is the child of two nodes");
    row("no parent", R"({"features":["a"],"classes":["x"],"trees":[{"feature":[-1,-1],"threshold":[0,0],
        "left":[-1,-1],"right":[-1,-1],"leaf_counts":{"0":[1],"1":[1]}}]})",
        "node 1 is below no other");
    row("no counts", replaced("\"1\":[2,1],", ""), "node 1 is a leaf without samples");
    row("nothing counted", replaced("[0,1]", "[0,0]"), "node 2 is a leaf without samples");
    row("counts of no node", replaced("\"2\":[0,1]", "\"3\":[0,1]"), "leaf_counts speak of node 3");
    row("counts of a word", replaced("\"2\":[0,1]", "\"two\":[0,1]"), "\"leaf_counts\" speak of \"two\"");
    row("counts twice", replaced("\"2\":[0,1]", "\"1\":[0,1]"), "speak of node 1 twice");
    row("negative count", replaced("[0,1]", "[-1,1]"), "a class is counted -1 times");
    row("negative pair", replaced("[0,1]", "[[0,-2.5]]"), "a class is counted -2.5 times");
    row("too many counts", replaced("[0,1]", "[0,1,3]"), "some leaves count 2 classes, one counts 3");
    row("too few classes", replaced(R"(["x","y"])", R"(["x"])"),
        "leaves count 2 classes, but \"classes\" names 1");
    row("unknown class", replaced("[0,1]", "[[2,1]]"), "leaves count 3 classes, but \"classes\" names 2");
    row("half a class", replaced("[0,1]", "[[0.5,1]]"), "a leaf counts class 0.5");
    row("a class twice", replaced("[0,1]", "[[1,1],[1,1]]"), "node 2 counts class 1 twice");
    row("a pair of three", replaced("[0,1]", "[[1,1,1]]"), "\"leaf_counts\" should hold");
    row("both kinds", replaced("[0,1]", "[0,[1,1]]"), "\"leaf_counts\" should hold");
    row("counts in words", replaced("[0,1]", "\"much\""), "\"leaf_counts\" should hold");
    row("false cover", replaced("\"cover\":[4,", "\"cover\":[5,"),
        "node 0 has a cover of 5, but its children have 4");
    row("negative cover", replaced("\"cover\":[4,", "\"cover\":[-4,"), "a cover is -4");
    row("no cover", replaced("\"cover\":[4,3,1]", "\"cover\":[3,3,0]"), "node 2 has a cover of 0");
    row("scaling of one", replaced("\"decision\"", R"("scaling":{"a":{"mean":0,"sd":1}},"decision")"),
        "\"scaling\" lacks the feature \"b\"");
    row("scaling without sd", replaced("\"decision\"", R"("scaling":{"a":{"mean":0}},"decision")"),
        "\"scaling\" lacks mean or sd of \"a\"");
    row("negative sd", replaced("\"decision\"", R"("scaling":{"a":{"mean":0,"sd":-1}},"decision")"),
        "\"scaling\" should hold mean and sd");
    row("deep", replaced("\"decision\"", ("\"deep\":" + std::string(100, '[')).c_str()),
        "it is nested more than 64 levels deep");
}

void TestModelFile::refusals()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, said);
    const Result<ForestModel> read = readText(text.toStdString());
    QVERIFY(!read.ok());
    QCOMPARE(read.error().kind, ErrorKind::Input);
    const std::string message = read.error().message();
    QVERIFY2(message.find(said.toStdString()) != std::string::npos, message.c_str());
    QVERIFY2(message.rfind("m.json", 0) == 0, message.c_str());
}

void TestModelFile::damagedFilesAreRefused()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("m.json.zst")).toStdString();
    const std::string text = textOf(trainedModel(toyClouds(2000, 4, 3, 5), 4), LeafCounts::Automatic);
    const std::string packed = compressed(text, text.size());
    QVERIFY(packed.size() < text.size() / 2);
    std::set<std::string> said;
    for (const std::size_t left : {packed.size() / 2, packed.size() - 1, std::size_t(20), std::size_t(6)}) {
        std::ofstream(path, std::ios::binary) << packed.substr(0, left);
        const Result<ForestModel> read = readForest(path, Progress::none());
        QVERIFY2(!read.ok(), qPrintable(QString::number(left)));
        QVERIFY2(read.error().message().find("m.json.zst") != std::string::npos,
                 read.error().message().c_str());
    }
    for (const char *name : {"none.json", "."}) {
        const Result<ForestModel> read =
            readForest(folder.filePath(QString::fromLatin1(name)).toStdString(), Progress::none());
        QVERIFY(!read.ok());
        QVERIFY(!read.error().message().empty());
    }
}

// Bytes changed, left out and doubled: whatever comes of it is read as a forest that can be asked and
// written, or refused with a sentence.
void TestModelFile::mutationsAreReadOrRefused()
{
    const std::string whole = textOf(trainedModel(toyClouds(40, 2, 3, 9), 2), LeafCounts::Sparse);
    const Features rows = toyFeatures(2, {0.0F, 0.0F, 1.0F, -1.0F, 5.0F, 5.0F});
    constexpr std::string_view bytes = "0123456789-+.eE,:[]{}\"\\ntf ";
    Random random(1, RandomPurpose::Test, 4711);
    std::size_t read = 0;
    for (int i = 0; i < 20000; ++i) {
        std::string text = i % 2 == 0 ? whole : std::string(smallest);
        for (std::uint32_t changes = 1 + random.below(3); changes > 0; --changes) {
            const std::size_t at = random.below(static_cast<std::uint32_t>(text.size()));
            const std::size_t length = 1 + random.below(8);
            switch (random.below(4)) {
            case 0:
                text.erase(at, length);
                break;
            case 1:
                text.insert(at, text.substr(at, length));
                break;
            case 2:
                text.resize(at + 1);
                break;
            default:
                text[at] = bytes[random.below(static_cast<std::uint32_t>(bytes.size()))];
            }
        }
        const Result<ForestModel> model = readText(text);
        if (!model) {
            QVERIFY(model.error().message().size() > 20);
            continue;
        }
        ++read;
        const ForestModel &forest = model.value();
        if (forest.inputs.features.size() == 2) {
            const std::vector<float> found = probabilitiesOf(*forest.forest, rows);
            QCOMPARE(found.size(), 3 * forest.classes.size());
            for (const float share : found)
                QVERIFY2(share >= 0.0F && share <= 1.0F, text.c_str());
        }
        const std::string written = textOf(forest, LeafCounts::Automatic);
        const Result<ForestModel> again = readText(written);
        QVERIFY2(again.ok(), (text + written).c_str());
    }
    QVERIFY(read > 100); // some changes do no harm
}

void TestModelFile::bombsAreRefused()
{
    // A word, numbers, and blanks that go on and on, in some kilobytes.
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("bomb.json.zst")).toStdString();
    const std::string blanks = ',' + std::string(1000, ' ') + '0';
    for (const auto &[begin, what, megabytes, said] :
         {std::tuple("{\"made_with\":\"", std::string("a"), 10, "is far too long"),
          std::tuple("{\"trees\":[{\"threshold\":[0", std::string(",0"), 20,
                     "far more than a forest of its size"),
          std::tuple("{\"rows\":[0", blanks, 400, "1,000 times its size")}) {
        std::string piece;
        while (piece.size() < 1'000'000)
            piece += what;
        std::ofstream file(path, std::ios::binary);
        ZstdWriter writer([&](std::string_view bytes) -> Result<void> {
            file << bytes;
            return {};
        });
        QVERIFY(writer.write(begin).ok());
        for (int i = 0; i < megabytes; ++i)
            QVERIFY(writer.write(piece).ok());
        QVERIFY(writer.finish().ok());
        file.close();
        const Result<ForestModel> read = readForest(path, Progress::none());
        QVERIFY(!read.ok());
        QVERIFY2(read.error().message().find(said) != std::string::npos, read.error().message().c_str());
    }
}

// Names are kept until the end, in "scaling" too: a small file that unpacks to fifty megabytes of them.
void TestModelFile::longNamesAreCounted()
{
    std::string text = "{\"scaling\":{";
    for (int i = 0; i < 50; ++i)
        text += (i > 0 ? ",\"" : "\"") + std::to_string(i) + std::string(1'000'000, 'a') +
                "\":{\"mean\":0,\"sd\":1}";
    const Result<ForestModel> read =
        readForest(*bytesInMemory(text + "}}"), "m.json", 1000, Progress::none());
    QVERIFY(!read.ok());
    QVERIFY2(read.error().message().find("far more than a forest") != std::string::npos,
             read.error().message().c_str());
}

void TestModelFile::cancelled()
{
    const ForestModel model = trainedModel(toyClouds(3000, 2, 5, 5), 40);
    const std::string text = textOf(model, LeafCounts::Dense);
    QVERIFY(text.size() > (std::size_t(1) << 19)); // it is looked at progress once a quarter of a megabyte
    Impatient reader(1);
    const Result<ForestModel> read = readText(text, reader);
    QVERIFY(!read.ok());
    QCOMPARE(read.error().kind, ErrorKind::Cancelled);
    Impatient writer(2);
    const Result<void> written = writeForest(
        model, LeafCounts::Dense, [](std::string_view) { return Result<void>(); }, writer);
    QVERIFY(!written.ok());
    QCOMPARE(written.error().kind, ErrorKind::Cancelled);
}

void TestModelFile::theSinksErrorEndsWriting()
{
    const ForestModel model = trainedModel(toyClouds(3000, 4, 3, 5), 6);
    int pieces = 0;
    const TextSink full = [&](std::string_view) -> Result<void> {
        ++pieces;
        return Error{"the disk is full", "x", {}, ErrorKind::Failure};
    };
    Result<void> written = writeForest(model, LeafCounts::Dense, full, Progress::none());
    QVERIFY(!written.ok());
    QCOMPARE(written.error().what, std::string("the disk is full"));
    QCOMPARE(pieces, 1);
    ZstdWriter packer(full);
    written = packer.write(textOf(model, LeafCounts::Dense));
    if (written)
        written = packer.finish();
    QVERIFY(!written.ok());
    QCOMPARE(written.error().what, std::string("the disk is full"));
}

QTEST_APPLESS_MAIN(TestModelFile)
#include "tst_model_file.moc"
