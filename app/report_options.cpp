#include "app/report_options.h"

#include "app/console.h"
#include "app/resources.h"
#include "core/learn/model_catalogue.h"
#include "core/study/mapping_file.h"

#include <QCommandLineParser>
#include <QRegularExpression>

#include <algorithm>
#include <iterator>
#include <limits>

namespace genrelens
{

namespace
{

void declareOptions(QCommandLineParser &parser)
{
    const auto add = [&](const char *name, const char *description, const char *value) {
        parser.addOption(
            {QString::fromLatin1(name), QString::fromUtf8(description), QString::fromLatin1(value)});
    };
    parser.setApplicationDescription(QStringLiteral(
        "Computes a study without a window and writes results.json, timings.json, figures/*.png and "
        "tracks_labelled.csv."));
    parser.addPositionalArgument(
        QStringLiteral("tracks.csv..."),
        QStringLiteral("The file of tracks, also compressed or in an archive; several with the same columns "
                       "are read as one."));
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Displays this help.")});
    add("out", "The folder to write to; made when it is not there.", "DIR");
    add("settings", "Settings as JSON; see resources/presets/original_study.json.", "FILE.json");
    add("genre-map",
        "A mapping of genres to super-genres, JSON or two columns. Given again: super_genre_2, and so on.",
        "FILE");
    add("test-rows", "Hold out these kept rows (column row, from 0) instead of drawing them.", "FILE.csv");
    add("clusters", "Take the clusters from a column of a file instead of computing them.",
        "FILE.csv:COLUMN");
    add("import-labels", "Add a label set from a column of a file; can be given several times.",
        "NAME=FILE.csv:COLUMN");
    add("trees", "Trees of the random forest (100).", "N");
    add("seed", "Another seed, other random choices (1).", "N");
    add("jobs", "Threads to use (all cores). Results do not depend on it.", "N");
    add("only", "Which parts to compute: data, clusters, map, models, shap.", "LIST");
    add("labels",
        "Label sets to learn: super_genre (super_genre_2, and so on), cluster, genre, or names given with "
        "--import-labels.",
        "LIST");
    add("split", "How tracks are held out: random, stratified (by genre), by_artist or by_album.", "METHOD");
    add("folds", "Cross-validate each model over so many folds, dealt as tracks are held out.", "K");
    add("fold-repeats", "Deal the folds anew so many times (1).", "R");
    parser.addOption({QStringLiteral("learning-curve"),
                      QStringLiteral("Train each model on ever larger parts of its training tracks, too.")});
    add("models", "Models to train: all, or names as in results.json.", "LIST");
    add("explain", "So many held-out tracks get SHAP values, drawn by the seed (1000); 0 for none, or all.",
        "N");
    parser.addOption(
        {QStringLiteral("shap-values"),
         QStringLiteral("Writes the SHAP values of each of these tracks to shap_<labels>.csv.")});
    parser.addOption(
        {QStringLiteral("save-model"),
         QStringLiteral("Writes each forest and single tree to model_<model>_<labels>.json, or .json.zst "
                        "when it has more than two million nodes; for genrelens predict.")});
}

// The names in a comma-separated option, each one of `known`.
Result<std::vector<std::string>> listOption(const QCommandLineParser &parser, const QString &option,
                                            const QStringList &known)
{
    std::vector<std::string> names;
    const QStringList parts = parser.value(option).split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        const QString name = part.trimmed();
        if (!known.contains(name))
            return usageError(QStringLiteral("--%1 does not know \"%2\"; it knows %3")
                                  .arg(option, name, known.join(QStringLiteral(", "))));
        if (std::find(names.begin(), names.end(), name.toStdString()) == names.end())
            names.push_back(name.toStdString());
    }
    if (names.empty())
        return usageError(QStringLiteral("--%1 names nothing").arg(option));
    return names;
}

Result<void> readSplit(const QCommandLineParser &parser, ReportOptions &options)
{
    if (!parser.isSet(QStringLiteral("split")))
        return {};
    const QString name = parser.value(QStringLiteral("split"));
    const auto method = splitMethodNamed(name.toStdString());
    if (!method)
        return usageError(
            QStringLiteral("--split does not know \"%1\"; it knows random, stratified, by_artist, "
                           "by_album")
                .arg(name));
    options.settings.splitMethod = *method;
    return {};
}

Result<void> readExplain(const QCommandLineParser &parser, ReportOptions &options)
{
    const QString name = QStringLiteral("explain");
    if (parser.value(name) == QLatin1String("all")) {
        options.explain = std::numeric_limits<std::size_t>::max();
    } else {
        const auto tracks = numberOption(parser, name, 0, std::numeric_limits<qint64>::max());
        if (!tracks)
            return tracks.error();
        options.explain =
            static_cast<std::size_t>(tracks.value().value_or(static_cast<qint64>(options.explain)));
    }
    options.shapValues = parser.isSet(QStringLiteral("shap-values"));
    return {};
}

Result<void> readNumbers(const QCommandLineParser &parser, ReportOptions &options)
{
    const auto trees = numberOption(parser, QStringLiteral("trees"), 1, 100000);
    const auto seed = numberOption(parser, QStringLiteral("seed"), 0, std::numeric_limits<qint64>::max());
    const auto jobs = numberOption(parser, QStringLiteral("jobs"), 1, 1024);
    const auto folds = numberOption(parser, QStringLiteral("folds"), 2, 1000);
    const auto repeats = numberOption(parser, QStringLiteral("fold-repeats"), 1, 1000);
    for (const auto *number : {&trees, &seed, &jobs, &folds, &repeats})
        if (!*number)
            return number->error();
    if (trees.value())
        options.settings.setTrees(static_cast<int>(*trees.value()));
    options.settings.seed =
        static_cast<std::uint64_t>(seed.value().value_or(static_cast<qint64>(options.settings.seed)));
    options.jobs = static_cast<int>(jobs.value().value_or(0));
    options.folds = static_cast<std::size_t>(folds.value().value_or(0));
    options.foldRepeats = static_cast<std::size_t>(repeats.value().value_or(1));
    if (repeats.value() && !folds.value())
        return usageError(QStringLiteral("--fold-repeats needs --folds"));
    options.learningCurve = parser.isSet(QStringLiteral("learning-curve"));
    if (Result<void> read = readExplain(parser, options); !read)
        return read;
    return readSplit(parser, options);
}

// Several are kept side by side, and learned unless --labels says otherwise.
Result<void> readMappings(const QCommandLineParser &parser, ReportOptions &options)
{
    const QStringList paths = parser.values(QStringLiteral("genre-map"));
    if (paths.isEmpty())
        return {};
    options.settings.mappings.clear();
    std::erase_if(options.settings.labels,
                  [](const std::string &name) { return name.starts_with(Mapping().name); });
    auto place = options.settings.labels.begin();
    for (const QString &path : paths) {
        Result<GenreMap> map = readMapping(path);
        if (!map)
            return map.error();
        Mapping mapping{Mapping().name, std::move(map).value()};
        if (!options.settings.mappings.empty())
            mapping.name += '_' + std::to_string(options.settings.mappings.size() + 1);
        place = std::next(options.settings.labels.insert(place, mapping.name));
        options.settings.mappings.push_back(std::move(mapping));
    }
    options.settings.currentMapping = Mapping().name;
    return {};
}

// NAME=FILE.csv:COLUMN; names become parts of file names and columns of tables.
Result<void> readImports(const QCommandLineParser &parser, ReportOptions &options)
{
    static const QRegularExpression safe(QStringLiteral("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$"));
    QStringList taken{QStringLiteral("genre"), QStringLiteral("cluster")};
    for (const Mapping &mapping : options.settings.mappings)
        taken.append(QString::fromStdString(mapping.name));
    for (const QString &value : parser.values(QStringLiteral("import-labels"))) {
        const qsizetype equals = value.indexOf(QLatin1Char('='));
        const qsizetype colon = value.lastIndexOf(QLatin1Char(':'));
        if (equals <= 0 || colon <= equals + 1 || colon == value.size() - 1)
            return usageError(
                QStringLiteral("--import-labels must be NAME=FILE.csv:COLUMN, not \"%1\"").arg(value));
        const QString name = value.left(equals);
        if (!safe.match(name).hasMatch())
            return usageError(
                QStringLiteral("--import-labels cannot call labels \"%1\"; use letters, digits, "
                               "- and _, at most 64")
                    .arg(name));
        if (taken.contains(name, Qt::CaseInsensitive))
            return usageError(QStringLiteral("--import-labels cannot call labels \"%1\", because others have "
                                             "that name")
                                  .arg(name));
        taken.append(name);
        options.imports.push_back({name, value.mid(equals + 1, colon - equals - 1), value.mid(colon + 1)});
    }
    return {};
}

Result<void> readLists(const QCommandLineParser &parser, ReportOptions &options)
{
    QStringList modelNames{QStringLiteral("all")};
    std::vector<std::string> allModels;
    for (const ModelKind &kind : modelCatalogue()) {
        modelNames.append(QString::fromStdString(kind.name));
        allModels.push_back(kind.name);
    }
    if (parser.isSet(QStringLiteral("models"))) {
        auto models = listOption(parser, QStringLiteral("models"), modelNames);
        if (!models)
            return models.error();
        const bool all =
            std::find(models.value().begin(), models.value().end(), "all") != models.value().end();
        options.settings.models = all ? allModels : std::move(models).value();
    }
    if (parser.isSet(QStringLiteral("labels"))) {
        QStringList names;
        for (const Mapping &mapping : options.settings.mappings)
            names.append(QString::fromStdString(mapping.name));
        names.append({QStringLiteral("cluster"), QStringLiteral("genre")});
        for (const LabelImport &import : options.imports)
            names.append(import.name);
        auto labels = listOption(parser, QStringLiteral("labels"), names);
        if (!labels)
            return labels.error();
        options.settings.labels = std::move(labels).value();
    }
    if (parser.isSet(QStringLiteral("only"))) {
        auto sections = listOption(parser, QStringLiteral("only"),
                                   {QStringLiteral("data"), QStringLiteral("clusters"),
                                    QStringLiteral("models"), QStringLiteral("shap"), QStringLiteral("map")});
        if (!sections)
            return sections.error();
        options.sections = {sections.value().begin(), sections.value().end()};
    }
    return {};
}

} // namespace

