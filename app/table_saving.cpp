#include "app/table_saving.h"

#include "app/remembered_folder.h"
#include "core/study/saved_file.h"
#include "core/study/study.h"
#include "widgets/dialogs/file_chooser.h"

#include <QDir>
#include <QFileInfo>

namespace genrelens
{

Result<void> saveTable(const SavedTable &table, const Study &study, FileChooser &files, QWidget *window)
{
    if (!study.dataset())
        return {};
    const QString key = QStringLiteral("exportDataFolder");
    const QString file = QFileInfo(QString::fromStdString(study.dataset()->table.name())).baseName();
    const QString suggested =
        QDir(rememberedFolder(key)).filePath(file + table.ending + QStringLiteral(".csv"));
    const QString path = files.saveFile(window, table.title, suggested, table.filter);
    if (path.isEmpty())
        return {};
    rememberFolderOf(path, key);
    return saveText(path, table.text(path.endsWith(QLatin1String(".md"), Qt::CaseInsensitive)));
}

} // namespace genrelens
