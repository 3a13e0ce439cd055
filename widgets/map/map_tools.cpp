#include "widgets/map/map_tools.h"

#include "widgets/docks/flow_layout.h"
#include "widgets/plots/text.h"
#include "widgets/shap/track_search_box.h"

#include <QAction>
#include <QActionGroup>
#include <QComboBox>
#include <QEvent>
#include <QSettings>
#include <QToolButton>

namespace genrelens
{

namespace
{

constexpr int iconSize = 16;
constexpr double usualBrushRadius = 24; // pixels
const QString brushKey = QStringLiteral("map/brushRadius");

} // namespace

MapTools::MapTools(const Study &study, JobBoard &board, QWidget *parent)
    : QWidget(parent)
    , m_tools(new QActionGroup(this))
    , m_mode(new QComboBox(this))
    , m_search(new TrackSearchBox(study, board, this))
{
    setObjectName(QStringLiteral("mapTools"));
    auto *flow = new FlowLayout(spacing::small);
    setLayout(flow);
    addButton(addTool(ScatterTool::Pan, QStringLiteral("mapPan"), tr("Pan"),
                      tr("Dragging moves the map; the wheel zooms at the pointer")),
              true);
    addButton(addTool(ScatterTool::Rectangle, QStringLiteral("mapRectangle"), tr("Rect"),
                      tr("Dragging selects the tracks in a rectangle")),
              true);
    addButton(addTool(ScatterTool::Lasso, QStringLiteral("mapLasso"), tr("Lasso"),
                      tr("Dragging draws a line around the tracks to select")),
              true);
    addButton(
        addTool(ScatterTool::Brush, QStringLiteral("mapBrush"), tr("Brush"),
                tr("Dragging selects the tracks that a round brush passes over. Ctrl and the wheel, or [ "
                   "and ], change its size")),
        true);
    setTool(ScatterTool::Lasso);
    makeModes();
    flow->addWidget(m_mode);
    m_fit = addAction(ToolGlyph::Fit, QStringLiteral("mapFit"), tr("Show the whole map"), Qt::Key_F);
    m_zoomToSelection = addAction(ToolGlyph::Selection, QStringLiteral("mapZoomToSelection"),
                                  tr("Zoom to the selection"), Qt::Key_Z);
    m_contours = addAction(ToolGlyph::Contours, QStringLiteral("mapContours"), tr("Lines of equal density"),
                           Qt::Key_D);
    m_names = addAction(ToolGlyph::Names, QStringLiteral("mapNames"), tr("Names of the classes"), Qt::Key_N);
    m_contours->setCheckable(true);
    m_names->setCheckable(true);
    m_names->setChecked(true);
    m_zoomToSelection->setEnabled(false);
    for (QAction *action : {m_fit, m_zoomToSelection, m_contours, m_names})
        addButton(action, false);
    m_search->setObjectName(QStringLiteral("mapSearch"));
    m_search->setToolTip(tr("Words of a title, artist or album: the map goes to the track that is chosen"));
    flow->addWidget(m_search);
    connect(m_tools, &QActionGroup::triggered, this, [this] { emit toolChosen(tool()); });
    connect(m_mode, &QComboBox::activated, this, [this] { emit modeChosen(mode()); });
    connect(m_fit, &QAction::triggered, this, &MapTools::fitRequested);
    connect(m_zoomToSelection, &QAction::triggered, this, &MapTools::selectionZoomRequested);
    connect(m_contours, &QAction::triggered, this, &MapTools::contoursToggled);
    connect(m_names, &QAction::triggered, this, &MapTools::namesToggled);
    connect(m_search, &TrackSearchBox::trackPicked, this, &MapTools::trackPicked);
    drawIcons();
}

QAction *MapTools::addTool(ScatterTool tool, const QString &name, const QString &text, const QString &tip)
{
    static constexpr ToolGlyph glyphs[]{ToolGlyph::Pan, ToolGlyph::Rectangle, ToolGlyph::Lasso,
                                        ToolGlyph::Brush};
    static constexpr Qt::Key keys[]{Qt::Key_P, Qt::Key_R, Qt::Key_L, Qt::Key_B};
    const auto place = static_cast<std::size_t>(tool);
    QAction *action = addAction(glyphs[place], name, tip, keys[place]);
    action->setText(text);
    action->setCheckable(true);
    action->setData(static_cast<int>(tool));
    m_tools->addAction(action);
    return action;
}

// The tooltip says the key, too.
QAction *MapTools::addAction(ToolGlyph glyph, const QString &name, const QString &text,
                             const QKeySequence &key)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name + QStringLiteral("Action"));
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(
        tr("%1 (%2)", "what a button does, its key").arg(text, key.toString(QKeySequence::NativeText)));
    m_actions.emplace_back(action, glyph);
    return action;
}

