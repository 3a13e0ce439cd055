#pragma once

#include "core/study/model_examiner.h"
#include "widgets/shap/shap_page.h"
#include "widgets/shap/shap_summary.h"

class QComboBox;
class QPushButton;
class QToolButton;

namespace genrelens
{

class ChoiceBox;
class StackedBars;

/// Which features matter: mean |SHAP| by feature, for all classes or one, with the bounds it lies between;
/// beside it how much they matter by other measures, when asked for.
class ShapImportancePage : public ShapPage
{
    Q_OBJECT

public:
    ShapImportancePage(const Study &study, Explainer &explainer, ShapFocus &focus, JobBoard &board);

    void refresh() override;
    [[nodiscard]] Plot *plot() const override;

private:
    void makeControls();
    void showBars();
    void showMeasuring();
    void measureOrStop();

    ShapSummary m_summary;
    ModelExaminer m_examiner;
    ChoiceBox *m_class;
    QComboBox *m_form;
    QToolButton *m_compare;
    QPushButton *m_measure;
    StackedBars *m_bars;
};

} // namespace genrelens
