#include "core/study/track_cells.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr std::size_t sortBlock = 32768; // sorted between two looks at whether anybody still waits
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

QString tr(const char *text)
{
    return QCoreApplication::translate("TrackCells", text);
}

// For each name its place in the order of all of them, without regard to case.
std::vector<double> ranksOf(const std::vector<std::string> &names)
{
    std::vector<QString> folded;
    for (const std::string &name : names)
        folded.push_back(QString::fromStdString(name).toCaseFolded());
    std::vector<std::size_t> order(names.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return folded[a] < folded[b]; });
    std::vector<double> ranks(names.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        ranks[order[i]] = static_cast<double>(i);
    return ranks;
}

double rankOf(std::int32_t code, const std::vector<double> &ranks)
{
    return code < 0 ? missing : ranks[static_cast<std::size_t>(code)];
}

bool isMissing(double key)
{
    return std::isnan(key);
}

bool isMissing(const QString &key)
{
    return key.isEmpty();
}

// Positions of the keys in order, sorted in blocks that are then merged, so that it can be given up on the
// way.
template <typename Key>
Result<std::vector<std::uint32_t>> sortedPositions(const std::vector<Key> &keys, bool descending,
                                                   Progress &progress)
{
    std::vector<std::uint32_t> order(keys.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
        if (isMissing(keys[a]) || isMissing(keys[b]))
            return !isMissing(keys[a]) && isMissing(keys[b]);
        return descending ? keys[b] < keys[a] : keys[a] < keys[b];
    };
    const auto at = [&](std::size_t i) {
        return order.begin() + static_cast<std::ptrdiff_t>(std::min(i, keys.size()));
    };
    for (std::size_t i = 0; i < keys.size(); i += sortBlock) {
        if (progress.cancelled())
            return Error::cancelled();
        std::stable_sort(at(i), at(i + sortBlock), before);
    }
    for (std::size_t width = sortBlock; width < keys.size(); width *= 2) {
        progress.report(static_cast<double>(width) / static_cast<double>(keys.size()), "Sorting");
        for (std::size_t i = 0; i + width < keys.size(); i += 2 * width) {
            if (progress.cancelled())
                return Error::cancelled();
            std::inplace_merge(at(i), at(i + width), at(i + 2 * width), before);
        }
    }
    return order;
}

} // namespace

TrackCells::TrackCells(std::shared_ptr<const Dataset> dataset, std::shared_ptr<const PreparedData> prepared,
                       std::vector<Labels> labels)
    : m_dataset(std::move(dataset))
    , m_prepared(std::move(prepared))
    , m_labels(std::move(labels))
{
    const Schema &schema = m_prepared->schema;
    const auto add = [&](std::size_t column) {
        const genrelens::Column &source = m_dataset->table.column(column);
        m_columns.push_back(
            {QString::fromStdString(source.name), source.isNumeric() ? Kind::Number : Kind::Text, column});
    };
    const auto name = [&](ColumnRole role, const QString &title) {
        if (const auto column = schema.find(role))
            m_columns.push_back({title, Kind::Text, *column});
    };
    name(ColumnRole::Title, tr("Title"));
    name(ColumnRole::Artists, tr("Artists"));
    name(ColumnRole::Album, tr("Album"));
    for (std::size_t i = 0; i < m_labels.size(); ++i)
        m_columns.push_back({m_labels[i].title, Kind::Label, i});
    for (const std::size_t c : schema.features())
        add(c);
    for (std::size_t c = 0; c < schema.roles.size(); ++c)
        if (schema.roles[c] == ColumnRole::TrackId || schema.roles[c] == ColumnRole::Index ||
            schema.roles[c] == ColumnRole::Other)
            add(c);
    m_columns.push_back({tr("Row"), Kind::FileRow, 0});
}

const LabelSet *TrackCells::labels(std::size_t column) const
{
    const Column &which = m_columns[column];
    return which.kind == Kind::Label ? &m_labels[which.source].set : nullptr;
}

const genrelens::Column *TrackCells::source(std::size_t column) const
{
    const Column &which = m_columns[column];
    const bool own = which.kind == Kind::Text || which.kind == Kind::Number;
    return own ? &m_dataset->table.column(which.source) : nullptr;
}

QString TrackCells::text(std::uint32_t track, std::size_t column) const
{
    const Column &which = m_columns[column];
    const std::uint32_t row = m_prepared->features().sourceRow(track);
    if (which.kind == Kind::FileRow)
        return QString::number(row + 1);
    if (which.kind != Kind::Label)
        return QString::fromStdString(m_dataset->table.column(which.source).cell(row));
    const LabelSet &labels = m_labels[which.source].set;
    const std::int32_t code = labels.codes()[track];
    return code < 0 ? QString() : QString::fromStdString(labels.classes()[static_cast<std::size_t>(code)]);
}

double TrackCells::number(std::uint32_t track, std::size_t column) const
{
    const Column &which = m_columns[column];
    const std::uint32_t row = m_prepared->features().sourceRow(track);
    if (which.kind == Kind::FileRow)
        return static_cast<double>(row) + 1.0;
    const NumericColumn *numbers =
        which.kind == Kind::Number ? m_dataset->table.column(which.source).numeric() : nullptr;
    return numbers != nullptr ? numbers->values[row] : missing;
}

// A number a track that sorts as its cell does; empty for free text, which has no such number.
std::vector<double> TrackCells::ranks(const std::vector<std::uint32_t> &tracks, std::size_t column) const
{
    const Column &which = m_columns[column];
    std::vector<double> keys;
    keys.reserve(tracks.size());
    if (which.kind == Kind::Number || which.kind == Kind::FileRow) {
        for (const std::uint32_t track : tracks)
            keys.push_back(number(track, column));
    } else if (const LabelSet *set = labels(column)) {
        const std::vector<double> ranks = ranksOf(set->classes());
        for (const std::uint32_t track : tracks)
            keys.push_back(rankOf(set->codes()[track], ranks));
    } else if (const CategoricalColumn *categories = m_dataset->table.column(which.source).categorical()) {
        const std::vector<double> ranks = ranksOf(categories->levels);
        for (const std::uint32_t track : tracks)
            keys.push_back(rankOf(categories->codes[m_prepared->features().sourceRow(track)], ranks));
    }
    return keys;
}

Result<std::vector<std::uint32_t>> TrackCells::ordered(std::vector<std::uint32_t> tracks, std::size_t column,
                                                       bool descending, Progress &progress) const
{
    progress.report(0.0, "Sorting");
    const std::vector<double> numbers = ranks(tracks, column);
    std::vector<QString> texts;
    for (std::size_t i = 0; numbers.empty() && i < tracks.size(); ++i) {
        if (i % sortBlock == 0 && progress.cancelled())
            return Error::cancelled();
        texts.push_back(text(tracks[i], column).toCaseFolded());
    }
    Result<std::vector<std::uint32_t>> order = numbers.empty()
                                                   ? sortedPositions(texts, descending, progress)
                                                   : sortedPositions(numbers, descending, progress);
    if (!order)
        return order;
    std::vector<std::uint32_t> sorted;
    sorted.reserve(tracks.size());
    for (const std::uint32_t position : order.value())
        sorted.push_back(tracks[position]);
    return sorted;
}

} // namespace genrelens
