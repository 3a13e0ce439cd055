#include "widgets/models/model_runs_text.h"

#include "core/table/csv_writer.h"
#include "widgets/learn/parameter_text.h"
#include "widgets/models/model_runs_model.h"

#include <QLocale>

#include <nlohmann/json.hpp>

namespace genrelens
{

namespace
{

// The shortest that reads back as the same number.
std::string fullText(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest).toStdString();
}

// Without what has no effect, which would read as if it had been used.
std::string effectiveParameters(const ModelKind &kind, const ModelOptions &options)
{
    nlohmann::ordered_json json = parametersJson(kind, options);
    const Parameters values(kind.parameters, options.values);
    for (const Parameter &parameter : kind.parameters)
        if (!hasEffect(parameter, kind.parameters, values))
            json.erase(parameter.name);
    return json.dump();
}

std::string csvLine(const ModelRunRow &row)
{
    const ModelRun &run = *row.run;
    const Evaluation &judged = run.evaluation;
    const ModelKind *kind = findModel(row.slot.model);
    std::string line;
    const auto add = [&line](std::string_view field) {
        if (!line.empty())
            line += ',';
        appendCsvField(line, field);
    };
    add(row.slot.labels);
    add(row.labels.toStdString());
    add(row.slot.model);
    for (const std::size_t count : {run.labels.classes().size(), judged.trainRows, judged.testRows})
        add(std::to_string(count));
    for (const double figure :
         {judged.testAccuracy, judged.interval.low, judged.interval.high, judged.baseline, judged.macroF1,
          judged.weightedF1, judged.balancedAccuracy, judged.kappa, judged.top3Accuracy, judged.logLoss,
          judged.brier, judged.trainAccuracy, run.seconds})
        add(fullText(figure));
    add(row.current ? "no" : "yes");
    add(kind != nullptr ? effectiveParameters(*kind, run.options) : std::string());
    return line;
}

// One line of a cell, in which nothing parts columns or is markup.
std::string markdownCell(const QString &text)
{
    std::string cell;
    for (const char c : text.simplified().toStdString()) {
        if (std::string_view("\\|*_`<>[]#").find(c) != std::string_view::npos)
            cell += '\\';
        cell += c;
    }
    return cell;
}

bool isText(int column)
{
    return column == ModelRunsModel::Labels || column == ModelRunsModel::Model ||
           column == ModelRunsModel::State;
}

} // namespace

std::string modelRunsCsv(const std::vector<ModelRunRow> &rows)
{
    std::string text = "labels,labels_title,model,classes,train_tracks,test_tracks,accuracy,accuracy_low,"
                       "accuracy_high,baseline,macro_f1,weighted_f1,balanced_accuracy,kappa,top3_accuracy,"
                       "log_loss,brier,train_accuracy,train_seconds,outdated,parameters\n";
    for (const ModelRunRow &row : rows)
        if (row.run)
            text += csvLine(row) + '\n';
    return text;
}

std::string modelRunsMarkdown(const std::vector<ModelRunRow> &rows, const std::vector<int> &columns)
{
    std::string text = "|";
    for (const int column : columns)
        text += ' ' + markdownCell(ModelRunsModel::columnTitle(column)) + " |";
    text += "\n|";
    for (const int column : columns)
        text += isText(column) ? " --- |" : " ---: |";
    text += '\n';
    for (const ModelRunRow &row : rows) {
        text += '|';
        for (const int column : columns)
            text += ' ' + markdownCell(ModelRunsModel::cellText(row, column)) + " |";
        text += '\n';
    }
    return text;
}

std::string modelRunsTabbed(const std::vector<ModelRunRow> &rows, const std::vector<int> &columns)
{
    std::string text;
    const auto addLine = [&](const auto &cellOf) {
        for (const int column : columns) {
            if (column != columns.front())
                text += '\t';
            text += cellOf(column).simplified().toStdString();
        }
        text += '\n';
    };
    addLine(&ModelRunsModel::columnTitle);
    for (const ModelRunRow &row : rows)
        addLine([&row](int column) { return ModelRunsModel::cellText(row, column); });
    return text;
}

} // namespace genrelens