void MapTools::addButton(QAction *action, bool withText)
{
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setObjectName(action->objectName().chopped(6)); // without "Action"
    button->setIconSize({iconSize, iconSize});
    button->setToolButtonStyle(withText ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    button->setAccessibleName(action->text());
    button->setFocusPolicy(Qt::TabFocus); // a click leaves the keys to the map
    layout()->addWidget(button);
    if (withText)
        m_texts.push_back(button);
}

// Rather signs alone than a further line.
void MapTools::fitTexts()
{
    const auto setStyle = [this](Qt::ToolButtonStyle style) {
        for (QToolButton *button : m_texts)
            button->setToolButtonStyle(style);
    };
    setStyle(Qt::ToolButtonTextBesideIcon);
    int needed = 0;
    for (int i = 0; i < layout()->count(); ++i)
        needed += layout()->itemAt(i)->sizeHint().width() + spacing::small;
    if (needed - spacing::small > width())
        setStyle(Qt::ToolButtonIconOnly);
}

void MapTools::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitTexts();
}

void MapTools::makeModes()
{
    m_mode->setObjectName(QStringLiteral("mapMode"));
    m_mode->setAccessibleName(tr("What brushing does with the selection"));
    m_mode->setFocusPolicy(Qt::TabFocus);
    const auto add = [this](const QString &text, const QString &tip) {
        m_mode->addItem(text);
        m_mode->setItemData(m_mode->count() - 1, tip, Qt::ToolTipRole);
    };
    add(tr("Replace"), tr("What is brushed becomes the selection"));
    add(tr("Add"), tr("What is brushed is selected as well; also with Ctrl or Shift"));
    add(tr("Subtract"), tr("What is brushed is selected no more; also with Ctrl+Shift"));
    add(tr("Intersect"), tr("Of the selection only what is brushed stays"));
    m_mode->setToolTip(tr("What brushing does with the selection. Ctrl or Shift adds, both subtract"));
}

void MapTools::setTool(ScatterTool tool)
{
    m_tools->actions().at(static_cast<int>(tool))->setChecked(true);
}

ScatterTool MapTools::tool() const
{
    return static_cast<ScatterTool>(m_tools->checkedAction()->data().toInt());
}

void MapTools::setMode(SelectionMode mode)
{
    m_mode->setCurrentIndex(static_cast<int>(mode));
}

SelectionMode MapTools::mode() const
{
    return static_cast<SelectionMode>(m_mode->currentIndex());
}

void MapTools::setContoursShown(bool shown)
{
    m_contours->setChecked(shown);
}

void MapTools::setNamesShown(bool shown)
{
    m_names->setChecked(shown);
}

bool MapTools::contoursShown() const
{
    return m_contours->isChecked();
}

bool MapTools::namesShown() const
{
    return m_names->isChecked();
}

void MapTools::setSelectionThere(bool there)
{
    m_zoomToSelection->setEnabled(there);
}

double MapTools::brushRadius()
{
    const double radius = QSettings().value(brushKey, usualBrushRadius).toDouble();
    return radius > 0 ? radius : usualBrushRadius;
}

void MapTools::rememberBrushRadius(double radius)
{
    QSettings().setValue(brushKey, radius);
}

void MapTools::addShortcutsTo(QWidget &widget) const
{
    for (const auto &[action, glyph] : m_actions)
        widget.addAction(action);
}

// As narrow as its widest part: the rest goes to further lines.
QSize MapTools::minimumSizeHint() const
{
    return layout()->minimumSize();
}

void MapTools::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        drawIcons();
}

void MapTools::drawIcons()
{
    const Theme theme = Theme::of(palette());
    for (const auto &[action, glyph] : m_actions)
        action->setIcon(toolIcon(glyph, theme));
}

} // namespace genrelens
