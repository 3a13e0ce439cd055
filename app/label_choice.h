#pragma once

#include <QObject>
#include <QString>

#include <string>
#include <utility>
#include <vector>

class QActionGroup;
class QComboBox;
class QMenu;

namespace genrelens
{

class Study;

/// The choice of the label set that all views show: the tool bar's box and the first entries of the Labels
/// menu, kept in step with the label sets that there are.
class LabelChoice : public QObject
{
    Q_OBJECT

public:
    /// The entries come at the top of menu. box is the parent's to place.
    LabelChoice(QMenu &menu, Study &study, QObject *parent = nullptr);
    [[nodiscard]] QComboBox *box() const { return m_box; }

private:
    void refresh();
    void rebuild();

    QMenu &m_menu;
    Study &m_study;
    QActionGroup *m_actions;
    QComboBox *m_box;
    std::vector<std::pair<std::string, QString>> m_shown; // names and titles of the entries
};

} // namespace genrelens
