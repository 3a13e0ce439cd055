#include "core/labels/genre_guidance.h"

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr std::size_t mostShares = 3;

// Judged tracks of a genre by what they were taken for; what is no super-genre any more comes last.
struct Answers {
    std::vector<std::size_t> ofClass;
    std::size_t total = 0;
};

std::vector<Answers> countAnswers(const LabelSet &genres, std::size_t classes, const JudgedTracks &judged)
{
    std::vector<Answers> answers(genres.classes().size(), {std::vector<std::size_t>(classes + 1, 0), 0});
    for (std::size_t i = 0; i < judged.rows.size(); ++i) {
        const std::int32_t genre = genres.codes()[judged.rows[i]];
        if (genre == unlabelled)
            continue;
        const std::int32_t into = judged.superGenreOf[static_cast<std::size_t>(judged.predicted[i])];
        Answers &own = answers[static_cast<std::size_t>(genre)];
        ++own.ofClass[into == unlabelled ? classes : static_cast<std::size_t>(into)];
        ++own.total;
    }
    return answers;
}

void tellAnswers(const Answers &answers, std::int32_t own, GenreGuidance &guidance)
{
    guidance.judged = answers.total;
    if (answers.total == 0)
        return;
    const std::size_t classes = answers.ofClass.size() - 1;
    const auto shareOf = [&answers](std::size_t cls) {
        return static_cast<double>(answers.ofClass[cls]) / static_cast<double>(answers.total);
    };
    if (own != unlabelled)
        guidance.purity = shareOf(static_cast<std::size_t>(own));
    std::vector<std::size_t> order;
    for (std::size_t c = 0; c <= classes; ++c)
        if (answers.ofClass[c] > 0)
            order.push_back(c);
    std::stable_sort(order.begin(), order.end(), [&answers](std::size_t a, std::size_t b) {
        return answers.ofClass[a] > answers.ofClass[b];
    });
    for (std::size_t i = 0; i < std::min(mostShares, order.size()); ++i)
        guidance.predicted.push_back(
            {order[i] == classes ? unlabelled : static_cast<std::int32_t>(order[i]), shareOf(order[i])});
}

// Of a genre's mean from that of a class; the genre's own tracks are no part of the latter.
double distance(const ClassMoments &genres, std::size_t genre, const ClassMoments &groups, std::size_t cls,
                bool isOwn, std::span<const std::size_t> columns)
{
    const std::size_t others = groups.counts[cls] - (isOwn ? genres.counts[genre] : 0);
    if (others == 0 || genres.counts[genre] == 0)
        return std::numeric_limits<double>::quiet_NaN();
    double square = 0.0;
    for (const std::size_t column : columns) {
        double sum = groups.sums[cls * groups.columns + column];
        if (isOwn)
            sum -= genres.sums[genre * genres.columns + column];
        const double apart = genres.mean(genre, column) - sum / static_cast<double>(others);
        square += apart * apart;
    }
    return std::sqrt(square);
}

} // namespace

std::vector<GenreGuidance> genreGuidance(const LabelSet &genres, const FoldedGenres &folded,
                                         const ClassMoments &genreMoments,
                                         std::span<const std::size_t> columns, const JudgedTracks *judged)
{
    const std::size_t classes = folded.labels.classes().size();
    const ClassMoments groups = foldMoments(genreMoments, folded.classOfGenre, classes);
    std::vector<GenreGuidance> guidance(genres.classes().size());
    const std::vector<Answers> answers =
        judged != nullptr ? countAnswers(genres, classes, *judged) : std::vector<Answers>(guidance.size());
    for (std::size_t g = 0; g < guidance.size(); ++g) {
        const std::int32_t own = folded.classOfGenre[g];
        tellAnswers(answers[g], own, guidance[g]);
        double smallest = std::numeric_limits<double>::infinity();
        for (std::size_t c = 0; c < classes; ++c) {
            const bool isOwn = own == static_cast<std::int32_t>(c);
            const double apart = distance(genreMoments, g, groups, c, isOwn, columns);
            guidance[g].distances.push_back(apart);
            // Never true for NaN. The unmapped are no super-genre that a genre could be moved to.
            if (apart < smallest && folded.labels.classes()[c] != unmappedClassName) {
                smallest = apart;
                guidance[g].nearest = static_cast<std::int32_t>(c);
            }
        }
    }
    return guidance;
}

} // namespace genrelens
