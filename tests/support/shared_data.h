#pragma once

#include <string>

namespace genrelens::test
{

/// Path of a file of the shared data folder (GENRELENS_SHARED, or ../shared beside the sources), for instance
/// sharedFile("reference/scaler.csv"); empty when it is not there. Tests that need it then skip, saying so:
///     GENRELENS_NEED_SHARED(path, "data/spotify_tracks.csv");
std::string sharedFile(const std::string &relativePath);

/// Path of a file under resources.
std::string resourceFile(const std::string &relativePath);

/// Path of a file under tests/data.
std::string dataFile(const std::string &relativePath);

} // namespace genrelens::test

#define GENRELENS_NEED_SHARED(variable, relativePath)                                                        \
    const std::string variable = genrelens::test::sharedFile(relativePath);                                  \
    if (variable.empty())                                                                                    \
    QSKIP("needs shared/" relativePath ": set GENRELENS_SHARED to the folder that holds it")
