#include "app/mapping_files.h"
#include "core/labels/genre_map_edits.h"
#include "core/study/change_settings.h"
#include "core/study/mapping_file.h"
#include "core/study/unsaved_mappings.h"
#include "tests/app/window_test.h"
#include "widgets/docks/notice_bar.h"

#include <QAction>
#include <QFileInfo>
#include <QLabel>

#include <sys/stat.h>

using namespace genrelens;
using namespace genrelens::test;

class TestMappingFiles : public WindowTest
{
    Q_OBJECT

private slots:
    void loadsBesideWhatIsThere();
    void loadsTwoColumns();
    void aFileThatIsThereIsReadAgain();
    void refusesMalformedFiles_data();
    void refusesMalformedFiles();
    void savesAndReadsTheSame();
    void aFolderThatIsNotThereLosesNothing();
    void editsMarkTheTitle();
    void resetBringsTheStudysMappingBack();
    void closingAsks();
    void closingSaves();
    void cancelledSavingKeepsTheWindow();
    void keptMappingsAreOfferedAtTheNextStart();
    void restoredAndUndoneIsStillKept();
    void windowsKeepTheirOwn();
    void anotherFileLeavesTheStepsOfTheMapping();
    void aDeletedMappingInTrainingIsForgotten();
    void discardedMappingsAreNotOffered();
    void whatIsNotDecidedStaysKept();
    void modelsOfALoadedMappingAreItsOwn();

private:
    [[nodiscard]] const StudySettings &settings() { return m_window->study().settings(); }
    void trigger(const char *action) { child<QAction>(action)->trigger(); }
    [[nodiscard]] QString message() { return child<NoticeBar>("message")->text(); }
    void edit(const std::string &genre, const std::string &superGenre)
    {
        StudySettings changed = settings();
        const std::vector<std::string> genres{genre};
        changed.genreMap() = assigned(changed.genreMap(), genres, superGenre).value();
        m_window->undoStack().push(new ChangeSettings(m_window->study(), changed, QStringLiteral("Assign")));
    }
    void restart()
    {
        m_window.reset();
        makeWindow();
    }
};

namespace
{

const QByteArray twoGroups = R"({"format": "genrelens-genre-map", "version": 1, "name": "Mine",
    "super_genres": [{"name": "loud", "colour": "#123456", "genres": ["metal", "punk"]},
                     {"name": "quiet", "genres": ["ambient", "sleep"]}]})";

} // namespace

void TestMappingFiles::loadsBesideWhatIsThere()
{
    openAndWait(m_file);
    m_answers.open = {writeFile("mine.json", twoGroups)};
    trigger("loadMappingAction");
    QCOMPARE(settings().mappings.size(), std::size_t(2));
    QCOMPARE(settings().genreMap().name, std::string("Mine"));
    QCOMPARE(settings().currentMapping, settings().mappings[1].name);
    QCOMPARE(settings().mappings[0].map.name, std::string("Original study"));
    QVERIFY(!m_window->isWindowModified());
    QCOMPARE(m_window->undoStack().undoText(), QStringLiteral("Load mine.json"));
    const LabelSet labels = m_window->study().labels(settings().currentMapping);
    QCOMPARE(labels.classes(), (std::vector<std::string>{"loud", "quiet"}));
    m_window->undoStack().undo();
    QCOMPARE(settings().mappings.size(), std::size_t(1));
    m_window->undoStack().redo();
    QCOMPARE(settings().genreMap().name, std::string("Mine"));
    QVERIFY(!m_window->isWindowModified());
}

void TestMappingFiles::loadsTwoColumns()
{
    m_answers.open = {writeFile("moods.csv", "track_genre;super_genre\nmetal;loud\r\n\"a;b\";quiet\n")};
    trigger("loadMappingAction");
    QCOMPARE(settings().genreMap().name, std::string("moods"));
    const std::vector<std::string> quiet{"a;b"};
    QCOMPARE(settings().genreMap().superGenres[1].genres, quiet);
}

