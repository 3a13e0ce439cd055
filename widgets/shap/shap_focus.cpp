#include "widgets/shap/shap_focus.h"

namespace genrelens
{

void ShapFocus::setClassCode(std::optional<std::size_t> classCode)
{
    if (classCode == m_class)
        return;
    m_class = classCode;
    emit changed();
}

void ShapFocus::setLabels(const std::string &labels)
{
    if (labels == m_labels)
        return;
    m_labels = labels;
    setClassCode({});
}

void ShapFocus::setFeature(std::optional<std::size_t> feature)
{
    if (feature == m_feature)
        return;
    m_feature = feature;
    emit changed();
}

} // namespace genrelens
