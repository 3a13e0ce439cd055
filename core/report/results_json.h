#pragma once

#include "core/cluster/agreement.h"
#include "core/cluster/k_sweep.h"
#include "core/labels/label_set.h"
#include "core/learn/evaluate.h"
#include "core/prepare/data_report.h"
#include "core/prepare/prepare.h"
#include "core/table/csv_reader.h"

#include <nlohmann/json.hpp>

#include <span>
#include <string>
#include <vector>

namespace genrelens
{

/// The sections of results.json, whose keys resources/help/results.md documents. None holds a time, a path, a
/// date, a host or a thread count: the same seed gives the same bytes.

nlohmann::ordered_json dataSection(const CsvSummary &summary, const Preparation &preparation,
                                   const DataReport &report, const LabelSet &genres);

/// scaling.<feature>.mean|sd|standardized
nlohmann::ordered_json preparationSection(const Features &features);

/// counts.<class>, means.<class>.<feature>, unlabelled
nlohmann::ordered_json labelsSection(const Features &features, const LabelSet &labels);

nlohmann::ordered_json clustersSection(const LabelSet &labels, double wcss, bool imported,
                                       std::span<const KSweepPoint> sweep);

/// agreement.<set>.<other>
nlohmann::ordered_json agreementSection(const Agreement &agreement);

/// One entry of models[].
nlohmann::ordered_json modelSection(const std::string &model, const nlohmann::ordered_json &parameters,
                                    const LabelSet &labels, const Evaluation &evaluation);

} // namespace genrelens
