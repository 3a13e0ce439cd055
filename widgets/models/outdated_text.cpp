#include "widgets/models/outdated_text.h"

#include <QCoreApplication>

namespace genrelens
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("genrelens::OutdatedText", text);
}

QString enumeration(QStringList parts)
{
    if (parts.size() < 2)
        return parts.join(QString());
    const QString last = parts.takeLast();
    return tr("%1 and %2").arg(parts.join(QStringLiteral(", ")), last);
}

} // namespace

QString changesText(const ModelChanges &changes)
{
    QStringList causes;
    if (changes.features)
        causes.append(tr("the features or tracks have changed"));
    if (changes.labels)
        causes.append(tr("the labels have changed"));
    if (changes.parameters)
        causes.append(tr("the parameters have changed"));
    if (changes.heldOut)
        causes.append(tr("other tracks are held out now"));
    return enumeration(causes);
}

QString outdatedText(const ModelChanges &changes)
{
    return tr("Outdated: %1").arg(changesText(changes));
}

QString trainAgainText(const QStringList &models)
{
    if (models.isEmpty())
        return tr("they were judged by other tracks; train both again");
    return (models.size() == 1 ? tr("%1 is outdated; train it again")
                               : tr("%1 are outdated; train them again"))
        .arg(enumeration(models));
}

} // namespace genrelens
