#include "core/study/change_settings.h"
#include "core/study/study_jobs.h"
#include "tests/support/datasets.h"
#include "tests/widgets/plot_events.h"
#include "widgets/clusters/pick_table.h"
#include "widgets/clusters/profile_details.h"
#include "widgets/docks/clusters_dock.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/dendrogram.h"
#include "widgets/plots/difference_bars.h"
#include "widgets/plots/palette.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QUndoStack>

#include <cmath>

using namespace genrelens;

class TestClustersDock : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void emptyStates();
    void profileOfACluster();
    void renamedInPlace();
    void namesOfOthersAreRefused();
    void suggestedNamesAreOneStep();
    void clicksSelect();
    void otherGroupings();
    void anomaliesAreListed();
    void tracksWithoutTitlesOrGenres();
    void treeSelects();
    void tablesAreExported();
    void outdatedIsSaid();
    void hiddenDockRests();
    void fitsSmallAndLarge();
    void barsAreSymmetric();
    void marksOfMarkupAreText();

private:
    static constexpr int patience = 60000;
};

namespace
{

// Two groups, calm and loud; genre-0 is calm alone, genre-2 loud alone; track 7 stands alone.
std::string rows(bool named = true)
{
    std::string text = "track_id,energy,loudness";
    text += named ? ",track_name,artists,track_genre\n" : "\n";
    for (int i = 0; i < 120; ++i) {
        const bool loud = i % 3 == 1;
        const double energy = (loud ? 5.0 : 0.0) + 0.01 * (i * 37 % 101) + (i == 7 ? 9.0 : 0.0);
        text += 't' + std::to_string(i) + ',' + std::to_string(energy) + ',' +
                std::to_string((loud ? -5 : -30) + 0.1 * (i * 53 % 31));
        if (named)
            text += ",<b>song</b> " + std::to_string(i) + ",singer " + std::to_string(i % 5) + ",genre-" +
                    std::to_string(loud ? 1 + i % 2 : i % 2);
        text += '\n';
    }
    return text;
}

struct Fixture {
    Study study;
    JobBoard board;
    StudyJobs jobs{study, board};
    QUndoStack undo;
    ClustersDock dock{study, jobs, board};

    explicit Fixture(bool open = true, const std::string &text = rows())
    {
        jobs.setAutomatic(false);
        QObject::connect(&dock, &Dock::settingsChosen, &dock,
                         [this](const StudySettings &settings, const QString &what) {
                             undo.push(new ChangeSettings(study, settings, what));
                         });
        StudySettings settings;
        settings.clusters.k = 2;
        settings.clusters.restarts = 3;
        settings.genreMap() = {
            "two", {{"some", {}, {"genre-0", "genre-1"}}, {"more", {}, {"genre-2"}}}, false};
        study.setSettings(settings);
        if (open)
            openText(text);
        dock.resize(900, 640);
        dock.show();
    }
    void openText(const std::string &text)
    {
        const auto dataset = test::datasetOf(text);
        study.setDataset(dataset, test::preparedOf(*dataset), {});
    }
    // Forty loud tracks, which are the smaller one of the clusters, and eighty calm ones.
    void clusterAndWait()
    {
        Result<Clustering> found =
            runClustering(study.prepared()->features(), study.settings(), Progress::none());
        if (!found)
            qFatal("no clusters");
        study.setClustering(std::move(found).value());
        if (!QTest::qWaitFor([this] { return isDone(); }, 60000))
            qFatal("describing takes too long");
    }
    [[nodiscard]] bool isDone() const
    {
        const ClusterExaminer &examiner = dock.examiner();
        return examiner.portraits() != nullptr && examiner.anomalies() != nullptr && !examiner.isRunning();
    }
    template <typename T>
    T *child(const char *name) const
    {
        T *found = dock.findChild<T *>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("the dock has no %s", name);
        return found;
    }
    [[nodiscard]] PickTable *table(const char *name) const { return child<PickTable>(name); }
    void press(const char *button, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::mouseClick(child<QPushButton>(button), Qt::LeftButton, modifiers);
    }
    void showTab(int tab) const { child<QTabWidget>("clusterTabs")->setCurrentIndex(tab); }
    void clickRow(PickTable *view, int row, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::mouseClick(view->viewport(), Qt::LeftButton, modifiers,
                          view->visualRect(view->model()->index(row, 0)).center());
    }
    [[nodiscard]] QString cell(const char *view, int row, int column) const
    {
        return table(view)->model()->index(row, column).data().toString();
    }
    [[nodiscard]] std::string name(std::size_t cluster) const
    {
        return study.labels("cluster").classes().at(cluster);
    }
    // Double-clicks the cluster, types and presses Enter.
    void rename(int row, const QString &name) const
    {
        PickTable *list = table("clusterList");
        const QPoint middle = list->visualRect(list->model()->index(row, 0)).center();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, middle);
        QTest::mouseDClick(list->viewport(), Qt::LeftButton, {}, middle);
        auto *editor = list->findChild<QLineEdit *>();
        if (editor == nullptr)
            qFatal("there is no editor");
        editor->selectAll();
        QTest::keyClick(editor, Qt::Key_Delete);
        QTest::keyClicks(editor, name);
        QTest::keyClick(editor, Qt::Key_Return);
        closeEditor();
    }
    // The name is taken by and by: the editor has to close first.
    void closeEditor() const
    {
        if (!QTest::qWaitFor([this] { return table("clusterList")->findChild<QLineEdit *>() == nullptr; }))
            qFatal("the editor stays");
        QCoreApplication::processEvents();
    }
    [[nodiscard]] QString notice() const { return dock.findChild<NoticeBar *>()->text(); }
};

} // namespace

