#pragma once

#include "core/study/job.h"
#include "widgets/plots/shap_figures.h"
#include "widgets/shap/shap_page.h"

#include <QColor>
#include <QTimer>

class QComboBox;
class QLabel;

namespace genrelens
{

class Beeswarm;
class ChoiceBox;

/// How each feature moves the answers, track by track: swarms of one class, or of all side by side. What is
/// shown of many tracks is put in order in the background.
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
        /// The same of fewer or more of the tracks.
        [[nodiscard]] bool isButForRows(Subject other) const
        {
            other.explained = explained;
            return other == *this;
        }
    };

    void makeControls();
    void makeJob();
    void clear();
    void update(const std::shared_ptr<const Explanation> &explanation, const Subject &subject);
    void showSpec(BeeswarmSpec spec, const Subject &subject);
    void chooseOrder();
    void showOrder(bool allClasses);
    void showSelection();
    [[nodiscard]] std::optional<std::size_t> classOf(const Explanation &explanation) const;
    [[nodiscard]] BeeswarmView viewOf(const Subject &subject) const;

    ChoiceBox *m_class;
    QComboBox *m_order;
    QLabel *m_selected;
    Beeswarm *m_beeswarm;
    Subject m_subject; // of what is shown
    Subject m_making;  // by the job
    QTimer m_pause;    // between pictures while more and more tracks arrive
    Job m_job;
};

} // namespace genrelens
