// What moves the answers of a report's forests; report_run.cpp holds its other steps.
#include "app/report_run.h"
#include "core/base/text.h"
#include "core/learn/forest_kinds.h"
#include "core/learn/random_forest.h"
#include "core/report/shap_section.h"
#include "core/report/shap_table.h"
#include "core/study/saved_file.h"

#include <QDir>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr std::size_t mostValues = std::size_t(1) << 28; // a gibibyte

QString fileOfValues(const std::string &labels)
{
    return QString::fromStdString("shap_" + labels + ".csv"); // names of labels are fit for files
}

} // namespace

// The random forest; else another model of trees that is trained. Empty: there is none.
std::string ReportRun::modelToExplain() const
{
    const std::vector<std::string> &models = m_options.settings.models;
    const std::string forest = randomForestKind().name;
    if (std::find(models.begin(), models.end(), forest) != models.end())
        return forest;
    for (const std::string &model : models)
        if (isExplainable(model))
            return model;
    return m_options.wants("models") ? std::string() : forest;
}

Result<void> ReportRun::explain(const ModelRun &run)
{
    if (!m_options.explains() || run.model != modelToExplain())
        return {};
    const std::string &set = run.labels.name();
    begin("shap_" + set, "Explaining " + run.model + " on " + set);
    const std::size_t valuesOfTrack = run.labels.classes().size() * features().columns();
    const std::size_t asked = std::min(m_options.explain, run.evaluation.judgedRows.size());
    const std::size_t most = std::max<std::size_t>(mostValues / valuesOfTrack, 1);
    if (asked > most)
        note("the SHAP values of " + grouped(asked) + " tracks for " +
             counted(run.labels.classes().size(), "class") + " of " + set + " would not fit into memory; " +
             grouped(most) + " are explained");
    Result<Explanation> found =
        explainModel(std::make_shared<const ModelRun>(run), features(),
                     tracksToExplain(run, std::min(asked, most), m_options.settings.seed), m_progress);
    if (!found)
        return found.error();
    return reportExplanation(std::make_shared<const Explanation>(std::move(found).value()));
}

Result<void> ReportRun::reportExplanation(const std::shared_ptr<const Explanation> &explanation)
{
    const ModelRun &run = *explanation->run;
    ShapBootstrapOptions bootstrap;
    bootstrap.seed = m_options.settings.seed;
    const Result<ShapIntervals> intervals = shapIntervals(explanation->values, bootstrap, m_progress);
    if (!intervals)
        return intervals.error();
    const auto &forest = dynamic_cast<const RandomForest &>(*run.classifier);
    m_results["shap"][run.labels.name()] =
        shapSection({run.model, run.labels, features().names(), forest.importances()}, explanation->values,
                    intervals.value());
    if (Result<void> drawn = drawExplanation(explanation, intervals.value()); !drawn)
        return drawn;
    return m_options.shapValues ? saveShapValues(*explanation) : Result<void>();
}

Result<void> ReportRun::drawExplanation(const std::shared_ptr<const Explanation> &explanation,
                                        const ShapIntervals &intervals)
{
    if (Result<void> drawn = m_figures.shapImportance(*explanation, m_options.settings, intervals); !drawn)
        return drawn;
    return m_figures.shapBeeswarm(explanation, m_options.settings, m_dataset.table);
}

Result<void> ReportRun::saveShapValues(const Explanation &explanation)
{
    const LabelSet &labels = explanation.run->labels;
    const QString name = fileOfValues(labels.name());
    begin("save_shap_" + labels.name(), "Writing " + name.toStdString());
    const ExplainedTracks tracks{
        m_dataset.table,  {{"track_id", m_prepared.schema.find(ColumnRole::TrackId)}},
        features(),       explanation.tracks,
        labels.classes(), explanation.values};
    return saveInPieces(QDir(m_options.outputFolder).filePath(name),
                        [&](const TextSink &sink) { return writeShapValues(tracks, sink, m_progress); });
}

// Those of an earlier report would pass for those of this one.
void ReportRun::removeShapValues() const
{
    QDir folder(m_options.outputFolder);
    for (const std::string &set : labelNames())
        folder.remove(fileOfValues(set));
}

} // namespace genrelens
