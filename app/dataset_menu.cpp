#include "app/dataset_menu.h"

#include "app/resources.h"
#include "core/study/study.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr std::size_t mostFeatures = 60; // a menu with more is of no use; Columns… lists any number

} // namespace

DatasetMenu::DatasetMenu(QMenuBar &bar, const Study &study, QObject *parent)
    : QObject(parent)
    , m_study(study)
    , m_menu(bar.addMenu(tr("&Dataset")))
{
    m_columns = m_menu->addAction(tr("&Columns…"), this, &DatasetMenu::columnsRequested);
    m_columns->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+C")));
    m_columns->setObjectName(QStringLiteral("columnsAction"));
    m_standardize = m_menu->addMenu(tr("&Standardize"));
    m_standardize->setObjectName(QStringLiteral("standardizeMenu"));
    connect(m_standardize, &QMenu::aboutToShow, this, &DatasetMenu::refreshStandardize);
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part == StudyPart::Dataset || part == StudyPart::Preparation)
            refresh();
    });
    refresh();
}

void DatasetMenu::addAction(QAction *action)
{
    m_menu->addSeparator();
    m_menu->addAction(action);
}

void DatasetMenu::refresh()
{
    const bool open = m_study.dataset() != nullptr;
    m_columns->setEnabled(open);
    m_standardize->setEnabled(open);
    refreshStandardize();
}

void DatasetMenu::choose(std::vector<std::string> rawFeatures, const QString &text)
{
    PreparationOptions options = m_study.settings().preparation;
    options.rawFeatures = std::move(rawFeatures);
    emit preparationChosen(options, text);
}

// The features of the open file, each checked when it is standardized.
void DatasetMenu::refreshStandardize()
{
    m_standardize->clear();
    if (!m_study.prepared())
        return;
    m_standardize->addAction(tr("&All Features"), this,
                             [this] { choose({}, tr("Standardize All Features")); });
    m_standardize->addAction(tr("As in the &Original Study"), this, [this] {
        choose(originalStudySettings().preparation.rawFeatures, tr("Scale as in the Original Study"));
    });
    m_standardize->addSeparator();
    const std::vector<std::string> &raw = m_study.settings().preparation.rawFeatures;
    const std::vector<std::string> &names = m_study.prepared()->features().names();
    if (names.size() > mostFeatures) {
        m_standardize->addAction(tr("&Single Features…"), this, &DatasetMenu::columnsRequested);
        return;
    }
    for (const std::string &name : names)
        addFeature(name, std::find(raw.begin(), raw.end(), name) == raw.end());
}

void DatasetMenu::addFeature(const std::string &name, bool standardized)
{
    const QString feature = QString::fromStdString(name);
    QAction *action =
        m_standardize->addAction(QString(feature).replace(QLatin1Char('&'), QStringLiteral("&&")));
    action->setCheckable(true);
    action->setChecked(standardized);
    connect(action, &QAction::toggled, this, [this, name, feature](bool standardize) {
        std::vector<std::string> changed = m_study.settings().preparation.rawFeatures;
        std::erase(changed, name);
        if (!standardize)
            changed.push_back(name);
        std::sort(changed.begin(), changed.end()); // the same features are the same settings
        choose(std::move(changed),
               standardize ? tr("Standardize %1").arg(feature) : tr("Leave %1 Raw").arg(feature));
    });
}

} // namespace genrelens
