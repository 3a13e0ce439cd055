#include "widgets/learn/real_box.h"

#include "widgets/plots/text.h"

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr int mostDecimals = 12;
constexpr int mostDigits = 10;

} // namespace

RealBox::RealBox(double least, double most, double natural, QWidget *parent)
    : QDoubleSpinBox(parent)
    , m_natural(natural > 0.0 ? natural : (most - least) / 100.0)
{
    setDecimals(mostDecimals);
    setRange(least, most);
    setKeyboardTracking(false);
}

QString RealBox::textFromValue(double value) const
{
    return value < 0 ? QStringLiteral("-") + formatValue(-value, mostDigits) : formatValue(value, mostDigits);
}

// As the locale writes numbers, or as programs do.
double RealBox::read(const QString &text, bool &isNumber) const
{
    const QString trimmed = text.trimmed();
    const double local = locale().toDouble(trimmed, &isNumber);
    return isNumber ? local : QLocale::c().toDouble(trimmed, &isNumber);
}

double RealBox::valueFromText(const QString &text) const
{
    bool isNumber = false;
    const double value = read(text, isNumber);
    return isNumber ? value : minimum();
}

QValidator::State RealBox::validate(QString &text, int &) const
{
    if (!specialValueText().isEmpty() && text == specialValueText())
        return QValidator::Acceptable;
    bool isNumber = false;
    const double value = read(text, isNumber);
    return isNumber && value >= minimum() && value <= maximum() ? QValidator::Acceptable
                                                                : QValidator::Intermediate;
}

void RealBox::stepBy(int steps)
{
    const double size = std::abs(value());
    double step = m_natural;
    if (size > 0.0) {
        // Down from 0.1 leads to 0.09: the step below a power of ten is a tenth of it.
        const bool towardsNought = (steps < 0) == (value() > 0.0);
        const double power = std::floor(std::log10(size * (towardsNought ? 1.0 - 1e-9 : 1.0 + 1e-9)));
        step = std::pow(10.0, power);
    }
    setValue(value() + steps * step);
    selectAll();
}

} // namespace genrelens
