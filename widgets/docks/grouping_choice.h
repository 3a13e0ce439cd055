#pragma once

#include "widgets/plots/contingency_figure.h"

#include <QWidget>

#include <string>
#include <vector>

class QComboBox;
class QToolButton;

namespace genrelens
{

class Study;

/// A label set as a choice; one that has no classes cannot be chosen, but for clusters, which can be found.
struct GroupingEntry {
    std::string name;
    QString title;
    bool possible = true;

    bool operator==(const GroupingEntry &) const = default;
};

/// Which two groupings are compared, and how their table is shown. The choice is remembered. Until one is
/// made it is the current mapping and the clusters; a grouping that is no more gives way to these.
class GroupingChoice : public QWidget
{
    Q_OBJECT

public:
    explicit GroupingChoice(QWidget *parent = nullptr);

    /// The label sets that there are now.
    void offer(const Study &study);
    /// Names of two different label sets.
    [[nodiscard]] const std::string &rows() const { return m_shown.rows; }
    [[nodiscard]] const std::string &columns() const { return m_shown.columns; }
    [[nodiscard]] Normalization normalization() const;
    [[nodiscard]] ContingencyOrder order() const;

signals:
    void chosen();        ///< other groupings
    void displayChosen(); ///< the same, shown otherwise

private:
    struct Names {
        std::string rows;
        std::string columns;
        bool operator==(const Names &) const = default;
    };
    void choose(QComboBox *box);
    void swap();
    void take(Names names);
    void showNames();
    [[nodiscard]] Names resolved(const Study &study) const;

    std::vector<GroupingEntry> m_entries;
    QComboBox *m_rows;
    QToolButton *m_swap;
    QComboBox *m_columns;
    QComboBox *m_normalization;
    QComboBox *m_order;
    Names m_asked; // empty where nobody has chosen
    Names m_shown;
};

} // namespace genrelens
