#pragma once

#include "core/base/row_set.h"
#include "core/study/explanation.h"
#include "widgets/plots/value_colours.h"

#include <QColor>
#include <QImage>
#include <QSizeF>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace genrelens
{

/// One class, with its features from the top down.
struct BeeswarmPanel {
    QString name;
    QColor colour;
    std::size_t classCode = 0;
    std::vector<std::size_t> features;
    double low = 0.0; ///< of the values and 0
    double high = 0.0;
};

/// What a beeswarm shows. A value that any thread may read.
struct BeeswarmSpec {
    QString title;
    QString scaleTitle;
    std::shared_ptr<const Explanation> explanation;
    std::vector<BeeswarmPanel> panels;
    bool common = false;            ///< the features are the same in all panels
    std::vector<ValueScale> scales; ///< what is low and high of each feature
    /// Rows where a feature is missing, see missingCells(); empty when none are.
    std::shared_ptr<const std::vector<RowSet>> missing;

    [[nodiscard]] bool isMissing(std::size_t feature, std::uint32_t track) const
    {
        return missing && (*missing)[feature].rows() > 0 && (*missing)[feature].contains(track);
    }
    [[nodiscard]] bool hasMissing() const;
};

/// How one panel is to be drawn.
struct SwarmWork {
    std::shared_ptr<const BeeswarmSpec> spec;
    std::size_t panel = 0;
    QSizeF field;
    double rowHeight = 0;
    double low = 0; ///< of the scale, inside the field by inset at either side
    double high = 1;
    double inset = 0;
    double ratio = 1;                        ///< pixels of the image in one of the field
    std::shared_ptr<const RowSet> selection; ///< null: none

    /// Whether points lie at the same places.
    [[nodiscard]] bool isLaidOutAs(const SwarmWork &other) const;
    [[nodiscard]] bool operator==(const SwarmWork &) const = default;
    /// From the left of the field.
    [[nodiscard]] double along(float value) const;
};

/// The points of one panel. What is selected is drawn last, in full colour and larger; the rest is pale then.
struct SwarmPicture {
    SwarmWork work;
    double diameter = 0;
    /// By row and track, from the row's middle line.
    std::shared_ptr<const std::vector<std::vector<float>>> offsets;
    QImage image; ///< transparent where there are no points
};

/// before: an earlier picture, whose places are taken over where they are the same. Null when cancelled.
/// Throws what a standard container throws: where there is no memory, or no scale of a feature.
std::shared_ptr<const SwarmPicture> drawSwarm(const SwarmWork &work, const SwarmPicture *before,
                                              const Progress &progress);

} // namespace genrelens
