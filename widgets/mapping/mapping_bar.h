#pragma once

#include "core/study/settings.h"

#include <QList>
#include <QString>
#include <QWidget>

#include <string>
#include <utility>
#include <vector>

class QAction;
class QComboBox;
class QLineEdit;
class QMenu;

namespace genrelens
{

class Study;

/// The mappings that are kept side by side: which one is edited, and what can be done with it as a whole. A
/// name is typed in place of the list.
class MappingBar : public QWidget
{
    Q_OBJECT

public:
    explicit MappingBar(Study &study, QWidget *parent = nullptr);

    /// New, duplicate, rename, delete; copy, paste; suggest.
    [[nodiscard]] QList<QAction *> mappingActions() const;
    /// What loads and saves mappings: between the two groups of those.
    void setFileActions(const QList<QAction *> &actions);
    void refresh();

signals:
    void settingsChosen(const genrelens::StudySettings &settings, const QString &text);
    void refused(const QString &why);
    void copyRequested();
    void pasteRequested();
    void suggestRequested();
    /// Something is about to be typed or shown here, which may be hidden.
    void sightRequested();

private:
    QAction *addAction(const QString &name, const QString &text);
    void makeActions();
    void fillMenu();
    void fillBox();
    void choose(const std::string &name);
    void add(Mapping mapping, const QString &text);
    void addEmpty();
    void duplicate();
    void removeCurrent();
    void startRenaming();
    void finishRenaming();
    bool eventFilter(QObject *object, QEvent *event) override;
    [[nodiscard]] QString freshTitle(const QString &base) const;

    Study &m_study;
    QComboBox *m_box;
    QLineEdit *m_name;
    QMenu *m_menu;
    QList<QAction *> m_wholeActions; // of the mapping as a whole
    QList<QAction *> m_cellActions;  // of its contents
    QList<QAction *> m_fileActions;
    QAction *m_delete = nullptr;
    std::vector<std::pair<std::string, QString>> m_shown; // in the list: name and title
};

/// What a mapping is called for people.
QString mappingTitle(const Mapping &mapping);

} // namespace genrelens
