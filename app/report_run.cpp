#include "app/report_run.h"

#include "app/label_comparison.h"
#include "app/tracks_file.h"
#include "core/base/text.h"
#include "core/labels/imported_labels.h"
#include "core/labels/kept_labels.h"
#include "core/labels/label_file.h"
#include "core/report/json_text.h"
#include "core/report/results_json.h"
#include "core/study/cluster_names.h"
#include "core/study/saved_file.h"

#include <QDir>

#include <algorithm>
#include <cstdio>

namespace genrelens
{

namespace
{

constexpr std::size_t mostClassesDrawn = 1000; // nobody could read more bars and lines

} // namespace

ReportRun::ReportRun(ReportOptions options)
    : m_options(std::move(options))
    , m_figures(m_options.outputFolder + QStringLiteral("/figures"))
{
}

Result<void> ReportRun::execute()
{
    const bool modelsOnClusters =
        m_options.trains() && std::find(m_options.settings.labels.begin(), m_options.settings.labels.end(),
                                        "cluster") != m_options.settings.labels.end();
    using Step = Result<void> (ReportRun::*)();
    std::vector<Step> steps{&ReportRun::read, &ReportRun::readTestRows, &ReportRun::readImports,
                            &ReportRun::makeFolders};
    if (m_options.wants("clusters") || modelsOnClusters || !m_options.clustersFile.isEmpty())
        steps.push_back(&ReportRun::findClusters);
    if (m_options.wants("clusters"))
        steps.push_back(&ReportRun::sweepClusters);
    steps.push_back(&ReportRun::describeLabels);
    if (m_options.wants("clusters"))
        steps.push_back(&ReportRun::profileClusters);
    steps.push_back(&ReportRun::compareLabels);
    if (m_options.wants("map"))
        steps.push_back(&ReportRun::layOutMap);
    if (m_options.trains())
        steps.push_back(&ReportRun::trainModels);
    steps.push_back(&ReportRun::write);
    for (const Step step : steps)
        if (Result<void> done = (this->*step)(); !done)
            return done;
    return {};
}

void ReportRun::begin(const std::string &stage, const std::string &task)
{
    m_timer.begin(stage);
    m_progress.setTask(task);
}

Result<void> ReportRun::makeFolders()
{
    QDir figures(m_options.outputFolder + QStringLiteral("/figures"));
    if (QDir().mkpath(figures.path())) {
        // Those of an earlier report would stand beside results they have nothing to do with.
        const QStringList ours{QStringLiteral("distribution_*.png"),
                               QStringLiteral("centroids_*.png"),
                               QStringLiteral("calibration_*.png"),
                               QStringLiteral("importance_*.png"),
                               QStringLiteral("confusion_*.png"),
                               QStringLiteral("contingency_*.png"),
                               QStringLiteral("cross_validation_*.png"),
                               QStringLiteral("learning_curve_*.png"),
                               QStringLiteral("shap_importance_*.png"),
                               QStringLiteral("shap_beeswarm_*.png"),
                               QStringLiteral("map_*.png"),
                               QStringLiteral("elbow.png"),
                               QStringLiteral("k_sweep.png")};
        for (const QString &figure : figures.entryList(ours, QDir::Files))
            figures.remove(figure);
        removeSavedModels();
        removeShapValues();
        return {};
    }
    return Error{"the folder cannot be made", m_options.outputFolder.toStdString(), {}, ErrorKind::Failure};
}

Result<void> ReportRun::read()
{
    std::vector<std::string> paths;
    for (const QString &input : m_options.inputs)
        paths.push_back(input.toStdString());
    begin("read", "Reading " + fileName(paths.front()));
    Result<Dataset> dataset = openDataset(paths, m_progress);
    if (!dataset)
        return dataset.error();
    m_dataset = std::move(dataset).value();
    if (m_dataset.summary.rowsSkipped > 0)
        note(m_dataset.table.name() + ": " + counted(m_dataset.summary.rowsSkipped, "row") +
             " without the header's " + counted(m_dataset.summary.headerFields, "field") +
             " skipped: " + describeSkipped(m_dataset.summary));

    for (const std::string &remark : m_dataset.summary.remarks)
        note(m_dataset.table.name() + ": " + remark);

    for (const std::string &doubt : m_dataset.schema.doubts)
        note(m_dataset.table.name() + ": " + doubt);

    begin("prepare", "Preparing features");
    Result<PreparedData> prepared = prepareDataset(m_dataset, m_options.settings.preparation, m_progress);
    if (!prepared)
        return prepared.error();
    m_prepared = std::move(prepared).value();
    for (const Mapping &mapping : m_options.settings.mappings)
        m_mappings.push_back(
            foldGenres(m_prepared.genres, mapping.map, mapping.name,
                       m_options.settings.mappings.size() == 1 ? std::string() : mapping.map.name)
                .labels);
    for (const std::string &remark : remarks(m_dataset, m_prepared, labels(m_options.settings.currentMapping),
                                             m_options.settings.preparation))
        note(m_dataset.table.name() + ": " + remark);
    m_results["data"] =
        dataSection(m_dataset.summary, m_prepared.preparation, m_prepared.report, m_prepared.genres);
    m_results["preparation"] = preparationSection(features());
    return {};
}

Result<void> ReportRun::readTestRows()
{
    if (m_options.testRowsFile.isEmpty())
        return {};
    auto rows = readRowList(m_options.testRowsFile.toStdString(), features().rows(), m_progress);
    if (!rows)
        return rows.error();
    m_testRows = std::move(rows).value();
    return {};
}

Result<void> ReportRun::readImports()
{
    for (const LabelImport &import : m_options.imports) {
        Result<LabelSet> labels = readImport(import);
        if (!labels)
            return labels.error();
        m_imported.push_back(std::move(labels).value());
    }
    return {};
}

// Labels from a file need not speak of every track, but of some.
Result<LabelSet> ReportRun::readImport(const LabelImport &import)
{
    const std::string name = import.name.toStdString();
    const std::string columnName = import.column.toStdString();
    const Result<LabelFile> read =
        readLabelFile(import.file.toStdString(), m_dataset.table, m_prepared.schema.find(ColumnRole::TrackId),
                      features(), m_progress);
    if (!read)
        return read.error();
    const Table &file = read.value().table;
    const std::optional<std::size_t> column = file.find(columnName);
    if (!column)
        return Error{"there is no column \"" + columnName + '"', file.name(), {}};
    const std::vector<LabelKey> &keys = read.value().keys;
    const auto key =
        std::find_if(keys.begin(), keys.end(), [&](const LabelKey &by) { return by.column != column; });
    if (key == keys.end())
        return Error{"its lines match no track", file.name(),
                     "Give a column track_id or row to match by, or one line a kept track."};
    FileLabels found = labelsOf(file, *column, *key, features());
    if (found.tooMany)
        return Error{"the column \"" + columnName + "\" holds more than " + grouped(mostFileClasses) +
                         " different labels, which are too many to be classes",
                     file.name(),
                     {}};
    if (found.labelled == 0)
        return Error{"the column \"" + columnName + "\" holds no label of a kept track", file.name(), {}};
    if (key->unmatched > 0)
        note(file.name() + ": lines that match no track: " + grouped(key->unmatched) + " of " +
             grouped(file.rows()));
    if (key->repeated > 0)
        note(file.name() +
             ": lines about a track that an earlier one is about, which counts: " + grouped(key->repeated));
    return withoutEmptyClasses(labelSetOf(
        {name, name, LabelKind::Imported, std::move(found.classes), {}, std::move(found.codes)}, features()));
}

Result<void> ReportRun::findClusters()
{
    if (m_options.clustersFile.isEmpty() &&
        features().rows() < static_cast<std::size_t>(m_options.settings.clusters.k)) {
        note(counted(features().rows(), "track") + " cannot be parted into " +
             counted(static_cast<std::uint64_t>(m_options.settings.clusters.k), "cluster") +
             "; clusters are left out");
        return {};
    }
    begin("clusters", m_options.clustersFile.isEmpty() ? "Finding clusters" : "Reading clusters");
    Result<Clustering> found = m_options.clustersFile.isEmpty()
                                   ? runClustering(features(), m_options.settings, m_progress)
                                   : readClusters();
    if (!found)
        return found.error();
    m_clustering =
        *withNames(std::make_shared<const Clustering>(std::move(found).value()), m_options.settings.clusters);
    return {};
}

Result<Clustering> ReportRun::readClusters()
{
    Result<LabelSet> imported = importedLabels(
        "cluster", m_options.clustersFile.toStdString(), m_options.clustersColumn.toStdString(),
        m_dataset.table, m_prepared.schema.find(ColumnRole::TrackId), features(), m_progress);
    if (!imported)
        return imported.error();
    return importedClustering(features(), imported.value());
}

Result<void> ReportRun::sweepClusters()
{
    if (!m_clustering)
        return {};
    begin("sweep", "Trying numbers of clusters");
    Result<Sweep> sweep = runSweep(features(), m_options.settings, m_progress);
    if (!sweep)
        return sweep.error();
    m_sweep = std::move(sweep.value().points);
    if (m_sweep.empty())
        return {}; // fewer tracks than the smallest k
    const int k = static_cast<int>(m_clustering->labels.classes().size());
    if (Result<void> drawn = m_figures.elbow(m_sweep, k); !drawn)
        return drawn;
    return m_figures.kSweep(m_sweep, k, features().rows());
}

Result<void> ReportRun::describeLabels()
{
    begin("labels", "Describing labels");
    m_results["labels"] = nlohmann::ordered_json::object();
    for (const std::string &name : labelNames()) {
        const LabelSet set = labels(name);
        if (set.isEmpty())
            continue;
        m_results["labels"][name] = labelsSection(features(), set);
        if (!m_options.wants(name == "cluster" ? "clusters" : "data"))
            continue;
        if (set.classes().size() > mostClassesDrawn) {
            note(grouped(set.classes().size()) + " classes of " + name + " are too many to draw");
            continue;
        }
        if (Result<void> drawn = m_figures.distribution(set, m_options.settings); !drawn)
            return drawn;
        if (Result<void> drawn = m_figures.centroids(features(), set, m_options.settings); !drawn)
            return drawn;
    }
    if (m_clustering)
        m_results["clusters"] =
            clustersSection(m_clustering->labels, m_clustering->wcss, m_clustering->imported, m_sweep);
    return {};
}

Result<void> ReportRun::compareLabels()
{
    begin("agreement", "Comparing labels");
    std::vector<ComparedLabels> sets;
    for (const std::string &name : labelNames())
        if (const LabelSet set = labels(name); !set.isEmpty())
            sets.push_back({set, m_options.wants(name == "cluster" ? "clusters" : "data")});
    if (sets.size() < 2)
        return {};
    auto compared = compareLabelSets(sets, m_figures, m_options.settings, m_progress);
    if (!compared)
        return compared.error();
    m_results["agreement"] = std::move(compared).value();
    return {};
}

Result<void> ReportRun::write()
{
    begin("write", "Writing");
    LabelledTracks tracks{m_dataset.table,
                          m_prepared.schema.find(ColumnRole::TrackId),
                          features(),
                          m_prepared.genres,
                          labels(superGenreColumn(m_options.settings)),
                          labels("cluster"),
                          m_predictedClasses,
                          m_predictions.classes,
                          m_predictions.probabilities};
    if (m_map)
        tracks.map = m_map->points;
    for (const LabelSet &mapping : m_mappings)
        if (mapping.name() != tracks.superGenres.name())
            tracks.furtherLabels.push_back(mapping);
    tracks.furtherLabels.insert(tracks.furtherLabels.end(), m_imported.begin(), m_imported.end());
    const QString folder = m_options.outputFolder + QLatin1Char('/');
    if (Result<void> written = saveTracks(folder + QStringLiteral("tracks_labelled.csv"), tracks, m_progress);
        !written)
        return written;
    if (Result<void> written = saveText(folder + QStringLiteral("results.json"), jsonText(m_results));
        !written)
        return written;
    m_timer.end();
    return saveText(folder + QStringLiteral("timings.json"), jsonText(m_timer.json()));
}

std::vector<std::string> ReportRun::labelNames() const
{
    std::vector<std::string> names{"genre"};
    for (const Mapping &mapping : m_options.settings.mappings)
        names.push_back(mapping.name);
    names.emplace_back("cluster");
    for (const LabelSet &imported : m_imported)
        names.push_back(imported.name());
    return names;
}

LabelSet ReportRun::labels(const std::string &name) const
{
    if (name == "genre")
        return m_prepared.genres;
    for (const LabelSet &mapping : m_mappings)
        if (mapping.name() == name)
            return mapping;
    for (const LabelSet &imported : m_imported)
        if (imported.name() == name)
            return imported;
    return name == "cluster" && m_clustering ? m_clustering->labels : LabelSet();
}

} // namespace genrelens
