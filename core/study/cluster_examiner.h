#pragma once

#include "core/study/cluster_portraits.h"
#include "core/study/job.h"
#include "core/study/study.h"

#include <QObject>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace genrelens
{

/// Finds out in the background what the present clusters are made of, as long as somebody watches. What it
/// tells is of the present clusters, or nothing. Of more tracks than are computed unasked it does nothing
/// until it is asked to.
class ClusterExaminer : public QObject
{
    Q_OBJECT

public:
    static constexpr std::size_t mostAnomalies = 1'000; ///< of either order

    /// The classes of another grouping in each cluster.
    using Classes = std::vector<std::vector<ClusterClass>>;

    ClusterExaminer(const Study &study, JobBoard &board, QObject *parent = nullptr);

    /// Whether somebody looks at what it tells.
    void setWatched(bool watched);
    /// The grouping that clusters are set beside; where there is no such, genres or super-genres.
    void setOthers(const std::string &name);
    /// Its labels; empty when there is none.
    [[nodiscard]] LabelSet others() const;

    /// Null while they are not known.
    [[nodiscard]] const ClusterPortraits *portraits() const { return m_portraits.of(portraitsKey()); }
    [[nodiscard]] const Classes *classes() const { return m_classes.of(classesKey()); }
    [[nodiscard]] const ClusterAnomalies *anomalies() const { return m_anomalies.of(anomaliesKey()); }

    /// It does nothing before examine(): there are many tracks, or it was cancelled or has failed.
    [[nodiscard]] bool waitsToBeAsked() const;
    [[nodiscard]] bool isRunning() const;
    /// Why it failed; empty when it did not.
    [[nodiscard]] const QString &error() const { return m_error; }
    void examine();

signals:
    void changed();

private:
    /// One kind of result: the newest, and what looks for the next.
    template <typename T>
    struct Search {
        Search(const QString &title, JobBoard &board) : job(title, board) {}
        [[nodiscard]] const T *of(const Key &wanted) const { return key == wanted ? value.get() : nullptr; }

        Key key; ///< of the value; null when there is none
        std::unique_ptr<const T> value;
        Key run; ///< of what the job was last started for
        Job job;
    };
    template <typename T>
    void follow(Search<T> &search);
    template <typename T>
    void find(Search<T> &search, const Key &wanted, std::function<Result<T>(Progress &)> work);
    void refresh();
    void abandon();
    void forget();
    [[nodiscard]] bool isGivenUp(const Key &key) const;
    [[nodiscard]] bool hasTooMany() const;
    [[nodiscard]] LabelSet clusters() const { return m_study.labels("cluster"); }
    [[nodiscard]] Key portraitsKey() const;
    [[nodiscard]] Key classesKey() const;
    [[nodiscard]] Key anomaliesKey() const;

    const Study &m_study;
    bool m_watched = false;
    bool m_asked = false; // although there are many tracks
    std::string m_others;
    QString m_error;
    std::vector<Key> m_givenUp; // of runs that were cancelled or failed
    Search<ClusterPortraits> m_portraits;
    Search<Classes> m_classes;
    Search<ClusterAnomalies> m_anomalies;
};

} // namespace genrelens