void TestMappingFiles::aFileThatIsThereIsReadAgain()
{
    m_answers.open = {writeFile("mine.json", twoGroups)};
    trigger("loadMappingAction");
    edit("techno", "loud");
    QVERIFY(m_window->isWindowModified());
    trigger("loadMappingAction");
    QCOMPARE(settings().mappings.size(), std::size_t(2));
    QVERIFY(!settings().genreMap().find("techno"));
    QVERIFY(!m_window->isWindowModified());
    m_window->undoStack().undo();
    QVERIFY(settings().genreMap().find("techno"));
    QVERIFY(m_window->isWindowModified());
}

void TestMappingFiles::refusesMalformedFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const QByteArray &content, const char *said) {
        QTest::newRow(name) << content << QString::fromLatin1(said);
    };
    row("cut off", twoGroups.left(80), "not JSON");
    row("another format", "{\"format\": \"genrelens-settings\"}", "not a genre mapping");
    row("a genre twice", QByteArray(twoGroups).replace("sleep", "metal"), "stands twice");
    row("three columns", "genre,super_genre\nmetal,loud\npop,loud,5\n", "line 3");
    row("a genre with two super-genres", "metal,loud\npop,pop\nmetal,pop\n", "line 3");
    row("no super-genre at all", "metal\npop\n", "line 1");
    row("nothing", "", "genre");
    row("bytes", QByteArray("\xff\xfe\x00m", 4), "UTF-8");
}

void TestMappingFiles::refusesMalformedFiles()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, said);
    const StudySettings before = settings();
    m_answers.open = {writeFile("bad.csv", content)};
    trigger("loadMappingAction");
    QVERIFY2(message().contains(said), qPrintable(message()));
    QVERIFY2(message().contains(QStringLiteral("bad.csv")), qPrintable(message()));
    QVERIFY(settings() == before);
    QCOMPARE(m_window->undoStack().count(), 0);
    QVERIFY(!m_window->isWindowModified());
}

void TestMappingFiles::savesAndReadsTheSame()
{
    edit("techno", "something new");
    const GenreMap map = settings().genreMap();
    m_answers.save = m_folder.filePath(QStringLiteral("saved.json"));
    trigger("saveMappingAction");
    QVERIFY(m_answers.suggestedPath.endsWith(QStringLiteral("Original study.json")));
    QVERIFY(!m_window->isWindowModified());
    const QString path = m_answers.save;
    QVERIFY(readMapping(path).value() == map);
    // From now on it has a file, and is saved without a question.
    m_answers.save.clear();
    edit("house", "something new");
    trigger("saveMappingAction");
    QVERIFY(!m_window->isWindowModified());
    QVERIFY(readMapping(path).value() == settings().genreMap());
    // Two columns keep what they can.
    m_answers.save = m_folder.filePath(QStringLiteral("saved.csv"));
    trigger("saveMappingAsAction");
    QVERIFY(message().contains(QStringLiteral("colours")));
    const GenreMap columns = readMapping(m_answers.save).value();
    for (const SuperGenre &group : settings().genreMap().superGenres)
        for (const std::string &genre : group.genres)
            QCOMPARE(columns.superGenres[*columns.find(genre)].name, group.name);
}

void TestMappingFiles::aFolderThatIsNotThereLosesNothing()
{
    edit("techno", "rock");
    m_answers.save = m_folder.filePath(QStringLiteral("no/such/folder/a.json"));
    trigger("saveMappingAction");
    QVERIFY(message().contains(QStringLiteral("cannot be written")));
    QVERIFY(m_window->isWindowModified());
    const QString pipe = m_folder.filePath(QStringLiteral("pipe.json"));
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    m_answers.save = pipe;
    trigger("saveMappingAction");
    QVERIFY(message().contains(QStringLiteral("no file that could be replaced")));
    QVERIFY(QFileInfo::exists(pipe) && !QFileInfo(pipe).isFile());
}

void TestMappingFiles::editsMarkTheTitle()
{
    openAndWait(m_file);
    QCOMPARE(m_window->windowTitle(), QStringLiteral("tracks.csv – Genrelens"));
    edit("techno", "rock");
    QVERIFY(m_window->isWindowModified());
    QCOMPARE(m_window->windowTitle(), QStringLiteral("Original study[*] – tracks.csv – Genrelens"));
    m_window->undoStack().undo();
    QVERIFY(!m_window->isWindowModified());
    QCOMPARE(m_window->windowTitle(), QStringLiteral("tracks.csv – Genrelens"));
}

