#pragma once

#include "core/study/study.h"
#include "core/study/study_jobs.h"
#include "tests/support/datasets.h"

#include <string>

namespace genrelens::test
{

/// Tracks of three genres that a model can tell apart mostly, of 30 artists, two albums each.
inline std::string evaluatedRows(int rows = 300)
{
    std::string text = "track_id,artists,album_name,energy,tempo,track_genre\n";
    for (int i = 0; i < rows; ++i) {
        const int genre = i * 7 % 3;
        text += 't' + std::to_string(i) + ",artist" + std::to_string(i % 30) + ",album" +
                std::to_string(i % 60) + ',' + std::to_string(genre * 10 + i * 13 % 17) + ',' +
                std::to_string(100 + i * 29 % 31) + ",genre" + std::to_string(genre) + '\n';
    }
    return text;
}

/// A study of them in which nothing is computed unasked.
struct EvaluatedStudy {
    Study study;
    JobBoard board;
    StudyJobs jobs{study, board};

    EvaluatedStudy()
    {
        jobs.setAutomatic(false);
        StudySettings settings;
        settings.setTrees(12);
        study.setSettings(settings);
        open();
        study.setCurrentLabels("genre");
    }
    void open(const std::string &rows = evaluatedRows())
    {
        const auto dataset = test::datasetOf(rows);
        study.setDataset(dataset, test::preparedOf(*dataset), {});
    }
    /// Here and now.
    void train(const std::string &model)
    {
        study.setModelRun(runModel(study.modelRequest(model, "genre").value(), Progress::none()).value());
    }
    [[nodiscard]] std::shared_ptr<const ModelRun> run(const std::string &model) const
    {
        return study.modelRun(model, "genre");
    }
};

} // namespace genrelens::test
