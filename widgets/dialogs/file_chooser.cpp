#include "widgets/dialogs/file_chooser.h"

#include <QFileDialog>

namespace genrelens
{

QStringList FileChooser::openFiles(QWidget *parent, const QString &title, const QString &folder,
                                   const QString &filter)
{
    return QFileDialog::getOpenFileNames(parent, title, folder, filter);
}

QString FileChooser::saveFile(QWidget *parent, const QString &title, const QString &path,
                              const QString &filter)
{
    return QFileDialog::getSaveFileName(parent, title, path, filter);
}

} // namespace genrelens
