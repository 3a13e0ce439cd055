#include "widgets/dialogs/import_header.h"

#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr std::size_t mostLines = 5; // of a list; more are in its tooltip
constexpr qsizetype mostTooltipLines = 30;

QString delimiterText(char delimiter)
{
    switch (delimiter) {
    case '\t':
        return ImportHeader::tr("separated by tabs");
    case ';':
        return ImportHeader::tr("separated by semicolons");
    case '|':
        return ImportHeader::tr("separated by bars");
    default:
        return ImportHeader::tr("separated by “%1”").arg(QLatin1Char(delimiter));
    }
}

QString factsText(const Dataset &dataset)
{
    QStringList facts{
        ImportHeader::tr("%1 rows").arg(formatCount(static_cast<qint64>(dataset.table.rows()))),
        ImportHeader::tr("%1 columns").arg(formatCount(static_cast<qint64>(dataset.table.columnCount())))};
    if (dataset.summary.delimiter != ',')
        facts.append(delimiterText(dataset.summary.delimiter));
    if (dataset.summary.rowsSkipped > 0)
        facts.append(ImportHeader::tr("%1 damaged rows skipped")
                         .arg(formatCount(static_cast<qint64>(dataset.summary.rowsSkipped))));
    return facts.join(QStringLiteral(" · "));
}

QLabel *plainLabel()
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

// A sentence a line, with a mark in front; those that are too many are in the tooltip.
void setList(QLabel &label, const std::vector<std::string> &sentences)
{
    QStringList lines;
    QStringList all;
    for (const std::string &sentence : sentences) {
        if (all.size() == mostTooltipLines)
            break;
        all.append(QString::fromStdString(sentence));
        if (lines.size() < static_cast<qsizetype>(mostLines))
            lines.append(QStringLiteral("• ") + all.last());
    }
    if (sentences.size() > mostLines)
        lines.append(ImportHeader::tr("• and %1 more")
                         .arg(formatCount(static_cast<qint64>(sentences.size() - mostLines))));
    label.setText(lines.join(QLatin1Char('\n')));
    label.setToolTip(sentences.size() > mostLines ? plainTooltip(all.join(QLatin1Char('\n'))) : QString());
    label.setVisible(!lines.isEmpty());
}

} // namespace

ImportHeader::ImportHeader(const Dataset &dataset, QWidget *parent)
    : QWidget(parent)
    , m_problem(plainLabel())
    , m_guessedTitle(new QLabel(tr("What was guessed")))
    , m_doubts(plainLabel())
{
    QStringList paths;
    for (const std::string &path : dataset.paths)
        paths.append(QString::fromStdString(path));
    auto *title = plainLabel();
    title->setObjectName(QStringLiteral("importTitle"));
    title->setText(filesTitle(paths));
    title->setToolTip(plainTooltip(paths.join(QLatin1Char('\n'))));
    title->setFont(semiBoldFont(font()));
    auto *facts = plainLabel();
    facts->setText(factsText(dataset));
    facts->setForegroundRole(QPalette::PlaceholderText);
    auto *remarks = plainLabel();
    setList(*remarks, dataset.summary.remarks);
    m_problem->setObjectName(QStringLiteral("importProblem"));
    m_problem->setFont(semiBoldFont(font()));
    m_problem->hide();
    m_guessedTitle->setFont(semiBoldFont(font()));
    m_guessedTitle->setContentsMargins(0, spacing::medium, 0, 0);
    m_doubts->setObjectName(QStringLiteral("importDoubts"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::small);
    for (QLabel *label : {title, facts, remarks, m_problem, m_guessedTitle, m_doubts})
        layout->addWidget(label);
    setDoubts({});
}

void ImportHeader::setDoubts(const std::vector<std::string> &doubts)
{
    setList(*m_doubts, doubts);
    m_guessedTitle->setVisible(!doubts.empty());
}

void ImportHeader::setProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

} // namespace genrelens
