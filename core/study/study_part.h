#pragma once

namespace genrelens
{

/// What of a study changed.
enum class StudyPart {
    Dataset,
    Settings, ///< also the mappings and colours
    Preparation,
    Clusters,
    Sweep,
    Models,
    CurrentView,
    Selection,
    Labels, ///< the label sets that were kept
    Map,
    KeptPicks, ///< the selections that were kept
    PickMode   ///< what picking without modifiers does
};

} // namespace genrelens
