#pragma once

#include "core/study/settings.h"
#include "widgets/plots/sweep_plot.h"

#include <QTimer>
#include <QWidget>

#include <optional>
#include <vector>

class QAbstractButton;
class QComboBox;
class QSpinBox;
class QToolButton;

namespace genrelens
{

class SweepOptions;

/// What of a sweep is shown, and of which range of k it is. What is shown is remembered.
class SweepControls : public QWidget
{
    Q_OBJECT

public:
    enum class Activity { None, Running, Stopped };

    explicit SweepControls(QWidget *parent = nullptr);

    void setSettings(const ClusterSettings &settings);
    void setActivity(Activity activity);
    /// The panels that there are to choose from.
    void setMeasures(const std::vector<SweepMeasure> &measures);
    /// Without room for all, one stands for them.
    void setRoomForAll(bool room);

    [[nodiscard]] std::optional<SweepMeasure> shown() const { return m_shown; }
    [[nodiscard]] SweepMeasure alone() const { return m_alone; }
    [[nodiscard]] bool showsTable() const;

signals:
    void viewChanged();
    /// Some time after the last change; only the sweep of settings is chosen.
    void settingsChosen(const genrelens::ClusterSettings &settings);
    void stopRequested();
    void goOnRequested();
    void exportRequested();

private:
    void name();
    void connectBoxes();
    void chooseMeasure(int index);
    void showMeasure();
    void settle();

    QComboBox *m_measure;
    QToolButton *m_table;
    QWidget *m_range;
    QSpinBox *m_from;
    QSpinBox *m_to;
    QToolButton *m_more;
    QAbstractButton *m_stop;
    QAbstractButton *m_goOn;
    QAbstractButton *m_export;
    SweepOptions *m_options;
    QTimer m_settling; // running while what was changed is not told yet
    ClusterSettings m_settings;
    std::vector<SweepMeasure> m_measures;
    std::optional<SweepMeasure> m_shown;
    SweepMeasure m_alone = SweepMeasure::Wcss;
    bool m_room = true;
};

} // namespace genrelens
