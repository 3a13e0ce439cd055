#pragma once

#include "core/base/random.h"
#include "core/sample/genre_profiles.h"
#include "core/sample/marginal.h"

#include <array>
#include <cstdint>
#include <vector>

namespace genrelens::sample
{

/// The numbers of one track as they stand in the file. The numbers in 0..1 are not rounded yet.
struct TrackNumbers {
    FeatureValues values{}; ///< popularity and duration_ms are whole
    bool isExplicit = false;
    bool isMajor = false;
    int key = 0;
    int beats = 4;
};

/// Names a track: the genre it was drawn for and its place in that genre's block. A track that stands in
/// several genres has one owner and one id.
struct TrackId {
    std::size_t owner = 0;
    std::uint64_t slot = 0;

    bool operator==(const TrackId &) const = default;
};

/// The distributions all tracks are drawn from. Immutable once made; making it takes a tenth of a second.
class TrackModel
{
public:
    explicit TrackModel(std::uint64_t seed);

    /// The track at a place of a genre's block: its own, or one borrowed from a genre of its family.
    [[nodiscard]] TrackId trackAt(std::size_t genre, std::uint64_t slot) const;
    [[nodiscard]] TrackNumbers numbersOf(TrackId track) const;

private:
    struct GenreModel {
        std::array<LogitNormal, FeatureCount> shapes;
        double explicitShare = 0.0;
        double majorShare = 0.0;
        std::array<double, 12> keyBound{};  ///< cumulative shares
        std::array<double, 3> beatsBound{}; ///< cumulative shares of 3, 4 and 5 beats
    };

    void calibrateFamily(const std::vector<std::size_t> &members);

    std::uint64_t m_seed;
    std::vector<std::vector<std::size_t>> m_families; ///< genres by family
    std::vector<GenreModel> m_genres;
    std::array<FeatureValues, FeatureCount> m_factor{}; ///< lower triangular: correlation = L * L^T
};

/// A stream of the generator. Each thing drawn has one of its own, so that a track looks the same in whatever
/// row it stands.
enum class Draw : std::uint64_t { Lending = 0, Numbers = 1, Words = 2, Artist = 3, Album = 4 };
Random drawStream(std::uint64_t seed, Draw draw, std::size_t genre, std::uint64_t number);

} // namespace genrelens::sample
