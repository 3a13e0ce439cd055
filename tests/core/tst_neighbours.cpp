#include "core/learn/evaluate.h"
#include "core/learn/nearest_neighbours.h"
#include "core/neighbours/neighbour_index.h"
#include "tests/support/shared_data.h"
#include "tests/support/study_features.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

// The definition: all distances in double, sorted.
std::vector<Neighbour> sortedOut(const Features &features, const std::vector<std::uint32_t> &rows,
                                 std::span<const float> query, std::size_t k)
{
    std::vector<Neighbour> all;
    for (const std::uint32_t row : rows) {
        double squared = 0.0;
        for (std::size_t m = 0; m < query.size(); ++m)
            squared += std::pow(static_cast<double>(features.row(row)[m]) - static_cast<double>(query[m]), 2);
        all.push_back({squared, row});
    }
    std::sort(all.begin(), all.end());
    all.resize(std::min(k, all.size()));
    return all;
}

void compareWithDefinition(const Features &features, const std::vector<std::uint32_t> &rows, std::size_t k)
{
    const NeighbourIndex index = NeighbourIndex::build(features, rows, Progress::none()).value();
    QCOMPARE(index.size(), rows.size());
    std::vector<Neighbour> found;
    for (std::size_t i = 0; i < features.rows(); i += 7) {
        index.nearest(features.row(i), k, found);
        QVERIFY(found == sortedOut(features, rows, features.row(i), k));
    }
}

std::vector<std::uint32_t> everyThird(std::size_t rows)
{
    std::vector<std::uint32_t> kept;
    for (std::size_t i = 1; i < rows; i += 3)
        kept.push_back(static_cast<std::uint32_t>(i));
    return kept;
}

std::vector<std::vector<double>> numbersOf(const std::string &path)
{
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    std::vector<std::vector<double>> numbers;
    while (std::getline(file, line)) {
        std::istringstream cells(line);
        numbers.emplace_back();
        for (std::string cell; std::getline(cells, cell, ',');)
            numbers.back().push_back(std::strtod(cell.c_str(), nullptr));
    }
    return numbers;
}

// All columns in units of their deviation.
Features standardized(const Features &features)
{
    std::vector<float> values(features.values().begin(), features.values().end());
    const std::size_t columns = features.columns();
    const auto n = static_cast<double>(features.rows());
    for (std::size_t m = 0; m < columns; ++m) {
        double sum = 0.0;
        double squares = 0.0;
        for (std::size_t i = m; i < values.size(); i += columns)
            sum += static_cast<double>(values[i]);
        for (std::size_t i = m; i < values.size(); i += columns)
            squares += std::pow(static_cast<double>(values[i]) - sum / n, 2);
        for (std::size_t i = m; i < values.size(); i += columns)
            values[i] =
                static_cast<float>((static_cast<double>(values[i]) - sum / n) / std::sqrt(squares / n));
    }
    return toyFeatures(columns, std::move(values));
}

} // namespace

class TestNeighbours : public QObject
{
    Q_OBJECT

private slots:
    void neighboursAreThoseOfTheDefinition_data();
    void neighboursAreThoseOfTheDefinition();
    void extremesAreFound();
    void buildingCanBeCancelled();
    void distancesAreThoseOfTheReference();
    void votesAreCounted();
    void nearerVotesCountMore();
    void badOptionsAreRefused();
    void studyAccuraciesAreMet();
};

void TestNeighbours::neighboursAreThoseOfTheDefinition_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("k");
    QTest::addColumn<double>("grid");
    QTest::newRow("one tile") << 60 << 3 << 5 << 0.0;
    QTest::newRow("tiles not full") << 1000 << 5 << 15 << 0.0;
    QTest::newRow("one feature") << 700 << 1 << 4 << 0.0;
    QTest::newRow("more than a lane of features") << 2000 << 17 << 3 << 0.0;
    QTest::newRow("many ties") << 1500 << 2 << 15 << 2.0;
    QTest::newRow("mostly equal") << 1500 << 2 << 15 << 0.3;
    QTest::newRow("more than there are") << 90 << 2 << 100 << 1.0;
    QTest::newRow("none") << 90 << 2 << 0 << 0.0;
}

void TestNeighbours::neighboursAreThoseOfTheDefinition()
{
    QFETCH(const int, rows);
    QFETCH(const int, columns);
    QFETCH(const int, k);
    QFETCH(const double, grid);
    const TrainingData data = toyClouds(static_cast<std::size_t>(rows), static_cast<std::size_t>(columns), 3,
                                        11, static_cast<float>(grid));
    compareWithDefinition(data.features, data.rows, static_cast<std::size_t>(k));
    compareWithDefinition(data.features, everyThird(data.rows.size()), static_cast<std::size_t>(k));
}

void TestNeighbours::extremesAreFound()
{
    // Squares beyond and below the range of float, and neighbours that float cannot tell apart.
    std::vector<float> values;
    for (int i = 0; i < 200; ++i) {
        const float size = i % 4 == 0 ? 1e30F : i % 4 == 1 ? 1e-30F : i % 4 == 2 ? -3e38F : 1.0F;
        values.push_back(size * (1.0F + static_cast<float>(i / 4) * std::numeric_limits<float>::epsilon()));
    }
    const Features features = toyFeatures(1, values);
    compareWithDefinition(features, allRows(200), 7);
    const NeighbourIndex empty = NeighbourIndex::build(features, {}, Progress::none()).value();
    std::vector<Neighbour> found(3);
    empty.nearest(features.row(0), 5, found);
    QVERIFY(found.empty());
}

