#include "widgets/docks/elbow_dock.h"

#include "core/study/study.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/line_chart.h"

#include <QVBoxLayout>

namespace genrelens
{

ElbowDock::ElbowDock(const Study &study, QWidget *parent)
    : Dock(tr("Elbow"), QStringLiteral("elbowDock"), parent)
    , m_study(study)
    , m_chart(new LineChart)
{
    m_chart->setObjectName(QStringLiteral("elbowChart"));
    m_chart->setAccessibleName(tr("Within-cluster sum of squares over the number of clusters"));
    m_chart->setFigureName(QStringLiteral("elbow"));
    content()->addWidget(m_chart, 1);
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part != StudyPart::Models && part != StudyPart::CurrentView && part != StudyPart::Selection)
            refresh();
    });
    refresh();
}

Plot *ElbowDock::plot() const
{
    return m_chart;
}

void ElbowDock::refresh()
{
    m_chart->setEmptyText(m_study.dataset() ? tr("No sweep over k yet.")
                                            : tr("Open a file to see how many clusters suit it."));
    showElbow(*m_chart, m_study.sweep() ? m_study.sweep()->points : std::vector<KSweepPoint>(),
              m_study.settings().clusters.k);
    notice()->setNotice(m_study.sweep() && !m_study.isSweepCurrent()
                            ? tr("Outdated: the features have changed.")
                            : QString());
}

} // namespace genrelens
