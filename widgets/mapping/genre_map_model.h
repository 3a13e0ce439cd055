#pragma once

#include <QAbstractTableModel>
#include <QColor>
#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace genrelens
{

/// A genre of the open file, how many tracks it has and what it folds into.
struct GenreRow {
    QString genre;
    qint64 tracks = 0;
    QString superGenre; ///< empty: not mapped
    QColor colour;      ///< of the super-genre
    double purity = -1; ///< share of its held-out tracks that a model takes for its own; negative: none
    QString nearest;    ///< super-genre whose centroid is the nearest; empty: none
    QColor nearestColour;
    bool isNearerOther = false; ///< that is another than its own

    bool operator==(const GenreRow &) const = default;
};

/// The genre mapping as a table, which a person edits: the model only tells what was typed. Sort by SortRole:
/// numbers as numbers, names as text. Rows can be dragged as names of genres.
class GenreMapModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Genre, Tracks, SuperGenre, Purity, Nearest, ColumnCount };
    static constexpr int SortRole = Qt::UserRole;
    static constexpr int NearerOtherRole = Qt::UserRole + 1;
    static QString mimeType() { return QStringLiteral("application/x-genrelens-genres"); }

    explicit GenreMapModel(QObject *parent = nullptr);
    /// Genres that stay in their rows keep whoever looks at them there.
    void setRows(std::vector<GenreRow> rows);
    [[nodiscard]] const std::vector<GenreRow> &rows() const { return m_rows; }
    /// Tooltips of the columns of guidance, made when they are asked for; row and column are given.
    void setTips(std::function<QString(int, int)> tips) { m_tips = std::move(tips); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] QStringList mimeTypes() const override { return {mimeType()}; }
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;

signals:
    /// A super-genre was chosen or typed in that row; empty: not mapped.
    void superGenreGiven(int row, const QString &name);

private:
    [[nodiscard]] QString text(const GenreRow &row, int column) const;
    [[nodiscard]] QVariant sortValue(const GenreRow &row, int column) const;

    std::vector<GenreRow> m_rows;
    std::function<QString(int, int)> m_tips;
};

} // namespace genrelens
