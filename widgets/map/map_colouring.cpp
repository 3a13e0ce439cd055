#include "widgets/map/map_colouring.h"

#include "core/study/study.h"
#include "widgets/plots/centroid_figures.h"

#include <QCoreApplication>

#include <array>
#include <utility>

namespace genrelens
{

namespace
{

using Kind = MapColouring::Kind;

constexpr std::array<std::pair<Kind, const char *>, 8> kindNames{{{Kind::None, "none"},
                                                                  {Kind::Labels, "label set"},
                                                                  {Kind::Feature, "feature"},
                                                                  {Kind::Predicted, "predicted"},
                                                                  {Kind::Confidence, "confidence"},
                                                                  {Kind::Errors, "errors"},
                                                                  {Kind::HeldOut, "held out"},
                                                                  {Kind::Survival, "neighbourhoods"}}};

QString tr(const char *text)
{
    return QCoreApplication::translate("MapColouring", text);
}

bool isNamed(Kind kind)
{
    return kind == Kind::Labels || kind == Kind::Feature;
}

} // namespace

std::string colouringText(const MapColouring &colouring)
{
    for (const auto &[kind, name] : kindNames)
        if (kind == colouring.kind)
            return isNamed(kind) ? std::string(name) + ':' + colouring.name : std::string(name);
    return {};
}

MapColouring colouringOf(const std::string &text)
{
    const std::size_t colon = text.find(':');
    for (const auto &[kind, name] : kindNames)
        if (text.substr(0, colon) == name && isNamed(kind) == (colon != std::string::npos))
            return {kind, isNamed(kind) ? text.substr(colon + 1) : std::string()};
    return {};
}

std::vector<MapColouringChoice> mapColourings(const Study &study, bool survival)
{
    std::vector<MapColouringChoice> choices;
    const auto add = [&choices](Kind kind, const std::string &name, const QString &title, bool possible) {
        MapColouringChoice &choice = choices.emplace_back();
        choice.colouring.kind = kind;
        choice.colouring.name = name;
        choice.title = title;
        choice.possible = possible;
    };
    for (const LabelSetInfo &info : study.labelSets())
        add(Kind::Labels, info.name, info.title, !study.labels(info.name).isEmpty());
    const Features features = study.prepared() ? study.prepared()->features() : Features();
    for (std::size_t f = 0; f < features.columns(); ++f) {
        const std::string &name = features.names()[f];
        const QString unit = featureUnit(name);
        const QString title = QString::fromStdString(name);
        add(Kind::Feature, name, unit.isEmpty() ? title : QStringLiteral("%1 (%2)").arg(title, unit), true);
    }
    const bool model = study.modelRun(study.currentModel(), study.currentLabels()) != nullptr;
    add(Kind::Predicted, {}, tr("Predicted class"), model);
    add(Kind::Confidence, {}, tr("Confidence of the model"), model);
    add(Kind::Errors, {}, tr("Errors of the model"), model);
    add(Kind::HeldOut, {}, tr("Held-out tracks"), features.rows() > 0);
    add(Kind::Survival, {}, tr("Neighbours kept"), survival);
    add(Kind::None, {}, tr("No colours"), true);
    return choices;
}

} // namespace genrelens
