#pragma once

#include "core/study/model_examination.h"

#include <QString>

#include <vector>

namespace genrelens
{

class LineChart;
class SpreadBars;

/// Figures of how good a model is, for dock and report. subject names it: "Random forest on super-genre".

QString evaluationSubject(const ModelRun &run);

/// How often answers of a certainty were right, beside the diagonal, over how many of them there are.
void showCalibration(LineChart &chart, const Evaluation &evaluation, const QString &subject);
/// Out-of-bag accuracy over the number of trees.
void showTreesCurve(LineChart &chart, const std::vector<TreesPoint> &points, const QString &subject);
/// Held-out and training accuracy over the tracks learned from, with their spread.
void showLearningCurve(LineChart &chart, const std::vector<LearningPoint> &points, const QString &subject);
/// The accuracy of each fold, their mean and its interval.
void showFolds(LineChart &chart, const CrossValidation &folds, const QString &subject);
/// By feature, the largest first.
void showPermutationImportance(SpreadBars &bars, const std::vector<std::string> &features,
                               const std::vector<Spread> &importances, const QString &subject);
void showGiniImportance(SpreadBars &bars, const std::vector<std::string> &features,
                        const std::vector<double> &importances, const QString &subject);

} // namespace genrelens
