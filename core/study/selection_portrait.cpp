#include "core/study/selection_portrait.h"

#include "core/table/schema.h"

#include <limits>

namespace genrelens
{

QString firstArtist(const Dataset &dataset, const PreparedData &prepared, std::uint32_t track)
{
    const auto column = prepared.schema.find(ColumnRole::Artists);
    if (!column)
        return {};
    const std::string cell = dataset.table.column(*column).cell(prepared.features().sourceRow(track));
    return QString::fromStdString(cell.substr(0, cell.find(';'))).trimmed();
}

Result<SelectionPortrait> selectionPortrait(const PortraitRequest &request, Progress &progress)
{
    SelectionPortrait portrait{request.prepared, request.selection, {}, {}, {}, request.ground};
    const Features &features = request.prepared->features();
    if (!portrait.ground || !(portrait.ground->features().key() == features.key())) {
        Result<SelectionGround> ground = SelectionGround::of(features, progress);
        if (!ground)
            return ground.error();
        portrait.ground = std::move(ground).value();
    }
    portrait.features = featureContrasts(*portrait.ground, request.selection);
    for (const LabelSet &labels : request.labels) {
        if (progress.cancelled())
            return Error::cancelled();
        portrait.labels.push_back(
            {labels, groupShares(labels.codes(), request.selection, request.mostClasses)});
    }
    // Tracks without an artist each have a code of their own, and no name; there may be very many of them.
    for (const GroupShare &share :
         groupShares(request.prepared->artists, request.selection, std::numeric_limits<std::size_t>::max())) {
        if (portrait.artists.size() == request.mostArtists)
            break;
        const QString name = firstArtist(*request.dataset, *request.prepared, share.first);
        if (!name.isEmpty())
            portrait.artists.push_back({name, share});
    }
    return portrait;
}

} // namespace genrelens
