#pragma once

#include "core/cluster/k_means.h"
#include "core/cluster/k_sweep.h"
#include "core/learn/evaluate.h"
#include "core/study/dataset.h"
#include "core/study/settings.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace genrelens
{

/// The steps of a study as pure functions, which the window's jobs and the headless report both call. Each
/// result carries the key of what it was made from; it is stale when the present inputs give another key.

Key preparationKey(const Dataset &dataset, const PreparationOptions &options);

/// The grouping that the data suggests, or one brought from a file (then wcss is that of the given groups).
struct Clustering {
    LabelSet labels;
    double wcss = 0.0;
    bool imported = false;
    Key key;
};

Key clusteringKey(const Features &features, const StudySettings &settings);
Result<Clustering> runClustering(const Features &features, const StudySettings &settings, Progress &progress);
/// Takes groups from elsewhere as the clusters.
Clustering importedClustering(const Features &features, const LabelSet &labels);

struct Sweep {
    std::vector<KSweepPoint> points;
    Key key;
    bool complete = true; ///< or more is to come
    Key conditions;       ///< of all but the range: under the same, a number of clusters has the same figures
};

Key sweepKey(const Features &features, const StudySettings &settings);
/// watcher: told of all points so far whenever more is known of one, on the thread of the sweep. known: an
/// earlier sweep, whose points are not measured again where they would be the same.
Result<Sweep> runSweep(const Features &features, const StudySettings &settings, Progress &progress,
                       const std::function<void(const Sweep &)> &watcher = {}, const Sweep *known = nullptr);

/// How the tracks of a study are held out: stratified means by genre, and at random in a file without genres.
SplitOptions::Method studySplitMethod(const PreparedData &data, const StudySettings &settings);

/// The groups that a split by artist or album keeps together; empty where the file has none.
const std::vector<std::int32_t> &studyGroups(const PreparedData &data, SplitOptions::Method method);

/// The one split of a study, which serves every label set. testRows, when not empty, are held out instead.
Result<Split> studySplit(const PreparedData &data, const StudySettings &settings,
                         std::span<const std::uint32_t> testRows = {});

/// A split with the key of what it was drawn for.
struct StudySplit {
    Split split;
    Key key;
};

/// Of the tracks that a split holds out.
Key heldOutKey(const Split &split);

Key splitKey(const Key &preparation, const StudySettings &settings);

/// A dataset prepared as settings.preparation says, and split, which takes too long for the GUI's thread.
struct PreparedStudy {
    std::shared_ptr<const PreparedData> data;
    StudySplit split; ///< empty with a null key when there is no such split
};
Result<PreparedStudy> prepareStudy(const Dataset &dataset, const StudySettings &settings, Progress &progress);

/// The keys of all that a model is made from, so that what changed can be told.
struct RunInputs {
    Key features; ///< and the tracks
    Key labels;
    Key heldOut;
    Key parameters; ///< of the model, with its name

    [[nodiscard]] Key key() const;
};
Key parametersKey(const std::string &model, const ModelOptions &options);

/// In which of its inputs a model differs from the present ones.
struct ModelChanges {
    bool features = false; ///< or the tracks; then those of another number of tracks are told of no further
    bool labels = false;
    bool heldOut = false;
    bool parameters = false;

    [[nodiscard]] bool any() const { return features || labels || heldOut || parameters; }
    bool operator==(const ModelChanges &) const = default;
};

/// What one model is to learn.
struct ModelRequest {
    std::string model; ///< a name of the catalogue
    Features features;
    LabelSet labels;
    Split split;
    ModelOptions options;

    [[nodiscard]] RunInputs inputs() const;
    [[nodiscard]] Key key() const { return inputs().key(); }
};

/// A trained and judged model.
struct ModelRun {
    std::string model;
    LabelSet labels; ///< what it learned
    Evaluation evaluation;
    std::shared_ptr<const Classifier> classifier;
    ModelOptions options;
    RunInputs inputs;
    Key key;              ///< of the inputs
    double seconds = 0.0; ///< that training took, on this machine this time; part of no key and no file
};

Result<ModelRun> runModel(const ModelRequest &request, Progress &progress);

/// The most probable class of every kept row, with its probability.
struct Predictions {
    std::vector<std::int32_t> classes;
    std::vector<float> probabilities;
};

/// Honest where it can be: a forest judges the rows it learned from by the trees that did not see them
/// (out of bag); other models have seen their training rows.
Result<Predictions> predictAll(const ModelRun &run, const Features &features, const Split &split,
                               Progress &progress);

} // namespace genrelens
