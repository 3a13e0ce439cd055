#include "widgets/docks/map_dock.h"

#include "widgets/docks/notice_bar.h"
#include "widgets/map/map_canvas.h"
#include "widgets/map/map_colour_box.h"
#include "widgets/map/map_header.h"
#include "widgets/map/map_look_menu.h"
#include "widgets/map/map_surface.h"
#include "widgets/map/map_tools.h"
#include "widgets/plots/text.h"
#include "widgets/selection/track_menu.h"

#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace genrelens
{

MapDock::MapDock(Study &study, JobBoard &board, QWidget *parent)
    : Dock(tr("Map"), QStringLiteral("mapDock"), parent)
    , m_study(study)
    , m_maker(study, board)
    , m_header(new MapHeader(study, m_maker))
    , m_colouring(new MapColourBox)
    , m_tools(new MapTools(study, board))
    , m_surface(new MapSurface(study, m_maker, board))
    , m_nothing(new QWidget)
    , m_empty(new QLabel)
    , m_make(new QPushButton)
{
    m_header->addChoice(m_colouring);
    m_header->addChoice(lookButton());
    makeEmpty();
    content()->addWidget(m_header);
    content()->addWidget(m_tools);
    content()->addWidget(m_surface, 1);
    content()->addWidget(m_nothing, 1);
    connectParts();
    connectTools();
    refresh();
}

QToolButton *MapDock::lookButton()
{
    auto *button = new QToolButton;
    button->setObjectName(QStringLiteral("mapLook"));
    button->setText(QStringLiteral("⋯"));
    button->setAccessibleName(tr("Points"));
    button->setToolTip(tr("Size and opacity of the points"));
    button->setMinimumHeight(spacing::toolButtonHeight);
    auto *menu = new MapLookMenu(*m_surface->canvas(), button);
    connect(button, &QToolButton::clicked, this,
            [button, menu] { menu->popup(button->mapToGlobal(button->rect().bottomLeft())); });
    return button;
}

void MapDock::makeEmpty()
{
    m_empty->setObjectName(QStringLiteral("mapEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_make->setObjectName(QStringLiteral("mapRemedy"));
    m_make->setText(tr("Try Again"));
    m_make->setDefault(true);
    auto *layout = new QVBoxLayout(m_nothing);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch(1);
    layout->addWidget(m_empty);
    layout->addWidget(m_make, 0, Qt::AlignHCenter);
    layout->addStretch(1);
}

void MapDock::connectParts()
{
    connect(&m_maker, &MapMaker::changed, this, &MapDock::refresh);
    connect(&m_study, &Study::changed, this, [this](StudyPart part) {
        if (part == StudyPart::Dataset)
            m_flight.reset();
        if (part != StudyPart::Selection && part != StudyPart::Sweep && part != StudyPart::PickMode)
            refresh();
    });
    connect(&m_surface->painting(), &MapPainting::changed, this, &MapDock::refresh);
    connect(m_surface, &MapSurface::pointsShown, this, [this] {
        showEmpty();
        if (m_flight && !m_surface->canvas()->isEmpty())
            m_surface->canvas()->flyTo(*std::exchange(m_flight, std::nullopt));
    });
    connect(m_header, &MapHeader::methodChosen, this, [this] {
        m_surface->setMethod(m_header->method());
        refresh();
    });
    connect(m_header, &MapHeader::settingsChosen, this, [this](const MapSettings &map) {
        StudySettings settings = m_study.settings();
        settings.map = map;
        if (!(settings == m_study.settings()))
            emit settingsChosen(settings, tr("Change the Map"));
    });
    connect(m_colouring, &MapColourBox::colouringChosen, &m_surface->painting(), &MapPainting::setColouring);
    connect(m_surface, &MapSurface::settingsChosen, this, &MapDock::settingsChosen);
    connect(m_surface, &MapSurface::picked, this, &MapDock::pick);
    connect(m_make, &QPushButton::clicked, &m_maker, &MapMaker::make);
    connect(notice(), &NoticeBar::linkActivated, this, [this] {
        if (m_maker.waitsForClusters())
            emit clustersRequested();
        else
            m_maker.make();
    });
}

void MapDock::connectTools()
{
    MapCanvas *canvas = m_surface->canvas();
    m_tools->addShortcutsTo(*this);
    connect(canvas, &ScatterCanvas::contextMenuRequested, this, &MapDock::showMenu);
    m_tools->setNamesShown(true);
    canvas->setTool(m_tools->tool());
    canvas->setBrushRadius(MapTools::brushRadius());
    connect(canvas, &ScatterCanvas::brushRadiusChosen, m_tools, &MapTools::rememberBrushRadius);
    connect(m_tools, &MapTools::toolChosen, canvas, &ScatterCanvas::setTool);
    connect(m_tools, &MapTools::fitRequested, canvas, &ScatterCanvas::zoomToFit);
    connect(m_tools, &MapTools::selectionZoomRequested, this,
            [this, canvas] { canvas->zoomToRows(m_study.selection()); });
    connect(m_tools, &MapTools::namesToggled, &m_surface->layers(), &MapLayers::setNamesShown);
    connect(m_tools, &MapTools::contoursToggled, &m_surface->layers(), &MapLayers::setContoursShown);
    connect(m_tools, &MapTools::trackPicked, this, &MapDock::flyTo);
    connect(m_tools, &MapTools::modeChosen, &m_study.picks(), &TrackSelection::setMode);
    const auto follow = [this, canvas] {
        m_tools->setSelectionThere(!m_study.selection().isEmpty());
        m_tools->setMode(m_study.picks().mode());
        canvas->setPickMode(m_study.picks().mode());
    };
    connect(&m_study, &Study::changed, m_tools, [follow](StudyPart part) {
        if (part == StudyPart::Selection || part == StudyPart::PickMode)
            follow();
    });
    follow();
}

// What can be done with a track, and where else it can be seen.
void MapDock::showMenu(std::optional<std::uint32_t> track, const QPoint &position)
{
    if (!track || !m_study.prepared() || *track >= m_study.prepared()->features().rows())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("mapTrackMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addTrackActions(*menu, m_study, TrackCells(m_study.dataset(), m_study.prepared(), {}), *track);
    if (!menu->isEmpty())
        menu->popup(position);
}

Plot *MapDock::plot() const
{
    return m_surface->isOutdated() ? nullptr : m_surface->canvas();
}

void MapDock::frontChanged(bool inFront)
{
    m_maker.setWatched(inFront);
    m_surface->setWatched(inFront);
    if (inFront)
        refresh();
}

void MapDock::flyTo(std::uint32_t track)
{
    show();
    raise();
    m_flight.reset();
    if (m_surface->canvas()->isEmpty() || m_surface->isOutdated())
        m_flight = track;
    else
        m_surface->canvas()->flyTo(track);
}

void MapDock::refresh()
{
    if (!isInFront())
        return;
    showColourings();
    showEmpty();
    showNotice();
}

void MapDock::showColourings()
{
    m_colouring->setEnabled(m_study.prepared() != nullptr);
    if (m_study.prepared())
        m_colouring->setChoices(mapColourings(m_study, m_maker.truth() != nullptr),
                                m_surface->painting().colouring());
}

void MapDock::showEmpty()
{
    const bool empty = m_surface->canvas()->isEmpty();
    m_refocus = m_refocus || (empty && m_surface->isAncestorOf(QApplication::focusWidget()));
    m_surface->setVisible(!empty);
    m_nothing->setVisible(empty);
    if (!empty && std::exchange(m_refocus, false))
        m_surface->canvas()->setFocus();
    const QString error = empty ? m_maker.error() : QString();
    m_make->setVisible(!error.isEmpty());
    if (!empty)
        return;
    if (!m_study.dataset())
        m_empty->setText(tr("Open a file of tracks to see its map."));
    else if (!error.isEmpty())
        m_empty->setText(error);
    else
        m_empty->setText(tr("Measuring how tracks differ…"));
}

// The principal components are there while UMAP is not: the notice says what the map waits for.
void MapDock::showNotice()
{
    if (m_header->method() == MapMethod::Umap && m_maker.waitsForClusters()) {
        notice()->setNotice(tr("The map is to be pulled by the clusters, which are not there."),
                            tr("Find clusters"));
        return;
    }
    if (m_header->method() != MapMethod::Umap || !m_maker.waitsToBeAsked()) {
        const QString waiting = m_surface->painting().waitingText();
        notice()->setNotice(waiting);
        return;
    }
    const auto request = m_maker.request();
    const QString tracks = formatCount(static_cast<qint64>(request->features.rows()));
    if (const QString error = m_maker.error(); !error.isEmpty())
        notice()->setNotice(error, tr("Try again"));
    else if (m_maker.wasStopped())
        notice()->setNotice(m_maker.isCurrent() ? QString() : tr("The map was stopped before it began."),
                            m_maker.isCurrent() ? QString() : tr("Make it"));
    else if (m_maker.map())
        notice()->setNotice(tr("Outdated: the map was made with other settings."), tr("Make it anew"));
    else if (request->features.rows() > MapMaker::mostTracksUnasked)
        notice()->setNotice(
            tr("These are the principal components. UMAP of %1 tracks may take minutes.").arg(tracks),
            tr("Make it"));
    else
        notice()->setNotice(tr("These are the principal components."), tr("Make the UMAP"));
}

void MapDock::pick(const RowSet &rows, Qt::KeyboardModifiers modifiers, const QString &what, Picking how)
{
    pickTracks(m_study, rows.members(), modifiers, what.toStdString(), how);
}

} // namespace genrelens
