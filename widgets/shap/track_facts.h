#pragma once

#include "core/study/explanation.h"
#include "core/study/settings.h"
#include "widgets/plots/waterfall.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace genrelens
{

class Study;

/// What the page of one track says of it.

/// A track in an explanation.
struct ExplainedTrack {
    std::shared_ptr<const Explanation> explanation;
    std::size_t place = 0; ///< among those that it explains

    [[nodiscard]] std::uint32_t track() const { return explanation->tracks[place]; }
    [[nodiscard]] double output(std::size_t classCode) const
    {
        return static_cast<double>(explanation->values.outputs(classCode)[place]);
    }
    [[nodiscard]] QString className(std::size_t classCode) const;
    /// Classes by what the model gives them, the first of equals first.
    [[nodiscard]] std::vector<std::size_t> classesByOutput() const;
};

/// "Title – Artist"
QString trackTitle(const Study &study, std::uint32_t track);
/// "rock 41.0 %, pop 38.2 %, folk 9.1 %": the three that the model finds the most likely.
QString answerText(const ExplainedTrack &explained);
/// What it is, and whether the model has seen it: "rock, held out".
QString truthText(const ModelRun &run, std::uint32_t track);
/// "rock 41.0 %, pop 38.2 %: acousticness speaks most for rock (+6.1 points)."
QString differenceText(const ExplainedTrack &explained, std::size_t classCode, std::size_t other);

/// Why a class has its probability, or, with another, why it has more than that.
WaterfallSpec waterfallOf(const ExplainedTrack &explained, const Study &study, std::size_t classCode,
                          std::optional<std::size_t> other);

} // namespace genrelens
