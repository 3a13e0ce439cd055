#include "core/learn/evaluate.h"
#include "core/learn/lda.h"
#include "core/learn/majority.h"
#include "core/learn/qda.h"
#include "tests/support/study_features.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <cmath>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

using Trained = Result<std::shared_ptr<const Classifier>>;

Probabilities answers(const Trained &model, const Features &features, const std::vector<std::uint32_t> &rows)
{
    return model.value()->probabilities(features, rows, Progress::none()).value();
}

Evaluation judge(const Trained &model, const Study &study, const LabelSet &labels)
{
    return evaluateModel(*model.value(), study.features, labels, study.split, Progress::none()).value();
}

double share(double logOdds)
{
    return 1.0 / (1.0 + std::exp(-logOdds));
}

bool near(float is, double should)
{
    return std::abs(static_cast<double>(is) - should) < 1e-6;
}

} // namespace

class TestDiscriminants : public QObject
{
    Q_OBJECT

private slots:
    void ldaHasItsClosedForm();
    void ldaDoesNotMindUnitsOrCopies();
    void shrinkageHasItsClosedForm();
    void qdaHasItsClosedForm();
    void qdaRaisesWhatDoesNotVary();
    void majorityAnswersShares();
    void badOptionsAreRefused();
    void studyAccuraciesAreExact();
};

void TestDiscriminants::ldaHasItsClosedForm()
{
    // Class 0: -1, 1 (mean 0); class 1: 2, 4, 2, 4 (mean 3). Scatter within 2 + 4, so variance 6 / (6 - 2).
    const TrainingData data = toyTraining(1, {-1, 1, 2, 4, 2, 4}, 2, {0, 0, 1, 1, 1, 1});
    const Probabilities p = answers(trainLda(data, {}, Progress::none()), data.features, data.rows);
    for (std::size_t i = 0; i < p.rows; ++i) {
        const auto x = static_cast<double>(data.features.row(i)[0]);
        const double logOdds = std::log(4.0 / 2.0) + (x * x - (x - 3) * (x - 3)) / (2 * 1.5);
        QVERIFY(near(p.row(i)[1], share(logOdds)));
    }
}

void TestDiscriminants::ldaDoesNotMindUnitsOrCopies()
{
    const TrainingData data = toyClouds(500, 3, 4, 5);
    const Probabilities p = answers(trainLda(data, {}, Progress::none()), data.features, data.rows);
    // The same with one feature in thousandths, one twice, and one that says nothing.
    std::vector<float> values;
    for (std::size_t i = 0; i < data.features.rows(); ++i) {
        const std::span<const float> x = data.features.row(i);
        values.insert(values.end(), {x[0] * 1024.0F, x[1], x[2], x[1], 7.0F});
    }
    const TrainingData other{toyFeatures(5, values), data.labels, data.rows};
    const Probabilities q = answers(trainLda(other, {}, Progress::none()), other.features, other.rows);
    for (std::size_t i = 0; i < p.values.size(); ++i)
        QVERIFY(near(p.values[i], static_cast<double>(q.values[i])));
}

void TestDiscriminants::shrinkageHasItsClosedForm()
{
    // Within classes: variances 1 (x) and 4 (y) with n in the denominator, no correlation; shrunk by a half
    // towards their mean 2.5 they are 1.75 and 3.25. Means (0, 0) and (4, 0), equal priors.
    const TrainingData data =
        toyTraining(2, {-1, -2, -1, 2, 1, -2, 1, 2, 3, -2, 3, 2, 5, -2, 5, 2}, 2, {0, 0, 0, 0, 1, 1, 1, 1});
    const Trained model = trainLda(data, {.shrinkage = 0.5, .tol = 1e-4}, Progress::none());
    const Probabilities p = answers(model, data.features, data.rows);
    for (std::size_t i = 0; i < p.rows; ++i) {
        const auto x = static_cast<double>(data.features.row(i)[0]);
        QVERIFY(near(p.row(i)[1], share((x * x - (x - 4) * (x - 4)) / (2 * 1.75))));
    }
}

void TestDiscriminants::qdaHasItsClosedForm()
{
    // Class 0: mean 0, variance 2 (one degree of freedom); class 1: mean 3, variance 4 / 3. With
    // regularization r the variances are (1 - r) v + r.
    const TrainingData data = toyTraining(1, {-1, 1, 2, 4, 2, 4}, 2, {0, 0, 1, 1, 1, 1});
    for (const double r : {0.0, 0.25}) {
        const double v0 = (1 - r) * 2.0 + r;
        const double v1 = (1 - r) * 4.0 / 3.0 + r;
        const Trained model = trainQda(data, {.regularization = r}, Progress::none());
        const Probabilities p = answers(model, data.features, data.rows);
        for (std::size_t i = 0; i < p.rows; ++i) {
            const auto x = static_cast<double>(data.features.row(i)[0]);
            const double logOdds =
                std::log(2.0) + 0.5 * (std::log(v0 / v1) + x * x / v0 - (x - 3) * (x - 3) / v1);
            QVERIFY(near(p.row(i)[1], share(logOdds)));
        }
    }
}

