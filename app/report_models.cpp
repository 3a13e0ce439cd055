// How the models of a report are trained and kept; report_run.cpp holds its other steps.
#include "app/model_files.h"
#include "app/report_run.h"
#include "core/learn/model_catalogue.h"
#include "core/learn/random_forest.h"
#include "core/report/results_json.h"

#include <QDir>

namespace genrelens
{

namespace
{

QString modelFileName(const std::string &model, const std::string &labels)
{
    return QString::fromStdString("model_" + model + '_' + labels); // both are fit for files
}

} // namespace

Result<void> ReportRun::trainModels()
{
    if (features().rows() < 2) {
        note("a single track cannot be learned from and judged by; models are left out");
        return {};
    }
    m_timer.begin("split");
    const Result<Split> split = studySplit(m_prepared, m_options.settings, m_testRows);
    if (!split)
        return split.error();
    m_results["split"] = {{"method", m_testRows.empty()
                                         ? splitMethodName(studySplitMethod(m_prepared, m_options.settings))
                                         : "rows"},
                          {"train_rows", split.value().train.size()},
                          {"test_rows", split.value().test.size()}};
    m_results["models"] = nlohmann::ordered_json::array();
    if (m_options.explains() && modelToExplain().empty())
        note("none of the models is made of trees; SHAP values are left out");
    for (const std::string &name : m_options.settings.labels) {
        const LabelSet set = labels(name);
        if (set.isEmpty()) {
            note("no " + name + " labels in this file; models on them are left out");
            continue;
        }
        if (labelledRows(split.value().train, set).empty() || labelledRows(split.value().test, set).empty()) {
            note("too few tracks have a " + name + " label; models on them are left out");
            continue;
        }
        for (const std::string &model : modelsToTrain())
            if (Result<void> trained = trainModel(model, set, split.value()); !trained)
                return trained;
    }
    if (m_options.wants("models"))
        compareModels();
    return {};
}

// Where only explanations are asked for, the model that is explained.
std::vector<std::string> ReportRun::modelsToTrain() const
{
    return m_options.wants("models") ? m_options.settings.models : std::vector{modelToExplain()};
}

Result<void> ReportRun::trainModel(const std::string &model, const LabelSet &set, const Split &split)
{
    begin(model + '_' + set.name(), "Training " + model + " on " + set.name());
    const ModelRequest request{model, features(), set, split, m_options.settings.modelOptions(model)};
    const Result<ModelRun> run = runModel(request, m_progress);
    if (!run)
        return run.error();
    m_results["models"].push_back(
        modelSection(model, parametersJson(*findModel(model), request.options), set, run.value().evaluation));
    if (m_options.saveModels)
        if (Result<void> saved = saveForest(run.value()); !saved)
            return saved;
    if (m_options.wants("models"))
        if (Result<void> examined = examine(run.value(), request); !examined)
            return examined;
    if (m_predictions.classes.empty())
        if (Result<void> predicted = predictTracks(run.value(), split); !predicted)
            return predicted;
    if (Result<void> drawn = drawModel(run.value()); !drawn)
        return drawn;
    return explain(run.value());
}

Result<void> ReportRun::drawModel(const ModelRun &run)
{
    const auto *forest = dynamic_cast<const RandomForest *>(run.classifier.get());
    if (forest != nullptr) {
        nlohmann::ordered_json gini;
        for (std::size_t m = 0; m < forest->importances().size(); ++m)
            gini[features().names()[m]] = forest->importances()[m];
        m_results["models"].back()["gini_importance"] = std::move(gini);
    }
    if (!m_options.wants("models"))
        return {};
    for (const Result<void> &drawn : {m_figures.confusion(run), m_figures.calibration(run)})
        if (!drawn)
            return drawn;
    return forest != nullptr ? m_figures.importances(run, features().names(), forest->importances())
                             : Result<void>();
}

// Those of an earlier report would pass for the models of this one.
void ReportRun::removeSavedModels() const
{
    QDir folder(m_options.outputFolder);
    for (const std::string &set : labelNames())
        for (const ModelKind &kind : modelCatalogue())
            for (const char *ending : {".json", ".json.zst"})
                folder.remove(modelFileName(kind.name, set) + QLatin1String(ending));
}

Result<void> ReportRun::saveForest(const ModelRun &run)
{
    const std::optional<ForestModel> model = forestModel(run, features());
    if (!model)
        return {};
    const QString name = modelFileName(run.model, run.labels.name());
    begin("save_" + run.model + '_' + run.labels.name(), "Writing " + name.toStdString());
    const QDir folder(m_options.outputFolder);
    return saveModel(folder.filePath(name + modelEnding(*model->forest)), *model, m_progress);
}

// tracks_labelled.csv carries the predictions of the first model on the first label set.
Result<void> ReportRun::predictTracks(const ModelRun &run, const Split &split)
{
    Result<Predictions> predictions = predictAll(run, features(), split, m_progress);
    if (!predictions)
        return predictions.error();
    m_predictions = std::move(predictions).value();
    m_predictedClasses = run.labels.classes();
    return {};
}

} // namespace genrelens
