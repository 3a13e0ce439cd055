#pragma once

#include "core/study/explainer.h"
#include "widgets/shap/shap_focus.h"

#include <QWidget>

#include <cstdint>
#include <vector>

namespace genrelens
{

class Plot;

/// One way of looking at an explanation: a page of the SHAP dock. It is shown only while there is one.
class ShapPage : public QWidget
{
    Q_OBJECT

public:
    ShapPage(const Study &study, Explainer &explainer, ShapFocus &focus, QWidget *parent = nullptr)
        : QWidget(parent)
        , m_study(study)
        , m_explainer(explainer)
        , m_focus(focus)
    {
    }

    /// Shows what the study and the explainer have now.
    virtual void refresh() = 0;
    /// The figure that File > Export Plot takes.
    [[nodiscard]] virtual Plot *plot() const = 0;

signals:
    /// Tracks to select everywhere.
    void picked(const std::vector<std::uint32_t> &tracks, const QString &what,
                Qt::KeyboardModifiers modifiers);
    /// A track to look at alone, in the page for that.
    void trackChosen(std::uint32_t track);
    /// A feature to look at alone, in the page for that; it is the focus already.
    void featureChosen();

protected:
    [[nodiscard]] const Study &study() const { return m_study; }
    [[nodiscard]] Explainer &explainer() const { return m_explainer; }
    [[nodiscard]] ShapFocus &focus() const { return m_focus; }

private:
    const Study &m_study;
    Explainer &m_explainer;
    ShapFocus &m_focus;
};

} // namespace genrelens
