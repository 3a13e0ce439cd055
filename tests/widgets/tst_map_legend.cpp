#include "widgets/map/legend_drawing.h"
#include "widgets/map/map_canvas.h"
#include "widgets/map/map_legend.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QMenu>
#include <QPainter>
#include <QPointer>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace genrelens;

class TestMapLegend : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QSettings().clear(); }
    void aClickHidesAndShows();
    void aDoubleClickIsolates();
    void modifiersIsolate();
    void squaresLeadToColours();
    void menuIsOfItsClass();
    void aMenuDoesNotOutliveItsClasses();
    void hoverIsTold();
    void keysGoHideAndIsolate();
    void hiddenOnesStayHiddenUnderTheSameKey();
    void manyClassesScrollAndKeepTheWheel();
    void staysInItsCorner();
    void takesAModestPart_data();
    void takesAModestPart();
    void foldsToItsHeader();
    void foldingIsRemembered();
    void headerSaysWhatIsHidden();
    void barOfValues();
    void picturesHoldAllNamesInColumns();
    void picturesCountWhatHasNoRoom_data();
    void picturesCountWhatHasNoRoom();
    void pointsHaveTheLargerPart_data();
    void pointsHaveTheLargerPart();
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

struct WheelCounter : QObject {
    int count = 0;

    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::Wheel ? 1 : 0;
        return false;
    }
};

using Codes = std::vector<bool>;

} // namespace

void TestMapLegend::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("genrelens-tests"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_map_legend"));
}

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
    shown.legend.setColourQuestion([&](QWidget *, const QColor &now, const QString &title) {
        asked = title + now.name();
        return QColor(Qt::green);
    });
    QSignalSpy chosen(&shown.legend, &MapLegend::colourChosen);
    QTest::mouseClick(shown.legend.viewport(), Qt::LeftButton, Qt::NoModifier, shown.squareOf(1));
    QCOMPARE(asked, QStringLiteral("Colour of class 1") + classColour(1).name());
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
    // Other labels have a class of that name: it is not the one that was asked about.
    shown.legend.setColourQuestion([&](QWidget *, const QColor &, const QString &) {
        shown.legend.setSpec(classes(2, QStringLiteral("label set:super_genre")));
        return QColor(Qt::red);
    });
    QTest::mouseClick(shown.legend.viewport(), Qt::LeftButton, Qt::NoModifier, shown.squareOf(1));
    QCOMPARE(shown.legend.spec().key, QStringLiteral("label set:super_genre"));
    QCOMPARE(chosen.size(), 2);
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
        menu->findChild<QAction *>(QLatin1String(action))->trigger();
        menu->close();
        QTRY_VERIFY(shown.legend.findChild<QMenu *>() == nullptr);
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

