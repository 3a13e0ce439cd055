#include "tests/support/evaluated_study.h"
#include "widgets/map/map_tools.h"
#include "widgets/plots/theme.h"
#include "widgets/shap/track_search_box.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QCompleter>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace genrelens;

class TestMapTools : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void oneToolAtATime();
    void lettersChooseTools();
    void lettersInTheSearchAreText();
    void modesAndModifiers();
    void buttonsSayWhatTheyDo();
    void brushSizeIsRemembered();
    void zoomToSelectionNeedsOne();
    void searchPicksATrack();
    void albumsThatWereFoundAreNamed();
    void nothingIsCutOff_data();
    void nothingIsCutOff();
    void iconsFollowTheTheme();

private:
    QTemporaryDir m_folder; ///< of settings
};

namespace
{

struct Shown {
    test::EvaluatedStudy evaluated;
    QWidget window;
    MapTools *tools = new MapTools(evaluated.study, evaluated.board);
    QWidget *canvas = new QWidget;

    explicit Shown(int width = 800)
    {
        canvas->setFocusPolicy(Qt::StrongFocus);
        auto *layout = new QVBoxLayout(&window);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(tools);
        layout->addWidget(canvas, 1);
        tools->addShortcutsTo(window);
        window.resize(width, 400);
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window is not shown");
        canvas->setFocus();
    }
    [[nodiscard]] QToolButton *button(const char *name) const
    {
        return tools->findChild<QToolButton *>(QLatin1String(name));
    }
    void click(const char *name) const { QTest::mouseClick(button(name), Qt::LeftButton); }
};

} // namespace

void TestMapTools::initTestCase()
{
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
    QCoreApplication::setOrganizationName(QStringLiteral("genrelens-test"));
    applyTheme(*qApp, Theme::light());
}

void TestMapTools::brushSizeIsRemembered()
{
    QCOMPARE(MapTools::brushRadius(), ScatterCanvas().brushRadius());
    MapTools::rememberBrushRadius(57.5);
    QCOMPARE(MapTools::brushRadius(), 57.5);
    MapTools::rememberBrushRadius(-1); // by another program
    QCOMPARE(MapTools::brushRadius(), ScatterCanvas().brushRadius());
    const Shown shown;
    QVERIFY(shown.button("mapBrush")->toolTip().contains(QStringLiteral("[ and ]")));
}

void TestMapTools::oneToolAtATime()
{
    Shown shown;
    QSignalSpy chosen(shown.tools, &MapTools::toolChosen);
    QCOMPARE(shown.tools->tool(), ScatterTool::Lasso);
    shown.click("mapRectangle");
    QCOMPARE(shown.tools->tool(), ScatterTool::Rectangle);
    QCOMPARE(chosen.size(), 1);
    QVERIFY(!shown.button("mapLasso")->isChecked());
    shown.tools->setTool(ScatterTool::Pan);
    QVERIFY(shown.button("mapPan")->isChecked());
    QCOMPARE(chosen.size(), 1);        // only what a person does is told
    QVERIFY(shown.canvas->hasFocus()); // a click leaves the keys to the map
}

void TestMapTools::lettersChooseTools()
{
    Shown shown;
    QSignalSpy chosen(shown.tools, &MapTools::toolChosen);
    const std::vector<std::pair<Qt::Key, ScatterTool>> keys{{Qt::Key_P, ScatterTool::Pan},
                                                            {Qt::Key_R, ScatterTool::Rectangle},
                                                            {Qt::Key_B, ScatterTool::Brush},
                                                            {Qt::Key_L, ScatterTool::Lasso}};
    for (const auto &[key, tool] : keys) {
        QTest::keyClick(shown.canvas, key);
        QCOMPARE(shown.tools->tool(), tool);
    }
    QCOMPARE(chosen.size(), 4);
    QSignalSpy fit(shown.tools, &MapTools::fitRequested);
    QTest::keyClick(shown.canvas, Qt::Key_F);
    QCOMPARE(fit.size(), 1);
}

void TestMapTools::lettersInTheSearchAreText()
{
    Shown shown;
    shown.tools->search()->setFocus();
    QTest::keyClicks(shown.tools->search(), QStringLiteral("prbf"));
    QCOMPARE(shown.tools->search()->text(), QStringLiteral("prbf"));
    QCOMPARE(shown.tools->tool(), ScatterTool::Lasso);
}

void TestMapTools::modesAndModifiers()
{
    Shown shown;
    QSignalSpy chosen(shown.tools, &MapTools::modeChosen);
    auto *box = shown.tools->findChild<QComboBox *>(QStringLiteral("mapMode"));
    QCOMPARE(box->count(), 4);
    box->setFocus();
    QTest::keyClick(box, Qt::Key_End);
    QCOMPARE(shown.tools->mode(), SelectionMode::Intersect);
    QCOMPARE(chosen.size(), 1);
    shown.tools->setMode(SelectionMode::Replace);
    QCOMPARE(box->currentIndex(), 0);
    QCOMPARE(chosen.size(), 1);
}