void TestClustersDock::emptyStates()
{
    Fixture f(false);
    QVERIFY(f.child<QLabel>("clustersEmpty")->text().startsWith(QLatin1String("Open a file")));
    QVERIFY(!f.child<QPushButton>("clustersFind")->isVisible());
    f.openText(rows());
    QCOMPARE(f.child<QLabel>("clustersEmpty")->text(), QStringLiteral("No clusters yet."));
    QVERIFY(!f.child<QTabWidget>("clusterTabs")->isVisible());
    f.press("clustersFind");
    QTRY_VERIFY_WITH_TIMEOUT(f.isDone(), patience);
    QVERIFY(f.child<QTabWidget>("clusterTabs")->isVisible());
    QVERIFY(!f.child<QLabel>("clustersEmpty")->isVisible());
    QCOMPARE(f.table("clusterList")->model()->rowCount(), 2);
}

void TestClustersDock::profileOfACluster()
{
    Fixture f;
    f.clusterAndWait();
    QCOMPARE(f.cell("clusterList", 0, 1), QStringLiteral("80"));
    QCOMPARE(f.child<QLabel>("clusterName")->text(), QStringLiteral("1"));
    QCOMPARE(f.child<QLabel>("clusterSize")->text(), QString::fromUtf8("80 tracks · 66.7\u00a0%"));
    auto *bars = f.child<DifferenceBars>("clusterBars");
    QCOMPARE(bars->spec().bars.size(), std::size_t(2));
    for (const DifferenceBar &bar : bars->spec().bars)
        QVERIFY(bar.value < 0.0); // the calm ones
    f.clickRow(f.table("clusterList"), 1);
    QCOMPARE(f.child<QLabel>("clusterName")->text(), QStringLiteral("2"));
    for (const DifferenceBar &bar : bars->spec().bars) {
        QVERIFY(bar.value > 0.0);
        if (bar.name == QLatin1String("loudness")) { // in its own unit
            QVERIFY(bar.own.endsWith(QLatin1String("dB")));
            const QString number = bar.own.chopped(3).replace(QString::fromUtf8("−"), QStringLiteral("-"));
            QVERIFY(std::abs(number.toDouble() + 3.5) < 1.0);
        }
    }
    // Genre 2 is in this cluster alone: a third of the tracks, so three times as often.
    QCOMPARE(f.cell("clusterClasses", 0, 0), QStringLiteral("genre-2"));
    QCOMPARE(f.cell("clusterClasses", 0, 1), QStringLiteral("20"));
    QCOMPARE(f.cell("clusterClasses", 0, 3), QStringLiteral("3.00"));
    QCOMPARE(f.cell("clusterDistant", 0, 0), QStringLiteral("<b>song</b> 7"));
    QCOMPARE(f.table("clusterTypical")->model()->rowCount(), 10);
    QCOMPARE(f.dock.plot(), bars);
    QCOMPARE(bars->title(), QStringLiteral("Cluster 2"));
}

