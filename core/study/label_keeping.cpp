#include "core/study/label_keeping.h"

#include "core/study/study.h"

#include <QCoreApplication>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr qsizetype longestName = 40;

QString tr(const char *text)
{
    return QCoreApplication::translate("labelKeeping", text);
}

KeptLabels kept(const Study &study, const LabelSet &labels, LabelKind kind)
{
    return keptLabels(labels, kind, study.prepared()->features(), study.dataset()->table.rows());
}

} // namespace

std::string fileSafeName(const QString &text)
{
    std::string name;
    for (const QChar letter : text.normalized(QString::NormalizationForm_KD).toLower()) {
        const bool plain = (letter >= u'a' && letter <= u'z') || (letter >= u'0' && letter <= u'9');
        if (plain)
            name += static_cast<char>(letter.unicode());
        else if (!letter.isMark() && !name.empty() && name.back() != '_')
            name += '_';
    }
    name.resize(std::min(name.size(), static_cast<std::size_t>(longestName)));
    while (!name.empty() && name.back() == '_')
        name.pop_back();
    return name.empty() ? "labels" : name;
}

QString freshLabelsTitle(const Study &study, const QString &base)
{
    const std::vector<LabelSetInfo> sets = study.labelSets();
    QString title = base;
    for (int i = 2; std::any_of(sets.begin(), sets.end(),
                                [&title](const LabelSetInfo &set) { return set.title == title; });
         ++i)
        title = QStringLiteral("%1 %2").arg(base, QString::number(i));
    return title;
}

bool canKeepClusters(const Study &study)
{
    return study.isClusteringCurrent() && !study.labels("cluster").isEmpty();
}

KeptLabels clustersToKeep(const Study &study, std::vector<std::uint32_t> colours)
{
    const LabelSet clusters = study.labels("cluster");
    const auto k = static_cast<int>(clusters.classes().size());
    const QString title = freshLabelsTitle(study, tr("Clusters (k = %1)").arg(k));
    return kept(study,
                LabelSet(study.freshLabelSetName("cluster_k" + std::to_string(k)), clusters.classes(),
                         clusters.codes(), std::move(colours), title.toStdString()),
                LabelKind::KeptClusters);
}

KeptLabels selectionToKeep(const Study &study, const QString &name, std::vector<std::uint32_t> colours)
{
    std::vector<std::int32_t> codes(study.selection().rows(), 1);
    for (const std::uint32_t row : study.selection().members())
        codes[row] = 0;
    const QString title = freshLabelsTitle(study, tr("Selection: %1").arg(name.trimmed()));
    return kept(study,
                LabelSet(study.freshLabelSetName("selection"),
                         {name.trimmed().toStdString(), tr("Others").toStdString()}, std::move(codes),
                         std::move(colours), title.toStdString()),
                LabelKind::Selection);
}

QString selectionNameTrouble(const QString &name)
{
    if (name.trimmed().isEmpty())
        return tr("The class needs a name.");
    return name.trimmed() == tr("Others") ? tr("That is what all other tracks are called.") : QString();
}

KeptLabels importToKeep(const Study &study, const FileLabels &labels, const QString &title)
{
    const QString fresh = freshLabelsTitle(study, title.trimmed());
    return {study.freshLabelSetName("imported_" + fileSafeName(title)),
            fresh.toStdString(),
            LabelKind::Imported,
            labels.classes,
            {},
            labels.codes};
}

KeptLabelSets withLabels(KeptLabelSets kept, KeptLabels labels)
{
    kept.push_back(std::make_shared<const KeptLabels>(std::move(labels)));
    return kept;
}

KeptLabelSets withoutLabels(KeptLabelSets kept, const std::string &name)
{
    std::erase_if(kept, [&name](const auto &labels) { return labels->name == name; });
    return kept;
}

KeptLabelSets withTitle(KeptLabelSets kept, const std::string &name, const QString &title)
{
    for (auto &labels : kept) {
        if (labels->name != name)
            continue;
        KeptLabels retitled = *labels;
        retitled.title = title.trimmed().toStdString();
        labels = std::make_shared<const KeptLabels>(std::move(retitled));
    }
    return kept;
}

} // namespace genrelens
