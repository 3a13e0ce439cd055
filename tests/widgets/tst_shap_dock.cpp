#include "core/study/study_jobs.h"
#include "tests/support/evaluated_study.h"
#include "tests/widgets/plot_events.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/docks/shap_dock.h"
#include "widgets/plots/beeswarm.h"
#include "widgets/plots/text.h"

#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabWidget>
#include <QToolButton>

#include <memory>

using namespace genrelens;

class TestShapDock : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QSettings().clear(); }
    void noFile();
    void noModelYet();
    void modelsThatAreNoForests();
    void labelsOfNothing();
    void headerSaysWhatIsKnown();
    void fewerAndMoreTracks();
    void stoppedAndAskedAgain();
    void largeModelsWaitToBeAsked();
    void outdatedIsSaid();
    void otherTracksAreNotExplained();
    void hiddenDockRests();
    void brushSelectsTracks();
    void classesAndOrders();
    void pointsAndNamesLeadToPages();
    void selectionIsCounted();
    void otherFilesLeaveNothing();
    void chosenNumbersAreForgotten();
    void manyTracksInTheBackground();
    void closedWhileItExplains();
    void fitsSmallAndLarge();

private:
    static constexpr int patience = 60000;
};

namespace
{

struct Fixture : test::EvaluatedStudy {
    std::unique_ptr<ShapDock> dock = std::make_unique<ShapDock>(study, jobs, board);

    explicit Fixture(bool trained = true)
    {
        if (trained)
            train("random_forest");
    }
    void show(QSize size = {700, 500})
    {
        dock->resize(size);
        dock->show();
        (void)QTest::qWaitForWindowExposed(dock.get());
    }
    template <typename T>
    [[nodiscard]] T *child(const char *name) const
    {
        T *found = dock->findChild<T *>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("the dock has no %s", name);
        return found;
    }
    [[nodiscard]] QString empty() const
    {
        const auto *label = child<QLabel>("shapEmpty");
        return label->isVisible() ? label->text() : QString();
    }
    [[nodiscard]] QString remedy() const
    {
        const auto *button = child<QPushButton>("shapRemedy");
        return button->isVisible() ? button->text() : QString();
    }
    [[nodiscard]] NoticeBar *notice() const { return dock->findChild<NoticeBar *>(); }
    [[nodiscard]] Beeswarm *beeswarm() const { return child<Beeswarm>("beeswarm"); }
    [[nodiscard]] bool isComplete() const
    {
        const auto explanation = dock->explainer().explanation();
        return explanation && explanation->isComplete() && !dock->explainer().isRunning();
    }
    [[nodiscard]] std::size_t explained() const
    {
        const auto explanation = dock->explainer().explanation();
        return explanation ? explanation->values.rows() : 0;
    }
};

// Enough of trees and tracks that explaining takes a while.
void makeLarge(Fixture &fixture)
{
    StudySettings settings = fixture.study.settings();
    settings.setTrees(400);
    fixture.study.setSettings(settings);
    fixture.open(test::evaluatedRows(6000));
    fixture.study.setCurrentLabels("genre");
    fixture.train("random_forest");
}

} // namespace

void TestShapDock::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("GenrelensTest"));
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestShapDock::noFile()
{
    Study study;
    JobBoard board;
    StudyJobs jobs(study, board);
    ShapDock dock(study, jobs, board);
    dock.resize(500, 300);
    dock.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dock));
    QVERIFY(dock.findChild<QLabel *>(QStringLiteral("shapEmpty"))->text().startsWith(tr("Open a file")));
    QVERIFY(!dock.findChild<QPushButton *>(QStringLiteral("shapRemedy"))->isVisible());
    QVERIFY(!dock.findChild<QTabWidget *>(QStringLiteral("shapTabs"))->isVisible());
    QVERIFY(dock.plot() == nullptr);
}

void TestShapDock::noModelYet()
{
    Fixture fixture(false);
    fixture.show();
    QVERIFY(fixture.empty().startsWith(QStringLiteral("No model yet.")));
    QCOMPARE(fixture.remedy(), QStringLiteral("Train"));
    QTest::mouseClick(fixture.child<QPushButton>("shapRemedy"), Qt::LeftButton);
    QCOMPARE(fixture.empty(), QStringLiteral("Training…"));
    QVERIFY(fixture.remedy().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isComplete(), patience);
    QVERIFY(fixture.empty().isEmpty());
    QVERIFY(fixture.child<QTabWidget>("shapTabs")->isVisible());
    QVERIFY(fixture.dock->plot() != nullptr);
}

