#include "app/remembered_folder.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace genrelens
{

namespace
{

const QString lastUsed = QStringLiteral("lastFolder");
const QString lastOpened = QStringLiteral("lastOpenedFolder");

} // namespace

QString rememberedFolder(const QString &kind)
{
    const QSettings settings;
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    for (const QString &folder :
         {settings.value(kind, documents).toString(), settings.value(lastUsed).toString(),
          settings.value(lastOpened).toString(), documents, QDir::homePath()})
        if (!folder.isEmpty() && QFileInfo(folder).isDir())
            return folder;
    return QDir::currentPath();
}

void rememberFolderOf(const QString &path, const QString &kind)
{
    QSettings settings;
    for (const QString &key : {kind, lastUsed})
        settings.setValue(key, QFileInfo(path).absolutePath());
}

void rememberOpened(const QString &path)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (folder != QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)) // that of the sample
        QSettings().setValue(lastOpened, folder);
}

} // namespace genrelens
