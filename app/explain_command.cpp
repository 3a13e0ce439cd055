#include "app/explain_command.h"

#include "app/model_files.h"
#include "app/scoring_command.h"

namespace genrelens
{

int runExplain(int argc, char *argv[])
{
    const ScoringCommand command{
        QStringLiteral("explain"),
        QStringLiteral(
            "Explains what a forest says of the tracks of a CSV, by exact path-dependent SHAP values, "
            "and writes them as CSV: row (from 0, in the file's order), class, feature, shap and "
            "base_value. The SHAP values of a row and class and the base value sum to the probability "
            "of the class. Where a feature has no value the last two cells are empty."),
        QStringLiteral("rows.csv"),
        "SHAP values",
        "Explaining",
        "explained",
        explanationsBy};
    return runScoring(command, argc, argv);
}

} // namespace genrelens
