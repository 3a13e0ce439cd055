#pragma once

#include <QString>

#include <cstdint>

namespace genrelens::test
{

/// Writes `rows` synthetic tracks to path.
void writeSampleFile(const QString &path, std::uint64_t rows);

} // namespace genrelens::test
