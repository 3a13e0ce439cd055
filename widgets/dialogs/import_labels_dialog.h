#pragma once

#include "core/labels/label_file.h"

#include <QDialog>
#include <QString>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace genrelens
{

/// Chooses which column of a label file holds the labels, what its lines are matched by, and what the label
/// set is called, and shows what comes of it.
class ImportLabelsDialog : public QDialog
{
    Q_OBJECT

public:
    ImportLabelsDialog(LabelFile file, Features features, QWidget *parent = nullptr);

    [[nodiscard]] const FileLabels &labels() const { return m_labels; }
    [[nodiscard]] QString title() const;

private:
    void chooseKey();
    void chooseColumn();
    void refresh();
    void showClasses();
    void showTrouble();
    [[nodiscard]] QString trouble() const;
    [[nodiscard]] QString matchText() const;
    [[nodiscard]] const LabelKey *key() const;

    LabelFile m_file;
    Features m_features;
    FileLabels m_labels; // by what is chosen
    bool m_titleIsOurs = true;
    QComboBox *m_column;
    QComboBox *m_key;
    QLineEdit *m_title;
    QLabel *m_matched;
    QTreeWidget *m_classes;
    QLabel *m_reason;
    QPushButton *m_import = nullptr;
};

} // namespace genrelens
