#include "core/study/selection.h"
#include "tests/app/window_test.h"
#include "widgets/docks/dock.h"
#include "widgets/plots/bar_chart.h"
#include "widgets/selection/selection_list.h"
#include "widgets/selection/track_table.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTimer>

using namespace genrelens;
using test::patience;

using Tracks = std::vector<std::uint32_t>;

class TestSelectionMenu : public test::WindowTest
{
    Q_OBJECT

private slots:
    void picksInViewsAreUndone();
    void selectingSavesNothing();
    void keptSelectionsAreRecalledRenamedRemoved();
    void keepOnlyNarrowsWhatIsComputed();
    void undoBringsBackTheResults();
    void excludingAndAllTracks();
    void columnsKeepTheWorkingSet();
    void anotherFileForgets();

private:
    // Answers the next modal dialog once it is there.
    void answer(const QString &name)
    {
        QTimer::singleShot(20, this, [this, name] {
            auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
            if (dialog == nullptr) {
                answer(name);
                return;
            }
            dialog->findChild<QLineEdit *>(QStringLiteral("labelName"))->setText(name);
            dialog->accept();
        });
    }
    void openQuietly()
    {
        child<QAction>("automaticAction")->setChecked(false);
        openAndWait(m_file);
    }
    void select(const Tracks &tracks, const char *what = "some")
    {
        pickTracks(m_window->study(), tracks, SelectionMode::Replace, what);
    }
    [[nodiscard]] Tracks selected() { return m_window->study().selection().members(); }
    void waitForPreparation()
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_window->study().isPreparationCurrent(), patience);
    }
    // The menu as it is when it is shown.
    QMenu *keptMenu()
    {
        auto *menu = child<QMenu>("keptSelectionsMenu");
        emit menu->aboutToShow();
        return menu;
    }
};

void TestSelectionMenu::picksInViewsAreUndone()
{
    openQuietly();
    Study &study = m_window->study();
    auto *chart = child<BarChart>("distributionChart");
    emit chart->barClicked(0, Qt::NoModifier);
    const Tracks first = selected();
    QVERIFY(!first.empty());
    emit chart->barClicked(1, Qt::ControlModifier);
    const Tracks both = selected();
    QVERIFY(both.size() > first.size());
    child<QAction>("invertSelectionAction")->trigger();
    child<QAction>("clearSelectionAction")->trigger();
    QCOMPARE(m_window->undoStack().count(), 4);
    child<QAction>("undoAction")->trigger();
    child<QAction>("undoAction")->trigger();
    QCOMPARE(selected(), both);
    child<QAction>("undoAction")->trigger();
    QCOMPARE(selected(), first);
    QVERIFY(!study.selectionName().empty());
    child<QAction>("undoAction")->trigger();
    QVERIFY(selected().empty());
    child<QAction>("redoAction")->trigger();
    QCOMPARE(selected(), first);
}

void TestSelectionMenu::selectingSavesNothing()
{
    openQuietly();
    const StudySettings settings = m_window->study().settings();
    select({1, 2});
    QVERIFY(m_window->study().settings() == settings);
    QVERIFY(!m_window->isWindowModified());
}

void TestSelectionMenu::keptSelectionsAreRecalledRenamedRemoved()
{
    openQuietly();
    QVERIFY(!child<QAction>("keepNamedAction")->isEnabled());
    QVERIFY(!child<QMenu>("keptSelectionsMenu")->isEnabled());
    select({1, 5, 6}, "R&B");
    answer(QStringLiteral("mine & yours"));
    child<QAction>("keepNamedAction")->trigger();
    QCOMPARE(m_window->undoStack().undoText(), QStringLiteral("Keep Selection"));
    select({2});
    QMenu *menu = keptMenu();
    QCOMPARE(menu->actions().first()->text(), QStringLiteral("mine && yours"));
    menu->actions().first()->trigger();
    QCOMPARE(selected(), (Tracks{1, 5, 6}));
    QCOMPARE(m_window->study().selectionName(), std::string("mine & yours"));
    answer(QStringLiteral("ours"));
    menu->findChild<QMenu *>(QStringLiteral("renameKeptMenu"))->actions().first()->trigger();
    QCOMPARE(m_window->study().picks().kept().front()->name, std::string("ours"));
    menu = keptMenu();
    QMenu *removing = nullptr;
    for (QMenu *sub : menu->findChildren<QMenu *>(QStringLiteral("removeKeptMenu")))
        removing = sub; // the newest
    removing->actions().first()->trigger();
    QVERIFY(m_window->study().picks().kept().empty());
    child<QAction>("undoAction")->trigger();
    QCOMPARE(m_window->study().picks().kept().front()->name, std::string("ours"));
}

