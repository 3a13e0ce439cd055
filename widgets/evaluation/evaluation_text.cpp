#include "widgets/evaluation/evaluation_text.h"

#include "widgets/plots/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("evaluation", text);
}

QString count(std::size_t number)
{
    return formatCount(static_cast<qint64>(number));
}

// "8.6" of 0.086: percentage points with one decimal.
QString points(double share)
{
    return QLocale().toString(std::abs(100.0 * share), 'f', 1);
}

QString signedPoints(double share)
{
    return (share < 0.0 && points(share) != points(0.0) ? QStringLiteral("−") : QString()) + points(share);
}

// "9.1 points better (8.6 to 9.6), p < 0.001"; the interval as seen from the better one.
QString howMuch(double difference, Interval interval, double pValue)
{
    if (points(difference) == points(0.0) && pValue >= 0.05)
        return tr("no difference to speak of (%1 to %2 points), %3")
            .arg(signedPoints(interval.low), signedPoints(interval.high), probabilityText(pValue));
    if (difference < 0.0)
        interval = {-interval.high, -interval.low};
    const QString text =
        difference < 0.0 ? tr("%1 points worse (%2 to %3), %4") : tr("%1 points better (%2 to %3), %4");
    return text.arg(points(difference), signedPoints(interval.low), signedPoints(interval.high),
                    probabilityText(pValue));
}

} // namespace

QString probabilityText(double pValue)
{
    return pValue < 0.001 ? tr("p < %1").arg(QLocale().toString(0.001, 'f', 3))
                          : tr("p = %1").arg(QLocale().toString(pValue, 'f', 3));
}

std::vector<NamedFigure> namedFigures(const ModelRun &run)
{
    const Evaluation &e = run.evaluation;
    std::vector<NamedFigure> figures = {
        {tr("Accuracy"), formatShare(e.testAccuracy),
         tr("Share of the held-out tracks that the model puts into their class.")},
        {tr("95 % interval"), tr("%1 – %2").arg(formatShare(e.interval.low), formatShare(e.interval.high)),
         tr("Where the accuracy lies that very many tracks like these would show (Wilson).")},
        {tr("Baseline"), formatShare(e.baseline),
         tr("Accuracy of always answering the most frequent class; what a model must beat.")},
        {tr("Training accuracy"), formatShare(e.trainAccuracy),
         tr("The same on the tracks that it learned from. Far above the accuracy it tells of learning by "
            "heart, "
            "which is no fault in a forest.")},
        {tr("Top-3 accuracy"), formatShare(e.top3Accuracy),
         tr("Share of the held-out tracks whose class is among the three that the model finds most "
            "probable.")},
        {tr("Balanced accuracy"), formatShare(e.balancedAccuracy),
         tr("Mean over the classes of the share of their tracks that is recognised; small classes count as "
            "much "
            "as large ones.")},
        {tr("Macro F1"), formatShare(e.macroF1),
         tr("Mean over the classes of F1, which is high only where a class is both found and not seen where "
            "it "
            "is not.")},
        {tr("Weighted F1"), formatShare(e.weightedF1),
         tr("The same weighted by the held-out tracks of the classes.")},
        {tr("Cohen's kappa"), formatValue(e.kappa),
         tr("How far the accuracy lies above chance: 0 is chance with answers as frequent as these, 1 all "
            "right.")},
        {tr("Log loss"), formatValue(e.logLoss),
         tr("Mean surprise at the true class, in nats: 0 for certainty that is always right, %1 for equal "
            "probabilities of all classes here.")
             .arg(formatValue(
                 std::log(static_cast<double>(std::max<std::size_t>(run.labels.classes().size(), 1)))))},
        {tr("Brier score"), formatValue(e.brier),
         tr("Mean squared error of the probabilities, summed over the classes: 0 is best, 2 worst.")},
        {tr("Calibration error"), formatShare(expectedCalibrationError(e.calibration)),
         tr("Mean distance between how sure the model is and how often it is right then.")},
        {tr("Classes"), count(run.labels.classes().size()), tr("Classes that it tells apart.")},
        {tr("Training tracks"), count(e.trainRows), tr("Labelled tracks that it learned from.")},
        {tr("Held-out tracks"), count(e.testRows), tr("Labelled tracks that it is judged by.")},
    };
    if (e.outOfBagAccuracy) // beside the other accuracies
        figures.insert(figures.begin() + 4,
                       {tr("Out-of-bag accuracy"), formatShare(*e.outOfBagAccuracy),
                        tr("Share of the training tracks that the trees which did not learn from them put "
                           "into their class.")});
    return figures;
}

