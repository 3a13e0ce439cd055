#include "widgets/selection/selection_rows.h"

#include "core/study/study.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

using Kind = SelectionRow::Kind;

constexpr std::size_t longestName = 200; // bytes
constexpr std::size_t mostSets = 6;      // label sets that are told of

QString tr(const char *text)
{
    return QCoreApplication::translate("SelectionRows", text);
}

QString count(std::size_t number)
{
    return formatCount(static_cast<qint64>(number));
}

SelectionRow section(const QString &name, const QString &figures, const QString &tip)
{
    SelectionRow row;
    row.name = name;
    row.first = figures;
    row.tip = tip;
    return row;
}

QString liftText(double lift)
{
    return QStringLiteral("×") + formatValue(lift, lift < 0.1 ? 1 : lift < 10.0 ? 2 : 3);
}

// What clicking does, the same for classes and artists.
QString howToPick()
{
    return tr("Click: of the selected only these. Ctrl or Shift: all of them as well. Ctrl+Shift: none of "
              "them.");
}

SelectionRow groupRow(Kind kind, const QString &name, const GroupShare &share,
                      const SelectionPortrait &portrait)
{
    const auto selected = static_cast<double>(portrait.selection.count());
    const auto all = static_cast<double>(portrait.selection.rows());
    SelectionRow row;
    row.kind = kind;
    row.name = name;
    row.group = share.group;
    row.share = static_cast<double>(share.selected) / selected;
    row.everywhere = static_cast<double>(share.all) / all;
    row.first = kind == Kind::Class ? formatShare(row.share)
                                    : tr("%1 of %2").arg(count(share.selected), count(share.all));
    row.second = liftText(share.lift);
    row.tip = tr("%1: %2 of the selected (%3), %4 of all (%5); %6 times as often as everywhere.\n%7")
                  .arg(name, count(share.selected), formatShare(row.share), count(share.all),
                       formatShare(row.everywhere), formatValue(share.lift), howToPick());
    return row;
}

void addClasses(std::vector<SelectionRow> &rows, const Study &study, const SelectionPortrait &portrait,
                std::size_t set)
{
    const SelectionPortrait::Labels &labels = portrait.labels[set];
    if (labels.classes.empty())
        return;
    rows.push_back(
        section(study.labelsTitle(labels.set.name()), tr("share, lift"),
                tr("Share of the selected tracks; the mark in a bar is the share of all. Lift: how "
                   "many times as often as everywhere.")));
    const std::vector<QColor> colours = labelColours(labels.set, study.settings());
    const std::size_t begin = rows.size();
    double longest = 0.0;
    for (const GroupShare &share : labels.classes) {
        const auto cls = static_cast<std::size_t>(share.group);
        SelectionRow row =
            groupRow(Kind::Class, shortened(labels.set.classes()[cls], longestName), share, portrait);
        row.set = set;
        row.chip = cls < colours.size() ? colours[cls] : QColor();
        longest = std::max({longest, row.share, row.everywhere});
        rows.push_back(std::move(row));
    }
    for (std::size_t i = begin; i < rows.size(); ++i)
        rows[i].longest = longest; // among 113 genres, shares are small
}

void addFeatures(std::vector<SelectionRow> &rows, const SelectionPortrait &portrait)
{
    const Features &features = portrait.prepared->features();
    if (portrait.selection.count() == portrait.selection.rows())
        return; // nothing is left to be different from
    rows.push_back(section(
        tr("Features"), tr("effect"),
        tr("Cliff's delta: of a selected track and another, how much more often the selected one has the "
           "higher value. +1 always, 0 as often as not, −1 never. Up: the selected, down: all others.")));
    for (const FeatureContrast &contrast : portrait.features) {
        const FeatureScaling &scaling = features.scalings()[contrast.column];
        SelectionRow row;
        row.kind = Kind::Feature;
        row.name = shortened(features.names()[contrast.column], longestName);
        row.first = formatSignedDecimals(contrast.effect);
        row.selected = contrast.selected;
        row.others = contrast.others;
        row.tip = tr("%1: mean %2 of the selected, %3 of the others; effect %4")
                      .arg(row.name, formatValue(scaling.toOwn(contrast.mean)),
                           formatValue(scaling.toOwn(contrast.meanOfOthers)), formatSigned(contrast.effect));
        rows.push_back(std::move(row));
    }
}

void addArtists(std::vector<SelectionRow> &rows, const SelectionPortrait &portrait)
{
    if (portrait.artists.empty())
        return;
    rows.push_back(section(tr("Artists"), tr("tracks, lift"),
                           tr("The first artist of a track; how many of an artist's tracks are selected.")));
    for (const SelectionPortrait::Artist &artist : portrait.artists)
        rows.push_back(groupRow(Kind::Artist, artist.name, artist.share, portrait));
}

void addKept(std::vector<SelectionRow> &rows, const Study &study)
{
    const KeptSelections &kept = study.picks().kept();
    if (kept.empty() || !study.prepared())
        return;
    rows.push_back(section(tr("Kept selections"), tr("tracks"), {}));
    for (std::size_t i = 0; i < kept.size(); ++i) {
        SelectionRow row;
        row.kind = Kind::Kept;
        row.name = shortened(kept[i]->name, longestName);
        row.first = count(keptTracks(kept[i]->rows, study.prepared()->features()).count());
        row.set = i;
        row.tip = tr("%1\nClick: select them. Ctrl or Shift: as well. Ctrl+Shift: not them.").arg(row.name);
        rows.push_back(std::move(row));
    }
}

} // namespace

std::vector<SelectionRow> selectionRows(const Study &study, const SelectionPortrait &portrait)
{
    std::vector<SelectionRow> rows;
    if (portrait.prepared && !portrait.selection.isEmpty()) {
        if (!portrait.labels.empty())
            addClasses(rows, study, portrait, 0);
        addFeatures(rows, portrait);
        addArtists(rows, portrait);
        for (std::size_t set = 1; set < std::min(portrait.labels.size(), mostSets); ++set)
            addClasses(rows, study, portrait, set);
    }
    addKept(rows, study);
    return rows;
}

void SelectionRowsModel::setRows(std::vector<SelectionRow> rows)
{
    const bool alike = rows.size() == m_rows.size();
    if (!alike)
        beginResetModel();
    m_rows = std::move(rows);
    if (!alike)
        endResetModel();
    else if (!m_rows.empty()) // the view keeps its place
        emit dataChanged(index(0), index(rowCount() - 1));
}

int SelectionRowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant SelectionRowsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const SelectionRow &line = row(index);
    switch (role) {
    case Qt::DisplayRole:
        return line.name;
    case Qt::ToolTipRole:
        return line.tip.isEmpty() ? QVariant() : QVariant(plainTooltip(line.tip));
    case Qt::AccessibleTextRole:
        return QStringList{line.name, line.first, line.second}.join(QLatin1Char(' '));
    default:
        return {};
    }
}

Qt::ItemFlags SelectionRowsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (row(index).kind == Kind::Section)
        return Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace genrelens
