#include "core/study/opening.h"

#include "core/study/import_memory.h"

namespace genrelens
{

namespace
{

constexpr double readingShare = 0.8; // of the time that opening takes

std::vector<std::string> filesOf(const QStringList &paths)
{
    std::vector<std::string> files;
    for (const QString &path : paths)
        files.push_back(path.toStdString());
    return files;
}

} // namespace

Opening::Opening(Study &study, JobBoard &board, QObject *parent)
    : QObject(parent)
    , m_study(study)
    , m_job(tr("Opening"), board)
{
    connect(&m_job, &Job::started, this, [this] {
        setUnfinishedOpening(m_paths);
        emit activityChanged();
    });
    connect(&m_job, &Job::failed, this, &Opening::failed);
    connect(&m_job, &Job::finished, this, [this](JobOutcome outcome) {
        setUnfinishedOpening({});
        if (outcome == JobOutcome::Cancelled)
            m_dataset.reset();
        emit activityChanged();
    });
}

void Opening::open(const QStringList &paths)
{
    if (paths.isEmpty())
        return;
    m_paths = paths;
    m_dataset.reset();
    m_job.start<std::shared_ptr<const Dataset>>(
        [files = filesOf(paths)](Progress &progress) -> Result<std::shared_ptr<const Dataset>> {
            SubProgress reading(progress, 0.0, readingShare);
            Result<Dataset> dataset = openDataset(files, reading);
            if (!dataset)
                return dataset.error();
            return std::make_shared<const Dataset>(std::move(dataset).value());
        },
        [this](std::shared_ptr<const Dataset> dataset) {
            m_dataset = std::move(dataset);
            emit read();
        });
}

void Opening::prepare(const PreparationOptions &options)
{
    if (!m_dataset)
        return;
    m_job.start<std::shared_ptr<const PreparedData>>(
        [dataset = m_dataset, options](Progress &progress) -> Result<std::shared_ptr<const PreparedData>> {
            SubProgress preparing(progress, readingShare, 1.0);
            Result<PreparedData> prepared = prepareDataset(*dataset, options, preparing);
            if (!prepared)
                return prepared.error();
            return std::make_shared<const PreparedData>(std::move(prepared).value());
        },
        [this, options](std::shared_ptr<const PreparedData> prepared) {
            m_study.setDataset(std::exchange(m_dataset, nullptr), std::move(prepared), options);
            emit opened();
        });
}

void Opening::abandon()
{
    m_dataset.reset();
    m_job.abandon();
}

} // namespace genrelens
