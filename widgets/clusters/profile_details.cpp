#include "widgets/clusters/profile_details.h"

#include "widgets/clusters/cluster_facts.h"
#include "widgets/clusters/pick_table.h"
#include "widgets/docks/title_box.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QResizeEvent>
#include <QVBoxLayout>

namespace genrelens
{

namespace
{

// Room for the bars beside three tables above each other.
constexpr int roomyWidth = 560;
constexpr int roomyHeight = 380;
constexpr QSize narrowest(170, 110);

} // namespace

ProfileDetails::ProfileDetails(const Study &study, ClusterExaminer &examiner, QWidget *parent)
    : QWidget(parent)
    , m_study(study)
    , m_examiner(examiner)
    , m_name(new QLabel)
    , m_size(new QLabel)
    , m_section(new QComboBox)
    , m_others(new TitleBox(6, 24))
    , m_noOthers(new QLabel(tr("Without genres there is nothing to compare the clusters with.")))
    , m_bars(new DifferenceBars)
    , m_classes(new PickTable(classColumns(tr("Class"))))
    , m_typical(new PickTable(memberColumns()))
    , m_distant(new PickTable(memberColumns()))
    , m_choices(new QHBoxLayout)
    , m_grid(new QGridLayout)
{
    m_name->setObjectName(QStringLiteral("clusterName"));
    m_name->setTextFormat(Qt::PlainText);
    m_size->setObjectName(QStringLiteral("clusterSize"));
    m_size->setTextFormat(Qt::PlainText);
    m_size->setForegroundRole(QPalette::PlaceholderText);
    m_noOthers->setWordWrap(true);
    m_noOthers->setAlignment(Qt::AlignCenter);
    m_noOthers->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel *label : {m_name, m_size})
        label->setMinimumWidth(1); // rather cut than keeping the dock wide
    makeSections();
    auto *headline = new QHBoxLayout;
    headline->setSpacing(spacing::medium);
    headline->addWidget(m_name);
    headline->addWidget(m_size, 1);
    m_choices->setSpacing(spacing::small);
    m_choices->addWidget(m_section);
    m_choices->addStretch(1);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(spacing::large);
    m_grid->setVerticalSpacing(spacing::small);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing::small, 0, 0, 0);
    layout->setSpacing(spacing::small);
    layout->addLayout(headline);
    layout->addLayout(m_choices);
    layout->addLayout(m_grid, 1);
    setMinimumSize(narrowest); // also while there is room for all: what has none goes
    connectSections();
    arrange();
}

void ProfileDetails::makeSections()
{
    m_section->setObjectName(QStringLiteral("clusterSection"));
    m_section->setAccessibleName(tr("What is shown of the cluster"));
    m_others->setObjectName(QStringLiteral("clusterOthers"));
    m_others->setAccessibleName(tr("Grouping that clusters are compared with"));
    m_others->setToolTip(tr("Which classes are more frequent in the cluster than elsewhere"));
    m_bars->setObjectName(QStringLiteral("clusterBars"));
    m_bars->setAccessibleName(tr("Features that set the cluster apart"));
    m_bars->setFigureName(QStringLiteral("cluster_profile"));
    m_classes->setObjectName(QStringLiteral("clusterClasses"));
    m_classes->setAccessibleName(tr("Classes of the cluster"));
    m_classes->setSortable();
    m_typical->setObjectName(QStringLiteral("clusterTypical"));
    m_typical->setAccessibleName(tr("Most typical tracks"));
    m_distant->setObjectName(QStringLiteral("clusterDistant"));
    m_distant->setAccessibleName(tr("Most distant tracks"));
    const QStringList titles{tr("Features"), tr("Genres"), tr("Typical tracks"), tr("Distant tracks")};
    m_section->addItems(titles);
    const std::array<QWidget *, sectionCount> contents{m_bars, m_classes, m_typical, m_distant};
    for (std::size_t i = 0; i < sectionCount; ++i) {
        auto *box = new QWidget;
        auto *layout = new QVBoxLayout(box);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(spacing::small);
        auto *caption = new QLabel(titles.at(static_cast<qsizetype>(i)));
        caption->setFont(semiBoldFont(font()));
        auto *head = new QHBoxLayout;
        head->addWidget(caption);
        head->addStretch(1);
        if (i == Classes)
            m_classesHead = head;
        layout->addLayout(head);
        layout->addWidget(contents[i], 1);
        if (i == Classes)
            layout->addWidget(m_noOthers, 1);
        m_sections[i] = box;
        m_captions[i] = caption;
        const int row = static_cast<int>(i);
        m_grid->addWidget(box, i == Features ? 0 : row - 1, i == Features ? 0 : 1, i == Features ? 3 : 1, 1);
    }
}

void ProfileDetails::connectSections()
{
    connect(m_section, &QComboBox::currentIndexChanged, this, &ProfileDetails::arrange);
    connect(m_others, &QComboBox::activated, this, [this] {
        m_examiner.setOthers(m_others->currentData().toString().toStdString());
        showClasses();
    });
    connect(m_classes, &PickTable::picked, this, &ProfileDetails::pickClass);
    connect(m_typical, &PickTable::picked, this, [this](int row, Qt::KeyboardModifiers modifiers) {
        if (profile() != nullptr)
            pickMember(profile()->typical, row, modifiers);
    });
    connect(m_distant, &PickTable::picked, this, [this](int row, Qt::KeyboardModifiers modifiers) {
        if (profile() != nullptr)
            pickMember(profile()->distant, row, modifiers);
    });
}

const ClusterProfile *ProfileDetails::profile() const
{
    const ClusterPortraits *portraits = m_examiner.portraits();
    return portraits != nullptr && m_cluster < portraits->profiles.size() ? &portraits->profiles[m_cluster]
                                                                          : nullptr;
}

