#include "core/learn/evaluate.h"
#include "core/learn/logistic.h"
#include "core/learn/minimize.h"
#include "core/learn/softmax_loss.h"
#include "tests/support/study_features.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

Probabilities answers(const TrainingData &data, const LogisticOptions &options)
{
    const auto model = trainLogistic(data, options, Progress::none()).value();
    return model->probabilities(data.features, data.rows, Progress::none()).value();
}

} // namespace

class TestLogistic : public QObject
{
    Q_OBJECT

private slots:
    void minimizesAValley();
    void minimizeStops();
    void lossAndGradientAreThoseOfTheFormula();
    void weightIsTheLogarithmOfTheOddsRatio();
    void answersAreStationary_data();
    void answersAreStationary();
    void badOptionsAreRefused();
    void studyAccuraciesAreMet();
};

void TestLogistic::minimizesAValley()
{
    // Rosenbrock's function: its only minimum is 0 at (1, 1), along a bent valley.
    const auto valley = [](const Eigen::VectorXd &x, Eigen::VectorXd &gradient) {
        const double a = 1.0 - x[0];
        const double b = x[1] - x[0] * x[0];
        gradient[0] = -2.0 * a - 400.0 * x[0] * b;
        gradient[1] = 200.0 * b;
        return a * a + 100.0 * b * b;
    };
    MinimizeOptions options;
    options.tol = 1e-9;
    options.curvature = Eigen::VectorXd::Ones(2);
    std::size_t reports = 0;
    const Minimum found = minimize(valley, Eigen::Vector2d(-1.2, 1.0), options,
                                   [&](std::size_t iterations, double) { QCOMPARE(iterations, reports++); });
    QVERIFY(found.converged && !found.stopped);
    QVERIFY(found.iterations < 100 && found.iterations + 1 == reports);
    QVERIFY(std::abs(found.x[0] - 1.0) < 1e-8 && std::abs(found.x[1] - 1.0) < 1e-8);
}

void TestLogistic::minimizeStops()
{
    const auto bowl = [](const Eigen::VectorXd &x, Eigen::VectorXd &gradient) {
        gradient = 2.0 * x;
        return x.squaredNorm();
    };
    MinimizeOptions options;
    options.maxIterations = 0;
    options.curvature = Eigen::VectorXd::Ones(3);
    const auto ignore = [](std::size_t, double) {};
    const Minimum none = minimize(bowl, Eigen::Vector3d(1, 2, 3), options, ignore);
    QVERIFY(!none.converged && none.value == 14.0);
    const auto refusing = [](const Eigen::VectorXd &, Eigen::VectorXd &) {
        return std::numeric_limits<double>::infinity();
    };
    QVERIFY(minimize(refusing, Eigen::Vector3d(1, 2, 3), options, ignore).stopped);
}

void TestLogistic::lossAndGradientAreThoseOfTheFormula()
{
    constexpr std::size_t classes = 11; // more than one group of lanes, the last not full
    const TrainingData data = toyClouds(700, 3, classes, 9);
    const std::vector<double> centre{0.5, -1.0, 2.0};
    const SoftmaxLoss loss(data, data.labels.codes(), classes, centre);
    const std::size_t lanes = loss.lanes();
    Random random(1, RandomPurpose::Test);
    std::vector<double> weights(4 * lanes, 0.0);
    for (std::size_t m = 0; m < 4; ++m)
        for (std::size_t c = 0; c < classes; ++c)
            weights[m * lanes + c] = 3.0 * random.normal();
    std::vector<double> gradient(weights.size(), 1e9);
    const double value = loss.evaluate(weights, gradient, Progress::none());

    double expected = 0.0;
    std::vector<double> slopes(weights.size(), 0.0);
    for (std::size_t i = 0; i < 700; ++i) {
        std::array<double, 4> x{};
        for (std::size_t m = 0; m < 3; ++m)
            x[m] = static_cast<double>(data.features.row(i)[m]) - centre[m];
        x[3] = 1.0;
        std::array<double, classes> scores{};
        double sum = 0.0;
        for (std::size_t c = 0; c < classes; ++c) {
            for (std::size_t m = 0; m < 4; ++m)
                scores[c] += x[m] * weights[m * lanes + c];
            sum += std::exp(scores[c]);
        }
        const auto own = static_cast<std::size_t>(data.labels.codes()[i]);
        expected += std::log(sum) - scores[own];
        for (std::size_t c = 0; c < classes; ++c)
            for (std::size_t m = 0; m < 4; ++m)
                slopes[m * lanes + c] += x[m] * (std::exp(scores[c]) / sum - (c == own ? 1.0 : 0.0));
    }
    QVERIFY(std::abs(value / expected - 1.0) < 1e-12);
    for (std::size_t i = 0; i < slopes.size(); ++i)
        QVERIFY(std::abs(gradient[i] - slopes[i]) < 1e-9); // sums of 700 terms of a few units
}

