#include "tests/support/tables.h"

namespace genrelens::test
{

Result<CsvFile> parsed(std::string_view text)
{
    return parseCsv(text, "t.csv", CsvOptions{}, Progress::none());
}

Table tableOf(std::string_view text)
{
    Result<CsvFile> file = parsed(text);
    if (file)
        return std::move(file).value().table;
    QTest::qFail(file.error().message().c_str(), __FILE__, __LINE__);
    return Table(std::string(), 0, {}, Key());
}

std::string printed(const Table &table)
{
    std::string text;
    for (std::size_t c = 0; c < table.columnCount(); ++c) {
        const Column &column = table.column(c);
        text += (c == 0 ? "" : "; ") + column.name +
                (column.isNumeric()     ? " N "
                 : column.categorical() ? " C "
                                        : " T ");
        for (std::size_t row = 0; row < table.rows(); ++row)
            text += (row == 0 ? "" : "|") + column.cell(row);
    }
    return text;
}

} // namespace genrelens::test
