#include "widgets/docks/evaluation_dock.h"

#include "core/study/study_jobs.h"
#include "widgets/docks/flow_layout.h"
#include "widgets/docks/label_notice.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/evaluation/evaluation_pages.h"
#include "widgets/evaluation/evaluation_text.h"
#include "widgets/models/outdated_text.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStandardItemModel>

namespace genrelens
{

namespace
{

constexpr int narrowestChoice = 120;
constexpr int widthForBoth = 620; // of figures and a page side by side

} // namespace

EvaluationDock::EvaluationDock(const Study &study, StudyJobs &jobs, JobBoard &board, QWidget *parent)
    : Dock(tr("Evaluation"), QStringLiteral("evaluationDock"), parent)
    , m_study(study)
    , m_jobs(jobs)
    , m_examiner(study, board)
    , m_subject(new QLabel)
    , m_split(new QComboBox)
    , m_figures(new FigureList)
    , m_pages(new EvaluationPages(m_examiner))
    , m_body(new QWidget)
    , m_empty(new QLabel)
    , m_train(new QPushButton(tr("Train")))
{
    m_subject->setForegroundRole(QPalette::PlaceholderText);
    m_subject->setWordWrap(true);
    m_subject->setTextFormat(Qt::PlainText);
    m_figures->setObjectName(QStringLiteral("evaluationFigures"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_train->setObjectName(QStringLiteral("evaluationTrain"));
    m_train->setDefault(true);
    makeSplitChoice();
    auto *choices = new FlowLayout(spacing::small);
    choices->addWidget(m_pages->choice());
    choices->addWidget(m_split);
    auto *body = new QHBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(spacing::large);
    body->addWidget(m_figures);
    body->addWidget(m_pages, 1);
    content()->addLayout(choices);
    content()->addWidget(m_subject);
    content()->addWidget(m_body, 1);
    content()->addWidget(m_empty, 1);
    content()->addWidget(m_train, 0, Qt::AlignHCenter);

    connect(m_train, &QPushButton::clicked, this, &EvaluationDock::train);
    connect(notice(), &NoticeBar::linkActivated, this, [this] {
        if (genresAreMissing(m_study))
            emit columnsRequested();
        else
            train();
    });
    connect(&m_examiner, &ModelExaminer::failed, this, [this](Examination, const Error &error) {
        m_failure = QString::fromStdString(error.message());
        showNotice();
    });
    connect(m_pages, &EvaluationPages::examinationChosen, this, [this](Examination what) {
        m_failure.clear();
        showNotice();
        m_examiner.start(what, m_study.currentModel(), m_study.currentLabels(), m_pages->chosenFolds().folds,
                         m_pages->chosenFolds().repeats);
    });
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part == StudyPart::Dataset || part == StudyPart::CurrentView)
            m_failure.clear(); // it was of another model
        if (part != StudyPart::Selection)
            refresh();
    });
    connect(&jobs, &StudyJobs::activityChanged, this, &EvaluationDock::refresh);
    refresh();
}

Plot *EvaluationDock::plot() const
{
    return m_pages->plot();
}

void EvaluationDock::makeSplitChoice()
{
    m_split->setObjectName(QStringLiteral("evaluationSplit"));
    m_split->setMinimumWidth(narrowestChoice); // in a narrow dock it is cut rather than keeping it wide
    m_split->setAccessibleName(tr("How tracks are held out"));
    m_split->setToolTip(tr("How the tracks are drawn that models do not learn from but are judged by"));
    const auto add = [this](const QString &text, SplitOptions::Method method, const QString &tip) {
        m_split->addItem(text, static_cast<int>(method));
        m_split->setItemData(m_split->count() - 1, tip, Qt::ToolTipRole);
    };
    add(tr("Held out: stratified by genre"), SplitOptions::Method::Stratified,
        tr("The same share of each genre"));
    add(tr("Held out: at random"), SplitOptions::Method::Random, tr("Every track alike"));
    add(tr("Held out: whole artists"), SplitOptions::Method::ByArtist,
        tr("Every artist on one side, so that no model is asked about an artist it knows"));
    add(tr("Held out: whole albums"), SplitOptions::Method::ByAlbum,
        tr("Every album on one side, so that no model is asked about an album it knows"));
    connect(m_split, &QComboBox::activated, this, &EvaluationDock::chooseSplit);
}