void TestLogistic::weightIsTheLogarithmOfTheOddsRatio()
{
    // A feature of two values and hardly a penalty: the probabilities are the shares in the table.
    // x = 0: 6 and 2 rows; x = 1: 3 and 9 rows.
    std::vector<float> values;
    std::vector<std::int32_t> codes;
    const auto add = [&](float x, std::int32_t code, int rows) {
        for (int i = 0; i < rows; ++i) {
            values.push_back(x);
            codes.push_back(code);
        }
    };
    add(0, 0, 6);
    add(0, 1, 2);
    add(1, 0, 3);
    add(1, 1, 9);
    const Probabilities p = answers(toyTraining(1, values, 2, codes), {.c = 1e6, .tol = 1e-9});
    QVERIFY(std::abs(p.row(0)[1] - 0.25F) < 1e-5F);
    QVERIFY(std::abs(p.row(19)[1] - 0.75F) < 1e-5F);
}

void TestLogistic::answersAreStationary_data()
{
    QTest::addColumn<double>("c");
    QTest::addColumn<bool>("copies");
    QTest::newRow("usual") << 1.0 << false;
    QTest::newRow("small C") << 1e-3 << false;
    QTest::newRow("large C") << 100.0 << false;
    QTest::newRow("collinear and constant") << 0.01 << true;
}

// At the minimum the weights of a class are C times the sum of (its indicator - its probability) times the
// features, and these differences sum to 0: the model's own answers give its weights, which give its answers.
void TestLogistic::answersAreStationary()
{
    QFETCH(const double, c);
    QFETCH(const bool, copies);
    TrainingData data = toyClouds(400, 2, 3, 4);
    if (copies) {
        std::vector<float> values;
        for (std::size_t i = 0; i < data.features.rows(); ++i) {
            const std::span<const float> x = data.features.row(i);
            values.insert(values.end(), {x[0], 8.0F * x[1], 2.0F * x[0], 3.0F});
        }
        data.features = toyFeatures(4, values);
    }
    const Probabilities p = answers(data, {.c = c, .tol = 1e-9});
    const std::size_t columns = data.features.columns();
    std::vector<double> weights(3 * columns, 0.0);
    for (std::size_t k = 0; k < 3; ++k) {
        double sum = 0.0;
        for (std::size_t i = 0; i < p.rows; ++i) {
            const double apart = (data.labels.codes()[i] == static_cast<std::int32_t>(k) ? 1.0 : 0.0) -
                                 static_cast<double>(p.row(i)[k]);
            sum += apart;
            for (std::size_t m = 0; m < columns; ++m)
                weights[k * columns + m] += c * apart * static_cast<double>(data.features.row(i)[m]);
        }
        QVERIFY(std::abs(sum) < 1e-4); // 400 probabilities rounded to float
    }
    const auto score = [&](std::size_t i, std::size_t k) {
        double sum = 0.0;
        for (std::size_t m = 0; m < columns; ++m)
            sum += (weights[k * columns + m] - weights[m]) * (static_cast<double>(data.features.row(i)[m]) -
                                                              static_cast<double>(data.features.row(0)[m]));
        return sum;
    };
    const auto logOdds = [&](std::size_t i, std::size_t k) {
        return std::log(static_cast<double>(p.row(i)[k]) / static_cast<double>(p.row(i)[0]));
    };
    // Rounding of the answers is multiplied by C and the features' size.
    const double tolerance = 1e-4 * std::max(1.0, 10.0 * c);
    for (std::size_t i = 1; i < p.rows; i += 7)
        for (std::size_t k = 1; k < 3; ++k)
            QVERIFY(std::abs(score(i, k) - (logOdds(i, k) - logOdds(0, k))) < tolerance);
}

void TestLogistic::badOptionsAreRefused()
{
    const TrainingData data = toyTraining(1, {0, 1, 2, 3}, 2, {0, 0, 1, 1});
    QVERIFY(!trainLogistic(data, {.c = 0.0}, Progress::none()));
    QVERIFY(!trainLogistic(data, {.c = 1.0, .tol = 0.0}, Progress::none()));
}

void TestLogistic::studyAccuraciesAreMet()
{
    GENRELENS_NEED_STUDY(data);
    const auto judge = [&](const LabelSet &labels) {
        const auto model =
            trainLogistic({data.features, labels, data.split.train}, {}, Progress::none()).value();
        return evaluateModel(*model, data.features, labels, data.split, Progress::none()).value();
    };
    // study_numbers.json (scikit-learn, lbfgs), which stops a little before the minimum.
    const Evaluation superGenre = judge(data.superGenres);
    QVERIFY(std::abs(superGenre.testAccuracy - 0.4277676636525712) < 0.002);
    QVERIFY(std::abs(superGenre.trainAccuracy - 0.4239748161355026) < 0.002);
    const Evaluation cluster = judge(data.clusters);
    QVERIFY(std::abs(cluster.testAccuracy - 0.9950415064906123) < 0.002);
    QVERIFY(std::abs(cluster.trainAccuracy - 0.9958212614218854) < 0.002);
}

QTEST_APPLESS_MAIN(TestLogistic)
#include "tst_logistic.moc"
