#include "tests/app/window_test.h"
#include "widgets/docks/models_dock.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/learn/model_runs_table.h"
#include "widgets/learn/parameters_dialog.h"
#include "widgets/learn/training_dialog.h"

#include <QAction>
#include <QFileInfo>
#include <QLabel>
#include <QSpinBox>

#include <sys/stat.h>

using namespace genrelens;
using test::patience;

class TestModelDialogs : public test::WindowTest
{
    Q_OBJECT

private slots:
    void entriesNeedAFile();
    void dialogsOpenOnceAndStay();
    void parametersAreStepsOfTheWindow();
    void removalIsAStepOfTheWindow();
    void usualModelsAreNamed();
    void tableIsWritten();
    void unwritableFileIsSaid();
    void statusSaysHowManyWait();
    void closesWithModelsWaiting();

private:
    void openIdle()
    {
        child<QAction>("automaticAction")->setChecked(false);
        openAndWait(m_file);
        QTRY_VERIFY_WITH_TIMEOUT(isIdle(), patience);
    }
    QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

void TestModelDialogs::entriesNeedAFile()
{
    QVERIFY(!child<QAction>("trainSeveralAction")->isEnabled());
    QVERIFY(!child<QAction>("cancelTrainingAction")->isEnabled());
    QVERIFY(child<QAction>("parametersAction")->isEnabled());
    openIdle();
    QVERIFY(child<QAction>("trainSeveralAction")->isEnabled());
}

void TestModelDialogs::dialogsOpenOnceAndStay()
{
    openIdle();
    child<QAction>("trainSeveralAction")->trigger();
    child<QAction>("trainSeveralAction")->trigger();
    emit child<ModelsDock>("modelsDock")->trainingRequested();
    QCOMPARE(m_window->findChildren<TrainingDialog *>().size(), 1);
    QVERIFY(!child<TrainingDialog>("trainingDialog")->isModal());
    child<QAction>("parametersAction")->trigger();
    emit child<ModelsDock>("modelsDock")->parametersRequested("gaussian_naive_bayes");
    QCOMPARE(m_window->findChildren<ParametersDialog *>().size(), 1);
    child<TrainingDialog>("trainingDialog")->close();
    QTRY_COMPARE(m_window->findChildren<TrainingDialog *>().size(), 0);
    child<QAction>("trainSeveralAction")->trigger();
    QCOMPARE(m_window->findChildren<TrainingDialog *>().size(), 1);
}

void TestModelDialogs::parametersAreStepsOfTheWindow()
{
    child<QAction>("parametersAction")->trigger();
    auto *trees = child<ParametersDialog>("parametersDialog")->findChild<QSpinBox *>(QStringLiteral("trees"));
    QVERIFY(trees != nullptr);
    trees->setValue(9);
    QCOMPARE(child<QSpinBox>("treesBox")->value(), 9);
    child<QSpinBox>("treesBox")->setValue(11); // the same number by another box: still one step
    QCOMPARE(trees->value(), 11);
    QCOMPARE(m_window->undoStack().count(), 1);
    child<QAction>("undoAction")->trigger();
    QCOMPARE(trees->value(), 5);
}

void TestModelDialogs::removalIsAStepOfTheWindow()
{
    openIdle();
    m_window->jobs().train({{"nearest_centroid", "genre"}});
    QTRY_VERIFY_WITH_TIMEOUT(isIdle(), patience);
    const auto run = m_window->study().modelRun("nearest_centroid", "genre");
    emit child<ModelRunsTable>("modelsTable")->removeRequested({{"nearest_centroid", "genre"}});
    QVERIFY(m_window->study().modelRuns().empty());
    child<QAction>("undoAction")->trigger();
    const auto back = m_window->study().modelRun("nearest_centroid", "genre");
    QVERIFY(back && back->classifier == run->classifier);
    child<QAction>("redoAction")->trigger();
    QVERIFY(m_window->study().modelRuns().empty());
    openAndWait(writeFile("other.csv", contentOf(m_file)));
    QVERIFY(!m_window->undoStack().canUndo());
}

void TestModelDialogs::usualModelsAreNamed()
{
    StudySettings settings = m_window->study().settings();
    settings.models = {"gaussian_naive_bayes", "nearest_centroid"};
    m_window->study().setSettings(settings);
    QVERIFY(child<QAction>("trainAllAction")
                ->statusTip()
                .endsWith(QStringLiteral(": Gaussian naive Bayes, Nearest centroid")));
}

void TestModelDialogs::tableIsWritten()
{
    openIdle();
    m_window->jobs().train({{"nearest_centroid", "genre"}, {"gaussian_naive_bayes", "super_genre"}});
    QTRY_VERIFY_WITH_TIMEOUT(isIdle(), patience);
    auto *dock = child<ModelsDock>("modelsDock");
    m_answers.save = m_folder.filePath(QStringLiteral("models.csv"));
    emit child<ModelRunsTable>("modelsTable")->exportRequested();
    QVERIFY(m_answers.suggestedPath.endsWith(QStringLiteral("tracks_models.csv")));
    QCOMPARE(contentOf(m_answers.save), QByteArray::fromStdString(dock->exportText(false)));
    QCOMPARE(contentOf(m_answers.save).count('\n'), 3);
    m_answers.save = m_folder.filePath(QStringLiteral("models.md"));
    emit child<ModelRunsTable>("modelsTable")->exportRequested();
    QCOMPARE(contentOf(m_answers.save), QByteArray::fromStdString(dock->exportText(true)));
    QVERIFY(contentOf(m_answers.save).startsWith("| Labels |"));
}

void TestModelDialogs::unwritableFileIsSaid()
{
    openIdle();
    m_answers.save = m_folder.filePath(QStringLiteral("no/such/folder/models.csv"));
    emit child<ModelRunsTable>("modelsTable")->exportRequested();
    QVERIFY(child<QWidget>("message")->isVisible());
    const QString pipe = m_folder.filePath(QStringLiteral("pipe.csv"));
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    m_answers.save = pipe;
    emit child<ModelRunsTable>("modelsTable")->exportRequested();
    QVERIFY(child<NoticeBar>("message")->text().contains(QStringLiteral("no file that could be replaced")));
    QVERIFY(QFileInfo::exists(pipe) && !QFileInfo(pipe).isFile());
    m_answers.save.clear(); // the person thinks better of it
    emit child<ModelRunsTable>("modelsTable")->exportRequested();
}

void TestModelDialogs::statusSaysHowManyWait()
{
    openIdle();
    StudySettings slow = m_window->study().settings();
    slow.setTrees(20'000);
    m_window->study().setSettings(slow);
    m_window->jobs().train({{"random_forest", "genre"}, {"nearest_centroid", "genre"}});
    QTRY_VERIFY_WITH_TIMEOUT(
        child<QLabel>("statusTask")->text().startsWith(QStringLiteral("Training random forest (1 more)")),
        patience);
    child<QAction>("cancelTrainingAction")->trigger();
    QVERIFY(!m_window->jobs().isTraining());
    QVERIFY(!child<QAction>("cancelTrainingAction")->isEnabled());
}

void TestModelDialogs::closesWithModelsWaiting()
{
    openIdle();
    child<QAction>("trainSeveralAction")->trigger();
    child<QAction>("parametersAction")->trigger();
    StudySettings slow = m_window->study().settings();
    slow.setTrees(20'000);
    m_window->study().setSettings(slow);
    child<QAction>("trainAllAction")->trigger();
    QVERIFY(m_window->jobs().isTraining());
    m_window->close();
    m_window.reset(); // waits for the work, which was told to stop; anything wrong crashes here
}

QTEST_MAIN(TestModelDialogs)
#include "tst_model_dialogs.moc"
