#include "widgets/docks/notice_bar.h"

#include "widgets/plots/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QToolButton>

namespace genrelens
{

NoticeBar::NoticeBar(QWidget *parent)
    : QFrame(parent)
    , m_label(new QLabel(this))
    , m_close(new QToolButton(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Window); // else it is the role of whatever it lies on
    m_label->setForegroundRole(QPalette::WindowText);
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::RichText);
    m_label->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard |
                                     Qt::TextSelectableByMouse);
    m_close->setAutoRaise(true);
    m_close->setText(QStringLiteral("\u2715"));
    m_close->setAccessibleName(tr("Close this message"));
    m_close->setToolTip(tr("Close"));
    m_close->hide();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(spacing::large, spacing::small, spacing::medium, spacing::small);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_close);
    connect(m_label, &QLabel::linkActivated, this, &NoticeBar::linkActivated);
    connect(m_close, &QToolButton::clicked, this, [this] {
        setNotice({});
        emit closed();
    });
    hide();
}

void NoticeBar::setNotice(const QString &text, const QString &link)
{
    m_text = text;
    m_link = link;
    showNotice();
    setVisible(!text.isEmpty());
}

void NoticeBar::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

void NoticeBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::StyleChange)
        showNotice();
}

void NoticeBar::showNotice()
{
    const Theme theme = Theme::of(parentWidget() != nullptr ? parentWidget()->palette() : palette());
    QPalette colours = palette();
    colours.setColor(QPalette::Window, theme.warningGround);
    colours.setColor(QPalette::WindowText, theme.text);
    if (colours != palette())
        setPalette(colours);
    QString html = m_text.toHtmlEscaped();
    if (!m_link.isEmpty())
        html += QStringLiteral(" <a href=\"#\" style=\"color:%1\">%2</a>")
                    .arg(theme.accent.name(), m_link.toHtmlEscaped());
    m_label->setText(html);
    fitHeight();
}

void NoticeBar::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    // Later: a layout that is just laying out would not notice.
    QMetaObject::invokeMethod(this, &NoticeBar::fitHeight, Qt::QueuedConnection);
}

// As many lines as the text takes at this width; layouts without height for width would give it room for
// more.
void NoticeBar::fitHeight()
{
    const int height = layout() != nullptr ? layout()->totalHeightForWidth(width()) : 0;
    if (height <= 0)
        return;
    setFixedHeight(height);
    emit fitted(height);
}

} // namespace genrelens
