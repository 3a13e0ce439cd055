// The map brushed with the mouse in the whole window.
#include "core/study/selection.h"
#include "tests/app/map_test.h"
#include "widgets/clusters/cluster_facts.h"
#include "widgets/shap/track_search_box.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QTableView>

#include <iterator>

using namespace genrelens;
using test::patience;

class TestMapBrushing : public test::MapTest
{
    Q_OBJECT

private slots:
    void rectangle();
    void lassoByNonZeroWinding();
    void roundBrush();
    void zoomedMap();
    void modifiers();
    void modes();
    void brushesInARowAreOneStep();
    void invertAndEscape();
    void escapeInMidBrush();
    void keepOnlyNarrowsTheMap();
    void excludeNarrowsTheMap();
    void searchFliesToATrack();
    void doubleClickInTheTableFlies();
    void flightToAMapThatWasClosed_data();
    void flightToAMapThatWasClosed();

private:
    [[nodiscard]] std::size_t all() { return canvas().points().size(); }
    // A brush that picks none or all would show nothing.
    [[nodiscard]] bool isSome(const Tracks &tracks)
    {
        return tracks.size() > 10 && tracks.size() < all() - 10;
    }
    [[nodiscard]] static Tracks united(const Tracks &a, const Tracks &b)
    {
        Tracks all;
        std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
        return all;
    }
    [[nodiscard]] static Tracks without(const Tracks &a, const Tracks &b)
    {
        Tracks rest;
        std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rest));
        return rest;
    }
    [[nodiscard]] static Tracks common(const Tracks &a, const Tracks &b)
    {
        Tracks both;
        std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
        return both;
    }
    [[nodiscard]] Tracks inverse(const Tracks &tracks)
    {
        return without(tracksWhere([](const QPointF &) { return true; }), tracks);
    }
    [[nodiscard]] Tracks fileRows()
    {
        Tracks rows;
        const Features &features = study().prepared()->features();
        for (std::size_t i = 0; i < features.rows(); ++i)
            rows.push_back(features.sourceRow(i));
        return rows;
    }
    // The map has flown to the track: it is marked, in the middle, and near enough.
    [[nodiscard]] bool isFlownTo(std::uint32_t track)
    {
        const std::optional<QPointF> at = canvas().positionOf(track);
        if (!at || canvas().marked() != track)
            return false;
        const QPointF off = *at - QRectF(canvas().viewport()->rect()).center();
        return std::hypot(off.x(), off.y()) < 2 && canvas().view().zoom() > 7.9;
    }
    QTableView *showTracks()
    {
        auto *tracks = child<Dock>("tracksDock");
        tracks->show();
        tracks->raise();
        QCoreApplication::processEvents();
        return child<QTableView>("tracksTable");
    }
};

void TestMapBrushing::rectangle()
{
    openMap();
    const Tracks expected = brushRectangle(place(0.3, 0.2), place(0.6, 0.7));
    QVERIFY(isSome(expected));
    QCOMPARE(selected(), expected);
    // From any corner.
    QCOMPARE(brushRectangle(place(0.6, 0.2), place(0.3, 0.7)), expected);
    QCOMPARE(selected(), expected);
    QVERIFY(child<QLabel>("statusSelected")->text().startsWith(QLocale().toString(expected.size())));
}

void TestMapBrushing::lassoByNonZeroWinding()
{
    openMap();
    take("mapLasso");
    const QPointF middle = place(0.5, 0.5);
    const double radius = canvas().viewport()->height() * 0.35;
    Way star; // goes around its middle twice
    for (int i = 0; i < 5; ++i) {
        const double angle = i * 2 * 2 * M_PI / 5;
        star.push_back((middle + radius * QPointF(std::cos(angle), std::sin(angle))).toPoint());
    }
    const Tracks twice = tracksWhere([&](const QPointF &at) { return std::abs(turns(star, at)) == 2; });
    QVERIFY(!twice.empty());
    brush(star);
    const Tracks expected = inside(star);
    QVERIFY(isSome(expected));
    QCOMPARE(selected(), expected);
    QCOMPARE(common(selected(), twice), twice);
}

void TestMapBrushing::roundBrush()
{
    openMap();
    take("mapBrush");
    const Way stroke{place(0.25, 0.3), place(0.6, 0.35), place(0.4, 0.6), place(0.7, 0.7)};
    const Tracks expected = along(stroke, canvas().brushRadius());
    brush(stroke);
    QVERIFY(isSome(expected));
    QCOMPARE(selected(), expected);
}

void TestMapBrushing::zoomedMap()
{
    openMap();
    const double zoom = canvas().view().zoom();
    test::wheel(canvas(), place(0.4, 0.4), 3, Qt::NoModifier);
    test::drag(canvas(), {place(0.5, 0.5), place(0.55, 0.5), place(0.6, 0.55)}, Qt::NoModifier,
               Qt::MiddleButton);
    QVERIFY(canvas().view().zoom() > 1.5 * zoom);
    const Tracks expected = brushRectangle(place(0.2, 0.2), place(0.8, 0.8));
    QVERIFY(isSome(expected));
    QCOMPARE(selected(), expected);
}

