#pragma once

#include <QAbstractTableModel>
#include <QColor>
#include <QString>
#include <QStringList>

#include <vector>

namespace genrelens
{

/// A super-genre of the mapping, and what of the open file folds into it.
struct SuperGenreRow {
    QString name; ///< empty: what stands for the genres that are not mapped
    QColor colour;
    qint64 genres = 0;
    qint64 tracks = 0;

    bool operator==(const SuperGenreRow &) const = default;
};

/// The super-genres in the order of the mapping, and at the end what is not mapped. The model only tells what
/// was typed or dropped on it.
class SuperGenreModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Genres, Tracks, ColumnCount };
    static QString mimeType() { return QStringLiteral("application/x-genrelens-super-genres"); }

    explicit SuperGenreModel(QObject *parent = nullptr);
    /// False when they are other super-genres than before: views of it begin anew.
    bool setRows(std::vector<SuperGenreRow> rows);
    [[nodiscard]] const std::vector<SuperGenreRow> &rows() const { return m_rows; }
    /// Row of that super-genre, or -1.
    [[nodiscard]] int rowOf(const QString &name) const;
    [[nodiscard]] bool isUnmapped(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override;
    /// On an entry, or before a row where parent is no entry: genres then make a new super-genre.
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

signals:
    void nameGiven(const QString &superGenre, const QString &name);
    /// superGenre: empty for what is not mapped.
    void genresDropped(const QStringList &genres, const QString &superGenre);
    void genresDroppedApart(const QStringList &genres);
    void superGenresDropped(const QStringList &superGenres, const QString &onto);
    void superGenresMoved(const QStringList &superGenres, int place);

private:
    void changeOrder(std::vector<SuperGenreRow> rows);

    std::vector<SuperGenreRow> m_rows;
};

} // namespace genrelens
