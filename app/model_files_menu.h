#pragma once

#include "core/model_file/portable_model.h"
#include "core/study/job.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <string>
#include <vector>

class QAction;
class QMenu;

namespace genrelens
{

class FileChooser;
class Study;
struct CsvFile;
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
    /// What is judged by what, as far as it is known.
    struct Judging {
        PortableModel model;
        QString modelFile; ///< empty: it has none
        std::vector<std::string> tracks;
        std::shared_ptr<const CsvFile> file; ///< the tracks, read
    };

    void refresh();
    void exportModel();
    void predictByCurrent();
    void predictByFile();
    void chooseTracks(Judging judging);
    void choosePlace(const Judging &judging);
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
