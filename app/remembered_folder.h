#pragma once

#include <QString>

namespace genrelens
{

/// The folder in which files of that kind were last chosen, kept between runs; at first that of documents.
QString rememberedFolder(const QString &kind);
/// path: of a file that was chosen.
void rememberFolderOf(const QString &path, const QString &kind);

} // namespace genrelens
