#pragma once

#include <QScrollArea>
#include <QString>

#include <vector>

class QGridLayout;
class QLabel;

namespace genrelens
{

/// A name with its number, and what it means in a sentence.
struct NamedFigure {
    QString name;
    QString value;
    QString meaning;

    bool operator==(const NamedFigure &) const = default;
};

/// Names and numbers in two columns.
class FigureList : public QScrollArea
{
    Q_OBJECT

public:
    explicit FigureList(QWidget *parent = nullptr);

    void setFigures(const std::vector<NamedFigure> &figures);
    [[nodiscard]] const std::vector<NamedFigure> &figures() const { return m_figures; }

private:
    QGridLayout *m_grid;
    std::vector<NamedFigure> m_figures;
    std::vector<std::pair<QLabel *, QLabel *>> m_labels; // as many as there were figures at most
};

} // namespace genrelens
