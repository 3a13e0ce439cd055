#include "widgets/evaluation/examination_page.h"

#include "widgets/plots/plot.h"
#include "widgets/plots/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace genrelens
{

namespace
{

constexpr int progressSteps = 1000;

} // namespace

ExaminationPage::ExaminationPage(Plot *plot, QWidget *parent)
    : QWidget(parent)
    , m_plot(plot)
    , m_text(new QLabel)
    , m_controls(new QHBoxLayout)
    , m_start(new QPushButton)
    , m_progress(new QProgressBar)
    , m_cancel(new QPushButton(tr("Cancel")))
{
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setVisible(false);
    m_progress->setRange(0, progressSteps);
    m_progress->setTextVisible(false);
    m_start->setObjectName(QStringLiteral("start"));
    m_cancel->setObjectName(QStringLiteral("cancel"));
    m_controls->setSpacing(spacing::medium);
    m_controls->addWidget(m_start);
    m_controls->addWidget(m_progress, 1);
    m_controls->addWidget(m_cancel);
    m_controls->addStretch(0);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::medium);
    layout->addWidget(m_text);
    layout->addWidget(m_plot, 1);
    layout->addLayout(m_controls);
    connect(m_start, &QPushButton::clicked, this, &ExaminationPage::startRequested);
    connect(m_cancel, &QPushButton::clicked, this, &ExaminationPage::cancelRequested);
    showControls();
}

void ExaminationPage::setText(const QString &text)
{
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
}

QString ExaminationPage::text() const
{
    return m_text->text();
}

void ExaminationPage::setAction(const QString &text, bool enabled)
{
    m_start->setText(text);
    m_start->setEnabled(enabled);
    showControls();
}

void ExaminationPage::setRunning(std::optional<double> fraction)
{
    m_running = fraction.has_value();
    m_progress->setValue(static_cast<int>(fraction.value_or(0.0) * progressSteps));
    showControls();
}

void ExaminationPage::addControl(QWidget *control)
{
    m_controls->insertWidget(static_cast<int>(m_further.size()), control);
    m_further.append(control);
    showControls();
}

void ExaminationPage::showControls()
{
    const bool startable = !m_running && !m_start->text().isEmpty();
    m_start->setVisible(startable);
    for (QWidget *control : std::as_const(m_further))
        control->setVisible(!m_running);
    m_progress->setVisible(m_running);
    m_cancel->setVisible(m_running);
}

} // namespace genrelens