void TestMappingFiles::resetBringsTheStudysMappingBack()
{
    const GenreMap original = settings().genreMap();
    edit("techno", "rock");
    edit("house", "new");
    trigger("resetMappingAction");
    QVERIFY(settings().genreMap() == original);
    QVERIFY(!m_window->isWindowModified());
    m_window->undoStack().undo();
    QVERIFY(!(settings().genreMap() == original));
}

void TestMappingFiles::closingAsks()
{
    QVERIFY(m_window->close()); // nothing to ask about
    QVERIFY(m_answers.unsaved.isEmpty());
    m_window->show();
    edit("techno", "rock");
    m_answers.choice = UnsavedChoice::Cancel;
    QVERIFY(!m_window->close());
    QCOMPARE(m_answers.unsaved, QStringList{QStringLiteral("Original study")});
    QVERIFY(m_window->isVisible());
    m_answers.choice = UnsavedChoice::Discard;
    QVERIFY(m_window->close());
}

void TestMappingFiles::closingSaves()
{
    edit("techno", "rock");
    m_answers.choice = UnsavedChoice::Save;
    m_answers.save = m_folder.filePath(QStringLiteral("closing.json"));
    QVERIFY(m_window->close());
    QVERIFY(readMapping(m_answers.save).value() == settings().genreMap());
    QVERIFY(leftMappings().empty());
}

void TestMappingFiles::cancelledSavingKeepsTheWindow()
{
    edit("techno", "rock");
    m_answers.choice = UnsavedChoice::Save;
    m_answers.save.clear();
    QVERIFY(!m_window->close());
    QVERIFY(m_window->isWindowModified());
}

void TestMappingFiles::keptMappingsAreOfferedAtTheNextStart()
{
    edit("techno", "rock");
    const GenreMap map = settings().genreMap();
    m_answers.choice = UnsavedChoice::KeepForNextTime;
    QVERIFY(m_window->close());
    restart();
    QVERIFY(message().contains(QStringLiteral("Original study")));
    QVERIFY(!(settings().genreMap() == map));
    openAndWait(m_file); // the offer is still there
    QVERIFY(message().contains(QStringLiteral("Original study")));
    emit child<NoticeBar>("message")->linkActivated();
    QVERIFY(settings().genreMap() == map);
    QCOMPARE(settings().mappings.size(), std::size_t(1));
    QVERIFY(m_window->isWindowModified());
    QVERIFY(!child<QAction>("restoreMappingsAction")->isVisible());
    m_window->undoStack().undo();
    QVERIFY(!m_window->isWindowModified());
}

void TestMappingFiles::restoredAndUndoneIsStillKept()
{
    edit("techno", "rock");
    const GenreMap map = settings().genreMap();
    m_answers.choice = UnsavedChoice::KeepForNextTime;
    QVERIFY(m_window->close());
    restart();
    trigger("restoreMappingsAction");
    m_window->undoStack().undo();
    QVERIFY(m_window->close()); // nothing to ask about
    QCOMPARE(leftMappings().size(), std::size_t(1));
    restart();
    trigger("restoreMappingsAction");
    QVERIFY(settings().genreMap() == map);
    m_answers.choice = UnsavedChoice::Discard;
    QVERIFY(m_window->close());
    QVERIFY(leftMappings().empty());
}

void TestMappingFiles::windowsKeepTheirOwn()
{
    MainWindow other(m_answers); // begun before the first keeps something
    edit("techno", "rock");
    m_answers.choice = UnsavedChoice::KeepForNextTime;
    QVERIFY(m_window->close());
    QCOMPARE(leftMappings().size(), std::size_t(1));
    QVERIFY(other.close());
    QCOMPARE(leftMappings().size(), std::size_t(1));
}

