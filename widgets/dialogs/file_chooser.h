#pragma once

#include <QString>

class QWidget;

namespace genrelens
{

/// Asks the person for files. A seam: tests answer in their place. Both return an empty string on Cancel.
class FileChooser
{
public:
    virtual ~FileChooser() = default;
    virtual QString openFile(QWidget *parent, const QString &title, const QString &folder,
                             const QString &filter);
    /// path: suggested folder and name.
    virtual QString saveFile(QWidget *parent, const QString &title, const QString &path,
                             const QString &filter);
};

} // namespace genrelens
