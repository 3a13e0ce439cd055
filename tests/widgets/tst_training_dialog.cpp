#include "tests/widgets/learn_fixture.h"
#include "widgets/learn/training_dialog.h"
#include "widgets/learn/training_grid.h"
#include "widgets/learn/training_grid_model.h"

#include <QApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTimer>

using namespace genrelens;
using test::bayes;
using test::centroid;
using test::forest;
using test::patience;

class TestTrainingDialog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void clicksTickCells();
    void namesTickLines();
    void spaceTicksWhatIsSelected();
    void spaceTicksTheCurrentCellAtFirst();
    void removalIsAskedFor();
    void trainsWhatIsTicked();
    void cellsSayWhatIsUnderWay();
    void oneOfSeveralIsCancelledByItsMenu();
    void failureSaysWhyAndOthersGoOn();
    void outdatedAreRetrained();
    void labelsThatAreMissingCannotBeTicked();
    void followsLabelSets();
    void worksWithoutAFile();

private:
    QTemporaryDir m_folder;
};

namespace
{

struct Dialog {
    test::LearnFixture fixture;
    TrainingDialog dialog;

    explicit Dialog(bool open = true) : fixture(open), dialog(fixture.study, fixture.jobs)
    {
        dialog.show();
        if (!QTest::qWaitForWindowExposed(&dialog))
            qFatal("the dialog does not show");
    }
    [[nodiscard]] TrainingGrid &grid() const
    {
        return *dialog.findChild<TrainingGrid *>(QStringLiteral("trainingGrid"));
    }
    [[nodiscard]] TrainingGridModel &model() const
    {
        return *qobject_cast<TrainingGridModel *>(grid().model());
    }
    [[nodiscard]] QPushButton &button(const char *name) const
    {
        return *dialog.findChild<QPushButton *>(QLatin1String(name));
    }
    [[nodiscard]] QModelIndex index(const ModelSlot &slot) const
    {
        for (int row = 0; row < model().rowCount(); ++row)
            for (int column = 0; column < model().columnCount(); ++column)
                if (model().cell(model().index(row, column)).slot == slot)
                    return model().index(row, column);
        return {};
    }
    [[nodiscard]] QString text(const ModelSlot &slot) const { return index(slot).data().toString(); }
    void click(const ModelSlot &slot, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::mouseClick(grid().viewport(), Qt::LeftButton, modifiers,
                          grid().visualRect(index(slot)).center());
    }
    void clickName(Qt::Orientation orientation, int section) const
    {
        QHeaderView *header =
            orientation == Qt::Horizontal ? grid().horizontalHeader() : grid().verticalHeader();
        const int at = header->sectionViewportPosition(section) + header->sectionSize(section) / 2;
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                          orientation == Qt::Horizontal ? QPoint(at, 8) : QPoint(8, at));
    }
    void press(const char *name) const { QTest::mouseClick(&button(name), Qt::LeftButton); }
    void wait() const
    {
        if (!QTest::qWaitFor([this] { return !fixture.jobs.isTraining(); }, patience))
            qFatal("training takes too long");
    }
};

} // namespace

void TestTrainingDialog::initTestCase()
{
    test::prepareSettings(m_folder);
}

void TestTrainingDialog::clicksTickCells()
{
    const Dialog d;
    QVERIFY(!d.button("trainTicked").isEnabled());
    d.click({bayes, "genre"});
    QVERIFY(d.model().ticked() == (std::vector<ModelSlot>{{bayes, "genre"}}));
    QCOMPARE(d.button("trainTicked").text(), QStringLiteral("&Train 1 Model"));
    d.click({forest, "cluster"});
    QCOMPARE(d.button("trainTicked").text(), QStringLiteral("&Train 2 Models"));
    d.click({bayes, "genre"});
    QVERIFY(d.model().ticked() == (std::vector<ModelSlot>{{forest, "cluster"}}));
}