void TestMapLegend::aMenuDoesNotOutliveItsClasses()
{
    Shown shown(classes(3));
    QSignalSpy picked(&shown.legend, &MapLegend::classPicked);
    const auto openMenu = [&shown] {
        const QPoint position = shown.nameOf(2);
        QContextMenuEvent event(QContextMenuEvent::Mouse, position,
                                shown.legend.viewport()->mapToGlobal(position));
        QApplication::sendEvent(shown.legend.viewport(), &event);
        return QPointer<QMenu>(shown.legend.findChild<QMenu *>(QStringLiteral("mapLegendMenu")));
    };
    // The same labels, edited: it stays, and is about its class wherever that is.
    QPointer<QMenu> menu = openMenu();
    QVERIFY(menu && menu->isVisible());
    LegendSpec edited = classes(3);
    std::swap(edited.entries[1].name, edited.entries[2].name);
    shown.legend.setSpec(edited);
    QVERIFY(menu && menu->isVisible());
    menu->findChild<QAction *>(QStringLiteral("legendSelectAction"))->trigger();
    QCOMPARE(picked.size(), 1);
    QCOMPARE(picked[0][0].toInt(), 1);
    menu->close();
    QTRY_VERIFY(!menu);
    // Other labels with a class of that name.
    menu = openMenu();
    auto *select = menu->findChild<QAction *>(QStringLiteral("legendSelectAction"));
    shown.legend.setSpec(classes(3, QStringLiteral("label set:super_genre")));
    QVERIFY(menu && !menu->isVisible());
    select->trigger(); // as if it had been clicked just before
    QCOMPARE(picked.size(), 1);
    QTRY_VERIFY(!menu);
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
    QWidget *header = legend->findChild<QWidget *>(QStringLiteral("mapLegendHeader"));
    WheelCounter reached; // the map below
    parent.installEventFilter(&reached);
    QWheelEvent above(QPointF(5, 5), header->mapToGlobal(QPointF(5, 5)), {}, {0, -120}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(header, &above);
    QCOMPARE(reached.count, 0);
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
    spec = classes(3);
    for (LegendEntry &entry : spec.entries)
        entry.name.prepend(QStringLiteral("a longer "));
    legend.setSpec(spec); // counts give way before the map does
    legend.placeIn(QRect(0, 0, 1200, 400));
    const int withCounts = legend.width();
    legend.placeIn(QRect(0, 0, withCounts * 3 - 30, 400));
    QVERIFY(legend.width() < withCounts - 20);
    QVERIFY(legend.width() > textWidth(spec.entries[2].name, legend.font()));
    legend.placeIn(QRect(0, 0, 1200, 400));
    QCOMPARE(legend.width(), withCounts);
    const QRect narrow(0, 0, 120, 60);
    legend.placeIn(narrow);
    QVERIFY(narrow.contains(legend.geometry()));
}

void TestMapLegend::takesAModestPart_data()
{
    QTest::addColumn<QSize>("area");
    QTest::addColumn<int>("count");
    QTest::newRow("few") << QSize(900, 500) << 8;
    QTest::newRow("genres") << QSize(900, 500) << 113;
    QTest::newRow("genres, small") << QSize(400, 300) << 113;
    QTest::newRow("thousands") << QSize(1200, 800) << 5000;
}

// Points below it can be neither hovered nor brushed.
void TestMapLegend::takesAModestPart()
{
    QFETCH(QSize, area);
    QFETCH(int, count);
    QWidget parent;
    parent.resize(area);
    auto *legend = new MapLegend(&parent);
    legend->setSpec(classes(count));
    legend->placeIn(parent.rect());
    parent.show();
    QVERIFY(QTest::qWaitForWindowExposed(&parent));
    QVERIFY2(legend->width() <= area.width() / 3, qPrintable(QString::number(legend->width())));
    QVERIFY2(legend->height() <= area.height() * 3 / 5, qPrintable(QString::number(legend->height())));
    // Every class can be reached.
    legend->verticalScrollBar()->setValue(legend->verticalScrollBar()->maximum());
    const QRectF last = legend->rowOf(static_cast<std::uint16_t>(count - 1));
    QVERIFY(last.bottom() <= legend->viewport()->height() && last.top() >= 0);
    QCOMPARE(legend->verticalScrollBar()->maximum() > 0, count > 8);
}

void TestMapLegend::foldsToItsHeader()
{
    QWidget parent;
    parent.resize(900, 500);
    auto *legend = new MapLegend(&parent);
    legend->setSpec(classes(8));
    legend->placeIn(parent.rect());
    parent.show();
    parent.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&parent));
    auto *header = legend->findChild<QToolButton *>(QStringLiteral("mapLegendHeader"));
    QVERIFY(header && header->isVisible());
    const QRect unfolded = legend->geometry();
    const QString name = header->accessibleName();
    QVERIFY(!name.isEmpty());
    QCOMPARE(header->geometry(), QRect(0, 0, legend->width(), header->sizeHint().height()));
    QVERIFY(legend->viewport()->y() >= header->height() - 1); // no class is below it
    legend->setFocus();
    QTest::mouseClick(header, Qt::LeftButton);
    QVERIFY(legend->isFolded());
    QCOMPARE(legend->height(), header->height());
    QCOMPARE(legend->geometry().topRight(), unfolded.topRight());
    QVERIFY(!legend->viewport()->isVisible());
    QVERIFY(!header->accessibleName().isEmpty() && header->accessibleName() != name);
    // The keys are on what is still there, and open it again.
    QVERIFY(header->hasFocus());
    QTest::keyClick(header, Qt::Key_Space);
    QVERIFY(!legend->isFolded());
    QCOMPARE(legend->geometry(), unfolded);
    QTest::keyClick(header, Qt::Key_Tab, Qt::ShiftModifier);
    QVERIFY(legend->hasFocus());
    QTest::keyClick(legend, Qt::Key_Tab);
    QVERIFY(header->hasFocus());
    // Nothing of the folded one can be hit.
    legend->setFolded(true);
    QVERIFY(!legend->hoveredCode());
    legend->placeIn(QRect(0, 0, 700, 400)); // the window changes its size
    QCOMPARE(legend->height(), header->height());
    QCOMPARE(legend->geometry().right(), 699);
}

