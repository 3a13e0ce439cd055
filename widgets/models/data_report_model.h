#pragma once

#include "core/study/dataset.h"

#include <QAbstractTableModel>
#include <QString>

#include <memory>
#include <vector>

namespace genrelens
{

/// What became of a file's rows, what reading it took and what is odd about its tracks, as one list with
/// headings: a text and a number a row.
class DataReportModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Text, Count, ColumnCount };

    explicit DataReportModel(QObject *parent = nullptr);
    void setData(const Dataset &dataset, std::shared_ptr<const PreparedData> prepared);
    void clear();

    /// The tracks that a row is about; empty where there are none to select.
    [[nodiscard]] const std::vector<std::uint32_t> &tracks(int row) const;
    /// Findings, without headings and the rows' story.
    [[nodiscard]] int findingCount() const { return m_findings; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    enum class Kind { Heading, Fact, Finding };
    struct Row {
        Kind kind = Kind::Fact;
        QString text;
        qint64 count = -1;           ///< -1: none
        std::ptrdiff_t finding = -1; ///< of the report, which has the tracks; -1: none
        QString noTracks;            ///< why a finding cannot be clicked
    };
    using Rows = std::vector<Row>;

    static Rows storyOfRows(const CsvSummary &summary, const DataReport &report);
    static Rows findings(const Dataset &dataset, const DataReport &report, DataFinding::Kind kind);

    [[nodiscard]] const std::vector<std::uint32_t> &tracks(const Row &row) const;

    std::shared_ptr<const PreparedData> m_prepared; // its findings' tracks may be millions
    Rows m_rows;
    int m_findings = 0;
};

} // namespace genrelens
