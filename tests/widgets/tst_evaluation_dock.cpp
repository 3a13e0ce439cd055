#include "tests/support/evaluated_study.h"
#include "tests/widgets/plot_events.h"
#include "widgets/docks/evaluation_dock.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/evaluation/evaluation_pages.h"
#include "widgets/evaluation/evaluation_text.h"
#include "widgets/evaluation/examination_page.h"
#include "widgets/plots/line_chart.h"
#include "widgets/plots/plot_export.h"
#include "widgets/plots/spread_bars.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include <algorithm>
#include <utility>

using namespace genrelens;

namespace
{

constexpr int patience = 60000;

struct Fixture : test::EvaluatedStudy {
    EvaluationDock dock{study, jobs, board};

    Fixture()
    {
        QObject::connect(&dock, &Dock::settingsChosen, &dock,
                         [this](const StudySettings &changed) { study.setSettings(changed); });
        dock.resize(800, 400);
        dock.show();
    }
    EvaluationPages &pages() { return dock.pages(); }
    ExaminationPage &page(EvaluationPages::Page page)
    {
        pages().showPage(page);
        return *pages().examination(page);
    }
    template <typename T>
    T *child(const char *name)
    {
        return dock.findChild<T *>(QString::fromLatin1(name));
    }
    static QPushButton *startButton(ExaminationPage &page)
    {
        return page.findChild<QPushButton *>(QStringLiteral("start"));
    }
    void press(ExaminationPage &page) { QTest::mouseClick(startButton(page), Qt::LeftButton); }
};

} // namespace

class TestEvaluationDock : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void withoutAModelItOffersToTrain();
    void figuresAreThoseOfTheRun();
    void narrowDocksHaveFiguresAsAPage();
    void calibrationIsThere();
    void treesAreCountedWhenLookedAt();
    void onlyForestsHaveATreesPage();
    void foldsAreDealtOnDemand();
    void learningCurveIsComputedOnDemand();
    void importanceHasTwoKinds();
    void workCanBeCancelled();
    void outdatedModelsAreNotExamined();
    void failuresAreToldOfTheirModelOnly();
    void whatIsOutdatedIsNamed();
    void modelsAreCompared();
    void comparisonIsAPlainSentence();
    void splitIsChosenHere();
    void everyFigureIsExportable();
};

void TestEvaluationDock::withoutAModelItOffersToTrain()
{
    Fixture f;
    auto *train = f.child<QPushButton>("evaluationTrain");
    QVERIFY(train->isVisible());
    QVERIFY(f.dock.plot()->isEmpty());
    // In words that suit every kind of model, of which some are several and one is a name.
    for (const auto &[model, said] :
         {std::pair("extra_trees", "extra trees"), {"gaussian_naive_bayes", "Gaussian naive Bayes"}}) {
        f.study.setCurrentModel(model);
        const QString text =
            QStringLiteral("No model yet. Train one (%1) to see how good it is.").arg(QLatin1String(said));
        const QList<QLabel *> labels = f.dock.findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->isVisible() && label->text() == text;
        }));
    }
    f.study.setCurrentModel("random_forest");
    QTest::mouseClick(train, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(f.run("random_forest") != nullptr, patience);
    QTRY_VERIFY(!train->isVisible());
    QVERIFY(!f.dock.plot()->isEmpty());
}

void TestEvaluationDock::figuresAreThoseOfTheRun()
{
    Fixture f;
    f.train("random_forest");
    const Evaluation &e = f.run("random_forest")->evaluation;
    const auto figures = namedFigures(*f.run("random_forest"));
    const auto valueOf = [&](const char *name) {
        for (const NamedFigure &figure : figures)
            if (figure.name == QLatin1String(name))
                return figure.value;
        return QString();
    };
    QCOMPARE(valueOf("Accuracy"), QStringLiteral("%1\u00a0%").arg(100.0 * e.testAccuracy, 0, 'f', 1));
    QCOMPARE(valueOf("Held-out tracks"), QStringLiteral("60"));
    QCOMPARE(valueOf("Training tracks"), QStringLiteral("240"));
    QCOMPARE(valueOf("Classes"), QStringLiteral("3"));
    for (const NamedFigure &figure : figures)
        QVERIFY2(!figure.value.isEmpty() && figure.meaning.endsWith(QLatin1Char('.')),
                 qPrintable(figure.name));
    auto *list = f.child<FigureList>("evaluationFigures");
    QVERIFY(list->isVisible());
    QVERIFY(list->figures() == figures);
}

