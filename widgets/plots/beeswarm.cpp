#include "widgets/plots/beeswarm.h"

#include "widgets/plots/centroid_figures.h"
#include "widgets/plots/text.h"

#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <limits>

namespace genrelens
{

namespace
{

constexpr double pointReach = 5; // pixels
constexpr double widestName = 130;
constexpr double nameGap = 6;

bool ofSameFeatures(const BeeswarmSpec &spec, const BeeswarmSpec &other)
{
    return spec.explanation && other.explanation &&
           spec.explanation->features.key() == other.explanation->features.key();
}

/// The class and the feature of a row; nothing where there is no such row.
std::optional<std::pair<std::size_t, std::size_t>> featureAt(const BeeswarmSpec &spec, int panel, int row)
{
    const auto place = static_cast<std::size_t>(panel);
    const auto index = static_cast<std::size_t>(row);
    if (place >= spec.panels.size() || index >= spec.panels[place].features.size())
        return {};
    return std::pair{spec.panels[place].classCode, spec.panels[place].features[index]};
}

} // namespace

Beeswarm::Beeswarm(JobBoard *board, QWidget *parent)
    : Plot(parent)
    , m_spec(std::make_shared<const BeeswarmSpec>())
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    if (board == nullptr)
        return;
    m_job = std::make_unique<Job>(tr("Drawing swarms"), *board);
    m_job->setQuiet(true);
    connect(m_job.get(), &Job::finished, this, [this](JobOutcome outcome) {
        if (outcome == JobOutcome::Delivered)
            bringUpToDate(); // what has changed meanwhile
    });
    connect(m_job.get(), &Job::failed, this, [this](const Error &error) {
        dropPictures(); // else what is gone would be taken for what there is
        m_failure = tr("The points could not be drawn: %1").arg(QString::fromStdString(error.message()));
        viewport()->update();
    });
}

// The tracks of other features are others, under the same numbers or under none.
void Beeswarm::setSpec(BeeswarmSpec spec)
{
    const auto before = std::exchange(m_spec, std::make_shared<const BeeswarmSpec>(std::move(spec)));
    setTitle(m_spec->title);
    m_failure.clear();
    if (!ofSameFeatures(*before, *m_spec)) {
        if (m_job)
            m_job->abandon();
        dropPictures();
    }
    if (m_selection && !isEmpty() && m_selection->rows() != m_spec->explanation->features.rows())
        m_selection.reset();
    relayout();
    viewport()->update();
}

void Beeswarm::dropPictures()
{
    m_shown.reset();
    m_pictures.clear();
    if (m_hovered || m_gesture.dragged)
        showTip({}, {});
    setHovered({});
    m_gesture = {};
}

void Beeswarm::setSelection(const RowSet &selection)
{
    const bool fits = isEmpty() || selection.rows() == m_spec->explanation->features.rows();
    const bool any = fits && !selection.isEmpty();
    if (any ? m_selection && *m_selection == selection : !m_selection)
        return;
    m_selection = any ? std::make_shared<const RowSet>(selection) : nullptr;
    bringUpToDate();
}

bool Beeswarm::isEmpty() const
{
    return m_spec->panels.empty() || !m_spec->explanation || m_spec->panels.front().features.empty();
}

BeeswarmLayout::Needs Beeswarm::needsOf(const BeeswarmSpec &spec) const
{
    const QFont small = axisFont(font());
    BeeswarmLayout::Needs needs;
    needs.panels = static_cast<int>(spec.panels.size());
    needs.rows = spec.panels.empty() ? 0 : static_cast<int>(spec.panels.front().features.size());
    needs.titled = spec.panels.size() > 1;
    needs.namesInEach = needs.titled && !spec.common;
    needs.lineHeight = lineHeight(small);
    if (spec.explanation)
        for (const std::string &name : spec.explanation->features.names())
            needs.nameWidth = std::max(needs.nameWidth, textWidth(QString::fromStdString(name), small));
    needs.nameWidth = std::min(needs.nameWidth, widestName) + nameGap;
    for (const BeeswarmPanel &panel : spec.panels)
        needs.ranges.push_back({panel.low, panel.high});
    return needs;
}

