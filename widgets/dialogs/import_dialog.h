#pragma once

#include "core/study/dataset.h"

#include <QDialog>

#include <memory>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace genrelens
{

class ColumnModel;
class ImportHeader;
class JobBoard;
class RepeatsChoice;

/// Asks what the columns of a file are for and which of its rows count. It only asks: the caller prepares
/// with options() after accept().
class ImportDialog : public QDialog
{
    Q_OBJECT

public:
    /// options: what to begin with.
    ImportDialog(std::shared_ptr<const Dataset> dataset, const PreparationOptions &options, JobBoard &board,
                 QWidget *parent = nullptr);

    [[nodiscard]] const std::shared_ptr<const Dataset> &dataset() const { return m_dataset; }
    [[nodiscard]] PreparationOptions options() const;
    /// The file is open already: the button says Apply instead of Open.
    void setApplies();
    /// Why the choices of before did not work.
    void setProblem(const QString &problem);

private:
    void makeTable();
    [[nodiscard]] QWidget *makePreview();
    [[nodiscard]] QLayout *makeRowChoices();
    void makeButtons();
    void fitToScreen();
    void resetToRecognised();
    void edit(const QModelIndex &index);
    void keepRepeatsPossible();
    void refreshSummary();

    std::shared_ptr<const Dataset> m_dataset;
    ColumnModel *m_model;
    QSortFilterProxyModel *m_filtered;
    ImportHeader *m_header;
    QLineEdit *m_filter;
    QTableView *m_table;
    RepeatsChoice *m_repeats;
    QComboBox *m_genres;
    QLabel *m_summary;
    QDialogButtonBox *m_buttons;
    QPushButton *m_accept = nullptr;
};

} // namespace genrelens