void TestShapDock::modelsThatAreNoForests()
{
    Fixture fixture(false);
    fixture.study.setCurrentModel("nearest_centroid");
    fixture.train("nearest_centroid");
    fixture.show();
    QVERIFY(fixture.empty().contains(QStringLiteral("nearest centroid is neither")));
    QCOMPARE(fixture.remedy(), QStringLiteral("Train a Random Forest"));
    QTest::mouseClick(fixture.child<QPushButton>("shapRemedy"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.run("random_forest") != nullptr, patience);
    // The forest stands in for it, and it is said.
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isComplete(), patience);
    QVERIFY(fixture.child<QLabel>("shapText")
                ->toolTip()
                .contains(QStringLiteral("nearest centroid is no forest")));
    // A tree is explained itself, when there is one.
    fixture.study.setCurrentModel("decision_tree");
    QVERIFY(fixture.child<QLabel>("shapText")->toolTip().contains(QStringLiteral("not trained yet")));
    fixture.train("decision_tree");
    QCOMPARE(fixture.dock->explainer().run()->model, std::string("decision_tree"));
}

void TestShapDock::labelsOfNothing()
{
    Fixture fixture(false);
    fixture.open("track_id,energy,tempo\na,1,100\nb,2,110\nc,3,120\nd,4,130\n");
    fixture.study.setCurrentLabels("genre");
    fixture.show();
    QVERIFY(fixture.remedy().isEmpty());
    QVERIFY(fixture.notice()->text().contains(QStringLiteral("no genre column")));
    QSignalSpy columns(fixture.dock.get(), &Dock::columnsRequested);
    emit fixture.notice()->linkActivated();
    QCOMPARE(columns.count(), 1);
}

void TestShapDock::headerSaysWhatIsKnown()
{
    Fixture fixture;
    fixture.show({900, 500});
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isComplete(), patience);
    const auto *text = fixture.child<QLabel>("shapText");
    QVERIFY(text->text().startsWith(
        QStringLiteral("Random forest · genre · 60 of 60 held-out tracks · sums match to ")));
    QVERIFY(text->toolTip().contains(QStringLiteral("Checked on all 60 tracks and 3 classes")));
    QVERIFY(!fixture.child<QToolButton>("shapStop")->isVisible());
    QVERIFY(!fixture.child<QToolButton>("shapExplain")->isVisible());
    QVERIFY(!fixture.child<QProgressBar>("shapProgress")->isVisible());
    // Where there is less room what the tool bar says, too, is left out.
    fixture.dock->resize(430, 500);
    QVERIFY(text->text().startsWith(QStringLiteral("60 of 60")));
}

void TestShapDock::fewerAndMoreTracks()
{
    Fixture fixture(false);
    fixture.open(test::evaluatedRows(1500));
    fixture.study.setCurrentLabels("genre");
    fixture.train("random_forest");
    fixture.show();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isComplete(), patience);
    QCOMPARE(fixture.explained(), std::size_t(300));
    auto *tracks = fixture.child<QComboBox>("shapTracks");
    QCOMPARE(tracks->currentText(), QStringLiteral("1,000 tracks"));
    tracks->setCurrentIndex(0);
    emit tracks->activated(0);
    QCOMPARE(fixture.explained(), std::size_t(200));
    QVERIFY(fixture.child<QLabel>("shapText")->toolTip().contains(QStringLiteral("200 of 300")));
    tracks->setCurrentIndex(tracks->count() - 1);
    emit tracks->activated(tracks->count() - 1);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.explained(), std::size_t(300), patience);
    QCOMPARE(tracks->currentText(), QStringLiteral("All held-out"));
}

void TestShapDock::stoppedAndAskedAgain()
{
    Fixture fixture(false);
    makeLarge(fixture);
    fixture.show();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.dock->explainer().isRunning(), patience);
    auto *stop = fixture.child<QToolButton>("shapStop");
    QVERIFY(stop->isVisible());
    QVERIFY(fixture.child<QProgressBar>("shapProgress")->isVisible());
    QTest::mouseClick(stop, Qt::LeftButton);
    QVERIFY(!fixture.dock->explainer().isRunning());
    QVERIFY(!stop->isVisible());
    const auto *text = fixture.child<QLabel>("shapText");
    QVERIFY(textWidth(text->text(), text->font()) <= text->width()); // beside other buttons, too
    // What there is stays; what is missing is asked for in the header, or below when there is nothing.
    if (fixture.explained() > 0)
        QTest::mouseClick(fixture.child<QToolButton>("shapExplain"), Qt::LeftButton);
    else
        QTest::mouseClick(fixture.child<QPushButton>("shapRemedy"), Qt::LeftButton);
    QVERIFY(fixture.dock->explainer().isRunning());
}

