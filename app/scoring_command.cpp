#include "app/scoring_command.h"

#include "app/command_line.h"
#include "app/console.h"
#include "core/base/parallel.h"
#include "core/base/text.h"
#include "core/model_file/forest_reader.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

namespace genrelens
{

namespace
{

void declareOptions(QCommandLineParser &parser, const ScoringCommand &command)
{
    parser.setApplicationDescription(command.description);
    parser.addPositionalArgument(QStringLiteral("model.json"),
                                 QStringLiteral("The model, also compressed (model.json.zst)."));
    parser.addPositionalArgument(
        command.tracks + QStringLiteral("..."),
        QStringLiteral("The tracks, with a column for each feature of the model; also compressed, or several "
                       "with the same columns."));
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Displays this help.")});
    parser.addOption({QStringLiteral("out"), QStringLiteral("The file to write; - for standard output."),
                      QStringLiteral("FILE.csv")});
    parser.addOption({QStringLiteral("jobs"),
                      QStringLiteral("Threads to use (all cores). Results do not depend on it."),
                      QStringLiteral("N")});
}

Result<void> writeToStdout(std::string_view piece)
{
    if (std::fwrite(piece.data(), 1, piece.size(), stdout) != piece.size() || std::fflush(stdout) != 0)
        return Error{"it takes nothing more", "standard output", {}, ErrorKind::Failure};
    return {};
}

// What a person should know of the files and of what is said of them.
void tell(const ScoredFiles &scored, const ScoringCommand &command)
{
    const CsvSummary &read = scored.summary;
    if (read.rowsSkipped > 0)
        note(scored.name + ": " + counted(read.rowsSkipped, "row") + " without the header's " +
             counted(read.headerFields, "field") +
             " skipped, which row does not count: " + describeSkipped(read));
    for (const std::string &remark : read.remarks)
        note(scored.name + ": " + remark);
    std::string said = scored.name + ": " + counted(scored.count.rows, "row") + ' ' + command.done;
    if (scored.count.missing > 0)
        said += "; " + grouped(scored.count.missing) + " of them without a value of some feature, left empty";
    note(said);
}

Result<void> score(const ScoringCommand &command, const QCommandLineParser &parser)
{
    const QStringList names = parser.positionalArguments();
    const QString out = parser.value(QStringLiteral("out"));
    std::vector<std::string> paths;
    for (const QString &name : names.mid(2))
        paths.push_back(name.toStdString());
    if (Result<void> checked = checkScoresPath(out, command.what, names[1], paths); !checked)
        return checked;
    ConsoleProgress progress;
    progress.setTask("Reading " + fileName(names[1].toStdString()));
    const Result<ForestModel> model = readForest(names[1].toStdString(), progress);
    if (!model)
        return model.error();
    progress.setTask(command.doing + ' ' + fileName(paths.front()));
    SubProgress reading(progress, 0.0, 0.2);
    const Result<CsvFile> file = readToScore(model.value().inputs, paths, reading);
    if (!file)
        return file.error();
    SubProgress scoring(progress, 0.2, 1.0);
    const ScoreWriter write = command.writer(model.value());
    const Result<ScoredFiles> scored = out == QLatin1String("-")
                                           ? scoreFile(write, file.value(), writeToStdout, scoring)
                                           : saveScores(write, file.value(), out, scoring);
    if (!scored)
        return scored.error();
    tell(scored.value(), command);
    return {};
}

} // namespace

int runScoring(const ScoringCommand &command, int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    declareOptions(parser, command);
    const bool understood = parser.parse(QCoreApplication::arguments());
    if (parser.isSet(QStringLiteral("help"))) {
        std::fputs(qUtf8Printable(helpOf(parser, command.name)), stdout);
        return Done;
    }
    if (!understood)
        return complain(usageError(parser.errorText()));
    if (parser.positionalArguments().size() < 3 || parser.value(QStringLiteral("out")).isEmpty())
        return complain(usageError(
            QStringLiteral("%1 needs a model, a file of tracks and --out FILE.csv; see genrelens %1 --help")
                .arg(command.name)));
    const auto jobs = numberOption(parser, QStringLiteral("jobs"), 1, 1024);
    if (!jobs)
        return complain(jobs.error());
    setThreadCount(static_cast<int>(jobs.value().value_or(0)));
    const Result<void> done = score(command, parser);
    return done ? Done : complain(done.error());
}

} // namespace genrelens
