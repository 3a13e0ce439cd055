#include "app/table_saving.h"

#include "app/remembered_folder.h"
#include "core/study/saved_file.h"
#include "core/study/study.h"
#include "widgets/dialogs/file_chooser.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace genrelens
{

Result<void> saveTable(const std::string &csv, const QString &ending, const Study &study, FileChooser &files,
                       QWidget *window)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("TableSaving", text); };
    const QString key = QStringLiteral("exportDataFolder");
    const QString file = QFileInfo(QString::fromStdString(study.dataset()->table.name())).baseName();
    const QString name = file + QLatin1Char('_') + ending + QStringLiteral(".csv");
    const QString path = files.saveFile(window, tr("Save the Table"),
                                        QDir(rememberedFolder(key)).filePath(name), tr("CSV tables (*.csv)"));
    if (path.isEmpty())
        return {};
    rememberFolderOf(path, key);
    return saveText(path, csv);
}

} // namespace genrelens
