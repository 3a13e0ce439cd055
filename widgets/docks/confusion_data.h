#pragma once

#include "core/learn/confusion_lines.h"
#include "core/study/job.h"
#include "core/study/study.h"
#include "widgets/plots/matrix.h"

#include <QObject>
#include <QSet>
#include <QStringList>

#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace genrelens
{

/// What the Confusion dock is asked to show of the current model.
struct ConfusionChoice {
    ClassOrder order = ClassOrder::Given;
    bool blocks = true;        ///< classes of a group side by side
    bool allFolded = false;    ///< of these every group
    QSet<QString> folded = {}; ///< else these
    QString comparedWith = {}; ///< a model's name, or empty
};

/// The confusions of the current model by line, found anew only where what they follow from has changed. An
/// order that takes long is found in the background.
class ConfusionData : public QObject
{
    Q_OBJECT

public:
    /// More lines than this are not drawn.
    static constexpr std::size_t mostLines = 1'000;

    ConfusionData(const Study &study, JobBoard &board, QObject *parent = nullptr);

    void update(const ConfusionChoice &choice);

    /// Null when there is none; then all else is empty.
    [[nodiscard]] const std::shared_ptr<const ModelRun> &run() const { return m_run; }
    /// The one compared with, null when there is none or it cannot be compared.
    [[nodiscard]] const std::shared_ptr<const ModelRun> &reference() const { return m_reference; }
    /// It was judged on other tracks or labels.
    [[nodiscard]] bool isIncomparable() const { return m_incomparable; }
    /// Groups that there are, whether their classes stand side by side or not.
    [[nodiscard]] const ClassGroups &groups() const { return m_groups; }
    [[nodiscard]] bool isOrdering() const { return m_job.isRunning(); }
    [[nodiscard]] bool isTooLarge() const { return m_lines.size() > mostLines; }

    [[nodiscard]] const ConfusionLines &lines() const { return m_lines; }
    /// Of each line: the class, or the group if it is folded.
    [[nodiscard]] const QStringList &names() const { return m_names; }
    [[nodiscard]] const ConfusionMatrix &confusion() const { return m_confusion; }
    [[nodiscard]] const ConfusionMatrix &referenceConfusion() const { return m_referenceConfusion; }
    [[nodiscard]] std::vector<MatrixBlock> blocks() const;
    /// Of the judged tracks by group; nothing without groups.
    [[nodiscard]] std::optional<double> groupAccuracy() const;

    /// Whether the judged tracks are among the present ones, so that they can be picked.
    [[nodiscard]] bool canPick() const;
    [[nodiscard]] std::vector<std::uint32_t> tracksOf(const CellRange &cells) const;
    /// How many tracks of each cell are selected; nothing when none is.
    [[nodiscard]] std::vector<std::uint32_t> selectedCounts() const;

signals:
    void orderFound();

private:
    [[nodiscard]] ClassGroups presentGroups(const LabelSet &labels) const;
    [[nodiscard]] std::vector<std::size_t> classOrder(ClassOrder order, const ClassGroups &groups);
    void startOrdering(const Key &key, const ClassGroups &groups);
    void findReference(const QString &model);
    void placeRuns();
    void nameLines();

    const Study &m_study;
    Job m_job;
    std::shared_ptr<const ModelRun> m_run;
    std::shared_ptr<const ModelRun> m_reference;
    bool m_incomparable = false;
    ClassGroups m_groups;
    std::vector<QColor> m_groupColours;
    bool m_blocks = false;
    ConfusionLines m_lines;
    QStringList m_names;
    ConfusionMatrix m_confusion;
    ConfusionMatrix m_referenceConfusion;

    Key m_orderKey; // of what the order by similarity was found for
    std::vector<std::size_t> m_order;
    Key m_wantedKey;
    // By the key of a run that of the rows it was judged on: the present ones when it was first seen.
    std::map<std::pair<std::uint64_t, std::uint64_t>, Key> m_rowsOf;
    std::shared_ptr<const PreparedData> m_prepared;
    Key m_rows;
};

} // namespace genrelens
