#pragma once

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
    void setRecentFiles(const QStringList &paths);
    /// While a file is being read.
    void setOpening(const QString &fileName);

signals:
    void openRequested();
    void sampleRequested();
    void recentRequested(const QString &path);

private:
    QLabel *m_hint;
    QLabel *m_recentTitle;
    QVBoxLayout *m_recent;
};

} // namespace genrelens
