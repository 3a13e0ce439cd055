#pragma once

#include "widgets/models/model_run_rows.h"

#include <string>
#include <vector>

namespace genrelens
{

/// Trained models for other programs: a line each with all figures, full digits, names as in all files of the
/// program, and the parameters that have an effect as JSON. What is not trained is left out.
std::string modelRunsCsv(const std::vector<ModelRunRow> &rows);

/// A table for people, in Markdown: these columns of ModelRunsModel as the window shows them.
std::string modelRunsMarkdown(const std::vector<ModelRunRow> &rows, const std::vector<int> &columns);

/// The same with tabs between the cells, for the clipboard.
std::string modelRunsTabbed(const std::vector<ModelRunRow> &rows, const std::vector<int> &columns);

} // namespace genrelens
