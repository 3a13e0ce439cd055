#include "core/study/selection.h"
#include "tests/widgets/centroids_fixture.h"
#include "tests/widgets/plot_events.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/small_multiples.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

#include <algorithm>
#include <cmath>

using namespace genrelens;

class TestCentroidsDock : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { test::prepareSettings(m_folder); }
    void linesAreTheMeans();
    void trainingTracks();
    void emptyStates();
    void brushesSelectTracks();
    void brushesAddAndSubtract();
    void selectionFromElsewhereEndsBrushes();
    void selectionIsALine();
    void quartilesArriveAndAreNeverStale();
    void tracksAreASample();
    void hiddenClassesOutliveEdits();
    void arrangementIsRemembered();
    void featuresMenu();
    void searchOfManyClasses();
    void barsFollowTheLines();
    void oddStudies();

private:
    QTemporaryDir m_folder;
};

void TestCentroidsDock::linesAreTheMeans()
{
    const test::CentroidsFixture f;
    const ParallelSpec &spec = f.lines().spec();
    QCOMPARE(spec.lines.size(), std::size_t(2));
    QCOMPARE(spec.axisNames(),
             (QStringList{QStringLiteral("energy"), QStringLiteral("valence"), QStringLiteral("tempo")}));
    for (std::size_t c = 0; c < 2; ++c)
        for (std::size_t a = 0; a < 3; ++a) {
            double sum = 0;
            double count = 0;
            for (std::size_t row = 0; row < f.features().rows(); ++row)
                if (f.study.labels("super_genre").codes()[row] == static_cast<std::int32_t>(c)) {
                    sum += static_cast<double>(f.features().row(row)[a]);
                    count += 1;
                }
            QVERIFY(std::abs(spec.lines[c].values[a] - sum / count) < 1e-9);
        }
    QCOMPARE(f.dock->plot(), static_cast<Plot *>(&f.lines()));
    QCOMPARE(f.lines().figureName(), QStringLiteral("centroids_super_genre"));
    QCOMPARE(spec.lines[0].colour, classColour(0));
    QVERIFY(f.lines().pointTooltip({0, 2}).contains(QStringLiteral("BPM")));
}

void TestCentroidsDock::trainingTracks()
{
    test::CentroidsFixture f;
    f.find<QComboBox>("centroidsTracks").setCurrentIndex(1);
    const Split split = f.study.currentSplit().value();
    for (const char *name : {"super_genre", "genre"}) {
        f.study.setCurrentLabels(name);
        const LabelSet labels = f.study.labels(name);
        const ClassMoments expected = classMoments(f.features(), labels, split.train);
        for (std::size_t c = 0; c < labels.classes().size(); ++c)
            for (std::size_t a = 0; a < 3; ++a)
                QVERIFY(std::abs(f.lines().spec().lines[c].values[a] - expected.mean(c, a)) < 1e-9);
    }
    StudySettings other = f.study.settings();
    other.seed = 99; // another split, other means
    const double before = f.lines().spec().lines[0].values[0];
    f.study.setSettings(other);
    QVERIFY(f.lines().spec().lines[0].values[0] != before);
}

void TestCentroidsDock::emptyStates()
{
    test::CentroidsFixture f(false);
    QVERIFY(f.lines().isEmpty());
    QVERIFY(!f.lines().emptyText().isEmpty());
    for (const int mode : {1, 2, 0})
        f.show(mode);
    f.find<QCheckBox>("centroidsQuartiles").click();
    f.find<QCheckBox>("centroidsSample").click();
    const auto dataset = test::datasetOf(test::centroidTracks());
    f.study.setDataset(dataset, test::preparedOf(*dataset), {});
    QVERIFY(!f.lines().isEmpty());
    f.study.setCurrentLabels("cluster"); // not found yet
    QVERIFY(f.lines().isEmpty());
}

