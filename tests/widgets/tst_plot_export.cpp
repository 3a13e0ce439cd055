#include "widgets/plots/bar_chart.h"
#include "widgets/plots/heatmap.h"
#include "widgets/plots/line_chart.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/parallel_axes.h"
#include "widgets/plots/plot_export.h"
#include "widgets/plots/small_multiples.h"
#include "widgets/plots/text.h"

#include <QApplication>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <cmath>
#include <sys/stat.h>

using namespace genrelens;

namespace
{

std::vector<Bar> bars(int count)
{
    std::vector<Bar> result;
    for (int i = 0; i < count; ++i)
        result.push_back({QStringLiteral("genre-%1").arg(i), 1000 - i, -1, classColour(i), {}});
    return result;
}

/// How many rows of the picture, counted from the top, are nothing but ground.
int blankRowsAtTop(const QImage &image)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) != image.pixel(0, 0))
                return y;
        }
    }
    return image.height();
}

} // namespace

class TestPlotExport : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void numbersForPeople();
    void sizeAndScale();
    void smallScaleShowsTheWholePlot();
    void tooManyPixelsAreRefused();
    void titleIsIncluded();
    void groundIsOpaque();
    void nothingTouchesTheBorder_data();
    void nothingTouchesTheBorder();
    void impossibleSizes();
    void savesOrSaysWhy();
    void styleFollowsTheme();
};

void TestPlotExport::numbersForPeople()
{
    QCOMPARE(formatCount(89741), QStringLiteral("89,741"));
    QCOMPARE(inSentence(QStringLiteral("Random forest")), QStringLiteral("random forest"));
    QCOMPARE(inSentence(QStringLiteral("Gaussian naive Bayes")), QStringLiteral("Gaussian naive Bayes"));
    QCOMPARE(inSentence(QStringLiteral("EDM")), QStringLiteral("EDM"));
    QCOMPARE(formatShare(0.624), QStringLiteral("62.4\u00a0%"));
    QCOMPARE(formatShare(std::nan("")), QStringLiteral("–"));
    QCOMPARE(formatValue(0.0123456), QStringLiteral("0.0123"));
    QCOMPARE(formatValue(12345678), QStringLiteral("12,345,678"));
    QCOMPARE(formatValue(0), QStringLiteral("0"));
    QCOMPARE(formatSigned(0.62), QStringLiteral("+0.62"));
    QCOMPARE(formatSigned(-1.4), QStringLiteral("−1.4"));
    QCOMPARE(formatSigned(0), QStringLiteral("0"));
}

void TestPlotExport::sizeAndScale()
{
    BarChart chart;
    chart.setBars(bars(8));
    const QImage once = renderPlot(chart, {640, 400}, 1, Theme::light());
    const QImage twice = renderPlot(chart, {640, 400}, 2, Theme::light());
    QCOMPARE(once.size(), QSize(640, 400));
    QCOMPARE(twice.size(), QSize(1280, 800));
    QCOMPARE(twice.devicePixelRatio(), 2.0);
    chart.setBars(bars(113));
    QVERIFY(exportSize(chart).width() > exportSize(chart).height()); // columns, not a ribbon
    QVERIFY(exportSize(chart).height() < 1000);
}

