#pragma once

#include "core/base/result.h"
#include "core/explain/shap_bootstrap.h"
#include "core/study/explanation.h"
#include "core/study/model_examination.h"
#include "core/study/track_map.h"
#include "widgets/plots/contingency_figure.h"

#include <QString>

#include <memory>

namespace genrelens
{

/// Renders the figures of a report with the very plots of the window, light, as PNG at double resolution,
/// very large ones at single.
class FigureRenderer
{
public:
    /// Figures go to folder/<figure>.png; the folder must exist. One that is too large for a
    /// picture is left out, with a note.
    explicit FigureRenderer(QString folder) : m_folder(std::move(folder)) {}

    [[nodiscard]] Result<void> distribution(const LabelSet &labels, const StudySettings &settings) const;
    [[nodiscard]] Result<void> centroids(const Features &features, const LabelSet &labels,
                                         const StudySettings &settings) const;
    [[nodiscard]] Result<void> elbow(const std::vector<KSweepPoint> &sweep, int k) const;
    /// All that is known of each number of clusters.
    [[nodiscard]] Result<void> kSweep(const std::vector<KSweepPoint> &sweep, int k, std::size_t tracks) const;
    [[nodiscard]] Result<void> contingency(const GroupingPair &pair, const Contingency &table,
                                           const StudySettings &settings) const;
    [[nodiscard]] Result<void> confusion(const ModelRun &run) const;
    [[nodiscard]] Result<void> calibration(const ModelRun &run) const;
    /// What a forest's splits by each feature gain; of the features it learned from.
    [[nodiscard]] Result<void> importances(const ModelRun &run, const std::vector<std::string> &features,
                                           const std::vector<double> &importances) const;
    [[nodiscard]] Result<void> folds(const ModelRun &run, const CrossValidation &folds) const;
    [[nodiscard]] Result<void> learningCurve(const ModelRun &run,
                                             const std::vector<LearningPoint> &points) const;
    [[nodiscard]] Result<void> shapImportance(const Explanation &explanation, const StudySettings &settings,
                                              const ShapIntervals &intervals) const;
    /// table: where missing values are missing.
    [[nodiscard]] Result<void> shapBeeswarm(const std::shared_ptr<const Explanation> &explanation,
                                            const StudySettings &settings, const Table &table) const;

    /// The tracks on a map, coloured by labels.
    [[nodiscard]] Result<void> map(const TrackMap &map, const LabelSet &labels,
                                   const StudySettings &settings) const;

private:
    [[nodiscard]] Result<void> save(class Plot &plot, const QString &figure) const;

    QString m_folder;
};

} // namespace genrelens
