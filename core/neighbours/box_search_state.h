#pragma once

#include "core/neighbours/box_tree.h"
#include "core/neighbours/neighbour_index.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace genrelens
{

/// What is summed over the features: squares of distances (Neighbour::squared holds that), or distances (it
/// holds those).
enum class BoxDistance { Squares, Absolutes };

/// What the loops of a BoxSearch (box_walk.h) work on: the candidates of one row.
struct BoxSearchState {
    /// A row that may be one of the nearest: the distance's bits above the place, so that numbers compare.
    using Candidate = std::uint64_t;
    /// A group of leaves that is yet to be looked at.
    struct Waiting {
        float distance = 0.0F;
        std::uint32_t group = 0;
    };

    BoxSearchState(const BoxTree &searched, std::size_t neighbours, BoxDistance summed);

    static Candidate candidateOf(float apart, std::uint32_t candidatePlace)
    {
        return static_cast<Candidate>(std::bit_cast<std::uint32_t>(apart)) << 32U | candidatePlace;
    }

    void start(std::size_t newPlace);
    /// Keeps the candidates that may still be among the nearest, and sets the limit for all to come.
    void tighten();
    /// Orders the candidates by exact distances, and keeps the k nearest.
    void settle();
    /// Settles all that was met; nearest then tells rows.
    void finish();
    /// Puts those that wait in order: roughly by distance, and lowest rows first while twins are sought.
    void orderWaiting();

    const BoxTree &tree;
    std::size_t k;
    BoxDistance distance;
    float slack;      ///< by which factor a distance in float may be off, and some more
    std::size_t room; ///< candidates before they are tightened

    std::size_t place = 0;
    std::uint64_t looks = 0;
    float limit = 0.0F;         ///< no farther row is one of the nearest
    std::uint32_t lastTwin = 0; ///< the nearest are all at distance 0, and rows beyond this are too late
    std::size_t count = 0;
    std::vector<Candidate> candidates; ///< room for those of one leaf more
    std::vector<Neighbour> nearest;    ///< by place until finish()

    std::vector<Waiting> waiting;
    std::vector<Waiting> ordered;
};

} // namespace genrelens
