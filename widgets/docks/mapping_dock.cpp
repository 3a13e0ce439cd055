#include "widgets/docks/mapping_dock.h"

#include "core/study/selection.h"
#include "core/study/study.h"
#include "widgets/docks/label_notice.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/mapping/genre_details.h"
#include "widgets/mapping/genre_filter.h"
#include "widgets/mapping/genre_map_model.h"
#include "widgets/mapping/genre_table.h"
#include "widgets/mapping/mapping_bar.h"
#include "widgets/mapping/mapping_editor.h"
#include "widgets/mapping/mapping_rows.h"
#include "widgets/mapping/super_genre_model.h"
#include "widgets/mapping/super_genre_view.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QResizeEvent>
#include <QSet>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace genrelens
{

namespace
{

constexpr int widthForTwo = 560; // table and list beside each other
constexpr int widthForAll = 800; // with all columns
constexpr int listWidth = 250;   // there, at first

} // namespace

MappingDock::MappingDock(Study &study, QWidget *parent)
    : Dock(tr("Genre mapping"), QStringLiteral("mappingDock"), parent)
    , m_study(study)
    , m_editor(new MappingEditor(study, this))
    , m_bar(new MappingBar(study))
    , m_filter(new QLineEdit)
    , m_nearerOther(new QToolButton)
    , m_table(new GenreTable)
    , m_details(new GenreDetails)
    , m_superGenres(new SuperGenrePanel(*m_editor))
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_summary(new QLabel)
{
    arrange();
    connectEditor();
    connectTable();
    connect(notice(), &NoticeBar::linkActivated, this, &Dock::columnsRequested);
    connect(notice(), &NoticeBar::closed, this, [this] { m_refusal.clear(); });
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part == StudyPart::Selection || part == StudyPart::Sweep)
            return;
        if (part == StudyPart::Dataset || part == StudyPart::Settings)
            m_refusal.clear();
        refresh();
    });
    refresh();
}

