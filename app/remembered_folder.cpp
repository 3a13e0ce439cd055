#include "app/remembered_folder.h"

#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace genrelens
{

QString rememberedFolder(const QString &kind)
{
    const QString home = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QSettings().value(kind, home).toString();
}

void rememberFolderOf(const QString &path, const QString &kind)
{
    QSettings().setValue(kind, QFileInfo(path).absolutePath());
}

} // namespace genrelens