void TestMapTools::buttonsSayWhatTheyDo()
{
    Shown shown;
    QSignalSpy contours(shown.tools, &MapTools::contoursToggled);
    QSignalSpy names(shown.tools, &MapTools::namesToggled);
    shown.click("mapContours");
    shown.click("mapNames");
    QCOMPARE(contours.size(), 1);
    QCOMPARE(contours[0][0].toBool(), true);
    QCOMPARE(names[0][0].toBool(), false);
    QVERIFY(shown.tools->contoursShown());
    QVERIFY(!shown.tools->namesShown());
    shown.tools->setContoursShown(false);
    shown.tools->setNamesShown(true);
    QCOMPARE(contours.size() + names.size(), 2);
    const auto buttons = shown.tools->findChildren<QToolButton *>(QString(), Qt::FindDirectChildrenOnly);
    QCOMPARE(buttons.size(), 8);
    for (const QToolButton *button : buttons) {
        QVERIFY(!button->accessibleName().isEmpty());
        const QString key = button->defaultAction()->shortcut().toString(QKeySequence::NativeText);
        QVERIFY(!key.isEmpty());
        QVERIFY(button->toolTip().endsWith(u'(' + key + u')'));
    }
}

void TestMapTools::zoomToSelectionNeedsOne()
{
    Shown shown;
    QSignalSpy zoom(shown.tools, &MapTools::selectionZoomRequested);
    shown.click("mapZoomToSelection");
    QCOMPARE(zoom.size(), 0);
    shown.tools->setSelectionThere(true);
    shown.click("mapZoomToSelection");
    QCOMPARE(zoom.size(), 1);
}

void TestMapTools::searchPicksATrack()
{
    Shown shown;
    shown.evaluated.open(
        "track_id,track_name,artists,energy,tempo\na,One,X,1,2\nb,Two,Y,3,4\nc,Three,Z,5,9\n");
    QSignalSpy picked(shown.tools, &MapTools::trackPicked);
    shown.tools->search()->setFocus();
    QTest::keyClicks(shown.tools->search(), QStringLiteral("two"));
    QTRY_COMPARE(shown.tools->search()->hits().size(), std::size_t(1));
    QTest::keyClick(shown.tools->search(), Qt::Key_Return);
    QTRY_COMPARE(picked.size(), 1);
    QCOMPARE(picked[0][0].toUInt(), 1U);
}

// Or nobody would know why the track is listed.
void TestMapTools::albumsThatWereFoundAreNamed()
{
    Shown shown;
    shown.evaluated.open("track_id,track_name,artists,album_name,energy,tempo\na,Time,X,Dark Side,1,2\n"
                         "b,Dark,Y,Best Of,3,4\nc,Three,Z,Third,5,9\n");
    TrackSearchBox *search = shown.tools->search();
    search->setFocus();
    QTest::keyClicks(search, QStringLiteral("dark"));
    QTRY_COMPARE(search->hits(), (std::vector<std::uint32_t>{1, 0}));
    const QAbstractItemModel *list = search->findChild<QCompleter *>()->model();
    QCOMPARE(list->index(0, 0).data().toString(), QStringLiteral("Dark – Y"));
    QCOMPARE(list->index(1, 0).data().toString(), QStringLiteral("Time – X · album Dark Side"));
    QVERIFY(search->toolTip().contains(QStringLiteral("album")));
}

void TestMapTools::nothingIsCutOff_data()
{
    QTest::addColumn<int>("width");
    QTest::newRow("narrow") << 360;
    QTest::newRow("usual") << 640;
    QTest::newRow("wide") << 1600;
}

void TestMapTools::nothingIsCutOff()
{
    QFETCH(int, width);
    Shown shown(width);
    QCOMPARE(shown.window.width(), width);
    QList<QRect> places;
    for (QWidget *part : shown.tools->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly)) {
        if (!part->isVisible())
            continue;
        QVERIFY2(shown.tools->rect().contains(part->geometry()), qPrintable(part->objectName()));
        QVERIFY2(part->width() >= part->minimumSizeHint().width(), qPrintable(part->objectName()));
        for (const QRect &other : places)
            QVERIFY(!other.intersects(part->geometry()));
        places << part->geometry();
    }
    QCOMPARE(places.size(), 10); // eight buttons, the modes, the search
    if (width > 1000)
        QVERIFY(shown.tools->height() < 2 * spacing::toolButtonHeight);
}

void TestMapTools::iconsFollowTheTheme()
{
    Shown shown;
    const auto inkOf = [&](bool checked) {
        const QImage image = shown.button("mapRectangle")
                                 ->icon()
                                 .pixmap({16, 16}, QIcon::Normal, checked ? QIcon::On : QIcon::Off)
                                 .toImage();
        QColor ink = Qt::transparent;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (image.pixelColor(x, y).alpha() > ink.alpha())
                    ink = image.pixelColor(x, y);
        return ink;
    };
    QVERIFY(inkOf(false).lightness() < 80);
    QVERIFY(inkOf(true).lightness() > 180);
    shown.tools->setPalette(Theme::dark().palette());
    QTRY_VERIFY(inkOf(false).lightness() > 180);
    QVERIFY(inkOf(true).lightness() < 80);
}

QTEST_MAIN(TestMapTools)
#include "tst_map_tools.moc"
