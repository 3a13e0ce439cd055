#pragma once

#include "core/cluster/agreement.h"

#include <QWidget>

class QLabel;

namespace genrelens
{

/// How far two groupings agree: the adjusted Rand index in large, the other figures in small, each with what
/// it means in its tooltip.
class GroupingFigures : public QWidget
{
    Q_OBJECT

public:
    explicit GroupingFigures(QWidget *parent = nullptr);

    /// The titles are those of the label sets in rows and columns.
    void setAgreement(const Agreement &agreement, const QString &rows, const QString &columns,
                      std::uint64_t allTracks);

private:
    QLabel *m_headline;
    QLabel *m_normalized;
    QLabel *m_adjusted;
    QLabel *m_homogeneity;
    QLabel *m_completeness;
    QLabel *m_tracks;
};

} // namespace genrelens
