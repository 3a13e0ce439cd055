#pragma once

#include "core/study/job.h"
#include "widgets/shap/dependence_view.h"
#include "widgets/shap/shap_page.h"

#include <QTimer>

#include <cstdint>
#include <memory>
#include <optional>

namespace genrelens
{

class ChoiceBox;

/// How a feature moves a class: its value against its SHAP value, a dot a track, coloured by the feature that
/// it interacts with most or by one that a person chose.
class ShapDependencePage : public ShapPage
{
    Q_OBJECT

public:
    ShapDependencePage(const Study &study, Explainer &explainer, ShapFocus &focus, JobBoard &board);

    void refresh() override;
    [[nodiscard]] Plot *plot() const override;

private:
    /// Of what the points are made; the same gives the same points.
    struct Subject {
        std::shared_ptr<const ModelRun> run;
        std::size_t tracks = 0;
        std::size_t explained = 0;
        DependenceChoice choice = {};

        bool operator==(const Subject &) const = default;
    };
    void connectParts();
    void clear();
    void display(DependenceView view);
    void showChoices();
    [[nodiscard]] QString tipOf(std::size_t point) const;
    void pick(const std::vector<std::size_t> &points, Qt::KeyboardModifiers modifiers);

    Subject m_subject;                           // that is shown or on its way
    DependenceView m_shown;                      // its points are the plot's
    std::optional<std::size_t> m_colour;         // that a person chose
    std::shared_ptr<const ModelRun> m_choicesOf; // what the boxes are filled for
    ChoiceBox *m_featureBox;
    ChoiceBox *m_classBox;
    ChoiceBox *m_colourBox;
    DependencePlot *m_plot;
    Job m_job;      // makes many points
    QTimer m_later; // runs while more tracks have to wait
};

} // namespace genrelens
