#include "widgets/docks/grouping_figures.h"

#include "widgets/docks/flow_layout.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace genrelens
{

namespace
{

constexpr int allDigits = 15;

QLabel *figureLabel(const QString &name)
{
    auto *label = new QLabel;
    label->setObjectName(name);
    label->setTextFormat(Qt::RichText);
    return label;
}

/// A figure in words.
struct Words {
    QString shortly;
    QString fully;
    QString meaning;
};

void showFigure(QLabel &label, double value, const Words &words)
{
    label.setText(QStringLiteral("%1&nbsp;<b>%2</b>").arg(words.shortly, formatValue(value)));
    label.setToolTip(
        tooltipText(QStringLiteral("%1: %2").arg(words.fully, formatValue(value, allDigits)), words.meaning));
}

} // namespace

GroupingFigures::GroupingFigures(QWidget *parent)
    : QWidget(parent)
    , m_headline(figureLabel(QStringLiteral("groupingHeadline")))
    , m_normalized(figureLabel(QStringLiteral("groupingNormalized")))
    , m_adjusted(figureLabel(QStringLiteral("groupingAdjusted")))
    , m_homogeneity(figureLabel(QStringLiteral("groupingHomogeneity")))
    , m_completeness(figureLabel(QStringLiteral("groupingCompleteness")))
    , m_tracks(figureLabel(QStringLiteral("groupingTracks")))
{
    m_headline->setWordWrap(true);
    m_tracks->setForegroundRole(QPalette::PlaceholderText);
    m_tracks->setToolTip(tr("The others have no class in one of the two groupings."));
    auto *small = new QWidget;
    auto *flow = new FlowLayout(spacing::large);
    for (QLabel *label : {m_normalized, m_adjusted, m_homogeneity, m_completeness, m_tracks})
        flow->addWidget(label);
    small->setLayout(flow);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::small);
    layout->addWidget(m_headline);
    layout->addWidget(small);
}

void GroupingFigures::setAgreement(const Agreement &agreement, const QString &rows, const QString &columns,
                                   std::uint64_t allTracks)
{
    const QString rand = tr("Adjusted Rand index");
    m_headline->setText(
        QStringLiteral("<span style=\"font-size:%1pt; font-weight:600\">%2</span> %3")
            .arg(headlineFont(font()).pointSizeF())
            .arg(formatValue(agreement.adjustedRand), tr("adjusted Rand index (1: the same, 0: chance)")));
    m_headline->setToolTip(
        tooltipText(QStringLiteral("%1: %2").arg(rand, formatValue(agreement.adjustedRand, allDigits)),
                    tr("Of all pairs of tracks, how many are together in both groupings or apart in both, "
                       "beyond what chance gives. 1 is the same grouping, 0 no more than chance.")));
    showFigure(*m_normalized, agreement.normalizedMutualInformation,
               {tr("NMI"), tr("Normalized mutual information"),
                tr("What one grouping tells of the other, as a share of what there is to know (the mean of "
                   "the two entropies; also called V-measure). It grows with the number of classes by "
                   "chance alone.")});
    showFigure(*m_adjusted, agreement.adjustedMutualInformation,
               {tr("AMI"), tr("Adjusted mutual information"),
                tr("What one grouping tells of the other beyond what chance gives: 1 is the same grouping, 0 "
                   "no more than chance, whatever the number of classes.")});
    showFigure(*m_homogeneity, agreement.homogeneity,
               {tr("homogeneity"), tr("Homogeneity"),
                tr("How much the columns (%1) tell of the rows (%2): 1 when each column lies within one row.")
                    .arg(columns, rows)});
    showFigure(*m_completeness, agreement.completeness,
               {tr("completeness"), tr("Completeness"),
                tr("How much the rows (%1) tell of the columns (%2): 1 when each row lies within one column.")
                    .arg(rows, columns)});
    m_tracks->setVisible(agreement.tracks < allTracks);
    m_tracks->setText(tr("%1 of %2 tracks")
                          .arg(formatCount(static_cast<qint64>(agreement.tracks)),
                               formatCount(static_cast<qint64>(allTracks))));
}

} // namespace genrelens
