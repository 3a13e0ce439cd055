#include "core/study/remove_models.h"
#include "tests/widgets/learn_fixture.h"
#include "widgets/docks/models_dock.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/learn/model_runs_table.h"
#include "widgets/models/model_runs_model.h"
#include "widgets/plots/accuracy_chart.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QPushButton>
#include <QSignalSpy>
#include <QTimer>
#include <QToolButton>

using namespace genrelens;
using test::bayes;
using test::centroid;
using test::forest;
using test::patience;

class TestModelsDock : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void emptyBeforeAnythingIsTrained();
    void tableAndChartFollowTraining();
    void whatIsClickedIsShown();
    void currentViewIsMarked();
    void removedRowsAreGone();
    void removalIsUndoneAndRedone();
    void severalAreRemovedInOneStep();
    void undoLeavesWhatWasTrainedSince();
    void removedRunIsOfItsDatasetAlone();
    void removingWhatRunsEndsIt();
    void rightClickShowsItsRow();
    void queueIsSeenAndCancelled();
    void failureHasARow();
    void outdatedAreToldOfAndRetrained();
    void mappingsGoByTheirNames();
    void bothViewsWhereThereIsRoom();
    void chosenViewIsRemembered();
    void buttonsAsk();

private:
    QTemporaryDir m_folder;
};

namespace
{

struct Fixture {
    test::LearnFixture study;
    std::unique_ptr<ModelsDock> dock;

    explicit Fixture(const QSize &size = {420, 330}) { makeDock(size); }
    void makeDock(const QSize &size)
    {
        dock = std::make_unique<ModelsDock>(study.study, study.jobs);
        QObject::connect(dock.get(), &ModelsDock::removeRequested, dock.get(),
                         [this](const std::vector<ModelSlot> &unwanted) { remove(unwanted); });
        dock->resize(size);
        dock->show();
        if (!QTest::qWaitForWindowExposed(dock.get()))
            qFatal("the dock does not show");
    }
    /// As the window does it.
    void remove(const std::vector<ModelSlot> &unwanted)
    {
        if (RemoveModels::isStep(study.study, unwanted))
            study.undo.push(new RemoveModels(study.study, study.jobs, unwanted));
        else
            study.jobs.removeRuns(unwanted);
    }
    [[nodiscard]] ModelRunsTable &table() const
    {
        return *dock->findChild<ModelRunsTable *>(QStringLiteral("modelsTable"));
    }
    [[nodiscard]] AccuracyChart &chart() const
    {
        return *dock->findChild<AccuracyChart *>(QStringLiteral("modelsChart"));
    }
    template <typename T>
    [[nodiscard]] T &button(const char *name) const
    {
        return *dock->findChild<T *>(QLatin1String(name));
    }
    [[nodiscard]] QString notice() const { return dock->findChild<NoticeBar *>()->text(); }
    [[nodiscard]] int rowOf(const ModelSlot &slot) const
    {
        const std::vector<ModelRunRow> rows = table().rows();
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (rows[i].slot == slot)
                return static_cast<int>(i);
        return -1;
    }
    [[nodiscard]] QString state(const ModelSlot &slot) const
    {
        return table().model()->index(rowOf(slot), ModelRunsModel::State).data().toString();
    }
    void click(const ModelSlot &slot, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        const QModelIndex cell = table().model()->index(rowOf(slot), ModelRunsModel::Model);
        QTest::mouseClick(table().viewport(), Qt::LeftButton, modifiers, table().visualRect(cell).center());
    }
};

} // namespace

void TestModelsDock::initTestCase()
{
    test::prepareSettings(m_folder);
}

void TestModelsDock::init()
{
    QSettings().clear();
}

void TestModelsDock::emptyBeforeAnythingIsTrained()
{
    const Fixture f;
    QVERIFY(!f.table().isVisible());
    QVERIFY(!f.chart().isVisible());
    QVERIFY(f.chart().isEmpty());
    QVERIFY(f.button<QPushButton>("modelsTrain").isVisible());
    QVERIFY(!f.button<QToolButton>("modelsShowTable").isVisible());
}