void TestMapBrushing::modifiers()
{
    openMap();
    Tracks expected = brushRectangle(place(0.2, 0.2), place(0.5, 0.5));
    QCOMPARE(selected(), expected);
    const Tracks added = brushRectangle(place(0.4, 0.4), place(0.7, 0.6), Qt::ControlModifier);
    QVERIFY(!without(added, expected).empty());
    expected = united(expected, added);
    QCOMPARE(selected(), expected);
    const Tracks more = brushRectangle(place(0.5, 0.5), place(0.9, 0.9), Qt::ShiftModifier);
    QVERIFY(!without(more, expected).empty());
    expected = united(expected, more);
    QCOMPARE(selected(), expected);
    const Tracks fewer =
        brushRectangle(place(0.3, 0.3), place(0.6, 0.6), Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!common(fewer, expected).empty());
    expected = without(expected, fewer);
    QVERIFY(isSome(expected));
    QCOMPARE(selected(), expected);
    // Without keys it begins anew.
    expected = brushRectangle(place(0.3, 0.3), place(0.6, 0.6));
    QCOMPARE(selected(), expected);
}

void TestMapBrushing::modes()
{
    openMap();
    auto *mode = child<QComboBox>("mapMode");
    const auto next = [mode] { QTest::keyClick(mode, Qt::Key_Down); };
    Tracks expected = brushRectangle(place(0.2, 0.2), place(0.5, 0.6));
    next();
    QCOMPARE(study().picks().mode(), SelectionMode::Add);
    const Tracks added = brushRectangle(place(0.4, 0.4), place(0.8, 0.8));
    QVERIFY(!without(added, expected).empty());
    expected = united(expected, added);
    QCOMPARE(selected(), expected);
    next();
    QCOMPARE(study().picks().mode(), SelectionMode::Subtract);
    const Tracks fewer = brushRectangle(place(0.4, 0.3), place(0.6, 0.5));
    QVERIFY(!common(fewer, expected).empty());
    expected = without(expected, fewer);
    QCOMPARE(selected(), expected);
    next();
    QCOMPARE(study().picks().mode(), SelectionMode::Intersect);
    const Tracks within = brushRectangle(place(0.3, 0.3), place(0.7, 0.7));
    QVERIFY(!without(expected, within).empty());
    expected = common(expected, within);
    QVERIFY(isSome(expected));
    QCOMPARE(selected(), expected);
    // Keys are stronger than the mode.
    expected = united(expected, brushRectangle(place(0.1, 0.1), place(0.4, 0.4), Qt::ControlModifier));
    QCOMPARE(selected(), expected);
}

void TestMapBrushing::brushesInARowAreOneStep()
{
    openMap();
    QAction *undo = child<QAction>("undoAction");
    QAction *redo = child<QAction>("redoAction");
    const Tracks first = brushRectangle(place(0.2, 0.2), place(0.5, 0.5));
    const Tracks both = united(first, brushRectangle(place(0.5, 0.5), place(0.8, 0.8), Qt::ControlModifier));
    QVERIFY(both != first);
    QCOMPARE(m_window->undoStack().count(), 1);
    QCOMPARE(m_window->undoStack().undoText(), QStringLiteral("Brush"));
    undo->trigger();
    QVERIFY(selected().empty());
    redo->trigger();
    QCOMPARE(selected(), both);
    // What comes between parts them.
    child<QAction>("invertSelectionAction")->trigger();
    const Tracks third = brushRectangle(place(0.3, 0.3), place(0.6, 0.6));
    QCOMPARE(m_window->undoStack().count(), 3);
    undo->trigger();
    QCOMPARE(selected(), inverse(both));
    undo->trigger();
    QCOMPARE(selected(), both);
    // So does undo itself.
    redo->trigger();
    redo->trigger();
    QCOMPARE(selected(), third);
    const Tracks fourth = brushRectangle(place(0.1, 0.4), place(0.4, 0.9));
    QCOMPARE(selected(), fourth);
    undo->trigger();
    QCOMPARE(selected(), third);
}

