#include "widgets/docks/confusion_dock.h"

#include "core/study/study.h"
#include "core/study/study_jobs.h"
#include "widgets/docks/label_notice.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/heatmap.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace genrelens
{

namespace
{

QString headline(const Evaluation &judged, const QFont &font)
{
    return QStringLiteral("<span style=\"font-size:%1pt; font-weight:600\">%2</span> %3")
        .arg(headlineFont(font).pointSizeF())
        .arg(formatShare(judged.testAccuracy),
             ConfusionDock::tr(
                 "accuracy, 95&nbsp;% interval %1&nbsp;–&nbsp;%2<br>macro&nbsp;F1&nbsp;%3 · baseline&nbsp;%4")
                 .arg(formatShare(judged.interval.low), formatShare(judged.interval.high),
                      formatShare(judged.macroF1), formatShare(judged.baseline)));
}

} // namespace

ConfusionDock::ConfusionDock(const Study &study, StudyJobs &jobs, QWidget *parent)
    : Dock(tr("Confusion"), QStringLiteral("confusionDock"), parent)
    , m_study(study)
    , m_jobs(jobs)
    , m_subject(new QLabel)
    , m_headline(new QLabel)
    , m_normalization(new QComboBox)
    , m_train(new QPushButton(tr("Train")))
    , m_heatmap(new Heatmap)
{
    m_heatmap->setObjectName(QStringLiteral("confusionHeatmap"));
    m_heatmap->setAccessibleName(tr("Confusion matrix"));
    m_heatmap->setAxisTitles(tr("True"), tr("Predicted"));
    m_normalization->setObjectName(QStringLiteral("confusionNormalization"));
    m_normalization->setAccessibleName(tr("What the cells show"));
    m_normalization->addItem(tr("Row %"), static_cast<int>(Normalization::Rows));
    m_normalization->addItem(tr("Counts"), static_cast<int>(Normalization::Counts));
    m_train->setObjectName(QStringLiteral("confusionTrain"));
    m_train->setDefault(true);
    m_subject->setForegroundRole(QPalette::PlaceholderText);
    m_subject->setWordWrap(true);
    m_headline->setObjectName(QStringLiteral("confusionHeadline"));
    m_headline->setTextFormat(Qt::RichText);
    m_headline->setWordWrap(true);

    auto *header = new QHBoxLayout;
    header->setSpacing(spacing::medium);
    header->addWidget(m_subject, 1);
    header->addWidget(m_normalization, 0, Qt::AlignTop);
    content()->addLayout(header);
    content()->addWidget(m_headline);
    content()->addWidget(m_heatmap, 1);
    content()->addWidget(m_train, 0, Qt::AlignHCenter);

    connect(m_normalization, &QComboBox::currentIndexChanged, this, [this] {
        m_heatmap->setNormalization(static_cast<Normalization>(m_normalization->currentData().toInt()));
    });
    m_heatmap->setNormalization(Normalization::Rows);
    connect(m_train, &QPushButton::clicked, this, &ConfusionDock::train);
    connect(notice(), &NoticeBar::linkActivated, this, [this] {
        if (genresAreMissing(m_study))
            emit columnsRequested();
        else
            train();
    });
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part != StudyPart::Selection)
            refresh();
    });
    connect(&jobs, &StudyJobs::activityChanged, this, &ConfusionDock::refresh);
    refresh();
}

Plot *ConfusionDock::plot() const
{
    return m_heatmap;
}

void ConfusionDock::train()
{
    m_jobs.train(m_study.currentModel(), m_study.currentLabels());
}

bool ConfusionDock::showMissingGenres()
{
    const bool missing = genresAreMissing(m_study);
    notice()->setNotice(missing ? missingGenresText() : QString(), columnsLinkText());
    return missing;
}

void ConfusionDock::refresh()
{
    const std::string &model = m_study.currentModel();
    const std::string &labels = m_study.currentLabels();
    const auto run = m_study.modelRun(model, labels);
    const bool busy = m_jobs.isTraining();
    const QString subject = tr("%1 · %2").arg(modelTitle(model), inSentence(m_study.labelsTitle(labels)));
    m_heatmap->setFigureName(
        QStringLiteral("confusion_%1_%2").arg(QString::fromStdString(model), QString::fromStdString(labels)));
    m_heatmap->setVisible(true);
    m_headline->setVisible(run != nullptr);
    m_normalization->setVisible(run != nullptr);
    const bool learnable = labels == "cluster" || !m_study.labels(labels).isEmpty();
    m_train->setVisible(run == nullptr && m_study.dataset() != nullptr && !busy && learnable);
    if (!run) {
        m_heatmap->setEmptyText(!m_study.dataset()
                                    ? tr("Open a file, and a model shows here which classes it confuses.")
                                : !learnable ? noLabelsText(m_study)
                                : busy       ? tr("Training…")
                                       : tr("No model yet. Train a %1 to see where classes are confused.")
                                             .arg(modelTitle(model).toLower()));
        m_heatmap->setMatrix({});
        m_subject->setText(subject);
        showMissingGenres();
        return;
    }
    m_subject->setText(tr("%1 · %2 held-out tracks")
                           .arg(subject, formatCount(static_cast<qint64>(run->evaluation.testRows))));
    m_headline->setText(headline(run->evaluation, font()));
    showConfusion(*m_heatmap, *run);
    if (showMissingGenres())
        return;
    const bool stale = !m_study.isCurrent(*run);
    const bool otherLabels = stale && !(run->labels.key() == m_study.labels(labels).key());
    notice()->setNotice(!stale        ? QString()
                        : otherLabels ? tr("Outdated: the labels have changed.")
                                      : tr("Outdated: features or parameters have changed."),
                        stale && !busy ? tr("Retrain") : QString());
}

} // namespace genrelens
