#include "widgets/plots/evaluation_figures.h"

#include "widgets/plots/figures.h"
#include "widgets/plots/line_chart.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/spread_bars.h"
#include "widgets/plots/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr std::size_t mostTreePoints = 400; // more are finer than a screen

QString tr(const char *text)
{
    return QCoreApplication::translate("figures", text);
}

double percent(double share)
{
    return 100.0 * share;
}

// The places of the values, the largest first.
template <typename T, typename Value>
std::vector<std::size_t> largestFirst(const std::vector<T> &items, const Value &value)
{
    std::vector<std::size_t> order(items.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return value(items[a]) > value(items[b]); });
    return order;
}

QString points(double share)
{
    return formatValue(percent(share), 3);
}

QString trackCount(std::size_t tracks)
{
    return tracks == 1 ? tr("1 track") : tr("%1 tracks").arg(formatCount(static_cast<qint64>(tracks)));
}

} // namespace

QString evaluationSubject(const ModelRun &run)
{
    return tr("%1 on %2").arg(modelTitle(run.model), inSentence(labelsTitle(run.labels)));
}

void showCalibration(LineChart &chart, const Evaluation &evaluation, const QString &subject)
{
    LineChartSpec spec;
    spec.title = tr("%1: how far its certainty can be trusted").arg(subject);
    spec.xTitle = tr("Certainty of the answer (%)");
    spec.yTitle = tr("Right (%)");
    spec.pointMarks = true;
    spec.barWidth = 10;
    spec.barsTitle = tr("Share of the tracks");
    spec.legend = false; // the diagonal needs none
    LineSeries model{tr("Model"), classColour(0), {}};
    std::size_t most = 0;
    std::size_t all = 0;
    for (const CalibrationBin &bin : evaluation.calibration) {
        most = std::max(most, bin.rows);
        all += bin.rows;
    }
    for (const CalibrationBin &bin : evaluation.calibration) {
        model.points.emplace_back(percent(bin.probability), percent(bin.accuracy));
        const QString tracks = trackCount(bin.rows);
        model.tips.push_back(tr("%1 sure: %2 right (%3)")
                                 .arg(formatShare(bin.probability, 0), formatShare(bin.accuracy), tracks));
        // The bar stands over the whole tenth, whose upper end belongs to it.
        const double tenth = std::clamp(std::ceil(10.0 * bin.probability - 1e-6), 1.0, 10.0);
        spec.bars.emplace_back(10.0 * tenth - 5.0,
                               0.35 * static_cast<double>(bin.rows) / static_cast<double>(most));
        spec.barTips.push_back(
            tr("%1 to %2 sure: %3, %4 of all")
                .arg(formatShare((tenth - 1.0) / 10.0, 0), formatShare(tenth / 10.0, 0), tracks,
                     formatShare(static_cast<double>(bin.rows) / static_cast<double>(all))));
    }
    LineSeries diagonal{tr("Perfect"), unmappedColour(), {QPointF(0, 0), QPointF(100, 100)}};
    diagonal.dashed = true;
    diagonal.tips.assign(2, tr("As often right as it is sure"));
    if (!model.points.empty())
        spec.series = {std::move(model), std::move(diagonal)};
    chart.setSpec(std::move(spec));
}

void showTreesCurve(LineChart &chart, const std::vector<TreesPoint> &points, const QString &subject)
{
    LineChartSpec spec;
    spec.title = tr("%1: are there enough trees?").arg(subject);
    spec.xTitle = tr("Trees");
    spec.yTitle = tr("Out-of-bag accuracy (%)");
    spec.wholeX = true;
    LineSeries series{tr("Out of bag"), classColour(0), {}};
    const std::size_t step = (points.size() + mostTreePoints - 1) / std::max<std::size_t>(mostTreePoints, 1);
    for (std::size_t i = 0; i < points.size(); ++i)
        if (i % std::max<std::size_t>(step, 1) == 0 || i + 1 == points.size())
            series.points.emplace_back(static_cast<double>(points[i].trees), percent(points[i].accuracy));
    if (!series.points.empty())
        spec.series.push_back(std::move(series));
    chart.setSpec(std::move(spec));
}

