#include "core/study/cluster_names.h"

#include "core/base/text.h"

#include <algorithm>
#include <set>

namespace genrelens
{

namespace
{

// Groups from a file have names of their own, which stay unless another was given.
std::string givenName(const Clustering &clustering, const ClusterNames &names, std::size_t cluster)
{
    const bool ours = names.clustering.empty() || names.clustering == clustering.key.toString();
    const bool named = ours && cluster < names.names.size() && !names.names[cluster].empty();
    if (named)
        return names.names[cluster];
    return clustering.imported ? clustering.labels.classes()[cluster] : std::to_string(cluster + 1);
}

} // namespace

std::shared_ptr<const Clustering> withNames(std::shared_ptr<const Clustering> clustering,
                                            const ClusterSettings &settings)
{
    if (!clustering)
        return clustering;
    const LabelSet &labels = clustering->labels;
    std::vector<std::string> classes;
    for (std::size_t cluster = 0; cluster < labels.classes().size(); ++cluster)
        classes.push_back(givenName(*clustering, settings.names, cluster));
    // Of a settings file they may clash with the number of another.
    const bool distinct = std::set(classes.begin(), classes.end()).size() == classes.size();
    if (classes == labels.classes() || !distinct)
        return clustering;
    Clustering named = *clustering;
    named.labels =
        LabelSet(labels.name(), std::move(classes), labels.codes(), labels.colours(), labels.title());
    return std::make_shared<const Clustering>(std::move(named));
}

Result<StudySettings> withClusterName(StudySettings settings, const Clustering &clustering,
                                      std::size_t cluster, const std::string &name)
{
    const std::vector<std::string> &classes = clustering.labels.classes();
    const std::string before = classes.at(cluster);
    const std::string given(trimmed(name));
    const std::string wanted = given.empty() ? std::to_string(cluster + 1) : given;
    if (wanted == before)
        return settings;
    if (std::find(classes.begin(), classes.end(), wanted) != classes.end())
        return Error{
            '"' + wanted + "\" is the name of another cluster", {}, "Choose another.", ErrorKind::Usage};
    ClusterNames &names = settings.clusters.names;
    const std::string key = clustering.key.toString();
    if (names.clustering.empty())
        names.clustering = key; // names of any clustering are now of this one
    else if (names.clustering != key)
        names = {key, {}};
    names.names.resize(std::max(names.names.size(), cluster + 1));
    names.names[cluster] = given.empty() ? std::string() : wanted;
    while (!names.names.empty() && names.names.back().empty())
        names.names.pop_back();
    if (names.names.empty())
        names = {};
    auto &colours = settings.colours[clustering.labels.name()];
    if (const auto chosen = colours.find(before); chosen != colours.end()) {
        colours[wanted] = chosen->second;
        colours.erase(before);
    }
    if (colours.empty())
        settings.colours.erase(clustering.labels.name());
    return settings;
}

StudySettings withClusterNames(StudySettings settings, const Clustering &clustering,
                               const std::vector<std::string> &names)
{
    const std::vector<std::string> &before = clustering.labels.classes();
    settings.clusters.names = {clustering.key.toString(), names};
    const auto chosen = settings.colours.find(clustering.labels.name());
    if (chosen == settings.colours.end())
        return settings;
    std::map<std::string, std::uint32_t> colours;
    for (std::size_t cluster = 0; cluster < before.size(); ++cluster)
        if (const auto colour = chosen->second.find(before[cluster]); colour != chosen->second.end())
            colours[names[cluster]] = colour->second;
    chosen->second = std::move(colours);
    return settings;
}

} // namespace genrelens
