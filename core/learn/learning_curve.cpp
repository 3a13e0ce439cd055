#include "core/learn/learning_curve.h"

#include "core/learn/answers.h"
#include "core/learn/row_groups.h"
#include "core/learn/spread.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace genrelens
{

namespace
{

const char *const place = "learning curve";

// The training rows in an order of which every beginning has the classes in their shares: the shuffled rows
// of a class are laid out evenly over it, from a start of the class's own.
std::vector<std::uint32_t> evenOrder(const TrainingData &data, std::uint64_t seed, std::size_t repeat)
{
    Random random(seed, RandomPurpose::LearningCurve, repeat);
    std::vector<std::vector<std::uint32_t>> classes(data.labels.classes().size());
    for (const std::uint32_t row : data.rows)
        classes[static_cast<std::size_t>(data.labels.codes()[row])].push_back(row);
    std::vector<std::pair<double, std::uint32_t>> places;
    for (std::vector<std::uint32_t> &rows : classes) {
        shuffle(rows, random);
        const double start = random.uniform();
        for (std::size_t i = 0; i < rows.size(); ++i)
            places.emplace_back((static_cast<double>(i) + start) / static_cast<double>(rows.size()), rows[i]);
    }
    std::sort(places.begin(), places.end());
    std::vector<std::uint32_t> order;
    for (const auto &[at, row] : places)
        order.push_back(row);
    return order;
}

struct Accuracies {
    double test = 0.0;
    double train = 0.0;
};

Result<Accuracies> accuraciesOf(const ModelKind &kind, const ModelOptions &options, const TrainingData &data,
                                const std::vector<std::uint32_t> &testRows, Progress &progress)
{
    SubProgress training(progress, 0.0, 0.8);
    const auto model = kind.train(data, options, training);
    if (!model)
        return model.error();
    SubProgress onTest(progress, 0.8, 0.9);
    const Result<Answers> test = answersOf(*model.value(), data.features, data.labels, testRows, onTest);
    if (!test)
        return test.error();
    SubProgress onTrain(progress, 0.9, 1.0);
    const Result<Answers> train = answersOf(*model.value(), data.features, data.labels, data.rows, onTrain);
    if (!train)
        return train.error();
    return Accuracies{test.value().accuracy(), train.value().accuracy()};
}

// What was measured at one share, one entry a repeat.
struct Measured {
    std::size_t rows = 0;
    std::vector<double> test;
    std::vector<double> train;
};

LearningPoint pointOf(double share, const Measured &measured)
{
    const Spread test = spreadOf(measured.test);
    const Spread train = spreadOf(measured.train);
    return {share, measured.rows, test.mean, test.sd, train.mean, train.sd};
}

std::size_t rowsAt(double share, std::size_t rows)
{
    return std::clamp<std::size_t>(static_cast<std::size_t>(std::llround(share * static_cast<double>(rows))),
                                   1, rows);
}

Result<void> checkRows(const TrainingData &data, const std::vector<std::uint32_t> &testRows)
{
    if (data.labels.isEmpty() || data.labels.codes().size() != data.features.rows())
        return Error{"the labels do not belong to these tracks", place,
                     "Choose a grouping made from the present tracks."};
    if (data.rows.empty() || testRows.empty())
        return Error{"there are no labelled tracks to learn from, or none to judge by", place,
                     "Hold out some of the labelled tracks."};
    return {};
}

} // namespace

Result<void> LearningCurveOptions::validate() const
{
    const bool rising = std::is_sorted(shares.begin(), shares.end(), std::less_equal<>());
    if (shares.empty() || !rising || !(shares.front() > 0.0) || shares.back() > 1.0)
        return Error{"the training shares must rise between 0 and 1", place, {}, ErrorKind::Usage};
    if (repeats < 1 || repeats > 1000)
        return Error{"there must be 1 to 1,000 repeats", place, "The usual number is 3.", ErrorKind::Usage};
    return {};
}

Result<std::vector<LearningPoint>> learningCurve(const ModelKind &kind, const ModelOptions &model,
                                                 const TrainingData &data,
                                                 const std::vector<std::uint32_t> &testRows,
                                                 const LearningCurveOptions &options, Progress &progress)
{
    for (const Result<void> &checked : {options.validate(), checkRows(data, testRows)})
        if (!checked)
            return checked.error();
    // Progress by rows learned from, which is about what time goes by.
    const double work = static_cast<double>(options.repeats) *
                        std::accumulate(options.shares.begin(), options.shares.end(), 0.0);
    double done = 0.0;
    std::vector<Measured> measured(options.shares.size());
    std::optional<Error> refused;
    for (std::size_t r = 0; r < options.repeats; ++r) {
        const std::vector<std::uint32_t> order = evenOrder(data, model.seed, r);
        ModelOptions another = model;
        another.seed += r;
        for (std::size_t s = 0; s < options.shares.size(); ++s) {
            if (progress.cancelled())
                return Error::cancelled();
            const std::size_t count = rowsAt(options.shares[s], order.size());
            if (count == order.size() && !kind.draws && !measured[s].test.empty()) {
                done += options.shares[s]; // it would learn the same once more
                continue;
            }
            TrainingData part{
                data.features, data.labels, {order.begin(), order.begin() + std::ptrdiff_t(count)}};
            std::sort(part.rows.begin(), part.rows.end());
            SubProgress fitting(progress, done / work, (done + options.shares[s]) / work);
            const Result<Accuracies> one = accuraciesOf(kind, another, part, testRows, fitting);
            done += options.shares[s];
            measured[s].rows = count;
            if (one) {
                measured[s].test.push_back(one.value().test);
                measured[s].train.push_back(one.value().train);
            } else if (one.error().kind == ErrorKind::Cancelled)
                return one.error();
            else
                refused = one.error();
        }
    }
    std::vector<LearningPoint> points;
    for (std::size_t s = 0; s < measured.size(); ++s)
        if (!measured[s].test.empty())
            points.push_back(pointOf(options.shares[s], measured[s]));
    if (points.empty() && refused)
        return *refused;
    return points;
}

} // namespace genrelens
