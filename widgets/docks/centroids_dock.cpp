#include "widgets/docks/centroids_dock.h"

#include "core/study/study.h"
#include "widgets/docks/label_notice.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/line_chart.h"

#include <QVBoxLayout>

namespace genrelens
{

CentroidsDock::CentroidsDock(const Study &study, StudyJobs &jobs, QWidget *parent)
    : Dock(tr("Centroids"), QStringLiteral("centroidsDock"), parent)
    , m_study(study)
    , m_chart(new LineChart)
{
    m_chart->setObjectName(QStringLiteral("centroidsChart"));
    m_chart->setAccessibleName(tr("Mean of each feature in each class"));
    content()->addWidget(m_chart, 1);
    attachLabelNotice(*notice(), study, jobs, [this] { emit columnsRequested(); });
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part != StudyPart::Models && part != StudyPart::Sweep && part != StudyPart::Selection)
            refresh();
    });
    refresh();
}

Plot *CentroidsDock::plot() const
{
    return m_chart;
}

void CentroidsDock::refresh()
{
    const std::string &name = m_study.currentLabels();
    m_chart->setEmptyText(m_study.dataset() ? noLabelsText(m_study)
                                            : tr("Open a file to see what sets its classes apart."));
    const Features features = m_study.prepared() ? m_study.prepared()->features() : Features();
    showCentroids(*m_chart, features, m_study.labels(name), m_study.settings());
    m_chart->setFigureName(QStringLiteral("centroids_") + QString::fromStdString(name));
}

} // namespace genrelens
