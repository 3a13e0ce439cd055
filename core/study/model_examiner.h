#pragma once

#include "core/study/job.h"
#include "core/study/model_examination.h"
#include "core/study/study.h"

#include <QObject>

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace genrelens
{

/// What takes a while to find out about a model.
enum class Examination { Trees, Learning, Folds, Importance };
inline constexpr std::size_t examinationCount = 4;

/// What is known of one model so far.
struct ExaminationResults {
    std::optional<std::vector<TreesPoint>> trees;
    std::optional<std::vector<LearningPoint>> learning;
    std::optional<CrossValidation> folds;
    std::optional<std::vector<Spread>> importance;
};

/// Examines models in the background when asked to, and keeps what was found by the model's key, so that it
/// is there again when the model is. All is forgotten with the dataset.
class ModelExaminer : public QObject
{
    Q_OBJECT

public:
    ModelExaminer(const Study &study, JobBoard &board, QObject *parent = nullptr);

    /// Of the run with that key; empty when nothing was asked for yet.
    [[nodiscard]] const ExaminationResults &results(const Key &run) const;

    /// Begins an examination of the newest run of that model on these labels, which must be up to date; one
    /// of the same kind that is running ends. foldCount and repeats are for Examination::Folds.
    void start(Examination what, const std::string &model, const std::string &labels,
               std::size_t foldCount = 5, std::size_t repeats = 1);
    void cancel(Examination what);
    [[nodiscard]] bool isRunning(Examination what) const { return job(what).isRunning(); }
    /// What the running examination is of.
    [[nodiscard]] const Key &runningKey(Examination what) const { return m_keys[index(what)]; }
    [[nodiscard]] double fraction(Examination what) const { return job(what).fraction(); }

signals:
    /// It began, got on or ended.
    void changed(genrelens::Examination what);
    void failed(genrelens::Examination what, const genrelens::Error &error);

private:
    static std::size_t index(Examination what) { return static_cast<std::size_t>(what); }
    [[nodiscard]] Job &job(Examination what) { return *m_jobs[index(what)]; }
    [[nodiscard]] const Job &job(Examination what) const { return *m_jobs[index(what)]; }
    [[nodiscard]] ExaminationResults &resultsOf(const Key &run) { return m_results[{run.high, run.low}]; }
    void forget();
    template <typename T>
    void run(Examination what, std::function<Result<T>(Progress &)> work,
             std::optional<T> ExaminationResults::*into);

    const Study &m_study;
    std::array<std::unique_ptr<Job>, examinationCount> m_jobs;
    std::array<Key, examinationCount> m_keys; // of the runs that the jobs were last started for
    std::map<std::pair<std::uint64_t, std::uint64_t>, ExaminationResults> m_results;
};

} // namespace genrelens
