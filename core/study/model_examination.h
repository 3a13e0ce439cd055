#pragma once

#include "core/learn/cross_validation.h"
#include "core/learn/learning_curve.h"
#include "core/learn/model_comparison.h"
#include "core/learn/permutation_importance.h"
#include "core/learn/trees_curve.h"
#include "core/study/analysis.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace genrelens
{

/// What can be found out about a model beyond its figures on the held-out tracks, as steps of a study. A run
/// goes with the request that it was made from: run.key == request.key().

/// Deals the tracks into folds as the study holds them out: by genre, by artist, by album or at random.
Result<Folds> studyFolds(const PreparedData &data, const StudySettings &settings, std::size_t folds,
                         std::size_t repeats);

/// Trains the model anew for each fold. Folds of one study make models comparable, see compareFolds().
Result<CrossValidation> crossValidateModel(const ModelRequest &request, const Folds &folds,
                                           Progress &progress);

/// Trains the model on parts of its training tracks and judges it on the held-out ones.
Result<std::vector<LearningPoint>>
learningCurveOfModel(const ModelRequest &request, const LearningCurveOptions &options, Progress &progress);

/// Whether outOfBagCurveOfModel() has something to say.
bool hasOutOfBag(const ModelRun &run);
/// What fewer trees would have done; an error when the model is no forest.
Result<std::vector<TreesPoint>> outOfBagCurveOfModel(const ModelRun &run, const ModelRequest &request,
                                                     Progress &progress);

/// Of each feature on the held-out tracks.
Result<std::vector<Spread>> importanceOfModel(const ModelRun &run, const ModelRequest &request,
                                              std::size_t repeats, Progress &progress);

/// Two models' answers about the same tracks; nothing when they were asked about others, or learned other
/// labels.
std::optional<AnswerComparison> compareRuns(const ModelRun &first, const ModelRun &second);

} // namespace genrelens
