#pragma once

#include <QString>
#include <QStringList>

class QWidget;

namespace genrelens
{

/// Asks the person for files. A seam: tests answer in their place. All return nothing on Cancel.
class FileChooser
{
public:
    virtual ~FileChooser() = default;
    /// One file or several.
    virtual QStringList openFiles(QWidget *parent, const QString &title, const QString &folder,
                                  const QString &filter);
    /// path: suggested folder and name.
    virtual QString saveFile(QWidget *parent, const QString &title, const QString &path,
                             const QString &filter);
};

} // namespace genrelens
