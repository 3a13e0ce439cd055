#include "widgets/dialogs/export_data_dialog.h"

#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr int mostRowsShown = 6;

} // namespace

ExportDataDialog::ExportDataDialog(const Study &study, const std::vector<LabelSetInfo> &further,
                                   QWidget *parent)
    : QDialog(parent)
    , m_all(new QRadioButton)
    , m_selection(new QRadioButton)
    , m_labels(new QListWidget)
    , m_features(new QCheckBox(tr("&Features in their own units")))
{
    setWindowTitle(tr("Export Data"));
    setObjectName(QStringLiteral("exportDataDialog"));
    const auto selected = static_cast<qint64>(study.selection().count());
    const QString all = formatCount(static_cast<qint64>(study.selection().rows()));
    const std::size_t aside = study.prepared() ? study.prepared()->preparation.setAside : 0;
    m_all->setText(aside == 0 ? tr("&All %1 tracks").arg(all)
                              : tr("&All %1 tracks worked on (%2 are set aside)")
                                    .arg(all, formatCount(static_cast<qint64>(aside))));
    m_all->setObjectName(QStringLiteral("exportAll"));
    m_all->setChecked(true);
    m_selection->setText(selected == 0   ? tr("The &selection (nothing is selected)")
                         : selected == 1 ? tr("The &selection (1 track)")
                                         : tr("The &selection (%1 tracks)").arg(formatCount(selected)));
    m_selection->setObjectName(QStringLiteral("exportSelection"));
    m_selection->setEnabled(selected > 0);
    m_features->setObjectName(QStringLiteral("exportFeatures"));
    auto *always = new QLabel(tr("Each track has its row and id, genre, super-genre and cluster; what the "
                                 "current model takes it for, while it is not outdated; and whether it is "
                                 "selected."));
    auto *outdated = new QLabel(tr("The clusters are outdated: their column stays empty."));
    outdated->setObjectName(QStringLiteral("exportOutdated"));
    for (QLabel *label : {always, outdated}) {
        label->setWordWrap(true);
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    const auto showOutdated = [&study, outdated] { // they may be found meanwhile
        outdated->setVisible(!study.labels("cluster").isEmpty() && !study.isClusteringCurrent());
    };
    connect(&study, &Study::changed, this, showOutdated);
    m_labels->setObjectName(QStringLiteral("exportLabels"));
    m_labels->setAccessibleName(tr("Further label sets"));
    for (const LabelSetInfo &set : further) {
        auto *item = new QListWidgetItem(set.title, m_labels);
        item->setData(Qt::UserRole, QString::fromStdString(set.name));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Checked);
        item->setToolTip(plainTooltip(set.title));
    }
    const int rows = std::clamp(m_labels->count(), 2, mostRowsShown);
    m_labels->setFixedHeight(rows * std::max(spacing::tableRowHeight, m_labels->sizeHintForRow(0)) + 4);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    auto *save = buttons->addButton(tr("Save…"), QDialogButtonBox::AcceptRole);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(spacing::medium);
    layout->addWidget(m_all);
    layout->addWidget(m_selection);
    layout->addSpacing(spacing::medium);
    layout->addWidget(always);
    layout->addWidget(outdated);
    auto *labelsTitle = new QLabel(tr("&Columns for further label sets"));
    labelsTitle->setBuddy(m_labels);
    layout->addWidget(labelsTitle);
    layout->addWidget(m_labels);
    labelsTitle->setVisible(!further.empty());
    m_labels->setVisible(!further.empty());
    layout->addWidget(m_features);
    layout->addStretch(1);
    layout->addWidget(buttons);
    save->setDefault(true); // only now does it know its dialog
    setMinimumWidth(400);
    showOutdated();
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

bool ExportDataDialog::selectionOnly() const
{
    return m_selection->isChecked();
}

bool ExportDataDialog::withFeatures() const
{
    return m_features->isChecked();
}

std::set<std::string> ExportDataDialog::labelSets() const
{
    std::set<std::string> names;
    for (int i = 0; i < m_labels->count(); ++i)
        if (m_labels->item(i)->checkState() == Qt::Checked)
            names.insert(m_labels->item(i)->data(Qt::UserRole).toString().toStdString());
    return names;
}

} // namespace genrelens
