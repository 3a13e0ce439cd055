#include "core/study/import_memory.h"

#include "core/base/hash.h"
#include "core/study/running_program.h"
#include "core/study/settings.h"

#include <QCoreApplication>
#include <QSettings>

namespace genrelens
{

namespace
{

constexpr qsizetype mostShapes = 100;
const QString shapesKey = QStringLiteral("imports"); // a list of "key choices", newest first
const QString unfinishedKey = QStringLiteral("unfinishedOpening");
const QString unfinishedProcessKey = QStringLiteral("unfinishedOpeningProcess"); // who set the mark

bool isOfAnotherWindow(const QSettings &settings)
{
    return isAnotherRunningProgram(settings.value(unfinishedProcessKey).toLongLong());
}

QString shapeOf(const Table &table)
{
    KeyBuilder key;
    for (std::size_t c = 0; c < table.columnCount(); ++c)
        key.add(table.column(c).name);
    return QString::fromStdString(key.key().toString()) + QLatin1Char(' ');
}

void takeShape(QStringList &entries, const QString &shape)
{
    entries.removeIf([&](const QString &entry) { return entry.startsWith(shape); });
}

} // namespace

std::optional<PreparationOptions> rememberedPreparation(const Table &table)
{
    const QString shape = shapeOf(table);
    const QStringList entries = QSettings().value(shapesKey).toStringList();
    for (const QString &entry : entries) {
        if (!entry.startsWith(shape))
            continue;
        Result<PreparationOptions> options =
            parsePreparation(entry.mid(shape.size()).toStdString(), "the remembered choices");
        if (options)
            return std::move(options).value();
    }
    return std::nullopt;
}

void rememberPreparation(const Table &table, const PreparationOptions &options)
{
    const QString shape = shapeOf(table);
    QSettings settings;
    QStringList entries = settings.value(shapesKey).toStringList();
    takeShape(entries, shape);
    entries.prepend(shape + QString::fromStdString(preparationJson(options)));
    settings.setValue(shapesKey, entries.mid(0, mostShapes));
}

QStringList unfinishedOpening()
{
    const QSettings settings;
    return isOfAnotherWindow(settings) ? QStringList() : settings.value(unfinishedKey).toStringList();
}

void setUnfinishedOpening(const QStringList &paths)
{
    QSettings settings;
    if (!paths.isEmpty()) {
        settings.setValue(unfinishedKey, paths);
        settings.setValue(unfinishedProcessKey, QCoreApplication::applicationPid());
    } else if (!isOfAnotherWindow(settings)) {
        settings.remove(unfinishedKey);
        settings.remove(unfinishedProcessKey);
    }
    settings.sync(); // now: whoever crashes has no time for it
}

} // namespace genrelens
