#include "core/study/mapping_guidance.h"

#include "core/study/study.h"

#include <algorithm>
#include <numeric>

namespace genrelens
{

namespace
{

// Rows of another preparation, or held out by another split, are other tracks.
bool isOfPresentTracks(const Study &study, const ModelRun &run)
{
    return run.inputs.features == study.prepared()->features().key() &&
           run.inputs.heldOut == study.currentHeldOut();
}

bool learnedPresentLabels(const Study &study, const ModelRun &run)
{
    return study.labels(run.labels.name()).key() == run.labels.key();
}

// The current model before the others; without the one that mistakes every track for the same class.
std::vector<std::string> modelNames(const Study &study)
{
    std::vector<std::string> names{study.currentModel()};
    for (const ModelKind &kind : modelCatalogue())
        if (kind.name != study.currentModel())
            names.push_back(kind.name);
    names.erase(std::remove(names.begin(), names.end(), "majority"), names.end());
    return names;
}

struct Candidates {
    std::shared_ptr<const ModelRun> onMapping;
    std::shared_ptr<const ModelRun> onGenres;
};

Candidates candidates(const Study &study, const std::string &model)
{
    Candidates found{study.modelRun(model, study.settings().currentMapping), study.modelRun(model, "genre")};
    if (found.onMapping && !isOfPresentTracks(study, *found.onMapping))
        found.onMapping = nullptr;
    // Other genres cannot be told to which super-genre they belong.
    if (found.onGenres &&
        (!isOfPresentTracks(study, *found.onGenres) || !learnedPresentLabels(study, *found.onGenres)))
        found.onGenres = nullptr;
    return found;
}

std::shared_ptr<const ModelRun> runToQuote(const Study &study)
{
    std::shared_ptr<const ModelRun> outdated;
    for (const std::string &model : modelNames(study)) {
        const Candidates found = candidates(study, model);
        if (found.onMapping && learnedPresentLabels(study, *found.onMapping))
            return found.onMapping;
        if (found.onGenres)
            return found.onGenres;
        if (found.onMapping && model == study.currentModel())
            return found.onMapping;
        if (!outdated)
            outdated = found.onMapping;
    }
    return outdated;
}

// The first model that there is on the mapping or on the genres, whatever it was judged by.
std::string staleModel(const Study &study)
{
    for (const std::string &model : modelNames(study))
        if (study.modelRun(model, study.settings().currentMapping) || study.modelRun(model, "genre"))
            return model;
    return {};
}

// Of each class in `before` the one in `present` that has most of its tracks, whatever the two are called;
// among equals the one of its name, else the first. A class most of whose tracks have none now is no more.
std::vector<std::int32_t> whereTracksWent(const LabelSet &before, const LabelSet &present)
{
    const std::size_t classes = present.classes().size();
    const std::size_t width = classes + 1; // the last: those that have no class
    std::vector<std::size_t> tracks(before.classes().size() * width, 0);
    for (std::size_t row = 0; row < before.codes().size(); ++row) {
        if (before.codes()[row] == unlabelled)
            continue;
        const std::int32_t code = present.codes()[row];
        const std::size_t into = code == unlabelled ? classes : static_cast<std::size_t>(code);
        ++tracks[static_cast<std::size_t>(before.codes()[row]) * width + into];
    }
    std::vector<std::int32_t> went;
    for (std::size_t from = 0; from < before.classes().size(); ++from) {
        const auto begin = tracks.begin() + static_cast<std::ptrdiff_t>(from * width);
        const auto most = std::max_element(begin, begin + static_cast<std::ptrdiff_t>(width));
        auto best = static_cast<std::size_t>(most - begin);
        for (std::size_t c = best; c < classes; ++c)
            if (begin[static_cast<std::ptrdiff_t>(c)] == *most &&
                present.classes()[c] == before.classes()[from])
                best = c;
        went.push_back(best == classes ? unlabelled : static_cast<std::int32_t>(best));
    }
    return went;
}

// Of each class that a run learned the super-genre.
std::vector<std::int32_t> superGenresOf(const ModelRun &run, const FoldedGenres &folded)
{
    return run.labels.name() == "genre" ? folded.classOfGenre : whereTracksWent(run.labels, folded.labels);
}

} // namespace

MappingGuidance mappingGuidance(const Study &study)
{
    const FoldedGenres *folded = study.folded(study.settings().currentMapping);
    if (folded == nullptr)
        return {};
    const PreparedData &data = *study.prepared();
    const std::vector<std::size_t> columns = distanceColumns(data.features());
    const std::shared_ptr<const ModelRun> run = runToQuote(study);
    if (!run)
        return {genreGuidance(data.genres, *folded, data.genreMoments, columns, nullptr),
                {},
                {},
                false,
                staleModel(study)};
    const std::vector<std::int32_t> superGenres = superGenresOf(*run, *folded);
    const JudgedTracks judged{run->evaluation.judgedRows, run->evaluation.predicted, superGenres};
    return {genreGuidance(data.genres, *folded, data.genreMoments, columns, &judged), run->model,
            run->labels.name(), !learnedPresentLabels(study, *run)};
}

std::shared_ptr<const ModelRun> genreRun(const Study &study)
{
    if (!study.prepared() || study.prepared()->genres.isEmpty())
        return nullptr;
    for (const std::string &model : modelNames(study))
        if (auto run = candidates(study, model).onGenres)
            return run;
    return nullptr;
}

std::vector<std::size_t> distanceColumns(const Features &features)
{
    std::vector<std::size_t> columns;
    for (std::size_t c = 0; c < features.columns(); ++c)
        if (features.scalings()[c].standardized)
            columns.push_back(c);
    if (columns.empty()) {
        columns.resize(features.columns());
        std::iota(columns.begin(), columns.end(), std::size_t{0});
    }
    return columns;
}

} // namespace genrelens
