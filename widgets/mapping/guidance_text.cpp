#include "widgets/mapping/guidance_text.h"

#include "core/study/study.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr std::size_t mostComparisons = 1'000'000; // some 20 ms

QString tr(const char *text)
{
    return QCoreApplication::translate("genrelens::GuidanceText", text);
}

QString sourceText(const Study &study, const MappingGuidance &guidance)
{
    if (guidance.model.empty())
        return {};
    const QString model = inSentence(modelTitle(guidance.model));
    const QString labels = inSentence(study.labelsTitle(guidance.learned));
    return guidance.learned == "genre" ? tr("%1 on genres, folded").arg(model)
                                       : tr("%1 on %2").arg(model, labels);
}

} // namespace

const GenreGuidance *NamedGuidance::find(std::size_t genre) const
{
    return genre < guidance.genres.size() ? &guidance.genres[genre] : nullptr;
}

QString NamedGuidance::nameOf(std::int32_t superGenre) const
{
    if (superGenre >= 0 && superGenre < superGenres.size())
        return superGenres[superGenre];
    return guidance.learned == "genre" ? tr("not mapped") : tr("gone");
}

QColor NamedGuidance::colourOf(std::int32_t superGenre) const
{
    const auto place = static_cast<std::size_t>(superGenre);
    return superGenre >= 0 && place < colours.size() ? colours[place] : unmappedColour();
}

bool NamedGuidance::isNearerOther(std::size_t genre) const
{
    const GenreGuidance *entry = find(genre);
    if (entry == nullptr || entry->nearest == unlabelled || genre >= classOfGenre.size())
        return false;
    const std::int32_t own = classOfGenre[genre];
    // The unmapped are no super-genre that a genre could be misplaced in.
    if (own == unlabelled || nameOf(own).toStdString() == unmappedClassName)
        return false;
    const auto place = static_cast<std::size_t>(own);
    const auto other = static_cast<std::size_t>(entry->nearest);
    // Never true for NaN: alone in its super-genre it has nothing to be far from.
    return std::max(place, other) < entry->distances.size() &&
           entry->distances[other] < entry->distances[place];
}

NamedGuidance namedGuidance(const Study &study)
{
    NamedGuidance named;
    const FoldedGenres *folded = study.folded(study.settings().currentMapping);
    // Every genre is compared with every super-genre at each edit, which must stay instant.
    if (folded != nullptr && folded->classOfGenre.size() * folded->labels.classes().size() > mostComparisons)
        return named;
    named.guidance = mappingGuidance(study);
    named.source = sourceText(study, named.guidance);
    if (folded != nullptr) {
        for (const std::string &name : folded->labels.classes())
            named.superGenres.append(QString::fromStdString(name));
        named.colours = labelColours(folded->labels, study.settings());
        named.classOfGenre = folded->classOfGenre;
    }
    return named;
}

QString formatDistance(double distance)
{
    const int decimals = distance < 0.9995 ? 3 : distance < 9.995 ? 2 : 1;
    return QLocale().toString(distance, 'f', decimals);
}

std::vector<std::int32_t> byDistance(const GenreGuidance &entry)
{
    std::vector<std::int32_t> order;
    for (std::size_t i = 0; i < entry.distances.size(); ++i)
        if (std::isfinite(entry.distances[i]))
            order.push_back(static_cast<std::int32_t>(i));
    std::stable_sort(order.begin(), order.end(), [&entry](std::int32_t a, std::int32_t b) {
        return entry.distances[static_cast<std::size_t>(a)] < entry.distances[static_cast<std::size_t>(b)];
    });
    return order;
}

QString unjudgedText(const NamedGuidance &named)
{
    if (!named.guidance.stale.empty())
        return tr("%1 is outdated; train it again to see where held-out tracks go.")
            .arg(modelTitle(named.guidance.stale));
    return named.source.isEmpty() ? tr("No model yet has judged its tracks.")
                                  : tr("None of its tracks was judged.");
}

QString purityText(const NamedGuidance &named, std::size_t genre)
{
    const GenreGuidance *entry = named.find(genre);
    if (entry == nullptr || entry->judged == 0 || entry->predicted.empty())
        return !named.guidance.stale.empty() ? unjudgedText(named)
               : named.source.isEmpty()
                   ? tr("Train a model on the mapping or on the genres to see where held-out tracks go.")
                   : tr("No held-out track of it was judged; %1").arg(named.source);
    QStringList shares;
    for (const GenreGuidance::Share &share : entry->predicted) {
        const QString name = named.nameOf(share.superGenre);
        if (entry->judged == 1)
            shares.append(tr("Its only held-out track is taken for %1").arg(name));
        else if (shares.isEmpty())
            shares.append(
                tr("%1 of its %2 held-out tracks are taken for %3")
                    .arg(formatShare(share.share, 0), formatCount(static_cast<qint64>(entry->judged)), name));
        else
            shares.append(tr("%1 %2").arg(formatShare(share.share, 0), name));
    }
    const QString text = tr("%1; %2").arg(shares.join(QStringLiteral(", ")), named.source);
    return named.guidance.outdated ? tr("%1, which learned other labels than the present").arg(text) : text;
}

QString nearestText(const NamedGuidance &named, std::size_t genre)
{
    const GenreGuidance *entry = named.find(genre);
    if (entry == nullptr || entry->nearest == unlabelled)
        return tr("There is no super-genre to be near to.");
    const auto distance = [&](std::int32_t superGenre) {
        return formatDistance(entry->distances[static_cast<std::size_t>(superGenre)]);
    };
    QStringList lines;
    const std::vector<std::int32_t> order = byDistance(*entry);
    if (named.isNearerOther(genre)) {
        const std::int32_t own = named.classOfGenre[genre];
        lines.append(tr("Its centroid lies nearer to %1 (%2) than to its own %3 (%4)")
                         .arg(named.nameOf(entry->nearest), distance(entry->nearest), named.nameOf(own),
                              distance(own)));
    } else if (order.front() != entry->nearest) {
        lines.append(
            tr("Of the super-genres, its centroid lies nearest to %1").arg(named.nameOf(entry->nearest)));
    } else {
        lines.append(tr("Its centroid lies nearest to %1").arg(named.nameOf(entry->nearest)));
    }
    lines.append(tr("Distances in standard deviations:"));
    for (const std::int32_t superGenre : order)
        lines.append(tr("%1 %2").arg(distance(superGenre), named.nameOf(superGenre)));
    return lines.join(QLatin1Char('\n'));
}

} // namespace genrelens
