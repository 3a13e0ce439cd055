#include "widgets/learn/parameters_dialog.h"

#include "core/study/change_settings.h"
#include "core/study/study.h"
#include "core/study/study_jobs.h"
#include "widgets/learn/parameter_form.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace genrelens
{

namespace
{

// One a parameter, so that quick changes of one are one step. The trees have theirs, which the tool bar uses.
int mergeIdOf(const ModelKind &kind, const Parameter &parameter)
{
    constexpr int first = 1'000;
    constexpr int most = 1'000; // parameters of a kind
    if (kind.name == "random_forest" && parameter.name == "trees")
        return mergeid::trees;
    const auto place = std::find_if(kind.parameters.begin(), kind.parameters.end(),
                                    [&](const Parameter &other) { return other.name == parameter.name; });
    return first + most * static_cast<int>(findModel(kind.name) - modelCatalogue().data()) +
           static_cast<int>(place - kind.parameters.begin());
}

std::vector<ModelSlot> outdatedRuns(const Study &study, const std::string &model)
{
    std::vector<ModelSlot> outdated;
    for (const auto &run : study.modelRuns())
        if (run->model == model && !study.isCurrent(*run))
            outdated.push_back({run->model, run->labels.name()});
    return outdated;
}

} // namespace

ParametersDialog::ParametersDialog(Study &study, StudyJobs &jobs, QWidget *parent)
    : QDialog(parent)
    , m_study(study)
    , m_jobs(jobs)
    , m_kinds(new QComboBox)
    , m_area(new QScrollArea)
    , m_reset(new QPushButton(tr("Reset to &Defaults")))
    , m_retrain(new QPushButton(tr("&Retrain")))
{
    setObjectName(QStringLiteral("parametersDialog"));
    setWindowTitle(tr("Parameters of Models"));
    m_kinds->setObjectName(QStringLiteral("parametersKind"));
    m_kinds->setAccessibleName(tr("Kind of model"));
    for (const ModelKind &kind : modelCatalogue())
        m_kinds->addItem(modelTitle(kind.name), QString::fromStdString(kind.name));
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *remark =
        new QLabel(tr("They hold for all label sets. Models trained with others become outdated."));
    remark->setForegroundRole(QPalette::PlaceholderText);
    remark->setWordWrap(true);
    m_reset->setObjectName(QStringLiteral("resetParameters"));
    m_retrain->setObjectName(QStringLiteral("retrainKind"));
    m_retrain->setToolTip(tr("Train the outdated models of this kind again"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->addButton(m_reset, QDialogButtonBox::ResetRole);
    buttons->addButton(m_retrain, QDialogButtonBox::ActionRole);
    for (QPushButton *button : {m_reset, m_retrain, buttons->button(QDialogButtonBox::Close)})
        button->setAutoDefault(false); // Enter in a box ends typing
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_kinds);
    layout->addWidget(m_area, 1);
    layout->addWidget(remark);
    layout->addWidget(buttons);

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_kinds, &QComboBox::currentIndexChanged, this, &ParametersDialog::makeForm);
    connect(m_reset, &QPushButton::clicked, this, &ParametersDialog::reset);
    connect(m_retrain, &QPushButton::clicked, this, &ParametersDialog::retrain);
    connect(&jobs, &StudyJobs::activityChanged, this, &ParametersDialog::refresh);
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part != StudyPart::Selection && part != StudyPart::Sweep && part != StudyPart::CurrentView)
            refresh();
    });
    makeForm();
    showKind(study.currentModel());
    resize(sizeHint().expandedTo({400, 420}));
}

void ParametersDialog::showKind(const std::string &model)
{
    if (const int index = m_kinds->findData(QString::fromStdString(model)); index >= 0)
        m_kinds->setCurrentIndex(index);
}

std::string ParametersDialog::kindName() const
{
    return m_kinds->currentData().toString().toStdString();
}

void ParametersDialog::makeForm()
{
    m_form = new ParameterForm(*findModel(kindName()));
    m_form->setContentsMargins(0, spacing::medium, spacing::medium, spacing::medium);
    m_area->setWidget(m_form); // which deletes the one before
    connect(m_form, &ParameterForm::parameterChosen, this, &ParametersDialog::choose);
    refresh();
}

void ParametersDialog::refresh()
{
    const ParameterValues values = m_study.settings().modelOptions(kindName()).values;
    m_form->setValues(values);
    m_reset->setEnabled(!values.empty());
    const std::vector<ModelSlot> outdated = outdatedRuns(m_study, kindName());
    m_retrain->setEnabled(std::any_of(outdated.begin(), outdated.end(), [this](const ModelSlot &slot) {
        return m_jobs.training() != slot && m_jobs.queue().place(slot) == 0;
    }));
}

void ParametersDialog::choose(const Parameter &parameter, const ParameterValue &value)
{
    StudySettings settings = m_study.settings();
    settings.setParameter(kindName(), parameter.name, value);
    const QString text = tr("Change %1 of %2", "a parameter, a model")
                             .arg(QString::fromStdString(parameter.title), modelTitle(kindName()));
    emit settingsChosen(settings, text, mergeIdOf(m_form->kind(), parameter));
}

void ParametersDialog::reset()
{
    StudySettings settings = m_study.settings();
    settings.parameters.erase(kindName());
    emit settingsChosen(settings, tr("Reset Parameters of %1").arg(modelTitle(kindName())), 0);
}

void ParametersDialog::retrain()
{
    m_jobs.train(outdatedRuns(m_study, kindName()));
}

} // namespace genrelens
