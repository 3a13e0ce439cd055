#pragma once

#include "core/study/job.h"
#include "widgets/map/map_colours.h"

#include <QObject>

#include <memory>

namespace genrelens
{

class MapMaker;
class Study;
enum class StudyPart;

/// By what the points of the map are coloured, and what that takes: a model's answers about all tracks are
/// found in the background. Colours by labels follow the labels that all views show.
class MapPainting : public QObject
{
    Q_OBJECT

public:
    MapPainting(const Study &study, const MapMaker &maker, JobBoard &board, QObject *parent = nullptr);

    /// Whether somebody looks: then quick models' answers are found also if no colour takes them.
    void setWatched(bool watched);
    void setColouring(const MapColouring &colouring);
    [[nodiscard]] const MapColouring &colouring() const { return m_colouring; }
    [[nodiscard]] MapColours colours() const;
    /// The current model's answers if they are there, or null; of the present tracks.
    [[nodiscard]] const MapColourSources &sources() const { return m_sources; }
    /// What it waits for: "Predicting all tracks …"; empty: nothing.
    [[nodiscard]] QString waitingText() const;

signals:
    void changed();

private:
    void follow(StudyPart part);
    void refresh();
    void takeTruth();
    [[nodiscard]] bool isGone() const;
    [[nodiscard]] std::shared_ptr<const ModelRun> presentRun() const;
    [[nodiscard]] bool wantsAnswers(const ModelRun &run) const;

    const Study &m_study;
    const MapMaker &m_maker;
    MapColouring m_colouring;
    bool m_watched = false;
    bool m_follows = true; // the labels that are shown
    MapColourSources m_sources;
    std::shared_ptr<const ModelRun> m_running;
    std::shared_ptr<const ModelRun> m_failed;
    Job m_job;
};

} // namespace genrelens
