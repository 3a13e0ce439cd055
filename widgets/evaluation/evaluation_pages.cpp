#include "widgets/evaluation/evaluation_pages.h"

#include "widgets/evaluation/comparison_page.h"
#include "widgets/evaluation/evaluation_text.h"
#include "widgets/evaluation/examination_page.h"
#include "widgets/plots/evaluation_figures.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/line_chart.h"
#include "widgets/plots/spread_bars.h"

#include <QComboBox>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace genrelens
{

namespace
{

constexpr std::size_t quickTreeRows = 20'000'000; // rows times trees that take some seconds

const std::vector<std::pair<EvaluationPages::Page, Examination>> &examinations()
{
    static const std::vector<std::pair<EvaluationPages::Page, Examination>> all = {
        {EvaluationPages::Trees, Examination::Trees},
        {EvaluationPages::Learning, Examination::Learning},
        {EvaluationPages::CrossFolds, Examination::Folds},
        {EvaluationPages::Importance, Examination::Importance}};
    return all;
}

// What a page that is still empty will show.
QString promise(EvaluationPages::Page page)
{
    switch (page) {
    case EvaluationPages::Trees:
        return EvaluationPages::tr("Shows whether there are enough trees.");
    case EvaluationPages::Learning:
        return EvaluationPages::tr(
            "Shows whether more tracks would help: the model learns from ever larger parts of its tracks.");
    case EvaluationPages::CrossFolds:
        return EvaluationPages::tr(
            "Shows how far the accuracy depends on which tracks are held out: here each is "
            "held out once.");
    default:
        return EvaluationPages::tr(
            "Shows which features matter: the values of each are shuffled among the held-out tracks.");
    }
}

std::pair<std::uint64_t, std::uint64_t> placeOf(const ModelRun &run)
{
    return {run.key.high, run.key.low};
}

} // namespace

EvaluationPages::EvaluationPages(ModelExaminer &examiner, QWidget *parent)
    : QWidget(parent)
    , m_examiner(examiner)
    , m_choice(new QComboBox)
    , m_stack(new QStackedWidget)
    , m_figures(new FigureList)
    , m_comparison(new ComparisonPage(examiner))
    , m_importanceKind(new QComboBox)
    , m_folds(new QSpinBox)
    , m_repeats(new QSpinBox)
{
    m_choice->setObjectName(QStringLiteral("evaluationPage"));
    m_choice->setAccessibleName(tr("What is shown of the model"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    makePages();
    fillChoice();
    connect(m_choice, &QComboBox::currentIndexChanged, this, [this] {
        m_stack->setCurrentIndex(page());
        startQuickOnes();
    });
    connect(&m_examiner, &ModelExaminer::changed, this, [this](Examination what) {
        showResults(what);
        showRunning();
    });
    showPage(Calibration);
    showRun();
}

// The stack holds them in the order of Page.
void EvaluationPages::makePages()
{
    m_stack->addWidget(m_figures);
    makePage(new LineChart, Calibration, QStringLiteral("calibration"));
    makePage(new LineChart, Trees, QStringLiteral("trees"));
    makePage(new LineChart, Learning, QStringLiteral("learning_curve"));
    makePage(new LineChart, CrossFolds, QStringLiteral("cross_validation"));
    makePage(new SpreadBars, Importance, QStringLiteral("importance"));
    m_stack->addWidget(m_comparison);
    for (const auto &[page, what] : examinations())
        connectPage(page, what);

    m_folds->setObjectName(QStringLiteral("foldCount"));
    m_folds->setRange(2, 100);
    m_folds->setValue(static_cast<int>(FoldChoice().folds));
    m_folds->setSuffix(tr(" folds"));
    m_folds->setToolTip(tr("Parts that the tracks are dealt into; each is held out once"));
    m_repeats->setObjectName(QStringLiteral("foldRepeats"));
    m_repeats->setRange(1, 100);
    m_repeats->setSuffix(tr(" ×"));
    m_repeats->setToolTip(tr("How often the tracks are dealt anew"));
    m_pages[CrossFolds]->addControl(m_folds);
    m_pages[CrossFolds]->addControl(m_repeats);
    m_importanceKind->setObjectName(QStringLiteral("importanceKind"));
    m_importanceKind->setAccessibleName(tr("Kind of importance"));
    m_importanceKind->addItems({tr("Splits"), tr("Permutation")});
    m_importanceKind->setItemData(
        0, tr("What impurity the splits by a feature remove in the trees (mean decrease in impurity)"),
        Qt::ToolTipRole);
    m_importanceKind->setItemData(
        1, tr("What accuracy is lost on held-out tracks when a feature is shuffled"), Qt::ToolTipRole);
    m_pages[Importance]->addControl(m_importanceKind);
    connect(m_importanceKind, &QComboBox::activated, this, &EvaluationPages::showImportance);
}

ExaminationPage *EvaluationPages::makePage(Plot *plot, Page page, const QString &name)
{
    plot->setObjectName(name);
    plot->setFigureName(name);
    auto *made = new ExaminationPage(plot);
    made->setObjectName(name + QStringLiteral("Page"));
    m_pages[page] = made;
    m_stack->addWidget(made);
    return made;
}

void EvaluationPages::connectPage(Page page, Examination what)
{
    connect(m_pages[page], &ExaminationPage::startRequested, this,
            [this, what] { emit examinationChosen(what); });
    connect(m_pages[page], &ExaminationPage::cancelRequested, this, [this, what] {
        if (what == Examination::Trees)
            m_leftTrees = m_examiner.runningKey(what);
        m_examiner.cancel(what);
    });
}

void EvaluationPages::fillChoice()
{
    const Page before = m_choice->count() > 0 ? page() : Calibration;
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    const auto add = [this](const QString &text, Page page) {
        m_choice->addItem(text, static_cast<int>(page));
    };
    if (m_withFigures)
        add(tr("Figures"), Figures);
    add(tr("Calibration"), Calibration);
    if (m_shown.run && hasOutOfBag(*m_shown.run))
        add(tr("Number of trees"), Trees);
    add(tr("Learning curve"), Learning);
    add(tr("Cross-validation"), CrossFolds);
    add(tr("Importance"), Importance);
    add(tr("Comparison"), Comparison);
    showPage(before);
}

void EvaluationPages::setWithFigures(bool with)
{
    if (with == m_withFigures)
        return;
    m_withFigures = with;
    fillChoice();
}

EvaluationPages::Page EvaluationPages::page() const
{
    return static_cast<Page>(m_choice->currentData().toInt());
}

// A page that this model has not is left for the first one.
void EvaluationPages::showPage(Page page)
{
    m_choice->setCurrentIndex(std::max(0, m_choice->findData(static_cast<int>(page))));
    m_stack->setCurrentIndex(this->page());
}

Plot *EvaluationPages::plot() const
{
    const ExaminationPage *shown = examination(page());
    return shown != nullptr ? shown->plot() : nullptr;
}

ExaminationPage *EvaluationPages::examination(Page page) const
{
    const auto found = m_pages.find(page);
    return found == m_pages.end() ? nullptr : found->second;
}

FoldChoice EvaluationPages::chosenFolds() const
{
    return {static_cast<std::size_t>(m_folds->value()), static_cast<std::size_t>(m_repeats->value())};
}

void EvaluationPages::setRun(ShownModel shown)
{
    const bool other = shown.run != m_shown.run;
    m_shown = std::move(shown);
    if (m_shown.current)
        m_features[placeOf(*m_shown.run)] = m_shown.features;
    if (other) {
        fillChoice();
        showRun();
    }
    showRunning();
    QStringList outdated = m_shown.outdated;
    if (m_shown.run && !m_shown.current)
        outdated = {modelTitle(m_shown.run->model)}; // which comes first
    m_comparison->setRuns(m_shown.current ? m_shown.run : nullptr, m_shown.others, outdated);
    startQuickOnes();
}

void EvaluationPages::showRun()
{
    const ModelRun *run = m_shown.run.get();
    m_figures->setFigures(run != nullptr ? namedFigures(*run) : std::vector<NamedFigure>());
    const QString suffix = run == nullptr
                               ? QString()
                               : QStringLiteral("_%1_%2").arg(QString::fromStdString(run->model),
                                                              QString::fromStdString(run->labels.name()));
    for (const auto &[page, widget] : m_pages)
        widget->plot()->setFigureName(widget->plot()->objectName() + suffix);
    auto *calibration = static_cast<LineChart *>(m_pages[Calibration]->plot());
    if (run != nullptr) {
        showCalibration(*calibration, run->evaluation, evaluationSubject(*run));
        m_pages[Calibration]->setText(calibrationText(run->evaluation));
    } else {
        calibration->setSpec({});
        m_pages[Calibration]->setText({});
    }
    for (const auto &[page, what] : examinations())
        showResults(what);
}

void EvaluationPages::showResults(Examination what)
{
    const ModelRun *run = m_shown.run.get();
    const ExaminationResults nothing;
    const ExaminationResults &found = run != nullptr ? m_examiner.results(run->key) : nothing;
    const QString subject = run != nullptr ? evaluationSubject(*run) : QString();
    switch (what) {
    case Examination::Trees:
        showTreesCurve(*static_cast<LineChart *>(m_pages[Trees]->plot()),
                       found.trees.value_or(std::vector<TreesPoint>()), subject);
        m_pages[Trees]->setText(found.trees ? treesText(*found.trees) : QString());
        break;
    case Examination::Learning:
        showLearningCurve(*static_cast<LineChart *>(m_pages[Learning]->plot()),
                          found.learning.value_or(std::vector<LearningPoint>()), subject);
        m_pages[Learning]->setText(found.learning ? learningText(*found.learning) : QString());
        break;
    case Examination::Folds:
        showFolds(*static_cast<LineChart *>(m_pages[CrossFolds]->plot()),
                  found.folds.value_or(CrossValidation()), subject);
        m_pages[CrossFolds]->setText(found.folds ? foldsText(*found.folds) : QString());
        break;
    case Examination::Importance:
        showImportance();
        break;
    }
}

void EvaluationPages::showImportance()
{
    auto *bars = static_cast<SpreadBars *>(m_pages[Importance]->plot());
    const ModelRun *run = m_shown.run.get();
    const auto *forest = run != nullptr ? dynamic_cast<const RandomForest *>(run->classifier.get()) : nullptr;
    const bool bySplits = forest != nullptr && m_importanceKind->currentIndex() == 0;
    const auto names = run != nullptr ? m_features.find(placeOf(*run)) : m_features.end();
    bars->setBars({}, {});
    if (names == m_features.end()) {
        showRunning();
        return;
    }
    const auto &permuted = m_examiner.results(run->key).importance;
    if (bySplits && forest->importances().size() == names->second.size())
        showGiniImportance(*bars, names->second, forest->importances(), evaluationSubject(*run));
    else if (!bySplits && permuted)
        showPermutationImportance(*bars, names->second, *permuted, evaluationSubject(*run));
    showRunning();
}

// What can be started, what runs, and what an empty page says.
void EvaluationPages::showRunning()
{
    const auto *forest =
        m_shown.run ? dynamic_cast<const RandomForest *>(m_shown.run->classifier.get()) : nullptr;
    const bool bySplits = forest != nullptr && m_importanceKind->currentIndex() == 0;
    for (const auto &[page, what] : examinations()) {
        ExaminationPage *widget = m_pages[page];
        const bool running = m_examiner.isRunning(what);
        const bool own = m_shown.run && m_examiner.runningKey(what) == m_shown.run->key;
        widget->setRunning(running ? std::optional(m_examiner.fraction(what)) : std::nullopt);
        const bool known = !widget->plot()->isEmpty();
        widget->plot()->setEmptyText(running && own    ? tr("Computing…")
                                     : running         ? tr("Computing that of another model…")
                                     : m_shown.current ? promise(page)
                                                       : tr("Train the model again first."));
        const QString text = page == Trees        ? tr("Count trees")
                             : page == Learning   ? tr("Compute learning curve")
                             : page == CrossFolds ? tr("Cross-validate")
                                                  : tr("Shuffle features");
        const bool again = known && page != CrossFolds; // the same would come out
        widget->setAction(again || (page == Importance && bySplits) ? QString() : text, m_shown.current);
    }
    m_importanceKind->setVisible(forest != nullptr);
}

void EvaluationPages::startQuickOnes()
{
    const ModelRun *run = m_shown.run.get();
    if (!isVisible() || run == nullptr || !m_shown.current || page() != Trees || !hasOutOfBag(*run) ||
        m_leftTrees == run->key || m_examiner.isRunning(Examination::Trees) ||
        m_examiner.results(run->key).trees)
        return;
    const auto &forest = static_cast<const RandomForest &>(*run->classifier);
    if (run->evaluation.trainRows * forest.treeCount() > quickTreeRows)
        return;
    m_leftTrees = run->key; // once, also when it fails
    emit examinationChosen(Examination::Trees);
}

} // namespace genrelens