QWidget *MappingDock::makeFilterRow()
{
    m_filter->setPlaceholderText(tr("Filter genres…"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setObjectName(QStringLiteral("mappingFilter"));
    m_filter->setAccessibleName(tr("Filter genres"));
    m_nearerOther->setObjectName(QStringLiteral("nearerOtherButton"));
    m_nearerOther->setCheckable(true);
    m_nearerOther->setText(tr("Misplaced"));
    m_nearerOther->setToolTip(tr("Only genres nearer to another super-genre"));
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::medium);
    layout->addWidget(m_filter, 1);
    layout->addWidget(m_nearerOther);
    for (QWidget *widget : {static_cast<QWidget *>(m_filter), static_cast<QWidget *>(m_nearerOther)})
        widget->setFixedHeight(spacing::toolButtonHeight);
    return row;
}

void MappingDock::arrange()
{
    auto *genres = new QWidget;
    auto *layout = new QVBoxLayout(genres);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::small);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_details);
    m_splitter->setObjectName(QStringLiteral("mappingSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(spacing::medium);
    m_splitter->addWidget(genres);
    m_splitter->addWidget(m_superGenres);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_summary->setObjectName(QStringLiteral("mappingSummary"));
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    content()->addWidget(m_bar);
    content()->addWidget(makeFilterRow());
    content()->addWidget(m_splitter, 1);
    content()->addWidget(m_summary);
    notice()->setClosable(true);
}

void MappingDock::connectEditor()
{
    const auto refuse = [this](const QString &why) {
        m_refusal = why;
        showNotice();
    };
    connect(m_editor, &MappingEditor::settingsChosen, this, &Dock::settingsChosen);
    connect(m_editor, &MappingEditor::refused, this, refuse);
    connect(m_bar, &MappingBar::settingsChosen, this, &Dock::settingsChosen);
    connect(m_bar, &MappingBar::refused, this, refuse);
    connect(m_bar, &MappingBar::suggestRequested, this, &MappingDock::suggestRequested);
    connect(m_bar, &MappingBar::copyRequested, this, &MappingDock::copy);
    connect(m_bar, &MappingBar::pasteRequested, this, &MappingDock::paste);
    connect(m_bar, &MappingBar::sightRequested, this, &MappingDock::reveal);
    connect(m_superGenres, &SuperGenrePanel::tracksRequested, this, &MappingDock::pickSuperGenres);
}

void MappingDock::connectTable()
{
    connect(m_filter, &QLineEdit::textChanged, m_table->filter(), &GenreFilter::setFilterFixedString);
    connect(m_nearerOther, &QToolButton::toggled, m_table->filter(), &GenreFilter::setOnlyNearerOther);
    connect(m_table, &GenreTable::assignRequested, m_editor, &MappingEditor::assign);
    connect(m_table, &GenreTable::assignApartRequested, this,
            [this](const QStringList &genres) { m_superGenres->editName(m_editor->assignApart(genres)); });
    connect(m_table, &GenreTable::tracksRequested, this, &MappingDock::pickGenres);
    connect(m_table, &GenreTable::currentGenreChanged, this, &MappingDock::showGuidance);
    for (QAction *action : m_bar->mappingActions())
        if (!action->shortcut().isEmpty())
            m_table->addAction(action);
    m_table->genres()->setTips([this](int row, int column) {
        const auto genre = static_cast<std::size_t>(row);
        if (column == GenreMapModel::Purity)
            return purityText(m_guidance, genre);
        const bool marked = column == GenreMapModel::Genre && m_guidance.isNearerOther(genre);
        return column == GenreMapModel::Nearest || marked ? nearestText(m_guidance, genre) : QString();
    });
}

QList<QAction *> MappingDock::mappingActions() const
{
    return m_bar->mappingActions();
}

void MappingDock::setFileActions(const QList<QAction *> &actions)
{
    m_bar->setFileActions(actions);
}

void MappingDock::setColourChooser(ColourChooser chooser)
{
    m_superGenres->setColourChooser(std::move(chooser));
}

void MappingDock::resizeEvent(QResizeEvent *event)
{
    Dock::resizeEvent(event);
    const int width = event->size().width();
    // What is taller than wide rather keeps the width for the table's columns.
    const bool beside = width > widthForAll || (width > widthForTwo && width > event->size().height());
    const Qt::Orientation orientation = beside ? Qt::Horizontal : Qt::Vertical;
    if (orientation == m_splitter->orientation())
        return;
    m_splitter->setOrientation(orientation);
    fitList();
    if (orientation == Qt::Horizontal)
        m_splitter->setSizes({width - listWidth, listWidth});
    else
        m_splitter->setSizes({3 * event->size().height() / 5, 2 * event->size().height() / 5});
}

// Below the table it takes no more than it needs.
void MappingDock::fitList()
{
    const bool below = m_splitter->orientation() == Qt::Vertical;
    m_superGenres->setMaximumHeight(below ? m_superGenres->fullHeight() : QWIDGETSIZE_MAX);
}

void MappingDock::frontChanged(bool inFront)
{
    if (inFront && m_outdated)
        refresh();
}

void MappingDock::refresh()
{
    // Behind another tab nobody needs guidance.
    m_outdated = !isInFront();
    m_guidance = m_outdated ? NamedGuidance() : namedGuidance(m_study);
    MappingRows rows = mappingRows(m_study, m_guidance);
    const bool some = !rows.genres.empty();
    std::vector<SuperGenreChoice> choices;
    for (const SuperGenreRow &row : rows.superGenres)
        if (!row.name.isEmpty())
            choices.push_back({row.name, row.colour});
    m_summary->setText(some                ? summaryText(rows)
                       : m_study.dataset() ? QString()
                                           : tr("Open a file to see its genres."));
    m_bar->refresh();
    m_table->setChoices(choices);
    m_table->setRows(std::move(rows.genres));
    m_superGenres->setRows(std::move(rows.superGenres), m_study.settings().genreMap().unmappedIsClass);
    fitList();
    for (QWidget *widget : {static_cast<QWidget *>(m_filter), static_cast<QWidget *>(m_nearerOther),
                            static_cast<QWidget *>(m_splitter)})
        widget->setEnabled(some);
    showNotice();
}

void MappingDock::showGuidance()
{
    const int genre = m_table->currentGenre();
    m_details->setGenre(m_guidance, genre,
                        genre < 0 ? QString()
                                  : m_table->genres()->rows()[static_cast<std::size_t>(genre)].genre);
}

void MappingDock::showNotice()
{
    const bool missing = m_study.dataset() && m_study.labels("genre").isEmpty();
    notice()->setClosable(!missing);
    if (missing)
        notice()->setNotice(missingGenresText(), columnsLinkText());
    else
        notice()->setNotice(m_refusal);
}

// From a menu it may be asked while it is closed or behind a tab.
void MappingDock::reveal()
{
    show();
    raise();
}

void MappingDock::copy()
{
    const QStringList selected = m_table->selectedGenres();
    QApplication::clipboard()->setText(
        m_editor->copied(selected.isEmpty() ? m_table->shownGenres() : selected));
}

void MappingDock::paste()
{
    reveal(); // also to tell why nothing was pasted
    m_editor->paste(QApplication::clipboard()->text());
}

void MappingDock::pickGenres(const QStringList &genres)
{
    const LabelSet labels = m_study.labels("genre");
    const QSet<QString> wanted(genres.begin(), genres.end());
    std::vector<bool> picked;
    for (const std::string &genre : labels.classes())
        picked.push_back(wanted.contains(QString::fromStdString(genre)));
    std::vector<std::uint32_t> tracks;
    for (std::size_t row = 0; row < labels.codes().size(); ++row)
        if (const std::int32_t code = labels.codes()[row];
            code != unlabelled && picked[static_cast<std::size_t>(code)])
            tracks.push_back(static_cast<std::uint32_t>(row));
    const QString what =
        genres.size() == 1 ? genres.first() : tr("%1 genres").arg(formatCount(genres.size()));
    pickTracks(m_study, tracks, QApplication::keyboardModifiers(), what.toStdString());
}

void MappingDock::pickSuperGenres(const QStringList &superGenres)
{
    QStringList genres;
    for (const GenreRow &row : m_table->genres()->rows())
        if (superGenres.contains(row.superGenre))
            genres.append(row.genre);
    pickGenres(genres);
}

} // namespace genrelens