void TestTrainingDialog::namesTickLines()
{
    const Dialog d;
    const auto labels = static_cast<std::size_t>(d.model().columnCount());
    const auto kinds = modelCatalogue().size();
    d.clickName(Qt::Vertical, 0);
    QCOMPARE(d.model().ticked().size(), labels);
    d.clickName(Qt::Horizontal, 1); // one of it is ticked already
    QCOMPARE(d.model().ticked().size(), labels + kinds - 1);
    d.clickName(Qt::Horizontal, 1); // all are: none
    QCOMPARE(d.model().ticked().size(), labels - 1);
}

void TestTrainingDialog::spaceTicksWhatIsSelected()
{
    const Dialog d;
    d.click({forest, "genre"}, Qt::ControlModifier); // selects and ticks nothing
    d.click({bayes, "super_genre"}, Qt::ControlModifier);
    QVERIFY(d.model().ticked().empty());
    QTest::keyClick(&d.grid(), Qt::Key_Space);
    QVERIFY(d.model().ticked() == (std::vector<ModelSlot>{{forest, "genre"}, {bayes, "super_genre"}}));
    QTest::keyClick(&d.grid(), Qt::Key_Space);
    QVERIFY(d.model().ticked().empty());
}

void TestTrainingDialog::spaceTicksTheCurrentCellAtFirst()
{
    Dialog d;
    d.dialog.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&d.dialog));
    d.grid().setFocus();
    QVERIFY(d.grid().currentIndex().isValid());
    QTest::keyClick(&d.grid(), Qt::Key_Space);
    QVERIFY(d.model().ticked() == std::vector<ModelSlot>{d.model().cell(d.grid().currentIndex()).slot});
    QTest::keyClick(&d.grid(), Qt::Key_Space);
    QVERIFY(d.model().ticked().empty());
}

void TestTrainingDialog::removalIsAskedFor()
{
    Dialog d;
    d.fixture.trainAndWait({{bayes, "genre"}});
    std::vector<ModelSlot> unwanted;
    connect(&d.dialog, &TrainingDialog::removeRequested, this,
            [&](const std::vector<ModelSlot> &models) { unwanted = models; });
    QTimer::singleShot(0, qApp, [] {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu != nullptr);
        menu->setActiveAction(menu->actions().at(2));
        QTest::keyClick(menu, Qt::Key_Return);
    });
    emit d.grid().cellMenuRequested(d.index({bayes, "genre"}), d.grid().mapToGlobal(QPoint(5, 5)));
    QVERIFY(unwanted == (std::vector<ModelSlot>{{bayes, "genre"}}));
}

void TestTrainingDialog::trainsWhatIsTicked()
{
    const Dialog d;
    d.click({bayes, "cluster"}); // clusters are found first
    d.click({centroid, "genre"});
    d.press("trainTicked");
    QVERIFY(d.model().ticked().empty());
    QVERIFY(d.fixture.jobs.isTraining());
    d.wait();
    QVERIFY(d.fixture.has(bayes, "cluster"));
    QVERIFY(d.fixture.has(centroid, "genre"));
    QCOMPARE(d.fixture.study.modelRuns().size(), std::size_t(2));
    QVERIFY(d.text({centroid, "genre"}).endsWith(QStringLiteral("\u00a0%")));
    QCOMPARE(d.text({bayes, "genre"}), QString());
    QCOMPARE(d.dialog.findChild<QLabel *>(QStringLiteral("trainingQueue"))->text(),
             QStringLiteral("Nothing is being trained."));
}

void TestTrainingDialog::cellsSayWhatIsUnderWay()
{
    Dialog d;
    d.fixture.trainSlowly("genre");
    d.fixture.jobs.train({{bayes, "genre"}, {centroid, "genre"}});
    QVERIFY(d.text({forest, "genre"}).startsWith(QStringLiteral("training, ")));
    QCOMPARE(d.text({bayes, "genre"}), QStringLiteral("waiting, 1"));
    QCOMPARE(d.text({centroid, "genre"}), QStringLiteral("waiting, 2"));
    QVERIFY(d.index({forest, "genre"}).data(TrainingGridModel::ShareRole).isValid());
    QVERIFY(d.dialog.findChild<QLabel *>(QStringLiteral("trainingQueue"))
                ->text()
                .endsWith(QStringLiteral("· 2 wait")));
    d.press("cancelAll");
    QVERIFY(!d.fixture.jobs.isTraining());
    QCOMPARE(d.text({centroid, "genre"}), QString());
    QVERIFY(!d.button("cancelAll").isEnabled());
}

