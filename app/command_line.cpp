#include "app/command_line.h"

#include "app/console.h"
#include "app/explain_command.h"
#include "app/predict_command.h"
#include "app/report_command.h"
#include "app/sample_command.h"
#include "app/window_command.h"

#include <QCoreApplication>

#include <cstdio>
#include <exception>
#include <new>
#include <string_view>

namespace genrelens
{

namespace
{

constexpr const char *help = R"(Genrelens: how separable are music genres?

Usage:
  genrelens [tracks.csv ...]          open the window (on that file, or on several joined)
  genrelens report tracks.csv ... --out DIR [options]
                                      compute and write everything without a window
  genrelens predict model.json new.csv --out FILE.csv
                                      judge other tracks by a saved model
  genrelens explain model.json rows.csv --out FILE.csv
                                      write why it judges them so: SHAP values
  genrelens sample --rows N --out FILE.csv [--seed S]
                                      write synthetic tracks
  genrelens --help | --version
  genrelens report --help | predict --help | explain --help |
            sample --help

Exit codes: 0 done, 1 a failure while running, 2 wrong usage or unreadable input.
)";

void nameApplication()
{
    QCoreApplication::setOrganizationName(QStringLiteral("Genrelens"));
    QCoreApplication::setApplicationName(QStringLiteral("genrelens"));
    QCoreApplication::setApplicationVersion(QStringLiteral(GENRELENS_VERSION));
}

} // namespace

namespace
{

int runCommand(int argc, char *argv[])
{
    const std::string_view first = argc > 1 ? argv[1] : "";
    if (first == "--help" || first == "-h") {
        std::fputs(help, stdout);
        return Done;
    }
    if (first == "--version" || first == "-v") {
        std::puts("genrelens " GENRELENS_VERSION);
        return Done;
    }
    if (first == "report")
        return runReport(argc, argv);
    if (first == "predict")
        return runPredict(argc, argv);
    if (first == "explain")
        return runExplain(argc, argv);
    if (first == "sample")
        return runSample(argc, argv);
    return runWindow(argc, argv);
}

} // namespace

int run(int argc, char *argv[])
{
    nameApplication();
    try {
        return runCommand(argc, argv);
    } catch (const std::bad_alloc &) {
        return complain(
            Error{"there is not enough memory for this", {}, "Close other programs.", ErrorKind::Failure});
    } catch (const std::exception &exception) {
        return complain(Error{exception.what(), {}, {}, ErrorKind::Failure});
    }
}

} // namespace genrelens