void TestModelsDock::tableAndChartFollowTraining()
{
    Fixture f;
    f.study.trainAndWait({{bayes, "super_genre"}, {forest, "super_genre"}, {forest, "genre"}});
    const std::vector<ModelRunRow> rows = f.table().rows();
    QCOMPARE(rows.size(), std::size_t(3)); // by label sets and kinds, whatever came first
    QVERIFY(rows[0].slot == (ModelSlot{forest, "genre"}));
    QVERIFY(rows[1].slot == (ModelSlot{forest, "super_genre"}));
    QVERIFY(rows[2].slot == (ModelSlot{bayes, "super_genre"}));
    const auto &groups = f.chart().groups();
    QCOMPARE(groups.size(), std::size_t(2));
    QCOMPARE(groups[0].name, QStringLiteral("Genre"));
    QCOMPARE(groups[1].points.size(), std::size_t(2));
    const Evaluation &judged = f.study.study.modelRun(bayes, "super_genre")->evaluation;
    QCOMPARE(groups[1].points[1].accuracy, judged.testAccuracy);
    QCOMPARE(groups[1].points[1].baseline, judged.baseline);
    QCOMPARE(groups[1].points[1].low, judged.interval.low);
    QVERIFY(f.dock->plot() == &f.chart());
    const std::string csv = f.dock->exportText(false);
    QCOMPARE(std::count(csv.begin(), csv.end(), '\n'), 4);
    QVERIFY(f.dock->exportText(true).starts_with("| Labels | Model | Accuracy |"));
}

void TestModelsDock::whatIsClickedIsShown()
{
    Fixture f;
    f.study.trainAndWait({{bayes, "genre"}, {forest, "super_genre"}});
    f.click({bayes, "genre"});
    QCOMPARE(f.study.study.currentModel(), bayes);
    QCOMPARE(f.study.study.currentLabels(), std::string("genre"));
    QTest::mouseClick(&f.button<QToolButton>("modelsShowChart"), Qt::LeftButton);
    QTRY_VERIFY(f.chart().windowLayout().rows().contains(f.chart().windowLayout().row(1)));
    QTest::mouseClick(f.chart().viewport(), Qt::LeftButton, {},
                      f.chart().windowLayout().row(1).center().toPoint());
    QCOMPARE(f.study.study.currentModel(), forest);
    QCOMPARE(f.study.study.currentLabels(), std::string("super_genre"));
    QCOMPARE(f.chart().current(), 1);
}

void TestModelsDock::currentViewIsMarked()
{
    Fixture f;
    f.study.trainAndWait({{bayes, "genre"}, {forest, "super_genre"}});
    f.study.study.setCurrentView(bayes, "genre");
    QCOMPARE(f.table().selectedRows().size(), std::size_t(1));
    QVERIFY(f.table().selectedRows()[0].slot == (ModelSlot{bayes, "genre"}));
    QCOMPARE(f.chart().current(), 0);
    f.study.study.setCurrentView(centroid, "genre"); // which is not trained
    QVERIFY(f.table().selectedRows().empty());
    QCOMPARE(f.chart().current(), -1);
}

void TestModelsDock::removedRowsAreGone()
{
    Fixture f;
    f.study.trainAndWait({{bayes, "genre"}, {forest, "genre"}, {centroid, "genre"}});
    f.click({bayes, "genre"});
    f.click({centroid, "genre"}, Qt::ControlModifier);
    QTest::keyClick(&f.table(), Qt::Key_Delete);
    QCOMPARE(f.study.study.modelRuns().size(), std::size_t(1));
    QCOMPARE(f.table().rows().size(), std::size_t(1));
    QVERIFY(!f.study.jobs.isTraining());
}

void TestModelsDock::removalIsUndoneAndRedone()
{
    Fixture f;
    f.study.trainAndWait({{bayes, "genre"}, {centroid, "genre"}});
    const auto run = f.study.study.modelRun(bayes, "genre");
    f.click({bayes, "genre"});
    QTest::keyClick(&f.table(), Qt::Key_Delete);
    QCOMPARE(f.study.undo.count(), 1);
    QCOMPARE(f.study.undo.undoText(), QStringLiteral("Remove Model"));
    QVERIFY(!f.study.has(bayes, "genre"));
    f.study.undo.undo();
    const auto back = f.study.study.modelRun(bayes, "genre");
    QVERIFY(back && back->classifier == run->classifier && back->key == run->key); // not trained again
    QCOMPARE(back->evaluation.testAccuracy, run->evaluation.testAccuracy);
    QVERIFY(!f.study.jobs.isTraining());
    QCOMPARE(f.state({bayes, "genre"}), QStringLiteral("Up to date"));
    f.study.undo.redo();
    QVERIFY(!f.study.has(bayes, "genre"));
    QVERIFY(f.study.has(centroid, "genre"));
    QVERIFY(f.study.jobs.queue().isUnwanted({bayes, "genre"}));
}