void TestCentroidsDock::brushesSelectTracks()
{
    test::CentroidsFixture f;
    f.brush(0, -0.3, 0.9);
    QCOMPARE(f.lines().brushes().size(), std::size_t(1));
    std::vector<std::uint32_t> expected = f.rowsInBrushes();
    QVERIFY(expected.size() > 10 && expected.size() < 390);
    QCOMPARE(f.study.selection().members(), expected);
    QVERIFY2(f.study.selectionName().starts_with("energy from 0."), f.study.selectionName().c_str());

    const double top = f.lines().windowLayout().high;
    f.brush(2, 0.0, 99); // to the end of the scale and beyond: both hold
    QCOMPARE(f.lines().brushes().size(), std::size_t(2));
    const std::vector<std::uint32_t> both = f.rowsInBrushes();
    QVERIFY(both.size() < expected.size() && !both.empty());
    QCOMPARE(f.study.selection().members(), both);
    const QString name = QString::fromStdString(f.study.selectionName());
    QVERIFY2(name.contains(QStringLiteral(" and tempo at least 1")) && name.endsWith(QStringLiteral(" BPM")),
             qPrintable(name));
    // The one at the end takes the tracks beyond the scale, too.
    QVERIFY(std::any_of(both.begin(), both.end(), [&](std::uint32_t row) {
        return static_cast<double>(f.features().row(row)[f.column("tempo")]) > top;
    }));

    const auto layout = f.lines().windowLayout();
    test::click(f.lines(), f.lines().brushRect(layout, f.lines().brushes()[1])->center());
    QCOMPARE(f.lines().brushes().size(), std::size_t(1));
    QCOMPARE(f.study.selection().members(), expected);
    test::click(f.lines(), f.lines().brushRect(f.lines().windowLayout(), f.lines().brushes()[0])->center());
    QVERIFY(f.study.selection().isEmpty());
}

void TestCentroidsDock::brushesAddAndSubtract()
{
    test::CentroidsFixture f;
    f.brush(0, -0.5, -0.2);
    const RowSet first = f.study.selection();
    f.brush(0, 0.2, 0.4, Qt::ControlModifier);
    const std::vector<std::uint32_t> second = f.rowsInBrushes();
    RowSet expected = first;
    expected |= RowSet(first.rows(), second);
    QCOMPARE(f.study.selection().members(), expected.members());
    QVERIFY(f.study.selection().count() > first.count());
    f.brush(2, 0.0, 0.3, Qt::ControlModifier | Qt::ShiftModifier);
    expected -= RowSet(first.rows(), f.rowsInBrushes());
    QCOMPARE(f.study.selection().members(), expected.members());
}

void TestCentroidsDock::selectionFromElsewhereEndsBrushes()
{
    test::CentroidsFixture f;
    f.brush(0, -0.3, 0.3);
    QVERIFY(!f.lines().brushes().empty());
    pickTracks(f.study, std::vector<std::uint32_t>{1, 2}, SelectionMode::Replace, "two");
    QVERIFY(f.lines().brushes().empty());
    QCOMPARE(f.study.selection().count(), std::size_t(2));
}

void TestCentroidsDock::selectionIsALine()
{
    test::CentroidsFixture f;
    QVERIFY(!f.lines().spec().selection);
    pickTracks(f.study, std::vector<std::uint32_t>{3, 5}, SelectionMode::Replace, "two");
    QVERIFY(f.lines().spec().selection.has_value());
    QCOMPARE(f.lines().spec().selection->name, QStringLiteral("Selection (2)"));
    for (std::size_t a = 0; a < 3; ++a) {
        const double expected =
            (static_cast<double>(f.features().row(3)[a]) + static_cast<double>(f.features().row(5)[a])) / 2;
        QVERIFY(std::abs(f.lines().spec().selection->values[a] - expected) < 1e-9);
    }
    clearSelection(f.study);
    QVERIFY(!f.lines().spec().selection);
}

