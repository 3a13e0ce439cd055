#include "widgets/map/legend_drawing.h"
#include "widgets/map/map_legend.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace genrelens;

class TestMapLegend : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void aClickHidesAndShows();
    void aDoubleClickIsolates();
    void modifiersIsolate();
    void squaresLeadToColours();
    void menuIsOfItsClass();
    void hoverIsTold();
    void keysGoHideAndIsolate();
    void hiddenOnesStayHiddenUnderTheSameKey();
    void manyClassesScrollAndKeepTheWheel();
    void staysInItsCorner();
    void barOfValues();
    void picturesHoldAllNamesInColumns();
    void nothingIsDrawnOfAnEmptyOne();
};

namespace
{

LegendSpec classes(int count, const QString &key = QStringLiteral("label set:genre"))
{
    LegendSpec spec;
    spec.key = key;
    for (int c = 0; c < count; ++c)
        spec.entries.push_back({QStringLiteral("class %1").arg(c), classColour(c), std::size_t(1000 + c),
                                static_cast<std::uint16_t>(c), true});
    return spec;
}

struct Shown {
    MapLegend legend;

    explicit Shown(const LegendSpec &spec)
    {
        legend.setSpec(spec);
        legend.resize(legend.sizeHint());
        legend.show();
        if (!QTest::qWaitForWindowExposed(&legend))
            qFatal("the legend is not shown");
    }
    [[nodiscard]] QPoint nameOf(std::uint16_t code) const { return legend.rowOf(code).center().toPoint(); }
    [[nodiscard]] QPoint squareOf(std::uint16_t code) const
    {
        return LegendLayout::swatch(legend.rowOf(code)).center().toPoint();
    }
    void click(std::uint16_t code, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mouseClick(legend.viewport(), Qt::LeftButton, modifiers, nameOf(code));
    }
    // The four events of the window system.
    void doubleClick(std::uint16_t code)
    {
        click(code);
        QTest::mouseDClick(legend.viewport(), Qt::LeftButton, Qt::NoModifier, nameOf(code));
    }
};

using Codes = std::vector<bool>;

} // namespace

void TestMapLegend::aClickHidesAndShows()
{
    Shown shown(classes(3));
    QSignalSpy changes(&shown.legend, &MapLegend::shownChanged);
    QCOMPARE(shown.legend.shown(), Codes({true, true, true}));
    shown.click(1);
    QCOMPARE(shown.legend.shown(), Codes({true, false, true}));
    QVERIFY(!shown.legend.isShown(1));
    QCOMPARE(changes.size(), 1);
    shown.click(1);
    QCOMPARE(shown.legend.shown(), Codes({true, true, true}));
    QCOMPARE(changes.size(), 2);
    // What is pressed on one class and released on another is no click.
    QTest::mousePress(shown.legend.viewport(), Qt::LeftButton, Qt::NoModifier, shown.nameOf(0));
    QTest::mouseRelease(shown.legend.viewport(), Qt::LeftButton, Qt::NoModifier, shown.nameOf(2));
    QCOMPARE(changes.size(), 2);
}

void TestMapLegend::aDoubleClickIsolates()
{
    Shown shown(classes(4));
    shown.doubleClick(2);
    QCOMPARE(shown.legend.shown(), Codes({false, false, true, false}));
    QTest::qWait(QApplication::doubleClickInterval() + 50);
    shown.doubleClick(2);
    QCOMPARE(shown.legend.shown(), Codes({true, true, true, true}));
    // From one class alone to another.
    shown.legend.isolate(0);
    QTest::qWait(QApplication::doubleClickInterval() + 50);
    shown.doubleClick(3);
    QCOMPARE(shown.legend.shown(), Codes({false, false, false, true}));
}

void TestMapLegend::modifiersIsolate()
{
    Shown shown(classes(3));
    shown.click(0, Qt::ControlModifier);
    QCOMPARE(shown.legend.shown(), Codes({true, false, false}));
    shown.click(1, Qt::AltModifier);
    QCOMPARE(shown.legend.shown(), Codes({false, true, false}));
    shown.click(1, Qt::AltModifier);
    QCOMPARE(shown.legend.shown(), Codes({true, true, true}));
}

