#include "widgets/docks/grouping_models.h"

#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>

#include <algorithm>
#include <limits>

namespace genrelens
{

namespace
{

constexpr int narrowestTitle = 80;
constexpr int widestTitle = 240;
constexpr double points = 100.0; // of a share

} // namespace

double errorsAvoided(double accuracy, double baseline)
{
    return baseline < 1.0 ? (accuracy - baseline) / (1.0 - baseline)
                          : std::numeric_limits<double>::quiet_NaN();
}

GroupingModels::GroupingModels(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(spacing::medium);
    m_grid->setVerticalSpacing(spacing::small);
    m_grid->setColumnStretch(columnCount, 1); // room that is left is at the right
    for (int line = -1; line < lines; ++line)
        for (int column = 0; column < columnCount; ++column) {
            auto *label = new QLabel;
            label->setTextFormat(column == Link ? Qt::RichText : Qt::PlainText);
            label->setAlignment(
                (column == Title || column == Range || column == Link ? Qt::AlignLeft : Qt::AlignRight) |
                Qt::AlignVCenter);
            if (line < 0 || column == Range)
                label->setForegroundRole(QPalette::PlaceholderText);
            label->setObjectName(QStringLiteral("groupingModel_%1_%2").arg(line).arg(column));
            m_grid->addWidget(label, line + 1, column);
        }
    for (int line = 0; line < lines; ++line) {
        QLabel *link = cell(line, Link);
        link->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
        connect(link, &QLabel::linkActivated, this, [this, line] { emit linkActivated(line); });
    }
    makeHeader();
}

void GroupingModels::makeHeader()
{
    const auto head = [this](Column column, const QString &text, const QString &meaning) {
        cell(-1, column)->setText(text);
        for (int line = -1; line < lines; ++line)
            cell(line, column)->setToolTip(plainTooltip(meaning));
    };
    head(Classes, tr("Classes"), {});
    head(Accuracy, tr("Accuracy"), tr("Share of held-out tracks put into their class"));
    head(Range, tr("95 % interval"), tr("Where the accuracy lies with a certainty of 95 %"));
    head(Baseline, tr("Baseline"), tr("Accuracy of always answering the largest class"));
    head(Gain, tr("Gain"), tr("Accuracy above the baseline, in percentage points"));
    head(Avoided, tr("Errors avoided"),
         tr("Share of the baseline's errors that the model does not make: (accuracy − baseline) / "
            "(1 − baseline), the proportional reduction in error. It can be compared between groupings "
            "whose baselines differ."));
}

void GroupingModels::setModels(const QString &model, const std::array<Line, lines> &shown)
{
    m_model = model;
    m_lines = shown;
    for (int line = 0; line < lines; ++line)
        showLine(line);
    showWhatFits();
}

void GroupingModels::showLine(int line)
{
    const Line &shown = m_lines[static_cast<std::size_t>(line)];
    const auto set = [&](Column column, const QString &text) { cell(line, column)->setText(text); };
    set(Classes, shown.classes > 0 ? formatCount(shown.classes) : QStringLiteral("–"));
    QString range;
    if (const auto &judged = shown.judged) {
        range = tr("%1–%2", "61.3–62.7 %")
                    .arg(QLocale().toString(points * judged->interval.low, 'f', 1),
                         formatShare(judged->interval.high));
        set(Accuracy, formatShare(judged->accuracy));
        set(Baseline, formatShare(judged->baseline));
        set(Gain, formatSigned(points * (judged->accuracy - judged->baseline)));
        set(Avoided, formatShare(errorsAvoided(judged->accuracy, judged->baseline)));
        cell(line, Accuracy)
            ->setToolTip(plainTooltip(
                tr("Of %1 held-out tracks, 95 % interval %2").arg(formatCount(judged->tracks), range)));
    } else {
        for (const Column column : {Accuracy, Baseline, Gain, Avoided})
            set(column, QStringLiteral("–"));
    }
    set(Range, range);
    const QString colour = Theme::of(palette()).accent.name();
    set(Link, shown.link.isEmpty() ? shown.state.toHtmlEscaped()
                                   : QStringLiteral("<a href=\"#\" style=\"color:%1\">%2</a>")
                                         .arg(colour, shown.link.toHtmlEscaped()));
    const bool outdated = shown.judged && shown.judged->outdated;
    for (const Column column : {Accuracy, Baseline, Gain, Avoided})
        cell(line, column)->setForegroundRole(outdated ? QPalette::PlaceholderText : QPalette::Text);
    cell(line, Link)
        ->setToolTip(outdated ? tr("Outdated: what it learned from, or its parameters, have changed")
                              : QString());
}

QLabel *GroupingModels::cell(int line, Column column) const
{
    return qobject_cast<QLabel *>(m_grid->itemAtPosition(line + 1, column)->widget());
}

int GroupingModels::widthOf(Column column) const
{
    int width = 0;
    for (int line = -1; line < lines; ++line)
        if (!cell(line, column)->text().isEmpty())
            width = std::max(width, cell(line, column)->sizeHint().width() + spacing::medium);
    return width;
}

// In a narrow dock the gain goes first, which can be seen, then the interval, which a tooltip has too.
void GroupingModels::showWhatFits()
{
    int room = width();
    for (int line = -1; line < lines; ++line) // a column of nothing would still be spaced from the others
        cell(line, Link)->setVisible(!cell(line, Link)->text().isEmpty());
    for (const Column column : {Classes, Accuracy, Baseline, Avoided, Link})
        room -= widthOf(column);
    for (const Column column : {Range, Gain}) {
        const int needed = widthOf(column);
        const bool fits = room - needed >= narrowestTitle;
        room -= fits ? needed : 0;
        for (int line = -1; line < lines; ++line)
            cell(line, column)->setVisible(fits);
    }
    for (int line = -1; line < lines; ++line) {
        const QString &title = line < 0 ? m_model : m_lines[static_cast<std::size_t>(line)].title;
        cell(line, Title)->setText(elided(title, font(), std::clamp(room, narrowestTitle, widestTitle)));
        cell(line, Title)->setToolTip(plainTooltip(title));
    }
}

// Columns that do not fit are left out, so a narrow dock is not kept wide.
QSize GroupingModels::minimumSizeHint() const
{
    return {0, QWidget::minimumSizeHint().height()};
}

void GroupingModels::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showWhatFits();
}

void GroupingModels::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        for (int line = 0; line < lines; ++line)
            showLine(line);
}

} // namespace genrelens