void TestEvaluationDock::narrowDocksHaveFiguresAsAPage()
{
    Fixture f;
    f.train("random_forest");
    auto *choice = f.child<QComboBox>("evaluationPage");
    QCOMPARE(choice->findText(QStringLiteral("Figures")), -1);
    f.dock.resize(380, 400);
    QTRY_VERIFY(choice->findText(QStringLiteral("Figures")) >= 0);
    QVERIFY(!f.child<FigureList>("evaluationFigures")->isVisible());
    QCOMPARE(f.pages().page(), EvaluationPages::Calibration); // stays
    f.pages().showPage(EvaluationPages::Figures);
    QVERIFY(f.dock.plot() == nullptr);
    f.dock.resize(800, 400);
    QTRY_COMPARE(choice->findText(QStringLiteral("Figures")), -1);
    QCOMPARE(f.pages().page(), EvaluationPages::Calibration);
}

void TestEvaluationDock::calibrationIsThere()
{
    Fixture f;
    f.train("random_forest");
    const auto *chart = static_cast<LineChart *>(f.page(EvaluationPages::Calibration).plot());
    const Evaluation &e = f.run("random_forest")->evaluation;
    QCOMPARE(chart->spec().series.size(), std::size_t(2));
    QCOMPARE(chart->spec().series[0].points.size(), e.calibration.size());
    QCOMPARE(chart->spec().series[0].points[0].y(), 100.0 * e.calibration[0].accuracy);
    QCOMPARE(chart->spec().bars.size(), e.calibration.size());
    QCOMPARE(chart->figureName(), QStringLiteral("calibration_random_forest_genre"));
    // What is pointed at is said in words.
    const CalibrationBin &last = e.calibration.back();
    const int place = static_cast<int>(e.calibration.size()) - 1;
    QVERIFY2(chart->pointTooltip({0, place})
                 .contains(QStringLiteral("%1\u00a0% sure: %2\u00a0% right (%3 tracks)")
                               .arg(100.0 * last.probability, 0, 'f', 0)
                               .arg(100.0 * last.accuracy, 0, 'f', 1)
                               .arg(last.rows)),
             qPrintable(chart->pointTooltip({0, place})));
    const QPointF foot = chart->windowLayout().position({chart->spec().bars.back().x(), 0});
    QVERIFY(chart->barTooltip(foot - QPointF(0, 2)).contains(QStringLiteral("of all")));
    QVERIFY(chart->barTooltip(QPointF(1, 1)).isEmpty());
    QVERIFY(f.page(EvaluationPages::Calibration).text().contains(QStringLiteral("sure on average")));
}

void TestEvaluationDock::treesAreCountedWhenLookedAt()
{
    Fixture f;
    f.train("random_forest");
    QVERIFY(!f.dock.examiner().results(f.run("random_forest")->key).trees);
    ExaminationPage &page = f.page(EvaluationPages::Trees);
    QTRY_VERIFY_WITH_TIMEOUT(!page.plot()->isEmpty(), patience);
    const auto *chart = static_cast<LineChart *>(page.plot());
    QCOMPARE(chart->spec().series[0].points.size(), std::size_t(12));
    QVERIFY(page.text().contains(QStringLiteral("12 trees")));
    QVERIFY(!Fixture::startButton(page)->isVisible());
}

