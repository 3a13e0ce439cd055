#include "core/study/analysis.h"

#include "core/labels/class_profile.h"
#include "core/learn/random_forest.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>
#include <numeric>

namespace genrelens
{

Key preparationKey(const Dataset &dataset, const PreparationOptions &options)
{
    KeyBuilder key;
    key.add(dataset.table.key()).add(options.repeats).add(options.wholeGenres).add(options.roles.size());
    for (const auto &[column, role] : options.roles)
        key.add(column).add(role);
    for (const auto *names :
         {&options.rawFeatures, &options.logFeatures, &options.medianFeatures, &options.excludedFeatures}) {
        key.add(names->size());
        for (const std::string &name : *names)
            key.add(name);
    }
    if (!options.working.isAll() && options.working.isOf(dataset.table.rows()))
        key.add(options.working.key());
    return key.key();
}

Key clusteringKey(const Features &features, const StudySettings &settings)
{
    return KeyBuilder()
        .add("clustering")
        .add(features.key())
        .add(settings.clusters.k)
        .add(settings.clusters.restarts)
        .add(settings.seed)
        .key();
}

Result<Clustering> runClustering(const Features &features, const StudySettings &settings, Progress &progress)
{
    KMeansOptions options;
    options.clusters = static_cast<std::size_t>(settings.clusters.k);
    options.restarts = static_cast<std::size_t>(settings.clusters.restarts);
    options.seed = settings.seed;
    Result<KMeansResult> found = kMeans(features, options, progress);
    if (!found)
        return found.error();
    std::vector<std::string> classes;
    for (int i = 1; i <= settings.clusters.k; ++i)
        classes.push_back(std::to_string(i));
    return Clustering{LabelSet("cluster", std::move(classes), std::move(found.value().labels)),
                      found.value().wcss, false, clusteringKey(features, settings)};
}

Clustering importedClustering(const Features &features, const LabelSet &labels)
{
    return Clustering{labels, withinClassSumOfSquares(features, labels), true,
                      KeyBuilder().add("imported").add(features.key()).add(labels.key()).key()};
}

namespace
{

Key sweepConditions(const Features &features, const StudySettings &settings)
{
    return KeyBuilder()
        .add("sweep")
        .add(features.key())
        .add(settings.clusters.sweepRestarts)
        .add(settings.clusters.sweepReferences)
        .add(settings.clusters.sweepResamples)
        .add(settings.seed)
        .key();
}

} // namespace

Key sweepKey(const Features &features, const StudySettings &settings)
{
    return KeyBuilder()
        .add(sweepConditions(features, settings))
        .add(settings.clusters.sweepFrom)
        .add(settings.clusters.sweepTo)
        .key();
}

Result<Sweep> runSweep(const Features &features, const StudySettings &settings, Progress &progress,
                       const std::function<void(const Sweep &)> &watcher, const Sweep *known)
{
    const Key key = sweepKey(features, settings);
    const Key conditions = sweepConditions(features, settings);
    KSweepOptions options;
    // A small file has no more clusters than tracks.
    options.first = static_cast<std::size_t>(settings.clusters.sweepFrom);
    options.last = std::min(static_cast<std::size_t>(settings.clusters.sweepTo), features.rows());
    if (options.first > options.last)
        return Sweep{{}, key, true, conditions};
    options.restarts = static_cast<std::size_t>(settings.clusters.sweepRestarts);
    options.references = static_cast<std::size_t>(settings.clusters.sweepReferences);
    options.resamples = static_cast<std::size_t>(settings.clusters.sweepResamples);
    options.seed = settings.seed;
    const auto tell = [&](const std::vector<KSweepPoint> &points) {
        watcher({points, key, false, conditions});
    };
    const bool same = known != nullptr && known->conditions == conditions;
    Result<std::vector<KSweepPoint>> points =
        kSweep(features, options, progress, watcher ? KSweepWatcher(tell) : KSweepWatcher(),
               same ? std::span<const KSweepPoint>(known->points) : std::span<const KSweepPoint>());
    if (!points)
        return points.error();
    return Sweep{std::move(points).value(), key, true, conditions};
}

SplitOptions::Method studySplitMethod(const PreparedData &data, const StudySettings &settings)
{
    const bool stratified = settings.splitMethod == SplitOptions::Method::Stratified;
    return stratified && data.genres.isEmpty() ? SplitOptions::Method::Random : settings.splitMethod;
}

const std::vector<std::int32_t> &studyGroups(const PreparedData &data, SplitOptions::Method method)
{
    return method == SplitOptions::Method::ByAlbum ? data.albums : data.artists;
}

Result<Split> studySplit(const PreparedData &data, const StudySettings &settings,
                         std::span<const std::uint32_t> testRows)
{
    SplitOptions options;
    options.method = studySplitMethod(data, settings);
    options.testShare = settings.testShare;
    options.seed = settings.seed;
    if (!testRows.empty()) {
        options.method = SplitOptions::Method::Rows;
        options.testRows.assign(testRows.begin(), testRows.end());
    } else if (options.method == SplitOptions::Method::ByArtist && data.artists.empty()) {
        return Error{
            "the file has no column of artists to split by", {}, "Choose another split.", ErrorKind::Usage};
    } else if (options.method == SplitOptions::Method::ByAlbum && data.albums.empty()) {
        return Error{
            "the file has no column of albums to split by", {}, "Choose another split.", ErrorKind::Usage};
    }
    return makeSplit(options, data.features().rows(), data.genres, studyGroups(data, options.method));
}

Key splitKey(const Key &preparation, const StudySettings &settings)
{
    return KeyBuilder()
        .add(preparation)
        .add(settings.splitMethod)
        .add(settings.testShare)
        .add(settings.seed)
        .key();
}

Result<PreparedStudy> prepareStudy(const Dataset &dataset, const StudySettings &settings, Progress &progress)
{
    SubProgress preparing(progress, 0.0, 0.95);
    Result<PreparedData> data = prepareDataset(dataset, settings.preparation, preparing);
    if (!data)
        return data.error();
    PreparedStudy study{std::make_shared<const PreparedData>(std::move(data).value()), {}};
    progress.report(0.95, "Holding out tracks");
    if (Result<Split> split = studySplit(*study.data, settings)) // else whoever needs it is told why not
        study.split = {std::move(split).value(),
                       splitKey(preparationKey(dataset, settings.preparation), settings)};
    return study;
}

Key heldOutKey(const Split &split)
{
    return KeyBuilder().add(std::span<const std::uint32_t>(split.test)).key();
}

Key parametersKey(const std::string &model, const ModelOptions &options)
{
    const ModelKind *kind = findModel(model);
    return KeyBuilder()
        .add(model)
        .add(kind != nullptr ? parametersJson(*kind, options).dump() : std::string())
        .key();
}

Key RunInputs::key() const
{
    return KeyBuilder().add(features).add(labels).add(heldOut).add(parameters).key();
}

RunInputs ModelRequest::inputs() const
{
    return {features.key(), labels.key(), heldOutKey(split), parametersKey(model, options)};
}

namespace
{

constexpr std::size_t rowsOutOfBag = 65536; // judged at a time; over 113 classes they take 30 MB

double shareOf(std::size_t part, std::size_t whole)
{
    return static_cast<double>(part) / static_cast<double>(whole);
}

Result<std::optional<double>> outOfBagAccuracyOf(const Classifier &model, const TrainingData &data,
                                                 Progress &progress)
{
    const auto *forest = dynamic_cast<const RandomForest *>(&model);
    if (forest == nullptr || !forest->hasOutOfBag())
        return std::optional<double>();
    std::size_t judged = 0;
    std::size_t right = 0;
    for (std::size_t begin = 0; begin < data.rows.size(); begin += rowsOutOfBag) {
        const std::size_t end = std::min(begin + rowsOutOfBag, data.rows.size());
        SubProgress part(progress, shareOf(begin, data.rows.size()), shareOf(end, data.rows.size()));
        const Result<Probabilities> unseen = forest->outOfBagProbabilities(data, begin, end, part);
        if (!unseen)
            return unseen.error();
        for (std::size_t i = begin; i < end; ++i) {
            if (std::isnan(unseen.value().row(i - begin)[0])) // every tree saw it
                continue;
            ++judged;
            right += unseen.value().predicted(i - begin) == data.labels.codes()[data.rows[i]] ? 1 : 0;
        }
    }
    return judged > 0 ? std::optional(static_cast<double>(right) / static_cast<double>(judged))
                      : std::nullopt;
}

} // namespace

Result<ModelRun> runModel(const ModelRequest &request, Progress &progress)
{
    const ModelKind *kind = findModel(request.model);
    if (kind == nullptr)
        return Error{"there is no model \"" + request.model + '"', {}, {}, ErrorKind::Usage};
    SubProgress training(progress, 0.0, 0.9);
    const auto begin = std::chrono::steady_clock::now();
    const TrainingData data{request.features, request.labels,
                            labelledRows(request.split.train, request.labels)};
    auto classifier = kind->train(data, request.options, training);
    if (!classifier)
        return classifier.error();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    SubProgress judging(progress, 0.9, 0.97);
    Result<Evaluation> evaluation =
        evaluateModel(*classifier.value(), request.features, request.labels, request.split, judging);
    if (!evaluation)
        return evaluation.error();
    SubProgress unseen(progress, 0.97, 1.0);
    const Result<std::optional<double>> outOfBag = outOfBagAccuracyOf(*classifier.value(), data, unseen);
    if (!outOfBag)
        return outOfBag.error();
    evaluation.value().outOfBagAccuracy = outOfBag.value();
    const RunInputs inputs = request.inputs();
    return ModelRun{request.model,
                    request.labels,
                    std::move(evaluation).value(),
                    std::move(classifier).value(),
                    request.options,
                    inputs,
                    inputs.key(),
                    seconds.count()};
}

namespace
{

// Fills in the most probable class of each of the rows; those whose probabilities are NaN are left and
// returned.
std::vector<std::uint32_t> take(const Probabilities &from, std::span<const std::uint32_t> rows,
                                Predictions &into)
{
    std::vector<std::uint32_t> left;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (std::isnan(from.row(i)[0])) {
            left.push_back(rows[i]);
            continue;
        }
        const std::int32_t best = from.predicted(i);
        into.classes[rows[i]] = best;
        into.probabilities[rows[i]] = from.row(i)[static_cast<std::size_t>(best)];
    }
    return left;
}

} // namespace

