#pragma once

#include "core/study/job.h"

#include <QLineEdit>

#include <cstdint>
#include <memory>
#include <vector>

class QCompleter;
class QStandardItemModel;

namespace genrelens
{

class PreparedData;
class Study;
struct TrackHit;

/// Where a title, artist or album is typed; tracks that fit are listed below it, found in the background.
class TrackSearchBox : public QLineEdit
{
    Q_OBJECT

public:
    TrackSearchBox(const Study &study, JobBoard &board, QWidget *parent = nullptr);

    /// Those listed now.
    [[nodiscard]] const std::vector<std::uint32_t> &hits() const { return m_hits; }

signals:
    void trackPicked(std::uint32_t track);
    /// Another text was looked for.
    void searched();

private:
    void search();
    void forget();
    void showHits(const std::vector<TrackHit> &hits);
    void pick(std::size_t hit);

    const Study &m_study;
    Job m_job;
    std::vector<std::uint32_t> m_hits;
    std::shared_ptr<const PreparedData> m_searchedIn; // whose tracks they are
    bool m_wantsFirst = false;                        // Enter was pressed before anything was found
    QStandardItemModel *m_model;
    QCompleter *m_completer;
};

} // namespace genrelens
