#pragma once

#include "core/base/row_set.h"
#include "widgets/docks/dock.h"

#include <QColor>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace genrelens
{

class BarChart;
class LabelSet;
class Study;
class StudyJobs;

/// How many tracks each class of the current label set has, of all or of those that models learn from, and
/// how many of them are selected. Clicks and keys pick the tracks of a class; its colour can be changed.
class DistributionDock : public Dock
{
    Q_OBJECT

public:
    /// Asks for a colour, given the present one and a title; an invalid one is Cancel.
    using ColourChooser = std::function<QColor(QWidget *, const QColor &, const QString &)>;

    DistributionDock(Study &study, StudyJobs &jobs, QWidget *parent = nullptr);
    [[nodiscard]] Plot *plot() const override;
    /// A seam: tests answer in the person's place.
    void setColourChooser(ColourChooser chooser) { m_chooseColour = std::move(chooser); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// What a bar stands for, which outlives the bar.
    struct BarClass {
        std::string labelSet;
        std::string name;  // empty for tracks without a class
        std::int32_t code; // negative for these
        QString shownName;
        QColor colour;
    };
    void makeControls();
    void layOut();
    void refresh();
    void showTexts(const LabelSet &labels, const std::optional<RowSet> &among);
    void find();
    [[nodiscard]] BarClass classOf(int bar) const;
    [[nodiscard]] std::optional<std::int32_t> codeOf(const BarClass &cls) const;
    void pick(const BarClass &cls, Qt::KeyboardModifiers modifiers);
    void showMenu(int bar, const QPoint &position);
    void changeColour(const BarClass &cls);
    void resetColour(const BarClass &cls);
    [[nodiscard]] std::optional<RowSet> countedRows() const;

    Study &m_study;
    QLabel *m_summary;
    QComboBox *m_order;
    QComboBox *m_tracks;
    QWidget *m_finder; // for many classes: what finds one and sees all
    QLineEdit *m_find;
    QToolButton *m_smaller;
    QToolButton *m_larger;
    QToolButton *m_fit;
    BarChart *m_chart;
    QLabel *m_selected;  // what solid and pale mean
    std::string m_shown; // label set
    ColourChooser m_chooseColour;
};

} // namespace genrelens
