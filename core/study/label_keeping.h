#pragma once

#include "core/labels/kept_labels.h"
#include "core/labels/label_file.h"

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace genrelens
{

class Study;

/// Label sets to be kept beside those that follow from the settings, under names and titles that the study
/// does not have yet.

/// A part of a file name or of a name in results: small letters, digits and underscores of the text,
/// "labels" when it has none.
std::string fileSafeName(const QString &text);
/// base, or "base 2", "base 3", ...: what no label set is called.
QString freshLabelsTitle(const Study &study, const QString &base);

/// Whether there are clusters to keep: found, and those of the present settings.
bool canKeepClusters(const Study &study);
/// The present clusters, "Clusters (k = 8)". colours: of the classes, or empty for the palette's.
KeptLabels clustersToKeep(const Study &study, std::vector<std::uint32_t> colours = {});
/// The present selection under that name and all others, "Selection: fast".
KeptLabels selectionToKeep(const Study &study, const QString &name, std::vector<std::uint32_t> colours = {});
/// Why the selection cannot have that name; empty when it can.
QString selectionNameTrouble(const QString &name);
KeptLabels importToKeep(const Study &study, const FileLabels &labels, const QString &title);

/// All that are kept, and one more.
KeptLabelSets withLabels(KeptLabelSets kept, KeptLabels labels);
KeptLabelSets withoutLabels(KeptLabelSets kept, const std::string &name);
/// With another title for people; the name in files stays.
KeptLabelSets withTitle(KeptLabelSets kept, const std::string &name, const QString &title);

} // namespace genrelens
