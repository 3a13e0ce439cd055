#pragma once

#include <QColor>
#include <QComboBox>

#include <cstddef>
#include <optional>
#include <vector>

namespace genrelens
{

class LabelSet;
struct StudySettings;

/// What may be chosen, known by its number.
struct Choice {
    QString name;
    std::optional<std::size_t> id; ///< none: the choice of nothing in particular, or of all
    QColor colour = {};            ///< invalid: no swatch

    bool operator==(const Choice &) const = default;
};

/// A box of classes or features. Names that have no room end in "…"; a box of thousands stays narrow.
class ChoiceBox : public QComboBox
{
    Q_OBJECT

public:
    ChoiceBox(const QString &name, const QString &accessibleName, QWidget *parent = nullptr);

    /// Keeps what is chosen if it is still there. Emits nothing.
    void setChoices(std::vector<Choice> choices);
    /// Emits nothing. What is not there leaves the first.
    void setChosen(std::optional<std::size_t> id);
    [[nodiscard]] std::optional<std::size_t> chosen() const;

signals:
    /// By a person.
    void choiceMade(std::optional<std::size_t> id);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<Choice> m_choices;
};

/// The classes in their colours.
std::vector<Choice> classChoices(const LabelSet &labels, const StudySettings &settings);

} // namespace genrelens
