#include "core/base/random.h"
#include "tests/widgets/mapping_dock_test.h"
#include "widgets/mapping/mapping_editor.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QToolButton>

#include <algorithm>

using namespace genrelens;
using namespace genrelens::test;

class TestMappings : public MappingDockTest
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void newAndDuplicatedMappings();
    void deletesMappings();
    void renamesMappings();
    void choosesMappings();
    void copiesAndPastes();
    void refusesMalformedPaste();
    void undoesAHundredSteps();
    void menuHoldsWhatItIsGiven();
    void lettersAreItsOwn();
    void comesIntoSight_data();
    void comesIntoSight();
    void openListStaysAsItIs();

private:
    void randomStep(Random &random);
};

void TestMappings::newAndDuplicatedMappings()
{
    auto *box = child<QComboBox>("mappingBox");
    QCOMPARE(box->count(), 1);
    action("duplicateMappingAction")->trigger();
    QCOMPARE(m_undo->undoText(), QStringLiteral("Duplicate Mine"));
    QCOMPARE(box->count(), 2);
    QCOMPARE(box->currentText(), QStringLiteral("Mine 2"));
    QCOMPARE(m_study->settings().currentMapping, std::string("super_genre_2"));
    QCOMPARE(m_study->currentLabels(), std::string("super_genre_2"));
    QVERIFY(map().superGenres == mappingSettings().genreMap().superGenres);
    action("newMappingAction")->trigger();
    QCOMPARE(m_undo->undoText(), QStringLiteral("New Mapping"));
    QCOMPARE(box->currentText(), QStringLiteral("New mapping"));
    QVERIFY(map().superGenres.empty());
    QVERIFY(child<QLabel>("mappingSummary")->text().startsWith(QStringLiteral("None of the 6 genres")));
    m_undo->undo();
    QCOMPARE(box->currentText(), QStringLiteral("Mine 2"));
    QCOMPARE(m_study->currentLabels(), std::string("super_genre_2"));
    m_undo->undo();
    QVERIFY(m_study->settings() == mappingSettings());
}

void TestMappings::deletesMappings()
{
    QVERIFY(!action("deleteMappingAction")->isEnabled()); // the last one
    action("duplicateMappingAction")->trigger();
    QVERIFY(action("deleteMappingAction")->isEnabled());
    action("deleteMappingAction")->trigger();
    QCOMPARE(m_undo->undoText(), QStringLiteral("Delete Mine 2"));
    QCOMPARE(m_study->settings().currentMapping, std::string("super_genre"));
    QCOMPARE(m_study->currentLabels(), std::string("super_genre"));
    QVERIFY(!action("deleteMappingAction")->isEnabled());
}

void TestMappings::renamesMappings()
{
    action("duplicateMappingAction")->trigger();
    auto *name = child<QLineEdit>("mappingName");
    const auto rename = [&](const QString &text, Qt::Key key) {
        action("renameMappingAction")->trigger();
        QVERIFY(name->isVisible());
        QTest::keyClicks(name, text);
        QTest::keyClick(name, key);
        QVERIFY(!name->isVisible());
    };
    rename(QStringLiteral("Other"), Qt::Key_Escape);
    QCOMPARE(m_undo->count(), 1);
    rename(QStringLiteral("Mine"), Qt::Key_Return);
    QCOMPARE(m_undo->count(), 1);
    QCOMPARE(notice(), QStringLiteral("There is a mapping \"Mine\" already."));
    rename(QStringLiteral(" Ours "), Qt::Key_Return);
    QCOMPARE(m_undo->undoText(), QStringLiteral("Rename Mine 2 to Ours"));
    QCOMPARE(child<QComboBox>("mappingBox")->currentText(), QStringLiteral("Ours"));
    QVERIFY(notice().isEmpty());
}

void TestMappings::choosesMappings()
{
    action("newMappingAction")->trigger();
    auto *box = child<QComboBox>("mappingBox");
    QTest::keyClick(box, Qt::Key_Up);
    QCOMPARE(m_study->settings().currentMapping, std::string("super_genre"));
    QCOMPARE(m_study->currentLabels(), std::string("super_genre"));
    m_study->setCurrentLabels("genre");
    QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(m_study->settings().currentMapping, std::string("super_genre_2"));
    QCOMPARE(m_study->currentLabels(), std::string("genre"));
    QCOMPARE(m_undo->count(), 1); // looking is no step
}

