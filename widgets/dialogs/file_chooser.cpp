#include "widgets/dialogs/file_chooser.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>

namespace genrelens
{

namespace
{

// A name as it is when a filter is chosen. Qt changes only what stands behind the last dot: without this,
// model.json would become model.zst with "*.json.zst", and that one model.json.json again.
QString withEnding(QString name, const QString &ending, const QStringList &filters)
{
    QStringList parts;
    for (const QString &filter : filters)
        parts += endingOf(filter).split(QLatin1Char('.'), Qt::SkipEmptyParts);
    const QString before = name;
    for (qsizetype dot = name.lastIndexOf(QLatin1Char('.')); dot > 0 && parts.contains(name.mid(dot + 1));
         dot = name.lastIndexOf(QLatin1Char('.')))
        name.truncate(dot);
    return name == before || ending.isEmpty() ? before : name + QLatin1Char('.') + ending;
}

} // namespace

QString endingOf(const QString &filter)
{
    static const QRegularExpression ending(QStringLiteral("\\*\\.(\\w+(?:\\.\\w+)*)"));
    return ending.match(filter).captured(1);
}

QStringList FileChooser::openFiles(QWidget *parent, const QString &title, const QString &folder,
                                   const QString &filter)
{
    return QFileDialog::getOpenFileNames(parent, title, folder, filter);
}

QString FileChooser::saveFile(QWidget *parent, const QString &title, const QString &path,
                              const QString &filter)
{
    QFileDialog dialog(parent, title, path, filter);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setFileMode(QFileDialog::AnyFile);
    dialog.selectFile(path);
    // The dialog must know the name as it will be, to ask before a file is overwritten.
    dialog.setDefaultSuffix(endingOf(dialog.selectedNameFilter()));
    QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog, [&dialog](const QString &chosen) {
        const QString ending = endingOf(chosen);
        dialog.setDefaultSuffix(QString()); // selectedFiles() would add it
        const QFileInfo file(dialog.selectedFiles().value(0));
        dialog.setDefaultSuffix(ending);
        const QString name = withEnding(file.fileName(), ending, dialog.nameFilters());
        if (!name.isEmpty() && name != file.fileName())
            dialog.selectFile(QDir(file.path()).filePath(name));
    });
    return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().value(0) : QString();
}

UnsavedChoice FileChooser::askAboutUnsaved(QWidget *parent, const QStringList &names)
{
    QMessageBox box(parent);
    box.setIcon(QMessageBox::Question);
    box.setWindowTitle(QCoreApplication::translate("FileChooser", "Unsaved Mapping"));
    box.setTextFormat(Qt::PlainText);
    box.setText(
        names.size() == 1
            ? QCoreApplication::translate("FileChooser", "The mapping “%1” is not saved.").arg(names.first())
            : QCoreApplication::translate("FileChooser", "These mappings are not saved: %1.")
                  .arg(names.join(QStringLiteral(", "))));
    box.setInformativeText(QCoreApplication::translate(
        "FileChooser", "Kept for next time, it is offered when the program starts again."));
    const QPushButton *save = box.addButton(QMessageBox::Save);
    QPushButton *keep = box.addButton(QCoreApplication::translate("FileChooser", "&Keep for Next Time"),
                                      QMessageBox::AcceptRole);
    const QPushButton *discard = box.addButton(QMessageBox::Discard);
    box.addButton(QMessageBox::Cancel);
    box.setDefaultButton(keep);
    box.exec();
    if (box.clickedButton() == save)
        return UnsavedChoice::Save;
    if (box.clickedButton() == keep)
        return UnsavedChoice::KeepForNextTime;
    return box.clickedButton() == discard ? UnsavedChoice::Discard : UnsavedChoice::Cancel;
}

} // namespace genrelens
