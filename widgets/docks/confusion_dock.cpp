#include "widgets/docks/confusion_dock.h"

#include "core/study/selection.h"
#include "core/study/study_jobs.h"
#include "widgets/docks/confusion_controls.h"
#include "widgets/docks/confusion_texts.h"
#include "widgets/docks/confusions_list.h"
#include "widgets/docks/label_notice.h"
#include "widgets/docks/matrix_and_list.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/models/outdated_text.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/heatmap.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

#include <utility>

namespace genrelens
{

namespace
{

constexpr int lowHeight = 400;

const QString foldedKey = QStringLiteral("confusion/folded");
const QString listKey = QStringLiteral("confusion/list");

std::optional<QSet<QString>> rememberedFolds()
{
    const QSettings settings;
    if (!settings.contains(foldedKey))
        return {};
    const QStringList names = settings.value(foldedKey).toStringList();
    return QSet<QString>(names.begin(), names.end());
}

std::vector<double> valuesOf(const ConfusionMatrix &confusion)
{
    return {confusion.counts.begin(), confusion.counts.end()};
}

} // namespace

ConfusionDock::ConfusionDock(Study &study, StudyJobs &jobs, JobBoard &board, QWidget *parent)
    : Dock(tr("Confusion"), QStringLiteral("confusionDock"), parent)
    , m_study(study)
    , m_jobs(jobs)
    , m_data(study, board)
    , m_subject(new QLabel)
    , m_headline(new QLabel)
    , m_controls(new ConfusionControls)
    , m_train(new QPushButton(tr("Train")))
    , m_heatmap(new Heatmap)
    , m_list(new ConfusionsList)
    , m_views(new MatrixAndList(m_heatmap, m_list))
    , m_folded(rememberedFolds())
{
    makeContent();
    connectViews();
    connect(&study, &Study::changed, this, &ConfusionDock::onStudyChanged);
    connect(&jobs, &StudyJobs::activityChanged, this, [this] {
        if (m_data.run())
            showNotice();
        else
            refresh();
    });
    refresh();
}

void ConfusionDock::makeContent()
{
    m_heatmap->setObjectName(QStringLiteral("confusionHeatmap"));
    m_heatmap->setAccessibleName(tr("Confusion matrix"));
    m_heatmap->setAxisTitles(tr("True"), tr("Predicted"));
    m_heatmap->setDescription([this](MatrixCell cell) { return describe(cell); });
    m_controls->setObjectName(QStringLiteral("confusionControls"));
    m_train->setObjectName(QStringLiteral("confusionTrain"));
    m_train->setDefault(true);
    m_subject->setObjectName(QStringLiteral("confusionSubject"));
    m_subject->setForegroundRole(QPalette::PlaceholderText);
    m_subject->setWordWrap(true);
    m_subject->setTextFormat(Qt::PlainText);
    m_headline->setObjectName(QStringLiteral("confusionHeadline"));
    m_headline->setTextFormat(Qt::RichText);
    m_headline->setWordWrap(true);
    m_views->setListWanted(QSettings().value(listKey, true).toBool());
    m_controls->setAutomaticFolds(!m_folded);
    content()->addWidget(m_subject);
    content()->addWidget(m_headline);
    content()->addWidget(m_controls);
    content()->addWidget(m_views, 1);
    content()->addWidget(m_train, 0, Qt::AlignHCenter);
}

void ConfusionDock::connectViews()
{
    connect(m_controls, &ConfusionControls::viewChanged, this, &ConfusionDock::refresh);
    connect(m_controls, &ConfusionControls::foldAllRequested, this, &ConfusionDock::foldAll);
    connect(m_controls, &ConfusionControls::automaticFoldsChosen, this, [this](bool automatic) {
        m_folded.reset();
        if (!automatic)
            m_folded.emplace();
        rememberFolds();
        refresh();
    });
    connect(m_controls, &ConfusionControls::fitRequested, this, [this] { m_heatmap->setZoom(1); });
    connect(m_controls, &ConfusionControls::listToggled, this, [this](bool shown) {
        m_views->setListShown(shown);
        QSettings().setValue(listKey, m_views->isListWanted());
    });
    connect(m_views, &MatrixAndList::listShownChanged, this, [this](bool shown) {
        m_controls->setListShown(shown);
        showList();
    });
    connect(m_heatmap, &Heatmap::zoomChanged, this, [this](double zoom) { m_controls->setZoomed(zoom > 1); });
    connect(m_heatmap, &Heatmap::resized, this, &ConfusionDock::followRoom);
    connect(m_heatmap, &Heatmap::blockToggled, this, &ConfusionDock::toggleBlock);
    connect(m_heatmap, &Heatmap::cellsPicked, this,
            [this](const CellArea &cells, Qt::KeyboardModifiers modifiers) {
                pick({static_cast<std::size_t>(cells.first.row), static_cast<std::size_t>(cells.first.column),
                      static_cast<std::size_t>(cells.last.row), static_cast<std::size_t>(cells.last.column)},
                     modifiers);
            });
    connect(m_list, &ConfusionsList::picked, this,
            [this](const Confusion &found, Qt::KeyboardModifiers modifiers) {
                pick({found.truth, found.predicted, found.truth, found.predicted}, modifiers);
            });
    connect(&m_data, &ConfusionData::orderFound, this, &ConfusionDock::refresh);
    connect(m_train, &QPushButton::clicked, this, &ConfusionDock::train);
    connect(notice(), &NoticeBar::linkActivated, this, [this] {
        if (genresAreMissing(m_study))
            emit columnsRequested();
        else
            train();
    });
}

void ConfusionDock::onStudyChanged(StudyPart part)
{
    if (part == StudyPart::Selection)
        showSelection();
    else if (part != StudyPart::Sweep)
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

// Whether all groups are folded because the classes have no room.
bool ConfusionDock::foldsAll()
{
    const auto run = m_study.modelRun(m_study.currentModel(), m_study.currentLabels());
    return !m_folded && run && !m_heatmap->hasRoomFor(static_cast<int>(run->labels.classes().size()));
}

ConfusionChoice ConfusionDock::choice()
{
    m_allFolded = foldsAll();
    return {m_controls->order(), m_controls->blocks(), m_allFolded, m_folded.value_or(QSet<QString>()),
            m_controls->comparedWith()};
}

void ConfusionDock::offerOthers()
{
    std::vector<ConfusionControls::Other> others;
    for (const auto &run : m_study.modelRuns())
        if (run->labels.name() == m_study.currentLabels() && run->model != m_study.currentModel())
            others.push_back({QString::fromStdString(run->model), modelTitle(run->model)});
    m_controls->setOthers(others);
}

void ConfusionDock::refresh()
{
    const std::string &model = m_study.currentModel();
    const std::string &labels = m_study.currentLabels();
    m_heatmap->setFigureName(
        QStringLiteral("confusion_%1_%2").arg(QString::fromStdString(model), QString::fromStdString(labels)));
    offerOthers();
    m_data.update(choice());
    const auto &run = m_data.run();
    m_headline->setVisible(run != nullptr);
    m_controls->setVisible(run != nullptr);
    m_views->setListed(run != nullptr);
    if (!run) {
        showEmpty();
        return;
    }
    m_train->hide();
    showHeader();
    m_controls->setKind(!m_data.groups().isEmpty(), labels == "genre" || m_study.folded(labels) != nullptr);
    m_controls->setSimilarityPossible(run->labels.classes().size() <= mostClassesBySimilarity);
    showMatrix();
    showList();
    showSelection();
    showNotice();
}

// Where there is little height the matrix has it: what is shown is said in the tool bar, too.
void ConfusionDock::showHeader()
{
    const ModelRun &run = *m_data.run();
    const QString subject =
        tr("%1 · %2 · %3 held-out tracks")
            .arg(modelTitle(run.model), inSentence(m_study.labelsTitle(run.labels.name())),
                 formatCount(static_cast<qint64>(run.evaluation.testRows)));
    m_subject->setText(subject);
    m_subject->setVisible(!m_low);
    QString headline = confusionHeadline(m_data, font(), m_low);
    if (m_data.isIncomparable())
        headline += QStringLiteral("<br>%1").arg(incomparableText().toHtmlEscaped());
    m_headline->setText(headline);
    m_headline->setToolTip(m_low ? QStringLiteral("<p>%1</p>%2")
                                       .arg(subject.toHtmlEscaped(), confusionHeadline(m_data, font(), false))
                                 : QString());
}

QString ConfusionDock::incomparableText() const
{
    const ModelRun &run = *m_data.run();
    const auto other = m_study.modelRun(m_controls->comparedWith().toStdString(), run.labels.name());
    QStringList outdated;
    if (!m_study.isCurrent(run))
        outdated.append(inSentence(modelTitle(run.model)));
    if (other && !m_study.isCurrent(*other))
        outdated.append(inSentence(modelTitle(other->model)));
    return tr("Not comparable: %1.").arg(trainAgainText(outdated));
}

void ConfusionDock::resizeEvent(QResizeEvent *event)
{
    Dock::resizeEvent(event);
    const bool low = height() < lowHeight;
    if (low == std::exchange(m_low, low))
        return;
    if (m_data.run())
        showHeader();
}

void ConfusionDock::showEmpty()
{
    m_subject->show();
    const std::string &labels = m_study.currentLabels();
    const bool busy = m_jobs.isTraining();
    const bool learnable = labels == "cluster" || !m_study.labels(labels).isEmpty();
    m_train->setVisible(m_study.dataset() != nullptr && !busy && learnable);
    m_heatmap->setEmptyText(!m_study.dataset()
                                ? tr("Open a file, and a model shows here which classes it confuses.")
                            : !learnable ? noLabelsText(m_study)
                            : busy       ? tr("Training…")
                                   : tr("No model yet. Train one (%1) to see where classes are confused.")
                                         .arg(inSentence(modelTitle(m_study.currentModel()))));
    m_heatmap->setMatrix({});
    m_list->setConfusions({}, {});
    m_selected.clear();
    m_subject->setText(
        tr("%1 · %2").arg(modelTitle(m_study.currentModel()), inSentence(m_study.labelsTitle(labels))));
    showMissingGenres();
}

void ConfusionDock::showMatrix()
{
    m_heatmap->setNormalization(m_controls->normalization());
    m_heatmap->setTitle(m_data.reference() ? tr("%1, less %2")
                                                 .arg(confusionTitle(*m_data.run()),
                                                      inSentence(modelTitle(m_data.reference()->model)))
                                           : confusionTitle(*m_data.run()));
    if (m_data.isTooLarge()) {
        m_heatmap->setEmptyText(tr("%1 classes are too many for a matrix. Fold them to super-genres.")
                                    .arg(formatCount(m_data.names().size())));
        m_heatmap->setMatrix({});
        return;
    }
    m_heatmap->setMatrix({m_data.names(), m_data.names(), valuesOf(m_data.confusion())});
    m_heatmap->setBlocks(m_data.blocks());
    m_heatmap->setReference(valuesOf(m_data.referenceConfusion()));
}

void ConfusionDock::showList()
{
    if (m_views->isListShown() && m_data.run())
        m_list->setConfusions(worstConfusions(m_data.confusion(), m_data.referenceConfusion()),
                              m_data.names(),
                              m_data.reference() ? modelTitle(m_data.reference()->model) : QString());
}

// A cell is outlined by how much of it is selected.
void ConfusionDock::showSelection()
{
    m_selected = m_data.selectedCounts();
    std::vector<CellMark> marks;
    for (std::size_t i = 0; i < m_selected.size(); ++i)
        marks.push_back(m_selected[i] == 0                              ? CellMark::None
                        : m_selected[i] == m_data.confusion().counts[i] ? CellMark::All
                                                                        : CellMark::Some);
    m_heatmap->setCellMarks(std::move(marks));
}

void ConfusionDock::showNotice()
{
    if (showMissingGenres())
        return;
    const ModelRun &run = *m_data.run();
    const ModelChanges changes = m_study.changesSince(run);
    notice()->setNotice(changes.any() ? outdatedText(changes) + QLatin1Char('.') : QString(),
                        changes.any() && !m_jobs.isTraining() ? tr("Retrain") : QString());
}

// Folding one by hand keeps the others as they are.
void ConfusionDock::toggleBlock(int block)
{
    QSet<QString> folded;
    for (const MatrixBlock &shown : m_heatmap->blocks())
        if (shown.folded)
            folded.insert(shown.name);
    const QString name = m_heatmap->blocks()[static_cast<std::size_t>(block)].name;
    if (!folded.remove(name))
        folded.insert(name);
    m_folded = std::move(folded);
    rememberFolds();
    refresh();
}

void ConfusionDock::foldAll(bool folded)
{
    m_folded.emplace();
    if (folded)
        for (const std::string &name : m_data.groups().names)
            m_folded->insert(QString::fromStdString(name));
    rememberFolds();
    refresh();
}

void ConfusionDock::rememberFolds()
{
    m_controls->setAutomaticFolds(!m_folded);
    QSettings settings;
    if (m_folded)
        settings.setValue(foldedKey, QStringList(m_folded->values()));
    else
        settings.remove(foldedKey);
}

// Folds or unfolds with the room that there is, until a person has chosen.
void ConfusionDock::followRoom()
{
    if (!m_data.groups().isEmpty() && foldsAll() != m_allFolded)
        refresh();
}

void ConfusionDock::pick(const CellRange &cells, Qt::KeyboardModifiers modifiers)
{
    if (m_data.canPick())
        pickTracks(m_study, m_data.tracksOf(cells), modifiers, confusionName(m_data, cells).toStdString());
}

QString ConfusionDock::describe(MatrixCell cell) const
{
    if (m_data.confusion().classes == 0)
        return {};
    qint64 selected = -1;
    if (!m_selected.empty() && cell.row >= 0 && cell.column >= 0)
        selected = m_selected[static_cast<std::size_t>(cell.row) * m_data.confusion().classes +
                              static_cast<std::size_t>(cell.column)];
    return confusionTip(m_data, cell, selected);
}

} // namespace genrelens