void TestEvaluationDock::onlyForestsHaveATreesPage()
{
    Fixture f;
    f.train("random_forest");
    f.train("nearest_centroid");
    auto *choice = f.child<QComboBox>("evaluationPage");
    f.pages().showPage(EvaluationPages::Trees);
    f.study.setCurrentModel("nearest_centroid");
    QCOMPARE(choice->findText(QStringLiteral("Number of trees")), -1);
    QCOMPARE(f.pages().page(), EvaluationPages::Calibration);
    f.study.setCurrentModel("random_forest");
    QVERIFY(choice->findText(QStringLiteral("Number of trees")) > 0);
}

void TestEvaluationDock::foldsAreDealtOnDemand()
{
    Fixture f;
    f.train("nearest_centroid");
    f.study.setCurrentModel("nearest_centroid");
    ExaminationPage &page = f.page(EvaluationPages::CrossFolds);
    QVERIFY(page.plot()->isEmpty());
    f.child<QSpinBox>("foldCount")->setValue(4);
    f.child<QSpinBox>("foldRepeats")->setValue(2);
    f.press(page);
    QTRY_VERIFY_WITH_TIMEOUT(!page.plot()->isEmpty(), patience);
    const auto *chart = static_cast<LineChart *>(page.plot());
    QCOMPARE(chart->spec().series[0].points.size(), std::size_t(8));
    QVERIFY(chart->spec().band->low < chart->spec().band->high);
    QVERIFY(page.text().contains(QStringLiteral("8 folds")));
    // Again with others.
    f.child<QSpinBox>("foldRepeats")->setValue(1);
    f.press(page);
    QTRY_COMPARE_WITH_TIMEOUT(chart->spec().series[0].points.size(), std::size_t(4), patience);
}

void TestEvaluationDock::learningCurveIsComputedOnDemand()
{
    Fixture f;
    f.train("nearest_centroid");
    f.study.setCurrentModel("nearest_centroid");
    ExaminationPage &page = f.page(EvaluationPages::Learning);
    QTest::qWait(50);
    QVERIFY(page.plot()->isEmpty()); // never unasked
    f.press(page);
    QTRY_VERIFY_WITH_TIMEOUT(!page.plot()->isEmpty(), patience);
    const auto *chart = static_cast<LineChart *>(page.plot());
    QCOMPARE(chart->spec().series.size(), std::size_t(2));
    QCOMPARE(chart->spec().series[0].points.back().x(), 240.0);
    // Another model has none; this one still has.
    f.train("random_forest");
    f.study.setCurrentModel("random_forest");
    QVERIFY(page.plot()->isEmpty());
    f.study.setCurrentModel("nearest_centroid");
    QVERIFY(!page.plot()->isEmpty());
}

void TestEvaluationDock::importanceHasTwoKinds()
{
    Fixture f;
    f.train("random_forest");
    ExaminationPage &page = f.page(EvaluationPages::Importance);
    const auto *bars = static_cast<SpreadBars *>(page.plot());
    QCOMPARE(bars->bars().size(), std::size_t(2));
    QCOMPARE(bars->bars()[0].name, QStringLiteral("energy"));
    QCOMPARE(bars->bars()[0].value + bars->bars()[1].value, 1.0);
    auto *kind = f.child<QComboBox>("importanceKind");
    kind->setCurrentIndex(1);
    emit kind->activated(1);
    QVERIFY(bars->isEmpty());
    f.press(page);
    QTRY_VERIFY_WITH_TIMEOUT(!bars->isEmpty(), patience);
    QVERIFY(bars->bars()[0].spread > 0.0);
    QVERIFY(bars->barAt(page.plot()->viewport()->height() / 2.0) >= -1);
    // A model without trees has one kind only.
    f.train("nearest_centroid");
    f.study.setCurrentModel("nearest_centroid");
    QVERIFY(!kind->isVisible());
    QVERIFY(bars->isEmpty());
}

