#pragma once

#include "app/model_files.h"

#include <QString>

#include <functional>
#include <string>

namespace genrelens
{

/// A command that writes what a model file says of the tracks of a CSV, and its words.
struct ScoringCommand {
    QString name; ///< "predict"
    QString description;
    QString tracks;    ///< what the help calls the file of tracks
    std::string what;  ///< it writes: "predictions"
    std::string doing; ///< "Predicting"
    std::string done;  ///< what has happened to the rows: "scored"
    std::function<ScoreWriter(const ForestModel &)> writer;
};

/// genrelens <name> model.json tracks.csv... --out FILE.csv [--jobs N]. Returns the exit code.
int runScoring(const ScoringCommand &command, int argc, char *argv[]);

} // namespace genrelens
