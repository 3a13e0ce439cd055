#include "app/sample_command.h"

#include "app/command_line.h"
#include "app/console.h"
#include "core/sample/sample.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>
#include <filesystem>
#include <limits>

namespace genrelens
{

int runSample(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Writes synthetic tracks like those of the Spotify Tracks Dataset."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")},
                                  QStringLiteral("Displays this help."));
    parser.addOption(help);
    parser.addOption(
        {QStringLiteral("rows"), QStringLiteral("How many rows to write."), QStringLiteral("N")});
    parser.addOption(
        {QStringLiteral("seed"), QStringLiteral("Another seed, other tracks (1)."), QStringLiteral("S")});
    parser.addOption(
        {QStringLiteral("out"), QStringLiteral("The file to write."), QStringLiteral("FILE.csv")});
    if (!parser.parse(QCoreApplication::arguments()))
        return complain(usageError(parser.errorText()));
    if (parser.isSet(help)) {
        std::fputs(qUtf8Printable(helpOf(parser, QStringLiteral("sample"))), stdout);
        return Done;
    }
    const auto rows = numberOption(parser, QStringLiteral("rows"), 1, 1'000'000'000);
    const auto seed = numberOption(parser, QStringLiteral("seed"), 0, std::numeric_limits<qint64>::max());
    for (const auto *number : {&rows, &seed})
        if (!*number)
            return complain(number->error());
    if (!rows.value() || !parser.isSet(QStringLiteral("out")) || parser.positionalArguments().size() != 1)
        return complain(usageError(
            QStringLiteral("sample needs --rows N and --out FILE.csv; see genrelens sample --help")));
    SampleOptions options;
    options.rows = static_cast<std::uint64_t>(*rows.value());
    options.seed = static_cast<std::uint64_t>(seed.value().value_or(1));
    ConsoleProgress progress;
    progress.setTask("Writing tracks");
    const Result<void> written = writeSample(
        std::filesystem::path(parser.value(QStringLiteral("out")).toStdString()), options, progress);
    return written ? Done : complain(written.error());
}

} // namespace genrelens