void TestShapDock::largeModelsWaitToBeAsked()
{
    Fixture fixture;
    fixture.show();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isComplete(), patience);
    QVERIFY(!fixture.dock->explainer().waitsToBeAsked());
    // One that a person stopped waits likewise, and is not said to be large.
    makeLarge(fixture);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.dock->explainer().isRunning(), patience);
    fixture.dock->explainer().stop();
    QVERIFY(fixture.dock->explainer().waitsToBeAsked());
    if (fixture.explained() == 0) {
        QCOMPARE(fixture.remedy(), QStringLiteral("Explain"));
        QVERIFY(fixture.empty().startsWith(QStringLiteral("Explaining was stopped")));
    }
}

void TestShapDock::outdatedIsSaid()
{
    Fixture fixture;
    fixture.show();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isComplete(), patience);
    QVERIFY(fixture.notice()->text().isEmpty());
    StudySettings settings = fixture.study.settings();
    settings.setTrees(7);
    fixture.study.setSettings(settings);
    QVERIFY(fixture.notice()->text().startsWith(QStringLiteral("Outdated: the parameters have changed")));
    QVERIFY(fixture.child<QTabWidget>("shapTabs")->isVisible()); // it stays
    emit fixture.notice()->linkActivated();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.study.isCurrent(*fixture.run("random_forest")), patience);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isComplete(), patience);
    QVERIFY(fixture.notice()->text().isEmpty());
}

// The model's tracks are not those that there are now.
void TestShapDock::otherTracksAreNotExplained()
{
    Fixture fixture;
    fixture.show();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isComplete(), patience);
    PreparationOptions options;
    options.rawFeatures = {"tempo"};
    StudySettings settings = fixture.study.settings();
    settings.preparation = options;
    fixture.study.setSettings(settings);
    fixture.study.setPrepared(test::preparedOf(*fixture.study.dataset(), options), options);
    QTRY_VERIFY_WITH_TIMEOUT(!fixture.empty().isEmpty(), patience);
    QCOMPARE(fixture.remedy(), QStringLiteral("Retrain"));
    QTest::mouseClick(fixture.child<QPushButton>("shapRemedy"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isComplete(), patience);
    QVERIFY(fixture.empty().isEmpty());
}

void TestShapDock::hiddenDockRests()
{
    Fixture fixture;
    QCoreApplication::processEvents();
    QVERIFY(!fixture.dock->explainer().isRunning());
    QCOMPARE(fixture.explained(), std::size_t(0));
    fixture.show();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isComplete(), patience);
    fixture.dock->hide();
    makeLarge(fixture);
    QCoreApplication::processEvents();
    QVERIFY(!fixture.dock->explainer().isRunning());
}

void TestShapDock::brushSelectsTracks()
{
    Fixture fixture;
    fixture.dock->focus().setClassCode(0);
    fixture.show();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isComplete() && !fixture.beeswarm()->isWaiting(), patience);
    Beeswarm &swarm = *fixture.beeswarm();
    const BeeswarmLayout layout = swarm.windowLayout();
    const auto drag = [&](double from, double to, Qt::KeyboardModifiers modifiers) {
        const double y = layout.row(0, 0).center().y();
        QTest::mousePress(swarm.viewport(), Qt::LeftButton, modifiers,
                          QPointF(layout.x(0, from), y).toPoint());
        QMouseEvent move(QEvent::MouseMove, QPointF(layout.x(0, to), y),
                         swarm.viewport()->mapToGlobal(QPointF(layout.x(0, to), y)), Qt::NoButton,
                         Qt::LeftButton, modifiers);
        QApplication::sendEvent(swarm.viewport(), &move);
        QTest::mouseRelease(swarm.viewport(), Qt::LeftButton, modifiers,
                            QPointF(layout.x(0, to), y).toPoint());
    };
    const auto all = static_cast<std::size_t>(60);
    const auto [low, high, ticks] = layout.scale(0);
    drag(low, high, {});
    QVERIFY(fixture.study.selectionName().find("genre0") != std::string::npos);
    QCOMPARE(fixture.study.selection().count(), all);
    for (const std::uint32_t track : fixture.dock->explainer().explanation()->tracks)
        QVERIFY(fixture.study.selection().contains(track));
    drag(0.0, high, Qt::ControlModifier | Qt::ShiftModifier); // takes them away
    const std::size_t left = fixture.study.selection().count();
    QVERIFY(left > 0 && left < all);
    drag(0.0, high, Qt::ControlModifier);
    QCOMPARE(fixture.study.selection().count(), all);
}

