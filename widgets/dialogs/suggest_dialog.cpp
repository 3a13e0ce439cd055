#include "widgets/dialogs/suggest_dialog.h"

#include "core/labels/suggested_map.h"
#include "core/study/study.h"
#include "widgets/models/chip_delegate.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/dendrogram.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/line_chart.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <set>
#include <unordered_map>

namespace genrelens
{

namespace
{

constexpr int usualGroups = 8;
enum Column { Name, Genres, Tracks, ColumnCount };

// Groups that carry on no super-genre get colours that none has.
GenreMap coloured(GenreMap map)
{
    std::set<QRgb> taken;
    for (const SuperGenre &group : map.superGenres)
        if (group.colour)
            taken.insert(*group.colour);
    int next = 0;
    for (SuperGenre &group : map.superGenres) {
        while (!group.colour) {
            const QRgb colour = classColour(next++).rgb() & 0xFFFFFFU;
            if (next > distinctClassColours || taken.insert(colour).second)
                group.colour = colour;
        }
    }
    return map;
}

QString headlineText(const CutQuality &cut, const CutQuality &present, const QFont &font)
{
    const QString baseline = SuggestDialog::tr("of held-out tracks fall into the right group (baseline %1).")
                                 .arg(formatShare(cut.baseline));
    QString text = QStringLiteral("<span style=\"font-size:%1pt; font-weight:600\">%2</span> %3")
                       .arg(headlineFont(font).pointSizeF())
                       .arg(formatShare(cut.accuracy), baseline);
    if (present.groups > 0 && present.judged > 0)
        text += u' ' + SuggestDialog::tr("The present mapping into %1: %2 (%3).")
                           .arg(formatCount(static_cast<qint64>(present.groups)),
                                formatShare(present.accuracy), formatShare(present.baseline));
    return text;
}

LineChartSpec qualityChart(const MergedGenres &merged, const Theme &theme)
{
    LineChartSpec spec;
    spec.xTitle = SuggestDialog::tr("groups");
    spec.yTitle = SuggestDialog::tr("% of held-out tracks");
    spec.wholeX = true;
    spec.legend = true;
    LineSeries right{SuggestDialog::tr("right group"), theme.accent, {}};
    LineSeries baseline{SuggestDialog::tr("baseline"), theme.quiet, {}};
    for (const CutQuality &cut : merged.cuts) {
        right.points.emplace_back(static_cast<double>(cut.groups), 100.0 * cut.accuracy);
        baseline.points.emplace_back(static_cast<double>(cut.groups), 100.0 * cut.baseline);
    }
    spec.series = {right, baseline};
    return spec;
}

QString tracksText(std::size_t tracks)
{
    return tracks == 1 ? SuggestDialog::tr("1 track")
                       : SuggestDialog::tr("%1 tracks").arg(formatCount(static_cast<qint64>(tracks)));
}

} // namespace

SuggestDialog::SuggestDialog(const Study &study, QWidget *parent)
    : QDialog(parent)
    , m_study(study)
    , m_byCentroids(new QRadioButton(tr("Genre centroids")))
    , m_byConfusion(new QRadioButton(tr("Confusion between genres")))
    , m_train(new QPushButton)
    , m_cut(new QSpinBox)
    , m_headline(new QLabel)
    , m_note(new QLabel)
    , m_tree(new Dendrogram)
    , m_groups(new QTreeWidget)
    , m_chart(new LineChart)
{
    setWindowTitle(tr("Suggest a Mapping"));
    setObjectName(QStringLiteral("suggestDialog"));
    makeTop();
    makeRight();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_apply = buttons->addButton(tr("Apply"), QDialogButtonBox::ActionRole);
    m_applyAsNew = buttons->addButton(tr("Apply as New Mapping"), QDialogButtonBox::ActionRole);
    m_apply->setObjectName(QStringLiteral("suggestApply"));
    m_applyAsNew->setObjectName(QStringLiteral("suggestApplyAsNew"));
    m_apply->setToolTip(tr("The groups take the place of the current mapping; Undo brings it back"));
    m_applyAsNew->setToolTip(tr("The groups become a mapping beside the others, to be compared with them"));
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(spacing::medium);
    layout->addWidget(arranged(), 1);
    layout->addWidget(buttons);
    m_apply->setDefault(true);
    resize(1100, 720);

    connect(m_apply, &QPushButton::clicked, this, [this] { choose(Choice::Apply); });
    connect(m_applyAsNew, &QPushButton::clicked, this, [this] { choose(Choice::ApplyAsNew); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_train, &QPushButton::clicked, this, &SuggestDialog::trainRequested);
    connect(m_byConfusion, &QRadioButton::toggled, this, &SuggestDialog::refresh);
    connect(m_cut, &QSpinBox::valueChanged, this, &SuggestDialog::chooseCut);
    connect(m_tree, &Dendrogram::cutChanged, this, &SuggestDialog::chooseCut);
    connect(m_chart, &LineChart::pointClicked, this, [this](int series, int point) {
        const LineSeries &line = m_chart->spec().series.at(static_cast<std::size_t>(series));
        chooseCut(static_cast<int>(line.points.at(static_cast<std::size_t>(point)).x()));
    });
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part != StudyPart::Selection && part != StudyPart::Clusters && part != StudyPart::Sweep)
            refresh();
    });
    refresh();
    m_tree->setFocus();
}