void TestTrainingDialog::oneOfSeveralIsCancelledByItsMenu()
{
    Dialog d;
    d.fixture.trainSlowly("genre");
    d.fixture.jobs.train({{bayes, "genre"}, {centroid, "genre"}});
    QTimer::singleShot(0, qApp, [] {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu != nullptr);
        menu->setActiveAction(menu->actions().at(1));
        QTest::keyClick(menu, Qt::Key_Return);
    });
    emit d.grid().cellMenuRequested(d.index({bayes, "genre"}), d.grid().mapToGlobal(QPoint(5, 5)));
    QCOMPARE(d.text({bayes, "genre"}), QString());
    QCOMPARE(d.text({centroid, "genre"}), QStringLiteral("waiting, 1"));
    d.fixture.jobs.cancelTraining();
}

void TestTrainingDialog::failureSaysWhyAndOthersGoOn()
{
    Dialog d;
    StudySettings wrong = d.fixture.study.settings();
    wrong.parameters[bayes]["variance_smoothing"] = 7.0;
    d.fixture.study.setSettings(wrong);
    d.fixture.trainAndWait({{bayes, "genre"}, {centroid, "genre"}});
    QCOMPARE(d.text({bayes, "genre"}), QStringLiteral("failed"));
    QVERIFY(d.index({bayes, "genre"})
                .data(Qt::ToolTipRole)
                .toString()
                .contains(QStringLiteral("must be a number from 0 to 1")));
    QVERIFY(d.fixture.has(centroid, "genre"));
}

void TestTrainingDialog::outdatedAreRetrained()
{
    Dialog d;
    d.fixture.trainAndWait({{forest, "genre"}, {bayes, "genre"}});
    QVERIFY(!d.button("retrainOutdated").isEnabled());
    d.fixture.setTrees(6);
    QVERIFY(d.text({forest, "genre"}).endsWith(QStringLiteral("\u00a0%, outdated")));
    QCOMPARE(d.button("retrainOutdated").text(), QStringLiteral("&Retrain 1 Outdated"));
    d.press("retrainOutdated");
    d.wait();
    QVERIFY(d.text({forest, "genre"}).endsWith(QStringLiteral("\u00a0%")));
}

void TestTrainingDialog::labelsThatAreMissingCannotBeTicked()
{
    const Dialog d;
    StudySettings empty = d.fixture.study.settings();
    empty.genreMap().superGenres.clear();
    const_cast<Study &>(d.fixture.study).setSettings(empty);
    d.click({bayes, "super_genre"});
    d.clickName(Qt::Vertical, 0);
    for (const ModelSlot &slot : d.model().ticked())
        QVERIFY(slot.labels != "super_genre");
    QVERIFY(!d.model().ticked().empty());
}

void TestTrainingDialog::followsLabelSets()
{
    Dialog d;
    const int before = d.model().columnCount();
    StudySettings two = d.fixture.study.settings();
    two.mappings.push_back({"super_genre_2", {}});
    two.mappings.back().map.name = "Mine";
    two.mappings.back().map.superGenres = {{"x", std::nullopt, {"a"}}, {"y", std::nullopt, {"b"}}};
    d.fixture.study.setSettings(two);
    QCOMPARE(d.model().columnCount(), before + 1);
    const int column = d.index({bayes, "super_genre_2"}).column();
    QCOMPARE(d.model().headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(),
             QStringLiteral("Mine"));
    d.click({bayes, "super_genre_2"});
    d.click({bayes, "genre"});
    QCOMPARE(d.model().ticked().size(), std::size_t(2));
    two.mappings.pop_back();
    d.fixture.study.setSettings(two);
    QVERIFY(d.model().ticked() == (std::vector<ModelSlot>{{bayes, "genre"}}));
}

void TestTrainingDialog::worksWithoutAFile()
{
    const Dialog d(false);
    d.clickName(Qt::Vertical, 0);
    QVERIFY(d.model().ticked().empty());
    QVERIFY(!d.button("trainTicked").isEnabled());
}

QTEST_MAIN(TestTrainingDialog)
#include "tst_training_dialog.moc"
