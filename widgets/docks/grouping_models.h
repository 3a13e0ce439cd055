#pragma once

#include "core/learn/evaluate.h"

#include <QWidget>

#include <array>
#include <optional>

class QGridLayout;
class QLabel;

namespace genrelens
{

/// The share of the baseline's errors that a model does not make, (accuracy - baseline) / (1 - baseline):
/// known as proportional reduction in error, or as skill. NaN where the baseline makes none.
double errorsAvoided(double accuracy, double baseline);

/// How well one model tells the classes of two groupings apart, a line each: accuracies over eight classes
/// and over three can only be compared beside their baselines.
class GroupingModels : public QWidget
{
    Q_OBJECT

public:
    struct Judged {
        double accuracy = 0.0;
        Interval interval; ///< 95 % of accuracy
        double baseline = 0.0;
        qint64 tracks = 0; ///< held out
        bool outdated = false;
    };
    struct Line {
        QString title;
        qsizetype classes = 0; ///< 0: not known yet
        std::optional<Judged> judged = std::nullopt;
        QString link = {};  ///< what a person can do about the model
        QString state = {}; ///< stands there when there is no link
    };
    static constexpr int lines = 2;

    explicit GroupingModels(QWidget *parent = nullptr);

    void setModels(const QString &model, const std::array<Line, lines> &shown);
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void linkActivated(int line);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum Column { Title, Classes, Accuracy, Range, Baseline, Gain, Avoided, Link, columnCount };

    void makeHeader();
    void showLine(int line);
    void showWhatFits();
    [[nodiscard]] QLabel *cell(int line, Column column) const; // line -1: the header
    [[nodiscard]] int widthOf(Column column) const;

    QGridLayout *m_grid;
    QString m_model;
    std::array<Line, lines> m_lines;
};

} // namespace genrelens