void showLearningCurve(LineChart &chart, const std::vector<LearningPoint> &points, const QString &subject)
{
    LineChartSpec spec;
    spec.title = tr("%1: would more tracks help?").arg(subject);
    spec.xTitle = tr("Tracks learned from");
    spec.yTitle = tr("Accuracy (%)");
    spec.pointMarks = true;
    LineSeries test{tr("Held-out"), classColour(0), {}};
    LineSeries train{tr("Training"), unmappedColour(), {}};
    for (const LearningPoint &point : points) {
        const auto rows = static_cast<double>(point.trainRows);
        test.points.emplace_back(rows, percent(point.testAccuracy));
        test.spread.push_back(percent(point.testSd));
        train.points.emplace_back(rows, percent(point.trainAccuracy));
        train.spread.push_back(percent(point.trainSd));
    }
    if (!points.empty())
        spec.series = {std::move(test), std::move(train)};
    chart.setSpec(std::move(spec));
}

void showFolds(LineChart &chart, const CrossValidation &folds, const QString &subject)
{
    LineChartSpec spec;
    spec.title = tr("%1: accuracy by fold").arg(subject);
    spec.xTitle = tr("Fold");
    spec.yTitle = tr("Accuracy (%)");
    spec.wholeX = true;
    spec.legend = false;
    LineSeries dots{tr("Fold"), classColour(0), {}};
    dots.connected = false;
    for (std::size_t i = 0; i < folds.folds.size(); ++i)
        dots.points.emplace_back(static_cast<double>(i + 1), percent(folds.folds[i].accuracy));
    if (!dots.points.empty()) {
        const double mean = percent(folds.accuracy.mean);
        LineSeries line{tr("Mean"), classColour(0), {}};
        line.dashed = true;
        line.points = {{1.0, mean}, {static_cast<double>(folds.folds.size()), mean}};
        spec.band = Band{percent(std::max(folds.accuracy.interval.low, 0.0)),
                         percent(std::min(folds.accuracy.interval.high, 1.0))};
        spec.series = {std::move(dots), std::move(line)};
    }
    chart.setSpec(std::move(spec));
}

void showPermutationImportance(SpreadBars &bars, const std::vector<std::string> &features,
                               const std::vector<Spread> &importances, const QString &subject)
{
    std::vector<SpreadBar> rows;
    for (const std::size_t i : largestFirst(importances, [](const Spread &spread) { return spread.mean; })) {
        const Spread &one = importances[i];
        rows.push_back({QString::fromStdString(features[i]), one.mean, one.sd, points(one.mean),
                        tr("%1 points less accurate when shuffled, ± %2 over the shuffles")
                            .arg(points(one.mean), points(one.sd))});
    }
    bars.setTitle(tr("%1: importance by permutation").arg(subject));
    bars.setBars(
        std::move(rows),
        tr("Accuracy lost when a feature is shuffled (points); line: ± standard deviation over %1 shuffles")
            .arg(PermutationOptions().repeats));
}

void showGiniImportance(SpreadBars &bars, const std::vector<std::string> &features,
                        const std::vector<double> &importances, const QString &subject)
{
    std::vector<SpreadBar> rows;
    for (const std::size_t i : largestFirst(importances, [](double share) { return share; }))
        rows.push_back(
            {QString::fromStdString(features[i]), importances[i], 0.0, formatShare(importances[i]),
             tr("%1 of the impurity that all splits of the trees remove").arg(formatShare(importances[i]))});
    bars.setTitle(tr("%1: importance by splits").arg(subject));
    bars.setBars(std::move(rows), tr("Share of all impurity removed that the splits by each feature remove"));
}

} // namespace genrelens