void SuggestDialog::makeTop()
{
    m_byCentroids->setObjectName(QStringLiteral("suggestByCentroids"));
    m_byCentroids->setToolTip(tr("Merge genres whose tracks sound alike on average"));
    m_byCentroids->setChecked(true);
    m_byConfusion->setObjectName(QStringLiteral("suggestByConfusion"));
    m_train->setObjectName(QStringLiteral("suggestTrain"));
    m_train->setAutoDefault(false);
    m_cut->setObjectName(QStringLiteral("suggestCut"));
    m_cut->setAccessibleName(tr("Number of groups"));
    m_headline->setObjectName(QStringLiteral("suggestHeadline"));
    m_headline->setTextFormat(Qt::RichText);
    m_headline->setWordWrap(true);
    m_note->setObjectName(QStringLiteral("suggestNote"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setWordWrap(true);
    // Before the first refresh, which shows it: as many groups as there are super-genres.
    const FoldedGenres *present = m_study.folded(m_study.settings().currentMapping);
    std::size_t groups = present != nullptr ? present->labels.classes().size() : 0;
    const bool unmapped = groups > 0 && m_study.settings().genreMap().unmappedIsClass &&
                          present->labels.classes().back() == unmappedClassName;
    groups -= unmapped ? 1 : 0;
    m_cut->setRange(2, static_cast<int>(mostMergedGenres));
    m_cut->setValue(groups >= 2 ? static_cast<int>(std::min(groups, mostMergedGenres)) : usualGroups);
}

void SuggestDialog::makeRight()
{
    m_tree->setObjectName(QStringLiteral("suggestTree"));
    m_groups->setObjectName(QStringLiteral("suggestGroups"));
    m_groups->setAccessibleName(tr("Suggested groups"));
    m_groups->setColumnCount(ColumnCount);
    m_groups->setHeaderLabels({tr("Super-genre"), tr("Genres"), tr("Tracks")});
    m_groups->headerItem()->setTextAlignment(Tracks, Qt::AlignRight | Qt::AlignVCenter);
    m_groups->header()->setStretchLastSection(false);
    m_groups->header()->setSectionResizeMode(Name, QHeaderView::ResizeToContents);
    m_groups->header()->setSectionResizeMode(Genres, QHeaderView::Stretch);
    m_groups->header()->setSectionResizeMode(Tracks, QHeaderView::ResizeToContents);
    m_groups->setIconSize({chipSize, chipSize});
    m_groups->setUniformRowHeights(true);
    m_groups->setSelectionMode(QAbstractItemView::NoSelection);
    m_groups->setTextElideMode(Qt::ElideRight);
    m_chart->setObjectName(QStringLiteral("suggestChart"));
    m_chart->setAccessibleName(tr("Learnability by number of groups"));
    m_chart->setFigureName(QStringLiteral("learnability"));
    m_chart->setEmptyText(tr("How learnable each number of groups is shows here once a model has learned the "
                             "genres."));
}

QWidget *SuggestDialog::arranged()
{
    auto *top = new QHBoxLayout;
    top->setSpacing(spacing::large);
    top->addWidget(new QLabel(tr("Merge by")));
    top->addWidget(m_byCentroids);
    top->addWidget(m_byConfusion);
    top->addWidget(m_train);
    top->addStretch(1);
    auto *cutLabel = new QLabel(tr("&Groups"));
    cutLabel->setBuddy(m_cut);
    top->addWidget(cutLabel);
    top->addWidget(m_cut);

    auto *right = new QSplitter(Qt::Vertical);
    right->addWidget(m_groups);
    right->addWidget(m_chart);
    right->setStretchFactor(0, 3);
    right->setStretchFactor(1, 2);
    auto *split = new QSplitter;
    split->addWidget(m_tree);
    split->addWidget(right);
    split->setSizes({600, 460});
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    for (QSplitter *splitter : {split, right})
        splitter->setChildrenCollapsible(false);

    auto *all = new QWidget;
    auto *layout = new QVBoxLayout(all);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::medium);
    layout->addLayout(top);
    layout->addWidget(m_headline);
    layout->addWidget(m_note);
    layout->addWidget(split, 1);
    return all;
}

MergeBy SuggestDialog::source() const
{
    return m_byConfusion->isChecked() ? MergeBy::Confusion : MergeBy::Centroids;
}

void SuggestDialog::refresh()
{
    m_merged = mergedGenres(m_study, source());
    if (m_byConfusion->isChecked() && !m_merged.run) {
        m_byCentroids->setChecked(true); // its answers are gone; this refreshes
        return;
    }
    const bool learned = m_merged.run != nullptr;
    const bool mergeable = !m_merged.tree.merges.empty();
    m_byConfusion->setEnabled(learned);
    m_byConfusion->setToolTip(learned ? tr("Merge genres that the model takes for each other")
                                      : tr("Train a model on the genres first"));
    m_train->setVisible(mergeable && !learned);
    m_train->setEnabled(!m_training);
    m_train->setText(m_training ? tr("Training…") : tr("Train It"));
    for (QWidget *widget : {static_cast<QWidget *>(m_apply), static_cast<QWidget *>(m_applyAsNew),
                            static_cast<QWidget *>(m_cut), static_cast<QWidget *>(m_byCentroids)})
        widget->setEnabled(mergeable);
    showTree();
    m_chart->setSpec(qualityChart(m_merged, Theme::of(palette())));
    chooseCut(m_cut->value());
}

void SuggestDialog::showTree()
{
    const LabelSet genres = m_study.labels("genre");
    const std::size_t count = genres.classes().size();
    m_tree->setEmptyText(!m_study.dataset() ? tr("Open a file to see how its genres merge.")
                         : count == 0       ? tr("The file has no genres to merge.")
                         : count == 1       ? tr("The file has only one genre: there is nothing to merge.")
                                            : tr("The file has %1 genres; at most %2 can be merged.")
                                            .arg(formatCount(static_cast<qint64>(count)),
                                                 formatCount(static_cast<qint64>(mostMergedGenres))));
    DendrogramSpec spec;
    spec.tree = m_merged.tree;
    spec.heightTitle = source() == MergeBy::Confusion ? tr("Ward distance of predicted shares")
                                                      : tr("Ward distance of means");
    const GenreMap &map = m_study.settings().genreMap();
    for (std::size_t g = 0; g < m_merged.tree.leaves; ++g) {
        const auto superGenre = map.find(genres.classes()[g]);
        spec.names.append(QString::fromStdString(genres.classes()[g]));
        spec.notes.append(tr("%1\nnow: %2", "1,000 tracks, super-genre")
                              .arg(tracksText(genres.counts()[g]),
                                   superGenre ? QString::fromStdString(map.superGenres[*superGenre].name)
                                              : tr("not mapped")));
    }
    if (spec.tree.leaves >= 2)
        m_cut->setMaximum(static_cast<int>(spec.tree.leaves));
    const QSignalBlocker quiet(m_tree); // its cut is that of the spin box
    m_tree->setSpec(std::move(spec));
}

void SuggestDialog::showQuality()
{
    const bool mergeable = !m_merged.tree.merges.empty();
    m_headline->setVisible(mergeable && m_merged.run);
    m_note->setVisible(mergeable);
    if (!m_merged.run) {
        m_note->setText(
            tr("Train a %1 on the genres to see how learnable these groups are, and to merge genres "
               "that it takes for each other.")
                .arg(modelTitle(m_study.currentModel()).toLower()));
        return;
    }
    const auto cut = static_cast<std::size_t>(m_cut->value());
    m_headline->setText(headlineText(m_merged.cuts.at(cut - 2), m_merged.present, font()));
    QString note =
        tr("Estimated from what the %1 trained on genres answers: a genre of the right group is right. "
           "A model trained on the groups themselves usually does a little better.")
            .arg(modelTitle(m_merged.run->model).toLower());
    if (source() == MergeBy::Confusion)
        note += u' ' + tr("Here the groups are drawn from the same answers, which flatters them a little.");
    m_note->setText(note);
}

GenreMap SuggestDialog::groups() const
{
    if (m_merged.tree.merges.empty())
        return {};
    const GenreMap present = withColours(m_study.settings().genreMap());
    return coloured(suggestedMap(m_study.labels("genre"),
                                 cut(m_merged.tree, static_cast<std::size_t>(m_cut->value())),
                                 m_merged.points, present));
}

void SuggestDialog::showGroups()
{
    const LabelSet genres = m_study.labels("genre");
    std::unordered_map<std::string_view, std::size_t> indexOf;
    for (std::size_t g = 0; g < m_merged.tree.leaves; ++g)
        indexOf.emplace(genres.classes()[g], g);
    std::vector<QColor> colours(m_merged.tree.leaves);
    m_groups->clear();
    for (const SuperGenre &group : groups().superGenres) {
        const QColor colour = QColor::fromRgb(*group.colour);
        auto *item = new QTreeWidgetItem(m_groups);
        std::size_t tracks = 0;
        QStringList names;
        for (const std::string &genre : group.genres) {
            const auto found = indexOf.find(genre);
            if (found == indexOf.end())
                continue; // not in the file
            colours[found->second] = colour;
            tracks += genres.counts()[found->second];
            names.append(QString::fromStdString(genre));
            auto *child = new QTreeWidgetItem(item, {names.back()});
            child->setText(Tracks, formatCount(static_cast<qint64>(genres.counts()[found->second])));
            child->setTextAlignment(Tracks, Qt::AlignRight | Qt::AlignVCenter);
        }
        item->setText(Name, QString::fromStdString(group.name));
        item->setIcon(Name, chipIcon(colour));
        item->setText(Tracks, formatCount(static_cast<qint64>(tracks)));
        item->setTextAlignment(Tracks, Qt::AlignRight | Qt::AlignVCenter);
        item->setText(Genres, names.join(QStringLiteral(", ")));
        item->setToolTip(Genres, plainTooltip(item->text(Genres)));
    }
    m_tree->setLeafColours(std::move(colours));
}

void SuggestDialog::chooseCut(int groups)
{
    const QSignalBlocker quietSpin(m_cut);
    const QSignalBlocker quietTree(m_tree);
    m_cut->setValue(groups);
    m_tree->setCut(m_cut->value());
    showGroups();
    showQuality();
    if (!m_chart->isEmpty())
        m_chart->setMarkedX(m_cut->value(), formatCount(m_cut->value()));
}

GenreMap SuggestDialog::suggestion() const
{
    GenreMap map = groups();
    if (m_choice == Choice::ApplyAsNew) {
        const QString name =
            source() == MergeBy::Confusion ? tr("%1 groups by confusion") : tr("%1 groups by centroids");
        map.name = name.arg(formatCount(m_cut->value())).toStdString();
    }
    return map;
}

void SuggestDialog::setTraining(bool training)
{
    m_training = training;
    refresh();
}

void SuggestDialog::choose(Choice choice)
{
    m_choice = choice;
    accept();
}

} // namespace genrelens
