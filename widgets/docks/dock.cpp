#include "widgets/docks/dock.h"

#include "widgets/docks/notice_bar.h"
#include "widgets/plots/theme.h"

#include <QVBoxLayout>

namespace genrelens
{

Dock::Dock(const QString &title, const QString &objectName, QWidget *parent)
    : QDockWidget(title, parent)
    , m_notice(new NoticeBar)
    , m_content(new QVBoxLayout)
{
    setObjectName(objectName);
    connect(this, &QDockWidget::visibilityChanged, this, [this](bool visible) {
        if (visible == m_inFront)
            return;
        m_inFront = visible;
        frontChanged(visible);
    });
    auto *frame = new QWidget(this);
    frame->setAutoFillBackground(true);
    frame->setBackgroundRole(QPalette::Base);
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    m_content->setContentsMargins(spacing::medium, spacing::medium, spacing::medium, spacing::medium);
    m_content->setSpacing(spacing::medium);
    layout->addLayout(m_content, 1);
    setWidget(frame);
}

// It is hidden once more while it is taken down, when there is nobody to be told.
Dock::~Dock()
{
    disconnect(this, &QDockWidget::visibilityChanged, this, nullptr);
}

void Dock::setTitleShown(bool shown)
{
    if (shown == (titleBarWidget() == nullptr))
        return;
    QWidget *before = titleBarWidget();
    setTitleBarWidget(shown ? nullptr : new QWidget(this));
    delete before;
}

} // namespace genrelens
