#pragma once

#include "core/base/random.h"
#include "core/study/explanation.h"
#include "tests/support/toy_data.h"
#include "tests/support/toy_shap.h"
#include "widgets/plots/beeswarm.h"
#include "widgets/plots/shap_figures.h"

#include <cmath>
#include <memory>
#include <vector>

namespace genrelens::test
{

/// SHAP values as they might be, of tracks in another order than the rows: of those, every second one.
inline std::shared_ptr<const Explanation> toyExplanation(std::size_t tracks, std::size_t classes = 3,
                                                         std::size_t features = 4)
{
    Random random(3, RandomPurpose::Test, 41);
    std::vector<float> matrix;
    for (std::size_t i = 0; i < 2 * tracks * features; ++i)
        matrix.push_back(static_cast<float>(random.normal()));
    auto run = std::make_shared<ModelRun>();
    run->model = "random_forest";
    run->labels = toyLabels(classes, std::vector<std::int32_t>(2 * tracks, 0));
    auto explanation = std::make_shared<Explanation>();
    explanation->features = toyFeatures(features, std::move(matrix));
    for (std::size_t i = 0; i < tracks; ++i)
        explanation->tracks.push_back(static_cast<std::uint32_t>(2 * tracks - 1 - 2 * i));
    run->evaluation.judgedRows = explanation->tracks;
    explanation->run = run;
    ShapTable table(tracks, features, std::vector<double>(classes, 1.0 / static_cast<double>(classes)));
    std::vector<double> values;
    for (std::size_t i = 0; i < tracks * classes * features; ++i)
        values.push_back(0.1 * random.normal() / (1.0 + static_cast<double>(i % features)));
    test::appendByRow(table, values, std::vector<double>(tracks * classes, 0.25));
    explanation->values = table.shown();
    return explanation;
}

/// The same with so many of its tracks explained so far.
inline std::shared_ptr<const Explanation> firstOf(const Explanation &all, std::size_t tracks)
{
    auto some = std::make_shared<Explanation>(all);
    some->values = all.values.first(tracks);
    return some;
}

} // namespace genrelens::test
