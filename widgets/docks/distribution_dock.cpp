#include "widgets/docks/distribution_dock.h"

#include "core/study/study.h"
#include "widgets/docks/cluster_notice.h"
#include "widgets/plots/bar_chart.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>

namespace genrelens
{

DistributionDock::DistributionDock(const Study &study, StudyJobs &jobs, QWidget *parent)
    : Dock(tr("Distribution"), QStringLiteral("distributionDock"), parent)
    , m_study(study)
    , m_summary(new QLabel)
    , m_order(new QComboBox)
    , m_chart(new BarChart)
{
    m_chart->setObjectName(QStringLiteral("distributionChart"));
    m_chart->setAccessibleName(tr("Tracks of each class"));
    m_order->setObjectName(QStringLiteral("distributionOrder"));
    m_order->setAccessibleName(tr("Order of the bars"));
    m_order->addItem(tr("By count"), static_cast<int>(BarOrder::Count));
    m_order->addItem(tr("By name"), static_cast<int>(BarOrder::Name));
    m_order->addItem(tr("By super-genre"), static_cast<int>(BarOrder::Mapping));
    m_summary->setWordWrap(true);

    auto *header = new QHBoxLayout;
    header->setSpacing(spacing::medium);
    header->addWidget(m_summary, 1);
    header->addWidget(m_order, 0, Qt::AlignTop);
    content()->addLayout(header);
    content()->addWidget(m_chart, 1);
    connect(m_order, &QComboBox::currentIndexChanged, this, [this] { refresh(); });
    attachClusterNotice(*notice(), study, jobs);
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part != StudyPart::Models && part != StudyPart::Sweep)
            refresh();
    });
    refresh();
}

Plot *DistributionDock::plot() const
{
    return m_chart;
}

void DistributionDock::refresh()
{
    const std::string &name = m_study.currentLabels();
    const LabelSet labels = m_study.labels(name);
    m_chart->setEmptyText(!m_study.dataset() ? tr("Open a file to see its classes.")
                          : name == "cluster"
                              ? tr("No clusters yet.")
                              : tr("This file has no genre column. Look at its clusters instead."));
    showDistribution(*m_chart, labels, m_study.settings().genreMap,
                     static_cast<BarOrder>(m_order->currentData().toInt()));
    m_chart->setFigureName(QStringLiteral("distribution_") + QString::fromStdString(name));
    if (labels.isEmpty()) {
        m_summary->setText(labelsTitle(name));
        return;
    }
    const auto rows = static_cast<qint64>(labels.codes().size() - labels.unlabelledCount());
    m_summary->setText(tr("<b>%1</b> · %2 classes, %3 tracks")
                           .arg(labelsTitle(name), formatCount(static_cast<qint64>(labels.classes().size())),
                                formatCount(rows)));
}

} // namespace genrelens
