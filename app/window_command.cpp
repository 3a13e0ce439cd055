#include "app/window_command.h"

#include "app/appearance.h"
#include "app/command_line.h"
#include "app/console.h"
#include "app/main_window.h"
#include "widgets/dialogs/file_chooser.h"

#include <QApplication>
#include <QFile>
#include <QFileInfo>
#include <QIcon>

namespace genrelens
{

namespace
{

// A display variable may point nowhere (a dead session): for a local X server ask its socket, not the
// variable.
bool hasDisplay()
{
    if (!qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        return true;
    const QString display = qEnvironmentVariable("DISPLAY");
    if (!display.startsWith(QLatin1Char(':')))
        return !display.isEmpty();
    return QFileInfo::exists(QStringLiteral("/tmp/.X11-unix/X") +
                             display.mid(1).section(QLatin1Char('.'), 0, 0));
}

// The files to open. Qt's own options (-platform, -style, ...) have one dash and are left to it.
Result<QStringList> fileArguments(int argc, char *argv[])
{
    QStringList files;
    for (int i = 1; i < argc; ++i) {
        const QString argument = QFile::decodeName(argv[i]);
        if (argument.startsWith(QLatin1String("--")))
            return usageError(QStringLiteral("there is no option %1; see genrelens --help").arg(argument));
        if (argument.startsWith(QLatin1Char('-')) && argument.size() > 1) {
            ++i; // with its value
            continue;
        }
        files.append(argument);
    }
    return files;
}

} // namespace

int runWindow(int argc, char *argv[])
{
    const Result<QStringList> files = fileArguments(argc, argv);
    if (!files)
        return complain(files.error());
    if (!hasDisplay())
        return complain(Error{"there is no display to open a window on",
                              {},
                              "Use genrelens report tracks.csv --out DIR instead.",
                              ErrorKind::Usage});
    const QApplication application(argc, argv);
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/genrelens.svg")));
    applyAppearance(savedAppearance());

    FileChooser chooser;
    MainWindow window(chooser);
    window.show();
    if (!files.value().isEmpty())
        window.open(files.value());
    return QApplication::exec();
}

} // namespace genrelens
