#include "app/window_command.h"

#include "app/appearance.h"
#include "app/command_line.h"
#include "app/main_window.h"
#include "widgets/dialogs/file_chooser.h"

#include <QApplication>
#include <QIcon>

#include <cstdio>

namespace genrelens
{

int runWindow(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/genrelens.svg")));
    const QStringList arguments = QApplication::arguments();
    QString file;
    for (const QString &argument : arguments.mid(1)) {
        const bool option = argument.startsWith(QLatin1Char('-')) && argument.size() > 1;
        if (option || !file.isEmpty()) {
            std::fprintf(stderr, "genrelens: %s: %s. See genrelens --help.\n", qPrintable(argument),
                         option ? "no such option" : "only one file can be opened");
            return BadUsageOrInput;
        }
        file = argument;
    }
    applyAppearance(savedAppearance());

    FileChooser chooser;
    MainWindow window(chooser);
    window.show();
    if (!file.isEmpty())
        window.openFile(file);
    return QApplication::exec();
}

} // namespace genrelens
