#pragma once

#include "core/study/explanation.h"
#include "core/study/job.h"
#include "core/study/study.h"

#include <QObject>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace genrelens
{

/// Explains the model that is shown in the background, as long as somebody watches: some held-out tracks,
/// more and more of them while one looks, and any one track when it is asked for. What would take long it
/// does only when it is asked to. What it found it keeps by the model's key, so that it is there again when
/// the model is.
class Explainer : public QObject
{
    Q_OBJECT

public:
    static constexpr std::size_t tracksAtFirst = 1'000;
    /// Nodes of the trees times tracks that are explained unasked.
    static constexpr double mostUnasked = 4e10;

    Explainer(const Study &study, JobBoard &board, QObject *parent = nullptr);

    /// Whether somebody looks at what it tells. Only what was asked for goes on when nobody does.
    void setWatched(bool watched);
    /// How many tracks to explain.
    void setTracks(std::size_t tracks);
    [[nodiscard]] std::size_t tracks() const { return m_tracks; }

    /// The model that is explained: the one shown if it has trees, else the random forest on the labels
    /// shown. Null when there is none.
    [[nodiscard]] std::shared_ptr<const ModelRun> run() const;
    /// What is known of it so far; null when nothing is, or the present tracks are not those it learned from.
    [[nodiscard]] std::shared_ptr<const Explanation> explanation() const;

    /// One track to explain beside the others; nothing for none.
    void setTrack(std::optional<std::uint32_t> track);
    [[nodiscard]] std::optional<std::uint32_t> track() const { return m_track; }
    /// An explanation that has the track, and its place there; null while it is not known.
    [[nodiscard]] std::pair<std::shared_ptr<const Explanation>, std::size_t> trackExplanation() const;

    /// It does nothing before explain(): it would take long, or it was stopped or has failed.
    [[nodiscard]] bool waitsToBeAsked() const;
    void explain();
    void stop();
    [[nodiscard]] bool isRunning() const { return m_job.isRunning(); }
    [[nodiscard]] double fraction() const { return m_job.fraction(); }
    /// Whether a person ended what is to be explained now.
    [[nodiscard]] bool wasStopped() const { return hasGivenUp() && m_error.isEmpty(); }
    /// Why that failed; empty when it did not.
    [[nodiscard]] QString error() const { return hasGivenUp() ? m_error : QString(); }

    /// Asks for the one track once more, after that was stopped or has failed.
    void explainTrack();
    [[nodiscard]] bool isTrackRunning() const { return m_trackJob.isRunning(); }
    /// Why that failed; empty when it did not.
    [[nodiscard]] QString trackError() const { return hasGivenUpTrack() ? m_trackError : QString(); }

signals:
    /// It began, got on or ended, or something else is to be explained.
    void changed();
    /// It got on, and may not have anything new to show.
    void progressed();

private:
    using Id = std::pair<std::uint64_t, std::uint64_t>;
    static Id idOf(const Key &key) { return {key.high, key.low}; }
    void refresh();
    void start(const std::shared_ptr<const ModelRun> &run);
    void startTrack(const std::shared_ptr<const ModelRun> &run);
    void keep(std::shared_ptr<const Explanation> found);
    void forget();
    [[nodiscard]] std::shared_ptr<const Explanation> known(const ModelRun &run) const;
    [[nodiscard]] bool fitsFeatures(const ModelRun &run) const;
    [[nodiscard]] std::size_t wanted(const ModelRun &run) const;
    [[nodiscard]] bool hasGivenUp() const;
    [[nodiscard]] bool hasGivenUpTrack() const;
    [[nodiscard]] bool takesLong(const ModelRun &run) const;

    const Study &m_study;
    bool m_watched = false;
    std::size_t m_tracks = tracksAtFirst;
    std::optional<std::uint32_t> m_track;
    QString m_error;                                          // of m_givenUp; empty: it was stopped
    QString m_trackError;                                     // of m_trackGivenUp
    std::map<Id, std::shared_ptr<const Explanation>> m_known; // by the run's key, of the most tracks
    std::vector<Id> m_recent;                                 // of m_known, the newest last
    std::shared_ptr<const Explanation> m_trackKnown;
    std::optional<std::pair<Id, std::size_t>> m_asked;   // run and tracks that a person asked for
    std::optional<std::pair<Id, std::size_t>> m_givenUp; // stopped or failed
    std::optional<std::pair<Id, std::uint32_t>> m_trackGivenUp;
    std::pair<Id, std::size_t> m_running;
    std::pair<Id, std::uint32_t> m_trackRunning;
    Job m_job;
    Job m_trackJob;
};

} // namespace genrelens