void TestNeighbours::buildingCanBeCancelled()
{
    const TrainingData data = toyClouds(3000, 3, 3, 2);
    for (const int patience : {0, 1, 20}) {
        WatchedProgress cancelled(patience);
        QVERIFY(NeighbourIndex::build(data.features, data.rows, cancelled).error().kind ==
                ErrorKind::Cancelled);
    }
}

void TestNeighbours::distancesAreThoseOfTheReference()
{
    GENRELENS_NEED_STUDY(data);
    GENRELENS_NEED_SHARED(distancesFile, "reference/exact_neighbour_distances_all15_standardized.csv");
    GENRELENS_NEED_SHARED(rowsFile, "reference/exact_neighbours_all15_standardized.csv");
    const Features features = standardized(data.features);
    const NeighbourIndex index =
        NeighbourIndex::build(features, allRows(features.rows()), Progress::none()).value();
    const auto distances = numbersOf(distancesFile);
    const auto rows = numbersOf(rowsFile);
    QCOMPARE(distances.size(), std::size_t(500));
    std::vector<Neighbour> found;
    for (std::size_t i = 0; i < distances.size(); ++i) {
        // First the query's row, then 16 neighbours, of which the first is the row itself or a twin.
        const auto row = static_cast<std::size_t>(rows[i].front());
        const std::size_t k = distances[i].size() - 1;
        index.nearest(features.row(row), k, found);
        for (std::size_t j = 0; j < k; ++j)
            QVERIFY(std::abs(std::sqrt(found[j].squared) - distances[i][j + 1]) < 1e-5); // rounding to float
    }
}

void TestNeighbours::votesAreCounted()
{
    // From 5: rows 2 (at 4) and 3 (at 6) are equally near, then 1 and 4; the lower row of equals.
    const TrainingData data = toyTraining(1, {0, 3, 4, 6, 7, 5}, 3, {0, 0, 1, 2, 2, unlabelled});
    const TrainingData training{data.features, data.labels, {0, 1, 2, 3, 4}};
    const std::vector<std::uint32_t> query = {5};
    const auto votes = [&](std::size_t k) {
        const auto model = trainNearestNeighbours(training, {.neighbours = k}, Progress::none()).value();
        return model->probabilities(data.features, query, Progress::none()).value().values;
    };
    QCOMPARE(votes(1), (std::vector<float>{0, 1, 0}));
    QCOMPARE(votes(2), (std::vector<float>{0, 0.5F, 0.5F}));
    QCOMPARE(votes(4), (std::vector<float>{0.25F, 0.25F, 0.5F}));
    const std::vector<float> all = votes(100);
    QVERIFY(std::abs(all[0] - 0.4F) < 1e-6F && std::abs(all[1] - 0.2F) < 1e-6F);
}

void TestNeighbours::nearerVotesCountMore()
{
    const TrainingData data = toyTraining(1, {0, 4, 6, 4, 5, 1}, 2, {0, 1, 1, 0, unlabelled, unlabelled});
    const TrainingData training{data.features, data.labels, {0, 1, 2}};
    const auto model =
        trainNearestNeighbours(training, {.neighbours = 3, .byDistance = true}, Progress::none()).value();
    const std::vector<std::uint32_t> queries = {4, 5, 0};
    const Probabilities p = model->probabilities(data.features, queries, Progress::none()).value();
    QVERIFY(std::abs(p.row(0)[0] - 0.2F / 2.2F) < 1e-6F);                        // at 5, 1, 1
    QVERIFY(std::abs(p.row(1)[0] - 1.0F / (1.0F + 1.0F / 3.0F + 0.2F)) < 1e-6F); // at 1, 3, 5
    QCOMPARE(p.row(2)[0], 1.0F);                                                 // itself has all votes
}

void TestNeighbours::badOptionsAreRefused()
{
    const TrainingData data = toyTraining(1, {0, 1, 2, 3}, 2, {0, 0, 1, 1});
    QVERIFY(!trainNearestNeighbours(data, {.neighbours = 0}, Progress::none()));
}

void TestNeighbours::studyAccuraciesAreMet()
{
    GENRELENS_NEED_STUDY(data);
    const auto accuracy = [&](const LabelSet &labels) {
        const auto model =
            trainNearestNeighbours({data.features, labels, data.split.train}, {}, Progress::none()).value();
        // Of the held-out rows only: the others take four times as long.
        const Split split{{}, data.split.test};
        return evaluateModel(*model, data.features, labels, split, Progress::none()).value().testAccuracy;
    };
    // study_numbers.json (scikit-learn, 15 neighbours), which takes any of equally near rows.
    QVERIFY(std::abs(accuracy(data.superGenres) - 0.49679647891247425) < 0.003);
    QVERIFY(std::abs(accuracy(data.clusters) - 0.9552064181848571) < 0.003);
}

QTEST_APPLESS_MAIN(TestNeighbours)
#include "tst_neighbours.moc"
