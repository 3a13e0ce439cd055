#pragma once

#include "core/learn/confusion_lines.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

namespace genrelens
{

/// Which classes are taken for which, a row each, the worst first.
class ConfusionsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Truth, Predicted, Tracks, Share, Difference, ColumnCount };

    explicit ConfusionsModel(QObject *parent = nullptr);
    /// names: of the lines that confusions are of; other: the title of the model that they are compared with,
    /// empty for none. The order that was chosen stays.
    void setConfusions(std::vector<Confusion> confusions, QStringList names, const QString &other = {});
    [[nodiscard]] const Confusion &confusion(int row) const
    {
        return m_confusions[static_cast<std::size_t>(row)];
    }
    /// Lines of cells between tabs, under the headers; shares in full.
    [[nodiscard]] QString tabSeparated(const std::vector<int> &rows) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    [[nodiscard]] QString name(std::size_t line) const { return m_names.at(static_cast<qsizetype>(line)); }
    void sortConfusions();

    std::vector<Confusion> m_confusions;
    QStringList m_names;
    QString m_other;
    int m_sortedBy = Tracks;
    Qt::SortOrder m_order = Qt::DescendingOrder;
};

} // namespace genrelens
