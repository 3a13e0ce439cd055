#pragma once

#include "core/study/dataset.h"

#include <QString>
#include <QWidget>

#include <string>
#include <vector>

class QLabel;

namespace genrelens
{

/// The top of the import dialog: which file, what reading it took, what was guessed, and what went wrong.
class ImportHeader : public QWidget
{
    Q_OBJECT

public:
    explicit ImportHeader(const Dataset &dataset, QWidget *parent = nullptr);

    void setDoubts(const std::vector<std::string> &doubts);
    /// Why the choices of before did not work; empty for nothing.
    void setProblem(const QString &problem);

private:
    QLabel *m_problem;
    QLabel *m_guessedTitle;
    QLabel *m_doubts;
};

} // namespace genrelens
