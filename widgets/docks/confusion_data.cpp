#include "widgets/docks/confusion_data.h"

#include "widgets/plots/class_colours.h"
#include "widgets/plots/palette.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <unordered_map>

namespace genrelens
{

namespace
{

constexpr std::size_t mostClassesAtOnce = 150; // ordered by similarity while one waits

JudgedRows judgedBy(const ModelRun &run)
{
    return {run.evaluation.judgedRows, run.labels.codes(), run.evaluation.predicted};
}

Key keyOfRows(const Features &features)
{
    std::vector<std::uint64_t> rows;
    rows.reserve(features.rows());
    for (std::size_t i = 0; i < features.rows(); ++i)
        rows.push_back(features.sourceRow(i));
    return KeyBuilder().add(std::span<const std::uint64_t>(rows)).key();
}

QString textOf(const std::string &name)
{
    return QString::fromStdString(name);
}

} // namespace

ConfusionData::ConfusionData(const Study &study, JobBoard &board, QObject *parent)
    : QObject(parent)
    , m_study(study)
    , m_job(tr("Ordering classes"), board)
{
}

void ConfusionData::update(const ConfusionChoice &choice)
{
    placeRuns();
    m_run = m_study.modelRun(m_study.currentModel(), m_study.currentLabels());
    m_reference.reset();
    m_incomparable = false;
    m_groups = {};
    m_lines = {};
    m_confusion = {};
    m_referenceConfusion = {};
    m_names.clear();
    if (!m_run) {
        m_job.abandon();
        return;
    }
    m_groups = presentGroups(m_run->labels);
    m_blocks = choice.blocks && !m_groups.isEmpty();
    std::vector<bool> folded;
    for (const std::string &name : m_groups.names)
        folded.push_back(m_blocks && (choice.allFolded || choice.folded.contains(textOf(name))));
    m_lines = confusionLines(classOrder(choice.order, m_groups), m_groups, folded);
    nameLines();
    if (!choice.comparedWith.isEmpty())
        findReference(choice.comparedWith);
    if (isTooLarge())
        return;
    m_confusion = confusionOfLines(m_lines, judgedBy(*m_run));
    if (m_reference)
        m_referenceConfusion = confusionOfLines(m_lines, judgedBy(*m_reference));
}

// The super-genres of the current mapping, over genres; those of no genre that there is are left out.
ClassGroups ConfusionData::presentGroups(const LabelSet &labels) const
{
    if (labels.name() != "genre")
        return {};
    const GenreMap &map = m_study.settings().genreMap();
    std::unordered_map<std::string_view, std::size_t> superGenreOf;
    for (std::size_t i = 0; i < map.superGenres.size(); ++i)
        for (const std::string &genre : map.superGenres[i].genres)
            superGenreOf.emplace(genre, i);
    const std::size_t none = map.superGenres.size();
    std::vector<std::size_t> found;
    std::vector<bool> occurs(none + 1, false);
    for (const std::string &genre : labels.classes()) {
        const auto of = superGenreOf.find(genre);
        found.push_back(of == superGenreOf.end() ? none : of->second);
        occurs[found.back()] = true;
    }
    ClassGroups groups;
    std::vector<std::int32_t> groupOf(none + 1, -1);
    for (std::size_t i = 0; i <= none; ++i)
        if (occurs[i]) {
            groupOf[i] = static_cast<std::int32_t>(groups.names.size());
            groups.names.push_back(i < none ? map.superGenres[i].name : tr("(not mapped)").toStdString());
        }
    if (groups.names.size() < 2)
        return {};
    for (const std::size_t superGenre : found)
        groups.groupOf.push_back(groupOf[superGenre]);
    return groups;
}

std::vector<std::size_t> ConfusionData::classOrder(ClassOrder order, const ClassGroups &groups)
{
    const ConfusionMatrix &confusion = m_run->evaluation.confusion;
    const bool many = confusion.classes > mostClassesBySimilarity;
    // A mapping's order is one of its groups, with headers or without.
    const ClassGroups asked = m_blocks || order == ClassOrder::Given ? groups : ClassGroups();
    if (order != ClassOrder::Similarity || many) {
        m_job.abandon();
        return orderedClasses(many ? ClassOrder::Given : order, confusion, asked, Progress::none()).value();
    }
    KeyBuilder builder;
    builder.add(m_run->key).add(std::span<const std::int32_t>(asked.groupOf));
    const Key key = builder.key();
    if (key == m_orderKey)
        return m_order;
    if (confusion.classes <= mostClassesAtOnce) {
        m_job.abandon();
        m_order = orderedClasses(order, confusion, asked, Progress::none()).value();
        m_orderKey = key;
        return m_order;
    }
    startOrdering(key, asked);
    return orderedClasses(ClassOrder::Given, confusion, asked, Progress::none()).value(); // until then
}

void ConfusionData::startOrdering(const Key &key, const ClassGroups &groups)
{
    if (m_job.isRunning() && key == m_wantedKey)
        return;
    m_wantedKey = key;
    m_job.start<std::vector<std::size_t>>(
        [run = m_run, groups](Progress &progress) {
            return orderedClasses(ClassOrder::Similarity, run->evaluation.confusion, groups, progress);
        },
        [this, key](std::vector<std::size_t> order) {
            m_order = std::move(order);
            m_orderKey = key;
            emit orderFound();
        });
}

void ConfusionData::nameLines()
{
    m_groupColours.clear();
    if (!m_groups.isEmpty()) {
        const GenreMap &map = m_study.settings().genreMap();
        const std::vector<QColor> colours = superGenreColours(map);
        for (const std::string &name : m_groups.names) {
            const auto found = std::find_if(map.superGenres.begin(), map.superGenres.end(),
                                            [&name](const SuperGenre &all) { return all.name == name; });
            m_groupColours.push_back(
                found == map.superGenres.end()
                    ? unmappedColour()
                    : colours[static_cast<std::size_t>(found - map.superGenres.begin())]);
        }
    }
    for (const ConfusionLines::Line &line : m_lines.lines)
        m_names.append(textOf(line.folded
                                  ? m_groups.names[static_cast<std::size_t>(line.group)]
                                  : m_run->labels.classes()[static_cast<std::size_t>(line.classes.front())]));
}

// Comparable is what judged the same tracks by the same labels.
void ConfusionData::findReference(const QString &model)
{
    const auto other = m_study.modelRun(model.toStdString(), m_study.currentLabels());
    if (!other || other == m_run)
        return;
    m_incomparable = !(other->labels.key() == m_run->labels.key()) ||
                     other->evaluation.judgedRows != m_run->evaluation.judgedRows;
    if (!m_incomparable)
        m_reference = other;
}

std::vector<MatrixBlock> ConfusionData::blocks() const
{
    std::vector<MatrixBlock> blocks;
    if (!m_blocks)
        return blocks;
    std::int32_t group = -1;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const ConfusionLines::Line &line = m_lines.lines[i];
        if (line.group != group) {
            group = line.group;
            const auto index = static_cast<std::size_t>(group);
            blocks.push_back(
                {textOf(m_groups.names[index]), m_groupColours[index], static_cast<int>(i), 0, line.folded});
        }
        ++blocks.back().count;
    }
    return blocks;
}