QSize Beeswarm::naturalSize() const
{
    return BeeswarmLayout::naturalSize(needsOf(*m_spec)).toSize();
}

QRectF Beeswarm::windowArea() const
{
    return QRectF(viewport()->rect()).adjusted(spacing::small, spacing::small, -spacing::small, 0);
}

BeeswarmLayout Beeswarm::layoutOf(const BeeswarmSpec &spec) const
{
    BeeswarmLayout::Needs needs = needsOf(spec);
    needs.scroll = verticalScrollBar()->value();
    return BeeswarmLayout::scrolling(windowArea(), needs);
}

BeeswarmLayout Beeswarm::windowLayout() const
{
    return layoutOf(shown());
}

void Beeswarm::relayout()
{
    const BeeswarmLayout layout = layoutOf(*m_spec);
    const double beyond = isEmpty() ? 0 : layout.contentHeight - layout.body.height();
    verticalScrollBar()->setPageStep(static_cast<int>(layout.body.height()));
    verticalScrollBar()->setSingleStep(static_cast<int>(layout.rowHeight) + 1);
    verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(std::ceil(beyond - 0.5))));
    bringUpToDate();
}

SwarmWork Beeswarm::workOf(const BeeswarmLayout &layout, int panel, double ratio) const
{
    const BeeswarmLayout::Scale scale = layout.scale(panel);
    return {m_spec,
            static_cast<std::size_t>(panel),
            layout.field(panel).size(),
            layout.rowHeight,
            scale.low,
            scale.high,
            layout.inset,
            ratio,
            m_selection};
}

// Of the panels that are seen.
std::vector<SwarmWork> Beeswarm::missingWork() const
{
    std::vector<SwarmWork> missing;
    if (isEmpty())
        return missing;
    const BeeswarmLayout layout = layoutOf(*m_spec);
    for (int i = 0; i < layout.needs.panels; ++i) {
        if (!layout.field(i).intersects(layout.body))
            continue;
        const SwarmWork work = workOf(layout, i, viewport()->devicePixelRatioF());
        const auto found = m_pictures.find(work.panel);
        if (found == m_pictures.end() || !(found->second->work == work))
            missing.push_back(work);
    }
    return missing;
}

bool Beeswarm::isWaiting() const
{
    return !missingWork().empty();
}

// What was begun is shown, though it may be of a moment ago: work that always began anew would never end
// while more and more tracks arrive.
void Beeswarm::bringUpToDate()
{
    if (!isVisible() || (m_job && m_job->isRunning()))
        return;
    std::vector<SwarmWork> missing = missingWork();
    if (missing.empty())
        return;
    using Made = std::vector<std::shared_ptr<const SwarmPicture>>;
    const auto make = [missing = std::move(missing), before = m_pictures](const Progress &progress) {
        Made made;
        for (const SwarmWork &work : missing) {
            const auto found = before.find(work.panel);
            made.push_back(drawSwarm(work, found != before.end() ? found->second.get() : nullptr, progress));
        }
        return made;
    };
    if (!m_job) {
        take(make(Progress::none()));
        return;
    }
    m_job->start<Made>(
        [make](Progress &progress) -> Result<Made> {
            Made made = make(progress);
            if (progress.cancelled())
                return Error::cancelled();
            return made;
        },
        [this](const Made &made) { take(made); });
}

void Beeswarm::take(const std::vector<std::shared_ptr<const SwarmPicture>> &pictures)
{
    const auto &drawn = pictures.front()->work.spec;
    if (!ofSameFeatures(*drawn, *m_spec))
        return;
    m_failure.clear();
    if (m_shown != drawn) {
        const auto [on, from, to, dragged] = m_gesture;
        if (on.part != Part::None &&
            featureAt(*drawn, on.panel, on.row) != featureAt(shown(), on.panel, on.row))
            m_gesture = {}; // another row is there now
        m_shown = drawn;
        m_pictures.clear();
        if (m_hovered) // it may be another track's place now
            showTip({}, {});
        m_hovered.reset();
    }
    for (const auto &picture : pictures)
        m_pictures[picture->work.panel] = picture;
    viewport()->update();
}

