#include "core/report/results_json.h"

#include "core/labels/class_profile.h"
#include "core/report/sweep_section.h"

#include <algorithm>
#include <cmath>

namespace genrelens
{

using Json = nlohmann::ordered_json;

namespace
{

std::string kindName(DataFinding::Kind kind)
{
    switch (kind) {
    case DataFinding::Kind::Repeated:
        return "repeated";
    case DataFinding::Kind::Missing:
        return "missing";
    case DataFinding::Kind::Constant:
        return "constant";
    case DataFinding::Kind::OutOfRange:
        return "out_of_range";
    }
    return {};
}

} // namespace

Json dataSection(const CsvSummary &summary, const Preparation &preparation, const DataReport &report,
                 const LabelSet &genres)
{
    Json json;
    json["rows_read"] = summary.rowsRead;
    json["rows_skipped"] = summary.rowsSkipped;
    json["repeats_dropped"] = preparation.repeats.dropped;
    json["repeats_by"] = preparation.repeats.keyColumns;
    json["rows_with_missing_values"] = preparation.droppedForMissing;
    if (preparation.setAside > 0)
        json["rows_set_aside"] = preparation.setAside;
    json["rows_kept"] = preparation.features.rows();
    json["genres"] = genres.isEmpty() ? 0 : genres.classes().size();
    json["features"] = preparation.features.names();
    json["findings"] = Json::array();
    for (const DataFinding &finding : report.findings)
        json["findings"].push_back({{"kind", kindName(finding.kind)},
                                    {"column", finding.column},
                                    {"text", finding.text},
                                    {"count", finding.count}});
    return json;
}

Json preparationSection(const Features &features)
{
    Json scaling = Json::object();
    for (std::size_t f = 0; f < features.columns(); ++f) {
        const FeatureScaling &s = features.scalings()[f];
        Json entry = {{"mean", s.mean}, {"sd", s.sd}, {"standardized", s.standardized}};
        if (s.logarithm)
            entry["log"] = true;
        if (!std::isnan(s.median))
            entry["median"] = s.median;
        scaling[features.names()[f]] = std::move(entry);
    }
    return {{"scaling", std::move(scaling)}};
}

Json labelsSection(const Features &features, const LabelSet &labels)
{
    const std::vector<double> means = classMeans(features, labels);
    Json json;
    json["unlabelled"] = labels.unlabelledCount();
    json["counts"] = Json::object();
    json["means"] = Json::object();
    for (std::size_t c = 0; c < labels.classes().size(); ++c) {
        json["counts"][labels.classes()[c]] = labels.counts()[c];
        Json row = Json::object();
        for (std::size_t f = 0; f < features.columns(); ++f)
            row[features.names()[f]] = means[c * features.columns() + f];
        json["means"][labels.classes()[c]] = std::move(row);
    }
    return json;
}

Json clustersSection(const LabelSet &labels, double wcss, bool imported, std::span<const KSweepPoint> sweep)
{
    Json json;
    json["k"] = labels.classes().size();
    json["wcss"] = wcss;
    json["imported"] = imported;
    json.update(sweepSection(sweep));
    return json;
}

Json agreementSection(const Agreement &agreement)
{
    return {{"tracks", agreement.tracks},
            {"adjusted_rand", agreement.adjustedRand},
            {"mutual_info", agreement.mutualInformation},
            {"normalized_mutual_info", agreement.normalizedMutualInformation},
            {"adjusted_mutual_info", agreement.adjustedMutualInformation},
            {"homogeneity", agreement.homogeneity},
            {"completeness", agreement.completeness},
            {"v_measure", agreement.vMeasure}};
}

Json modelSection(const std::string &model, const Json &parameters, const LabelSet &labels,
                  const Evaluation &evaluation)
{
    Json json;
    json["model"] = model;
    json["labels"] = labels.name();
    json["parameters"] = parameters;
    json["train_rows"] = evaluation.trainRows;
    json["test_rows"] = evaluation.testRows;
    json["train_accuracy"] = evaluation.trainAccuracy;
    if (evaluation.outOfBagAccuracy)
        json["out_of_bag_accuracy"] = *evaluation.outOfBagAccuracy;
    json["test_accuracy"] = evaluation.testAccuracy;
    json["test_interval"] = {evaluation.interval.low, evaluation.interval.high};
    json["baseline_accuracy"] = evaluation.baseline;
    json["macro_f1"] = evaluation.macroF1;
    json["weighted_f1"] = evaluation.weightedF1;
    json["balanced_accuracy"] = evaluation.balancedAccuracy;
    json["kappa"] = evaluation.kappa;
    json["log_loss"] = evaluation.logLoss;
    json["brier"] = evaluation.brier;
    json["top3_accuracy"] = evaluation.top3Accuracy;
    json["calibration_error"] = expectedCalibrationError(evaluation.calibration);
    json["calibration"] = Json::array();
    for (const CalibrationBin &bin : evaluation.calibration)
        json["calibration"].push_back(
            {{"probability", bin.probability}, {"accuracy", bin.accuracy}, {"rows", bin.rows}});
    Json classes = Json::object();
    for (std::size_t c = 0; c < labels.classes().size(); ++c) {
        const ClassScores &scores = evaluation.classes[c];
        classes[labels.classes()[c]] = {{"precision", scores.precision},
                                        {"recall", scores.recall},
                                        {"f1", scores.f1},
                                        {"support", scores.support}};
    }
    json["classes"] = std::move(classes);
    Json counts = Json::array();
    for (std::size_t truth = 0; truth < evaluation.confusion.classes; ++truth) {
        Json row = Json::array();
        for (std::size_t predicted = 0; predicted < evaluation.confusion.classes; ++predicted)
            row.push_back(evaluation.confusion.count(truth, predicted));
        counts.push_back(std::move(row));
    }
    json["confusion"] = {{"classes", labels.classes()}, {"counts", std::move(counts)}};
    return json;
}

} // namespace genrelens
