#pragma once

#include "core/labels/class_moments.h"
#include "core/labels/class_quartiles.h"
#include "core/study/job.h"

#include <QObject>

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace genrelens
{

class Study;

/// The numbers behind the centroids of a study's current labels: over all tracks or those that models learn
/// from. Quartiles, which need a look at every track, come later, by a job.
class CentroidData : public QObject
{
    Q_OBJECT

public:
    CentroidData(const Study &study, JobBoard &board, QObject *parent = nullptr);

    /// What is missing when the training tracks are asked for and cannot be told apart.
    [[nodiscard]] Result<ClassMoments> moments(bool trainingOnly);
    /// Null while they are not known; then the job finds them.
    [[nodiscard]] const ClassQuartiles *quartiles(bool trainingOnly);
    /// Nobody wants them any more.
    void dropQuartiles();
    /// The range of all but the outermost hundredth of the tracks at either end, over those columns.
    [[nodiscard]] std::pair<double, double> trackRange(const std::vector<std::size_t> &columns);

signals:
    void quartilesFound();

private:
    const Study &m_study;
    Key m_genreKey; // of m_genreMoments: over the training tracks of each genre
    ClassMoments m_genreMoments;
    Key m_otherKey; // likewise, for the newest set that no mapping makes
    ClassMoments m_otherMoments;
    Key m_quartilesKey;
    std::unique_ptr<const ClassQuartiles> m_quartiles;
    Key m_wantedKey; // of the run of the job
    Job m_job;
    Key m_rangeKey;
    std::pair<double, double> m_range;
};

} // namespace genrelens
