#pragma once

#include "core/base/result.h"
#include "core/learn/model_parameters.h"

#include <cstdint>
#include <string>
#include <vector>

namespace genrelens::bench
{

/// What the command line asks for. Options that a stage has no use for are ignored, so that one set of them
/// serves all stages.
struct BenchOptions {
    std::string stage;
    std::string path;       ///< the file of tracks
    int jobs = 0;           ///< threads; 0: all cores
    int repeat = 5;         ///< times the step is measured
    std::uint64_t rows = 0; ///< so many kept rows (of `read`: rows of the file); 0: all there are
    bool allDrawn = false;  ///< by the generator, even where the file has as many rows
    std::string labels;     ///< genre, super_genre or cluster; empty: the stage's choice
    std::string model = "random_forest"; ///< a kind of model that is made of trees
    ParameterValues parameters;          ///< of the model; `trees` decides how many it has
    int trees = 100;
    int explain = 1000;       ///< held-out rows that are explained, spread evenly over all of them
    int seed = 1;             ///< of the model
    std::string testRowsFile; ///< kept rows to hold out; empty: they are drawn
    int k = 8;
    int restarts = 10;
    int neighbours = 15;              ///< of each row, itself not counted
    std::string metric = "euclidean"; ///< euclidean, cosine or manhattan
    std::string search = "automatic"; ///< automatic, exact or approximate
    double minDist = 0.1;             ///< of umap
    int epochs = 200;
    std::string start = "pca"; ///< pca, spectral or random
    std::string pointsFile;    ///< of `map-quality`
    std::string outFile;       ///< of `matrix`, `umap`
};

/// Reads the arguments after the program's name. Errors are of usage.
Result<BenchOptions> parseOptions(const std::vector<std::string> &arguments);

/// The text of --help.
std::string helpText();

} // namespace genrelens::bench