Result<Predictions> predictAll(const ModelRun &run, const Features &features, const Split &split,
                               Progress &progress)
{
    Predictions predictions{std::vector<std::int32_t>(features.rows(), -1),
                            std::vector<float>(features.rows(), 0.0F)};
    std::vector<std::uint32_t> rows(features.rows());
    std::iota(rows.begin(), rows.end(), 0U);
    const auto *forest = dynamic_cast<const RandomForest *>(run.classifier.get());
    if (forest != nullptr && forest->hasOutOfBag()) {
        const TrainingData data{features, run.labels, labelledRows(split.train, run.labels)};
        const Result<Probabilities> unseen = forest->outOfBagProbabilities(data, progress);
        if (!unseen)
            return unseen.error();
        // What is left are the held-out rows, and in very small forests rows that every tree saw.
        std::vector<std::uint32_t> left = take(unseen.value(), data.rows, predictions);
        std::set_difference(rows.begin(), rows.end(), data.rows.begin(), data.rows.end(),
                            std::back_inserter(left));
        rows = std::move(left);
    }
    const Result<Probabilities> seen = run.classifier->probabilities(features, rows, progress);
    if (!seen)
        return seen.error();
    take(seen.value(), rows, predictions);
    return predictions;
}

} // namespace genrelens
