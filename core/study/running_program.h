#pragma once

#include <QtGlobal>

namespace genrelens
{

/// Whether that process is another run of this program. A number may have gone to another program, and to
/// this one after a crash.
bool isAnotherRunningProgram(qint64 process);

} // namespace genrelens
