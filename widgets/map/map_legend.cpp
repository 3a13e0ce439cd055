#include "widgets/map/map_legend.h"

#include "widgets/map/legend_header.h"
#include "widgets/plots/text.h"

#include <QColorDialog>
#include <QMenu>
#include <QScrollBar>
#include <QSettings>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr qsizetype titleLength = 60; // letters of a class's name in the title of a dialog
constexpr QLatin1String foldedKey("map/legendFolded");

} // namespace

MapLegend::MapLegend(QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_folded(QSettings().value(foldedKey).toBool())
    , m_header(new LegendHeader(this))
    , m_besideHeader(new QWidget)
    , m_askColour([](QWidget *over, const QColor &now, const QString &title) {
        return QColorDialog::getColor(now, over, title);
    })
{
    setObjectName(QStringLiteral("mapLegend"));
    setAccessibleName(tr("Legend of the map"));
    setFrameStyle(QFrame::Box | QFrame::Plain); // of which only the room is used: it has round corners
    setLineWidth(1);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::TabFocus); // a click leaves the keys to the map
    viewport()->setMouseTracking(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    makeHeader();
}

void MapLegend::setSpec(LegendSpec spec)
{
    if (spec == m_spec)
        return;
    const QString currentName =
        m_current < m_spec.entries.size() ? m_spec.entries[m_current].name : QString();
    const bool sameKey = spec.key == m_spec.key;
    setHovered(m_spec.entries.size());
    m_spec = std::move(spec);
    m_layout.reset();
    m_hovered = m_pressed = m_spec.entries.size();
    m_current = 0;
    if (!sameKey) {
        if (m_menu)
            m_menu->close();
        m_hidden.clear();
        m_hiddenAtPress.clear();
        verticalScrollBar()->setValue(0);
    }
    for (std::size_t i = 0; sameKey && i < m_spec.entries.size(); ++i)
        if (m_spec.entries[i].name == currentName)
            m_current = i;
    layOut();
    describe();
    showHeader();
    updateGeometry();
    viewport()->update();
}

std::vector<bool> MapLegend::shown() const
{
    std::uint16_t highest = 0;
    for (const LegendEntry &entry : m_spec.entries)
        highest = std::max(highest, entry.code);
    std::vector<bool> shown(m_spec.entries.empty() ? 0 : std::size_t(highest) + 1, true);
    for (const LegendEntry &entry : m_spec.entries)
        shown[entry.code] = !m_hidden.contains(entry.name);
    return shown;
}

std::size_t MapLegend::entryOf(std::uint16_t code) const
{
    const auto found = std::find_if(m_spec.entries.begin(), m_spec.entries.end(),
                                    [code](const LegendEntry &entry) { return entry.code == code; });
    return static_cast<std::size_t>(found - m_spec.entries.begin());
}

bool MapLegend::isShown(std::uint16_t code) const
{
    const std::size_t entry = entryOf(code);
    return entry == m_spec.entries.size() || !m_hidden.contains(m_spec.entries[entry].name);
}

bool MapLegend::isAlone(std::size_t entry) const
{
    for (std::size_t i = 0; i < m_spec.entries.size(); ++i)
        if (m_hidden.contains(m_spec.entries[i].name) == (i == entry))
            return false;
    return true;
}

void MapLegend::setHidden(QSet<QString> hidden)
{
    if (hidden == m_hidden)
        return;
    m_hidden = std::move(hidden);
    describe();
    showHeader();
    viewport()->update();
    emit shownChanged();
}

void MapLegend::toggle(std::uint16_t code)
{
    const std::size_t entry = entryOf(code);
    if (entry == m_spec.entries.size())
        return;
    QSet<QString> hidden = m_hidden;
    if (!hidden.remove(m_spec.entries[entry].name))
        hidden.insert(m_spec.entries[entry].name);
    setHidden(std::move(hidden));
}

void MapLegend::isolate(std::uint16_t code)
{
    const std::size_t entry = entryOf(code);
    if (entry == m_spec.entries.size())
        return;
    QSet<QString> hidden;
    if (!isAlone(entry))
        for (std::size_t i = 0; i < m_spec.entries.size(); ++i)
            if (i != entry)
                hidden.insert(m_spec.entries[i].name);
    setHidden(std::move(hidden));
}

void MapLegend::showAll()
{
    setHidden({});
}

std::optional<std::uint16_t> MapLegend::hoveredCode() const
{
    return m_hovered < m_spec.entries.size() ? std::optional(m_spec.entries[m_hovered].code) : std::nullopt;
}

void MapLegend::setHovered(std::size_t entry)
{
    if (entry == m_hovered)
        return;
    m_hovered = entry;
    viewport()->update();
    emit classHovered(entry < m_spec.entries.size() ? m_spec.entries[entry].code : -1);
}

std::optional<std::uint16_t> MapLegend::codeNamed(const QString &key, const QString &name) const
{
    if (key != m_spec.key) // a class of that name there is another one
        return {};
    for (const LegendEntry &entry : m_spec.entries)
        if (entry.name == name)
            return entry.code;
    return {};
}

// The entries may have changed while the question was open: the class is known by its name.
void MapLegend::changeColour(const LegendEntry &entry)
{
    if (!entry.recolourable)
        return;
    const QString key = m_spec.key;
    const QString name = entry.name;
    const QColor now = entry.colour;
    const QPointer<MapLegend> self(this);
    const QColor chosen = m_askColour(this, now, tr("Colour of %1").arg(name.left(titleLength).simplified()));
    if (!self)
        return;
    const std::optional<std::uint16_t> code = codeNamed(key, name);
    if (chosen.isValid() && chosen != now && code)
        emit colourChosen(*code, chosen);
}

void MapLegend::showMenu(std::size_t entry, const QPoint &globalPosition)
{
    const LegendEntry about = m_spec.entries[entry];
    auto *menu = new QMenu(this);
    m_menu = menu;
    menu->setObjectName(QStringLiteral("mapLegendMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &text, const char *name, auto act) {
        QAction *action = menu->addAction(text, this, [this, key = m_spec.key, about, act] {
            if (const std::optional<std::uint16_t> code = codeNamed(key, about.name))
                act(*code);
        });
        action->setObjectName(QLatin1String(name));
        return action;
    };
    add(isShown(about.code) ? tr("&Hide") : tr("S&how"), "legendToggleAction",
        [this](std::uint16_t code) { toggle(code); });
    add(isAlone(entry) ? tr("Show &All") : tr("Show &Only This"), "legendIsolateAction",
        [this](std::uint16_t code) { isolate(code); });
    if (!isAlone(entry))
        add(tr("Show &All"), "legendShowAllAction", [this](std::uint16_t) {
            showAll();
        })->setEnabled(!m_hidden.isEmpty());
    menu->addSeparator();
    add(tr("&Select Its Tracks"), "legendSelectAction",
        [this](std::uint16_t code) { emit classPicked(code, Qt::NoModifier); });
    if (about.recolourable) {
        menu->addSeparator();
        add(tr("&Change Colour…"), "legendColourAction",
            [this](std::uint16_t code) { changeColour(m_spec.entries[entryOf(code)]); });
        add(tr("&Reset Colour"), "legendResetColourAction",
            [this](std::uint16_t code) { emit colourReset(code); });
    }
    menu->popup(globalPosition);
}

void MapLegend::makeHeader()
{
    auto *belowBar = new QWidget; // where the corner is round
    belowBar->setFixedHeight(spacing::cornerRadius - frameWidth());
    addScrollBarWidget(m_besideHeader, Qt::AlignTop);
    addScrollBarWidget(belowBar, Qt::AlignBottom);
    connect(m_header, &QToolButton::clicked, this, [this] { setFolded(!m_folded); });
    connect(m_header, &LegendHeader::entered, this, [this] { setHovered(m_spec.entries.size()); });
    showFolded();
    showHeader();
}

void MapLegend::setFolded(bool folded)
{
    if (folded == m_folded)
        return;
    m_folded = folded;
    QSettings().setValue(foldedKey, folded);
    if (folded && hasFocus())
        m_header->setFocus(Qt::OtherFocusReason);
    setHovered(m_spec.entries.size());
    showFolded();
    updateGeometry();
    if (m_area.isValid())
        placeIn(m_area);
}

void MapLegend::showFolded()
{
    const int header = headerHeight();
    m_header->setFolded(m_folded);
    m_besideHeader->setFixedHeight(header - frameWidth());
    setViewportMargins(0, header - frameWidth(), 0, spacing::cornerRadius - frameWidth());
    viewport()->setVisible(!m_folded);
    setVerticalScrollBarPolicy(m_folded ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    setFocusPolicy(m_folded ? Qt::NoFocus : Qt::TabFocus);
}

// What is hidden is told here, for the classes may be folded away.
void MapLegend::showHeader()
{
    const auto all = static_cast<qint64>(m_spec.entries.size());
    const auto text = [&](qint64 shown) {
        const QString some = tr("%1 of %2", "classes shown").arg(formatCount(shown), formatCount(all));
        if (!m_spec.title.isEmpty())
            return shown == all ? m_spec.title : tr("%1 · %2", "title, how many").arg(m_spec.title, some);
        if (shown < all)
            return tr("%1 classes", "3 of 8").arg(some);
        return all == 1 ? tr("1 class") : tr("%1 classes", "number").arg(formatCount(all));
    };
    const qint64 hidden =
        std::count_if(m_spec.entries.begin(), m_spec.entries.end(),
                      [this](const LegendEntry &entry) { return m_hidden.contains(entry.name); });
    // Its width does not depend on what is hidden, or the legend would jump.
    const QString longest = m_spec.title.isEmpty() && all > 1 ? text(all - 1) : text(all);
    m_header->setTitle(text(all - hidden), longest);
}

// What a screen reader says of where the keyboard is.
void MapLegend::describe()
{
    setAccessibleDescription(m_current < m_spec.entries.size() ? entryTip(m_current) : QString());
}

QString MapLegend::entryTip(std::size_t entry) const
{
    const LegendEntry &about = m_spec.entries[entry];
    const QString tracks = formatCount(static_cast<qint64>(about.count));
    return m_hidden.contains(about.name) ? tr("%1: %2 tracks, hidden").arg(about.name, tracks)
                                         : tr("%1: %2 tracks").arg(about.name, tracks);
}

} // namespace genrelens
