#pragma once

#include "core/labels/kept_labels.h"
#include "core/study/settings.h"

#include <QDockWidget>
#include <QString>

#include <string>

class QVBoxLayout;

namespace genrelens
{

class NoticeBar;
class Plot;

/// A part of the window: a notice line when there is something to say, then the content. The object name is
/// what the window's layout is saved by: it never changes.
class Dock : public QDockWidget
{
    Q_OBJECT

public:
    Dock(const QString &title, const QString &objectName, QWidget *parent = nullptr);
    ~Dock() override;

    /// Whether it can be seen: open and not behind another tab, where Qt still calls it visible.
    [[nodiscard]] bool isInFront() const { return m_inFront; }

    /// The figure it shows, which File > Export Plot as PNG offers; null for docks without one.
    [[nodiscard]] virtual Plot *plot() const { return nullptr; }

    /// A dock behind a tab has its title there, and needs no second one above its content.
    void setTitleShown(bool shown);

signals:
    /// A link in it leads to Dataset > Columns….
    void columnsRequested();
    /// The person changed the settings by it; text names the step for undo.
    void settingsChosen(const genrelens::StudySettings &settings, const QString &text);
    /// The person kept or removed label sets by it.
    void keptLabelsChosen(const genrelens::KeptLabelSets &kept, const QString &text);
    /// The person asks for a table of it as a file. ending: of the suggested name, "clusters".
    void tableSavingRequested(const std::string &csv, const QString &ending);

protected:
    /// It came to the front, or is there no more.
    virtual void frontChanged(bool /*inFront*/) {}
    [[nodiscard]] QVBoxLayout *content() const { return m_content; }
    [[nodiscard]] NoticeBar *notice() const { return m_notice; }

private:
    bool m_inFront = false;
    NoticeBar *m_notice;
    QVBoxLayout *m_content;
};

} // namespace genrelens