void TestMappings::copiesAndPastes()
{
    select({QStringLiteral("techno"), QStringLiteral("waltz")});
    QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(),
             QStringLiteral("genre\tsuper_genre\ntechno\telectronic\nwaltz\t\n"));
    table()->clearSelection();
    action("copyMappingAction")->trigger();
    QCOMPARE(QApplication::clipboard()->text().count(QLatin1Char('\n')), 7);
    QApplication::clipboard()->setText(QStringLiteral("techno\trock\nwaltz\tballroom\r\nfado\tballroom\n"));
    QTest::keyClick(table(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(m_undo->undoText(), QStringLiteral("Paste a Mapping"));
    QCOMPARE(m_undo->count(), 1);
    QCOMPARE(printed(), QStringLiteral("electronic: house | rock: punk metal techno | pop: ballad polka | "
                                       "ballroom: waltz fado"));
    m_undo->undo();
    QVERIFY(m_study->settings() == mappingSettings());
}

void TestMappings::refusesMalformedPaste()
{
    for (const char *text :
         {"techno", "techno\trock\npunk\n", "techno\trock\ntechno\tpop\n", "", "\trock\n"}) {
        QApplication::clipboard()->setText(QString::fromLatin1(text));
        action("pasteMappingAction")->trigger();
        QCOMPARE(m_undo->count(), 0);
        QVERIFY(m_study->settings() == mappingSettings());
        QVERIFY2(notice().startsWith(QStringLiteral("Clipboard")), text);
    }
    QApplication::clipboard()->setText(QStringLiteral("techno\tunmapped\npunk\tpop\n"));
    action("pasteMappingAction")->trigger(); // half of it would do, but nothing is half done
    QVERIFY(m_study->settings() == mappingSettings());
    QVERIFY(notice().contains(QStringLiteral("unmapped")));
    QApplication::clipboard()->setText(QStringLiteral("techno\trock\npunk\tpop\n"));
    action("pasteMappingAction")->trigger();
    QVERIFY(notice().isEmpty());
}

void TestMappings::randomStep(Random &random)
{
    const auto below = [&random](qsizetype n) {
        return static_cast<int>(random.below(static_cast<std::uint32_t>(std::max<qsizetype>(n, 1))));
    };
    auto *editor = m_dock->findChild<MappingEditor *>();
    const QStringList genres = table()->shownGenres();
    QStringList groups;
    for (const SuperGenre &group : map().superGenres)
        groups.append(QString::fromStdString(group.name));
    const QStringList some{genres[below(genres.size())], genres[below(genres.size())]};
    const QString group = groups.value(below(groups.size()));
    switch (below(11)) {
    case 0:
        select({some.first()});
        type(QStringLiteral("typed %1").arg(below(4)));
        break;
    case 1:
        select({some.first()});
        QTest::keyClick(table(), Qt::Key_Delete);
        break;
    case 2:
        editor->assign(some, group);
        break;
    case 3:
        editor->rename(group, QStringLiteral("named %1").arg(below(5)));
        break;
    case 4:
        editor->merge({group, groups.value(below(groups.size()))}, groups.value(below(groups.size())));
        break;
    case 5:
        editor->recolour(group, QColor(below(256), below(256), below(256)));
        break;
    case 6:
        editor->move({group}, below(groups.size() + 1));
        break;
    case 7:
        editor->remove({group});
        break;
    case 8:
        editor->addSuperGenre();
        break;
    case 9:
        editor->setUnmappedIsClass(!map().unmappedIsClass);
        break;
    default:
        action(below(3) > 0 ? "duplicateMappingAction" : "deleteMappingAction")->trigger();
    }
}

void TestMappings::undoesAHundredSteps()
{
    Random random(20, RandomPurpose::Test);
    std::vector<StudySettings> states{m_study->settings()};
    while (m_undo->count() < 100) {
        const int before = m_undo->count();
        randomStep(random);
        if (m_undo->count() > before)
            states.push_back(m_study->settings());
    }
    const StudySettings last = m_study->settings();
    while (m_undo->canUndo())
        m_undo->undo();
    QVERIFY(m_study->settings() == mappingSettings());
    QCOMPARE(list()->model()->rowCount(), 4);
    while (m_undo->canRedo())
        m_undo->redo();
    QVERIFY(m_study->settings() == last);
    QCOMPARE(list()->model()->rowCount(), static_cast<int>(map().superGenres.size()) + 1);
    // Every state in between is met on the way back.
    for (std::size_t step = states.size(); step-- > 1;) {
        QVERIFY(states[step].mappings == m_study->settings().mappings);
        m_undo->undo();
    }
}

void TestMappings::menuHoldsWhatItIsGiven()
{
    QAction load(QStringLiteral("Load Mapping…"));
    QAction save(QStringLiteral("Save Mapping…"));
    m_dock->setFileActions({&load, &save});
    const QList<QAction *> entries = child<QToolButton>("mappingMenuButton")->menu()->actions();
    QVERIFY(entries.contains(&load) && entries.contains(&save));
    for (QAction *each : m_dock->mappingActions())
        QCOMPARE(entries.count(each), 1);
    QSignalSpy suggest(m_dock.get(), &MappingDock::suggestRequested);
    action("suggestMappingAction")->trigger();
    QCOMPARE(suggest.count(), 1);
    m_dock->setFileActions({});
}

// The actions share a menu with those that load, save, reset, keep and import.
void TestMappings::lettersAreItsOwn()
{
    QStringList taken{QStringLiteral("L"), QStringLiteral("S"), QStringLiteral("A"),
                      QStringLiteral("E"), QStringLiteral("K"), QStringLiteral("I")};
    const QList<QAction *> actions = m_dock->mappingActions();
    QCOMPARE(actions.size(), 7);
    for (const QAction *each : actions) {
        const QString letter = QKeySequence::mnemonic(each->text()).toString().right(1);
        QVERIFY2(!letter.isEmpty() && !taken.contains(letter), qPrintable(each->text()));
        taken.append(letter);
    }
}

void TestMappings::comesIntoSight_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("closed");
    for (const char *name :
         {"newMappingAction", "duplicateMappingAction", "renameMappingAction", "pasteMappingAction"}) {
        QTest::addRow("%s, closed", name) << QString::fromLatin1(name) << true;
        QTest::addRow("%s, behind a tab", name) << QString::fromLatin1(name) << false;
    }
}

