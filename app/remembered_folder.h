#pragma once

#include <QString>

namespace genrelens
{

/// The folder in which files of that kind were last chosen, kept between runs; at first that of documents.
/// Where it is not there any more, or never was: the folder last used for any file, else that of the file
/// that was last opened, else home.
QString rememberedFolder(const QString &kind);
/// path: of a file that was chosen.
void rememberFolderOf(const QString &path, const QString &kind);
/// path: of a file that was opened, chosen or not.
void rememberOpened(const QString &path);

} // namespace genrelens
