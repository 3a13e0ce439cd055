#pragma once

#include "core/base/result.h"
#include "core/study/explainer.h"
#include "core/study/settings.h"

#include <QStringList>

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace genrelens
{

/// Labels from a column of a file, as a label set of that name.
struct LabelImport {
    QString name;
    QString file;
    QString column;
};

/// What `genrelens report` was asked for: the command line over the settings file over the defaults.
struct ReportOptions {
    QStringList inputs; ///< at least one; several are read as one table
    QString outputFolder;
    StudySettings settings;
    QString testRowsFile; ///< empty: the split is drawn
    QString clustersFile; ///< empty: clusters are computed
    QString clustersColumn;
    std::vector<LabelImport> imports;
    std::size_t folds = 0; ///< of a cross-validation of each model; 0: none
    std::size_t foldRepeats = 1;
    bool learningCurve = false;                     ///< of each model
    bool saveModels = false;                        ///< forests, as model files
    std::size_t explain = Explainer::tracksAtFirst; ///< held-out tracks that get SHAP values; 0: none
    bool shapValues = false;                        ///< write those of each track
    int jobs = 0;                                   ///< threads; 0: all cores
    std::set<std::string> sections{"data", "clusters", "map", "models", "shap"};

    [[nodiscard]] bool wants(const std::string &section) const { return sections.contains(section); }
    [[nodiscard]] bool explains() const { return wants("shap") && explain > 0; }
    [[nodiscard]] bool trains() const { return wants("models") || explains(); }
};

/// The options, or nothing when the text of --help is all that was wanted (then helpText holds it).
/// Errors are of usage, or of a settings file that cannot be read.
Result<std::optional<ReportOptions>> parseReportOptions(const QStringList &arguments, QString &helpText);

} // namespace genrelens