void TestClustersDock::renamedInPlace()
{
    Fixture f;
    f.clusterAndWait();
    f.rename(1, QStringLiteral("  party "));
    QCOMPARE(f.name(1), std::string("party"));
    QCOMPARE(f.cell("clusterList", 1, 0), QStringLiteral("party"));
    QCOMPARE(f.child<QLabel>("clusterName")->text(), QStringLiteral("party"));
    QCOMPARE(f.undo.count(), 1);
    QCOMPARE(f.undo.undoText(), QStringLiteral("Rename Cluster"));
    f.undo.undo();
    QCOMPARE(f.name(1), std::string("2"));
    QCOMPARE(f.cell("clusterList", 1, 0), QStringLiteral("2"));
    f.undo.redo();
    // F2 does the same; what is the same again is no step, and nothing brings the number back.
    f.table("clusterList")->setFocus();
    QTest::keyClick(f.table("clusterList"), Qt::Key_F2);
    QVERIFY(f.table("clusterList")->findChild<QLineEdit *>() != nullptr);
    QTest::keyClick(f.table("clusterList")->findChild<QLineEdit *>(), Qt::Key_Return);
    f.closeEditor();
    QCOMPARE(f.undo.count(), 1);
    f.rename(1, QString());
    QCOMPARE(f.name(1), std::string("2"));
}

void TestClustersDock::namesOfOthersAreRefused()
{
    Fixture f;
    f.clusterAndWait();
    f.rename(0, QStringLiteral("2"));
    QCOMPARE(f.undo.count(), 0);
    QCOMPARE(f.name(0), std::string("1"));
    QVERIFY(f.notice().contains(QLatin1String("is the name of another cluster")));
    f.rename(0, QStringLiteral("other"));
    QVERIFY(f.notice().isEmpty());
}

void TestClustersDock::suggestedNamesAreOneStep()
{
    Fixture f;
    f.clusterAndWait();
    f.press("clusterSuggest");
    QCOMPARE(f.undo.count(), 1);
    QCOMPARE(f.undo.undoText(), QStringLiteral("Name Clusters"));
    const std::string &loud = f.name(1);
    QVERIFY(loud.find("loud") != std::string::npos && loud.find("energetic") != std::string::npos);
    QVERIFY(f.name(0).find("quiet") != std::string::npos);
    QVERIFY(!f.child<QPushButton>("clusterSuggest")->isEnabled());
    f.undo.undo();
    QCOMPARE(f.name(0), std::string("1"));
    QVERIFY(f.child<QPushButton>("clusterSuggest")->isEnabled());
}

void TestClustersDock::clicksSelect()
{
    Fixture f;
    f.clusterAndWait();
    f.clickRow(f.table("clusterList"), 1);
    QVERIFY(f.study.selection().isEmpty()); // it is only looked at
    f.press("clusterSelect");
    QCOMPARE(f.study.selection().count(), std::size_t(40));
    QCOMPARE(f.study.selectionName(), std::string("cluster 2"));
    f.clickRow(f.table("clusterClasses"), 0);
    QCOMPARE(f.study.selection().count(), std::size_t(20));
    QCOMPARE(f.study.selectionName(), std::string("genre-2 in cluster 2"));
    f.clickRow(f.table("clusterDistant"), 0, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!f.study.selection().contains(7));
    f.clickRow(f.table("clusterDistant"), 0);
    QCOMPARE(f.study.selection().members(), std::vector<std::uint32_t>{7});
    f.clickRow(f.table("clusterTypical"), 0, Qt::ControlModifier);
    QCOMPARE(f.study.selection().count(), std::size_t(2));
    QTest::keyClick(f.table("clusterTypical"), Qt::Key_Return);
    QCOMPARE(f.study.selection().count(), std::size_t(1));
}

