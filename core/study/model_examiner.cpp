#include "core/study/model_examiner.h"

namespace genrelens
{

ModelExaminer::ModelExaminer(const Study &study, JobBoard &board, QObject *parent)
    : QObject(parent)
    , m_study(study)
    , m_jobs{std::make_unique<Job>(tr("Counting trees"), board),
             std::make_unique<Job>(tr("Learning curve"), board),
             std::make_unique<Job>(tr("Cross-validation"), board),
             std::make_unique<Job>(tr("Importance"), board)}
{
    for (std::size_t i = 0; i < examinationCount; ++i) {
        const auto what = static_cast<Examination>(i);
        const auto tell = [this, what] { emit changed(what); };
        connect(m_jobs[i].get(), &Job::started, this, tell);
        connect(m_jobs[i].get(), &Job::progressed, this, tell);
        connect(m_jobs[i].get(), &Job::finished, this, tell);
        connect(m_jobs[i].get(), &Job::failed, this,
                [this, what](const Error &error) { emit failed(what, error); });
    }
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part == StudyPart::Dataset)
            forget();
    });
}

const ExaminationResults &ModelExaminer::results(const Key &run) const
{
    static const ExaminationResults nothing;
    const auto found = m_results.find({run.high, run.low});
    return found == m_results.end() ? nothing : found->second;
}

template <typename T>
void ModelExaminer::run(Examination what, std::function<Result<T>(Progress &)> work,
                        std::optional<T> ExaminationResults::*into)
{
    job(what).start<T>(std::move(work), [this, into, key = runningKey(what)](T found) {
        resultsOf(key).*into = std::move(found);
    });
}

void ModelExaminer::start(Examination what, const std::string &model, const std::string &labels,
                          std::size_t foldCount, std::size_t repeats)
{
    const auto examined = m_study.modelRun(model, labels);
    const Result<ModelRequest> request = m_study.modelRequest(model, labels);
    if (!examined || !request || !(request.value().key() == examined->key)) {
        emit failed(what,
                    request ? Error{"the model is outdated", {}, "Train it again first."} : request.error());
        return;
    }
    m_keys[index(what)] = examined->key;
    switch (what) {
    case Examination::Trees:
        run<std::vector<TreesPoint>>(
            what,
            [examined, request = request.value()](Progress &progress) {
                return outOfBagCurveOfModel(*examined, request, progress);
            },
            &ExaminationResults::trees);
        break;
    case Examination::Learning:
        run<std::vector<LearningPoint>>(
            what,
            [request = request.value()](Progress &progress) {
                return learningCurveOfModel(request, {}, progress);
            },
            &ExaminationResults::learning);
        break;
    case Examination::Folds:
        run<CrossValidation>(
            what,
            [request = request.value(), data = m_study.prepared(), settings = m_study.settings(), foldCount,
             repeats](Progress &progress) -> Result<CrossValidation> {
                const Result<Folds> folds = studyFolds(*data, settings, foldCount, repeats);
                if (!folds)
                    return folds.error();
                return crossValidateModel(request, folds.value(), progress);
            },
            &ExaminationResults::folds);
        break;
    case Examination::Importance:
        run<std::vector<Spread>>(
            what,
            [examined, request = request.value()](Progress &progress) {
                return importanceOfModel(*examined, request, PermutationOptions().repeats, progress);
            },
            &ExaminationResults::importance);
        break;
    }
}

void ModelExaminer::cancel(Examination what)
{
    job(what).cancel();
}

void ModelExaminer::forget()
{
    for (const std::unique_ptr<Job> &one : m_jobs)
        one->abandon();
    m_results.clear();
}

} // namespace genrelens
