#include "widgets/evaluation/comparison_page.h"

#include "widgets/evaluation/evaluation_text.h"
#include "widgets/models/outdated_text.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>

namespace genrelens
{

ComparisonPage::ComparisonPage(const ModelExaminer &examiner, QWidget *parent)
    : QWidget(parent)
    , m_examiner(examiner)
    , m_with(new QLabel(tr("Beside")))
    , m_choice(new QComboBox)
    , m_answers(new QLabel)
    , m_folds(new QLabel)
{
    m_choice->setObjectName(QStringLiteral("comparisonChoice"));
    m_choice->setAccessibleName(tr("Model to compare with"));
    m_answers->setObjectName(QStringLiteral("comparisonAnswers"));
    m_folds->setObjectName(QStringLiteral("comparisonFolds"));
    for (QLabel *label : {m_answers, m_folds}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_folds->setForegroundRole(QPalette::PlaceholderText);
    auto *top = new QHBoxLayout;
    top->setSpacing(spacing::medium);
    top->addWidget(m_with);
    top->addWidget(m_choice, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::medium);
    layout->addLayout(top);
    layout->addWidget(m_answers);
    layout->addWidget(m_folds);
    layout->addStretch(1);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &ComparisonPage::compare);
    connect(&examiner, &ModelExaminer::changed, this, [this](Examination what) {
        if (what == Examination::Folds)
            compare();
    });
}

void ComparisonPage::setRuns(std::shared_ptr<const ModelRun> run,
                             std::vector<std::shared_ptr<const ModelRun>> others, const QStringList &outdated)
{
    if (run == m_run && others == m_others && outdated == m_outdated)
        return;
    m_outdated = outdated;
    m_run = std::move(run);
    m_others = std::move(others);
    fillChoice();
    compare();
}

QString ComparisonPage::text() const
{
    return m_answers->text();
}

// The model that was chosen stays chosen where it is still there.
void ComparisonPage::fillChoice()
{
    const QSignalBlocker quiet(m_choice);
    const QString before = m_choice->currentData().toString();
    m_choice->clear();
    for (const auto &other : m_others)
        m_choice->addItem(modelTitle(other->model), QString::fromStdString(other->model));
    m_choice->setCurrentIndex(std::max(m_choice->findData(before), m_others.empty() ? -1 : 0));
    m_with->setVisible(!m_others.empty());
    m_choice->setVisible(!m_others.empty());
}

void ComparisonPage::compare()
{
    m_folds->clear();
    const int chosen = m_choice->currentIndex();
    if (!m_run || chosen < 0 || chosen >= static_cast<int>(m_others.size())) {
        m_answers->setText(m_outdated.isEmpty()
                               ? tr("Train another model on the same labels, and the two are compared here "
                                    "track by track.")
                               : tr("%1 for a comparison track by track.").arg(trainAgainText(m_outdated)));
        return;
    }
    const ModelRun &other = *m_others[static_cast<std::size_t>(chosen)];
    const QString first = modelTitle(m_run->model);
    const QString second = modelTitle(other.model);
    const std::optional<AnswerComparison> answers = compareRuns(*m_run, other);
    m_answers->setText(answers ? comparisonText(first, second, *answers)
                               : tr("The two were judged by other tracks. Train them again."));
    const auto &ownFolds = m_examiner.results(m_run->key).folds;
    const auto &otherFolds = m_examiner.results(other.key).folds;
    const bool same = ownFolds && otherFolds && ownFolds->folds.size() == otherFolds->folds.size() &&
                      ownFolds->foldsPerRepeat == otherFolds->foldsPerRepeat;
    if (same)
        m_folds->setText(foldComparisonText(
            first, second,
            compareFolds(ownFolds->accuracies(), otherFolds->accuracies(), ownFolds->testToTrain),
            ownFolds->folds.size()));
    else if (answers)
        m_folds->setText(
            tr("Cross-validate both with the same folds, and they are compared over these too."));
}

} // namespace genrelens
