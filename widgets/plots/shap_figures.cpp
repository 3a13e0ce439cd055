#include "widgets/plots/shap_figures.h"

#include "core/explain/shap_importance.h"
#include "widgets/plots/beeswarm.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace genrelens
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("genrelens::ShapFigures", text);
}

void spanRanges(BeeswarmSpec &spec)
{
    for (BeeswarmPanel &panel : spec.panels)
        for (const std::size_t feature : panel.features) {
            const std::span<const float> column = spec.explanation->values.column(panel.classCode, feature);
            if (column.empty())
                continue;
            const auto [low, high] = std::minmax_element(column.begin(), column.end());
            panel.low = std::min(panel.low, static_cast<double>(*low));
            panel.high = std::max(panel.high, static_cast<double>(*high));
        }
}

} // namespace

std::vector<ValueScale> featureScales(const Explanation &explanation)
{
    std::vector<ValueScale> scales;
    std::vector<float> values(explanation.tracks.size());
    for (std::size_t m = 0; m < explanation.features.columns(); ++m) {
        std::transform(explanation.tracks.begin(), explanation.tracks.end(), values.begin(),
                       [&](std::uint32_t track) { return explanation.features.row(track)[m]; });
        scales.push_back(valueScale(values));
    }
    return scales;
}

BeeswarmSpec beeswarmSpec(const std::shared_ptr<const Explanation> &explanation,
                          const StudySettings &settings, const BeeswarmView &view)
{
    BeeswarmSpec spec;
    spec.explanation = explanation;
    spec.scales = view.scales.empty() ? featureScales(*explanation) : view.scales;
    spec.missing = view.missing;
    spec.common = !view.orderByClass;
    const LabelSet &labels = explanation->run->labels;
    const std::vector<QColor> colours = labelColours(labels, settings);
    const ShapImportance importance = shapImportance(explanation->values);
    const std::vector<std::size_t> common = importance.order();
    for (std::size_t c = 0; c < explanation->values.classes(); ++c) {
        if (view.classCode && *view.classCode != c)
            continue;
        std::vector<std::size_t> features = view.orderByClass ? importance.order(c) : common;
        features.resize(std::min(features.size(), mostSwarmFeatures));
        spec.panels.push_back(
            {QString::fromStdString(labels.classes()[c]), colours[c], c, std::move(features), 0.0, 0.0});
    }
    spanRanges(spec);
    spec.scaleTitle = spec.panels.size() == 1
                          ? tr("change of %1 in percentage points").arg(spec.panels.front().name)
                          : tr("change in percentage points, own scales");
    if (common.size() > mostSwarmFeatures)
        spec.scaleTitle = tr("%1, by the %2 of %3 features that matter most")
                              .arg(spec.scaleTitle, formatCount(mostSwarmFeatures),
                                   formatCount(static_cast<qint64>(common.size())));
    const QString subject =
        view.classCode && !spec.panels.empty() ? spec.panels.front().name : labelsTitle(labels);
    spec.title = tr("%1: what moves the answer for %2, %3 held-out tracks")
                     .arg(modelTitle(explanation->run->model), view.classCode ? subject : inSentence(subject),
                          formatCount(static_cast<qint64>(explanation->values.rows())));
    return spec;
}

// A class may be called whatever a file name cannot be.
QString beeswarmName(const BeeswarmSpec &spec, bool oneClass)
{
    static const QRegularExpression odd(QStringLiteral("[^\\w-]+"),
                                        QRegularExpression::UseUnicodePropertiesOption);
    QString name =
        QStringLiteral("shap_beeswarm_%1").arg(QString::fromStdString(spec.explanation->run->labels.name()));
    if (oneClass && !spec.panels.empty())
        name += QLatin1Char('_') + QString(spec.panels.front().name).replace(odd, QStringLiteral("_"));
    return name;
}

std::unique_ptr<Plot> beeswarmFigure(const std::shared_ptr<const Explanation> &explanation,
                                     const StudySettings &settings, const BeeswarmView &view)
{
    auto plot = std::make_unique<Beeswarm>();
    plot->setSpec(beeswarmSpec(explanation, settings, view));
    plot->setFigureName(beeswarmName(plot->spec(), view.classCode.has_value()));
    return plot;
}

} // namespace genrelens
