#include "core/study/job_board.h"
#include "core/study/selection.h"
#include "core/study/study.h"
#include "core/study/study_jobs.h"
#include "tests/support/datasets.h"
#include "tests/widgets/plot_events.h"
#include "widgets/docks/centroid_controls.h"
#include "widgets/docks/centroids_dock.h"
#include "widgets/models/centroid_table_model.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/parallel_axes.h"
#include "widgets/plots/small_multiples.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <cmath>

using namespace genrelens;

namespace
{

constexpr int patience = 60000;

// 400 tracks of four genres, two of them in each super-genre; energy and tempo rise by genre, valence falls.
std::string tracks()
{
    std::string text = "track_id,track_name,track_genre,energy,valence,tempo\n";
    for (int i = 0; i < 400; ++i) {
        const int genre = i % 4;
        const int wave = (i * 37) % 101;
        text += "t" + std::to_string(i) + ",Name," + std::string(1, static_cast<char>('a' + genre)) + ',' +
                std::to_string(0.1 * genre + 0.005 * wave) + ',' +
                std::to_string(0.9 - 0.2 * genre + 0.001 * wave) + ',' +
                std::to_string(80 + 10 * genre + wave) + '\n';
    }
    return text;
}

StudySettings settings()
{
    StudySettings all;
    all.genreMap().superGenres = {{"calm", std::nullopt, {"a", "b"}}, {"loud", std::nullopt, {"c", "d"}}};
    return all;
}

struct Fixture {
    Study study;
    JobBoard board;
    StudyJobs jobs{study, board};
    std::unique_ptr<CentroidsDock> dock;

    explicit Fixture(bool open = true)
    {
        QSettings().clear();
        jobs.setAutomatic(false);
        study.setSettings(settings());
        if (open) {
            const auto dataset = test::datasetOf(tracks());
            study.setDataset(dataset, test::preparedOf(*dataset), {});
        }
        makeDock();
    }
    void makeDock()
    {
        dock = std::make_unique<CentroidsDock>(study, jobs, board);
        dock->resize(700, 420);
        dock->show();
        if (!QTest::qWaitForWindowExposed(dock.get()))
            qFatal("the dock does not show");
    }
    template <typename T>
    T &find(const char *name) const
    {
        T *found = dock->findChild<T *>(QLatin1String(name));
        if (found == nullptr)
            qFatal("no %s", name);
        return *found;
    }
    [[nodiscard]] ParallelAxes &lines() const { return find<ParallelAxes>("centroidsChart"); }
    void show(int mode) const { find<QComboBox>("centroidsMode").setCurrentIndex(mode); }
    [[nodiscard]] const Features &features() const { return study.prepared()->features(); }
    [[nodiscard]] std::size_t column(const std::string &name) const
    {
        const auto &names = features().names();
        return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
    }
    void brush(int axis, double from, double to, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        ParallelAxes &chart = lines();
        const ParallelLayout layout = chart.windowLayout();
        const QPointF start = layout.position(static_cast<std::size_t>(axis), from);
        const QPointF end = layout.position(static_cast<std::size_t>(axis), to);
        QTest::mousePress(chart.viewport(), Qt::LeftButton, modifiers, start.toPoint());
        for (const double part : {0.3, 0.7, 1.0}) {
            const QPointF there = start + part * (end - start);
            QMouseEvent move(QEvent::MouseMove, there, chart.viewport()->mapToGlobal(there), Qt::NoButton,
                             Qt::LeftButton, modifiers);
            QApplication::sendEvent(chart.viewport(), &move);
        }
        QTest::mouseRelease(chart.viewport(), Qt::LeftButton, modifiers, end.toPoint());
    }
    // The rows within the brushes that there are, found anew.
    [[nodiscard]] std::vector<std::uint32_t> rowsInBrushes() const
    {
        std::vector<std::uint32_t> rows;
        for (std::size_t row = 0; row < features().rows(); ++row)
            if (std::all_of(lines().brushes().begin(), lines().brushes().end(), [&](const AxisBrush &brush) {
                    const auto value =
                        static_cast<double>(features().row(row)[column(brush.axis.toStdString())]);
                    return value >= brush.low && value <= brush.high;
                }))
                rows.push_back(static_cast<std::uint32_t>(row));
        return rows;
    }
};

} // namespace

class TestCentroidsDock : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
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
    void tableAndItsCopy();
    void tableSorts();
    void oddStudies();

private:
    QTemporaryDir m_folder;
};

void TestCentroidsDock::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("GenrelensTest"));
    QCoreApplication::setApplicationName(QStringLiteral("genrelens"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                       m_folder.filePath(QStringLiteral("settings")));
}

void TestCentroidsDock::linesAreTheMeans()
{
    const Fixture f;
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
    Fixture f;
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
    Fixture f(false);
    QVERIFY(f.lines().isEmpty());
    QVERIFY(!f.lines().emptyText().isEmpty());
    for (const int mode : {1, 2, 0})
        f.show(mode);
    f.find<QCheckBox>("centroidsQuartiles").click();
    f.find<QCheckBox>("centroidsSample").click();
    const auto dataset = test::datasetOf(tracks());
    f.study.setDataset(dataset, test::preparedOf(*dataset), {});
    QVERIFY(!f.lines().isEmpty());
    f.study.setCurrentLabels("cluster"); // not found yet
    QVERIFY(f.lines().isEmpty());
}