void TestCentroidsDock::quartilesArriveAndAreNeverStale()
{
    test::CentroidsFixture f;
    QVERIFY(f.lines().spec().lines[0].lower.empty());
    f.find<QCheckBox>("centroidsQuartiles").click();
    const auto isRight = [&] {
        const LabelSet labels = f.study.labels(f.study.currentLabels());
        const ClassQuartiles expected = classQuartiles(f.features(), labels, Progress::none()).value();
        const std::vector<ParallelLine> &lines = f.lines().spec().lines;
        for (std::size_t c = 0; c < lines.size(); ++c)
            for (std::size_t a = 0; a < 3; ++a)
                if (std::abs(lines[c].lower.at(a) - expected.lower[c * 3 + a]) > 1e-9 ||
                    std::abs(lines[c].upper.at(a) - expected.upper[c * 3 + a]) > 1e-9)
                    return false;
        return lines.size() == labels.classes().size();
    };
    QTRY_VERIFY_WITH_TIMEOUT(!f.lines().spec().lines[0].lower.empty(), test::patience);
    QVERIFY(isRight());
    StudySettings other = f.study.settings();
    other.genreMap().superGenres = {{"calm", std::nullopt, {"a"}}, {"loud", std::nullopt, {"b", "c", "d"}}};
    f.study.setSettings(other);
    QVERIFY(f.lines().spec().lines[0].lower.empty()); // rather none than those of before
    f.study.setCurrentLabels("genre");                // while that run is on its way
    QVERIFY(f.lines().spec().lines[0].lower.empty());
    QTRY_VERIFY_WITH_TIMEOUT(!f.lines().spec().lines[0].lower.empty(), test::patience);
    QCOMPARE(f.lines().spec().lines.size(), std::size_t(4));
    QVERIFY(isRight());
    f.find<QCheckBox>("centroidsQuartiles").click();
    QVERIFY(f.lines().spec().lines[0].lower.empty());
}

void TestCentroidsDock::tracksAreASample()
{
    test::CentroidsFixture f;
    const double before = f.lines().windowLayout().high;
    f.find<QCheckBox>("centroidsSample").click();
    const std::vector<ParallelTrace> traces = f.lines().spec().traces;
    QCOMPARE(traces.size(), std::size_t(300));
    QVERIFY(f.lines().windowLayout().high > before); // the scale is that of tracks
    f.find<QCheckBox>("centroidsSample").click();
    QVERIFY(f.lines().spec().traces.empty());
    f.find<QCheckBox>("centroidsSample").click();
    for (std::size_t i = 0; i < traces.size(); ++i) // the same ones again
        QCOMPARE(f.lines().spec().traces[i].values, traces[i].values);
    pickTracks(f.study, std::vector<std::uint32_t>{3, 5}, SelectionMode::Replace, "two");
    QCOMPARE(f.lines().spec().traces.size(), std::size_t(2));
    QCOMPARE(f.lines().spec().traces[1].values[0], f.features().row(5)[0]);
    QCOMPARE(f.lines().spec().traces[1].line, f.study.labels("super_genre").codes()[5]);
}

void TestCentroidsDock::hiddenClassesOutliveEdits()
{
    test::CentroidsFixture f;
    const auto entryOf = [&](int line) {
        for (const ParallelLayout::Entry &entry : f.lines().windowLayout().entries)
            if (entry.line == line)
                return entry.rect.center();
        return QPointF();
    };
    test::click(f.lines(), entryOf(0));
    QCOMPARE(f.lines().hiddenClasses(), QSet<QString>{QStringLiteral("calm")});
    StudySettings other = f.study.settings();
    other.genreMap().superGenres[1].colour = 0x123456;
    f.study.setSettings(other);
    QCOMPARE(f.lines().hiddenClasses(), QSet<QString>{QStringLiteral("calm")});
    QCOMPARE(f.lines().spec().lines[1].colour, QColor(0x12, 0x34, 0x56));
    f.study.setCurrentLabels("genre");
    QVERIFY(f.lines().hiddenClasses().isEmpty());
    f.study.setCurrentLabels("super_genre");
    QCOMPARE(f.lines().hiddenClasses(), QSet<QString>{QStringLiteral("calm")});
}

void TestCentroidsDock::arrangementIsRemembered()
{
    test::CentroidsFixture f;
    test::click(f.lines(), f.lines().windowLayout().nameCentre(1));
    f.lines().sortBySpread();
    const AxisArrangement arrangement = f.lines().arrangement();
    QVERIFY(!arrangement.order.isEmpty());
    QCOMPARE(arrangement.flipped, QSet<QString>{QStringLiteral("valence")});
    f.study.setCurrentLabels("genre");
    QVERIFY(f.lines().arrangement() == arrangement);
    f.makeDock(); // as the program does at its next start
    QVERIFY(f.lines().arrangement() == arrangement);
}

