#include "core/study/model_examination.h"

namespace genrelens
{

namespace
{

FoldOptions::Method foldMethod(SplitOptions::Method method)
{
    switch (method) {
    case SplitOptions::Method::Stratified:
        return FoldOptions::Method::Stratified;
    case SplitOptions::Method::ByArtist:
    case SplitOptions::Method::ByAlbum:
        return FoldOptions::Method::ByGroup;
    case SplitOptions::Method::Random:
    case SplitOptions::Method::Rows:
        break;
    }
    return FoldOptions::Method::Random;
}

Result<const ModelKind *> kindOf(const std::string &model)
{
    const ModelKind *kind = findModel(model);
    if (kind == nullptr)
        return Error{"there is no model \"" + model + '"', {}, {}, ErrorKind::Usage};
    return kind;
}

TrainingData trainingData(const ModelRequest &request)
{
    return {request.features, request.labels, labelledRows(request.split.train, request.labels)};
}

} // namespace

Result<Folds> studyFolds(const PreparedData &data, const StudySettings &settings, std::size_t folds,
                         std::size_t repeats)
{
    const SplitOptions::Method method = studySplitMethod(data, settings);
    return makeFolds({foldMethod(method), folds, repeats, settings.seed}, data.features().rows(), data.genres,
                     studyGroups(data, method));
}

Result<CrossValidation> crossValidateModel(const ModelRequest &request, const Folds &folds,
                                           Progress &progress)
{
    const Result<const ModelKind *> kind = kindOf(request.model);
    if (!kind)
        return kind.error();
    return crossValidate(*kind.value(), request.options, request.features, request.labels, folds, progress);
}

Result<std::vector<LearningPoint>>
learningCurveOfModel(const ModelRequest &request, const LearningCurveOptions &options, Progress &progress)
{
    const Result<const ModelKind *> kind = kindOf(request.model);
    if (!kind)
        return kind.error();
    return learningCurve(*kind.value(), request.options, trainingData(request),
                         labelledRows(request.split.test, request.labels), options, progress);
}

bool hasOutOfBag(const ModelRun &run)
{
    const auto *forest = dynamic_cast<const RandomForest *>(run.classifier.get());
    return forest != nullptr && forest->hasOutOfBag();
}

Result<std::vector<TreesPoint>> outOfBagCurveOfModel(const ModelRun &run, const ModelRequest &request,
                                                     Progress &progress)
{
    const auto *forest = dynamic_cast<const RandomForest *>(run.classifier.get());
    if (forest == nullptr)
        return Error{"only a forest has trees that can be counted", {}, "Choose a forest.", ErrorKind::Usage};
    return outOfBagCurve(*forest, trainingData(request), progress);
}

Result<std::vector<Spread>> importanceOfModel(const ModelRun &run, const ModelRequest &request,
                                              std::size_t repeats, Progress &progress)
{
    return permutationImportance(*run.classifier, request.features, request.labels, run.evaluation.judgedRows,
                                 {repeats, request.options.seed}, progress);
}

std::optional<AnswerComparison> compareRuns(const ModelRun &first, const ModelRun &second)
{
    const Evaluation &one = first.evaluation;
    const Evaluation &other = second.evaluation;
    if (!(first.labels.key() == second.labels.key()) || one.judgedRows != other.judgedRows)
        return std::nullopt;
    std::vector<std::int32_t> truth;
    for (const std::uint32_t row : one.judgedRows)
        truth.push_back(first.labels.codes()[row]);
    return compareAnswers(truth, one.predicted, other.predicted);
}

} // namespace genrelens
