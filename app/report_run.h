#pragma once

#include "app/console.h"
#include "app/figure_renderer.h"
#include "app/report_options.h"
#include "app/stage_timer.h"
#include "core/study/analysis.h"
#include "core/study/explanation.h"
#include "core/study/model_examination.h"
#include "core/study/track_map.h"

#include <nlohmann/json.hpp>

#include <memory>
#include <optional>
#include <vector>

namespace genrelens
{

/// One headless study from the file to the folder: the steps of the window in order, each timed.
class ReportRun
{
public:
    explicit ReportRun(ReportOptions options);

    Result<void> execute();

private:
    Result<void> makeFolders();
    void removeSavedModels() const;
    void removeShapValues() const;
    Result<void> read();
    Result<void> readTestRows();
    Result<void> readImports();
    Result<LabelSet> readImport(const LabelImport &import);
    Result<void> findClusters();
    Result<Clustering> readClusters();
    Result<void> sweepClusters();
    Result<void> trainModels();
    Result<void> trainModel(const std::string &model, const LabelSet &labels, const Split &split);
    [[nodiscard]] std::vector<std::string> modelsToTrain() const;
    [[nodiscard]] std::string modelToExplain() const;
    Result<void> explain(const ModelRun &run);
    Result<void> reportExplanation(const std::shared_ptr<const Explanation> &explanation);
    Result<void> drawExplanation(const std::shared_ptr<const Explanation> &explanation,
                                 const ShapIntervals &intervals);
    Result<void> saveShapValues(const Explanation &explanation);
    Result<void> examine(const ModelRun &run, const ModelRequest &request);
    void compareModels();
    Result<void> drawModel(const ModelRun &run);
    Result<void> saveForest(const ModelRun &run);
    Result<void> predictTracks(const ModelRun &run, const Split &split);
    Result<void> describeLabels();
    Result<void> profileClusters();
    Result<void> compareLabels();
    Result<void> layOutMap();
    Result<void> drawMap();
    Result<void> write();

    [[nodiscard]] std::vector<std::string> labelNames() const;
    [[nodiscard]] LabelSet labels(const std::string &name) const;
    [[nodiscard]] const Features &features() const { return m_prepared.features(); }
    void begin(const std::string &stage, const std::string &task);

    struct JudgedModel {
        ModelRun run; // without the classifier
        std::optional<CrossValidation> folds;
    };

    ReportOptions m_options;
    ConsoleProgress m_progress;
    StageTimer m_timer;
    FigureRenderer m_figures;
    nlohmann::ordered_json m_results;

    Dataset m_dataset;
    PreparedData m_prepared;
    std::vector<std::uint32_t> m_testRows;
    std::vector<LabelSet> m_mappings;
    std::vector<LabelSet> m_imported;
    std::optional<Clustering> m_clustering;
    std::vector<KSweepPoint> m_sweep;
    std::shared_ptr<const TrackMap> m_map;
    std::vector<std::string> m_predictedClasses;
    Predictions m_predictions;
    std::vector<JudgedModel> m_judged;
};

} // namespace genrelens
