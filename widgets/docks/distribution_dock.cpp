#include "widgets/docks/distribution_dock.h"

#include "core/study/selection.h"
#include "core/study/study.h"
#include "widgets/docks/label_notice.h"
#include "widgets/plots/bar_chart.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>

namespace genrelens
{

DistributionDock::DistributionDock(Study &study, StudyJobs &jobs, QWidget *parent)
    : Dock(tr("Distribution"), QStringLiteral("distributionDock"), parent)
    , m_study(study)
    , m_summary(new QLabel)
    , m_order(new QComboBox)
    , m_chart(new BarChart)
    , m_selected(new QLabel)
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
    m_selected->setObjectName(QStringLiteral("distributionSelected"));
    m_selected->setForegroundRole(QPalette::PlaceholderText);
    m_selected->setWordWrap(true);
    content()->addWidget(m_selected);
    connect(m_order, &QComboBox::currentIndexChanged, this, [this] { refresh(); });
    connect(m_chart, &BarChart::barClicked, this, &DistributionDock::pick);
    attachLabelNotice(*notice(), study, jobs, [this] { emit columnsRequested(); });
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
    m_chart->setEmptyText(m_study.dataset() ? noLabelsText(m_study) : tr("Open a file to see its classes."));
    showDistribution(*m_chart, labels, m_study.settings(),
                     static_cast<BarOrder>(m_order->currentData().toInt()), m_study.selection());
    const auto selected = static_cast<qint64>(m_study.selection().count());
    m_selected->setVisible(selected > 0 && !labels.isEmpty());
    m_selected->setText(selected == 1
                            ? tr("Solid: the selection (1 track); pale: all")
                            : tr("Solid: the selection (%1 tracks); pale: all").arg(formatCount(selected)));
    m_chart->setFigureName(QStringLiteral("distribution_") + QString::fromStdString(name));
    if (labels.isEmpty()) {
        m_summary->setText(m_study.labelsTitle(name).toHtmlEscaped());
        return;
    }
    const auto rows = static_cast<qint64>(labels.codes().size() - labels.unlabelledCount());
    m_summary->setText(tr("<b>%1</b> · %2 classes, %3 tracks")
                           .arg(m_study.labelsTitle(name).toHtmlEscaped(),
                                formatCount(static_cast<qint64>(labels.classes().size())),
                                formatCount(rows)));
}

// A click on a bar picks the tracks of its class.
void DistributionDock::pick(int bar, Qt::KeyboardModifiers modifiers)
{
    const LabelSet labels = m_study.labels(m_study.currentLabels());
    const std::string name = m_chart->bars()[static_cast<std::size_t>(bar)].name.toStdString();
    const auto found = std::find(labels.classes().begin(), labels.classes().end(), name);
    if (found == labels.classes().end())
        return;
    const auto code = static_cast<std::int32_t>(found - labels.classes().begin());
    std::vector<std::uint32_t> tracks;
    for (std::size_t i = 0; i < labels.codes().size(); ++i)
        if (labels.codes()[i] == code)
            tracks.push_back(static_cast<std::uint32_t>(i));
    pickTracks(m_study, tracks, selectionMode(modifiers),
               tr("%1 %2", "kind and name of a class: genre rock")
                   .arg(inSentence(m_study.labelsTitle(labels.name())), QString::fromStdString(name))
                   .toStdString());
}

} // namespace genrelens
