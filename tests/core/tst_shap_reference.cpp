#include "core/explain/forest_shap.h"
#include "core/explain/shap_importance.h"
#include "core/learn/model_support.h"
#include "core/model_file/forest_reader.h"
#include "tests/support/shared_data.h"
#include "tests/support/study_features.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

using namespace genrelens;
using namespace genrelens::test;

/// SHAP values beside those of the reference implementation, and beside the published study's.
class TestShapReference : public QObject
{
    Q_OBJECT

private slots:
    void valuesEqualTheReference_data();
    void valuesEqualTheReference();
    void theStudysFeaturesComeInItsOrder_data();
    void theStudysFeaturesComeInItsOrder();
};

void TestShapReference::valuesEqualTheReference_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name :
         {"two_classes", "shallow_8_classes", "full_depth_8_classes", "genres_113", "deep_one_tree"})
        QTest::addRow("%s", name) << name;
}

void TestShapReference::valuesEqualTheReference()
{
    GENRELENS_NEED_SHARED(folder, "reference/shap/two_classes.json");
    QFETCH(const QString, name);
    const std::string path = sharedFile("reference/shap/" + name.toStdString() + ".json");
    const auto forest = readForest(path, Progress::none());
    QVERIFY2(forest.ok(), path.c_str());
    std::ifstream stream(path);
    const nlohmann::json reference = nlohmann::json::parse(stream);
    std::vector<float> values;
    for (const auto &row : reference["rows"])
        for (const auto &value : row)
            values.push_back(value.get<float>());
    const Features features = toyFeatures(reference["features"].size(), std::move(values));
    const auto shap =
        explainForest(*forest.value().forest, features, allRows(features.rows()), Progress::none());
    QVERIFY(shap.ok());
    QVERIFY(shap.value().additivityError() < 1e-6);
    for (std::size_t c = 0; c < shap.value().classes(); ++c) {
        QVERIFY(std::abs(shap.value().baseValues()[c] - reference["base_values"][c].get<double>()) < 1e-9);
        for (std::size_t i = 0; i < features.rows(); ++i) {
            const auto wanted = reference["shap_values_class_row_feature"][c][i].get<std::vector<double>>();
            QVERIFY(std::abs(static_cast<double>(shap.value().outputs(c)[i]) -
                             reference["probabilities"][i][c].get<double>()) < 1e-6);
            for (std::size_t f = 0; f < wanted.size(); ++f)
                QVERIFY(std::abs(static_cast<double>(shap.value().value(i, c, f)) - wanted[f]) < 1e-6);
        }
    }
}

void TestShapReference::theStudysFeaturesComeInItsOrder_data()
{
    QTest::addColumn<QString>("grouping");
    QTest::newRow("super-genres") << "super_genre";
    QTest::newRow("clusters") << "cluster";
}

// The study explained 100 training tracks and its figures are read to two digits, so that means may differ by
// a fifth, and neighbours in the order of features by as much.
void TestShapReference::theStudysFeaturesComeInItsOrder()
{
    GENRELENS_NEED_STUDY(data);
    GENRELENS_NEED_SHARED(path, "reference/study_numbers.json");
    QFETCH(const QString, grouping);
    std::ifstream stream(path);
    const nlohmann::json published =
        nlohmann::json::parse(stream)["study_shap_mean_abs"][grouping.toStdString()];
    const LabelSet &labels = grouping == QLatin1String("cluster") ? data.clusters : data.superGenres;
    ForestOptions options;
    options.trees = 40;
    const auto forest = RandomForest::train({data.features, labels, labelledRows(data.split.train, labels)},
                                            options, Progress::none())
                            .value();
    constexpr std::size_t explained = 300;
    std::vector<std::uint32_t> rows;
    for (std::size_t i = 0; i < explained; ++i)
        rows.push_back(data.split.train[i * data.split.train.size() / explained]);
    const ShapImportance found =
        shapImportance(explainForest(*forest, data.features, rows, Progress::none()).value());
    for (std::size_t f = 0; f < found.features; ++f) {
        const double study = published[data.features.names()[f]].get<double>();
        QVERIFY2(std::abs(found.total(f) - study) < 0.2 * study + 0.015,
                 qPrintable(QString::fromStdString(data.features.names()[f])));
    }
    const std::vector<std::size_t> order = found.order();
    for (std::size_t i = 0; i + 1 < order.size(); ++i)
        for (std::size_t later = i + 1; later < order.size(); ++later) {
            const double first = published[data.features.names()[order[i]]].get<double>();
            const double second = published[data.features.names()[order[later]]].get<double>();
            QVERIFY(second < 1.25 * first + 0.01);
        }
}

QTEST_GUILESS_MAIN(TestShapReference)
#include "tst_shap_reference.moc"
