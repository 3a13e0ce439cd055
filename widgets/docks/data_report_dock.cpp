#include "widgets/docks/data_report_dock.h"

#include "core/study/selection.h"
#include "core/study/study.h"
#include "widgets/models/data_report_model.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>

namespace genrelens
{

namespace
{

QTableView *findingsTable(QAbstractItemModel *model)
{
    auto *table = new QTableView;
    table->setObjectName(QStringLiteral("dataReportTable"));
    table->setAccessibleName(DataReportDock::tr("What became of the rows, and findings"));
    table->setModel(model);
    table->setShowGrid(false);
    table->setFrameShape(QFrame::NoFrame);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false);
    table->setWordWrap(true);
    table->horizontalHeader()->hide();
    table->horizontalHeader()->setSectionResizeMode(DataReportModel::Text, QHeaderView::Stretch);
    table->horizontalHeader()->setSectionResizeMode(DataReportModel::Count, QHeaderView::ResizeToContents);
    table->verticalHeader()->hide();
    table->verticalHeader()->setMinimumSectionSize(spacing::tableRowHeight);
    table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    return table;
}

} // namespace

DataReportDock::DataReportDock(Study &study, QWidget *parent)
    : Dock(tr("Data report"), QStringLiteral("dataReportDock"), parent)
    , m_study(study)
    , m_model(new DataReportModel(this))
    , m_headline(new QLabel)
    , m_link(new QLabel(QStringLiteral("<a href=\"#\">%1</a>").arg(tr("Columns…"))))
    , m_nothing(new QLabel(tr("Nothing odd was found.")))
    , m_table(findingsTable(m_model))
{
    m_headline->setObjectName(QStringLiteral("dataReportHeadline"));
    m_nothing->setObjectName(QStringLiteral("dataReportNothing"));
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_link->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_link->setToolTip(tr("What each column of the file is for"));
    auto *header = new QHBoxLayout;
    header->addWidget(m_headline, 1);
    header->addWidget(m_link);
    content()->addLayout(header);
    content()->addWidget(m_table, 1);
    content()->addWidget(m_nothing);
    connect(m_link, &QLabel::linkActivated, this, &Dock::columnsRequested);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) { pick(index.row()); });
    // Enter; a double click picks what the click has picked, which changes nothing.
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) { pick(index.row()); });
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part == StudyPart::Dataset || part == StudyPart::Preparation)
            refresh();
        if (part == StudyPart::Selection && m_study.selection().isEmpty())
            m_table->clearSelection();
    });
    refresh();
}

int DataReportDock::findingCount() const
{
    return m_model->findingCount();
}

void DataReportDock::refresh()
{
    const bool open = m_study.prepared() != nullptr;
    if (open)
        m_model->setData(*m_study.dataset(), m_study.prepared());
    else
        m_model->clear();
    const auto kept = open ? static_cast<qint64>(m_study.prepared()->report.kept) : 0;
    m_headline->setText(!open       ? tr("Open a file to see what is odd about it.")
                        : kept == 1 ? tr("<b>1</b> track kept")
                                    : tr("<b>%1</b> tracks kept").arg(formatCount(kept)));
    m_nothing->setVisible(open && findingCount() == 0);
    m_link->setVisible(open);
}

void DataReportDock::pick(int row)
{
    const std::vector<std::uint32_t> &tracks = m_model->tracks(row);
    if (tracks.empty())
        return;
    const QString what = m_model->index(row, DataReportModel::Text).data().toString();
    pickTracks(m_study, tracks, QApplication::keyboardModifiers(), what.toStdString());
}

} // namespace genrelens
