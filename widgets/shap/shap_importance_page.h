#pragma once

#include "core/study/model_examiner.h"
#include "widgets/shap/shap_page.h"
#include "widgets/shap/shap_summary.h"

#include <QString>

class QComboBox;
class QLabel;
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
    void showNote();
    [[nodiscard]] bool isMeasuring(const ModelRun &run) const;
    void measureOrStop();

    ShapSummary m_summary;
    ModelExaminer m_examiner;
    Key m_shuffled;    // the run that shuffling was asked for last
    QString m_failure; // of that
    ChoiceBox *m_class;
    QComboBox *m_form;
    QToolButton *m_compare;
    QPushButton *m_measure;
    QLabel *m_note;
    QPushButton *m_again;
    StackedBars *m_bars;
};

} // namespace genrelens