void TestCentroidsDock::featuresMenu()
{
    const test::CentroidsFixture f;
    QMenu &menu = *f.find<QToolButton>("centroidsFeatures").menu();
    const auto trigger = [&](const QString &text) {
        emit menu.aboutToShow();
        for (QAction *action : menu.actions())
            if (action->text().remove(QLatin1Char('&')) == text) {
                action->trigger();
                return;
            }
        QFAIL(qPrintable(text));
    };
    trigger(QStringLiteral("valence"));
    QCOMPARE(f.lines().windowLayout().axes.size(), std::size_t(2));
    trigger(QStringLiteral("valence"));
    QCOMPARE(f.lines().windowLayout().axes.size(), std::size_t(3));
    trigger(QStringLiteral("valence"));
    trigger(QStringLiteral("Show All"));
    QCOMPARE(f.lines().windowLayout().axes.size(), std::size_t(3));
    trigger(QStringLiteral("Sort by How Much Classes Differ"));
    QCOMPARE(f.lines().arrangement().order.first(), QStringLiteral("valence"));
    trigger(QStringLiteral("Order of the File, None Flipped"));
    QCOMPARE(f.lines().arrangement().order.first(), QStringLiteral("energy"));
}

void TestCentroidsDock::searchOfManyClasses()
{
    test::CentroidsFixture f;
    QVERIFY(!f.find<QLineEdit>("centroidsSearch").isVisible());
    std::string text = "track_id,track_name,track_genre,energy,tempo\n";
    for (int i = 0; i < 120; ++i)
        text += "t" + std::to_string(i) + ",N,genre-" + std::to_string(i % 40) + ',' + std::to_string(i) +
                ',' + std::to_string(i * i % 97) + '\n';
    const auto dataset = test::datasetOf(text);
    f.study.setDataset(dataset, test::preparedOf(*dataset), {});
    f.study.setCurrentLabels("genre");
    auto &search = f.find<QLineEdit>("centroidsSearch");
    QVERIFY(search.isVisible());
    QTest::keyClicks(&search, QStringLiteral("genre-3"));
    QTest::keyClick(&search, Qt::Key_Return);
    QCOMPARE(f.lines().shownLines().size(), std::size_t(11)); // 3, 30 to 39
}

void TestCentroidsDock::barsFollowTheLines()
{
    test::CentroidsFixture f;
    f.study.setCurrentLabels("genre");
    f.show(1);
    auto &bars = f.find<SmallMultiples>("centroidsBars");
    QCOMPARE(f.dock->plot(), static_cast<Plot *>(&bars));
    QCOMPARE(bars.spec().panels.size(), std::size_t(4));
    QCOMPARE(bars.spec().panels[2].values, f.lines().spec().lines[2].values);
    QCOMPARE(bars.spec().panels[2].colour, f.lines().spec().lines[2].colour);
    AxisArrangement two = f.lines().arrangement();
    two.setHidden(QStringLiteral("valence"), true);
    f.lines().arrange(two);
    QCOMPARE(bars.spec().names, (QStringList{QStringLiteral("energy"), QStringLiteral("tempo")}));
    QVERIFY(bars.barTooltip({1, 1}).contains(QStringLiteral("BPM")));
}

void TestCentroidsDock::oddStudies()
{
    test::CentroidsFixture f;
    f.find<QCheckBox>("centroidsQuartiles").click();
    f.find<QCheckBox>("centroidsSample").click();
    for (const std::string_view text :
         {"track_id,track_name,energy,tempo\na,One,0.1,100\nb,Two,0.4,120\n",                   // no genres
          "track_id,track_name,track_genre,energy,tempo\na,O,rock,0.1,100\nb,T,rock,0.4,120\n", // one class
          "track_id,track_name,track_genre,energy,tempo\na,O,<b>x</b>,0.1,1\nb,T,\"y\tz\",0.4,2\n"}) {
        const auto dataset = test::datasetOf(text);
        f.study.setDataset(dataset, test::preparedOf(*dataset), {});
        for (const char *name : {"genre", "super_genre", "cluster"}) {
            f.study.setCurrentLabels(name);
            for (int mode = 0; mode < 3; ++mode) {
                f.show(mode);
                QVERIFY(!f.dock->grab().isNull());
            }
            f.show(0);
        }
    }
    f.study.setCurrentLabels("genre");
    QTRY_VERIFY_WITH_TIMEOUT(!f.lines().spec().lines[0].lower.empty(), test::patience);
    QVERIFY(!f.lines().pointTooltip({0, 0}).contains(QStringLiteral("<b>x")));
}

QTEST_MAIN(TestCentroidsDock)
#include "tst_centroids_dock.moc"
