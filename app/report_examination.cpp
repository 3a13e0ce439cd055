// How the models of a report compare, and what they would learn from more; report_run.cpp holds its other
// steps.
#include "app/report_run.h"
#include "core/report/examination_json.h"

namespace genrelens
{

Result<void> ReportRun::examine(const ModelRun &run, const ModelRequest &request)
{
    JudgedModel judged{run, {}};
    judged.run.classifier.reset(); // only its answers are needed
    nlohmann::ordered_json &json = m_results["models"].back();
    if (m_options.folds > 0) {
        begin("folds_" + run.model + '_' + run.labels.name(), "Cross-validating " + run.model);
        const Result<Folds> folds =
            studyFolds(m_prepared, m_options.settings, m_options.folds, m_options.foldRepeats);
        if (!folds)
            return folds.error();
        Result<CrossValidation> found = crossValidateModel(request, folds.value(), m_progress);
        if (!found)
            return found.error();
        judged.folds = std::move(found).value();
        json["cross_validation"] = crossValidationSection(*judged.folds);
        if (Result<void> drawn = m_figures.folds(run, *judged.folds); !drawn)
            return drawn;
    }
    if (m_options.learningCurve) {
        begin("learning_curve_" + run.model + '_' + run.labels.name(), "Learning curve of " + run.model);
        const Result<std::vector<LearningPoint>> points = learningCurveOfModel(request, {}, m_progress);
        if (!points)
            return points.error();
        json["learning_curve"] = learningCurveSection(points.value());
        if (Result<void> drawn = m_figures.learningCurve(run, points.value()); !drawn)
            return drawn;
    }
    m_judged.push_back(std::move(judged));
    return {};
}

// Each model beside those that were trained before it on the same labels.
void ReportRun::compareModels()
{
    m_results["comparisons"] = nlohmann::ordered_json::array();
    for (std::size_t second = 0; second < m_judged.size(); ++second) {
        for (std::size_t first = 0; first < second; ++first) {
            const JudgedModel &one = m_judged[first];
            const JudgedModel &other = m_judged[second];
            const std::optional<AnswerComparison> answers = compareRuns(one.run, other.run);
            if (!answers)
                continue;
            nlohmann::ordered_json json = {
                {"labels", one.run.labels.name()}, {"first", one.run.model}, {"second", other.run.model}};
            json.update(comparisonSection(*answers));
            if (one.folds && other.folds)
                json["folds"] = foldComparisonSection(
                    compareFolds(one.folds->accuracies(), other.folds->accuracies(), one.folds->testToTrain));
            m_results["comparisons"].push_back(std::move(json));
        }
    }
}

} // namespace genrelens
