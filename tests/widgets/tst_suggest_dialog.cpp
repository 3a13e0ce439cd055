#include "core/study/study.h"
#include "tests/support/datasets.h"
#include "tests/widgets/plot_events.h"
#include "widgets/dialogs/suggest_dialog.h"
#include "widgets/plots/dendrogram.h"
#include "widgets/plots/line_chart.h"
#include "widgets/plots/text.h"

#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QTreeWidget>

#include <algorithm>
#include <set>
#include <string>

using namespace genrelens;

namespace
{

// So many genres in pairs: those of a pair sound nearly alike.
std::string someTracks(int genres)
{
    std::string text = "track_id,track_genre,energy,tempo\n";
    for (int i = 0; i < 20 * genres; ++i) {
        const int genre = i % genres;
        const int pair = genre / 2;
        text += "t" + std::to_string(i) + ",g" + std::to_string(genre) + ',' +
                std::to_string(0.1 * pair + 0.002 * genre + 0.0003 * (i / genres)) + ',' +
                std::to_string(100 + 10 * pair + i % 7) + '\n';
    }
    return text;
}

// g0 is not mapped, and the pairs are torn apart.
StudySettings someSettings()
{
    StudySettings settings;
    settings.genreMap() = {
        "mine", {{"X", 0x112233, {"g1", "g2"}}, {"Y", {}, {"g3", "g4"}}, {"Z", {}, {"g5"}}}, false};
    settings.setTrees(5);
    return settings;
}

void open(Study &study, int genres = 6)
{
    study.setSettings(someSettings());
    const auto dataset = test::datasetOf(someTracks(genres));
    study.setDataset(dataset, test::preparedOf(*dataset), {});
}

void train(Study &study)
{
    Result<ModelRequest> request = study.modelRequest("random_forest", "genre");
    QVERIFY(request.ok());
    Result<ModelRun> run = runModel(request.value(), Progress::none());
    QVERIFY(run.ok());
    study.setModelRun(std::move(run).value());
}

template <typename T>
T *part(const SuggestDialog &dialog, const char *name)
{
    T *found = dialog.findChild<T *>(QString::fromLatin1(name));
    if (found == nullptr)
        qFatal("the dialog has no %s", name);
    return found;
}

std::set<std::string> genresOf(const GenreMap &map)
{
    std::set<std::string> genres;
    for (const SuperGenre &group : map.superGenres)
        genres.insert(group.genres.begin(), group.genres.end());
    return genres;
}

void show(SuggestDialog &dialog)
{
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
}

} // namespace

class TestSuggestDialog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void nothingToMerge();
    void startsWithThePresentNumber();
    void asksForAModel();
    void followsTheStudy();
    void tellsWhatIsLearnable();
    void everythingMovesTheCut();
    void listsTheGroups();
    void applies();
    void appliesAsNew();
    void cancels();
};

void TestSuggestDialog::nothingToMerge()
{
    Study study;
    SuggestDialog closed(study);
    show(closed);
    QVERIFY(closed.dendrogram().isEmpty() && !closed.dendrogram().emptyText().isEmpty());
    QVERIFY(closed.suggestion().superGenres.empty());
    QVERIFY(!part<QPushButton>(closed, "suggestApply")->isEnabled());
    QVERIFY(!part<QPushButton>(closed, "suggestApplyAsNew")->isEnabled());
    QVERIFY(!part<QPushButton>(closed, "suggestTrain")->isVisible());

    const auto one = test::datasetOf("track_id,track_genre,energy\na,rock,1\nb,rock,2\nc,rock,4\n");
    study.setDataset(one, test::preparedOf(*one), {});
    QVERIFY(closed.dendrogram().emptyText().contains(QStringLiteral("only one genre")));
    const auto none = test::datasetOf("track_id,energy\na,1\nb,2\n");
    study.setDataset(none, test::preparedOf(*none), {});
    QVERIFY(closed.dendrogram().emptyText().contains(QStringLiteral("no genres")));
    QVERIFY(!part<QPushButton>(closed, "suggestApply")->isEnabled());
    open(study, static_cast<int>(mostMergedGenres) + 1);
    QVERIFY(closed.dendrogram().emptyText().contains(QStringLiteral("501")));
    QVERIFY(closed.dendrogram().isEmpty());
    open(study, 2);
    QVERIFY(!closed.dendrogram().isEmpty());
    QCOMPARE(closed.suggestion().superGenres.size(), std::size_t(2));
}

