#pragma once

#include "widgets/plots/plot.h"
#include "widgets/plots/sweep_layout.h"

#include <QString>

#include <limits>
#include <optional>
#include <vector>

namespace genrelens
{

enum class SweepMeasure { Wcss, Silhouette, CalinskiHarabasz, DaviesBouldin, Gap, Stability };

/// One measure over all k. Values are by k, from the first on; NaN where one is not known.
struct SweepPanel {
    SweepMeasure measure = SweepMeasure::Wcss;
    QString title;
    QString note;      ///< in the line under the title
    QString emptyText; ///< in place of a curve while nothing is known
    std::vector<double> values;
    std::vector<double> spread = {};   ///< of each, as far up and down; may be empty
    bool band = false;                 ///< the spread as a pale stripe, else as upright lines
    std::vector<double> expected = {}; ///< to compare with, dotted; may be empty
    double expectedScale = 1.0;        ///< by which these are drawn, as they may be of another size
    double most = std::numeric_limits<double>::infinity(); ///< that a figure of it can be
    int marked = 0;                                        ///< the k that it is for; 0 for none
};

struct SweepSpec {
    QString title;
    int first = 2;
    int last = 2;
    int current = 0; ///< the k that is chosen; none when it is outside
    std::vector<SweepPanel> panels;
};

/// What is known of each number of clusters: a panel a measure, all over the same k. The pointer, or the
/// arrow keys, go over all panels at once and read out their figures; a click or Enter chooses that k.
class SweepPlot : public Plot
{
    Q_OBJECT

public:
    explicit SweepPlot(QWidget *parent = nullptr);

    /// Also takes the spec's title over. The k that is read out stays.
    void setSpec(SweepSpec spec);
    [[nodiscard]] const SweepSpec &spec() const { return m_spec; }

    /// One panel, or all.
    void setShown(std::optional<SweepMeasure> one);
    [[nodiscard]] std::optional<SweepMeasure> shown() const { return m_shown; }
    /// The one that the window shows where all have no room.
    void setAlone(SweepMeasure one);
    [[nodiscard]] bool hasRoomForAll() const;
    /// The panels that the window shows now, by their places in the spec.
    [[nodiscard]] std::vector<int> windowPanels() const;
    /// Of these, in viewport coordinates.
    [[nodiscard]] SweepLayout windowLayout() const;

    /// The k that is read out; 0 for none.
    [[nodiscard]] int cursor() const { return m_cursor; }
    /// "k = 8: 0.183 ± 0.002".
    [[nodiscard]] QString readout(int panel, int k) const;

    [[nodiscard]] bool isEmpty() const override { return m_spec.panels.empty(); }
    [[nodiscard]] QSize naturalSize() const override;
    void draw(QPainter &painter, const QRectF &area, const Theme &theme) const override;

signals:
    void kChosen(int k);
    void roomChanged(); ///< hasRoomForAll() says something else

protected:
    void paint(QPainter &painter, const Theme &theme) override;
    void relayout() override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    [[nodiscard]] std::vector<int> panelsOf(std::optional<SweepMeasure> one) const;
    [[nodiscard]] SweepLayout layoutOf(const QRectF &area, const std::vector<int> &panels) const;
    [[nodiscard]] QRectF windowArea() const;
    [[nodiscard]] QString readoutOfAll(int k) const;
    [[nodiscard]] int kAt(const QPointF &position) const;
    void setCursorK(int k);
    void choose(int k);

    void drawPanels(QPainter &painter, const SweepLayout &layout, const std::vector<int> &panels, int cursor,
                    const Theme &theme) const;
    void drawAxes(QPainter &painter, const SweepLayout &layout, int place, const Theme &theme) const;
    void drawTitle(QPainter &painter, const SweepLayout::Panel &place, const SweepPanel &panel,
                   const QString &note, const Theme &theme) const;
    void drawUprights(QPainter &painter, const SweepLayout &layout, int place, int cursor,
                      const Theme &theme) const;
    void drawCurve(QPainter &painter, const SweepLayout &layout, int place, const SweepPanel &panel,
                   const Theme &theme) const;
    void drawSpread(QPainter &painter, const SweepLayout &layout, int place, const SweepPanel &panel,
                    const Theme &theme) const;
    void drawPoints(QPainter &painter, const SweepLayout &layout, int place, const SweepPanel &panel,
                    int cursor, const Theme &theme) const;

    SweepSpec m_spec;
    std::optional<SweepMeasure> m_shown;
    SweepMeasure m_alone = SweepMeasure::Wcss;
    int m_cursor = 0;
    bool m_hadRoom = true;
};

} // namespace genrelens