void TestClustersDock::otherGroupings()
{
    Fixture f;
    f.clusterAndWait();
    auto *others = f.child<QComboBox>("clusterOthers");
    QCOMPARE(others->currentData().toString(), QStringLiteral("genre"));
    QCOMPARE(others->findData(QStringLiteral("cluster")), -1);
    others->setCurrentIndex(others->findData(QStringLiteral("super_genre")));
    emit others->activated(others->currentIndex());
    QTRY_COMPARE_WITH_TIMEOUT(f.table("clusterClasses")->model()->rowCount(), 1, patience);
    QCOMPARE(f.cell("clusterClasses", 0, 0), QStringLiteral("some"));
    // The mapping changes: what is seen follows.
    StudySettings settings = f.study.settings();
    settings.genreMap().superGenres[0].name = "these";
    f.study.setSettings(settings);
    QTRY_COMPARE_WITH_TIMEOUT(f.cell("clusterClasses", 0, 0), QStringLiteral("these"), patience);
}

void TestClustersDock::anomaliesAreListed()
{
    Fixture f;
    f.clusterAndWait();
    f.showTab(1);
    QVERIFY(f.dock.plot() == nullptr);
    PickTable *table = f.table("anomalyTable");
    QCOMPARE(table->model()->rowCount(), 100);
    QCOMPARE(f.cell("anomalyTable", 0, 0), QStringLiteral("<b>song</b> 7"));
    QCOMPARE(f.cell("anomalyTable", 0, 1), QStringLiteral("singer 2"));
    QCOMPARE(f.cell("anomalyTable", 0, 3), QStringLiteral("2"));
    f.child<QSpinBox>("anomalyCount")->setValue(10);
    QCOMPARE(table->model()->rowCount(), 10);
    f.press("anomalySelect");
    QCOMPARE(f.study.selection().count(), std::size_t(10));
    QCOMPARE(f.study.selectionName(), std::string("10 tracks farthest from their centre"));
    f.child<QComboBox>("anomalyOrder")->setCurrentIndex(1);
    QCOMPARE(f.cell("anomalyTable", 0, 0), QStringLiteral("<b>song</b> 7"));
    f.clickRow(table, 0);
    QCOMPARE(f.study.selection().members(), std::vector<std::uint32_t>{7});
    // Sorted by a header, a row is still its own track.
    const auto header = [&](int column) {
        QHeaderView *head = table->horizontalHeader();
        QTest::mouseClick(head->viewport(), Qt::LeftButton, {},
                          {head->sectionViewportPosition(column) + 8, head->height() / 2});
    };
    header(6);
    QCOMPARE(f.cell("anomalyTable", 9, 0), QStringLiteral("<b>song</b> 7"));
    table->scrollToBottom();
    f.clickRow(table, 9);
    QCOMPARE(f.study.selection().members(), std::vector<std::uint32_t>{7});
}

void TestClustersDock::tracksWithoutTitlesOrGenres()
{
    Fixture f(true, rows(false));
    f.clusterAndWait();
    QVERIFY(!f.table("clusterClasses")->isVisible());
    QVERIFY(!f.child<QComboBox>("clusterOthers")->isVisible());
    f.showTab(1);
    QCOMPARE(f.cell("anomalyTable", 0, 0), QStringLiteral("t7"));
    QCOMPARE(f.cell("anomalyTable", 0, 2), QString());
}

