#pragma once

#include "core/learn/model_catalogue.h"

#include <QWidget>

#include <string>
#include <utility>
#include <vector>

class QLabel;

namespace genrelens
{

/// The parameters of one kind of model as a form, made from what the catalogue says of them. It changes
/// nothing itself: what is chosen is emitted, what is so is set.
class ParameterForm : public QWidget
{
    Q_OBJECT

public:
    explicit ParameterForm(const ModelKind &kind, QWidget *parent = nullptr);

    [[nodiscard]] const ModelKind &kind() const { return m_kind; }
    /// Those chosen; the others have their standard.
    void setValues(const ParameterValues &chosen);

signals:
    void parameterChosen(const genrelens::Parameter &parameter, const genrelens::ParameterValue &value);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Field {
        Parameter parameter;
        QLabel *label;
        QWidget *editor;
    };

    [[nodiscard]] QWidget *makeEditor(const Parameter &parameter);
    static void showValue(const Field &field, const ParameterValue &value);

    const ModelKind &m_kind;
    std::vector<Field> m_fields;
};

} // namespace genrelens
