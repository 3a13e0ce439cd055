#include "widgets/map/map_look_menu.h"

#include "widgets/plots/scatter_canvas.h"
#include "widgets/plots/text.h"

#include <QActionGroup>
#include <QSettings>

namespace genrelens
{

namespace
{

const QString sizeKey = QStringLiteral("map/pointSize");  // pixels; 0: automatic
const QString opacityKey = QStringLiteral("map/opacity"); // 0 to 1; 0: automatic

std::optional<double> orAutomatic(double value)
{
    return value > 0.0 ? std::optional(value) : std::nullopt;
}

QAction *addChoice(QMenu &menu, QActionGroup &group, const QString &text, double value)
{
    QAction *action = menu.addAction(text);
    action->setCheckable(true);
    action->setData(value);
    group.addAction(action);
    return action;
}

// The remembered one, or the first, which is automatic.
double checkedIn(const QActionGroup &group, const QString &key)
{
    const double wanted = QSettings().value(key, 0.0).toDouble();
    QAction *found = group.actions().first();
    for (QAction *action : group.actions())
        if (action->data().toDouble() == wanted)
            found = action;
    found->setChecked(true);
    return found->data().toDouble();
}

} // namespace

MapLookMenu::MapLookMenu(ScatterCanvas &canvas, QWidget *parent)
    : QMenu(parent)
    , m_canvas(canvas)
    , m_sizes(new QActionGroup(this))
    , m_opacities(new QActionGroup(this))
{
    setObjectName(QStringLiteral("mapLookMenu"));
    addSizes(*addMenu(tr("Point &Size")));
    addOpacities(*addMenu(tr("&Opacity")));
    m_canvas.setPointSize(orAutomatic(checkedIn(*m_sizes, sizeKey)));
    m_canvas.setOpacity(orAutomatic(checkedIn(*m_opacities, opacityKey)));
    connect(m_sizes, &QActionGroup::triggered, this, [this](const QAction *action) {
        m_canvas.setPointSize(orAutomatic(action->data().toDouble()));
        QSettings().setValue(sizeKey, action->data());
    });
    connect(m_opacities, &QActionGroup::triggered, this, [this](const QAction *action) {
        m_canvas.setOpacity(orAutomatic(action->data().toDouble()));
        QSettings().setValue(opacityKey, action->data());
    });
}

void MapLookMenu::addSizes(QMenu &menu)
{
    addChoice(menu, *m_sizes, tr("&Automatic"), 0.0)->setObjectName(QStringLiteral("mapSizeAutomatic"));
    for (const double size : {1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 9.0})
        addChoice(menu, *m_sizes, tr("%1 px").arg(formatValue(size)), size)
            ->setObjectName(QStringLiteral("mapSize%1").arg(size));
}

void MapLookMenu::addOpacities(QMenu &menu)
{
    addChoice(menu, *m_opacities, tr("&Automatic"), 0.0)
        ->setObjectName(QStringLiteral("mapOpacityAutomatic"));
    for (const double opacity : {0.1, 0.25, 0.5, 0.75, 1.0})
        addChoice(menu, *m_opacities, formatShare(opacity, 0), opacity)
            ->setObjectName(QStringLiteral("mapOpacity%1").arg(opacity));
}

} // namespace genrelens