void TestShapDock::classesAndOrders()
{
    Fixture fixture;
    fixture.show();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isComplete(), patience);
    auto *classes = fixture.child<QComboBox>("beeswarmClass");
    QCOMPARE(classes->count(), 4);
    QCOMPARE(classes->currentText(), QStringLiteral("All classes"));
    QCOMPARE(fixture.beeswarm()->spec().panels.size(), std::size_t(3));
    QVERIFY(fixture.beeswarm()->spec().common);
    classes->setCurrentIndex(2);
    emit classes->activated(2);
    QCOMPARE(fixture.dock->focus().classCode(), std::optional<std::size_t>(1));
    QCOMPARE(fixture.beeswarm()->spec().panels.size(), std::size_t(1));
    QCOMPARE(fixture.beeswarm()->spec().panels[0].name, QStringLiteral("genre1"));
    QVERIFY(!fixture.beeswarm()->spec().common);
    QCOMPARE(fixture.beeswarm()->figureName(), QStringLiteral("shap_beeswarm_genre_genre1"));
    // Each of the two views remembers its order.
    auto *order = fixture.child<QComboBox>("beeswarmOrder");
    order->setCurrentIndex(1);
    emit order->activated(1);
    QVERIFY(fixture.beeswarm()->spec().common);
    fixture.dock->focus().setClassCode({});
    QVERIFY(fixture.beeswarm()->spec().common);
    order->setCurrentIndex(0);
    emit order->activated(0);
    QVERIFY(!fixture.beeswarm()->spec().common);
    fixture.dock->focus().setClassCode(7); // of a model with more classes: the last
    QVERIFY(fixture.beeswarm()->spec().common);
    QCOMPARE(fixture.beeswarm()->spec().panels[0].name, QStringLiteral("genre2"));
}

void TestShapDock::pointsAndNamesLeadToPages()
{
    Fixture fixture;
    fixture.show();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isComplete() && !fixture.beeswarm()->isWaiting(), patience);
    auto *tabs = fixture.child<QTabWidget>("shapTabs");
    const std::uint32_t track = fixture.dock->explainer().explanation()->tracks[5];
    emit fixture.beeswarm()->trackChosen(track);
    QCOMPARE(fixture.dock->explainer().track(), std::optional(track));
    QCOMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("One Track"));
    tabs->setCurrentIndex(0);
    QVERIFY(fixture.dock->plot() == fixture.beeswarm());
    const BeeswarmLayout layout = fixture.beeswarm()->windowLayout();
    test::click(*fixture.beeswarm(), layout.name(0, 1).center());
    QCOMPARE(fixture.dock->focus().feature(),
             std::optional(fixture.beeswarm()->spec().panels[0].features[1]));
    QCOMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("Dependence"));
}

void TestShapDock::selectionIsCounted()
{
    Fixture fixture;
    fixture.show();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isComplete(), patience);
    const auto *text = fixture.child<QLabel>("beeswarmSelected");
    QVERIFY(text->text().isEmpty());
    RowSet selection(fixture.study.prepared()->features().rows());
    const auto tracks = fixture.dock->explainer().explanation()->tracks;
    for (std::size_t i = 0; i < 12; ++i)
        selection.insert(tracks[i]);
    for (std::size_t row = 0; row < selection.rows(); ++row) // and one that is not explained
        if (std::find(tracks.begin(), tracks.end(), row) == tracks.end()) {
            selection.insert(row);
            break;
        }
    fixture.study.setSelection(selection, "some");
    QCOMPARE(text->text(), QStringLiteral("12 of the 60 explained tracks"));
    QVERIFY(text->toolTip().contains(QStringLiteral("Of the 13 tracks that are selected, 12 are")));
    fixture.study.setSelection(RowSet(selection.rows()), "");
    QVERIFY(text->text().isEmpty());
}

void TestShapDock::otherFilesLeaveNothing()
{
    Fixture fixture;
    fixture.show();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isComplete() && !fixture.beeswarm()->isWaiting(), patience);
    QVERIFY(fixture.dock->plot() != nullptr);
    fixture.dock->hide();
    QVERIFY(fixture.dock->plot() == nullptr); // it is not kept up to date
    fixture.dock->show();
    QVERIFY(fixture.dock->plot() != nullptr);
    fixture.open(test::evaluatedRows(30));
    QVERIFY(fixture.beeswarm()->isEmpty());
    QVERIFY(!fixture.beeswarm()->positionOf({0, 0, 0}));
    fixture.train("random_forest");
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isComplete() && !fixture.beeswarm()->isWaiting(), patience);
    QVERIFY(!fixture.beeswarm()->isEmpty());
}

