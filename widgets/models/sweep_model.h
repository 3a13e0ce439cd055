#pragma once

#include "core/cluster/cluster_choice.h"
#include "core/cluster/k_sweep.h"

#include <QAbstractTableModel>
#include <QString>

#include <string>
#include <vector>

namespace genrelens
{

/// What is known of each number of clusters, a row each. Sort by SortRole, which has no value where a figure
/// is not known.
class SweepModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Clusters,
        Wcss,
        Expected,
        Gap,
        Silhouette,
        CalinskiHarabasz,
        DaviesBouldin,
        Stability,
        ChosenBy, ///< criteria that are for it
        ColumnCount
    };
    static constexpr int SortRole = Qt::UserRole;

    explicit SweepModel(QObject *parent = nullptr);
    /// Selections and places stay while the rows are about the same k.
    void setPoints(std::vector<KSweepPoint> points);
    /// The number of clusters that there are now, which is shown in bold.
    void setCurrent(int k);
    [[nodiscard]] int clusters(int row) const;
    /// Lines of cells between tabs, under the titles, with all digits.
    [[nodiscard]] QString tabSeparated(const std::vector<int> &rows) const;

    static QString columnTitle(int column);
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString votersText(const KSweepPoint &point) const;

    std::vector<KSweepPoint> m_points;
    ClusterChoice m_choice;
    int m_current = 0;
};

/// A sweep for other programs: a line each k with all figures, full digits, empty where they are not known,
/// and the criteria that are for it.
std::string sweepCsv(const std::vector<KSweepPoint> &points);

} // namespace genrelens
