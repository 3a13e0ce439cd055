#pragma once

#include "core/study/job.h"
#include "widgets/plots/beeswarm_layout.h"
#include "widgets/plots/beeswarm_picture.h"
#include "widgets/plots/plot.h"

#include <functional>
#include <map>
#include <optional>

namespace genrelens
{

/// A track in a row of a panel: places in the spec and in its explanation.
struct SwarmPoint {
    int panel = 0;
    int row = 0;
    std::size_t place = 0;

    bool operator==(const SwarmPoint &) const = default;
};

/// SHAP values as swarms: a row a feature, a point a track, coloured by the feature's value; a panel a class.
/// A click on a point chooses its track, with Ctrl or Shift it picks it; dragging along a row picks tracks.
/// The arrow keys go from point to point, Enter chooses and Space picks its track.
class Beeswarm : public Plot
{
    Q_OBJECT

public:
    /// With a board the points are placed and drawn in the background, without one here and now.
    explicit Beeswarm(JobBoard *board = nullptr, QWidget *parent = nullptr);

    /// Also takes its title over. Until its points are drawn those of before of the same features are seen.
    void setSpec(BeeswarmSpec spec);
    [[nodiscard]] const BeeswarmSpec &spec() const { return *m_spec; }
    /// Over the rows of the explanation's features; an empty one ends the highlighting.
    void setSelection(const RowSet &selection);
    /// What names a track: "title – artist".
    void setTrackNames(std::function<QString(std::uint32_t track)> names) { m_names = std::move(names); }

    /// What of the spec, the selection and the present size is not drawn yet.
    [[nodiscard]] bool isWaiting() const;
    /// The parts as the window shows them now, in viewport coordinates.
    [[nodiscard]] BeeswarmLayout windowLayout() const;
    /// Where a point is seen; nothing while its panel is not drawn.
    [[nodiscard]] std::optional<QPointF> positionOf(SwarmPoint point) const;
    [[nodiscard]] std::optional<SwarmPoint> pointAt(const QPointF &position) const;
    [[nodiscard]] std::optional<SwarmPoint> hoveredPoint() const { return m_hovered; }
    [[nodiscard]] QString pointTooltip(SwarmPoint point) const;
    /// Why the points could not be drawn; empty when they could.
    [[nodiscard]] const QString &failure() const { return m_failure; }

    [[nodiscard]] bool isEmpty() const override;
    [[nodiscard]] QSize naturalSize() const override;
    void draw(QPainter &painter, const QRectF &area, const Theme &theme) const override;

signals:
    void trackChosen(std::uint32_t track);
    void tracksPicked(const std::vector<std::uint32_t> &tracks, const QString &what,
                      Qt::KeyboardModifiers modifiers);
    void classChosen(std::size_t classCode);
    void featureChosen(std::size_t feature);

protected:
    void paint(QPainter &painter, const Theme &theme) override;
    void relayout() override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool viewportEvent(QEvent *event) override;

private:
    enum class Part { None, Title, Name, Field };
    struct Place {
        Part part = Part::None;
        int panel = 0;
        int row = 0;
    };
    struct Gesture {
        Place on;
        QPointF from;
        QPointF to;
        bool dragged = false;
    };
    /// The points of a row as they are seen.
    struct RowPoints {
        QRectF field;
        BeeswarmLayout::Scale scale;
        double middle = 0;
        double stretch = 1; ///< while the window is being resized
        std::span<const float> values;
        std::span<const float> offsets;

        [[nodiscard]] QPointF at(std::size_t place) const;
    };
    using Pictures = std::map<std::size_t, std::shared_ptr<const SwarmPicture>>; // by panel

    [[nodiscard]] const BeeswarmSpec &shown() const { return m_shown ? *m_shown : *m_spec; }
    [[nodiscard]] BeeswarmLayout::Needs needsOf(const BeeswarmSpec &spec) const;
    [[nodiscard]] QRectF windowArea() const;
    [[nodiscard]] BeeswarmLayout layoutOf(const BeeswarmSpec &spec) const;
    [[nodiscard]] SwarmWork workOf(const BeeswarmLayout &layout, int panel, double ratio) const;
    [[nodiscard]] std::vector<SwarmWork> missingWork() const;
    [[nodiscard]] const SwarmPicture *pictureOf(int panel) const;
    /// Nothing while the panel is not drawn.
    [[nodiscard]] std::optional<RowPoints> pointsOf(const BeeswarmLayout &layout, int panel, int row) const;
    void bringUpToDate();
    void take(const std::vector<std::shared_ptr<const SwarmPicture>> &pictures);
    void dropPictures();

    void drawHeader(QPainter &painter, const BeeswarmLayout &layout, const BeeswarmSpec &spec,
                    const Theme &theme) const;
    void drawPanel(QPainter &painter, const BeeswarmLayout &layout, const BeeswarmSpec &spec, int panel,
                   const Theme &theme) const;
    void drawNames(QPainter &painter, const BeeswarmLayout &layout, const BeeswarmSpec &spec, int panel,
                   const Theme &theme) const;
    void drawNumbers(QPainter &painter, const BeeswarmLayout &layout, int panel, const Theme &theme) const;
    void drawHovered(QPainter &painter, const BeeswarmLayout &layout, const Theme &theme) const;
    void drawBrush(QPainter &painter, const Theme &theme) const;

    [[nodiscard]] Place placeAt(const QPointF &position) const;
    /// Of the row where it began.
    [[nodiscard]] QRectF brushOf(const Gesture &gesture) const;
    [[nodiscard]] std::vector<std::uint32_t> tracksIn(const Gesture &gesture) const;
    [[nodiscard]] QString brushName(const Gesture &gesture) const;
    void setHovered(std::optional<SwarmPoint> point);
    void act(const QPointF &position, Qt::KeyboardModifiers modifiers);
    void pickOne(SwarmPoint point, Qt::KeyboardModifiers modifiers);
    [[nodiscard]] std::optional<SwarmPoint> pointForKey(int key) const;
    [[nodiscard]] SwarmPoint beside(SwarmPoint point, int key) const;
    void moveTo(SwarmPoint point);

    std::shared_ptr<const BeeswarmSpec> m_spec;
    std::shared_ptr<const BeeswarmSpec> m_shown; // what m_pictures are of; null: none
    Pictures m_pictures;
    std::shared_ptr<const RowSet> m_selection; // null: none
    std::function<QString(std::uint32_t)> m_names;
    std::optional<SwarmPoint> m_hovered;
    Gesture m_gesture;
    QString m_failure;
    std::unique_ptr<Job> m_job; // null: points are drawn at once
};

} // namespace genrelens
