#include "widgets/docks/confusion_controls.h"

#include "widgets/docks/flow_layout.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QMenu>
#include <QSettings>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QStyleOption>
#include <QStylePainter>
#include <QToolButton>

#include <algorithm>

namespace genrelens
{

namespace
{

/// Ends in "…" what has no room, where a QComboBox cuts it.
class ElidingBox : public QComboBox
{
protected:
    void paintEvent(QPaintEvent *) override
    {
        QStylePainter painter(this);
        QStyleOptionComboBox option;
        initStyleOption(&option);
        painter.drawComplexControl(QStyle::CC_ComboBox, option);
        const QRect room =
            style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
        option.currentText = elided(option.currentText, font(), room.width() - spacing::small);
        painter.drawControl(QStyle::CE_ComboBoxLabel, option);
    }
};

QString settingsKey(const char *name)
{
    return QStringLiteral("confusion/") + QLatin1String(name);
}

QComboBox *namedBox(const QString &name, const QString &accessibleName)
{
    auto *box = new ElidingBox;
    box->setObjectName(name);
    box->setAccessibleName(accessibleName);
    return box;
}

QToolButton *textButton(const QString &name, const QString &text, const QString &tip)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(tip);
    button->setMinimumHeight(spacing::toolButtonHeight);
    return button;
}

int indexOf(const QComboBox &box, int value)
{
    return std::max(0, box.findData(value));
}

} // namespace

ConfusionControls::ConfusionControls(QWidget *parent)
    : QWidget(parent)
    , m_normalization(namedBox(QStringLiteral("confusionNormalization"), tr("What the cells show")))
    , m_order(namedBox(QStringLiteral("confusionOrder"), tr("Order of the classes")))
    , m_compared(namedBox(QStringLiteral("confusionCompared"), tr("Compared with")))
    , m_folds(textButton(QStringLiteral("confusionFolds"), tr("Fold"), tr("Put genres together")))
    , m_fit(textButton(QStringLiteral("confusionFit"), tr("Fit"), tr("The whole matrix (double click)")))
    , m_list(textButton(QStringLiteral("confusionList"), tr("List"), tr("The worst confusions as a list")))
{
    m_normalization->addItem(tr("Row %"), static_cast<int>(Normalization::Rows));
    m_normalization->addItem(tr("Column %"), static_cast<int>(Normalization::Columns));
    m_normalization->addItem(tr("Counts"), static_cast<int>(Normalization::Counts));
    m_order->addItem(tr("By mapping"), static_cast<int>(ClassOrder::Given));
    m_order->addItem(tr("By size"), static_cast<int>(ClassOrder::Size));
    m_order->addItem(tr("By similarity"), static_cast<int>(ClassOrder::Similarity));
    m_order->setItemData(1, tr("Classes of most held-out tracks first"), Qt::ToolTipRole);
    m_compared->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_compared->setMinimumContentsLength(14);
    m_compared->setToolTip(tr("Show how much more often than by another model"));
    m_list->setCheckable(true);
    makeFoldMenu();
    setOthers({});
    m_compared->hide();
    m_fit->hide();
    setSimilarityPossible(true);

    auto *layout = new FlowLayout(spacing::small);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_normalization, m_order, m_compared, m_folds, m_fit, m_list})
        layout->addWidget(widget);
    setLayout(layout);
    restore();

    for (QComboBox *box : {m_normalization, m_order, m_compared})
        connect(box, &QComboBox::currentIndexChanged, this, [this] {
            remember();
            emit viewChanged();
        });
    connect(m_fit, &QToolButton::clicked, this, &ConfusionControls::fitRequested);
    connect(m_list, &QToolButton::clicked, this, &ConfusionControls::listToggled);
}