void TestClustersDock::treeSelects()
{
    Fixture f;
    StudySettings settings = f.study.settings();
    settings.clusters.k = 4;
    f.study.setSettings(settings);
    f.clusterAndWait();
    f.showTab(2);
    auto *tree = f.child<Dendrogram>("clusterTree");
    QCOMPARE(f.dock.plot(), tree);
    QCOMPARE(tree->spec().tree.leaves, std::size_t(4));
    const DendrogramLayout layout = tree->windowLayout();
    const LabelSet clusters = f.study.labels("cluster");
    for (std::size_t place = 0; place < 4; ++place) {
        test::click(*tree, layout.name(place).center());
        QCOMPARE(f.study.selection().count(), clusters.counts()[layout.order[place]]);
    }
    const Merge &last = tree->spec().tree.merges.back();
    test::click(*tree, {layout.x(last.height), (layout.y(last.left) + layout.y(last.right)) / 2});
    QCOMPARE(f.study.selection().count(), std::size_t(120));
    QCOMPARE(f.study.selectionName(), std::string("4 clusters"));
    test::click(*tree, layout.name(0).center(), Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(f.study.selection().count(), 120 - clusters.counts()[layout.order[0]]);
    // It has no cut that could be moved, and each leaf its cluster's colour.
    QSignalSpy cut(tree, &Dendrogram::cutChanged);
    QTest::keyClick(tree, Qt::Key_Left);
    QCOMPARE(cut.count(), 0);
    const QRectF name = layout.name(0);
    QCOMPARE(test::pixel(*tree, {name.right() + spacing::medium, name.center().y()}),
             labelColours(clusters, f.study.settings())[layout.order[0]]);
    QVERIFY(tree->nodeTooltip(6).contains(QLatin1String("4 clusters")));
}

void TestClustersDock::tablesAreExported()
{
    Fixture f;
    f.clusterAndWait();
    QSignalSpy saving(&f.dock, &Dock::tableSavingRequested);
    QTRY_VERIFY_WITH_TIMEOUT(f.dock.examiner().classes() != nullptr, patience);
    f.rename(0, QStringLiteral("a, b"));
    f.press("clusterExport");
    QCOMPARE(saving.count(), 1);
    const QStringList lines =
        QString::fromStdString(saving[0][0].value<std::string>()).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(saving[0][1].toString(), QStringLiteral("clusters"));
    QCOMPARE(lines[0], QStringLiteral("cluster,cluster_name,kind,name,measure,value"));
    QCOMPARE(lines[1], QStringLiteral("1,\"a, b\",cluster,,rows,80"));
    QVERIFY(lines.contains(QStringLiteral("2,2,genre,genre-2,lift,3")));
    QVERIFY(lines.contains(QStringLiteral("2,2,distant,<b>song</b> 7 – singer 2,row,7")));
    // Of both: 3 of the cluster, 3 of each feature, 3 of each class, 2 of each of twenty tracks.
    const auto of = [&](const QString &kind) { return lines.filter(u',' + kind + u',').size(); };
    QCOMPARE(of(QStringLiteral("cluster")), 6 + 0);
    QCOMPARE(of(QStringLiteral("feature")), 12);
    QCOMPARE(of(QStringLiteral("typical")), 40);
    f.showTab(1);
    f.child<QSpinBox>("anomalyCount")->setValue(10);
    f.press("anomalyExport");
    const QStringList table =
        QString::fromStdString(saving[1][0].value<std::string>()).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(table.size(), 11);
    QCOMPARE(table[0], QStringLiteral("row,track_id,track_name,artists,track_genre,cluster,cluster_name,"
                                      "distance,score,isolation"));
    QVERIFY(table[1].startsWith(QLatin1String("7,t7,<b>song</b> 7,singer 2,genre-2,2,2,")));
}

void TestClustersDock::outdatedIsSaid()
{
    Fixture f;
    f.clusterAndWait();
    QVERIFY(f.notice().isEmpty());
    StudySettings settings = f.study.settings();
    settings.clusters.k = 3;
    f.study.setSettings(settings);
    QVERIFY(f.notice().startsWith(QLatin1String("Outdated")));
    emit f.dock.findChild<NoticeBar *>()->linkActivated();
    QTRY_VERIFY_WITH_TIMEOUT(f.study.isClusteringCurrent() && f.isDone(), patience);
    QVERIFY(f.notice().isEmpty());
    QCOMPARE(f.table("clusterList")->model()->rowCount(), 3);
    // What was cancelled is offered.
    f.board.cancelAll();
    f.dock.hide();
    settings.clusters.k = 2;
    f.study.setSettings(settings);
    f.study.setClustering(runClustering(f.study.prepared()->features(), settings, Progress::none()).value());
    f.dock.show();
    f.board.cancelAll();
    QCOMPARE(f.notice(), QStringLiteral("The clusters have not been described."));
    emit f.dock.findChild<NoticeBar *>()->linkActivated();
    QTRY_VERIFY_WITH_TIMEOUT(f.isDone(), patience);
    QVERIFY(f.notice().isEmpty());
}

void TestClustersDock::hiddenDockRests()
{
    Fixture f;
    f.dock.hide();
    f.study.setClustering(
        runClustering(f.study.prepared()->features(), f.study.settings(), Progress::none()).value());
    QVERIFY(!f.dock.examiner().isRunning());
    f.dock.show();
    QTRY_VERIFY_WITH_TIMEOUT(f.isDone(), patience);
    QCOMPARE(f.table("clusterList")->model()->rowCount(), 2);
}

void TestClustersDock::fitsSmallAndLarge()
{
    Fixture f;
    f.clusterAndWait();
    f.rename(1, QStringLiteral("a name of a cluster that nobody could call short at all"));
    for (int tab = 0; tab < 3; ++tab) {
        f.showTab(tab);
        QVERIFY2(f.dock.minimumSizeHint().width() <= 320 && f.dock.minimumSizeHint().height() <= 260,
                 qPrintable(QStringLiteral("tab %1: %2 x %3")
                                .arg(tab)
                                .arg(f.dock.minimumSizeHint().width())
                                .arg(f.dock.minimumSizeHint().height())));
    }
    f.showTab(0);
    auto *details = f.dock.findChild<ProfileDetails *>();
    for (const QSize size : {QSize(400, 300), QSize(1000, 800), QSize(400, 300)}) {
        f.dock.resize(size);
        QCoreApplication::processEvents();
        QCOMPARE(f.dock.size(), size);
        QCOMPARE(details->isRoomy(), size.width() > 800);
        QCOMPARE(f.child<QComboBox>("clusterSection")->isVisible(), !details->isRoomy());
        QVERIFY(f.child<DifferenceBars>("clusterBars")->isVisible());
        QCOMPARE(f.table("clusterTypical")->isVisible(), details->isRoomy());
        for (const char *button : {"clusterSelect", "clusterSuggest", "clusterExport"}) {
            const auto *shown = f.child<QPushButton>(button);
            QVERIFY(shown->parentWidget()->rect().contains(shown->geometry()));
            QVERIFY(shown->width() >= shown->sizeHint().width());
        }
    }
    f.child<QComboBox>("clusterSection")->setCurrentIndex(ProfileDetails::Distant);
    QVERIFY(f.table("clusterDistant")->isVisible());
    QVERIFY(!f.child<DifferenceBars>("clusterBars")->isVisible());
}

void TestClustersDock::barsAreSymmetric()
{
    DifferenceBars bars;
    DifferenceSpec spec;
    spec.bars = {{QStringLiteral("a"), 2.0, {}, {}, {}}, {QStringLiteral("b"), -2.0, {}, {}, {}}};
    bars.setSpec(spec);
    bars.setPalette(Theme::light().palette());
    QImage image(400, 120, QImage::Format_RGB32);
    image.fill(Theme::light().base);
    QPainter painter(&image);
    bars.draw(painter, QRectF(0, 0, 400, 120), Theme::light());
    painter.end();
    const auto widthOf = [&](const QColor &colour) {
        int widest = 0;
        for (int y = 0; y < image.height(); ++y) {
            int count = 0;
            for (int x = 0; x < image.width(); ++x)
                count += image.pixelColor(x, y) == colour ? 1 : 0;
            widest = std::max(widest, count);
        }
        return widest;
    };
    const int red = widthOf(signedColour(1.0, Theme::light()));
    const int blue = widthOf(signedColour(-1.0, Theme::light()));
    QVERIFY(red > 100);
    QVERIFY(std::abs(red - blue) <= 2); // the rounded ends
    // Low windows scroll, and the row under the pointer is the one that is seen.
    spec.bars.assign(40, {QStringLiteral("c"), 1.0, {}, {}, {}});
    bars.setSpec(spec);
    bars.resize(300, 150);
    bars.show();
    QVERIFY(bars.verticalScrollBar()->maximum() > 0);
    const int first = bars.barAt(120);
    bars.verticalScrollBar()->setValue(bars.verticalScrollBar()->maximum());
    QVERIFY(bars.barAt(120) > first);
    QCOMPARE(bars.barAt(2), -1); // the axis
}

void TestClustersDock::marksOfMarkupAreText()
{
    Fixture f;
    f.clusterAndWait();
    f.rename(0, QStringLiteral("<i>x</i>"));
    QCOMPARE(f.child<QLabel>("clusterName")->text(), QStringLiteral("<i>x</i>"));
    QCOMPARE(f.child<QLabel>("clusterName")->textFormat(), Qt::PlainText);
    const QString tip = f.table("clusterList")->model()->index(0, 0).data(Qt::ToolTipRole).toString();
    QVERIFY(tip.contains(QLatin1String("&lt;i&gt;x&lt;/i&gt;")));
}

QTEST_MAIN(TestClustersDock)
#include "tst_clusters_dock.moc"
