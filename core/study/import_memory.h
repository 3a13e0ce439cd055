#pragma once

#include "core/prepare/prepare.h"
#include "core/table/table.h"

#include <QStringList>

#include <optional>

namespace genrelens
{

/// What people decided about files, kept between runs in the user's settings, by the names of the columns in
/// their order: the next file with the same header is opened the same way, without a question. The choices
/// for the hundred headers used last are kept. A stored text that cannot be read counts as none.
std::optional<PreparationOptions> rememberedPreparation(const Table &table);
void rememberPreparation(const Table &table, const PreparationOptions &options);

/// The files whose opening has begun and not ended, as a crash leaves them behind; empty when there are none.
/// What another running window is opening just now does not count, and is not taken away from it.
QStringList unfinishedOpening();
void setUnfinishedOpening(const QStringList &paths);

} // namespace genrelens
