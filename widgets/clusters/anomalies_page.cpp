#include "widgets/clusters/anomalies_page.h"

#include "widgets/clusters/cluster_facts.h"
#include "widgets/clusters/pick_table.h"
#include "widgets/docks/flow_layout.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace genrelens
{

namespace
{

enum Order { ByDistance, ByIsolation };
constexpr int fewest = 10;
constexpr int usual = 100;

} // namespace

AnomaliesPage::AnomaliesPage(const Study &study, const ClusterExaminer &examiner, QWidget *parent)
    : QWidget(parent)
    , m_study(study)
    , m_examiner(examiner)
    , m_order(new QComboBox)
    , m_count(new QSpinBox)
    , m_empty(new QLabel(tr("Looking for anomalies…")))
    , m_table(new PickTable(anomalyColumns()))
    , m_select(new QPushButton(tr("Select All")))
    , m_export(new QPushButton(tr("Export…")))
{
    m_order->setObjectName(QStringLiteral("anomalyOrder"));
    m_order->setAccessibleName(tr("Which tracks are listed"));
    m_order->addItems({tr("By distance"), tr("By isolation")});
    m_order->setItemData(ByDistance,
                         tr("By the score: how far a track lies from the mean of its cluster, "
                            "beside the others of it"),
                         Qt::ToolTipRole);
    m_order->setItemData(ByIsolation, tr("By an isolation forest, which knows nothing of clusters"),
                         Qt::ToolTipRole);
    m_count->setObjectName(QStringLiteral("anomalyCount"));
    m_count->setRange(fewest, static_cast<int>(ClusterExaminer::mostAnomalies));
    m_count->setValue(usual);
    m_count->setSingleStep(fewest);
    m_count->setSuffix(tr(" tracks"));
    m_count->setKeyboardTracking(false);
    m_count->setAccessibleName(tr("Tracks listed"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_table->setObjectName(QStringLiteral("anomalyTable"));
    m_table->setAccessibleName(tr("Anomalies"));
    m_table->setSortable();
    m_select->setObjectName(QStringLiteral("anomalySelect"));
    m_select->setToolTip(tr("Select all that are listed; with Ctrl or Shift add them, with both take them "
                            "away"));
    m_export->setObjectName(QStringLiteral("anomalyExport"));
    m_export->setToolTip(tr("Write the list as CSV"));
    auto *controls = new FlowLayout(spacing::small);
    for (QWidget *control : std::initializer_list<QWidget *>{m_order, m_count, m_select, m_export})
        controls->addWidget(control);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, spacing::small, 0, 0);
    layout->setSpacing(spacing::small);
    layout->addLayout(controls);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_empty, 1);

    connect(m_order, &QComboBox::currentIndexChanged, this, &AnomaliesPage::refresh);
    connect(m_count, &QSpinBox::valueChanged, this, &AnomaliesPage::refresh);
    connect(m_select, &QPushButton::clicked, this, &AnomaliesPage::pickAll);
    connect(m_export, &QPushButton::clicked, this, &AnomaliesPage::exportRequested);
    connect(m_table, &PickTable::picked, this, [this](int row, Qt::KeyboardModifiers modifiers) {
        const std::vector<ClusterMember> members = listed();
        const std::uint32_t track = members.at(static_cast<std::size_t>(row)).row;
        emit picked({track}, trackTexts(m_study, track).title, modifiers);
    });
}

std::vector<ClusterMember> AnomaliesPage::listed() const
{
    const ClusterAnomalies *anomalies = m_examiner.anomalies();
    if (anomalies == nullptr)
        return {};
    const std::vector<ClusterMember> &all =
        m_order->currentIndex() == ByDistance ? anomalies->byDistance : anomalies->byIsolation;
    const auto count = std::min(all.size(), static_cast<std::size_t>(m_count->value()));
    return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count)};
}

void AnomaliesPage::refresh()
{
    const ClusterAnomalies *anomalies = m_examiner.anomalies();
    const bool known = anomalies != nullptr;
    m_table->setVisible(known);
    m_empty->setVisible(!known);
    m_empty->setText(m_examiner.waitsToBeAsked() ? QString() : tr("Looking for anomalies…"));
    m_select->setEnabled(known);
    m_export->setEnabled(known);
    m_table->setRows(
        known ? anomalyRows(listed(), m_study, m_study.labels("cluster"), anomalies->isolation->scores)
              : std::vector<TableRow>());
}

void AnomaliesPage::pickAll()
{
    std::vector<std::uint32_t> tracks;
    for (const ClusterMember &member : listed())
        tracks.push_back(member.row);
    const QString what = m_order->currentIndex() == ByDistance
                             ? tr("%1 tracks farthest from their centre")
                             : tr("%1 tracks that are the easiest to isolate");
    emit picked(tracks, what.arg(formatCount(static_cast<qint64>(tracks.size()))),
                QApplication::keyboardModifiers());
}

} // namespace genrelens