QString calibrationText(const Evaluation &evaluation)
{
    double certainty = 0.0;
    for (const CalibrationBin &bin : evaluation.calibration)
        certainty += bin.probability * static_cast<double>(bin.rows);
    certainty /= static_cast<double>(std::max<std::size_t>(evaluation.testRows, 1));
    const double error = expectedCalibrationError(evaluation.calibration);
    const QString said =
        tr("It is %1 sure on average and right %2 of the time; by tenths of certainty the two are "
           "%3 points apart.")
            .arg(formatShare(certainty), formatShare(evaluation.testAccuracy), points(error));
    if (certainty - evaluation.testAccuracy > 0.02)
        return said + QLatin1Char(' ') + tr("It is too sure of itself.");
    if (evaluation.testAccuracy - certainty > 0.02)
        return said + QLatin1Char(' ') + tr("It is more often right than it thinks.");
    return said;
}

QString treesText(const std::vector<TreesPoint> &curve)
{
    if (curve.empty())
        return {};
    const TreesPoint &all = curve.back();
    const TreesPoint &half = curve[(curve.size() - 1) / 2];
    return tr("%1 of the training tracks are put into their class by those of the %2 trees that did not see "
              "them; "
              "half as many trees reach %3.")
        .arg(formatShare(all.accuracy), count(all.trees), formatShare(half.accuracy));
}

QString learningText(const std::vector<LearningPoint> &curve)
{
    if (curve.size() < 2)
        return {};
    const LearningPoint &last = curve.back();
    const LearningPoint &before = curve[curve.size() - 2];
    const double gain = last.testAccuracy - before.testAccuracy;
    return tr("From %1 to %2 training tracks the accuracy changes by %3 points; training and held-out tracks "
              "are %4 "
              "points apart.")
        .arg(count(before.trainRows), count(last.trainRows), signedPoints(gain),
             signedPoints(last.trainAccuracy - last.testAccuracy));
}

QString foldsText(const CrossValidation &folds)
{
    const Interval &interval = folds.accuracy.interval;
    return tr("%1 accuracy on average over %2 folds, 95 % interval %3 – %4 (corrected for overlapping "
              "training "
              "tracks); macro F1 %5, baseline %6.")
        .arg(formatShare(folds.accuracy.mean), count(folds.folds.size()),
             formatShare(std::max(interval.low, 0.0)), formatShare(std::min(interval.high, 1.0)),
             formatShare(folds.meanMacroF1()), formatShare(folds.meanBaseline()));
}

QString comparisonText(const QString &first, const QString &second, const AnswerComparison &comparison)
{
    return tr("%1 is right on %2 tracks that %3 gets wrong, and wrong on %4 that it gets right: %5.")
        .arg(first, count(comparison.onlyFirstRight), inSentence(second), count(comparison.onlySecondRight),
             howMuch(comparison.difference, comparison.interval, comparison.pValue));
}

QString foldComparisonText(const QString &first, const QString &second, const FoldMean &difference,
                           std::size_t folds)
{
    return tr("Over %1 folds %2 is, beside %3: %4.")
        .arg(count(folds), inSentence(first), inSentence(second),
             howMuch(difference.mean, difference.interval, difference.pValue));
}

} // namespace genrelens
