#include "app/mapping_files.h"

#include "app/remembered_folder.h"
#include "app/resources.h"
#include "core/study/mapping_file.h"
#include "core/study/study.h"
#include "widgets/dialogs/file_chooser.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QWidget>

#include <algorithm>
#include <utility>

namespace genrelens
{

namespace
{

constexpr int keepAfter = 500; // milliseconds
const QString folderKey = QStringLiteral("mappingFolder");

Mapping *find(StudySettings &settings, const std::string &labelSet)
{
    return const_cast<Mapping *>(settings.findMapping(labelSet));
}

} // namespace

MappingFiles::MappingFiles(Study &study, FileChooser &files, QWidget &window)
    : QObject(&window)
    , m_study(study)
    , m_files(files)
    , m_window(window)
    , m_left(leftMappings())
{
    // What a study begins with is the program's own.
    for (const Mapping &mapping : study.settings().mappings)
        m_saved[mapping.name] = {QString(), mapping.map};
    makeActions();
    m_keeping.setSingleShot(true);
    m_keeping.setInterval(keepAfter);
    connect(&m_keeping, &QTimer::timeout, this, [this] { setUnsavedMappings(unsaved()); });
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part == StudyPart::Settings || part == StudyPart::Dataset)
            refresh();
    });
    refresh();
}

void MappingFiles::makeActions()
{
    const auto add = [this](const QString &text, const char *name, auto slot) {
        auto *action = new QAction(text, this);
        action->setObjectName(QString::fromLatin1(name));
        connect(action, &QAction::triggered, this, slot);
        m_actions.append(action);
        return action;
    };
    add(tr("&Load Mapping…"), "loadMappingAction", &MappingFiles::load);
    add(tr("&Save Mapping"), "saveMappingAction", &MappingFiles::save)->setShortcut(QKeySequence::Save);
    add(tr("Save Mapping &As…"), "saveMappingAsAction", &MappingFiles::saveAs)
        ->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+S")));
    add(tr("R&eset to the Study's Mapping"), "resetMappingAction", &MappingFiles::reset);
    m_restore = add(tr("Restore Mappings of Last Time"), "restoreMappingsAction", &MappingFiles::restoreLeft);
    m_discard = add(tr("Discard Mappings of Last Time"), "discardMappingsAction", &MappingFiles::discardLeft);
}

const Mapping &MappingFiles::current() const
{
    const Mapping *mapping = m_study.settings().findMapping(m_study.settings().currentMapping);
    return mapping != nullptr ? *mapping : m_study.settings().mappings.front();
}

std::vector<const Mapping *> MappingFiles::modified() const
{
    std::vector<const Mapping *> changed;
    for (const Mapping &mapping : m_study.settings().mappings) {
        const auto saved = m_saved.find(mapping.name);
        if (saved == m_saved.end() || !(saved->second.map == mapping.map))
            changed.push_back(&mapping);
    }
    return changed;
}

QStringList MappingFiles::modifiedNames() const
{
    QStringList names;
    for (const Mapping *mapping : modified())
        names.append(QString::fromStdString(mapping->map.name));
    return names;
}

void MappingFiles::refresh()
{
    const QStringList names = modifiedNames();
    m_restore->setVisible(!left().empty());
    m_discard->setVisible(!left().empty());
    if (!names.isEmpty() || !m_modifiedNames.isEmpty())
        m_keeping.start();
    if (names != m_modifiedNames) {
        m_modifiedNames = names;
        emit modifiedChanged();
    }
}

std::vector<UnsavedMapping> MappingFiles::unsaved() const
{
    std::vector<UnsavedMapping> mappings;
    for (const Mapping *mapping : modified()) {
        const auto saved = m_saved.find(mapping->name);
        mappings.push_back(
            {mapping->name, saved == m_saved.end() ? QString() : saved->second.path, mapping->map});
    }
    return mappings;
}

// What was restored is kept in the settings until it is saved or thrown away: undo may lead back before it.
void MappingFiles::forgetRestored()
{
    if (std::exchange(m_isRestored, false))
        forgetLeftMappings(std::exchange(m_left, {}));
}

bool MappingFiles::mayClose()
{
    m_keeping.stop();
    const QStringList names = modifiedNames();
    const UnsavedChoice choice =
        names.isEmpty() ? UnsavedChoice::Discard : m_files.askAboutUnsaved(&m_window, names);
    const bool stays = choice == UnsavedChoice::Cancel || (choice == UnsavedChoice::Save && !saveAll());
    if (stays) {
        m_keeping.start();
        return false;
    }
    if (!names.isEmpty())
        forgetRestored();
    leaveMappings(choice == UnsavedChoice::KeepForNextTime ? unsaved() : std::vector<UnsavedMapping>());
    return true;
}

const std::vector<UnsavedMapping> &MappingFiles::left() const
{
    static const std::vector<UnsavedMapping> none;
    return m_isRestored ? none : m_left;
}

