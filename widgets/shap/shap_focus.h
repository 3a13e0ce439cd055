#pragma once

#include <QObject>

#include <cstddef>
#include <optional>
#include <string>

namespace genrelens
{

/// What the pages of the SHAP dock look at together, so that what is chosen in one is shown by the others.
/// Values may be beyond what the present model has; pages take the last one then. The numbers are those of
/// the present tracks and labels: with other ones nothing is chosen any more.
class ShapFocus : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The class whose values are shown; none for all classes.
    [[nodiscard]] std::optional<std::size_t> classCode() const { return m_class; }
    void setClassCode(std::optional<std::size_t> classCode);
    /// A column of the features; none until a person picks one: the most important.
    [[nodiscard]] std::optional<std::size_t> feature() const { return m_feature; }
    void setFeature(std::optional<std::size_t> feature);

    /// The labels whose classes are meant now.
    void setLabels(const std::string &labels);

signals:
    void changed();

private:
    std::string m_labels;
    std::optional<std::size_t> m_class;
    std::optional<std::size_t> m_feature;
};

} // namespace genrelens
