#include "core/prepare/data_report.h"

namespace genrelens
{

Result<DataReport> dataReport(const Table &, const Schema &, const CsvSummary &summary,
                              const std::vector<ColumnFacts> &, const Preparation &preparation, Progress &)
{
    DataReport report;
    report.rowsRead = summary.rowsRead;
    report.rowsSkipped = summary.rowsSkipped;
    report.repeated = preparation.repeats.dropped;
    report.droppedForMissing = preparation.droppedForMissing;
    report.kept = preparation.features.rows();
    return report;
}

} // namespace genrelens
