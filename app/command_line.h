#pragma once

namespace genrelens
{

/// Exit codes of every command.
enum ExitCode { Done = 0, Failed = 1, BadUsageOrInput = 2 };

/// Understands the command line and runs the window or the command it names. Returns the exit code.
int run(int argc, char *argv[]);

} // namespace genrelens