void TestEvaluationDock::workCanBeCancelled()
{
    Fixture f;
    f.train("nearest_centroid");
    f.study.setCurrentModel("nearest_centroid");
    ExaminationPage &page = f.page(EvaluationPages::CrossFolds);
    f.child<QSpinBox>("foldCount")->setValue(100);
    f.child<QSpinBox>("foldRepeats")->setValue(100);
    f.press(page);
    auto *cancel = page.findChild<QPushButton *>(QStringLiteral("cancel"));
    QVERIFY(cancel->isVisible() && !Fixture::startButton(page)->isVisible());
    QTest::mouseClick(cancel, Qt::LeftButton);
    QVERIFY(!cancel->isVisible() && Fixture::startButton(page)->isVisible());
    QVERIFY(page.plot()->isEmpty());
    QVERIFY(f.board.running().isEmpty());
}

void TestEvaluationDock::outdatedModelsAreNotExamined()
{
    Fixture f;
    f.train("random_forest");
    StudySettings settings = f.study.settings();
    settings.setTrees(13);
    f.study.setSettings(settings);
    ExaminationPage &page = f.page(EvaluationPages::CrossFolds);
    QVERIFY(!Fixture::startButton(page)->isEnabled());
    const auto *notice = f.dock.findChild<NoticeBar *>();
    QVERIFY(notice->text().startsWith(QStringLiteral("Outdated")));
    f.pages().showPage(EvaluationPages::Calibration);
    QVERIFY(!f.dock.plot()->isEmpty()); // what was true of it is still shown
    f.pages().showPage(EvaluationPages::Importance);
    QVERIFY(!f.dock.plot()->isEmpty());
}

void TestEvaluationDock::failuresAreToldOfTheirModelOnly()
{
    const auto fail = [](Fixture &f) {
        f.train("random_forest");
        f.dock.examiner().start(Examination::Folds, "random_forest", "genre", 301); // of 300 tracks
        QTRY_VERIFY_WITH_TIMEOUT(f.board.running().isEmpty(), patience);
        QVERIFY(f.dock.findChild<NoticeBar *>()->text().contains(QStringLiteral("301 folds")));
    };
    Fixture other;
    fail(other);
    other.study.setCurrentModel("nearest_centroid");
    QVERIFY(other.dock.findChild<NoticeBar *>()->text().isEmpty());
    Fixture anew;
    fail(anew);
    anew.open();
    QVERIFY(anew.dock.findChild<NoticeBar *>()->text().isEmpty());
}

void TestEvaluationDock::whatIsOutdatedIsNamed()
{
    Fixture f;
    f.train("random_forest");
    f.train("nearest_centroid");
    f.pages().showPage(EvaluationPages::Comparison);
    const auto *answers = f.child<QLabel>("comparisonAnswers");
    const auto *notice = f.dock.findChild<NoticeBar *>();
    StudySettings settings = f.study.settings();
    settings.splitMethod = SplitOptions::Method::ByArtist;
    f.study.setSettings(settings);
    QCOMPARE(notice->text(), QStringLiteral("Outdated: other tracks are held out now."));
    QCOMPARE(answers->text(),
             QStringLiteral("Random forest is outdated; train it again for a comparison track by track."));
    f.train("random_forest");
    QVERIFY(notice->text().isEmpty());
    QCOMPARE(answers->text(),
             QStringLiteral("Nearest centroid is outdated; train it again for a comparison track by track."));
    f.train("nearest_centroid");
    QVERIFY(answers->text().startsWith(QStringLiteral("Random forest is right on")));
}

void TestEvaluationDock::modelsAreCompared()
{
    Fixture f;
    f.train("random_forest");
    f.pages().showPage(EvaluationPages::Comparison);
    QVERIFY(f.dock.plot() == nullptr);
    auto *answers = f.child<QLabel>("comparisonAnswers");
    QVERIFY(answers->text().startsWith(QStringLiteral("Train another model")));
    f.train("nearest_centroid");
    QVERIFY(answers->text().startsWith(QStringLiteral("Random forest is right on")));
    QCOMPARE(f.child<QComboBox>("comparisonChoice")->count(), 1);
    // Over folds too, once both have been cross-validated.
    auto *folds = f.child<QLabel>("comparisonFolds");
    QVERIFY(folds->text().startsWith(QStringLiteral("Cross-validate both")));
    f.dock.examiner().start(Examination::Folds, "random_forest", "genre", 3);
    QTRY_VERIFY_WITH_TIMEOUT(f.board.running().isEmpty(), patience);
    f.dock.examiner().start(Examination::Folds, "nearest_centroid", "genre", 3);
    QTRY_VERIFY_WITH_TIMEOUT(folds->text().startsWith(QStringLiteral("Over 3 folds")), patience);
}

