#pragma once

#include <QList>
#include <QStringList>
#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace genrelens
{

/// What the window shows while no file is open: open one, try the sample, or take a recent one.
class StartPage : public QWidget
{
    Q_OBJECT

public:
    explicit StartPage(QWidget *parent = nullptr);
    /// Each entry is a file, or several that were opened together.
    void setRecentFiles(const QList<QStringList> &entries);
    /// While files are being read.
    void setOpening(const QString &title);
    /// The files whose opening was cut short last time; none for an empty title.
    void setUnfinished(const QString &title);

signals:
    void openRequested();
    void sampleRequested();
    void recentRequested(const QStringList &paths);

private:
    QLabel *m_hint;
    QLabel *m_unfinished;
    QLabel *m_recentTitle;
    QVBoxLayout *m_recent;
};

} // namespace genrelens
