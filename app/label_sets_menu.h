#pragma once

#include "core/base/result.h"
#include "core/labels/label_file.h"
#include "core/study/job.h"
#include "core/study/label_keeping.h"

#include <QObject>
#include <QString>

#include <memory>

class QAction;
class QMenu;

namespace genrelens
{

class FileChooser;
struct PreparedData;
class Study;

/// The entries of the Labels menu that keep label sets: of the clusters, from a file, of the selection; and
/// that rename and remove the current one.
class LabelSetsMenu : public QObject
{
    Q_OBJECT

public:
    /// The entries are added to menu. files outlives it.
    LabelSetsMenu(QMenu &menu, Study &study, JobBoard &board, FileChooser &files);
    /// For the Selection menu as well.
    [[nodiscard]] QAction *keepSelectionAction() const { return m_keepSelection; }

signals:
    /// text: of the undo step.
    void keptLabelsChosen(const genrelens::KeptLabelSets &kept, const QString &text);
    void failed(const genrelens::Error &error);

private:
    void refresh();
    void keepClusters();
    void keepSelection();
    void chooseFile();
    void import(const LabelFile &file, const std::shared_ptr<const PreparedData> &prepared);
    void rename();
    void remove();
    void keepAndShow(KeptLabels labels, const QString &text);
    [[nodiscard]] QWidget *window() const;
    [[nodiscard]] std::shared_ptr<const KeptLabels> current() const;

    QMenu &m_menu;
    Study &m_study;
    FileChooser &m_files;
    Job m_read;
    QAction *m_keepClusters;
    QAction *m_import;
    QAction *m_keepSelection;
    QAction *m_rename;
    QAction *m_remove;
};

} // namespace genrelens
