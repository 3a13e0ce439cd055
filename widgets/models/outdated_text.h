#pragma once

#include "core/study/analysis.h"

#include <QString>
#include <QStringList>

namespace genrelens
{

/// What is said of models that do not follow from the present inputs; the same everywhere.

/// "the labels have changed and other tracks are held out now"; empty when nothing changed.
QString changesText(const ModelChanges &changes);
/// "Outdated: other tracks are held out now", without a full stop.
QString outdatedText(const ModelChanges &changes);
/// "naive Bayes is outdated; train it again", of the titles of one model or more.
QString trainAgainText(const QStringList &models);

} // namespace genrelens
