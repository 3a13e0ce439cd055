#include "widgets/elbow/sweep_options.h"

#include "widgets/plots/theme.h"

#include <QFormLayout>
#include <QScreen>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace genrelens
{

namespace
{

QSpinBox *makeBox(const char *name, int lowest, int highest, const QString &tip)
{
    auto *box = new QSpinBox;
    box->setObjectName(QLatin1String(name));
    box->setRange(lowest, highest);
    box->setKeyboardTracking(false); // 100 typed is not 1, then 10, then 100
    box->setToolTip(tip);
    return box;
}

} // namespace

SweepOptions::SweepOptions(QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_restarts(makeBox("elbowRestarts", 1, 10'000,
                         tr("Independent starts of k-means for each number of clusters; the best counts")))
    , m_references(makeBox("elbowReferences", 0, 100,
                           tr("How often tracks without clusters are drawn to compare with; none leaves the "
                              "gap out. They take most of the time")))
    , m_resamples(makeBox("elbowResamples", 1, 100,
                          tr("How often tracks are drawn anew to see whether the clusters stay the same; "
                             "none leaves the stability out")))
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_references->setSpecialValueText(tr("none"));
    m_resamples->setSpecialValueText(tr("none")); // a single one can be compared with nothing
    auto *form = new QFormLayout(this);
    form->setContentsMargins(spacing::large, spacing::large, spacing::large, spacing::large);
    form->setSpacing(spacing::medium);
    form->addRow(tr("Restarts"), m_restarts);
    form->addRow(tr("References (gap)"), m_references);
    form->addRow(tr("Resamples (stability)"), m_resamples);
    for (const QSpinBox *box : {m_restarts, m_references, m_resamples})
        connect(box, &QSpinBox::valueChanged, this, &SweepOptions::changed);
}

void SweepOptions::setSettings(const ClusterSettings &settings)
{
    const QSignalBlocker quietRestarts(m_restarts);
    const QSignalBlocker quietReferences(m_references);
    const QSignalBlocker quietResamples(m_resamples);
    m_restarts->setValue(settings.sweepRestarts);
    m_references->setValue(settings.sweepReferences);
    m_resamples->setValue(std::max(1, settings.sweepResamples));
}

void SweepOptions::fill(ClusterSettings &settings) const
{
    settings.sweepRestarts = m_restarts->value();
    settings.sweepReferences = m_references->value();
    settings.sweepResamples = m_resamples->value() == 1 ? 0 : m_resamples->value();
}

void SweepOptions::popUp(const QWidget &beside)
{
    adjustSize();
    const QRect room = beside.screen()->availableGeometry();
    QPoint place = beside.mapToGlobal(QPoint(0, beside.height()));
    if (place.y() + height() > room.bottom())
        place.setY(beside.mapToGlobal(QPoint(0, 0)).y() - height());
    place.setX(std::max(room.left(), std::min(place.x(), room.right() - width())));
    move(place);
    show();
    m_restarts->setFocus(Qt::PopupFocusReason);
}

} // namespace genrelens