void TestSuggestDialog::startsWithThePresentNumber()
{
    Study study;
    open(study);
    const SuggestDialog three(study);
    QCOMPARE(part<QSpinBox>(three, "suggestCut")->value(), 3);
    QCOMPARE(three.dendrogram().cut(), 3);
    StudySettings settings = study.settings();
    settings.genreMap().unmappedIsClass = true; // no super-genre that anybody chose
    study.setSettings(settings);
    QCOMPARE(SuggestDialog(study).dendrogram().cut(), 3);
    settings.genreMap() = GenreMap();
    study.setSettings(settings);
    QCOMPARE(SuggestDialog(study).dendrogram().cut(), 6); // eight are more than there are genres
}

void TestSuggestDialog::asksForAModel()
{
    Study study;
    open(study);
    SuggestDialog dialog(study);
    show(dialog);
    auto *confusion = part<QRadioButton>(dialog, "suggestByConfusion");
    auto *button = part<QPushButton>(dialog, "suggestTrain");
    QVERIFY(!confusion->isEnabled() && confusion->toolTip().contains(QStringLiteral("Train")));
    QVERIFY(!part<QLabel>(dialog, "suggestHeadline")->isVisible());
    QVERIFY(part<LineChart>(dialog, "suggestChart")->isEmpty());
    QSignalSpy asked(&dialog, &SuggestDialog::trainRequested);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
    dialog.setTraining(true);
    QVERIFY(!button->isEnabled());
    dialog.setTraining(false);
    QVERIFY(button->isEnabled());

    train(study);
    QVERIFY(confusion->isEnabled());
    QVERIFY(!button->isVisible());
    QVERIFY(part<QLabel>(dialog, "suggestHeadline")->isVisible());
    QVERIFY(!part<LineChart>(dialog, "suggestChart")->isEmpty());
    QTest::mouseClick(confusion, Qt::LeftButton, {}, {10, confusion->height() / 2});
    QVERIFY(confusion->isChecked());
    QCOMPARE(dialog.dendrogram().spec().tree.leaves, std::size_t(6));
    QVERIFY(part<QLabel>(dialog, "suggestNote")->text().contains(QStringLiteral("same answers")));
}

void TestSuggestDialog::followsTheStudy()
{
    Study study;
    open(study);
    train(study);
    SuggestDialog dialog(study);
    part<QRadioButton>(dialog, "suggestByConfusion")->setChecked(true);
    part<QSpinBox>(dialog, "suggestCut")->setValue(6);
    open(study, 4); // another file, of which no model has learned anything
    QVERIFY(part<QRadioButton>(dialog, "suggestByCentroids")->isChecked());
    QVERIFY(!part<QRadioButton>(dialog, "suggestByConfusion")->isEnabled());
    QCOMPARE(dialog.dendrogram().cut(), 4);
    QCOMPARE(dialog.suggestion().superGenres.size(), std::size_t(4));
}

void TestSuggestDialog::tellsWhatIsLearnable()
{
    Study study;
    open(study);
    train(study);
    SuggestDialog dialog(study);
    const Evaluation &judged = study.modelRun("random_forest", "genre")->evaluation;
    part<QSpinBox>(dialog, "suggestCut")->setValue(6); // each genre a group: what the model itself has
    const QString headline = part<QLabel>(dialog, "suggestHeadline")->text();
    QVERIFY2(headline.contains(formatShare(judged.testAccuracy)), qPrintable(headline));
    QVERIFY2(headline.contains(formatShare(judged.baseline)), qPrintable(headline));
    // Pairs are far apart: whoever is mistaken stays in the pair.
    part<QSpinBox>(dialog, "suggestCut")->setValue(3);
    QVERIFY(part<QLabel>(dialog, "suggestHeadline")->text().contains(formatShare(1.0)));
    const LineChartSpec &chart = part<LineChart>(dialog, "suggestChart")->spec();
    QCOMPARE(chart.series.size(), std::size_t(2));
    QCOMPARE(chart.series[0].points.size(), std::size_t(5));
    QCOMPARE(chart.series[0].points[1], QPointF(3, 100));
    QCOMPARE(chart.series[0].points[4], QPointF(6, 100.0 * judged.testAccuracy));
}

