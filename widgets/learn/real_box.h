#pragma once

#include <QDoubleSpinBox>

namespace genrelens
{

/// A spin box of numbers of any magnitude: 0.000000001 or 1e-9 as well as 250. It shows no more digits than
/// the number has, and steps in its last power of ten.
class RealBox : public QDoubleSpinBox
{
    Q_OBJECT

public:
    /// natural: the size of a first step away from nought.
    RealBox(double least, double most, double natural, QWidget *parent = nullptr);

    [[nodiscard]] QString textFromValue(double value) const override;
    [[nodiscard]] double valueFromText(const QString &text) const override;
    [[nodiscard]] QValidator::State validate(QString &text, int &position) const override;
    void stepBy(int steps) override;

private:
    [[nodiscard]] double read(const QString &text, bool &isNumber) const;

    double m_natural;
};

} // namespace genrelens
