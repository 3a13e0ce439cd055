#include "widgets/docks/confusion_texts.h"

#include "widgets/docks/confusion_data.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QCoreApplication>

#include <cmath>

namespace genrelens
{

namespace
{

QString tr(const char *text, const char *meaning = nullptr)
{
    return QCoreApplication::translate("ConfusionDock", text, meaning);
}

QString tracks(std::uint64_t count)
{
    return count == 1 ? tr("1 track") : tr("%1 tracks").arg(formatCount(static_cast<qint64>(count)));
}

double shareOf(std::uint64_t part, std::uint64_t whole)
{
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : std::nan("");
}

std::uint64_t rowSum(const ConfusionMatrix &confusion, std::size_t truth)
{
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < confusion.classes; ++i)
        sum += confusion.count(truth, i);
    return sum;
}

std::uint64_t columnSum(const ConfusionMatrix &confusion, std::size_t predicted)
{
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < confusion.classes; ++i)
        sum += confusion.count(i, predicted);
    return sum;
}

QString large(const QString &text, const QFont &font)
{
    return QStringLiteral("<span style=\"font-size:%1pt; font-weight:600\">%2</span>")
        .arg(headlineFont(font).pointSizeF())
        .arg(text);
}

// "random forest 62.0 %", in one piece.
QString judgedBy(const ModelRun &run)
{
    return QStringLiteral("%1&nbsp;%2")
        .arg(inSentence(modelTitle(run.model)).toHtmlEscaped(), formatShare(run.evaluation.testAccuracy));
}

QString differenceHeadline(const ConfusionData &data, const QFont &font, bool oneLine)
{
    const double difference = data.run()->evaluation.testAccuracy - data.reference()->evaluation.testAccuracy;
    const double points = std::round(1000 * difference) / 10;
    if (oneLine)
        return tr("%1 points against %2", "of accuracy, against naive Bayes 45.1 %")
            .arg(large(formatSigned(points), font), judgedBy(*data.reference()));
    return tr("%1 points of accuracy<br>%2 less %3, on the same tracks")
        .arg(large(formatSigned(points), font), judgedBy(*data.run()), judgedBy(*data.reference()));
}

QString nameOf(const ConfusionData &data, std::size_t line)
{
    const QString name = data.names().at(static_cast<qsizetype>(line));
    constexpr qsizetype most = 60;
    return name.size() <= most ? name : name.left(most / 2) + u'…' + name.right(most / 2);
}

// What the model that is compared with made of the same cell.
QString otherTip(const ConfusionData &data, std::size_t truth, std::size_t predicted)
{
    const ConfusionMatrix &other = data.referenceConfusion();
    const std::uint64_t count = other.count(truth, predicted);
    return tr("%1: %2, %3 of %4, %5 of those judged %6")
        .arg(inSentence(modelTitle(data.reference()->model)), tracks(count),
             formatShare(shareOf(count, rowSum(other, truth))), nameOf(data, truth),
             formatShare(shareOf(count, columnSum(other, predicted))), nameOf(data, predicted));
}

QString cellTip(const ConfusionData &data, std::size_t truth, std::size_t predicted)
{
    const ConfusionMatrix &confusion = data.confusion();
    const std::uint64_t count = confusion.count(truth, predicted);
    const std::uint64_t all = rowSum(confusion, truth);
    const QString pair = tr("true %1 (%2), judged %3:", "true rock (2,313 tracks), judged pop:")
                             .arg(nameOf(data, truth), tracks(all), nameOf(data, predicted));
    QString text = pair + u'\n';
    if (count == 0)
        text += tr("no track");
    else
        text +=
            tr("%1, %2 of %3, %4 of those judged %5", "321 tracks, 13.9 % of rock, 9.8 % of those judged pop")
                .arg(tracks(count), formatShare(shareOf(count, all)), nameOf(data, truth),
                     formatShare(shareOf(count, columnSum(confusion, predicted))), nameOf(data, predicted));
    if (data.reference())
        text += u'\n' + otherTip(data, truth, predicted);
    return text;
}

} // namespace

QString confusionHeadline(const ConfusionData &data, const QFont &font, bool oneLine)
{
    if (data.reference())
        return differenceHeadline(data, font, oneLine);
    const Evaluation &judged = data.run()->evaluation;
    const std::optional<double> folded = data.groupAccuracy();
    if (oneLine)
        return tr("%1 accuracy, %2", "and what is beside it")
            .arg(large(formatShare(judged.testAccuracy), font),
                 folded ? tr("folded to super-genres:&nbsp;%1").arg(formatShare(*folded))
                        : tr("95&nbsp;%&nbsp;interval %1&nbsp;–&nbsp;%2")
                              .arg(formatShare(judged.interval.low), formatShare(judged.interval.high)));
    QString text = tr("%1 accuracy, 95&nbsp;% interval %2&nbsp;–&nbsp;%3<br>macro&nbsp;F1&nbsp;%4 · "
                      "baseline&nbsp;%5")
                       .arg(large(formatShare(judged.testAccuracy), font), formatShare(judged.interval.low),
                            formatShare(judged.interval.high), formatShare(judged.macroF1),
                            formatShare(judged.baseline));
    if (folded)
        text += tr(" · folded to super-genres:&nbsp;%1").arg(formatShare(*folded));
    return text;
}

QString confusionTip(const ConfusionData &data, MatrixCell cell, qint64 selected)
{
    const auto row = static_cast<std::size_t>(cell.row);
    const auto column = static_cast<std::size_t>(cell.column);
    const ConfusionMatrix &confusion = data.confusion();
    QString text;
    if (cell.row < 0) {
        const std::uint64_t sum = columnSum(confusion, column);
        text = tr("judged %1:\n%2, %3 of them rightly")
                   .arg(nameOf(data, column), tracks(sum),
                        formatShare(shareOf(confusion.count(column, column), sum)));
    } else if (cell.column < 0) {
        const std::uint64_t sum = rowSum(confusion, row);
        text = tr("true %1:\n%2, %3 of them judged so")
                   .arg(nameOf(data, row), tracks(sum), formatShare(shareOf(confusion.count(row, row), sum)));
    } else {
        text = cellTip(data, row, column);
    }
    if (selected > 0)
        text += u'\n' + tr("%1 selected").arg(formatCount(selected));
    return text;
}

QString confusionName(const ConfusionData &data, const CellRange &cells)
{
    const std::size_t last = data.lines().size() - 1;
    const QString model = inSentence(modelTitle(data.run()->model));
    const bool oneRow = cells.top == cells.bottom;
    const bool oneColumn = cells.left == cells.right;
    const bool allRows = cells.top == 0 && cells.bottom == last && last > 0;
    const bool allColumns = cells.left == 0 && cells.right == last && last > 0;
    if (allRows && allColumns)
        return tr("tracks judged by %1").arg(model);
    if (oneRow && allColumns)
        return tr("%1 judged by %2", "rock judged by random forest").arg(nameOf(data, cells.top), model);
    if (oneColumn && allRows)
        return tr("judged as %1 by %2", "judged as pop by random forest")
            .arg(nameOf(data, cells.left), model);
    if (oneRow && oneColumn)
        return tr("%1 judged as %2 by %3", "rock judged as pop by random forest")
            .arg(nameOf(data, cells.top), nameOf(data, cells.left), model);
    const std::size_t count = (cells.bottom - cells.top + 1) * (cells.right - cells.left + 1);
    return tr("%1 cells of the confusions by %2").arg(formatCount(static_cast<qint64>(count)), model);
}

} // namespace genrelens