void TestSuggestDialog::everythingMovesTheCut()
{
    Study study;
    open(study);
    train(study);
    SuggestDialog dialog(study);
    show(dialog);
    auto *spin = part<QSpinBox>(dialog, "suggestCut");
    auto *tree = part<Dendrogram>(dialog, "suggestTree");
    auto *chart = part<LineChart>(dialog, "suggestChart");
    const auto isCut = [&](int groups) {
        return spin->value() == groups && tree->cut() == groups &&
               dialog.suggestion().superGenres.size() == static_cast<std::size_t>(groups);
    };
    QVERIFY(isCut(3));
    QTest::keyClick(spin, Qt::Key_Up);
    QVERIFY(isCut(4));
    QTest::keyClick(tree, Qt::Key_Left);
    QVERIFY(isCut(5));
    const QPointF point = chart->spec().series[1].points[0];
    test::click(*chart, chart->windowLayout().position(point));
    QVERIFY(isCut(2));
    spin->setValue(99);
    QVERIFY(isCut(6));
}

void TestSuggestDialog::listsTheGroups()
{
    Study study;
    open(study);
    const SuggestDialog dialog(study);
    auto *list = part<QTreeWidget>(dialog, "suggestGroups");
    const GenreMap map = dialog.suggestion();
    QCOMPARE(list->topLevelItemCount(), 3);
    for (int i = 0; i < 3; ++i) {
        const SuperGenre &group = map.superGenres[static_cast<std::size_t>(i)];
        QTreeWidgetItem *item = list->topLevelItem(i);
        QCOMPARE(item->text(0), QString::fromStdString(group.name));
        QCOMPARE(item->text(2), QStringLiteral("40"));
        QCOMPARE(item->text(1), QString::fromStdString(group.genres[0] + ", " + group.genres[1]));
        QCOMPARE(item->childCount(), 2);
        QCOMPARE(item->child(1)->text(2), QStringLiteral("20"));
    }
}

void TestSuggestDialog::applies()
{
    Study study;
    open(study);
    const StudySettings before = study.settings();
    SuggestDialog dialog(study);
    show(dialog);
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    QTest::mouseClick(part<QPushButton>(dialog, "suggestApply"), Qt::LeftButton);
    QCOMPARE(accepted.count(), 1);
    QVERIFY(dialog.chosen() == SuggestDialog::Choice::Apply);
    const GenreMap map = dialog.suggestion();
    QCOMPARE(map.name, std::string("mine"));
    QCOMPARE(genresOf(map), (std::set<std::string>{"g0", "g1", "g2", "g3", "g4", "g5"})); // g0 too
    for (const SuperGenre &group : map.superGenres) {                                     // the pairs
        QCOMPARE(group.genres.size(), std::size_t(2));
        QCOMPARE((group.genres[0][1] - '0') / 2, (group.genres[1][1] - '0') / 2);
    }
    std::set<std::uint32_t> colours;
    for (const SuperGenre &group : map.superGenres) {
        QVERIFY(group.colour.has_value());
        colours.insert(*group.colour);
        if (group.name == "X")
            QCOMPARE(*group.colour, 0x112233U);
    }
    QCOMPARE(colours.size(), std::size_t(3));
    QVERIFY(study.settings() == before);
}

void TestSuggestDialog::appliesAsNew()
{
    Study study;
    open(study);
    SuggestDialog dialog(study);
    show(dialog);
    QTest::mouseClick(part<QPushButton>(dialog, "suggestApplyAsNew"), Qt::LeftButton);
    QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
    QVERIFY(dialog.chosen() == SuggestDialog::Choice::ApplyAsNew);
    QCOMPARE(dialog.suggestion().name, std::string("3 groups by centroids"));
}

void TestSuggestDialog::cancels()
{
    Study study;
    open(study);
    SuggestDialog dialog(study);
    show(dialog);
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QCOMPARE(dialog.result(), static_cast<int>(QDialog::Rejected));
    QVERIFY(dialog.chosen() == SuggestDialog::Choice::None);
}

QTEST_MAIN(TestSuggestDialog)
#include "tst_suggest_dialog.moc"
