#pragma once

#include "widgets/mapping/guidance_text.h"

#include <QString>
#include <QWidget>

namespace genrelens
{

/// What is known of one genre: where its held-out tracks go, and how far it lies from each super-genre.
class GenreDetails : public QWidget
{
    Q_OBJECT

public:
    explicit GenreDetails(QWidget *parent = nullptr);

    /// genre: its index; negative: none is chosen.
    void setGenre(const NamedGuidance &named, int genre, const QString &name);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void drawShares(QPainter &painter, QRectF line, const GenreGuidance &entry) const;
    void drawDistances(QPainter &painter, QRectF line, const GenreGuidance &entry) const;

    NamedGuidance m_named;
    int m_genre = -1;
    QString m_name;
};

} // namespace genrelens
