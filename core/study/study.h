#pragma once

#include "core/labels/genre_map.h"
#include "core/labels/kept_labels.h"
#include "core/study/analysis.h"
#include "core/study/label_set_info.h"
#include "core/study/study_part.h"
#include "core/study/track_selection.h"

#include <QObject>
#include <QString>

#include <map>
#include <memory>
#include <set>
#include <string>

namespace genrelens
{

struct MapRequest;
struct TrackMap;

/// What is open now: the inputs and the newest result of each kind. Setters compare, then emit; views read
/// and never talk to each other. Lives on the GUI thread; its values may be taken to any thread.
class Study : public QObject
{
    Q_OBJECT

public:
    explicit Study(QObject *parent = nullptr);

    /// Opens a dataset: results of the last one are forgotten; the settings stay but for the preparation.
    void setDataset(std::shared_ptr<const Dataset> dataset, std::shared_ptr<const PreparedData> prepared,
                    const PreparationOptions &preparedWith);
    [[nodiscard]] const std::shared_ptr<const Dataset> &dataset() const { return m_dataset; }

    void setSettings(const StudySettings &settings);
    [[nodiscard]] const StudySettings &settings() const { return m_settings; }

    /// The label set and model that the views show: "super_genre", "random_forest".
    void setCurrentView(const std::string &model, const std::string &labels);
    void setCurrentLabels(const std::string &name) { setCurrentView(m_currentModel, name); }
    [[nodiscard]] const std::string &currentLabels() const { return m_currentLabels; }
    void setCurrentModel(const std::string &name) { setCurrentView(name, m_currentLabels); }
    [[nodiscard]] const std::string &currentModel() const { return m_currentModel; }

    /// The tracks that a person picked, over the kept rows; what names them ("tempo is 0 BPM"). Ignored when
    /// rows are of another preparation. When the kept rows change, those that are kept stay selected.
    void setSelection(const RowSet &rows, std::string what) { m_picks.choose(rows, std::move(what)); }
    [[nodiscard]] const RowSet &selection() const { return m_picks.tracks(); }
    [[nodiscard]] const std::string &selectionName() const { return m_picks.rows().name; }
    /// The same by rows of the file, selections kept under names, how the next pick is taken.
    [[nodiscard]] TrackSelection &picks() { return m_picks; }
    [[nodiscard]] const TrackSelection &picks() const { return m_picks; }

    /// Groupings kept beside those of the settings; forgotten with the dataset. Names: freshLabelSetName().
    void setKeptLabels(KeptLabelSets kept);
    [[nodiscard]] const KeptLabelSets &keptLabels() const { return m_keptLabels; }
    /// base, or base_2, base_3, ...: what no label set is or was called, as long as the study lives, so that
    /// undo cannot bring back one of the same name.
    [[nodiscard]] std::string freshLabelSetName(const std::string &base) const;

    void setPrepared(std::shared_ptr<const PreparedData> prepared, const PreparationOptions &preparedWith);
    /// A split that a job has drawn, so that it need not be drawn here when a model asks for it.
    void offerSplit(StudySplit split);
    void setClustering(Clustering clustering);
    void setSweep(Sweep sweep);
    void setModelRun(ModelRun run);
    /// A map of the kept rows, complete or stopped.
    void setMap(std::shared_ptr<const TrackMap> map);
    void removeModelRun(const std::string &model, const std::string &labels);

    [[nodiscard]] const std::shared_ptr<const PreparedData> &prepared() const { return m_prepared; }
    [[nodiscard]] bool isPreparationCurrent() const;
    [[nodiscard]] const std::shared_ptr<const Clustering> &clustering() const { return m_clustering; }
    [[nodiscard]] bool isClusteringCurrent() const;
    [[nodiscard]] const std::shared_ptr<const Sweep> &sweep() const { return m_sweep; }
    [[nodiscard]] bool isSweepCurrent() const;
    /// Null when there is none, or it is of other tracks.
    [[nodiscard]] std::shared_ptr<const TrackMap> map() const;
    /// Whether that is of the present settings.
    [[nodiscard]] bool isMapCurrent() const;
    /// Of the present tracks and settings. Error: there are none yet, or no clusters that are to pull.
    [[nodiscard]] Result<MapRequest> mapRequest() const;

    /// Every label set there is or can be, maybe empty: genres, mappings, clusters, then what was kept.
    [[nodiscard]] std::vector<LabelSetInfo> labelSets() const;
    [[nodiscard]] QString labelsTitle(const std::string &name) const;
    /// What a mapping's classes are made of; null for another label set.
    [[nodiscard]] const FoldedGenres *folded(const std::string &mapping) const;
    /// Of the classes of a label set over the features; empty when the set is.
    [[nodiscard]] ClassMoments moments(const std::string &labels) const;
    /// The labels of that name; empty when the file has none or they are not computed yet.
    [[nodiscard]] LabelSet labels(const std::string &name) const;
    /// What is held out and what is learned from. Error: see studySplit().
    [[nodiscard]] Result<Split> currentSplit() const;
    [[nodiscard]] Key currentHeldOut() const; ///< of the tracks held out; null where there is no split
    /// The newest run of a model on a label set, stale or not; null when there is none.
    [[nodiscard]] std::shared_ptr<const ModelRun> modelRun(const std::string &model,
                                                           const std::string &labels) const;
    /// The newest of each model on each label set that there is.
    [[nodiscard]] std::vector<std::shared_ptr<const ModelRun>> modelRuns() const;
    [[nodiscard]] ModelChanges changesSince(const ModelRun &run) const;
    [[nodiscard]] bool isCurrent(const ModelRun &run) const { return !changesSince(run).any(); }
    /// What training that model on these labels would take; an Error says what is missing.
    [[nodiscard]] Result<ModelRequest> modelRequest(const std::string &model,
                                                    const std::string &labels) const;

signals:
    void changed(genrelens::StudyPart part);

private:
    std::shared_ptr<const Dataset> m_dataset;
    StudySettings m_settings;
    std::string m_currentLabels = "super_genre";
    std::string m_currentModel = "random_forest";
    std::shared_ptr<const PreparedData> m_prepared;
    Key m_preparedKey;
    TrackSelection m_picks;
    // Derived from m_prepared and the mappings whenever either changes.
    struct Fold {
        GenreMap map;
        FoldedGenres folded;
    };
    std::map<std::string, Fold> m_folds;
    KeptLabelSets m_keptLabels;
    mutable std::set<std::string> m_givenNames;
    std::vector<LabelSet> m_keptSets; // of m_keptLabels, over the present rows
    mutable std::map<std::string, std::pair<Key, ClassMoments>> m_moments;
    std::shared_ptr<const Clustering> m_clustering;
    std::shared_ptr<const Sweep> m_sweep;
    std::shared_ptr<const TrackMap> m_map;
    std::map<std::pair<std::string, std::string>, std::shared_ptr<const ModelRun>> m_modelRuns;
    mutable StudySplit m_split;
    mutable Key m_heldOut; // of m_split

    void foldMappings();
    void placeKeptLabels();
    void renameClassesOfRuns();
    [[nodiscard]] bool leaveMissingLabels();
    [[nodiscard]] Result<const Split *> presentSplit() const;
};

} // namespace genrelens
