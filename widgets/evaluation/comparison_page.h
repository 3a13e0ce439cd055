#pragma once

#include "core/study/model_examiner.h"

#include <QStringList>
#include <QWidget>

#include <memory>
#include <vector>

class QComboBox;
class QLabel;

namespace genrelens
{

/// A model beside another one that learned the same labels, in words.
class ComparisonPage : public QWidget
{
    Q_OBJECT

public:
    explicit ComparisonPage(const ModelExaminer &examiner, QWidget *parent = nullptr);

    /// run may be null; others: all up-to-date ones on the same labels, without run; outdated: titles of what
    /// could be compared were it trained again.
    void setRuns(std::shared_ptr<const ModelRun> run, std::vector<std::shared_ptr<const ModelRun>> others,
                 const QStringList &outdated = {});
    [[nodiscard]] QString text() const;

private:
    void fillChoice();
    void compare();

    const ModelExaminer &m_examiner;
    std::shared_ptr<const ModelRun> m_run;
    std::vector<std::shared_ptr<const ModelRun>> m_others;
    QStringList m_outdated;
    QLabel *m_with;
    QComboBox *m_choice;
    QLabel *m_answers;
    QLabel *m_folds;
};

} // namespace genrelens
