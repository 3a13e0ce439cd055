#pragma once

#include "core/prepare/prepare.h"

#include <QObject>
#include <QString>

class QAction;
class QMenu;
class QMenuBar;

namespace genrelens
{

class Study;

/// The Dataset menu: what the columns are for, which features are standardized, which tracks are worked on.
class DatasetMenu : public QObject
{
    Q_OBJECT

public:
    DatasetMenu(QMenuBar &bar, const Study &study, QObject *parent = nullptr);
    /// An action of someone else's, below.
    void addAction(QAction *action);

signals:
    void columnsRequested();
    /// text: of the undo step.
    void preparationChosen(const genrelens::PreparationOptions &options, const QString &text);

private:
    void refresh();
    void refreshStandardize();
    void addFeature(const std::string &name, bool standardized);
    void choose(std::vector<std::string> rawFeatures, const QString &text);

    const Study &m_study;
    QMenu *m_menu;
    QAction *m_columns;
    QMenu *m_standardize;
};

} // namespace genrelens