void EvaluationDock::chooseSplit()
{
    StudySettings settings = m_study.settings();
    settings.splitMethod = static_cast<SplitOptions::Method>(m_split->currentData().toInt());
    emit settingsChosen(settings, tr("Hold Out Other Tracks"));
}

void EvaluationDock::train()
{
    m_jobs.train(m_study.currentModel(), m_study.currentLabels());
}

void EvaluationDock::showSplit()
{
    const auto prepared = m_study.prepared();
    m_split->setEnabled(prepared != nullptr);
    if (!prepared)
        return;
    const auto offer = [this](SplitOptions::Method method, bool possible) {
        const int row = m_split->findData(static_cast<int>(method));
        if (QStandardItem *item = qobject_cast<QStandardItemModel *>(m_split->model())->item(row))
            item->setEnabled(possible);
    };
    offer(SplitOptions::Method::Stratified, !prepared->genres.isEmpty());
    offer(SplitOptions::Method::ByArtist, !prepared->artists.empty());
    offer(SplitOptions::Method::ByAlbum, !prepared->albums.empty());
    m_split->setCurrentIndex(
        m_split->findData(static_cast<int>(studySplitMethod(*prepared, m_study.settings()))));
}

void EvaluationDock::refresh()
{
    const std::string &model = m_study.currentModel();
    const std::string &labels = m_study.currentLabels();
    const auto run = m_study.modelRun(model, labels);
    const bool current = run && m_study.isCurrent(*run);
    std::vector<std::shared_ptr<const ModelRun>> others;
    QStringList outdated;
    for (const auto &other : m_study.modelRuns()) {
        if (other->labels.name() != labels || other->model == model)
            continue;
        if (!m_study.isCurrent(*other))
            outdated.append(outdated.isEmpty() ? modelTitle(other->model)
                                               : inSentence(modelTitle(other->model)));
        else if (current)
            others.push_back(other);
    }
    m_subject->setText(tr("%1 · %2").arg(modelTitle(model), inSentence(m_study.labelsTitle(labels))));
    m_figures->setFigures(run ? namedFigures(*run) : std::vector<NamedFigure>());
    m_pages->setRun({run, current,
                     current ? m_study.prepared()->features().names() : std::vector<std::string>(),
                     std::move(others), outdated});
    showSplit();
    showEmpty(run == nullptr);
    showNotice();
}

void EvaluationDock::showEmpty(bool empty)
{
    const std::string &labels = m_study.currentLabels();
    const bool busy = m_jobs.isTraining();
    const bool learnable = labels == "cluster" || !m_study.labels(labels).isEmpty();
    m_body->setVisible(!empty);
    m_empty->setVisible(empty);
    m_train->setVisible(empty && m_study.dataset() && !busy && learnable);
    m_empty->setText(!m_study.dataset() ? tr("Open a file, and a model shows here how good it is.")
                     : !learnable       ? noLabelsText(m_study)
                     : busy             ? tr("Training…")
                                        : tr("No model yet. Train one (%1) to see how good it is.")
                                  .arg(inSentence(modelTitle(m_study.currentModel()))));
}

void EvaluationDock::showNotice()
{
    if (genresAreMissing(m_study)) {
        notice()->setNotice(missingGenresText(), columnsLinkText());
        return;
    }
    const auto run = m_study.modelRun(m_study.currentModel(), m_study.currentLabels());
    const ModelChanges changes = run ? m_study.changesSince(*run) : ModelChanges();
    if (changes.any())
        notice()->setNotice(outdatedText(changes) + QLatin1Char('.'),
                            m_jobs.isTraining() ? QString() : tr("Retrain"));
    else
        notice()->setNotice(m_failure);
}

void EvaluationDock::resizeEvent(QResizeEvent *event)
{
    Dock::resizeEvent(event);
    const bool both = width() >= widthForBoth;
    m_figures->setVisible(both);
    m_pages->setWithFigures(!both);
}

void EvaluationDock::frontChanged(bool inFront)
{
    if (inFront)
        m_pages->startQuickOnes();
}

} // namespace genrelens
