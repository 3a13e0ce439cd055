#pragma once

#include <QComboBox>

namespace genrelens
{

/// A choice of label sets by their titles: as wide as the longest title, within bounds. A title that is
/// longer is cut in its middle, for the ends of names differ as much as their beginnings.
class TitleBox final : public QComboBox
{
    Q_OBJECT

public:
    /// Widths in letters.
    TitleBox(int narrowest, int widest);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void initStyleOption(QStyleOptionComboBox *option) const override;

private:
    [[nodiscard]] int mostWidth() const;

    int m_widest;
};

} // namespace genrelens
