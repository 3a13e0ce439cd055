#pragma once

#include "core/base/result.h"

#include <QString>

#include <functional>
#include <string>

class QWidget;

namespace genrelens
{

class FileChooser;
class Study;

/// What a dock's table is saved as.
struct SavedTable {
    QString title;  ///< of the file dialog
    QString ending; ///< of the suggested name, behind that of the dataset: "_models"
    QString filter; ///< CSV first
    std::function<std::string(bool asMarkdown)> text;
};

/// Asks where to and writes it there; nothing happens when the person thinks better of it.
Result<void> saveTable(const SavedTable &table, const Study &study, FileChooser &files, QWidget *window);

} // namespace genrelens