Result<std::optional<ReportOptions>> parseReportOptions(const QStringList &arguments, QString &helpText)
{
    QCommandLineParser parser;
    declareOptions(parser);
    const bool understood = parser.parse(arguments);
    if (parser.isSet(QStringLiteral("help"))) {
        helpText = helpOf(parser, QStringLiteral("report"));
        return std::optional<ReportOptions>();
    }
    if (!understood)
        return usageError(parser.errorText());
    if (parser.positionalArguments().size() < 2 || !parser.isSet(QStringLiteral("out")))
        return usageError(
            QStringLiteral("report needs a file of tracks and --out DIR; see genrelens report --help"));

    ReportOptions options;
    options.inputs = parser.positionalArguments().mid(1);
    options.outputFolder = parser.value(QStringLiteral("out"));
    options.settings = defaultSettings();
    if (parser.isSet(QStringLiteral("settings"))) {
        Result<StudySettings> settings =
            readSettings(parser.value(QStringLiteral("settings")), options.settings);
        if (!settings)
            return settings.error();
        options.settings = std::move(settings).value();
    }
    if (Result<void> read = readNumbers(parser, options); !read)
        return read.error();
    if (Result<void> read = readMappings(parser, options); !read)
        return read.error();
    if (Result<void> read = readImports(parser, options); !read)
        return read.error();
    if (Result<void> read = readLists(parser, options); !read)
        return read.error();
    options.saveModels = parser.isSet(QStringLiteral("save-model"));
    options.testRowsFile = parser.value(QStringLiteral("test-rows"));
    if (parser.isSet(QStringLiteral("clusters"))) {
        const QString value = parser.value(QStringLiteral("clusters"));
        const qsizetype colon = value.lastIndexOf(QLatin1Char(':'));
        if (colon <= 0 || colon == value.size() - 1)
            return usageError(QStringLiteral("--clusters must be FILE.csv:COLUMN, not \"%1\"").arg(value));
        options.clustersFile = value.left(colon);
        options.clustersColumn = value.mid(colon + 1);
    }
    return std::optional(std::move(options));
}

} // namespace genrelens