void TestSelectionMenu::keepOnlyNarrowsWhatIsComputed()
{
    openAndWait(m_file);
    Study &study = m_window->study();
    QTRY_VERIFY_WITH_TIMEOUT(hasModel() && isIdle(), patience);
    const std::size_t all = study.prepared()->features().rows();
    QVERIFY(!child<QAction>("keepOnlyAction")->isEnabled());
    Tracks half;
    for (std::uint32_t i = 0; i < all; i += 2)
        half.push_back(i);
    select(half);
    child<QAction>("keepOnlyAction")->trigger();
    QVERIFY(selected().empty());
    QVERIFY(!study.isClusteringCurrent());
    waitForPreparation();
    QCOMPARE(study.prepared()->features().rows(), half.size());
    QCOMPARE(study.prepared()->features().sourceRow(1), study.prepared()->features().sourceRow(0) + 2);
    const auto run = study.modelRun(study.currentModel(), study.currentLabels());
    QVERIFY(!study.isCurrent(*run));
    QTRY_VERIFY_WITH_TIMEOUT(study.isClusteringCurrent(), patience);
    QCOMPARE(study.labels("cluster").codes().size(), half.size());
    child<QAction>("trainAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(study.modelRun(study.currentModel(), study.currentLabels()) != run && isIdle(),
                             patience);
    const auto narrow = study.modelRun(study.currentModel(), study.currentLabels());
    QVERIFY(study.isCurrent(*narrow));
    QCOMPARE(narrow->labels.codes().size(), half.size());
    const QString status = child<QLabel>("statusData")->text();
    QVERIFY2(status.contains(QStringLiteral("%1 of %2 tracks")
                                 .arg(QLocale().toString(static_cast<qint64>(half.size())),
                                      QLocale().toString(static_cast<qint64>(all)))),
             qPrintable(status));
}

void TestSelectionMenu::undoBringsBackTheResults()
{
    openAndWait(m_file);
    Study &study = m_window->study();
    QTRY_VERIFY_WITH_TIMEOUT(hasModel() && isIdle() && study.isClusteringCurrent(), patience);
    const auto run = study.modelRun(study.currentModel(), study.currentLabels());
    const Key clusters = study.labels("cluster").key();
    const auto prepared = study.prepared();
    Tracks some;
    for (std::uint32_t i = 0; i < prepared->features().rows(); ++i)
        if (i % 3 != 0)
            some.push_back(i);
    select(some, "two thirds");
    child<QAction>("keepOnlyAction")->trigger();
    waitForPreparation();
    QTRY_VERIFY_WITH_TIMEOUT(study.isClusteringCurrent() && isIdle(), patience);
    child<QAction>("trainAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(study.modelRun(study.currentModel(), study.currentLabels()) != run && isIdle(),
                             patience);
    child<QAction>("undoAction")->trigger();
    QVERIFY(study.isPreparationCurrent()); // at once
    QVERIFY(study.prepared() == prepared);
    QVERIFY(study.labels("cluster").key() == clusters);
    const auto back = study.modelRun(study.currentModel(), study.currentLabels());
    QVERIFY(study.isCurrent(*back));
    QVERIFY(back->key == run->key);
    QCOMPARE(selected(), some);
    QCOMPARE(study.selectionName(), std::string("two thirds"));
    child<QAction>("redoAction")->trigger();
    QVERIFY(study.isPreparationCurrent() && study.isClusteringCurrent());
    QCOMPARE(study.prepared()->features().rows(), some.size());
}

void TestSelectionMenu::excludingAndAllTracks()
{
    openQuietly();
    Study &study = m_window->study();
    const std::size_t all = study.prepared()->features().rows();
    QVERIFY(!child<QAction>("allTracksAction")->isEnabled());
    select({0, 1, 2});
    child<QAction>("excludeAction")->trigger();
    QCOMPARE(m_window->undoStack().undoText(), QStringLiteral("Exclude 3 tracks"));
    waitForPreparation();
    QCOMPARE(study.prepared()->features().rows(), all - 3);
    select({0});
    child<QAction>("excludeAction")->trigger();
    waitForPreparation();
    QCOMPARE(study.prepared()->features().rows(), all - 4);
    QCOMPARE(study.prepared()->report.setAside, std::size_t(4));
    child<QAction>("allTracksAction")->trigger();
    waitForPreparation();
    QCOMPARE(study.prepared()->features().rows(), all);
    QVERIFY(!child<QLabel>("statusData")->text().contains(QStringLiteral(" of ")));
    child<QAction>("undoAction")->trigger();
    waitForPreparation();
    QCOMPARE(study.prepared()->features().rows(), all - 4);
}

void TestSelectionMenu::columnsKeepTheWorkingSet()
{
    openQuietly();
    Study &study = m_window->study();
    select({0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    child<QAction>("keepOnlyAction")->trigger();
    waitForPreparation();
    child<QAction>("columnsAction")->trigger();
    auto *dialog = m_window->findChild<QDialog *>();
    QVERIFY(dialog != nullptr);
    dialog->accept();
    waitForPreparation();
    QCOMPARE(study.prepared()->features().rows(), std::size_t(10));
}

void TestSelectionMenu::anotherFileForgets()
{
    openQuietly();
    Study &study = m_window->study();
    select({0, 1});
    child<QAction>("keepOnlyAction")->trigger();
    waitForPreparation();
    QFile::copy(m_file, m_folder.filePath(QStringLiteral("again.csv")));
    openAndWait(m_folder.filePath(QStringLiteral("again.csv")));
    QVERIFY(study.settings().preparation.working.isAll());
    QVERIFY(study.prepared()->features().rows() > 2);
    QVERIFY(!m_window->undoStack().canUndo());
}

QTEST_MAIN(TestSelectionMenu)
#include "tst_selection_menu.moc"
