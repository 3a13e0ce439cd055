#include "widgets/shap/track_facts.h"

#include "core/study/study.h"
#include "widgets/clusters/cluster_facts.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/evaluation_figures.h"
#include "widgets/plots/text.h"
#include "widgets/shap/own_values.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr std::size_t toldClasses = 3;

QString tr(const char *text, const char *comment = nullptr)
{
    return QCoreApplication::translate("ShapTrackPage", text, comment);
}

// In points, of one class or of one less another.
double valueOf(const ExplainedTrack &explained, std::size_t feature, std::size_t classCode,
               std::optional<std::size_t> other)
{
    const ShapValues &values = explained.explanation->values;
    const auto value = [&](std::size_t c) {
        return static_cast<double>(values.value(explained.place, c, feature));
    };
    return 100.0 * (value(classCode) - (other ? value(*other) : 0.0));
}

QString probability(const ExplainedTrack &explained, std::size_t classCode)
{
    return tr("%1 %2", "a class, its probability")
        .arg(explained.className(classCode), formatShare(explained.output(classCode)));
}

} // namespace

QString ExplainedTrack::className(std::size_t classCode) const
{
    return QString::fromStdString(explanation->run->labels.classes()[classCode]);
}

std::vector<std::size_t> ExplainedTrack::classesByOutput() const
{
    std::vector<std::size_t> classes(explanation->values.classes());
    std::iota(classes.begin(), classes.end(), std::size_t(0));
    std::stable_sort(classes.begin(), classes.end(),
                     [this](std::size_t a, std::size_t b) { return output(a) > output(b); });
    return classes;
}

QString trackTitle(const Study &study, std::uint32_t track)
{
    const TrackTexts texts = trackTexts(study, track);
    return texts.artists.isEmpty() ? texts.title : texts.title + QStringLiteral(" – ") + texts.artists;
}

QString answerText(const ExplainedTrack &explained)
{
    QStringList parts;
    for (const std::size_t c : explained.classesByOutput())
        if (static_cast<std::size_t>(parts.size()) < toldClasses && explained.output(c) > 0.0)
            parts << probability(explained, c);
    return parts.join(QStringLiteral(", "));
}

QString truthText(const ModelRun &run, std::uint32_t track)
{
    const LabelSet &labels = run.labels;
    const std::int32_t code = track < labels.codes().size() ? labels.codes()[track] : unlabelled;
    if (code < 0)
        return tr("of no class, so that the model has not seen it");
    const QString name = QString::fromStdString(labels.classes()[static_cast<std::size_t>(code)]);
    const std::vector<std::uint32_t> &judged = run.evaluation.judgedRows;
    return std::binary_search(judged.begin(), judged.end(), track)
               ? tr("%1, held out").arg(name)
               : tr("%1, and the model was trained on it").arg(name);
}

QString differenceText(const ExplainedTrack &explained, std::size_t classCode, std::size_t other)
{
    const bool ahead = explained.output(classCode) >= explained.output(other);
    const std::size_t first = ahead ? classCode : other;
    const std::size_t second = ahead ? other : classCode;
    const std::vector<std::string> &names = explained.explanation->features.names();
    std::size_t strongest = 0;
    for (std::size_t f = 1; f < names.size(); ++f)
        if (valueOf(explained, f, first, second) > valueOf(explained, strongest, first, second))
            strongest = f;
    const double most = names.empty() ? 0.0 : valueOf(explained, strongest, first, second);
    const QString answers =
        probability(explained, first) + QStringLiteral(", ") + probability(explained, second);
    if (!(most > 0.0))
        return tr("%1: no feature speaks for %2.").arg(answers, explained.className(first));
    return tr("%1: %2 speaks most for %3 (%4 points).")
        .arg(answers, QString::fromStdString(names[strongest]), explained.className(first),
             formatSignedDecimals(most, 1));
}

WaterfallSpec waterfallOf(const ExplainedTrack &explained, const Study &study, std::size_t classCode,
                          std::optional<std::size_t> other)
{
    const Explanation &explanation = *explained.explanation;
    const OwnValues own(study, explanation.features);
    const QString name = explained.className(classCode);
    const std::vector<double> bases(explanation.values.baseValues().begin(),
                                    explanation.values.baseValues().end());
    WaterfallSpec spec;
    spec.stepUnit = tr("points");
    spec.start = 100.0 * (bases[classCode] - (other ? bases[*other] : 0.0));
    spec.endTitle = name;
    const QString subject = evaluationSubject(*explanation.run);
    const QString title = trackTitle(study, explained.track());
    if (other) {
        const QString otherName = explained.className(*other);
        const std::vector<QColor> colours = labelColours(explanation.run->labels, study.settings());
        spec.title = tr("%1: why %2 and not %3, %4").arg(subject, name, otherName, title);
        spec.axisTitle = tr("%1 less %2 (points)").arg(name, otherName);
        spec.startTitle = tr("base difference");
        spec.endTitle = tr("difference");
        spec.up = colours[classCode];
        spec.down = colours[*other];
        spec.upText = tr("speaks for %1").arg(name);
        spec.downText = tr("speaks for %1").arg(otherName);
    } else {
        spec.title = tr("%1: why %2, %3").arg(subject, name, title);
        spec.axisTitle = tr("probability of %1 (%)").arg(name);
        spec.startTitle = tr("base value");
        spec.unit = QStringLiteral("%");
        spec.upText = tr("speaks for %1").arg(name);
        spec.downText = tr("speaks against %1").arg(name);
    }
    for (std::size_t f = 0; f < explanation.features.columns(); ++f)
        spec.steps.push_back({own.name(f), own.text(explained.track(), f),
                              valueOf(explained, f, classCode, other), static_cast<int>(f)});
    return spec;
}

} // namespace genrelens
