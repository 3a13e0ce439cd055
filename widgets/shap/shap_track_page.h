#pragma once

#include "widgets/shap/shap_page.h"
#include "widgets/shap/track_facts.h"

#include <cstdint>
#include <optional>
#include <utility>

class QLabel;
class QPushButton;
class QToolButton;

namespace genrelens
{

class ChoiceBox;
class TrackSearchBox;
class Waterfall;

/// Why the model answers as it does for one track: for any class, or for one instead of another. The track is
/// the one that is selected alone, or that was chosen here or in another page.
class ShapTrackPage : public ShapPage
{
    Q_OBJECT

public:
    ShapTrackPage(const Study &study, Explainer &explainer, ShapFocus &focus, JobBoard &board);

    void refresh() override;
    [[nodiscard]] Plot *plot() const override;

private:
    void makeControls();
    void makeTexts();
    void connectControls();
    void followSelection();
    void choose(std::uint32_t track);
    void showTrack();
    void showNothing();
    void showTexts(std::optional<std::uint32_t> track, const std::optional<ExplainedTrack> &explained);
    void step(int by);
    [[nodiscard]] std::optional<std::size_t> place() const;

    std::optional<std::uint32_t> m_followed;                // the track that was selected alone
    std::optional<std::pair<Key, std::uint32_t>> m_subject; // what the classes were chosen for
    std::optional<std::size_t> m_class;                     // none: the predicted one
    std::optional<std::size_t> m_other;
    TrackSearchBox *m_search;
    QToolButton *m_previous;
    QToolButton *m_next;
    QToolButton *m_select;
    QLabel *m_title;
    QLabel *m_facts;
    ChoiceBox *m_classBox;
    ChoiceBox *m_otherBox;
    QLabel *m_difference;
    Waterfall *m_steps;
    QPushButton *m_again;
};

} // namespace genrelens
