#pragma once

#include "core/study/study.h"

#include <QDialog>
#include <QList>

#include <set>
#include <string>
#include <vector>

class QCheckBox;
class QListWidget;
class QRadioButton;

namespace genrelens
{

/// Chooses which tracks to write as CSV and with what beside the columns that there always are. It only asks:
/// the caller writes after accept().
class ExportDataDialog : public QDialog
{
    Q_OBJECT

public:
    /// further: the label sets that can have a column more; all have, until unticked.
    ExportDataDialog(const Study &study, const std::vector<LabelSetInfo> &further, QWidget *parent = nullptr);

    [[nodiscard]] bool selectionOnly() const;
    [[nodiscard]] bool withFeatures() const;
    /// Names of the label sets that are ticked.
    [[nodiscard]] std::set<std::string> labelSets() const;

private:
    QRadioButton *m_all;
    QRadioButton *m_selection;
    QListWidget *m_labels;
    QCheckBox *m_features;
};

} // namespace genrelens
