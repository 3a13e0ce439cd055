#pragma once

#include "core/base/progress.h"
#include "core/table/csv_reader.h"

#include <QTest>

#include <atomic>
#include <string>
#include <string_view>

namespace genrelens::test
{

/// A file's text parsed as "t.csv".
Result<CsvFile> parsed(std::string_view text);

/// The table of a text that must parse; fails the test and returns an empty table when it does not.
Table tableOf(std::string_view text);

/// A table as one line: "a N 1|2|; b C x|y|x; c T |p|q" (N numbers, C categories, T text; nothing: missing).
std::string printed(const Table &table);

/// Cancels when it has been asked `patience` times whether it is cancelled.
class Impatient final : public Progress
{
public:
    explicit Impatient(int patience) : m_left(patience) {}
    void report(double, std::string_view) override {}
    [[nodiscard]] bool cancelled() const override { return m_left-- <= 0; }

private:
    mutable std::atomic<int> m_left;
};

} // namespace genrelens::test

/// Lets QCOMPARE show what differs.
template <>
inline char *QTest::toString(const std::string &text)
{
    return qstrdup(('"' + text + '"').c_str());
}
