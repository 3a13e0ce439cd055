#include "widgets/elbow/sweep_advice.h"

#include "widgets/plots/text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <map>

namespace genrelens
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(genrelens::SweepAdvice)
};

using Points = std::vector<KSweepPoint>;

QString capital(QString sentence)
{
    if (!sentence.isEmpty())
        sentence[0] = sentence[0].toUpper();
    return sentence;
}

// "a", "a and b", "a, b and c".
QString listed(const QStringList &items)
{
    if (items.size() < 2)
        return items.join(QString());
    return Text::tr("%1 and %2", "the end of a list")
        .arg(items.first(items.size() - 1).join(Text::tr(", ")), items.last());
}

QString number(std::size_t clusters)
{
    return formatCount(static_cast<qint64>(clusters));
}

QString clustersText(std::size_t clusters)
{
    return clusters == 1 ? Text::tr("1 cluster") : Text::tr("%1 clusters").arg(number(clusters));
}

QStringList votersFor(const ClusterChoice &choice, std::size_t clusters)
{
    QStringList voters;
    for (const ClusterVote &vote : choice.cast)
        if (vote.clusters == clusters)
            voters.append(criterionText(vote.criterion));
    return voters;
}

QString stabilityText(double stability)
{
    if (std::isnan(stability))
        return {};
    const QString figure = formatDecimals(stability);
    if (stability >= goodStability)
        return Text::tr("stable (%1)").arg(figure);
    return stability >= moderateStability ? Text::tr("moderately stable (%1)").arg(figure)
                                          : Text::tr("not stable (%1)").arg(figure);
}

bool isHighest(std::size_t clusters, const Points &points)
{
    return clusters == points.back().clusters;
}

// Fewer than two are no grouping: below them nothing can lie.
bool mayLieBeyond(std::size_t clusters, const Points &points)
{
    return isHighest(clusters, points) || (clusters == points.front().clusters && clusters > 2);
}

// "14, the highest tried: it may lie beyond".
QString placeText(std::size_t clusters, const Points &points)
{
    if (!mayLieBeyond(clusters, points))
        return number(clusters);
    return isHighest(clusters, points)
               ? Text::tr("%1, the highest tried: it may lie beyond").arg(number(clusters))
               : Text::tr("%1, the lowest tried: it may lie below").arg(number(clusters));
}

QString recommendation(const ClusterChoice &choice, const Points &points)
{
    const QStringList voters = votersFor(choice, choice.clusters);
    const QString stable = stabilityText(choice.stability);
    if (mayLieBeyond(choice.clusters, points))
        return Text::tr("No number stands out from %1 to %2: most is for %3.")
            .arg(number(points.front().clusters), number(points.back().clusters),
                 placeText(choice.clusters, points));
    if (choice.stability < moderateStability)
        return Text::tr("No number stands out: %1 is best by %2, but %3: other tracks of the same kind would "
                        "be grouped otherwise.")
            .arg(number(choice.clusters), listed(voters), stable);
    if (choice.votes < 2 && choice.cast.size() > 1) {
        const QString best = Text::tr("No number stands out: the measures disagree. %1 by %2")
                                 .arg(clustersText(choice.clusters), listed(voters));
        return stable.isEmpty() ? Text::tr("%1.").arg(best) : Text::tr("%1; %2.").arg(best, stable);
    }
    const QString reason = voters.size() == 1 ? Text::tr("by %1 alone").arg(voters.first())
                                              : Text::tr("%1 agree").arg(listed(voters));
    const QString text = Text::tr("%1: %2").arg(clustersText(choice.clusters), reason);
    return stable.isEmpty() ? Text::tr("%1.").arg(text) : Text::tr("%1; %2.").arg(text, stable);
}

// What the other measures say, those together that say the same.
QStringList dissent(const ClusterChoice &choice, const Points &points)
{
    std::map<std::size_t, QStringList> others;
    for (const ClusterVote &vote : choice.cast)
        if (vote.clusters != choice.clusters)
            others[vote.clusters].append(criterionText(vote.criterion));
    QStringList sentences;
    for (const auto &[clusters, voters] : others) {
        const QString place = placeText(clusters, points);
        sentences.append(capital(
            voters.size() == 1 ? Text::tr("%1 says %2.", "a measure, a number").arg(voters.first(), place)
                               : Text::tr("%1 say %2.", "measures, a number").arg(listed(voters), place)));
    }
    return sentences;
}

// Measures that have figures but nothing to say.
QStringList silence(const ClusterChoice &choice, const Points &points)
{
    const auto isCast = [&](ClusterCriterion criterion) {
        return std::any_of(choice.cast.begin(), choice.cast.end(),
                           [&](const ClusterVote &vote) { return vote.criterion == criterion; });
    };
    QStringList sentences;
    if (!isCast(ClusterCriterion::Gap) && std::isfinite(points.back().gap) && points.size() > 1)
        sentences.append(Text::tr("The gap still rises at %1.").arg(number(points.back().clusters)));
    if (!isCast(ClusterCriterion::Knee) && points.size() > 2)
        sentences.append(Text::tr("The sum of squares has no knee."));
    return sentences;
}

} // namespace

QString criterionText(ClusterCriterion criterion)
{
    switch (criterion) {
    case ClusterCriterion::Gap:
        return Text::tr("the gap");
    case ClusterCriterion::Knee:
        return Text::tr("the knee of the sum of squares");
    case ClusterCriterion::Silhouette:
        return Text::tr("the silhouette");
    case ClusterCriterion::CalinskiHarabasz:
        return Text::tr("Calinski–Harabasz");
    case ClusterCriterion::DaviesBouldin:
        return Text::tr("Davies–Bouldin");
    }
    return {};
}

SweepAdvice sweepAdvice(const Points &points, bool complete)
{
    if (points.empty())
        return {};
    std::vector<ClusterQuality> qualities;
    for (const KSweepPoint &point : points)
        qualities.push_back(point.quality());
    const ClusterChoice choice = chooseClusters(qualities);
    SweepAdvice advice;
    advice.clusters = static_cast<int>(choice.clusters);
    advice.text = choice.clusters > 0 && points.size() > 1
                      ? recommendation(choice, points)
                      : Text::tr("No number stands out: too few were tried to compare them.");
    if (points.size() > 1)
        advice.otherwise = (dissent(choice, points) + silence(choice, points)).join(u' ');
    else
        advice.clusters = 0;
    if (!complete) {
        advice.text[0] = advice.text[0].toLower(); // of a number or of "No"
        advice.text = Text::tr("So far: %1").arg(advice.text);
    }
    return advice;
}

} // namespace genrelens
