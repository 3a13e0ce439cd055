#include "app/predict_command.h"

#include "app/model_files.h"
#include "app/scoring_command.h"

namespace genrelens
{

int runPredict(int argc, char *argv[])
{
    const ScoringCommand command{
        QStringLiteral("predict"),
        QStringLiteral(
            "Judges the tracks of a CSV by a model that was exported or saved with a report, and "
            "writes the prediction and the probability of each class as CSV: one line a row of the "
            "file, in its order, with empty cells where a feature has no value."),
        QStringLiteral("new.csv"),
        "predictions",
        "Predicting",
        "scored",
        [](const ForestModel &model) { return predictionsBy(model.portable()); }};
    return runScoring(command, argc, argv);
}

} // namespace genrelens
