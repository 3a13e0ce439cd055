#pragma once

#include "widgets/shap/shap_page.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace genrelens
{

class ChoiceBox;
class DependencePlot;
struct DependenceSpec;

/// How a feature moves a class: its value against its SHAP value, a dot a track, coloured by the feature that
/// it interacts with most or by one that a person chose.
class ShapDependencePage : public ShapPage
{
    Q_OBJECT

public:
    ShapDependencePage(const Study &study, Explainer &explainer, ShapFocus &focus);

    void refresh() override;
    [[nodiscard]] Plot *plot() const override;

private:
    /// What is shown, of an explanation.
    struct Shown {
        std::shared_ptr<const Explanation> explanation;
        std::size_t feature = 0;
        std::size_t classCode = 0;
        std::optional<std::size_t> colour; ///< none: nothing interacts
    };
    [[nodiscard]] Shown find(const std::shared_ptr<const Explanation> &explanation);
    [[nodiscard]] std::optional<std::size_t> strongest(const Shown &shown);
    void showChoices(const Shown &shown);
    [[nodiscard]] DependenceSpec specOf(const Shown &shown) const;
    [[nodiscard]] QString tipOf(std::size_t point) const;
    void pick(const std::vector<std::size_t> &points, Qt::KeyboardModifiers modifiers);

    Shown m_shown;
    std::optional<std::size_t> m_colour; // that a person chose
    /// The last answer of strongest(), and to what.
    struct Interaction {
        Key run;
        std::size_t rows = 0;
        std::size_t feature = 0;
        std::size_t classCode = 0;
        std::optional<std::size_t> strongest;
    };
    std::optional<Interaction> m_interaction;
    ChoiceBox *m_featureBox;
    ChoiceBox *m_classBox;
    ChoiceBox *m_colourBox;
    DependencePlot *m_plot;
};

} // namespace genrelens
