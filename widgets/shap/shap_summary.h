#pragma once

#include "core/explain/shap_bootstrap.h"
#include "core/explain/shap_importance.h"
#include "core/study/explanation.h"
#include "core/study/job.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace genrelens
{

/// Keeps how much each feature matters in the explanation that is shown, and between what bounds that lies.
/// The means of few values are there at once; those of very many, and the bounds, come from the background.
class ShapSummary : public QObject
{
    Q_OBJECT

public:
    explicit ShapSummary(JobBoard &board, QObject *parent = nullptr);

    /// Of what to tell. settled: no more tracks are on their way, so that bounds are worth their while.
    void show(std::shared_ptr<const Explanation> explanation, bool settled, std::uint64_t seed);

    /// Of that model, maybe of fewer tracks; null while nothing is known.
    [[nodiscard]] const ShapImportance *importance() const;
    /// Of just these tracks; null while they are not known.
    [[nodiscard]] const ShapIntervals *intervals() const;
    /// A person stopped it or it failed, so that what is missing stays so before measureAgain().
    [[nodiscard]] bool hasGivenUp() const;
    void measureAgain();
    /// Why it failed; empty when it did not.
    [[nodiscard]] const QString &error() const { return m_error; }

signals:
    /// More is known, or it gave up.
    void changed();

private:
    /// What a result is of.
    struct Subject {
        Key run;
        std::size_t rows = 0;

        bool operator==(const Subject &other) const { return run == other.run && rows == other.rows; }
    };
    /// What a job finds; no intervals when they were not asked for.
    struct Found {
        ShapImportance importance;
        std::optional<ShapIntervals> intervals;
    };
    void refresh();
    void start(const Subject &subject, bool intervals);

    std::shared_ptr<const Explanation> m_shown;
    Subject m_subject;
    bool m_settled = false;
    std::uint64_t m_seed = 0;
    std::optional<std::pair<Subject, ShapImportance>> m_importance;
    std::optional<std::pair<Subject, ShapIntervals>> m_intervals;
    std::optional<Subject> m_givenUp; // stopped or failed
    QString m_error;                  // of m_givenUp
    Subject m_running;
    Job m_job;
};

} // namespace genrelens
