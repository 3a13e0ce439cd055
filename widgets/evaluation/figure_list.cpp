#include "widgets/evaluation/figure_list.h"

#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QGridLayout>
#include <QLabel>

namespace genrelens
{

FigureList::FigureList(QWidget *parent) : QScrollArea(parent), m_grid(new QGridLayout)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *inner = new QWidget;
    inner->setBackgroundRole(QPalette::Base);
    m_grid->setContentsMargins(0, 0, spacing::large, 0);
    m_grid->setHorizontalSpacing(spacing::large);
    m_grid->setVerticalSpacing(spacing::small);
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(m_grid);
    column->addStretch(1);
    setWidget(inner);
    m_grid->setColumnStretch(0, 1);
}

void FigureList::setFigures(const std::vector<NamedFigure> &figures)
{
    if (figures == m_figures)
        return;
    m_figures = figures;
    while (m_labels.size() < figures.size()) {
        auto *name = new QLabel;
        auto *value = new QLabel;
        name->setForegroundRole(QPalette::PlaceholderText);
        for (QLabel *label : {name, value})
            label->setTextFormat(Qt::PlainText);
        value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        const int row = static_cast<int>(m_labels.size());
        m_grid->addWidget(name, row, 0);
        m_grid->addWidget(value, row, 1);
        m_labels.emplace_back(name, value);
    }
    for (std::size_t i = 0; i < m_labels.size(); ++i) {
        const bool used = i < figures.size();
        const auto &[name, value] = m_labels[i];
        name->setVisible(used);
        value->setVisible(used);
        if (!used)
            continue;
        name->setText(figures[i].name);
        value->setText(figures[i].value);
        value->setAccessibleName(figures[i].name);
        name->setToolTip(plainTooltip(figures[i].meaning));
        value->setToolTip(plainTooltip(figures[i].meaning));
    }
    setMinimumWidth(widget()->minimumSizeHint().width() + spacing::large);
}

} // namespace genrelens
