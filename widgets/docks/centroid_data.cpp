#include "widgets/docks/centroid_data.h"

#include "core/prepare/row_values.h"
#include "core/study/study.h"

#include <numeric>
#include <optional>

namespace genrelens
{

namespace
{

constexpr double outermost = 0.01; // share of tracks beyond either end of the scale of tracks

Key keyOf(const LabelSet &labels, const Features &features, const std::vector<std::uint32_t> &rows)
{
    return KeyBuilder().add(labels.key()).add(features.key()).add(std::span(rows)).key();
}

} // namespace

CentroidData::CentroidData(const Study &study, JobBoard &board, QObject *parent)
    : QObject(parent)
    , m_study(study)
    , m_job(tr("Finding quartiles"), board)
{
}

Result<ClassMoments> CentroidData::moments(bool trainingOnly)
{
    const std::string &name = m_study.currentLabels();
    const LabelSet labels = m_study.labels(name);
    if (!trainingOnly || labels.isEmpty())
        return m_study.moments(name);
    const Result<Split> split = m_study.currentSplit();
    if (!split)
        return split.error();
    const Features &features = m_study.prepared()->features();
    const auto over = [&](const LabelSet &set, Key &key, ClassMoments &known) -> const ClassMoments & {
        const Key wanted = keyOf(set, features, split.value().train);
        if (!(key == wanted)) {
            known = classMoments(features, set, split.value().train);
            key = wanted;
        }
        return known;
    };
    // As with all tracks: an edit of a mapping needs no look at them.
    const FoldedGenres *folded = m_study.folded(name);
    if (folded == nullptr && name != "genre")
        return over(labels, m_otherKey, m_otherMoments);
    const ClassMoments &genres = over(m_study.prepared()->genres, m_genreKey, m_genreMoments);
    return folded == nullptr ? genres : foldMoments(genres, folded->classOfGenre, labels.classes().size());
}

const ClassQuartiles *CentroidData::quartiles(bool trainingOnly)
{
    const LabelSet labels = m_study.labels(m_study.currentLabels());
    if (labels.isEmpty()) {
        dropQuartiles();
        return nullptr;
    }
    const Features features = m_study.prepared()->features();
    std::vector<std::uint32_t> rows;
    if (trainingOnly) {
        Result<Split> split = m_study.currentSplit();
        if (!split)
            return nullptr;
        rows = std::move(split).value().train;
    }
    const Key key = keyOf(labels, features, rows);
    if (m_quartiles && key == m_quartilesKey)
        return m_quartiles.get();
    if (m_job.isRunning() && key == m_wantedKey)
        return nullptr;
    m_wantedKey = key;
    m_job.start<ClassQuartiles>(
        [features, labels, rows, trainingOnly](Progress &progress) {
            return trainingOnly ? classQuartiles(features, labels, rows, progress)
                                : classQuartiles(features, labels, progress);
        },
        [this, key](ClassQuartiles found) {
            m_quartiles = std::make_unique<const ClassQuartiles>(std::move(found));
            m_quartilesKey = key;
            emit quartilesFound();
        });
    return nullptr;
}

void CentroidData::dropQuartiles()
{
    m_job.abandon();
    m_quartiles.reset();
}

std::pair<double, double> CentroidData::trackRange(const std::vector<std::size_t> &columns)
{
    const Features &features = m_study.prepared()->features();
    const Key key = KeyBuilder().add(features.key()).add(std::span(columns)).key();
    if (!(key == m_rangeKey)) {
        m_range = commonRange(features, columns, outermost);
        m_rangeKey = key;
    }
    return m_range;
}

} // namespace genrelens