void TestEvaluationDock::comparisonIsAPlainSentence()
{
    AnswerComparison found;
    found.rows = 17949;
    found.onlyFirstRight = 2144;
    found.onlySecondRight = 512;
    found.difference = 1632.0 / 17949.0;
    found.interval = {0.0855, 0.0964};
    found.pValue = 1e-220;
    const QString forest = QStringLiteral("Random forest");
    const QString bayes = QStringLiteral("Naive Bayes");
    QCOMPARE(
        comparisonText(forest, bayes, found),
        QStringLiteral("Random forest is right on 2,144 tracks that naive Bayes gets wrong, and wrong on 512 "
                       "that it gets right: 9.1 points better (8.6 to 9.6), p < 0.001."));
    std::swap(found.onlyFirstRight, found.onlySecondRight);
    found.difference = -found.difference;
    found.interval = {-0.0964, -0.0855};
    found.pValue = 0.0234;
    QVERIFY(comparisonText(forest, bayes, found)
                .endsWith(QStringLiteral("9.1 points worse (8.6 to 9.6), p = 0.023.")));
    found.difference = 0.0001;
    found.interval = {-0.004, 0.0042};
    found.pValue = 0.9;
    QVERIFY(comparisonText(forest, bayes, found)
                .endsWith(QStringLiteral("no difference to speak of (−0.4 to 0.4 points), p = 0.900.")));
}

void TestEvaluationDock::splitIsChosenHere()
{
    Fixture f;
    f.train("random_forest");
    auto *split = f.child<QComboBox>("evaluationSplit");
    QCOMPARE(split->currentText(), QStringLiteral("Held out: stratified by genre"));
    QSignalSpy chosen(&f.dock, &Dock::settingsChosen);
    split->setCurrentIndex(3);
    emit split->activated(3);
    QCOMPARE(chosen.count(), 1);
    QVERIFY(f.study.settings().splitMethod == SplitOptions::Method::ByAlbum);
    QVERIFY(!f.study.isCurrent(*f.run("random_forest")));
    f.train("random_forest");
    QVERIFY(f.study.isCurrent(*f.run("random_forest")));
    // A file without albums cannot be split by them.
    f.open("track_id,energy,tempo\na,1,2\nb,2,3\nc,3,5\nd,4,4\n");
    const auto enabled = [&](int row) {
        return (split->model()->flags(split->model()->index(row, 0)) & Qt::ItemIsEnabled) != 0;
    };
    QVERIFY(!enabled(0) && enabled(1) && !enabled(2) && !enabled(3));
}

void TestEvaluationDock::everyFigureIsExportable()
{
    Fixture f;
    f.train("random_forest");
    for (const Examination what : {Examination::Learning, Examination::Folds, Examination::Importance})
        f.dock.examiner().start(what, "random_forest", "genre", 3);
    QTRY_VERIFY_WITH_TIMEOUT(f.board.running().isEmpty(), patience);
    for (const auto page : {EvaluationPages::Calibration, EvaluationPages::Trees, EvaluationPages::Learning,
                            EvaluationPages::CrossFolds, EvaluationPages::Importance}) {
        f.pages().showPage(page);
        QTRY_VERIFY_WITH_TIMEOUT(!f.dock.plot()->isEmpty(), patience);
        QVERIFY(f.dock.plot()->figureName().endsWith(QStringLiteral("_random_forest_genre")));
        const QImage image = renderPlot(*f.dock.plot(), exportSize(*f.dock.plot()), 1.0, Theme::dark());
        std::set<QRgb> colours;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                colours.insert(image.pixel(x, y));
        QVERIFY(colours.size() > 8);
    }
}

QTEST_MAIN(TestEvaluationDock)
#include "tst_evaluation_dock.moc"
