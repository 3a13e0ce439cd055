#pragma once

#include "core/study/settings.h"

#include <QFrame>

class QSpinBox;

namespace genrelens
{

/// A small form, popped up, of how much trouble a sweep takes.
class SweepOptions : public QFrame
{
    Q_OBJECT

public:
    explicit SweepOptions(QWidget *parent = nullptr);
    void setSettings(const ClusterSettings &settings);
    /// Writes what is chosen into settings.
    void fill(ClusterSettings &settings) const;
    /// Below that widget, or above it where the screen ends.
    void popUp(const QWidget &beside);

signals:
    void changed();

private:
    QSpinBox *m_restarts;
    QSpinBox *m_references;
    QSpinBox *m_resamples;
};

} // namespace genrelens
