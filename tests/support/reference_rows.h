#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>

namespace genrelens::test
{

/// The rows of a forest in reference/shap as CSV, with all digits.
inline QByteArray referenceRows(const QJsonObject &forest)
{
    QByteArray text;
    for (const auto feature : forest[QStringLiteral("features")].toArray())
        text += (text.isEmpty() ? "" : ",") + feature.toString().toUtf8();
    for (const auto row : forest[QStringLiteral("rows")].toArray()) {
        text += '\n';
        const QJsonArray values = row.toArray();
        for (qsizetype i = 0; i < values.size(); ++i)
            text += (i > 0 ? "," : "") + QByteArray::number(values[i].toDouble(), 'g', 17);
    }
    return text + '\n';
}

} // namespace genrelens::test
