#include "widgets/mapping/genre_details.h"
#include "widgets/mapping/genre_filter.h"
#include "widgets/mapping/guidance_text.h"
#include "widgets/mapping/mapping_rows.h"
#include "widgets/plots/palette.h"

#include <QImage>
#include <QTest>

#include <cmath>
#include <limits>

using namespace genrelens;

class TestGuidanceText : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void saysWhereTracksGo();
    void saysWhatIsNearest();
    void marksOnlyWhatCanBeCompared();
    void unmappedAreNeverMisplaced();
    void namesWhatIsGone();
    void distances_data();
    void distances();
    void summary_data();
    void summary();
    void filtersWhatLiesElsewhere();
    void detailsDrawShares();
    void detailsKeepTheirPlace();
};

namespace
{

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// Of five genres: one that lies elsewhere, one where it belongs, one that is alone in its super-genre, one
// that is not mapped, and one of which nothing is known.
NamedGuidance someGuidance()
{
    NamedGuidance named;
    named.superGenres = {QStringLiteral("rock"), QStringLiteral("pop"), QStringLiteral("latin")};
    named.colours = {Qt::red, Qt::green, Qt::blue};
    named.classOfGenre = {0, 1, 2, unlabelled, 0};
    named.source = QStringLiteral("random forest on genres, folded");
    named.guidance.learned = "genre";
    named.guidance.genres.resize(5);
    named.guidance.genres[0] = {200, 0.61, {{0, 0.61}, {1, 0.2}, {2, 0.09}}, {1.32, 0.84, 2}, 1};
    named.guidance.genres[1] = {1, 0, {{unlabelled, 1.0}}, {1.5, 0.25, none}, 1};
    named.guidance.genres[2] = {0, none, {}, {0.5, 0.75, none}, 0};
    named.guidance.genres[3] = {0, none, {}, {0.5, 0.4, 0.9}, 1};
    return named;
}

} // namespace

void TestGuidanceText::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestGuidanceText::saysWhereTracksGo()
{
    NamedGuidance named = someGuidance();
    QCOMPARE(
        purityText(named, 0),
        QStringLiteral(
            "61\u00a0% of its 200 held-out tracks are taken for rock, 20\u00a0% pop, 9\u00a0% latin; random "
            "forest on genres, folded"));
    QCOMPARE(purityText(named, 2),
             QStringLiteral("No held-out track of it was judged; random forest on genres, folded"));
    named.guidance.outdated = true;
    QVERIFY(
        purityText(named, 0).endsWith(QStringLiteral("folded, which learned other labels than the present")));
    named.source.clear();
    QVERIFY(purityText(named, 2).startsWith(QStringLiteral("Train a model")));
    QVERIFY(unjudgedText(named).startsWith(QStringLiteral("No model yet")));
    named.guidance.stale = "random_forest";
    QCOMPARE(purityText(named, 2),
             QStringLiteral("Random forest is outdated; train it again to see where held-out tracks go."));
    QCOMPARE(unjudgedText(named), purityText(named, 2));
    QVERIFY(!purityText(named, 99).isEmpty());
}

void TestGuidanceText::saysWhatIsNearest()
{
    const NamedGuidance named = someGuidance();
    QCOMPARE(
        nearestText(named, 0),
        QStringLiteral("Its centroid lies nearer to pop (0.840) than to its own rock (1.32)\nDistances in "
                       "standard deviations:\n0.840 pop\n1.32 rock\n2.00 latin"));
    QCOMPARE(nearestText(named, 1), QStringLiteral("Its centroid lies nearest to pop\nDistances in standard "
                                                   "deviations:\n0.250 pop\n1.50 rock"));
    QCOMPARE(nearestText(named, 4), QStringLiteral("There is no super-genre to be near to."));
}