void TestMappings::comesIntoSight()
{
    QFETCH(QString, name);
    QFETCH(bool, closed);
    QMainWindow window;
    const auto leave = qScopeGuard([this] { m_dock->setParent(nullptr); }); // the window is not its owner
    auto *other = new QDockWidget(QStringLiteral("Other"), &window);
    window.addDockWidget(Qt::LeftDockWidgetArea, m_dock.get());
    window.addDockWidget(Qt::LeftDockWidgetArea, other);
    window.tabifyDockWidget(m_dock.get(), other);
    window.resize(500, 600);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    other->raise();
    if (closed)
        m_dock->close();
    QTRY_VERIFY(m_dock->visibleRegion().isEmpty());
    QApplication::clipboard()->setText(QStringLiteral("techno"));
    action(name.toLatin1().constData())->trigger();
    QTRY_VERIFY(!m_dock->visibleRegion().isEmpty());
    if (name == QLatin1String("renameMappingAction")) {
        auto *edit = child<QLineEdit>("mappingName");
        QTRY_VERIFY(edit->hasFocus());
        QVERIFY(!edit->visibleRegion().isEmpty());
        QTest::keyClicks(edit, QStringLiteral("Ours"));
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(m_undo->undoText(), QStringLiteral("Rename Mine to Ours"));
    } else if (name == QLatin1String("pasteMappingAction")) {
        QVERIFY(notice().startsWith(QStringLiteral("Clipboard")));
    }
}

void TestMappings::openListStaysAsItIs()
{
    action("duplicateMappingAction")->trigger();
    auto *box = child<QComboBox>("mappingBox");
    box->showPopup();
    QTRY_VERIFY(box->view()->isVisible());
    QSignalSpy removed(box->model(), &QAbstractItemModel::rowsAboutToBeRemoved);
    QSignalSpy reset(box->model(), &QAbstractItemModel::modelReset);
    StudySettings settings = m_study->settings();
    settings.setTrees(settings.trees() + 1);
    m_study->setSettings(settings);
    m_study->setCurrentModel("nearest_centroid");
    QCOMPARE(removed.count() + reset.count(), 0);
    QVERIFY(box->view()->isVisible());
    box->hidePopup();
    settings.genreMap().name = "Ours"; // what is listed still follows
    m_study->setSettings(settings);
    QCOMPARE(box->currentText(), QStringLiteral("Ours"));
    QCOMPARE(box->itemText(0), QStringLiteral("Mine"));
    QCOMPARE(box->itemData(1, Qt::ToolTipRole).toString(), QStringLiteral("Ours"));
}

QTEST_MAIN(TestMappings)
#include "tst_mappings.moc"