QString ProfileDetails::clusterName() const
{
    const LabelSet clusters = m_study.labels("cluster");
    return m_cluster < clusters.classes().size() ? QString::fromStdString(clusters.classes()[m_cluster])
                                                 : QString();
}

void ProfileDetails::showSection(Section section)
{
    m_section->setCurrentIndex(section);
}

void ProfileDetails::showCluster(std::size_t cluster)
{
    m_cluster = cluster;
    showHeadline();
    offerOthers();
    const ClusterProfile *shown = profile();
    m_bars->setEmptyText(m_examiner.waitsToBeAsked() ? QString()
                         : shown == nullptr          ? tr("Describing the clusters…")
                                            : tr("There are no other tracks to compare these with."));
    m_bars->setTitle(tr("Cluster %1").arg(clusterName()));
    m_bars->setSpec(shown != nullptr ? differencesOf(m_study.prepared()->features(), *shown)
                                     : DifferenceSpec());
    m_typical->setRows(shown != nullptr ? memberRows(shown->typical, m_study) : std::vector<TableRow>());
    m_distant->setRows(shown != nullptr ? memberRows(shown->distant, m_study) : std::vector<TableRow>());
    showClasses();
}

void ProfileDetails::showHeadline()
{
    const LabelSet clusters = m_study.labels("cluster");
    if (m_cluster >= clusters.classes().size())
        return;
    const QFont bold = semiBoldFont(font());
    const QString size = tracksAndShare(clusters.counts()[m_cluster], clusters.codes().size());
    const double room = width() - textWidth(size, font()) - spacing::medium - 2;
    m_name->setFont(bold);
    m_name->setText(elided(clusterName(), bold, std::max(room, 60.0)));
    m_name->setToolTip(plainTooltip(clusterName()));
    m_size->setText(size);
}

void ProfileDetails::offerOthers()
{
    const QSignalBlocker quiet(m_others);
    QList<std::pair<QString, QString>> entries; // title and name
    for (const LabelSetInfo &set : m_study.labelSets())
        if (set.name != "cluster" && !m_study.labels(set.name).isEmpty())
            entries.append({set.title, QString::fromStdString(set.name)});
    bool same = entries.size() == m_others->count();
    for (int i = 0; same && i < m_others->count(); ++i)
        same = m_others->itemText(i) == entries[i].first && m_others->itemData(i) == entries[i].second;
    if (!same) {
        m_others->clear();
        for (const auto &[title, name] : std::as_const(entries))
            m_others->addItem(title, name);
    }
    m_others->setCurrentIndex(m_others->findData(QString::fromStdString(m_examiner.others().name())));
    showOthers();
}

void ProfileDetails::showClasses()
{
    const LabelSet others = m_examiner.others();
    const QString title = others.isEmpty() ? tr("Genres") : m_study.labelsTitle(others.name());
    m_classes->setVisible(!others.isEmpty());
    m_noOthers->setVisible(others.isEmpty());
    m_section->setItemText(Classes, others.isEmpty() || others.name() == "genre" ? tr("Genres") : title);
    m_captions[Classes]->setText(others.isEmpty() ? tr("Genres") : tr("Frequent here"));
    m_classes->cells().setColumns(classColumns(title));
    const ClusterExaminer::Classes *classes = m_examiner.classes();
    const bool known = classes != nullptr && m_cluster < classes->size();
    m_classes->setRows(
        known ? classRows((*classes)[m_cluster], others, labelColours(others, m_study.settings()))
              : std::vector<TableRow>());
}

void ProfileDetails::pickClass(int row, Qt::KeyboardModifiers modifiers)
{
    const ClusterExaminer::Classes *classes = m_examiner.classes();
    if (classes == nullptr || m_cluster >= classes->size())
        return;
    const std::size_t cls = (*classes)[m_cluster].at(static_cast<std::size_t>(row)).cls;
    const LabelSet others = m_examiner.others();
    emit picked(rowsOfBoth(m_study.labels("cluster"), m_cluster, others, cls),
                tr("%1 in cluster %2", "rock in cluster loud & fast")
                    .arg(QString::fromStdString(others.classes()[cls]), clusterName()),
                modifiers);
}

void ProfileDetails::pickMember(const std::vector<ClusterMember> &members, int row,
                                Qt::KeyboardModifiers modifiers)
{
    const std::uint32_t track = members.at(static_cast<std::size_t>(row)).row;
    emit picked({track}, trackTexts(m_study, track).title, modifiers);
}

// Where one section is seen at a time, beside the choice of it.
void ProfileDetails::showOthers()
{
    (m_roomy ? m_classesHead : m_choices)->insertWidget(1, m_others);
    m_others->setVisible(m_others->count() > 1 && (m_roomy || m_section->currentIndex() == Classes));
}

// Columns of a grid are stretched although nothing is in them: only those that are used may be.
void ProfileDetails::arrange()
{
    m_roomy = width() >= roomyWidth && height() >= roomyHeight;
    const int chosen = m_section->currentIndex();
    m_section->setVisible(!m_roomy);
    for (int i = 0; i < sectionCount; ++i) {
        m_sections[static_cast<std::size_t>(i)]->setVisible(m_roomy || i == chosen);
        m_captions[static_cast<std::size_t>(i)]->setVisible(m_roomy);
    }
    showOthers();
    m_grid->setColumnStretch(0, m_roomy || chosen == Features ? 1 : 0);
    m_grid->setColumnStretch(1, m_roomy || chosen != Features ? 1 : 0);
    for (int row = 0; row < 3; ++row)
        m_grid->setRowStretch(row, m_roomy || chosen == Features || chosen == row + 1 ? 1 : 0);
}

void ProfileDetails::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
    showHeadline();
}

} // namespace genrelens
