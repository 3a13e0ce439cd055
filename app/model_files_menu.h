#pragma once

#include "core/model_file/portable_model.h"
#include "core/study/job.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>

class QAction;
class QMenu;

namespace genrelens
{

class FileChooser;
class Study;
struct ScoredFiles;

/// The entries of the Model menu that take models out of the study: to a file, and to tracks of other files.
class ModelFilesMenu : public QObject
{
    Q_OBJECT

public:
    /// The entries are added to menu. files outlives it.
    ModelFilesMenu(QMenu &menu, Study &study, JobBoard &board, FileChooser &files);

signals:
    void failed(const genrelens::Error &error);
    void said(const QString &what); ///< what was written

private:
    using Model = std::function<Result<PortableModel>(Progress &)>;

    void refresh();
    void exportModel();
    void predictByCurrent();
    void predictByFile();
    void predict(const Model &model);
    void tell(const ScoredFiles &scored, const QString &path);
    [[nodiscard]] QWidget *window() const;

    QMenu &m_menu;
    Study &m_study;
    FileChooser &m_files;
    Job m_export;
    Job m_predict;
    QAction *m_predictAction;
    QAction *m_predictByFileAction;
    QAction *m_exportAction;
};

} // namespace genrelens