void TestGuidanceText::marksOnlyWhatCanBeCompared()
{
    const NamedGuidance named = someGuidance();
    QVERIFY(named.isNearerOther(0));
    QVERIFY(!named.isNearerOther(1));
    QVERIFY(!named.isNearerOther(2)); // no other genre of its own to be far from
    QVERIFY(!named.isNearerOther(3));
    QVERIFY(!named.isNearerOther(4));
    QVERIFY(!named.isNearerOther(5));
}

// The unmapped make a class, with a centroid of its own, which is never called the nearest.
void TestGuidanceText::unmappedAreNeverMisplaced()
{
    NamedGuidance named = someGuidance();
    named.superGenres[2] = QStringLiteral("unmapped");
    named.classOfGenre = {2, 2, 0, 0, 0};
    named.guidance.genres[0].distances = {1.32, 0.84, 0.5};
    named.guidance.genres[1].distances = {1.5, 0.25, 0.75};
    named.guidance.genres[2].distances = {0.5, 0.75, 0.25};
    QVERIFY(!named.isNearerOther(0)); // nearer to those it belongs to
    QVERIFY(!named.isNearerOther(1)); // nearer to another, but not mapped
    QVERIFY(!named.isNearerOther(2));
    QVERIFY(nearestText(named, 0).startsWith(
        QStringLiteral("Of the super-genres, its centroid lies nearest to pop\n")));
    QVERIFY(nearestText(named, 0).contains(QStringLiteral("\n0.500 unmapped\n0.840 pop\n1.32 rock")));
    QVERIFY(nearestText(named, 1).startsWith(QStringLiteral("Its centroid lies nearest to pop\n")));
    // By the numbers, whatever else is said to be the nearest.
    named.superGenres[2] = QStringLiteral("latin");
    QVERIFY(!named.isNearerOther(0));
    QVERIFY(named.isNearerOther(1));
}

void TestGuidanceText::namesWhatIsGone()
{
    NamedGuidance named = someGuidance();
    QVERIFY(
        purityText(named, 1).startsWith(QStringLiteral("Its only held-out track is taken for not mapped")));
    QCOMPARE(named.colourOf(unlabelled), unmappedColour());
    named.guidance.learned = "super_genre";
    QCOMPARE(named.nameOf(unlabelled), QStringLiteral("gone"));
}

void TestGuidanceText::distances_data()
{
    QTest::addColumn<double>("distance");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << 0.0 << QStringLiteral("0.000");
    QTest::newRow("small") << 0.99 << QStringLiteral("0.990");
    QTest::newRow("rounds up to one") << 0.9996 << QStringLiteral("1.00");
    QTest::newRow("some") << 1.316 << QStringLiteral("1.32");
    QTest::newRow("rounds up to ten") << 9.996 << QStringLiteral("10.0");
    QTest::newRow("far") << 1234.56 << QStringLiteral("1,234.6");
}

void TestGuidanceText::distances()
{
    QFETCH(double, distance);
    QFETCH(QString, text);
    QCOMPARE(formatDistance(distance), text);
}

void TestGuidanceText::summary_data()
{
    QTest::addColumn<int>("genres");
    QTest::addColumn<int>("mapped");
    QTest::addColumn<int>("filled");
    QTest::addColumn<int>("absent");
    QTest::addColumn<QString>("text");
    const auto row = [](int genres, int mapped, int filled, int absent, const char *text) {
        QTest::newRow(text) << genres << mapped << filled << absent << QString::fromUtf8(text);
    };
    row(113, 113, 8, 0, "113 genres → 8 super-genres");
    row(113, 113, 8, 5, "113 genres → 8 super-genres · 5 genres of the mapping are not in this file");
    row(6, 5, 1, 1, "5 of 6 genres mapped to 1 super-genre · 1 genre of the mapping is not in this file");
    row(2000, 0, 0, 0, "None of the 2,000 genres is mapped");
    row(1, 1, 1, 0, "1 genre → 1 super-genre");
    row(1, 0, 0, 3, "The only genre is not mapped · 3 genres of the mapping are not in this file");
}

