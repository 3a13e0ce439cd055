#pragma once

namespace genrelens
{

/// Opens the window, on the file that the command line names.
int runWindow(int argc, char *argv[]);

} // namespace genrelens
