#pragma once

#include "widgets/plots/theme.h"

#include <QAbstractScrollArea>
#include <QString>

namespace genrelens
{

/// A figure. The same class is seen in a dock, saved as a picture and placed in the report: everything it
/// shows is drawn by draw(), which needs neither screen nor event loop. What the pointer does (hover, scroll,
/// zoom) is state of the widget and does not appear in draw(); only of a map it shows the part in view.
///
/// It is a scroll area because large figures scroll; mouse events arrive through viewport().
class Plot : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit Plot(QWidget *parent = nullptr);

    /// The name in files and reports, "distribution_genre"; empty until set.
    [[nodiscard]] const QString &figureName() const { return m_figureName; }
    void setFigureName(const QString &name) { m_figureName = name; }

    /// Shown above the picture when the plot is exported; docks have titles of their own.
    [[nodiscard]] const QString &title() const { return m_title; }
    void setTitle(const QString &title) { m_title = title; }

    /// What to do when there is nothing to show: "No model yet. Train a random forest to see …".
    [[nodiscard]] const QString &emptyText() const { return m_emptyText; }
    void setEmptyText(const QString &text);

    [[nodiscard]] virtual bool isEmpty() const = 0;
    /// The size at which everything can be read, without the title.
    [[nodiscard]] virtual QSize naturalSize() const = 0;
    /// The whole figure inside the area, whatever its size; the ground is the caller's.
    virtual void draw(QPainter &painter, const QRectF &area, const Theme &theme) const = 0;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    /// What the window shows; by default the same as draw() over the whole viewport.
    virtual void paint(QPainter &painter, const Theme &theme);
    /// The layout no longer fits: size, font, zoom or content changed.
    virtual void relayout() {}

    [[nodiscard]] Theme theme() const { return Theme::of(palette()); }
    void drawEmptyText(QPainter &painter, const QRectF &area, const Theme &theme) const;
    /// Shows the text beside the pointer, or hides what is shown if it is empty.
    void showTip(const QPoint &globalPosition, const QString &text);

    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QString m_figureName;
    QString m_title;
    QString m_emptyText;
};

} // namespace genrelens
