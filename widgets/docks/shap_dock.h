#pragma once

#include "core/study/explainer.h"
#include "widgets/docks/dock.h"
#include "widgets/shap/shap_focus.h"

class QLabel;
class QPushButton;
class QTabWidget;

namespace genrelens
{

class ShapHeader;
class ShapPage;
class StudyJobs;

/// Why the current model answers as it does, by SHAP values: pages of ways to look at them, and above them
/// what is explained and how far it has got. While the dock is not seen nothing is explained.
class ShapDock : public Dock
{
    Q_OBJECT

public:
    ShapDock(Study &study, StudyJobs &jobs, JobBoard &board, QWidget *parent = nullptr);
    [[nodiscard]] Plot *plot() const override;

    [[nodiscard]] Explainer &explainer() { return m_explainer; }
    [[nodiscard]] const Explainer &explainer() const { return m_explainer; }
    [[nodiscard]] ShapFocus &focus() { return m_focus; }

signals:
    /// The person asks for all SHAP values as a file.
    void valuesSavingRequested();

protected:
    void frontChanged(bool inFront) override;

private:
    /// What is said, and what can be done about it, while there is nothing to show.
    enum class Remedy { None, Train, Explain };
    struct Emptiness {
        QString text;
        Remedy remedy = Remedy::None;
        QString button = {};
    };

    void follow(StudyPart part);
    void makePages(JobBoard &board);
    ShapPage *addPage(ShapPage *page, const QString &title);
    void makeEmpty();
    void makeExport();
    void exportMeans();
    void refresh();
    void showPage();
    void showEmpty();
    void showNotice();
    void followNotice();
    void remedy();
    void train();
    [[nodiscard]] bool hasExplanation() const;
    [[nodiscard]] std::string modelToTrain() const;
    [[nodiscard]] Emptiness emptiness() const;
    [[nodiscard]] Emptiness withoutModel() const;
    [[nodiscard]] QString waitingText(std::size_t tracks) const;
    [[nodiscard]] ShapPage *page() const;

    Study &m_study;
    StudyJobs &m_jobs;
    Explainer m_explainer;
    ShapFocus m_focus;
    Job m_exporting;
    Remedy m_remedy = Remedy::None;

    ShapHeader *m_header;
    QTabWidget *m_tabs;
    ShapPage *m_dependence = nullptr;
    ShapPage *m_track = nullptr;
    QWidget *m_nothing; // in place of the pages
    QLabel *m_empty;
    QPushButton *m_button;
};

} // namespace genrelens
