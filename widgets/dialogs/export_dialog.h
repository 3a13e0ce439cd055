#pragma once

#include "widgets/plots/theme.h"

#include <QDialog>
#include <QList>
#include <QSize>
#include <QString>

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace genrelens
{

class Plot;

/// One plot that can be exported, under the name of its view.
struct ExportChoice {
    QString view;
    const Plot *plot = nullptr;
};

/// Chooses which plot to save as PNG, at what size, scale and appearance, with a preview. It only asks: the
/// caller renders and saves after accept().
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    /// plots: at least one, each alive as long as the dialog; first: the one to begin with.
    ExportDialog(QList<ExportChoice> plots, int first, QWidget *parent = nullptr);

    [[nodiscard]] const Plot *plot() const;
    [[nodiscard]] QSize plotSize() const; ///< in logical pixels
    [[nodiscard]] double scale() const;
    [[nodiscard]] Theme theme() const;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void usePlot();
    void refresh();

    QList<ExportChoice> m_plots;
    QComboBox *m_view;
    QSpinBox *m_width;
    QSpinBox *m_height;
    QComboBox *m_scale;
    QComboBox *m_appearance;
    QLabel *m_pixels;
    QLabel *m_preview;
    QPushButton *m_save;
};

} // namespace genrelens
