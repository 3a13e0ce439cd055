#pragma once

#include "core/study/selection_portrait.h"
#include "core/study/settings.h"

#include <QAbstractListModel>
#include <QColor>
#include <QString>

#include <vector>

namespace genrelens
{

class Study;

/// One line of what is special about the selection.
struct SelectionRow {
    enum class Kind { Section, Class, Feature, Artist, Kept };
    Kind kind = Kind::Section;
    QString name;
    QString first;           ///< the figure beside it: "28.6 %", or what the figures of a section are
    QString second;          ///< "×1.64"
    QString tip;             ///< plain text
    QColor chip;             ///< of a class
    double share = 0.0;      ///< among the selected, of a class
    double everywhere = 0.0; ///< among all
    double longest = 1.0;    ///< the share of the longest bar
    SelectionGround::Histogram selected{}; ///< of a feature
    SelectionGround::Histogram others{};
    std::size_t set = 0;    ///< which of the portrait's label sets, or of the kept selections
    std::int32_t group = 0; ///< class or artist

    [[nodiscard]] bool canBePicked() const { return kind != Kind::Section && kind != Kind::Feature; }
};

/// The lines that a portrait and the kept selections are told in, from the top.
std::vector<SelectionRow> selectionRows(const Study &study, const SelectionPortrait &portrait);

class SelectionRowsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setRows(std::vector<SelectionRow> rows);
    [[nodiscard]] const SelectionRow &row(const QModelIndex &index) const
    {
        return m_rows[static_cast<std::size_t>(index.row())];
    }
    [[nodiscard]] const std::vector<SelectionRow> &rows() const { return m_rows; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    std::vector<SelectionRow> m_rows;
};

} // namespace genrelens
