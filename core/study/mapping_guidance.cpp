#include "core/study/mapping_guidance.h"

#include "core/study/study.h"

namespace genrelens
{

MappingGuidance mappingGuidance(const Study &study)
{
    const LabelSet genres = study.labels("genre");
    return {std::vector<GenreGuidance>(genres.classes().size()), {}, {}, false};
}

} // namespace genrelens
