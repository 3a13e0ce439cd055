#include "widgets/models/data_report_model.h"

#include "widgets/plots/text.h"

#include <QFont>
#include <QGuiApplication>
#include <QPalette>

#include <algorithm>
#include <iterator>
#include <set>

namespace genrelens
{

namespace
{

QString headingOf(DataFinding::Kind kind)
{
    switch (kind) {
    case DataFinding::Kind::Repeated:
        return DataReportModel::tr("Repeated tracks");
    case DataFinding::Kind::Missing:
        return DataReportModel::tr("Cells without a value");
    case DataFinding::Kind::Constant:
        return DataReportModel::tr("Features that tell nothing apart");
    default:
        return DataReportModel::tr("Values out of range");
    }
}

constexpr std::size_t mostLines = 100; // of a kind: a list is read, and measured line by line

qint64 number(std::uint64_t count)
{
    return static_cast<qint64>(count);
}

} // namespace

DataReportModel::DataReportModel(QObject *parent) : QAbstractTableModel(parent)
{
}

DataReportModel::Rows DataReportModel::storyOfRows(const CsvSummary &summary, const DataReport &report)
{
    Rows rows{{Kind::Heading, tr("What became of the rows"), -1, -1, {}},
              {Kind::Fact, tr("Rows read"), number(report.rowsRead), -1, {}}};
    if (report.rowsSkipped > 0)
        rows.push_back({Kind::Fact,
                        tr("Skipped for a wrong number of fields: %1")
                            .arg(QString::fromStdString(describeSkipped(summary))),
                        number(report.rowsSkipped),
                        -1,
                        {}});
    rows.push_back({Kind::Fact, tr("Repeats of a track, left out"), number(report.repeated), -1, {}});
    rows.push_back({Kind::Fact, tr("Left out for missing values"), number(report.droppedForMissing), -1, {}});
    if (report.setAside > 0)
        rows.push_back(
            {Kind::Fact, tr("Set aside by you (Dataset > All Tracks)"), number(report.setAside), -1, {}});
    rows.push_back({Kind::Fact, tr("Tracks kept"), number(report.kept), -1, {}});
    if (!summary.remarks.empty())
        rows.push_back({Kind::Heading, tr("Reading"), -1, -1, {}});
    for (std::size_t i = 0; i < std::min(summary.remarks.size(), mostLines); ++i)
        rows.push_back({Kind::Fact, QString::fromStdString(summary.remarks[i]), -1, -1, {}});
    if (summary.remarks.size() > mostLines)
        rows.push_back({Kind::Fact,
                        tr("and %1 more").arg(formatCount(number(summary.remarks.size() - mostLines))),
                        -1,
                        -1,
                        {}});
    return rows;
}

// The findings of a kind, the most frequent first; missing cells also of columns that the report passes over,
// because nothing is computed from them.
DataReportModel::Rows DataReportModel::findings(const Dataset &dataset, const DataReport &report,
                                                DataFinding::Kind kind)
{
    const bool wholeFile = kind == DataFinding::Kind::Repeated || kind == DataFinding::Kind::Missing;
    Rows rows;
    std::set<std::string> told;
    for (std::size_t f = 0; f < report.findings.size(); ++f) {
        const DataFinding &finding = report.findings[f];
        if (finding.kind != kind)
            continue;
        told.insert(finding.column);
        rows.push_back({Kind::Finding, QString::fromStdString(finding.text), number(finding.count),
                        static_cast<std::ptrdiff_t>(f),
                        wholeFile ? tr("These rows of the file are not among the kept tracks.")
                                  : tr("It is about all tracks alike.")});
    }
    for (std::size_t c = 0; kind == DataFinding::Kind::Missing && c < dataset.facts.size(); ++c) {
        const std::string &name = dataset.table.column(c).name;
        if (dataset.facts[c].missing > 0 && told.insert(name).second)
            rows.push_back({Kind::Finding, tr("%1 is missing").arg(QString::fromStdString(name)),
                            number(dataset.facts[c].missing), -1,
                            tr("The column is not used, so its missing cells were only counted.")});
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) { return a.count > b.count; });
    return rows;
}

void DataReportModel::setData(const Dataset &dataset, std::shared_ptr<const PreparedData> prepared)
{
    using Of = DataFinding::Kind;
    Rows rows = storyOfRows(dataset.summary, prepared->report);
    m_findings = 0;
    for (const Of kind : {Of::Repeated, Of::Missing, Of::Constant, Of::OutOfRange}) {
        Rows found = findings(dataset, prepared->report, kind);
        if (found.empty())
            continue;
        m_findings += static_cast<int>(found.size());
        if (found.size() > mostLines) {
            const auto rest = number(found.size() - mostLines);
            found.resize(mostLines);
            found.push_back({Kind::Fact, tr("and %1 more of this kind").arg(formatCount(rest)), -1, -1, {}});
        }
        rows.push_back({Kind::Heading, headingOf(kind), -1, -1, {}});
        std::move(found.begin(), found.end(), std::back_inserter(rows));
    }
    beginResetModel();
    m_prepared = std::move(prepared);
    m_rows = std::move(rows);
    endResetModel();
}

void DataReportModel::clear()
{
    beginResetModel();
    m_rows.clear();
    m_prepared.reset();
    m_findings = 0;
    endResetModel();
}

const std::vector<std::uint32_t> &DataReportModel::tracks(int row) const
{
    return tracks(m_rows[static_cast<std::size_t>(row)]);
}

const std::vector<std::uint32_t> &DataReportModel::tracks(const Row &row) const
{
    static const std::vector<std::uint32_t> none;
    return row.finding < 0 ? none : m_prepared->report.findings[static_cast<std::size_t>(row.finding)].tracks;
}

int DataReportModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int DataReportModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DataReportModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const std::vector<std::uint32_t> &about = tracks(row);
    const bool clickable = !about.empty();
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Text)
            return row.text;
        return row.count < 0 ? QString() : formatCount(row.count);
    case Qt::ToolTipRole: {
        if (row.kind != Kind::Finding)
            return plainTooltip(row.text);
        const QString what = !clickable          ? row.noTracks
                             : about.size() == 1 ? tr("Click to select the track.")
                                                 : tr("Click to select %1 tracks; Ctrl adds them, Ctrl+Shift "
                                                      "takes them away.")
                                                       .arg(formatCount(number(about.size())));
        return tooltipText(row.text, what);
    }
    case Qt::ForegroundRole: // what may be pressed looks like it
        return clickable && index.column() == Text ? QGuiApplication::palette().color(QPalette::Link)
                                                   : QVariant();
    case Qt::FontRole: {
        QFont font;
        font.setWeight(row.kind == Kind::Heading ? QFont::DemiBold : QFont::Normal);
        return row.kind == Kind::Heading ? font : QVariant();
    }
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (index.column() == Count ? Qt::AlignRight : Qt::AlignLeft)));
    default:
        return {};
    }
}

// What cannot be clicked cannot be chosen either.
Qt::ItemFlags DataReportModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const bool clickable = !tracks(index.row()).empty();
    return Qt::ItemIsEnabled | Qt::ItemNeverHasChildren |
           (clickable ? Qt::ItemIsSelectable : Qt::NoItemFlags);
}

} // namespace genrelens
