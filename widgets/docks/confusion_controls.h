#pragma once

#include "core/learn/class_order.h"
#include "widgets/plots/matrix.h"

#include <QString>
#include <QWidget>

#include <vector>

class QAction;
class QComboBox;
class QToolButton;

namespace genrelens
{

/// What is to be seen in the Confusion dock and in which order, in a line above it, or two when it is narrow.
/// Remembers what it was left at.
class ConfusionControls : public QWidget
{
    Q_OBJECT

public:
    /// A model that the one that is seen can be compared with.
    struct Other {
        QString name;
        QString title;

        bool operator==(const Other &) const = default;
    };

    explicit ConfusionControls(QWidget *parent = nullptr);

    [[nodiscard]] Normalization normalization() const;
    [[nodiscard]] ClassOrder order() const;
    /// The name of the model to compare with, or empty.
    [[nodiscard]] QString comparedWith() const;
    /// Whether classes of a group stand together and can be folded.
    [[nodiscard]] bool blocks() const;

    void setOthers(const std::vector<Other> &others);
    /// grouped: there are groups. mapped: the labels' own order is a mapping's.
    void setKind(bool grouped, bool mapped);
    /// Too many classes to be ordered by how alike they are.
    void setSimilarityPossible(bool possible);
    /// folds: whether groups are folded where they have no room; else as a person has chosen.
    void setAutomaticFolds(bool automatic);
    void setZoomed(bool zoomed);
    void setListShown(bool shown);

signals:
    void viewChanged();
    void foldAllRequested(bool folded);
    void automaticFoldsChosen(bool automatic);
    void fitRequested();
    void listToggled(bool shown);

private:
    void makeFoldMenu();
    void restore();
    void remember() const;

    QComboBox *m_normalization;
    QComboBox *m_order;
    QComboBox *m_compared;
    QToolButton *m_folds;
    QAction *m_blocks;
    QAction *m_automatic;
    QAction *m_foldAll;
    QAction *m_expandAll;
    QToolButton *m_fit;
    QToolButton *m_list;
    std::vector<Other> m_others;
};

} // namespace genrelens