void TestMapLegend::foldingIsRemembered()
{
    {
        MapLegend legend;
        QVERIFY(!legend.isFolded());
        legend.setFolded(true);
    }
    MapLegend next;
    QVERIFY(next.isFolded());
    next.setSpec(classes(4));
    next.placeIn(QRect(0, 0, 600, 400));
    QVERIFY(next.height() < 40);
    next.setFolded(false);
    QVERIFY(!MapLegend().isFolded());
    QVERIFY(next.height() > 80);
}

void TestMapLegend::headerSaysWhatIsHidden()
{
    Shown shown(classes(8));
    const auto *header = shown.legend.findChild<QToolButton *>(QStringLiteral("mapLegendHeader"));
    QCOMPARE(header->text(), QStringLiteral("8 classes"));
    const QSize size = shown.legend.sizeHint();
    shown.click(3);
    shown.click(5);
    QCOMPARE(header->text(), QStringLiteral("6 of 8 classes"));
    QCOMPARE(header->accessibleDescription(), header->text());
    QCOMPARE(shown.legend.sizeHint(), size); // nothing jumps
    LegendSpec titled = classes(3);
    titled.title = QStringLiteral("Predicted class");
    shown.legend.setSpec(titled);
    shown.legend.showAll();
    QCOMPARE(header->text(), QStringLiteral("Predicted class"));
}

void TestMapLegend::barOfValues()
{
    LegendSpec spec;
    spec.key = QStringLiteral("feature:tempo");
    spec.title = QStringLiteral("tempo (BPM)");
    spec.bar = LegendBar{QStringLiteral("81.4 BPM"), QStringLiteral("174 BPM")};
    Shown shown(spec);
    LegendLayout layout(spec, shown.legend.font(), 220);
    layout.setWidth(shown.legend.viewport()->width());
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
    const QSizeF room(900, 400);
    const QSizeF size = legendSize(spec, font, room);
    QVERIFY(size.height() <= 400);
    const LegendLayout layout(spec, font, room);
    QCOMPARE(layout.named(), std::size_t(113));
    QVERIFY(layout.more().isNull());
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
    drawLegend(painter, QRectF(100, 0, 900, 400), spec, Theme::light());
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

void TestMapLegend::picturesCountWhatHasNoRoom_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QSizeF>("room");
    QTest::newRow("one column") << 113 << QSizeF(140, 400);
    QTest::newRow("columns") << 113 << QSizeF(300, 300);
    QTest::newRow("narrow") << 113 << QSizeF(60, 300);
    QTest::newRow("two lines") << 113 << QSizeF(400, 45);
    QTest::newRow("less than a line") << 113 << QSizeF(100, 10);
    QTest::newRow("thousands") << 5000 << QSizeF(640, 720);
}