std::optional<double> ConfusionData::groupAccuracy() const
{
    if (!m_run || m_groups.isEmpty())
        return {};
    return genrelens::groupAccuracy(m_groups, judgedBy(*m_run));
}

// Runs that were not known yet were judged on the present rows: others are not delivered.
void ConfusionData::placeRuns()
{
    if (m_study.prepared() != m_prepared) {
        m_prepared = m_study.prepared();
        m_rows = m_prepared ? keyOfRows(m_prepared->features()) : Key();
    }
    for (const auto &run : m_study.modelRuns())
        m_rowsOf.emplace(std::pair(run->key.high, run->key.low), m_rows);
}

bool ConfusionData::canPick() const
{
    if (!m_run)
        return false;
    const auto rows = m_rowsOf.find({m_run->key.high, m_run->key.low});
    return rows != m_rowsOf.end() && rows->second == m_rows &&
           m_run->labels.codes().size() == m_study.selection().rows();
}

std::vector<std::uint32_t> ConfusionData::tracksOf(const CellRange &cells) const
{
    return m_run ? rowsWithin(m_lines, judgedBy(*m_run), cells) : std::vector<std::uint32_t>();
}

std::vector<std::uint32_t> ConfusionData::selectedCounts() const
{
    if (!canPick() || isTooLarge() || m_study.selection().isEmpty())
        return {};
    return countsWithin(m_lines, judgedBy(*m_run), m_study.selection());
}

} // namespace genrelens