void TestMapLegend::squaresLeadToColours()
{
    LegendSpec spec = classes(2);
    spec.entries.push_back({QStringLiteral("No class"), unmappedColour(), 7, 2, false});
    Shown shown(spec);
    QString asked;
    bool wasInteracting = false;
    shown.legend.setColourQuestion([&](QWidget *, const QColor &now, const QString &title) {
        asked = title + now.name();
        wasInteracting = shown.legend.isInteracting();
        return QColor(Qt::green);
    });
    QSignalSpy chosen(&shown.legend, &MapLegend::colourChosen);
    QTest::mouseClick(shown.legend.viewport(), Qt::LeftButton, Qt::NoModifier, shown.squareOf(1));
    QCOMPARE(asked, QStringLiteral("Colour of class 1") + classColour(1).name());
    QVERIFY(wasInteracting);
    QVERIFY(!shown.legend.isInteracting());
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].toInt(), 1);
    QCOMPARE(chosen[0][1].value<QColor>(), QColor(Qt::green));
    QVERIFY(shown.legend.isShown(1));
    // Another class has its place meanwhile.
    shown.legend.setColourQuestion([&](QWidget *, const QColor &, const QString &) {
        LegendSpec other = classes(2);
        std::swap(other.entries[0].name, other.entries[1].name);
        shown.legend.setSpec(other);
        return QColor(Qt::blue);
    });
    QTest::mouseClick(shown.legend.viewport(), Qt::LeftButton, Qt::NoModifier, shown.squareOf(1));
    QCOMPARE(chosen.size(), 2);
    QCOMPARE(chosen[1][0].toInt(), 0);
    // Declined, and a grey that nobody can change.
    shown.legend.setSpec(spec);
    shown.legend.setColourQuestion([](QWidget *, const QColor &, const QString &) { return QColor(); });
    QTest::mouseClick(shown.legend.viewport(), Qt::LeftButton, Qt::NoModifier, shown.squareOf(0));
    QTest::mouseClick(shown.legend.viewport(), Qt::LeftButton, Qt::NoModifier, shown.squareOf(2));
    QCOMPARE(chosen.size(), 2);
    QVERIFY(shown.legend.isShown(0));
    QVERIFY(!shown.legend.isShown(2)); // there the square is as good as the name
}

void TestMapLegend::menuIsOfItsClass()
{
    Shown shown(classes(3));
    QSignalSpy picked(&shown.legend, &MapLegend::classPicked);
    QSignalSpy reset(&shown.legend, &MapLegend::colourReset);
    const auto trigger = [&](std::uint16_t code, const char *action) {
        const QPoint position = shown.nameOf(code);
        QContextMenuEvent event(QContextMenuEvent::Mouse, position,
                                shown.legend.viewport()->mapToGlobal(position));
        QApplication::sendEvent(shown.legend.viewport(), &event);
        auto *menu = shown.legend.findChild<QMenu *>(QStringLiteral("mapLegendMenu"));
        QVERIFY(menu != nullptr);
        QVERIFY(shown.legend.isInteracting());
        menu->findChild<QAction *>(QLatin1String(action))->trigger();
        menu->close();
        QTRY_VERIFY(!shown.legend.isInteracting());
    };
    trigger(2, "legendSelectAction");
    QCOMPARE(picked.size(), 1);
    QCOMPARE(picked[0][0].toInt(), 2);
    trigger(1, "legendIsolateAction");
    QCOMPARE(shown.legend.shown(), Codes({false, true, false}));
    trigger(0, "legendToggleAction");
    QCOMPARE(shown.legend.shown(), Codes({true, true, false}));
    trigger(0, "legendShowAllAction");
    QCOMPARE(shown.legend.shown(), Codes({true, true, true}));
    trigger(0, "legendResetColourAction");
    QCOMPARE(reset.size(), 1);
}

