#include "widgets/learn/parameter_form.h"

#include "widgets/learn/parameter_text.h"
#include "widgets/learn/real_box.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>

#include <algorithm>
#include <limits>

namespace genrelens
{

namespace
{

constexpr int digits = 6;

bool isNumber(const Parameter &parameter)
{
    return std::holds_alternative<std::int64_t>(parameter.standard) ||
           std::holds_alternative<double>(parameter.standard);
}

// What it does, what it may be and what it is unless someone chooses.
QString tipOf(const Parameter &parameter)
{
    QStringList lines;
    if (!parameter.tip.empty())
        lines.append(QString::fromStdString(parameter.tip));
    const QString standard = parameterText(parameter, parameter.standard);
    if (isNumber(parameter)) {
        const bool whole = std::holds_alternative<std::int64_t>(parameter.standard);
        const auto text = [&](double value) {
            return whole ? formatCount(static_cast<qint64>(value)) : formatValue(value, digits);
        };
        lines.append(ParameterForm::tr("From %1 to %2; %3 unless chosen.")
                         .arg(text(parameter.least), text(parameter.most), standard));
    } else {
        lines.append(ParameterForm::tr("“%1” unless chosen.").arg(standard));
    }
    return plainTooltip(lines.join(u'\n'));
}

int spinValue(double value)
{
    return static_cast<int>(
        std::clamp(value, double(std::numeric_limits<int>::min()), double(std::numeric_limits<int>::max())));
}

} // namespace

ParameterForm::ParameterForm(const ModelKind &kind, QWidget *parent) : QWidget(parent), m_kind(kind)
{
    auto *layout = new QFormLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    if (kind.parameters.empty()) {
        auto *nothing = new QLabel(tr("There is nothing to set of this model."));
        nothing->setForegroundRole(QPalette::PlaceholderText);
        layout->addRow(nothing);
    }
    for (const Parameter &parameter : kind.parameters) {
        auto *label = new QLabel(QString::fromStdString(parameter.title));
        label->setTextFormat(Qt::PlainText);
        QWidget *editor = makeEditor(parameter);
        editor->setObjectName(QString::fromStdString(parameter.name));
        editor->setAccessibleName(label->text());
        label->setMinimumHeight(editor->sizeHint().height()); // else it stands above the middle of its box
        editor->setFocusPolicy(Qt::StrongFocus);
        editor->installEventFilter(this);
        for (QWidget *widget : {static_cast<QWidget *>(label), editor})
            widget->setToolTip(tipOf(parameter));
        label->setBuddy(editor);
        layout->addRow(label, editor);
        m_fields.push_back({parameter, label, editor});
    }
    setValues({});
}

QWidget *ParameterForm::makeEditor(const Parameter &parameter)
{
    const auto choose = [this, parameter](const ParameterValue &value) {
        emit parameterChosen(parameter, value);
    };
    if (std::holds_alternative<bool>(parameter.standard)) {
        auto *box = new QCheckBox;
        connect(box, &QCheckBox::toggled, this, choose);
        return box;
    }
    if (std::holds_alternative<std::string>(parameter.standard)) {
        auto *box = new QComboBox;
        for (const std::string &choice : parameter.choices)
            box->addItem(parameterText(parameter, choice), QString::fromStdString(choice));
        connect(box, &QComboBox::currentIndexChanged, this,
                [box, choose] { choose(box->currentData().toString().toStdString()); });
        return box;
    }
    if (const auto *real = std::get_if<double>(&parameter.standard)) {
        auto *box = new RealBox(parameter.least, parameter.most, *real);
        box->setSpecialValueText(QString::fromStdString(parameter.leastMeans));
        connect(box, &QDoubleSpinBox::valueChanged, this, choose);
        return box;
    }
    auto *box = new QSpinBox;
    box->setRange(spinValue(parameter.least), spinValue(parameter.most));
    box->setKeyboardTracking(false); // 100 typed is not 1, then 10, then 100
    box->setGroupSeparatorShown(true);
    box->setSpecialValueText(QString::fromStdString(parameter.leastMeans));
    connect(box, &QSpinBox::valueChanged, this, [choose](int value) { choose(std::int64_t(value)); });
    return box;
}

void ParameterForm::showValue(const Field &field, const ParameterValue &value)
{
    const QSignalBlocker quiet(field.editor); // nobody has chosen it here
    if (auto *tick = qobject_cast<QCheckBox *>(field.editor))
        tick->setChecked(std::get<bool>(value));
    else if (auto *choices = qobject_cast<QComboBox *>(field.editor))
        choices->setCurrentIndex(choices->findData(QString::fromStdString(std::get<std::string>(value))));
    else if (auto *real = qobject_cast<QDoubleSpinBox *>(field.editor))
        real->setValue(std::get<double>(value));
    else if (auto *whole = qobject_cast<QSpinBox *>(field.editor))
        whole->setValue(spinValue(static_cast<double>(std::get<std::int64_t>(value))));
}

void ParameterForm::setValues(const ParameterValues &chosen)
{
    const Parameters values(m_kind.parameters, chosen);
    for (const Field &field : m_fields) {
        const ParameterValue &value = values.value(field.parameter.name);
        showValue(field, value);
        const bool effective = hasEffect(field.parameter, m_kind.parameters, values);
        field.label->setEnabled(effective);
        field.editor->setEnabled(effective);
        // What was chosen stands out from what is standard.
        field.label->setFont(value == field.parameter.standard ? font() : semiBoldFont(font()));
    }
}

// A wheel that scrolls the form changes no number on its way.
bool ParameterForm::eventFilter(QObject *watched, QEvent *event)
{
    const auto *editor = qobject_cast<QWidget *>(watched);
    if (event->type() != QEvent::Wheel || editor == nullptr || editor->hasFocus())
        return QWidget::eventFilter(watched, event);
    event->ignore();
    return true;
}

} // namespace genrelens
