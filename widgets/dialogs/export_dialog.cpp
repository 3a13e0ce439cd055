#include "widgets/dialogs/export_dialog.h"

#include "widgets/plots/plot.h"
#include "widgets/plots/plot_export.h"
#include "widgets/plots/text.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr int smallestSide = 200;
constexpr int largestSide = 8000;
constexpr int previewSide = 380;

QSpinBox *sideBox(const QString &name)
{
    auto *box = new QSpinBox;
    box->setRange(smallestSide, largestSide);
    box->setSingleStep(50);
    box->setSuffix(ExportDialog::tr(" px"));
    box->setObjectName(name);
    return box;
}

} // namespace

ExportDialog::ExportDialog(QList<ExportChoice> plots, int first, QWidget *parent)
    : QDialog(parent)
    , m_plots(std::move(plots))
    , m_view(new QComboBox)
    , m_width(sideBox(QStringLiteral("exportWidth")))
    , m_height(sideBox(QStringLiteral("exportHeight")))
    , m_scale(new QComboBox)
    , m_appearance(new QComboBox)
    , m_pixels(new QLabel)
    , m_preview(new QLabel)
{
    setWindowTitle(tr("Export Plot as PNG"));
    setObjectName(QStringLiteral("exportDialog"));
    m_view->setObjectName(QStringLiteral("exportView"));
    for (const ExportChoice &choice : std::as_const(m_plots))
        m_view->addItem(choice.view);
    m_view->setCurrentIndex(first);
    m_scale->setObjectName(QStringLiteral("exportScale"));
    for (const int scale : {1, 2, 3, 4})
        m_scale->addItem(tr("%1×").arg(scale), scale);
    m_scale->setCurrentIndex(1);
    m_scale->setToolTip(tr("Pixels of the picture for each pixel of the size: 2× for slides, 3× for print"));
    m_appearance->setObjectName(QStringLiteral("exportAppearance"));
    m_appearance->addItem(tr("As in the window"));
    m_appearance->addItem(tr("Light"));
    m_appearance->addItem(tr("Dark"));
    m_preview->setAlignment(Qt::AlignCenter);
    m_preview->setMinimumSize(previewSide, previewSide * 3 / 4);
    m_pixels->setForegroundRole(QPalette::PlaceholderText);

    auto *form = new QFormLayout;
    form->setVerticalSpacing(spacing::medium);
    form->addRow(tr("Plot"), m_view);
    form->addRow(tr("Width"), m_width);
    form->addRow(tr("Height"), m_height);
    form->addRow(tr("Scale"), m_scale);
    form->addRow(tr("Appearance"), m_appearance);
    form->addRow(QString(), m_pixels);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(spacing::large * 2);
    auto *left = new QVBoxLayout;
    left->addLayout(form);
    left->addStretch(1);
    columns->addLayout(left);
    columns->addWidget(m_preview, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_save = buttons->addButton(tr("Save…"), QDialogButtonBox::AcceptRole);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(spacing::large);
    layout->addLayout(columns, 1);
    layout->addWidget(buttons);
    m_save->setDefault(true); // only now does it know its dialog

    connect(m_view, &QComboBox::currentIndexChanged, this, &ExportDialog::usePlot);
    for (QSpinBox *side : {m_width, m_height})
        connect(side, &QSpinBox::valueChanged, this, &ExportDialog::refresh);
    for (QComboBox *box : {m_scale, m_appearance})
        connect(box, &QComboBox::currentIndexChanged, this, &ExportDialog::refresh);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    usePlot();
}

const Plot *ExportDialog::plot() const
{
    return m_plots[m_view->currentIndex()].plot;
}

QSize ExportDialog::plotSize() const
{
    return {m_width->value(), m_height->value()};
}

double ExportDialog::scale() const
{
    return m_scale->currentData().toDouble();
}

Theme ExportDialog::theme() const
{
    switch (m_appearance->currentIndex()) {
    case 1:
        return Theme::light();
    case 2:
        return Theme::dark();
    default:
        return Theme::of(palette());
    }
}

void ExportDialog::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    refresh();
}

void ExportDialog::usePlot()
{
    const QSize size = exportSize(*plot());
    const QSignalBlocker quietWidth(m_width);
    const QSignalBlocker quietHeight(m_height);
    m_width->setValue(size.width());
    m_height->setValue(size.height());
    refresh();
}

void ExportDialog::refresh()
{
    const QSize pixels = plotSize() * scale();
    const bool possible = isExportable(plotSize(), scale());
    const QString size = tr("%1 × %2 pixels").arg(formatCount(pixels.width()), formatCount(pixels.height()));
    m_pixels->setText(possible ? size : tr("%1: too large, at most 100 million").arg(size));
    m_save->setEnabled(possible && !plot()->isEmpty());
    // The preview is the picture itself made small, so that what is seen is what is saved.
    const QSize room = m_preview->contentsRect().size().expandedTo({previewSide, previewSide * 3 / 4});
    const QSize fitted = plotSize().scaled(room, Qt::KeepAspectRatio);
    const double shrink = static_cast<double>(fitted.width()) / plotSize().width();
    QImage image = renderPlot(*plot(), plotSize(), std::max(shrink, 0.05) * devicePixelRatioF(), theme());
    image.setDevicePixelRatio(devicePixelRatioF());
    m_preview->setPixmap(QPixmap::fromImage(image));
}

} // namespace genrelens
