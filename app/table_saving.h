#pragma once

#include "core/base/result.h"

#include <QString>

#include <string>

class QWidget;

namespace genrelens
{

class FileChooser;
class Study;

/// Asks where a table of the study is to be saved, and saves it. ending: of the suggested name, "clusters"
/// for tracks_clusters.csv. Nothing happens on Cancel. Error: it cannot be written.
Result<void> saveTable(const std::string &csv, const QString &ending, const Study &study, FileChooser &files,
                       QWidget *window);

} // namespace genrelens