void TestCentroidsDock::brushesSelectTracks()
{
    Fixture f;
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
    Fixture f;
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
    Fixture f;
    f.brush(0, -0.3, 0.3);
    QVERIFY(!f.lines().brushes().empty());
    pickTracks(f.study, std::vector<std::uint32_t>{1, 2}, SelectionMode::Replace, "two");
    QVERIFY(f.lines().brushes().empty());
    QCOMPARE(f.study.selection().count(), std::size_t(2));
}

void TestCentroidsDock::selectionIsALine()
{
    Fixture f;
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
    Fixture f;
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
    QTRY_VERIFY_WITH_TIMEOUT(!f.lines().spec().lines[0].lower.empty(), patience);
    QVERIFY(isRight());
    StudySettings other = f.study.settings();
    other.genreMap().superGenres = {{"calm", std::nullopt, {"a"}}, {"loud", std::nullopt, {"b", "c", "d"}}};
    f.study.setSettings(other);
    QVERIFY(f.lines().spec().lines[0].lower.empty()); // rather none than those of before
    f.study.setCurrentLabels("genre");                // while that run is on its way
    QVERIFY(f.lines().spec().lines[0].lower.empty());
    QTRY_VERIFY_WITH_TIMEOUT(!f.lines().spec().lines[0].lower.empty(), patience);
    QCOMPARE(f.lines().spec().lines.size(), std::size_t(4));
    QVERIFY(isRight());
    f.find<QCheckBox>("centroidsQuartiles").click();
    QVERIFY(f.lines().spec().lines[0].lower.empty());
}

void TestCentroidsDock::tracksAreASample()
{
    Fixture f;
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
    Fixture f;
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
    Fixture f;
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
    const Fixture f;
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
    Fixture f;
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
    Fixture f;
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

void TestCentroidsDock::tableAndItsCopy()
{
    const Fixture f;
    f.show(2);
    QVERIFY(f.dock->plot() == nullptr);
    auto &table = f.find<QTableView>("centroidsTable");
    QAbstractItemModel &model = *table.model();
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.columnCount(), 2);
    const ClassMoments moments = f.study.moments("super_genre");
    f.find<QPushButton>("centroidsCopy").click();
    QStringList lines = QApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 5); // the last is empty
    QCOMPARE(lines[0], QStringLiteral("feature\tcalm mean\tcalm sd\tloud mean\tloud sd"));
    QStringList cells = lines[3].split(QLatin1Char('\t'));
    QCOMPARE(cells[0], QStringLiteral("tempo"));
    QCOMPARE(cells[1].toDouble(), moments.mean(0, 2)); // all digits
    QCOMPARE(cells[4].toDouble(), moments.standardDeviation(1, 2));

    f.find<QComboBox>("centroidsValues").setCurrentIndex(2);
    table.setFocus();
    table.selectionModel()->select({model.index(1, 1), model.index(2, 1)},
                                   QItemSelectionModel::ClearAndSelect);
    QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
    lines = QApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(lines[0], QStringLiteral("feature\tloud mean\tloud sd"));
    QCOMPARE(lines.size(), 4);
    cells = lines[2].split(QLatin1Char('\t'));
    QCOMPARE(cells[0], QStringLiteral("tempo (BPM)"));
    double sum = 0; // of the file's numbers: genres c and d
    for (int i = 0; i < 400; ++i)
        if (i % 4 >= 2)
            sum += 80 + 10 * (i % 4) + (i * 37) % 101;
    QVERIFY(std::abs(cells[1].toDouble() - sum / 200) < 1e-4); // the matrix is of floats

    f.find<QComboBox>("centroidsValues").setCurrentIndex(1);
    const auto cell = model.index(0, 0);
    QVERIFY(!cell.data(Qt::BackgroundRole).isValid());
    f.find<QComboBox>("centroidsValues").setCurrentIndex(0);
    const auto ground = cell.data(Qt::BackgroundRole).value<QColor>();
    QCOMPARE(cell.data(Qt::ForegroundRole).value<QColor>(), textOn(ground));
    QVERIFY(ground.blue() > ground.red()); // calm is below the mean
}

void TestCentroidsDock::tableSorts()
{
    Fixture f;
    f.show(2);
    auto &table = f.find<QTableView>("centroidsTable");
    QHeaderView &header = *table.horizontalHeader();
    const auto value = [&](int row) {
        return static_cast<CentroidTableModel *>(table.model())->mean(row, 1);
    };
    const QPoint there(header.sectionViewportPosition(1) + header.sectionSize(1) / 2, header.height() / 2);
    QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, there);
    const bool rising = header.sortIndicatorOrder() == Qt::AscendingOrder;
    for (int row = 0; row < 2; ++row)
        QVERIFY(rising ? value(row) <= value(row + 1) : value(row) >= value(row + 1));
    StudySettings other = f.study.settings();
    other.genreMap().superGenres[0].genres = {"b"};
    f.study.setSettings(other); // stays sorted by that class
    for (int row = 0; row < 2; ++row)
        QVERIFY(rising ? value(row) <= value(row + 1) : value(row) >= value(row + 1));
    QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, there);
    for (int row = 0; row < 2; ++row)
        QVERIFY(rising ? value(row) >= value(row + 1) : value(row) <= value(row + 1));
    QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, there);
    QCOMPARE(table.model()->headerData(0, Qt::Vertical).toString(), QStringLiteral("energy"));
}

void TestCentroidsDock::oddStudies()
{
    Fixture f;
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
    QTRY_VERIFY_WITH_TIMEOUT(!f.lines().spec().lines[0].lower.empty(), patience);
    QVERIFY(!f.lines().pointTooltip({0, 0}).contains(QStringLiteral("<b>x")));
}

QTEST_MAIN(TestCentroidsDock)
#include "tst_centroids_dock.moc"