void MappingFiles::restoreLeft()
{
    if (m_isRestored)
        return;
    StudySettings settings = m_study.settings();
    for (const UnsavedMapping &left : m_left) {
        Saved saved{left.path, {}};
        if (!left.path.isEmpty())
            if (Result<GenreMap> onDisk = readMapping(left.path))
                saved.map = std::move(onDisk).value();
        Mapping *same = find(settings, left.labelSet);
        const auto known = m_saved.find(left.labelSet);
        // An untouched mapping of the program's own is what was edited; anything else stays beside it.
        const bool untouched = same != nullptr && known != m_saved.end() && known->second.path.isEmpty() &&
                               same->map == known->second.map && left.path.isEmpty();
        if (untouched) {
            same->map = left.map;
            settings.currentMapping = same->name;
            continue;
        }
        Mapping mapping{m_study.freshLabelSetName(Mapping().name), left.map};
        mapping.map.name = freeMapName(settings, left.map.name);
        if (!left.path.isEmpty())
            m_saved[mapping.name] = saved;
        settings.currentMapping = mapping.name;
        settings.mappings.push_back(std::move(mapping));
    }
    m_isRestored = true;
    emit settingsChosen(settings, tr("Restore Mappings"));
    refresh();
}

void MappingFiles::discardLeft()
{
    forgetLeftMappings(std::exchange(m_left, {}));
    refresh();
}

void MappingFiles::load()
{
    const QStringList paths =
        m_files.openFiles(&m_window, tr("Load a Genre Mapping"), rememberedFolder(folderKey),
                          tr("Genre mappings (*.json *.csv *.tsv *.txt);;All files (*)"));
    for (const QString &path : paths) {
        rememberFolderOf(path, folderKey);
        loadFrom(path);
    }
}

// A file is a mapping of its own, beside those that are there: what was edited stays, and each mapping keeps
// to its file. One that is there already is read again.
void MappingFiles::loadFrom(const QString &path)
{
    Result<GenreMap> map = readMapping(path);
    if (!map) {
        emit failed(map.error());
        return;
    }
    StudySettings settings = m_study.settings();
    const QString text = tr("Load %1").arg(QFileInfo(path).fileName().replace(u'&', QStringLiteral("&&")));
    for (Mapping &mapping : settings.mappings) {
        const auto saved = m_saved.find(mapping.name);
        if (saved == m_saved.end() || saved->second.path != path)
            continue;
        map.value().name = mapping.map.name;
        saved->second.map = map.value();
        mapping.map = std::move(map).value();
        settings.currentMapping = mapping.name;
        emit settingsChosen(settings, text);
        refresh();
        return;
    }
    Mapping mapping{m_study.freshLabelSetName(Mapping().name), std::move(map).value()};
    mapping.map.name = freeMapName(settings, mapping.map.name);
    m_saved[mapping.name] = {path, mapping.map};
    settings.currentMapping = mapping.name;
    settings.mappings.push_back(std::move(mapping));
    emit settingsChosen(settings, text);
}

bool MappingFiles::save()
{
    const auto saved = m_saved.find(current().name);
    if (saved == m_saved.end() || saved->second.path.isEmpty())
        return saveAs();
    return saveTo(current(), saved->second.path);
}

bool MappingFiles::saveAs()
{
    const Mapping mapping = current();
    const QString suggested =
        QDir(rememberedFolder(folderKey))
            .filePath(QString::fromStdString(mapping.map.name).replace(u'/', u'-') + QStringLiteral(".json"));
    const QString path = m_files.saveFile(&m_window, tr("Save the Genre Mapping"), suggested,
                                          tr("Genre mapping (*.json);;Two columns (*.csv)"));
    if (path.isEmpty())
        return false;
    rememberFolderOf(path, folderKey);
    return saveTo(mapping, path);
}

bool MappingFiles::saveTo(const Mapping &mapping, const QString &path)
{
    if (const Result<void> written = writeMapping(mapping.map, path); !written) {
        emit failed(written.error());
        return false;
    }
    m_saved[mapping.name] = {path, mapping.map};
    forgetRestored();
    refresh();
    const Result<GenreMap> written = readMapping(path);
    if (written && !(written.value().superGenres == mapping.map.superGenres))
        emit said(tr("%1 holds genres and super-genres only; colours are kept by saving it as JSON.")
                      .arg(QFileInfo(path).fileName()));
    return true;
}

bool MappingFiles::saveAll()
{
    std::vector<std::string> names;
    for (const Mapping *mapping : modified())
        names.push_back(mapping->name);
    for (const std::string &name : names) {
        m_study.setCurrentLabels(name); // the one that is asked about is the one that is seen
        if (!save())
            return false;
    }
    return true;
}

void MappingFiles::reset()
{
    StudySettings settings = m_study.settings();
    const std::string name = settings.genreMap().name;
    settings.genreMap() = defaultSettings().genreMap();
    if (settings.mappings.size() > 1)
        settings.genreMap().name = name;
    emit settingsChosen(settings, tr("Reset the Mapping"));
}

} // namespace genrelens
