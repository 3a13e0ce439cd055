#pragma once

#include "core/labels/class_moments.h"
#include "core/prepare/features.h"
#include "widgets/plots/theme.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <cstddef>
#include <vector>

namespace genrelens
{

/// Means and standard deviations of features (rows) in classes (columns).
class CentroidTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Values {
        Means,      ///< with their standard deviations, in standard deviations of all tracks
        Deviations, ///< the standard deviations alone
        OwnUnit,    ///< means with deviations in the unit of the file; the raw features, too
    };

    explicit CentroidTableModel(QObject *parent = nullptr);
    /// Sorting stays, by its class.
    void setContent(const Features &features, QStringList classes, ClassMoments moments);
    void setValues(Values values);
    void setTheme(const Theme &theme);

    /// Lines of cells between tabs, headers first, numbers in full: of so many rows and columns, both ends
    /// included. Means and deviations are columns of their own.
    [[nodiscard]] QString tabSeparated(int top, int left, int bottom, int right) const;
    /// NaN for a class without tracks.
    [[nodiscard]] double mean(int row, int column) const;
    /// NaN also where it has no meaning in the own unit, because a logarithm was taken.
    [[nodiscard]] double deviation(int row, int column) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// By a class' values; column -1 is the order of the file.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    [[nodiscard]] std::size_t featureOf(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    [[nodiscard]] QString cellText(int row, int column, int digits) const;
    [[nodiscard]] QVariant ground(int row, int column) const;
    void orderRows();

    Features m_features;
    QStringList m_classes;
    ClassMoments m_moments;
    Values m_values = Values::Means;
    Theme m_theme = Theme::light();
    std::vector<std::size_t> m_rows; // features in the order of the rows
    double m_largest = 0;            // of the means' amounts, where standardized
    QString m_sortedBy;              // a class; empty for the order of the file
    bool m_descending = false;
};

} // namespace genrelens
