#pragma once

#include "core/base/result.h"
#include "core/study/settings.h"
#include "core/study/unsaved_mappings.h"

#include <QList>
#include <QObject>
#include <QString>
#include <QTimer>

#include <map>
#include <string>
#include <vector>

class QAction;
class QWidget;

namespace genrelens
{

class FileChooser;
class Study;

/// The mappings of a study as documents: loading, saving, which are changed since, what is asked when the
/// window closes, and what is kept for the next start. The mappings themselves are the study's.
class MappingFiles : public QObject
{
    Q_OBJECT

public:
    /// files and window must outlive it.
    MappingFiles(Study &study, FileChooser &files, QWidget &window);

    /// Load, save, save as, reset; for menus.
    [[nodiscard]] const QList<QAction *> &actions() const { return m_actions; }
    [[nodiscard]] bool isModified() const { return !modified().empty(); }
    [[nodiscard]] QStringList modifiedNames() const;
    /// Asks what becomes of unsaved mappings; false when the window is to stay.
    bool mayClose();

    /// What the last run left; empty once it was taken back or thrown away.
    [[nodiscard]] const std::vector<UnsavedMapping> &left() const;
    void restoreLeft();
    void discardLeft();

    void load();
    bool save();
    bool saveAs();

signals:
    void settingsChosen(const genrelens::StudySettings &settings, const QString &text);
    void failed(const genrelens::Error &error);
    void said(const QString &what); ///< something worth knowing went with what was done
    void modifiedChanged();

private:
    struct Saved {
        QString path; // empty: never, or carried by the program
        GenreMap map;
    };

    void makeActions();
    void refresh();
    [[nodiscard]] std::vector<UnsavedMapping> unsaved() const;
    void forgetRestored();
    bool saveTo(const Mapping &mapping, const QString &path);
    bool saveAll();
    void reset();
    void loadFrom(const QString &path);
    [[nodiscard]] std::vector<const Mapping *> modified() const;
    [[nodiscard]] const Mapping &current() const;

    Study &m_study;
    FileChooser &m_files;
    QWidget &m_window;
    QList<QAction *> m_actions;
    QAction *m_restore = nullptr;
    QAction *m_discard = nullptr;
    std::map<std::string, Saved> m_saved; // by label set
    std::vector<UnsavedMapping> m_left;
    bool m_isRestored = false;   // m_left is among the mappings, or was until undone
    QTimer m_keeping;            // edits come in bursts
    QStringList m_modifiedNames; // as last told
};

} // namespace genrelens
