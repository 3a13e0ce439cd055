#pragma once

#include "core/study/cluster_examiner.h"

#include <QWidget>

#include <cstdint>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace genrelens
{

class PickTable;

/// The tracks that lie farthest from the middle of their clusters, or that are the easiest to isolate.
class AnomaliesPage : public QWidget
{
    Q_OBJECT

public:
    AnomaliesPage(const Study &study, const ClusterExaminer &examiner, QWidget *parent = nullptr);

    void refresh();
    /// As they are listed before a person sorts them.
    [[nodiscard]] std::vector<ClusterMember> listed() const;

signals:
    void picked(const std::vector<std::uint32_t> &tracks, const QString &what,
                Qt::KeyboardModifiers modifiers);
    void exportRequested();

private:
    void pickAll();

    const Study &m_study;
    const ClusterExaminer &m_examiner;
    QComboBox *m_order;
    QSpinBox *m_count;
    QLabel *m_empty;
    PickTable *m_table;
    QPushButton *m_select;
    QPushButton *m_export;
};

} // namespace genrelens
