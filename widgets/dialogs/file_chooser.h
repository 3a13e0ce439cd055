#pragma once

#include <QString>
#include <QStringList>

class QWidget;

namespace genrelens
{

/// What becomes of work that is not saved when the window closes.
enum class UnsavedChoice { Save, KeepForNextTime, Discard, Cancel };

/// What files of the first pattern of a filter end in: "json.zst" of "Models (*.json.zst *.json.gz)". Empty
/// for any.
QString endingOf(const QString &filter);

/// Asks the person for files, and about them. A seam: tests answer in their place. All files are nothing on
/// Cancel.
class FileChooser
{
public:
    virtual ~FileChooser() = default;
    /// One file or several.
    virtual QStringList openFiles(QWidget *parent, const QString &title, const QString &folder,
                                  const QString &filter);
    /// path: suggested folder and name. A name without an ending has the one of the chosen filter.
    virtual QString saveFile(QWidget *parent, const QString &title, const QString &path,
                             const QString &filter);
    /// names: what is not saved.
    virtual UnsavedChoice askAboutUnsaved(QWidget *parent, const QStringList &names);
};

} // namespace genrelens