void TestMapLegend::picturesCountWhatHasNoRoom()
{
    QFETCH(int, count);
    QFETCH(QSizeF, room);
    const LegendLayout layout(classes(count), QApplication::font(), room);
    QVERIFY(layout.size().width() <= room.width() && layout.size().height() <= room.height());
    QVERIFY(layout.named() < std::size_t(count));
    const QRectF more = layout.more();
    QVERIFY(more.width() > 0);
    if (room.height() > 40)
        QVERIFY(QRectF(QPointF(), layout.size()).contains(more));
    QCOMPARE(layout.entryAt(more.center()), std::size_t(count));
    for (std::size_t i = 0; i < layout.named(); ++i)
        QVERIFY(!layout.row(i).intersects(more));
    // It is told with the number: the legend of another number of classes differs there.
    const auto drawn = [&](int classCount) {
        QImage image(room.toSize(), QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setFont(QApplication::font());
        drawLegend(painter, QRectF(QPointF(), room), classes(classCount), Theme::light());
        painter.end();
        return image.copy(more.translated(room.width() - layout.size().width(), 0).toRect());
    };
    if (room.width() > 100 && room.height() > 40)
        QVERIFY(drawn(count) != drawn(count - 1));
}

void TestMapLegend::pointsHaveTheLargerPart_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QSize>("size"); // empty: the picture's own
    for (const int count : {8, 113, 5000}) {
        QTest::addRow("%d, small", count) << count << QSize(700, 500);
        QTest::addRow("%d, tiny", count) << count << QSize(160, 120);
        QTest::addRow("%d, its own", count) << count << QSize();
    }
}

void TestMapLegend::pointsHaveTheLargerPart()
{
    QFETCH(int, count);
    QFETCH(QSize, size);
    MapCanvas canvas;
    std::vector<MapPoint> points;
    for (int i = 0; i < 400; ++i)
        points.push_back({static_cast<float>(i % 20), static_cast<float>(i / 20)});
    PointColours colours;
    colours.codes.assign(points.size(), 0);
    colours.colours = {qRgb(200, 0, 0)};
    canvas.setPoints(points, false);
    canvas.setColours(colours);
    LegendSpec spec = classes(count);
    for (LegendEntry &entry : spec.entries)
        entry.colour = QColor(0, 0, 200);
    canvas.setLegend(spec);
    const QSize natural = canvas.naturalSize();
    QVERIFY2(natural.width() <= 2000 && natural.height() <= 2000,
             qPrintable(QString::number(natural.width())));
    if (size.isEmpty())
        size = natural;
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    canvas.draw(painter, image.rect(), Theme::light());
    painter.end();
    int reds = 0;
    int rightmostRed = -1;
    int leftmostBlue = size.width();
    for (int x = 0; x < size.width(); ++x)
        for (int y = 0; y < size.height(); ++y) {
            const QColor colour = image.pixelColor(x, y);
            if (colour.red() > colour.blue() + 60) {
                ++reds;
                rightmostRed = x;
            } else if (colour.blue() > colour.red() + 60) {
                leftmostBlue = std::min(leftmostBlue, x);
            }
        }
    QVERIFY2(reds >= 300, qPrintable(QString::number(reds)));
    QVERIFY(rightmostRed < leftmostBlue);
    QVERIFY(leftmostBlue > size.width() / 2);
    if (size == natural) // where the points are as large as without classes, all have their part
        QVERIFY(leftmostBlue >= 960);
    if (count == 8 && size.width() > 200)
        QVERIFY(leftmostBlue < size.width());
}

void TestMapLegend::nothingIsDrawnOfAnEmptyOne()
{
    QVERIFY(legendSize({}, QApplication::font(), {300, 300}).isEmpty());
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