void TestModelsDock::severalAreRemovedInOneStep()
{
    Fixture f;
    f.study.trainAndWait({{bayes, "genre"}, {forest, "genre"}, {centroid, "genre"}});
    f.click({bayes, "genre"});
    f.click({centroid, "genre"}, Qt::ControlModifier);
    QTest::keyClick(&f.table(), Qt::Key_Delete);
    QCOMPARE(f.study.undo.undoText(), QStringLiteral("Remove 2 Models"));
    QCOMPARE(f.table().rows().size(), std::size_t(1));
    f.study.undo.undo();
    QCOMPARE(f.table().rows().size(), std::size_t(3));
    QCOMPARE(f.study.undo.count(), 1);
}

void TestModelsDock::undoLeavesWhatWasTrainedSince()
{
    Fixture f;
    const auto classifier = [&f](const std::string &model) {
        const auto run = f.study.study.modelRun(model, "genre");
        return run ? run->classifier : nullptr;
    };
    f.study.trainAndWait({{bayes, "genre"}, {centroid, "genre"}});
    const auto old = classifier(centroid);
    f.remove({{bayes, "genre"}, {centroid, "genre"}});
    f.study.trainAndWait({{bayes, "genre"}});
    const auto newer = classifier(bayes);
    QVERIFY(newer);
    f.study.undo.undo();
    QVERIFY(classifier(bayes) == newer);
    QVERIFY(classifier(centroid) == old);
    f.study.undo.redo();
    QVERIFY(f.study.study.modelRuns().empty());
    f.study.undo.undo();
    QVERIFY(classifier(bayes) == newer);
}

void TestModelsDock::removedRunIsOfItsDatasetAlone()
{
    Fixture f;
    f.study.trainAndWait({{bayes, "genre"}});
    f.remove({{bayes, "genre"}});
    const auto other = test::datasetOf(test::threeGenres());
    f.study.study.setDataset(other, test::preparedOf(*other), {});
    f.study.undo.undo(); // whoever opens a file drops the step; even if not, nothing comes over
    QVERIFY(f.study.study.modelRuns().empty());
    f.study.trainAndWait({{bayes, "genre"}});
    f.study.undo.redo();
    QVERIFY(f.study.has(bayes, "genre"));
}

void TestModelsDock::rightClickShowsItsRow()
{
    Fixture f;
    f.study.trainAndWait({{bayes, "genre"}, {forest, "genre"}});
    f.click({forest, "genre"});
    const QModelIndex cell = f.table().model()->index(f.rowOf({bayes, "genre"}), ModelRunsModel::Model);
    const QPoint at = f.table().visualRect(cell).center();
    QTimer::singleShot(0, qApp, [] {
        if (QWidget *menu = QApplication::activePopupWidget())
            menu->close();
    });
    QTest::mousePress(f.table().viewport(), Qt::RightButton, {}, at);
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, f.table().viewport()->mapToGlobal(at));
    QApplication::sendEvent(f.table().viewport(), &event);
    QCOMPARE(f.study.study.currentModel(), bayes);
    QCOMPARE(f.table().selectedRows().size(), std::size_t(1));
    QVERIFY(f.table().selectedRows()[0].slot == (ModelSlot{bayes, "genre"}));
}

void TestModelsDock::removingWhatRunsEndsIt()
{
    Fixture f;
    f.study.trainSlowly("genre");
    f.study.jobs.train(bayes, "genre");
    QVERIFY(f.state({forest, "genre"}).startsWith(QStringLiteral("Training, ")));
    f.click({forest, "genre"});
    QTest::keyClick(&f.table(), Qt::Key_Delete);
    QTRY_VERIFY_WITH_TIMEOUT(!f.study.jobs.isTraining(), patience);
    QCOMPARE(f.rowOf({forest, "genre"}), -1);
    QVERIFY(f.rowOf({bayes, "genre"}) >= 0);
}

void TestModelsDock::queueIsSeenAndCancelled()
{
    Fixture f;
    QVERIFY(!f.button<QPushButton>("modelsCancel").isVisible());
    f.study.trainSlowly("genre");
    f.study.jobs.train({{bayes, "genre"}, {centroid, "genre"}});
    QCOMPARE(f.state({bayes, "genre"}), QStringLiteral("Waiting, 1"));
    QCOMPARE(f.state({centroid, "genre"}), QStringLiteral("Waiting, 2"));
    QVERIFY(f.button<QPushButton>("modelsCancel").isVisible());
    QTest::mouseClick(&f.button<QPushButton>("modelsCancel"), Qt::LeftButton);
    QVERIFY(!f.study.jobs.isTraining());
    QVERIFY(f.table().rows().empty());
    QVERIFY(!f.button<QPushButton>("modelsCancel").isVisible());
}

