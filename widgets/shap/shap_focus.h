#pragma once

#include <QObject>

#include <cstddef>
#include <optional>

namespace genrelens
{

/// What the pages of the SHAP dock look at together, so that what is chosen in one is shown by the others.
/// Values may be beyond what the present model has; pages take the last one then.
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

signals:
    void changed();

private:
    std::optional<std::size_t> m_class;
    std::optional<std::size_t> m_feature;
};

} // namespace genrelens
