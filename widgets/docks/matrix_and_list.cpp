#include "widgets/docks/matrix_and_list.h"

#include "widgets/plots/theme.h"

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr int listWidth = 390;
constexpr int listHeight = 150;
constexpr int smallestMatrix = 400; // of which it takes nothing away

} // namespace

MatrixAndList::MatrixAndList(QWidget *matrix, QWidget *list, QWidget *parent)
    : QSplitter(parent)
    , m_matrix(matrix)
    , m_list(list)
{
    addWidget(matrix);
    addWidget(list);
    setChildrenCollapsible(false);
    setHandleWidth(spacing::medium);
    setStretchFactor(0, 1);
    setStretchFactor(1, 0);
    list->hide();
}

void MatrixAndList::setListShown(bool shown)
{
    (m_roomy ? m_wanted : m_instead) = shown;
    arrange();
}

void MatrixAndList::setListed(bool listed)
{
    m_listed = listed;
    arrange();
}

void MatrixAndList::setListWanted(bool wanted)
{
    m_wanted = wanted;
    arrange();
}

bool MatrixAndList::isListShown() const
{
    return m_listed && (m_roomy ? m_wanted : m_instead);
}

void MatrixAndList::resizeEvent(QResizeEvent *event)
{
    QSplitter::resizeEvent(event);
    arrange();
}

void MatrixAndList::arrange()
{
    // Where it leaves the matrix the larger square.
    const int leftBeside = std::min(width() - listWidth, height());
    const int leftBelow = std::min(width(), height() - listHeight);
    const bool below = leftBelow > leftBeside;
    m_roomy = std::max(leftBeside, leftBelow) >= smallestMatrix;
    const bool shown = isListShown();
    const Qt::Orientation wanted = below ? Qt::Vertical : Qt::Horizontal;
    const bool turned = orientation() != wanted;
    if (turned)
        setOrientation(wanted);
    const bool appears = shown && m_list->isHidden();
    m_list->setVisible(shown);
    m_matrix->setVisible(!shown || m_roomy);
    if (shown && m_roomy && (turned || appears))
        setSizes(below ? QList<int>{height() - listHeight, listHeight}
                       : QList<int>{width() - listWidth, listWidth});
    if (shown != m_shown) {
        m_shown = shown;
        emit listShownChanged(shown);
    }
}

} // namespace genrelens