void TestDiscriminants::qdaRaisesWhatDoesNotVary()
{
    // Class 0 does not vary at all, class 1 has variance 4 / 3. All six: mean 2, variance 16 / 6.
    const TrainingData data = toyTraining(1, {0, 0, 2, 4, 2, 4, 0.01F}, 2, {0, 0, 1, 1, 1, 1, unlabelled});
    const Trained model =
        trainQda({data.features, data.labels, {0, 1, 2, 3, 4, 5}}, {.tol = 1e-3}, Progress::none());
    const Probabilities p = answers(model, data.features, data.rows);
    const double v0 = 1e-3 * 16.0 / 6.0;
    const double v1 = 4.0 / 3.0;
    for (std::size_t i = 0; i < p.rows; ++i) {
        const auto x = static_cast<double>(data.features.row(i)[0]);
        const double logOdds =
            std::log(2.0) + 0.5 * (std::log(v0 / v1) + x * x / v0 - (x - 3) * (x - 3) / v1);
        QVERIFY(near(p.row(i)[1], share(logOdds)));
    }
}

void TestDiscriminants::majorityAnswersShares()
{
    const TrainingData data = toyTraining(1, {1, 2, 3, 4, 5}, 3, {2, 0, 2, 0, 2});
    const Probabilities p = answers(trainMajority(data, Progress::none()), data.features, {0, 4});
    QCOMPARE(p.values, (std::vector<float>{0.4F, 0.0F, 0.6F, 0.4F, 0.0F, 0.6F}));
}

void TestDiscriminants::badOptionsAreRefused()
{
    const TrainingData data = toyTraining(1, {0, 1, 2, 3}, 2, {0, 0, 1, 1});
    QVERIFY(!trainLda(data, {.shrinkage = -0.1}, Progress::none()));
    QVERIFY(!trainLda(data, {.shrinkage = 1.1}, Progress::none()));
    QVERIFY(!trainLda(data, {.shrinkage = 0.0, .tol = -1.0}, Progress::none()));
    QVERIFY(!trainQda(data, {.regularization = 1.1}, Progress::none()));
    QVERIFY(!trainQda(data, {.regularization = 0.0, .tol = 0.0}, Progress::none()));
}

void TestDiscriminants::studyAccuraciesAreExact()
{
    GENRELENS_NEED_STUDY(data);
    // study_numbers.json (scikit-learn): shares of 17,949 and 71,792 rows, so equality to the last digit.
    // Those with shrinkage and regularization are from scikit-learn 1.2.1, too (solver lsqr, shrinkage 0.1;
    // reg_param 0.1), and printed with six digits.
    const auto lda = [&](const LabelSet &labels, double shrinkage) {
        const TrainingData training{data.features, labels, data.split.train};
        return judge(trainLda(training, {.shrinkage = shrinkage}, Progress::none()), data, labels);
    };
    QVERIFY(lda(data.superGenres, 0.0).testAccuracy == 0.41952197894033094);
    QVERIFY(lda(data.superGenres, 0.0).trainAccuracy == 0.41662023623802097);
    QVERIFY(lda(data.clusters, 0.0).testAccuracy == 0.9571006741322636);
    QVERIFY(lda(data.clusters, 0.0).trainAccuracy == 0.9587697793626031);
    QVERIFY(std::abs(lda(data.superGenres, 0.1).testAccuracy - 0.419188) < 1e-6);
    QVERIFY(std::abs(lda(data.genres, 0.1).testAccuracy - 0.212491) < 1e-6);
    const auto qda = [&](const LabelSet &labels, double regularization) {
        const TrainingData training{data.features, labels, data.split.train};
        return judge(trainQda(training, {.regularization = regularization}, Progress::none()), data, labels);
    };
    QVERIFY(qda(data.superGenres, 0.0).testAccuracy == 0.4071536018719706);
    QVERIFY(qda(data.superGenres, 0.0).trainAccuracy == 0.40579730332070424);
    QVERIFY(qda(data.clusters, 0.0).testAccuracy == 0.904897208758148);
    QVERIFY(qda(data.clusters, 0.0).trainAccuracy == 0.9109371517717851);
    QVERIFY(std::abs(qda(data.genres, 0.1).testAccuracy - 0.258120) < 1e-6);
}

QTEST_APPLESS_MAIN(TestDiscriminants)
#include "tst_discriminants.moc"
