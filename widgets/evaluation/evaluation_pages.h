#pragma once

#include "core/study/model_examiner.h"

#include <QStringList>
#include <QWidget>

#include <map>
#include <memory>
#include <string>
#include <vector>

class QComboBox;
class QSpinBox;
class QStackedWidget;

namespace genrelens
{

class ComparisonPage;
class ExaminationPage;
class FigureList;
class Plot;

/// A model as the pages show it.
struct ShownModel {
    std::shared_ptr<const ModelRun> run;                 ///< null for none
    bool current = false;                                ///< up to date, so that it can be examined
    std::vector<std::string> features;                   ///< of a current run
    std::vector<std::shared_ptr<const ModelRun>> others; ///< that it can be compared with
    QStringList outdated = {};                           ///< titles of those that it could be
};

/// How many folds, and how often.
struct FoldChoice {
    std::size_t folds = 5;
    std::size_t repeats = 1;
};

/// Calibration, trees, learning curve, folds, importance and comparison of a model, one at a time.
class EvaluationPages : public QWidget
{
    Q_OBJECT

public:
    enum Page { Figures, Calibration, Trees, Learning, CrossFolds, Importance, Comparison };

    explicit EvaluationPages(ModelExaminer &examiner, QWidget *parent = nullptr);

    void setRun(ShownModel shown);
    /// With the figures as a page.
    void setWithFigures(bool with);
    /// Of the pages there are; its owner is whoever places it.
    [[nodiscard]] QComboBox *choice() const { return m_choice; }
    void showPage(Page page);
    [[nodiscard]] Page page() const;
    /// The figure of the page that is seen; null for a page of words.
    [[nodiscard]] Plot *plot() const;
    [[nodiscard]] ExaminationPage *examination(Page page) const;
    [[nodiscard]] FoldChoice chosenFolds() const;
    /// Begins what takes a moment only and is being looked at.
    void startQuickOnes();

signals:
    /// The person, or a page that is looked at, asks for it.
    void examinationChosen(genrelens::Examination what);

private:
    void makePages();
    ExaminationPage *makePage(Plot *plot, Page page, const QString &name);
    void connectPage(Page page, Examination what);
    void fillChoice();
    void showRun();
    void showResults(Examination what);
    void showImportance();
    void showRunning();

    ModelExaminer &m_examiner;
    ShownModel m_shown;
    bool m_withFigures = false;
    Key m_leftTrees; // of a run whose trees were not to be counted
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::vector<std::string>>
        m_features; // by key of the run

    QComboBox *m_choice;
    QStackedWidget *m_stack;
    FigureList *m_figures;
    std::map<Page, ExaminationPage *> m_pages;
    ComparisonPage *m_comparison;
    QComboBox *m_importanceKind;
    QSpinBox *m_folds;
    QSpinBox *m_repeats;
};

} // namespace genrelens
