#pragma once

#include "widgets/plots/shap_figures.h"
#include "widgets/shap/shap_page.h"

#include <QColor>

class QComboBox;
class QLabel;

namespace genrelens
{

class Beeswarm;
class ChoiceBox;
class JobBoard;

/// How each feature moves the answers, track by track: swarms of one class, or of all side by side.
class BeeswarmPage : public ShapPage
{
    Q_OBJECT

public:
    BeeswarmPage(const Study &study, Explainer &explainer, ShapFocus &focus, JobBoard &board);

    void refresh() override;
    [[nodiscard]] Plot *plot() const override;
    [[nodiscard]] Beeswarm *beeswarm() const { return m_beeswarm; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    /// Of what the swarms are made; the same gives the same swarms.
    struct Subject {
        std::shared_ptr<const ModelRun> run;
        std::size_t tracks = 0;
        std::size_t explained = 0;
        std::optional<std::size_t> classCode;
        bool orderByClass = false;
        std::vector<QColor> colours;

        bool operator==(const Subject &) const = default;
    };

    void makeControls();
    void chooseOrder();
    void showOrder(bool allClasses);
    void showSelection();
    [[nodiscard]] std::optional<std::size_t> classOf(const Explanation &explanation) const;
    [[nodiscard]] BeeswarmView viewOf(const Explanation &explanation, const Subject &subject);

    ChoiceBox *m_class;
    QComboBox *m_order;
    QLabel *m_selected;
    Beeswarm *m_beeswarm;
    Subject m_subject;
    // Of the run and number of tracks of m_subject.
    std::vector<ValueScale> m_scales;
    std::shared_ptr<const std::vector<RowSet>> m_missing;
};

} // namespace genrelens