const SwarmPicture *Beeswarm::pictureOf(int panel) const
{
    const auto found = m_pictures.find(static_cast<std::size_t>(panel));
    return found != m_pictures.end() && panel < static_cast<int>(shown().panels.size()) ? found->second.get()
                                                                                        : nullptr;
}

std::optional<Beeswarm::RowPoints> Beeswarm::pointsOf(const BeeswarmLayout &layout, int panel, int row) const
{
    const SwarmPicture *picture = pictureOf(panel);
    if (picture == nullptr || row < 0 || row >= static_cast<int>(picture->offsets->size()))
        return {};
    RowPoints points{layout.field(panel), layout.scale(panel), 0.0, 1.0, {}, {}};
    const BeeswarmPanel &drawn = shown().panels[static_cast<std::size_t>(panel)];
    points.values =
        shown().explanation->values.column(drawn.classCode, drawn.features[static_cast<std::size_t>(row)]);
    points.offsets = (*picture->offsets)[static_cast<std::size_t>(row)];
    points.middle = layout.row(panel, row).center().y();
    points.stretch = layout.rowHeight / picture->work.rowHeight;
    return points;
}

QPointF Beeswarm::RowPoints::at(std::size_t place) const
{
    return {BeeswarmLayout::x(field, scale, static_cast<double>(values[place])),
            middle + static_cast<double>(offsets[place]) * stretch};
}

std::optional<QPointF> Beeswarm::positionOf(SwarmPoint point) const
{
    const auto points = pointsOf(windowLayout(), point.panel, point.row);
    if (!points || point.place >= points->values.size())
        return {};
    return points->at(point.place);
}

// The last of those that are equally near: it lies above the others.
std::optional<SwarmPoint> Beeswarm::pointAt(const QPointF &position) const
{
    const Place place = placeAt(position);
    const auto points =
        place.part == Part::Field ? pointsOf(windowLayout(), place.panel, place.row) : std::nullopt;
    if (!points)
        return {};
    std::optional<SwarmPoint> nearest;
    double least = pointReach * pointReach;
    for (std::size_t i = 0; i < points->values.size(); ++i) {
        const QPointF away = points->at(i) - position;
        if (const double distance = QPointF::dotProduct(away, away); distance <= least) {
            least = distance;
            nearest = SwarmPoint{place.panel, place.row, i};
        }
    }
    return nearest;
}

QString Beeswarm::pointTooltip(SwarmPoint point) const
{
    const Explanation &explanation = *shown().explanation;
    const BeeswarmPanel &panel = shown().panels.at(static_cast<std::size_t>(point.panel));
    const std::size_t feature = panel.features.at(static_cast<std::size_t>(point.row));
    const std::uint32_t track = explanation.tracks.at(point.place);
    const std::string &name = explanation.features.names()[feature];
    const float scaled = explanation.features.row(track)[feature];
    const double own = explanation.features.scalings()[feature].toOwn(static_cast<double>(scaled));
    const QString unit = featureUnit(name);
    const QString value = shown().isMissing(feature, track) ? tr("missing")
                          : unit.isEmpty()                  ? formatValue(own)
                                                            : formatValue(own) + QChar(QChar::Nbsp) + unit;
    const float shap = explanation.values.value(point.place, panel.classCode, feature);
    return tooltipText(
        m_names ? m_names(track) : tr("Track %1").arg(formatCount(qint64(track) + 1)),
        tr("%1: %2\nmoves %3 by %4 percentage points\nto %5 with all features")
            .arg(QString::fromStdString(name), value, panel.name,
                 formatSigned(100 * static_cast<double>(shap)),
                 formatShare(static_cast<double>(explanation.values.outputs(panel.classCode)[point.place]))));
}

} // namespace genrelens
