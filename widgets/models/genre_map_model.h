#pragma once

#include <QAbstractTableModel>
#include <QColor>
#include <QString>

#include <vector>

namespace genrelens
{

/// A genre of the open file, how many tracks it has and what it folds into.
struct GenreRow {
    QString genre;
    qint64 tracks = 0;
    QString superGenre; ///< empty: not mapped
    QColor colour;      ///< of the super-genre

    bool operator==(const GenreRow &) const = default;
};

/// The genre mapping as a table. Sort by SortRole: tracks as numbers, names as text.
class GenreMapModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Genre, Tracks, SuperGenre, ColumnCount };
    static constexpr int SortRole = Qt::UserRole;

    explicit GenreMapModel(QObject *parent = nullptr);
    void setRows(std::vector<GenreRow> rows);
    [[nodiscard]] const std::vector<GenreRow> &rows() const { return m_rows; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<GenreRow> m_rows;
};

} // namespace genrelens