void TestMapBrushing::invertAndEscape()
{
    openMap();
    const Tracks picked = brushRectangle(place(0.2, 0.2), place(0.5, 0.7));
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get())); // else it hears no shortcut
    QTest::keyClick(&canvas(), Qt::Key_I, Qt::ControlModifier);
    QVERIFY(isSome(picked));
    QCOMPARE(selected(), inverse(picked));
    QTest::keyClick(&canvas(), Qt::Key_Escape);
    QVERIFY(selected().empty());
    QTest::keyClick(&canvas(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(selected(), inverse(picked));
}

void TestMapBrushing::escapeInMidBrush()
{
    openMap();
    const Tracks picked = brushRectangle(place(0.2, 0.2), place(0.5, 0.7));
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    canvas().setFocus();
    test::mouse(canvas(), QEvent::MouseButtonPress, place(0.3, 0.3), Qt::LeftButton);
    test::mouse(canvas(), QEvent::MouseMove, place(0.4, 0.4), Qt::LeftButton);
    test::mouse(canvas(), QEvent::MouseMove, place(0.9, 0.9), Qt::LeftButton);
    QTest::keyClick(&canvas(), Qt::Key_Escape); // is about the brush, not about what is selected
    test::mouse(canvas(), QEvent::MouseButtonRelease, place(0.9, 0.9), Qt::LeftButton);
    QCOMPARE(selected(), picked);
}

void TestMapBrushing::keepOnlyNarrowsTheMap()
{
    openMap();
    const std::size_t before = all();
    const Tracks rows = fileRows();
    Tracks expected; // rows of the file
    for (const std::uint32_t track : brushRectangle(place(0.2, 0.1), place(0.6, 0.9)))
        expected.push_back(rows[track]);
    QVERIFY(isSome(expected));
    child<QAction>("keepOnlyAction")->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(all(), expected.size(), patience);
    waitForMap();
    QCOMPARE(all(), expected.size());
    QCOMPARE(fileRows(), expected);
    QVERIFY(selected().empty());
    QCOMPARE(canvas().colours().codes.size(), expected.size());
    QVERIFY2(child<QLabel>("statusData")
                 ->text()
                 .contains(QStringLiteral("%1 of %2 tracks")
                               .arg(QLocale().toString(expected.size()), QLocale().toString(before))),
             qPrintable(child<QLabel>("statusData")->text()));
    // What is brushed now are tracks of these.
    const Tracks some = brushRectangle(place(0.3, 0.3), place(0.7, 0.7));
    QVERIFY(isSome(some));
    QCOMPARE(selected(), some);
    child<QAction>("allTracksAction")->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(all(), before, patience);
    waitForMap();
    QCOMPARE(fileRows(), rows);
}

void TestMapBrushing::excludeNarrowsTheMap()
{
    openMap();
    const std::size_t before = all();
    const Tracks rows = fileRows();
    Tracks excluded;
    for (const std::uint32_t track : brushRectangle(place(0.4, 0.3), place(0.6, 0.7)))
        excluded.push_back(rows[track]);
    QVERIFY(isSome(excluded));
    child<QAction>("excludeAction")->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(all(), before - excluded.size(), patience);
    QCOMPARE(fileRows(), without(rows, excluded));
    child<QAction>("undoAction")->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(all(), before, patience);
}

void TestMapBrushing::searchFliesToATrack()
{
    openMap();
    const std::uint32_t wanted = 77;
    const TrackTexts texts = trackTexts(study(), wanted);
    auto *search = child<TrackSearchBox>("mapSearch");
    QTest::keyClicks(search, texts.title + QLatin1Char(' ') + texts.artists.section(QLatin1Char(';'), 0, 0));
    QTRY_VERIFY_WITH_TIMEOUT(!search->hits().empty(), patience);
    const Tracks hits = search->hits();
    QVERIFY(std::find(hits.begin(), hits.end(), wanted) != hits.end());
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(isFlownTo(hits.front()), patience);
    QCOMPARE(trackTexts(study(), hits.front()).title, texts.title);
    QVERIFY(selected().empty()); // it is looked at, not picked
}

void TestMapBrushing::doubleClickInTheTableFlies()
{
    openMap();
    QTableView *table = showTracks();
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() == static_cast<int>(all()), patience);
    const int row = 3; // in the file's order, as nothing is sorted
    const QPoint at = table->visualRect(table->model()->index(row, 0)).center();
    QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, at);
    QTRY_VERIFY_WITH_TIMEOUT(isFlownTo(row), patience);
}

void TestMapBrushing::flightToAMapThatWasClosed_data()
{
    QTest::addColumn<bool>("umap"); // takes the place of the principal components after a while
    QTest::newRow("components") << false;
    QTest::newRow("umap") << true;
}

void TestMapBrushing::flightToAMapThatWasClosed()
{
    QFETCH(bool, umap);
    openMap();
    dock().close();
    m_window->close();
    m_window.reset();
    makeWindow(); // arranged as the last one was
    child<QAction>("automaticAction")->setChecked(umap);
    m_window->jobs().setAutomatic(false);
    openAndWait(m_file);
    QVERIFY(dock().isHidden());
    QVERIFY(canvas().isEmpty());
    dock().flyTo(42);
    QVERIFY(!dock().isHidden());
    if (umap)
        waitForMap();
    QTRY_VERIFY_WITH_TIMEOUT(isFlownTo(42), patience / 3); // or the test is ended before it can say so
}

QTEST_MAIN(TestMapBrushing)
#include "tst_map_brushing.moc"
