#pragma once

#include "core/study/model_examination.h"
#include "widgets/evaluation/figure_list.h"

#include <QString>

#include <vector>

namespace genrelens
{

/// What the Evaluation dock says of a model, in words.

/// All figures of an evaluation with what they mean.
std::vector<NamedFigure> namedFigures(const ModelRun &run);

QString calibrationText(const Evaluation &evaluation);
QString treesText(const std::vector<TreesPoint> &points);
QString learningText(const std::vector<LearningPoint> &points);
QString foldsText(const CrossValidation &folds);

/// "Random forest is right on 2,144 tracks that naive Bayes gets wrong, …".
QString comparisonText(const QString &first, const QString &second, const AnswerComparison &comparison);
/// The same of two cross-validations over the same folds.
QString foldComparisonText(const QString &first, const QString &second, const FoldMean &difference,
                           std::size_t folds);

/// "p < 0.001", "p = 0.023".
QString probabilityText(double pValue);

} // namespace genrelens