void TestMapLegend::hoverIsTold()
{
    Shown shown(classes(3));
    QSignalSpy hovered(&shown.legend, &MapLegend::classHovered);
    const auto move = [&](const QPoint &position) {
        QMouseEvent event(QEvent::MouseMove, position, shown.legend.viewport()->mapToGlobal(position),
                          Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(shown.legend.viewport(), &event);
    };
    move(shown.nameOf(1));
    move(shown.nameOf(1) + QPoint(2, 1));
    QCOMPARE(hovered.size(), 1);
    QCOMPARE(hovered[0][0].toInt(), 1);
    QCOMPARE(shown.legend.hoveredCode(), std::optional<std::uint16_t>(1));
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(shown.legend.viewport(), &leave);
    QCOMPARE(hovered.size(), 2);
    QCOMPARE(hovered[1][0].toInt(), -1);
    QVERIFY(!shown.legend.hoveredCode());
}

void TestMapLegend::keysGoHideAndIsolate()
{
    Shown shown(classes(30));
    shown.legend.resize(shown.legend.width(), 120);
    shown.legend.activateWindow();
    shown.legend.setFocus();
    QTRY_VERIFY(shown.legend.hasFocus());
    QTest::qWait(20); // window systems resize when they come to it
    QTest::keyClick(&shown.legend, Qt::Key_Down);
    QTest::keyClick(&shown.legend, Qt::Key_Space);
    QVERIFY(!shown.legend.isShown(1));
    QCOMPARE(shown.legend.accessibleDescription(), QStringLiteral("class 1: 1,001 tracks, hidden"));
    QTest::keyClick(&shown.legend, Qt::Key_End);
    const QRectF last = shown.legend.rowOf(29);
    QVERIFY2(last.top() > -1 && last.bottom() < shown.legend.viewport()->height() + 1,
             qPrintable(QStringLiteral("%1 to %2 of %3")
                            .arg(last.top())
                            .arg(last.bottom())
                            .arg(shown.legend.viewport()->height())));
    QTest::keyClick(&shown.legend, Qt::Key_Return);
    const Codes alone = shown.legend.shown();
    QCOMPARE(std::count(alone.begin(), alone.end(), true), 1);
    QVERIFY(alone[29]);
    QTest::keyClick(&shown.legend, Qt::Key_Home);
    QCOMPARE(shown.legend.verticalScrollBar()->value(), 0);
    QColor asked;
    shown.legend.setColourQuestion([&asked](QWidget *, const QColor &now, const QString &) {
        asked = now;
        return QColor();
    });
    QTest::keyClick(&shown.legend, Qt::Key_F2);
    QCOMPARE(asked, classColour(0));
}

void TestMapLegend::hiddenOnesStayHiddenUnderTheSameKey()
{
    Shown shown(classes(3));
    shown.click(1);
    LegendSpec edited = classes(3);
    edited.entries.insert(edited.entries.begin(), {QStringLiteral("new"), Qt::red, 5, 3, true});
    std::swap(edited.entries[1].code, edited.entries[2].code); // class 1 has code 0 now
    shown.legend.setSpec(edited);
    QCOMPARE(shown.legend.shown(), Codes({false, true, true, true}));
    shown.legend.setSpec(classes(3, QStringLiteral("label set:super_genre")));
    QCOMPARE(shown.legend.shown(), Codes({true, true, true}));
}

void TestMapLegend::manyClassesScrollAndKeepTheWheel()
{
    QWidget parent;
    parent.resize(400, 300);
    auto *legend = new MapLegend(&parent);
    legend->setSpec(classes(113));
    legend->placeIn(QRect(0, 0, 400, 300).adjusted(8, 8, -8, -8));
    parent.show();
    QVERIFY(QTest::qWaitForWindowExposed(&parent));
    QVERIFY(legend->verticalScrollBar()->maximum() > 0);
    QCOMPARE(legend->height(), 284);
    const int last = legend->verticalScrollBar()->maximum();
    legend->verticalScrollBar()->setValue(last);
    QVERIFY(legend->viewport()->rect().contains(legend->rowOf(112).toRect()));
    const QPointF middle = legend->viewport()->rect().center();
    QWheelEvent down(middle, legend->viewport()->mapToGlobal(middle), {}, {0, -120}, Qt::NoButton,
                     Qt::NoModifier, Qt::NoScrollPhase, false);
    down.ignore();
    QApplication::sendEvent(legend->viewport(), &down);
    QVERIFY(down.isAccepted()); // or the map below would zoom
    QCOMPARE(legend->verticalScrollBar()->value(), last);
}

void TestMapLegend::staysInItsCorner()
{
    MapLegend legend;
    LegendSpec spec = classes(3);
    spec.entries[1].name = QString(500, u'w');
    legend.setSpec(spec);
    const QRect area(10, 20, 600, 400);
    legend.placeIn(area);
    QCOMPARE(legend.geometry().topRight(), area.topRight());
    QVERIFY(area.contains(legend.geometry()));
    QVERIFY(legend.width() <= 220);
    legend.setSpec(classes(3)); // counts give way before the map does
    legend.placeIn(QRect(0, 0, 1200, 400));
    const int withCounts = legend.width();
    legend.placeIn(QRect(0, 0, 300, 400));
    QVERIFY(legend.width() < withCounts - 20);
    QVERIFY(legend.width() > textWidth(QStringLiteral("class 2"), legend.font()));
    legend.placeIn(QRect(0, 0, 1200, 400));
    QCOMPARE(legend.width(), withCounts);
    const QRect narrow(0, 0, 120, 60);
    legend.placeIn(narrow);
    QVERIFY(narrow.contains(legend.geometry()));
}

void TestMapLegend::barOfValues()
{
    LegendSpec spec;
    spec.key = QStringLiteral("feature:tempo");
    spec.title = QStringLiteral("tempo (BPM)");
    spec.bar = LegendBar{QStringLiteral("81.4 BPM"), QStringLiteral("174 BPM")};
    Shown shown(spec);
    const LegendLayout layout(spec, shown.legend.font(), 220);
    const QImage image = shown.legend.viewport()->grab().toImage();
    const auto colourAt = [&](double share) {
        const QPointF at(layout.bar().left() + share * (layout.bar().width() - 1), layout.bar().center().y());
        return image.pixelColor((at * image.devicePixelRatio()).toPoint());
    };
    QVERIFY(colourAt(0).blue() > colourAt(0).red());
    QVERIFY(colourAt(1).red() > colourAt(1).blue());
    QVERIFY(textWidth(spec.bar->low, shown.legend.font()) < layout.barTexts().width() / 2);
    QVERIFY(shown.legend.shown().empty());
    spec.entries.push_back({QStringLiteral("missing"), unmappedColour(), 12, 255, false});
    shown.legend.setSpec(spec);
    QCOMPARE(shown.legend.shown().size(), std::size_t(256));
    shown.legend.resize(shown.legend.sizeHint());
    shown.click(255);
    QVERIFY(!shown.legend.isShown(255));
    QVERIFY(shown.legend.isShown(254));
}

void TestMapLegend::picturesHoldAllNamesInColumns()
{
    const QFont font = QApplication::font();
    const LegendSpec spec = classes(113);
    const QSizeF size = legendSize(spec, font, 400);
    QVERIFY(size.height() <= 400);
    const LegendLayout layout(spec, font, 220, 400.0);
    for (std::size_t i = 0; i < spec.entries.size(); ++i) {
        QVERIFY(QRectF(QPointF(), size).contains(layout.row(i)));
        QCOMPARE(layout.entryAt(layout.row(i).center()), i);
        for (std::size_t j = 0; j < i; ++j)
            QVERIFY(!layout.row(i).intersects(layout.row(j)));
    }
    QImage image(1000, 400, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setFont(font);
    drawLegend(painter, QRectF(0, 0, 1000, 400), spec, Theme::light());
    painter.end();
    const QPointF corner(1000 - size.width(), 0);
    for (const std::size_t entry : {std::size_t(0), std::size_t(112)})
        QCOMPARE(image.pixelColor((corner + LegendLayout::swatch(layout.row(entry)).center()).toPoint()),
                 spec.entries[entry].colour);
    // A picture names only what it shows.
    const LegendSpec some = shownLegend(classes(3), {true, false, true});
    QCOMPARE(some.entries.size(), std::size_t(2));
    QCOMPARE(some.entries[1].name, QStringLiteral("class 2"));
}

void TestMapLegend::nothingIsDrawnOfAnEmptyOne()
{
    QVERIFY(legendSize({}, QApplication::font(), 300).isEmpty());
    QImage image(50, 50, QImage::Format_RGB32);
    image.fill(Qt::red);
    const QImage before = image;
    QPainter painter(&image);
    drawLegend(painter, QRectF(0, 0, 50, 50), {}, Theme::light());
    painter.end();
    QCOMPARE(image, before);
    MapLegend legend;
    legend.show();
    QTest::keyClick(&legend, Qt::Key_Space);
    QTest::mouseClick(legend.viewport(), Qt::LeftButton);
    QVERIFY(legend.shown().empty());
}

QTEST_MAIN(TestMapLegend)
#include "tst_map_legend.moc"
