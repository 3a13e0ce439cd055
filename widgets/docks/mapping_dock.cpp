#include "widgets/docks/mapping_dock.h"

#include "core/study/study.h"
#include "widgets/docks/label_notice.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/models/genre_map_model.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

namespace genrelens
{

namespace
{

constexpr int chipSize = 10;
constexpr int narrowestColumn = 64; // below it a name is but an ellipsis

QString summaryText(int mapped, int genres, int groups)
{
    if (mapped == 0)
        return genres == 1 ? MappingDock::tr("The only genre is not mapped")
                           : MappingDock::tr("None of the %1 genres is mapped").arg(formatCount(genres));
    const QString superGenres =
        groups == 1 ? MappingDock::tr("1 super-genre") : MappingDock::tr("%1 super-genres").arg(groups);
    if (mapped == genres)
        return genres == 1 ? MappingDock::tr("1 genre → %1").arg(superGenres)
                           : MappingDock::tr("%1 genres → %2").arg(formatCount(genres), superGenres);
    return MappingDock::tr("%1 of %2 genres mapped to %3")
        .arg(formatCount(mapped), formatCount(genres), superGenres);
}

} // namespace

MappingDock::MappingDock(const Study &study, QWidget *parent)
    : Dock(tr("Genre mapping"), QStringLiteral("mappingDock"), parent)
    , m_study(study)
    , m_model(new GenreMapModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_summary(new QLabel)
    , m_filter(new QLineEdit)
    , m_table(new QTableView)
{
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(GenreMapModel::SortRole);
    m_sorted->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_sorted->setFilterKeyColumn(-1); // any column: a super-genre's name finds its genres
    m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    connect(m_filter, &QLineEdit::textChanged, m_sorted, &QSortFilterProxyModel::setFilterFixedString);

    m_filter->setPlaceholderText(tr("Filter genres…"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setObjectName(QStringLiteral("mappingFilter"));
    m_filter->setAccessibleName(tr("Filter genres"));
    m_table->setObjectName(QStringLiteral("mappingTable"));
    m_table->setModel(m_sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(GenreMapModel::Genre, Qt::AscendingOrder);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(spacing::tableRowHeight);
    m_table->horizontalHeader()->setSectionResizeMode(GenreMapModel::Genre, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(GenreMapModel::Tracks, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(GenreMapModel::SuperGenre,
                                                      QHeaderView::ResizeToContents);
    m_table->setIconSize({chipSize, chipSize});
    m_table->horizontalHeader()->setMinimumSectionSize(narrowestColumn);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_summary->setForegroundRole(QPalette::PlaceholderText);

    content()->addWidget(m_filter);
    content()->addWidget(m_table, 1);
    content()->addWidget(m_summary);
    connect(notice(), &NoticeBar::linkActivated, this, &Dock::columnsRequested);
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part == StudyPart::Dataset || part == StudyPart::Preparation || part == StudyPart::Settings)
            refresh();
    });
    refresh();
}

void MappingDock::refresh()
{
    const LabelSet genres = m_study.labels("genre");
    notice()->setNotice(m_study.dataset() && genres.isEmpty() ? missingGenresText() : QString(),
                        columnsLinkText());
    if (genres.isEmpty()) {
        m_model->setRows({});
        m_summary->setText(m_study.dataset() ? QString() : tr("Open a file to see its genres."));
        return;
    }
    const GenreMap &map = m_study.settings().genreMap();
    const std::vector<QColor> colours = superGenreColours(map);
    std::vector<GenreRow> rows;
    int mapped = 0;
    for (std::size_t g = 0; g < genres.classes().size(); ++g) {
        GenreRow row{
            QString::fromStdString(genres.classes()[g]), static_cast<qint64>(genres.counts()[g]), {}, {}};
        if (const auto group = map.find(genres.classes()[g])) {
            row.superGenre = QString::fromStdString(map.superGenres[*group].name);
            row.colour = colours[*group];
            ++mapped;
        }
        rows.push_back(std::move(row));
    }
    m_model->setRows(std::move(rows));
    const int groups = static_cast<int>(m_study.labels(m_study.settings().currentMapping).classes().size());
    m_summary->setText(summaryText(mapped, static_cast<int>(genres.classes().size()), groups));
    m_summary->setWordWrap(true);
}

} // namespace genrelens
