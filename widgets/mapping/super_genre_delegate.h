#pragma once

#include "widgets/models/chip_delegate.h"

#include <QColor>
#include <QString>

#include <vector>

namespace genrelens
{

/// A super-genre to choose.
struct SuperGenreChoice {
    QString name;
    QColor colour;
};

/// Edits the super-genre of a genre in a combo box, which also takes a name that is not in its list; and
/// draws the mark of genres that lie nearer to another super-genre behind their names.
class SuperGenreDelegate : public ChipDelegate
{
    Q_OBJECT

public:
    explicit SuperGenreDelegate(QObject *parent = nullptr);
    void setChoices(std::vector<SuperGenreChoice> choices) { m_choices = std::move(choices); }
    /// Whether the next editor begins with its list open, as one click on the cell asks for.
    void setOpensList(bool opens) { m_opensList = opens; }

    [[nodiscard]] QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                        const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    std::vector<SuperGenreChoice> m_choices;
    bool m_opensList = false;
};

} // namespace genrelens