void TestGuidanceText::summary()
{
    QFETCH(int, genres);
    QFETCH(int, mapped);
    QFETCH(int, filled);
    QFETCH(int, absent);
    QFETCH(QString, text);
    MappingRows rows;
    rows.genres.resize(static_cast<std::size_t>(genres));
    rows.mapped = mapped;
    rows.filled = filled;
    rows.absent = absent;
    QCOMPARE(summaryText(rows), text);
}

void TestGuidanceText::filtersWhatLiesElsewhere()
{
    GenreMapModel model;
    GenreFilter filter;
    filter.setSourceModel(&model);
    std::vector<GenreRow> rows(3);
    rows[0].genre = QStringLiteral("techno");
    rows[1].genre = QStringLiteral("house");
    rows[1].isNearerOther = true;
    rows[2].genre = QStringLiteral("punk");
    model.setRows(rows);
    QCOMPARE(filter.rowCount(), 3);
    filter.setOnlyNearerOther(true);
    QCOMPARE(filter.rowCount(), 1);
    QCOMPARE(filter.index(0, GenreMapModel::Genre).data().toString(), QStringLiteral("house"));
    rows[2].isNearerOther = true; // an edit moved it away
    model.setRows(rows);
    QCOMPARE(filter.rowCount(), 2);
    filter.setFilterFixedString(QStringLiteral("PU"));
    QCOMPARE(filter.rowCount(), 1);
    filter.setOnlyNearerOther(false);
    QCOMPARE(filter.rowCount(), 1);
}

// The bar is as long as the shares, in the colours of the super-genres.
void TestGuidanceText::detailsDrawShares()
{
    GenreDetails details;
    details.resize(400, details.sizeHint().height());
    details.setGenre(someGuidance(), 0, QStringLiteral("grunge"));
    QVERIFY(details.toolTip().contains(QStringLiteral("held-out")));
    const QImage image = details.grab().toImage().convertToFormat(QImage::Format_RGB32);
    int widest = 0;
    for (int y = 0; y < image.height(); ++y) {
        int red = 0;
        for (int x = 0; x < image.width(); ++x)
            red += image.pixelColor(x, y) == QColor(Qt::red) ? 1 : 0;
        widest = std::max(widest, red);
    }
    const double ratio = static_cast<double>(image.width()) / details.width();
    QVERIFY(std::abs(widest - 0.61 * 400 * ratio) <= 2 * ratio); // both ends may lie within a pixel
    details.setGenre(someGuidance(), -1, {});
    QVERIFY(details.toolTip().isEmpty());
    const QImage empty = details.grab().toImage().convertToFormat(QImage::Format_RGB32);
    QVERIFY(empty != image);
    for (int x = 0; x < empty.width(); ++x)
        QVERIFY(empty.pixelColor(x, empty.height() / 2) != QColor(Qt::red));
}

// What is said while no genre is chosen stands in the line of a genre's name, in as much room.
void TestGuidanceText::detailsKeepTheirPlace()
{
    GenreDetails details;
    const QSize room = details.sizeHint();
    details.resize(400, room.height());
    const QImage empty = details.grab().toImage();
    const QColor ground = empty.pixelColor(empty.width() - 1, empty.height() - 1);
    const double line = (details.fontMetrics().height() + 2) * empty.devicePixelRatio();
    bool written = false;
    for (int y = 0; y < empty.height(); ++y)
        for (int x = 0; x < empty.width(); ++x) {
            const bool ink = empty.pixelColor(x, y) != ground;
            written = written || ink;
            QVERIFY(!ink || y <= line);
        }
    QVERIFY(written);
    details.setGenre(someGuidance(), 0, QStringLiteral("grunge"));
    QCOMPARE(details.sizeHint(), room);
    QCOMPARE(details.minimumSizeHint().height(), room.height());
    QVERIFY(details.grab().toImage() != empty);
}

QTEST_MAIN(TestGuidanceText)
#include "tst_guidance_text.moc"