void ConfusionControls::makeFoldMenu()
{
    auto *menu = new QMenu(this);
    m_folds->setPopupMode(QToolButton::InstantPopup);
    m_folds->setMenu(menu);
    m_foldAll = menu->addAction(tr("&Fold All"), this, [this] { emit foldAllRequested(true); });
    m_foldAll->setObjectName(QStringLiteral("confusionFoldAll"));
    m_expandAll = menu->addAction(tr("&Expand All"), this, [this] { emit foldAllRequested(false); });
    m_expandAll->setObjectName(QStringLiteral("confusionExpandAll"));
    m_automatic = menu->addAction(tr("Fold Where There Is No &Room"));
    m_automatic->setObjectName(QStringLiteral("confusionFoldAutomatically"));
    m_automatic->setCheckable(true);
    connect(m_automatic, &QAction::triggered, this, &ConfusionControls::automaticFoldsChosen);
    menu->addSeparator();
    m_blocks = menu->addAction(tr("&Super-genres Side by Side"));
    m_blocks->setObjectName(QStringLiteral("confusionBlocks"));
    m_blocks->setCheckable(true);
    m_blocks->setChecked(true);
    connect(m_blocks, &QAction::triggered, this, [this] {
        for (QAction *action : {m_foldAll, m_expandAll, m_automatic})
            action->setEnabled(m_blocks->isChecked());
        remember();
        emit viewChanged();
    });
}

Normalization ConfusionControls::normalization() const
{
    return static_cast<Normalization>(m_normalization->currentData().toInt());
}

ClassOrder ConfusionControls::order() const
{
    return static_cast<ClassOrder>(m_order->currentData().toInt());
}

QString ConfusionControls::comparedWith() const
{
    return m_compared->currentData().toString();
}

bool ConfusionControls::blocks() const
{
    return m_blocks->isChecked();
}

// Stays with the model that was chosen for as long as there is one.
void ConfusionControls::setOthers(const std::vector<Other> &others)
{
    m_compared->setVisible(!others.empty());
    if (others == m_others && m_compared->count() > 0)
        return;
    m_others = others;
    const QSignalBlocker quiet(m_compared);
    const QString chosen = comparedWith();
    m_compared->clear();
    m_compared->addItem(tr("Compared with: none"), QString());
    for (const Other &other : others)
        m_compared->addItem(
            tr("Minus %1", "how much more than by another model").arg(inSentence(other.title)), other.name);
    m_compared->setCurrentIndex(std::max(0, m_compared->findData(chosen)));
    int widest = 0;
    for (int i = 0; i < m_compared->count(); ++i)
        widest = std::max(widest, static_cast<int>(textWidth(m_compared->itemText(i), m_compared->font())));
    m_compared->view()->setMinimumWidth(widest + 2 * spacing::large);
}

void ConfusionControls::setKind(bool grouped, bool mapped)
{
    m_folds->setVisible(grouped);
    m_order->setItemText(0, mapped ? tr("By mapping") : tr("As labelled"));
}

void ConfusionControls::setSimilarityPossible(bool possible)
{
    const int row = m_order->findData(static_cast<int>(ClassOrder::Similarity));
    auto *items = qobject_cast<QStandardItemModel *>(m_order->model());
    items->item(row)->setEnabled(possible);
    m_order->setItemData(
        row,
        possible
            ? tr("Classes that are taken for each other side by side")
            : tr("Only for up to %1 classes").arg(formatCount(static_cast<qint64>(mostClassesBySimilarity))),
        Qt::ToolTipRole);
}

void ConfusionControls::setAutomaticFolds(bool automatic)
{
    m_automatic->setChecked(automatic);
}

void ConfusionControls::setZoomed(bool zoomed)
{
    m_fit->setVisible(zoomed);
}

void ConfusionControls::setListShown(bool shown)
{
    m_list->setChecked(shown);
}

void ConfusionControls::restore()
{
    const QSettings settings;
    m_normalization->setCurrentIndex(
        indexOf(*m_normalization, settings.value(settingsKey("cells"), 1).toInt()));
    m_order->setCurrentIndex(indexOf(*m_order, settings.value(settingsKey("order"), 0).toInt()));
    m_blocks->setChecked(settings.value(settingsKey("blocks"), true).toBool());
    for (QAction *action : {m_foldAll, m_expandAll, m_automatic})
        action->setEnabled(m_blocks->isChecked());
}

void ConfusionControls::remember() const
{
    QSettings settings;
    settings.setValue(settingsKey("cells"), m_normalization->currentData());
    settings.setValue(settingsKey("order"), m_order->currentData());
    settings.setValue(settingsKey("blocks"), m_blocks->isChecked());
}

} // namespace genrelens