void TestMappingFiles::anotherFileLeavesTheStepsOfTheMapping()
{
    openAndWait(m_file);
    const GenreMap original = settings().genreMap();
    edit("techno", "rock");
    StudySettings changed = settings();
    changed.setTrees(7);
    m_window->undoStack().push(new ChangeSettings(m_window->study(), changed, QStringLiteral("Trees")));
    edit("house", "rock");
    const GenreMap edited = settings().genreMap();
    openAndWait(writeFile("other.csv", "track_genre,energy\ntechno,1\nhouse,2\ntechno,3\n"));
    QVERIFY(settings().genreMap() == edited);
    QCOMPARE(m_window->undoStack().count(), 2); // the trees were about the other file
    m_window->undoStack().undo();
    QCOMPARE(settings().trees(), 7);
    m_window->undoStack().undo();
    QVERIFY(settings().genreMap() == original);
    QCOMPARE(settings().trees(), 7);
    m_window->undoStack().redo();
    m_window->undoStack().redo();
    QVERIFY(settings().genreMap() == edited);
}

void TestMappingFiles::aDeletedMappingInTrainingIsForgotten()
{
    openAndWait(m_file);
    QTRY_VERIFY_WITH_TIMEOUT(hasModel() && isIdle(), patience);
    m_answers.open = {writeFile("mine.json", twoGroups)};
    trigger("loadMappingAction");
    StudySettings slow = settings();
    slow.setTrees(2000);
    m_window->study().setSettings(slow);
    m_window->jobs().train("random_forest", settings().currentMapping);
    QVERIFY(m_window->jobs().isTraining());
    StudySettings without = settings();
    without.mappings.pop_back();
    without.currentMapping = "super_genre";
    without.setTrees(5);
    m_window->study().setSettings(without);
    QTRY_VERIFY_WITH_TIMEOUT(isIdle(), patience);
    QVERIFY2(message().isEmpty(), qPrintable(message()));
}

void TestMappingFiles::discardedMappingsAreNotOffered()
{
    edit("techno", "rock");
    QVERIFY(m_window->close());
    restart();
    QVERIFY(message().isEmpty());
    QVERIFY(!child<QAction>("restoreMappingsAction")->isVisible());
}

void TestMappingFiles::whatIsNotDecidedStaysKept()
{
    edit("techno", "rock");
    m_answers.choice = UnsavedChoice::KeepForNextTime;
    QVERIFY(m_window->close());
    restart();
    // Another edit of this run, thrown away, does not take the kept one with it.
    edit("house", "pop");
    m_answers.choice = UnsavedChoice::Discard;
    QVERIFY(m_window->close());
    QCOMPARE(leftMappings().size(), std::size_t(1));
    restart();
    edit("house", "pop"); // so that the one of last time comes beside it
    trigger("restoreMappingsAction");
    QCOMPARE(settings().mappings.size(), std::size_t(2));
    QCOMPARE(settings().genreMap().name, std::string("Original study 2"));
    const GenreMap &first = settings().mappings[0].map;
    QCOMPARE(first.superGenres[*first.find("house")].name, std::string("pop"));
    restart();
    trigger("discardMappingsAction");
    QVERIFY(leftMappings().empty());
}

void TestMappingFiles::modelsOfALoadedMappingAreItsOwn()
{
    openAndWait(m_file);
    QTRY_VERIFY_WITH_TIMEOUT(hasModel() && isIdle(), patience);
    m_answers.open = {writeFile("mine.json", twoGroups)};
    trigger("loadMappingAction");
    m_window->study().setCurrentLabels(settings().currentMapping);
    QTRY_VERIFY_WITH_TIMEOUT(hasModel() && isIdle(), patience);
    QCOMPARE(m_window->study().modelRuns().size(), std::size_t(2));
    for (const auto &run : m_window->study().modelRuns())
        QVERIFY(m_window->study().isCurrent(*run));
    m_window->undoStack().undo();
    QCOMPARE(m_window->study().modelRuns().size(), std::size_t(1));
    QCOMPARE(m_window->study().currentLabels(), std::string("super_genre"));
}

QTEST_MAIN(TestMappingFiles)
#include "tst_mapping_files.moc"