void TestShapDock::chosenNumbersAreForgotten()
{
    Fixture fixture;
    fixture.study.setCurrentLabels("genre");
    ShapFocus &focus = fixture.dock->focus();
    focus.setClassCode(2);
    focus.setFeature(1);
    fixture.study.setCurrentLabels("super_genre");
    QVERIFY(!focus.classCode());
    QCOMPARE(focus.feature(), std::optional<std::size_t>(1));
    focus.setClassCode(1);
    fixture.study.setPrepared(fixture.study.prepared(), {});
    QVERIFY(!focus.feature());
    QCOMPARE(focus.classCode(), std::optional<std::size_t>(1));
    fixture.open(test::evaluatedRows(40));
    QVERIFY(!focus.classCode());
}

void TestShapDock::manyTracksInTheBackground()
{
    Fixture fixture(false);
    fixture.open(test::evaluatedRows(6000));
    fixture.study.setCurrentLabels("genre");
    fixture.train("random_forest");
    fixture.show();
    const auto shows = [&](std::size_t panels) {
        const BeeswarmSpec &spec = fixture.beeswarm()->spec();
        return fixture.isComplete() && spec.explanation && spec.panels.size() == panels &&
               spec.explanation->values.rows() == fixture.explained() && !fixture.beeswarm()->isWaiting();
    };
    QTRY_VERIFY_WITH_TIMEOUT(shows(3), patience);
    QCOMPARE(fixture.explained(), std::size_t(1000));
    fixture.dock->focus().setClassCode(1);
    QCOMPARE(fixture.beeswarm()->spec().panels.size(), std::size_t(3)); // until the others are there
    fixture.dock->focus().setClassCode(2);
    QTRY_VERIFY_WITH_TIMEOUT(shows(1), patience);
    QCOMPARE(fixture.beeswarm()->spec().panels[0].classCode, std::size_t(2));
    // Chosen and taken back at once.
    fixture.dock->focus().setClassCode({});
    fixture.dock->focus().setClassCode(2);
    QCoreApplication::processEvents();
    QTRY_VERIFY_WITH_TIMEOUT(shows(1), patience);
    // A file that is gone before its swarms are there.
    fixture.dock->focus().setClassCode(0);
    fixture.open(test::evaluatedRows(30));
    QVERIFY(fixture.beeswarm()->isEmpty());
    QVERIFY(fixture.board.pool()->waitForDone(patience));
    QCoreApplication::processEvents();
    QVERIFY(fixture.beeswarm()->isEmpty());
}

void TestShapDock::closedWhileItExplains()
{
    Fixture fixture(false);
    makeLarge(fixture);
    fixture.show();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.dock->explainer().isRunning(), patience);
    fixture.dock.reset();
    QVERIFY(fixture.board.running().isEmpty());
    QVERIFY(fixture.board.pool()->waitForDone(patience));
    QCoreApplication::processEvents();
}

// Nothing is wider than the dock, and no label is cut in its height.
void TestShapDock::fitsSmallAndLarge()
{
    Fixture fixture;
    fixture.show();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isComplete(), patience);
    for (const QSize size : {QSize(360, 260), QSize(560, 300), QSize(1400, 900)}) {
        fixture.dock->resize(size);
        QCoreApplication::processEvents();
        QVERIFY(fixture.dock->width() <= size.width());
        // The pages have all the height that the header leaves.
        const auto *tabs = fixture.child<QTabWidget>("shapTabs");
        QVERIFY(tabs->mapTo(fixture.dock.get(), QPoint(0, tabs->height())).y() > size.height() - 20);
        for (const QWidget *part : fixture.dock->findChildren<QWidget *>()) {
            if (!part->isVisible() || part->parentWidget() == nullptr ||
                qobject_cast<const QScrollBar *>(part->parentWidget()) != nullptr)
                continue;
            const QPoint corner = part->mapTo(fixture.dock.get(), QPoint(part->width(), 0));
            QVERIFY2(corner.x() <= fixture.dock->width(), qPrintable(part->objectName()));
        }
    }
}

QTEST_MAIN(TestShapDock)
#include "tst_shap_dock.moc"
