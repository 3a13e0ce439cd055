#include "widgets/docks/start_page.h"

#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

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
    , m_unfinished(new QLabel)
    , m_recentTitle(new QLabel(tr("Recent files")))
    , m_recent(new QVBoxLayout)
{
    setObjectName(QStringLiteral("startPage"));
    setAutoFillBackground(true);
    auto *title = new QLabel(tr("How separable are your genres?"));
    title->setFont(headlineFont(font()));
    m_hint->setTextFormat(Qt::PlainText); // a file's name may look like markup
    m_hint->setWordWrap(true);
    m_unfinished->setObjectName(QStringLiteral("startUnfinished"));
    m_unfinished->setTextFormat(Qt::PlainText);
    m_unfinished->setWordWrap(true);
    m_unfinished->setForegroundRole(QPalette::PlaceholderText);
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
    column->addWidget(m_unfinished);
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
    setUnfinished({});
}

void StartPage::setRecentFiles(const QList<QStringList> &entries)
{
    while (QLayoutItem *item = m_recent->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    m_recentTitle->setVisible(!entries.isEmpty());
    for (const QStringList &paths : entries) {
        auto *link = new QToolButton;
        link->setAutoRaise(true);
        link->setText(filesTitle(paths).replace(QLatin1Char('&'), QStringLiteral("&&")));
        link->setToolTip(plainTooltip(paths.join(QLatin1Char('\n'))));
        link->setCursor(Qt::PointingHandCursor);
        connect(link, &QToolButton::clicked, this, [this, paths] { emit recentRequested(paths); });
        m_recent->addWidget(link, 0, Qt::AlignLeft);
    }
}

void StartPage::setOpening(const QString &title)
{
    m_hint->setText(
        title.isEmpty()
            ? tr("Open a CSV of tracks with audio features and a genre each, or drop one here. It may "
                 "be compressed or in a ZIP archive, and several files with the same columns are "
                 "opened as one. Genrelens drops repeats, standardizes the features, and shows which "
                 "groupings can be told apart.")
            : tr("Opening %1…").arg(title));
}

void StartPage::setUnfinished(const QString &title)
{
    m_unfinished->setText(tr("Opening %1 did not finish last time.").arg(title));
    m_unfinished->setVisible(!title.isEmpty());
}

} // namespace genrelens
