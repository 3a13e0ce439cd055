#include "core/table/csv_writer.h"

namespace genrelens
{

void appendCsvField(std::string &line, std::string_view field)
{
    if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
        line += field;
        return;
    }
    line += '"';
    for (const char c : field) {
        if (c == '"')
            line += '"';
        line += c;
    }
    line += '"';
}

std::vector<std::string> csvFields(const std::vector<std::string> &names)
{
    std::vector<std::string> fields;
    for (const std::string &name : names) {
        fields.emplace_back();
        appendCsvField(fields.back(), name);
        fields.back() += ',';
    }
    return fields;
}

} // namespace genrelens