void TestModelsDock::failureHasARow()
{
    Fixture f;
    StudySettings wrong = f.study.study.settings();
    wrong.parameters[bayes]["variance_smoothing"] = 7.0;
    f.study.study.setSettings(wrong);
    f.study.trainAndWait({{forest, "genre"}, {bayes, "genre"}, {centroid, "genre"}});
    QCOMPARE(f.table().rows().size(), std::size_t(3));
    QVERIFY(f.state({bayes, "genre"}).contains(QStringLiteral("must be a number from 0 to 1")));
    QCOMPARE(f.state({centroid, "genre"}), QStringLiteral("Up to date"));
    QCOMPARE(f.chart().groups().front().points.size(), std::size_t(2));
    f.click({bayes, "genre"});
    QTest::keyClick(&f.table(), Qt::Key_Delete);
    QCOMPARE(f.rowOf({bayes, "genre"}), -1);
}

void TestModelsDock::outdatedAreToldOfAndRetrained()
{
    Fixture f;
    f.study.trainAndWait({{forest, "genre"}, {bayes, "genre"}});
    QCOMPARE(f.notice(), QString());
    f.study.setTrees(6);
    QVERIFY(f.notice().startsWith(QStringLiteral("1 of 2 models is outdated: the parameters have changed.")));
    QCOMPARE(f.state({forest, "genre"}), QStringLiteral("Outdated"));
    QVERIFY(f.chart().groups().front().points.front().outdated);
    emit f.dock->findChild<NoticeBar *>()->linkActivated();
    QCOMPARE(f.notice(), QString()); // it is being seen to
    QTRY_COMPARE_WITH_TIMEOUT(f.state({forest, "genre"}), QStringLiteral("Up to date"), patience);
    QCOMPARE(f.notice(), QString());
}

void TestModelsDock::mappingsGoByTheirNames()
{
    Fixture f;
    StudySettings two = f.study.study.settings();
    two.genreMap().name = "Mine";
    two.mappings.push_back({"super_genre_2", two.genreMap()});
    two.mappings.back().map.name = "Yours";
    f.study.study.setSettings(two);
    f.study.trainAndWait({{bayes, "super_genre"}, {bayes, "super_genre_2"}});
    QCOMPARE(f.table().rows()[0].labels, QStringLiteral("Mine"));
    QCOMPARE(f.chart().groups()[1].name, QStringLiteral("Yours"));
}

void TestModelsDock::bothViewsWhereThereIsRoom()
{
    Fixture f;
    f.study.trainAndWait({{bayes, "genre"}});
    QVERIFY(f.table().isVisible() && !f.chart().isVisible());
    f.dock->resize(1000, 330);
    QTRY_VERIFY(f.table().isVisible() && f.chart().isVisible());
    QVERIFY(f.chart().mapTo(f.dock.get(), QPoint()).x() > f.table().mapTo(f.dock.get(), QPoint()).x());
    QTRY_VERIFY(f.chart().width() > 350); // about half
    QVERIFY(!f.button<QToolButton>("modelsShowChart").isVisible());
    f.dock->resize(420, 700);
    QTRY_VERIFY(f.chart().mapTo(f.dock.get(), QPoint()).y() > f.table().mapTo(f.dock.get(), QPoint()).y());
    f.dock->resize(420, 330);
    QTRY_VERIFY(!f.chart().isVisible());
}

void TestModelsDock::chosenViewIsRemembered()
{
    Fixture f;
    f.study.trainAndWait({{bayes, "genre"}});
    QTest::mouseClick(&f.button<QToolButton>("modelsShowChart"), Qt::LeftButton);
    QVERIFY(f.chart().isVisible() && !f.table().isVisible());
    f.makeDock({420, 330});
    QVERIFY(f.chart().isVisible() && !f.table().isVisible());
}

void TestModelsDock::buttonsAsk()
{
    Fixture f;
    QSignalSpy training(f.dock.get(), &ModelsDock::trainingRequested);
    QSignalSpy parameters(f.dock.get(), &ModelsDock::parametersRequested);
    f.study.study.setCurrentModel(bayes);
    QTest::mouseClick(&f.button<QPushButton>("modelsTrain"), Qt::LeftButton);
    QTest::mouseClick(&f.button<QPushButton>("modelsParameters"), Qt::LeftButton);
    QCOMPARE(training.count(), 1);
    QCOMPARE(parameters.count(), 1);
    QCOMPARE(parameters.first().first().value<std::string>(), bayes);
}

QTEST_MAIN(TestModelsDock)
#include "tst_models_dock.moc"
