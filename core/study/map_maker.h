#pragma once

#include "core/study/job.h"
#include "core/study/kept_maps.h"
#include "core/study/study.h"

#include <QObject>
#include <QTimer>

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace genrelens
{

/// Makes the map of the present tracks in the background, as long as somebody watches: their principal
/// components at once, then UMAP, which can be looked at while it takes shape. What it made it keeps, so that
/// undo has it back at once.
class MapMaker : public QObject
{
    Q_OBJECT

public:
    /// UMAP of more tracks takes minutes, which a person should know before it begins.
    static constexpr std::size_t mostTracksUnasked = 300'000;

    MapMaker(Study &study, JobBoard &board, QObject *parent = nullptr);
    ~MapMaker() override;

    /// Whether somebody looks at what it makes. Only what was asked for goes on when nobody does.
    void setWatched(bool watched);

    /// Whether UMAP begins unasked; the principal components always do.
    void setAutomatic(bool automatic);

    /// What the present settings ask for; nothing while there are no tracks, or clusters are to come first.
    [[nodiscard]] std::optional<MapRequest> request() const;
    /// Whether only clusters are missing, by which the map is to be pulled.
    [[nodiscard]] bool waitsForClusters() const;
    /// Of the present tracks; null while it is not there.
    [[nodiscard]] std::shared_ptr<const PcaMap> pca() const;
    /// The newest map of the present tracks, maybe still taking shape or made with other settings; or null.
    [[nodiscard]] std::shared_ptr<const TrackMap> map() const;
    /// Whether that was made with the present settings.
    [[nodiscard]] bool isCurrent() const;
    /// How true it is; null while that is not known.
    [[nodiscard]] std::shared_ptr<const MapTruth> truth() const;

    /// It does nothing before make(): there are many tracks, nothing is automatic, or it was stopped or has
    /// failed.
    [[nodiscard]] bool waitsToBeAsked() const;
    /// Whether a person stopped it, so that make() goes on from there.
    [[nodiscard]] bool wasStopped() const;
    void make();
    /// Keeps the present layout.
    void stop();
    [[nodiscard]] bool isRunning() const { return m_job.isRunning(); }
    [[nodiscard]] const Job &job() const { return m_job; }
    /// Why it failed; empty when it did not.
    [[nodiscard]] QString error() const;

signals:
    /// It began or ended, or another map is the present one.
    void changed();
    /// The points of the present map moved on.
    void moved();

private:
    struct Newest { ///< of the map in the making, for whoever draws next
        std::mutex mutex;
        std::shared_ptr<const TrackMap> map;
    };
    void onStudyChanged(StudyPart part);
    void forget();
    void refresh();
    void startPca(const Features &features);
    void startMap(const MapRequest &request);
    void takeNewest();
    void show(std::shared_ptr<const TrackMap> map);
    void judge();
    void take(MapTruth found);
    void endMap(JobOutcome outcome);
    [[nodiscard]] MapReference reference() const;
    [[nodiscard]] std::shared_ptr<const NeighbourLists> knownLists(const MapRequest &wanted) const;
    [[nodiscard]] bool fits(const Features &features) const;

    Study &m_study;
    bool m_watched = false;
    bool m_automatic = true;
    Key m_asked;     // that a person asked for
    Key m_givenUp;   // stopped before it began, or failed
    Key m_pcaFailed; // of the features
    QString m_error;
    KeptMaps m_kept;
    std::shared_ptr<const TrackMap> m_map; // kept, or taking shape
    std::uint64_t m_seed = 0;              // of m_map's lists
    std::shared_ptr<const MapTruth> m_truth;
    std::shared_ptr<MapMaking> m_making; // that runs, or was left
    std::shared_ptr<Newest> m_newest;
    QTimer m_frames;
    Job m_pcaJob;
    Key m_pcaRun;
    Job m_job;
    Key m_running;
    Job m_judging;
    Key m_judged; // of the map that is being judged, and how far it was
    int m_judgedEpoch = 0;
};

} // namespace genrelens
