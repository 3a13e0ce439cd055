#include "widgets/docks/start_page.h"

#include "widgets/plots/theme.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace genrelens
{

StartPage::StartPage(QWidget *parent)
    : QWidget(parent)
    , m_hint(new QLabel)
    , m_recentTitle(new QLabel(tr("Recent files")))
    , m_recent(new QVBoxLayout)
{
    setObjectName(QStringLiteral("startPage"));
    setAutoFillBackground(true);
    auto *title = new QLabel(tr("How separable are your genres?"));
    title->setFont(headlineFont(font()));
    m_hint->setWordWrap(true);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setMinimumWidth(440);
    auto *open = new QPushButton(tr("Open a CSV…"));
    open->setObjectName(QStringLiteral("startOpen"));
    open->setDefault(true);
    auto *sample = new QPushButton(tr("Open the sample"));
    sample->setObjectName(QStringLiteral("startSample"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(spacing::medium);
    buttons->addWidget(open);
    buttons->addWidget(sample);
    buttons->addStretch();
    m_recentTitle->setFont(semiBoldFont(font()));
    m_recent->setSpacing(0);

    auto *column = new QVBoxLayout;
    column->setSpacing(spacing::large);
    column->addWidget(title);
    column->addWidget(m_hint);
    column->addLayout(buttons);
    column->addSpacing(spacing::large);
    column->addWidget(m_recentTitle);
    column->addLayout(m_recent);
    auto *row = new QHBoxLayout;
    row->addStretch();
    row->addLayout(column);
    row->addStretch();
    auto *page = new QVBoxLayout(this);
    page->addStretch(2);
    page->addLayout(row);
    page->addStretch(3);
    connect(open, &QPushButton::clicked, this, &StartPage::openRequested);
    connect(sample, &QPushButton::clicked, this, &StartPage::sampleRequested);
    setRecentFiles({});
    setOpening({});
}

void StartPage::setRecentFiles(const QStringList &paths)
{
    while (QLayoutItem *item = m_recent->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    m_recentTitle->setVisible(!paths.isEmpty());
    for (const QString &path : paths) {
        auto *link = new QToolButton;
        link->setAutoRaise(true);
        link->setText(QFileInfo(path).fileName());
        link->setToolTip(path);
        link->setCursor(Qt::PointingHandCursor);
        connect(link, &QToolButton::clicked, this, [this, path] { emit recentRequested(path); });
        m_recent->addWidget(link, 0, Qt::AlignLeft);
    }
}

void StartPage::setOpening(const QString &fileName)
{
    m_hint->setText(fileName.isEmpty()
                        ? tr("Open a CSV of tracks with audio features and a genre each, or drop one "
                             "here. Genrelens drops repeats, standardizes the features, and shows "
                             "which groupings can be told apart.")
                        : tr("Opening %1…").arg(fileName));
}

} // namespace genrelens