// A preview is the picture made small, not its corner: it must agree with the full picture scaled down.
void TestPlotExport::smallScaleShowsTheWholePlot()
{
    Heatmap heatmap;
    CountMatrix matrix;
    for (int i = 0; i < 20; ++i)
        matrix.rowNames.append(QStringLiteral("class %1").arg(i));
    matrix.columnNames = matrix.rowNames;
    for (int i = 0; i < 400; ++i)
        matrix.values.push_back(i % 21 == 0 ? 100 : 1);
    heatmap.setMatrix(matrix);
    const QImage small = renderPlot(heatmap, {1200, 1000}, 0.25, Theme::light());
    QImage large = renderPlot(heatmap, {1200, 1000}, 1, Theme::light());
    large = large.scaled(small.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    double difference = 0;
    for (int y = 0; y < small.height(); ++y)
        for (int x = 0; x < small.width(); ++x)
            difference += std::abs(qGray(small.pixel(x, y)) - qGray(large.pixel(x, y)));
    QVERIFY(difference / (small.width() * small.height()) <
            6.0); // of 255; a corner in its place gives over 20
}

void TestPlotExport::tooManyPixelsAreRefused()
{
    QVERIFY(isExportable({8000, 8000}, 1));
    QVERIFY(!isExportable({8000, 8000}, 2));
    QVERIFY(!isExportable({0, 100}, 1));
    QVERIFY(!isExportable({100, 100}, std::nan("")));
}

void TestPlotExport::titleIsIncluded()
{
    BarChart chart;
    chart.setBars(bars(8));
    const int without = exportSize(chart).height();
    chart.setTitle(QStringLiteral("Tracks per genre"));
    QVERIFY(exportSize(chart).height() > without);
    const QImage image = renderPlot(chart, exportSize(chart), 1, Theme::light());
    QVERIFY(blankRowsAtTop(image) < 22);
}

void TestPlotExport::groundIsOpaque()
{
    Heatmap map;
    map.setEmptyText(QStringLiteral("No model yet."));
    for (const Theme &theme : {Theme::light(), Theme::dark()}) {
        const QImage image = renderPlot(map, {300, 200}, 1, theme);
        QVERIFY(!image.hasAlphaChannel());
        QCOMPARE(image.pixelColor(0, 0), theme.base);
        QVERIFY(blankRowsAtTop(image) < 200); // says what to do
    }
}

void TestPlotExport::nothingTouchesTheBorder_data()
{
    QTest::addColumn<int>("classes");
    QTest::addColumn<QSize>("size");
    for (const int classes : {1, 8, 113}) {
        for (const QSize size : {QSize(), QSize(400, 300), QSize(1600, 1000)})
            QTest::addRow("%d at %d", classes, size.width()) << classes << size;
    }
}

void TestPlotExport::nothingTouchesTheBorder()
{
    QFETCH(int, classes);
    QFETCH(QSize, size);
    BarChart chart;
    chart.setBars(bars(classes));
    Heatmap map;
    CountMatrix matrix;
    LineChart lines;
    LineChartSpec spec;
    ParallelAxes axes;
    ParallelSpec parallel;
    parallel.axes = {{QStringLiteral("instrumentalness"), {}, {}},
                     {QStringLiteral("time_signature"), {}, {}}};
    SmallMultiples panels;
    MultiplesSpec multiples;
    multiples.names = parallel.axisNames();
    for (int i = 0; i < classes; ++i) {
        matrix.rowNames.append(QStringLiteral("a long name of genre-%1").arg(i));
        spec.series.push_back({matrix.rowNames.back(), classColour(i), {{0, i / 50.0}, {1, -i / 70.0}}});
        const std::vector<double> values{i / 50.0, -i / 70.0};
        parallel.lines.push_back({matrix.rowNames.back(), classColour(i), values, {}, {}});
        multiples.panels.push_back({matrix.rowNames.back(), classColour(i), values});
    }
    matrix.columnNames = matrix.rowNames;
    matrix.values.assign(static_cast<std::size_t>(classes * classes), 5);
    map.setMatrix(matrix);
    lines.setSpec(spec);
    axes.setSpec(parallel);
    panels.setSpec(multiples);
    for (const Plot *plot : std::initializer_list<const Plot *>{&chart, &map, &lines, &axes, &panels}) {
        const QImage image = renderPlot(*plot, size.isValid() ? size : exportSize(*plot), 1, Theme::light());
        const QRgb ground = Theme::light().base.rgb();
        for (int x = 0; x < image.width(); ++x)
            QVERIFY(image.pixel(x, 0) == ground && image.pixel(x, image.height() - 1) == ground);
        for (int y = 0; y < image.height(); ++y)
            QVERIFY(image.pixel(0, y) == ground && image.pixel(image.width() - 1, y) == ground);
    }
}

void TestPlotExport::impossibleSizes()
{
    BarChart chart;
    chart.setBars(bars(3));
    QVERIFY(renderPlot(chart, {0, 0}, 1, Theme::light()).isNull());
    QVERIFY(renderPlot(chart, {-5, 10}, 1, Theme::light()).isNull());
    QVERIFY(renderPlot(chart, {100, 100}, std::nan(""), Theme::light()).isNull());
    QVERIFY(renderPlot(chart, {1'000'000, 100}, 1, Theme::light()).isNull());
    QVERIFY(!renderPlot(chart, {1, 1}, 1, Theme::light()).isNull());
}

void TestPlotExport::savesOrSaysWhy()
{
    QTemporaryDir folder;
    BarChart chart;
    chart.setBars(bars(8));
    const QString path = folder.filePath(QStringLiteral("distribution_genre.png"));
    QVERIFY(savePng(chart, path, {320, 200}, 2, Theme::light()).ok());
    const QImage read(path);
    QCOMPARE(read.size(), QSize(640, 400));

    const Result<void> impossible = savePng(chart, path, {0, 0}, 1, Theme::light());
    QVERIFY(!impossible.ok());
    QCOMPARE(QImage(path).size(), QSize(640, 400)); // what was there stays
    const QString nowhere = folder.filePath(QStringLiteral("missing/figure.png"));
    const Result<void> failed = savePng(chart, nowhere, {320, 200}, 1, Theme::light());
    QVERIFY(!failed.ok());
    QVERIFY(QString::fromStdString(failed.error().where).endsWith(QStringLiteral("figure.png")));
    QVERIFY(
        QString::fromStdString(failed.error().what).contains(QStringLiteral("Cannot save the picture: ")));
    QVERIFY(failed.error().kind == ErrorKind::Failure);
    QVERIFY(!QFile::exists(nowhere));
    const QString pipe = folder.filePath(QStringLiteral("pipe.png"));
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    QVERIFY(!savePng(chart, pipe, {320, 200}, 1, Theme::light()).ok());
    QVERIFY(QFileInfo::exists(pipe) && !QFileInfo(pipe).isFile());
}

void TestPlotExport::styleFollowsTheme()
{
    applyTheme(*qApp, Theme::dark());
    BarChart chart;
    QVERIFY(Theme::of(chart.palette()) == Theme::dark());
    // Qt tells widgets of a new palette only while the event loop runs.
    QTimer::singleShot(0, qApp, [] { applyTheme(*qApp, Theme::light()); });
    QTimer::singleShot(10, qApp, &QApplication::quit);
    QApplication::exec();
    QVERIFY(Theme::of(chart.palette()) == Theme::light());
    chart.setBars(bars(113));
    chart.resize(240, 200);
    QVERIFY(!chart.grab().isNull());
}

QTEST_MAIN(TestPlotExport)
#include "tst_plot_export.moc"
