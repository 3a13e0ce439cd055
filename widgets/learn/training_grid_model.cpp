#include "widgets/learn/training_grid_model.h"

#include "core/study/study_jobs.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/text.h"

#include <QGuiApplication>
#include <QPalette>

#include <algorithm>

namespace genrelens
{

namespace
{

QString accuracyText(const ModelRunRow &cell)
{
    return cell.run ? formatShare(cell.run->evaluation.testAccuracy) : QString();
}

QString cellText(const ModelRunRow &cell)
{
    using State = ModelRunRow::State;
    switch (cell.state) {
    case State::Waiting:
        return TrainingGridModel::tr("waiting, %1", "its place").arg(cell.place);
    case State::Training:
        return TrainingGridModel::tr("training, %1").arg(formatShare(cell.share, 0));
    case State::Failed:
        return TrainingGridModel::tr("failed");
    case State::Outdated:
        return TrainingGridModel::tr("%1, outdated").arg(accuracyText(cell));
    default:
        return accuracyText(cell);
    }
}

QString cellTip(const ModelRunRow &cell)
{
    QStringList lines;
    if (cell.run)
        lines.append(TrainingGridModel::tr("Accuracy: %1 of %2 held-out tracks")
                         .arg(formatShare(cell.run->evaluation.testAccuracy, 2),
                              formatCount(static_cast<qint64>(cell.run->evaluation.testRows))));
    if (cell.state == ModelRunRow::State::Failed)
        lines.append(cell.failure);
    else if (!cell.current)
        lines.append(TrainingGridModel::tr("Outdated: labels, features or parameters have changed since."));
    else if (cell.state == ModelRunRow::State::None)
        lines.append(TrainingGridModel::tr("Not trained yet"));
    return tooltipText(TrainingGridModel::tr("%1 on %2").arg(cell.model, cell.labels), lines.join(u'\n'));
}

} // namespace

TrainingGridModel::TrainingGridModel(QObject *parent) : QAbstractTableModel(parent)
{
}

void TrainingGridModel::refresh(const Study &study, const StudyJobs &jobs)
{
    std::vector<Labels> labels;
    for (const LabelSetInfo &set : study.labelSets())
        labels.push_back({set.name, shortLabelsTitle(set, study.settings()), set.title,
                          study.dataset() && (set.kind == LabelKind::Cluster || set.name == "cluster" ||
                                              !study.labels(set.name).isEmpty())});
    std::vector<ModelRunRow> cells;
    for (const ModelKind &kind : modelCatalogue())
        for (const Labels &set : labels)
            cells.push_back(modelRunRow(study, jobs, {kind.name, set.name}, set.title));
    if (labels == m_labels && cells == m_cells)
        return;
    const bool same = labels == m_labels;
    if (!same)
        beginResetModel();
    m_labels = std::move(labels);
    m_cells = std::move(cells);
    if (same) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    std::erase_if(m_ticked, [this](const ModelSlot &slot) {
        return std::none_of(m_labels.begin(), m_labels.end(),
                            [&](const Labels &set) { return set.name == slot.labels && set.learnable; });
    });
    endResetModel();
    emit tickedChanged();
}

void TrainingGridModel::setShare(const ModelSlot &slot, double share)
{
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        if (m_cells[i].slot != slot || m_cells[i].share == share)
            continue;
        m_cells[i].share = share;
        const int columns = columnCount();
        const QModelIndex changed = index(static_cast<int>(i) / columns, static_cast<int>(i) % columns);
        emit dataChanged(changed, changed);
    }
}

std::vector<ModelSlot> TrainingGridModel::ticked() const
{
    std::vector<ModelSlot> all;
    for (const Labels &set : m_labels)
        for (const ModelKind &kind : modelCatalogue())
            if (m_ticked.contains({kind.name, set.name}))
                all.push_back({kind.name, set.name});
    return all;
}

void TrainingGridModel::untickAll()
{
    if (m_ticked.empty())
        return;
    m_ticked.clear();
    emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::CheckStateRole});
    emit tickedChanged();
}

void TrainingGridModel::setTicked(const QModelIndexList &cells, bool ticked)
{
    bool changed = false;
    for (const QModelIndex &at : cells) {
        if (!flags(at).testFlag(Qt::ItemIsUserCheckable))
            continue;
        const ModelSlot &slot = cell(at).slot;
        if (m_ticked.contains(slot) == ticked)
            continue;
        if (ticked)
            m_ticked.insert(slot);
        else
            m_ticked.erase(slot);
        changed = true;
        emit dataChanged(at, at, {Qt::CheckStateRole});
    }
    if (changed)
        emit tickedChanged();
}

bool TrainingGridModel::areAllTicked(const QModelIndexList &cells) const
{
    return std::all_of(cells.begin(), cells.end(), [this](const QModelIndex &at) {
        return !flags(at).testFlag(Qt::ItemIsUserCheckable) || m_ticked.contains(cell(at).slot);
    });
}

QModelIndexList TrainingGridModel::line(Qt::Orientation headerOrientation, int section) const
{
    QModelIndexList cells;
    const bool isColumn = headerOrientation == Qt::Horizontal;
    for (int i = 0; i < (isColumn ? rowCount() : columnCount()); ++i)
        cells.append(isColumn ? index(i, section) : index(section, i));
    return cells;
}

const ModelRunRow &TrainingGridModel::cell(const QModelIndex &index) const
{
    return m_cells[static_cast<std::size_t>(index.row() * columnCount() + index.column())];
}

int TrainingGridModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(modelCatalogue().size());
}

int TrainingGridModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_labels.size());
}

Qt::ItemFlags TrainingGridModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || !m_labels[static_cast<std::size_t>(index.column())].learnable)
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable;
}

QVariant TrainingGridModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const ModelRunRow &at = cell(index);
    const bool learnable = m_labels[static_cast<std::size_t>(index.column())].learnable;
    switch (role) {
    case Qt::DisplayRole:
        return cellText(at);
    case Qt::CheckStateRole:
        return learnable ? QVariant(m_ticked.contains(at.slot) ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::ForegroundRole:
        return QGuiApplication::palette().color(
            QPalette::PlaceholderText); // the ticks are what is looked for
    case Qt::ToolTipRole:
        return learnable ? cellTip(at)
                         : tooltipText(m_labels[static_cast<std::size_t>(index.column())].fullTitle,
                                       tr("There are no such labels to learn."));
    case ShareRole:
        return at.state == ModelRunRow::State::Training ? QVariant(at.share) : QVariant();
    default:
        return {};
    }
}

bool TrainingGridModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole)
        return false;
    setTicked({index}, value.toInt() == Qt::Checked);
    return true;
}

QVariant TrainingGridModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isColumn = orientation == Qt::Horizontal;
    if (section < 0 || section >= (isColumn ? columnCount() : rowCount()))
        return {};
    const QString title = isColumn ? m_labels[static_cast<std::size_t>(section)].fullTitle
                                   : modelTitle(modelCatalogue()[static_cast<std::size_t>(section)].name);
    if (role == Qt::DisplayRole)
        return isColumn ? m_labels[static_cast<std::size_t>(section)].title : title;
    if (role == Qt::ToolTipRole)
        return tooltipText(title, isColumn ? tr("Click to tick all models on these labels")
                                           : tr("Click to tick this model on all labels"));
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | Qt::AlignLeft));
    return {};
}

} // namespace genrelens
