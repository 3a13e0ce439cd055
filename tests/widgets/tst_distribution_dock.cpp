#include "core/study/selection.h"
#include "core/study/study.h"
#include "core/study/study_jobs.h"
#include "tests/support/datasets.h"
#include "tests/widgets/plot_events.h"
#include "widgets/docks/distribution_dock.h"
#include "widgets/plots/bar_chart.h"
#include "widgets/plots/palette.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QToolButton>

using namespace genrelens;

using Tracks = std::vector<std::uint32_t>;

class TestDistributionDock : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void ordersTheBars();
    void trainingTracksAlone();
    void tracksWithoutAClass();
    void findsAClass();
    void escapeEmptiesTheSearchFirst();
    void keysSelect();
    void allBarsAtOnce();
    void coloursCanBeChanged();
    void coloursOfSuperGenresAreTheMaps();
    void menuIsOfItsClassWhateverBarsThereAre();
    void menuOfAClassThatIsGone();
    void stepsUnderlineNoLetterOfAName();
    void fitsANarrowDock();
};

namespace
{

constexpr int genres = 20;

// "genre-0" has one track, "genre-1" two, ...
std::string rows()
{
    std::string text = "track_id,energy,tempo,track_genre\n";
    int row = 0;
    for (int g = 0; g < genres; ++g)
        for (int i = 0; i <= g; ++i, ++row)
            text += 't' + std::to_string(row) + ',' + std::to_string(row % 7) + ',' + std::to_string(row) +
                    ",genre-" + std::to_string(g) + '\n';
    return text;
}

struct Fixture {
    Study study;
    JobBoard board;
    StudyJobs jobs{study, board};
    DistributionDock dock{study, jobs};
    BarChart *chart = dock.findChild<BarChart *>(QStringLiteral("distributionChart"));
    QLineEdit *find = dock.findChild<QLineEdit *>(QStringLiteral("distributionFind"));

    Fixture()
    {
        jobs.setAutomatic(false);
        StudySettings settings;
        settings.genreMap() = {
            "two", {{"low", {}, {"genre-3"}}, {"high", {}, {"genre-19", "genre-0"}}}, false};
        study.setSettings(settings);
        const auto dataset = test::datasetOf(rows());
        study.setDataset(dataset, test::preparedOf(*dataset), {});
        study.setCurrentLabels("genre");
        QObject::connect(&dock, &Dock::settingsChosen, &dock,
                         [this](const StudySettings &changed) { study.setSettings(changed); });
        dock.resize(400, 400);
        dock.show();
    }
    [[nodiscard]] QString name(std::size_t bar) const { return chart->bars().at(bar).name; }
    void choose(const char *box, int index)
    {
        dock.findChild<QComboBox *>(QString::fromLatin1(box))->setCurrentIndex(index);
    }
    QAction *menuAction(int bar, const char *action)
    {
        emit chart->barMenuRequested(bar, QPoint(10, 10));
        auto *menu = dock.findChildren<QMenu *>(QStringLiteral("distributionMenu")).last();
        return menu->findChild<QAction *>(QString::fromLatin1(action));
    }
};

} // namespace

void TestDistributionDock::ordersTheBars()
{
    Fixture f;
    QCOMPARE(f.name(0), QStringLiteral("genre-19"));
    f.choose("distributionOrder", 1);
    QCOMPARE(f.name(0), QStringLiteral("genre-0"));
    QCOMPARE(f.name(2), QStringLiteral("genre-10"));
    f.choose("distributionOrder", 2);
    QCOMPARE(f.name(0), QStringLiteral("genre-3"));
    QCOMPARE(f.name(1), QStringLiteral("genre-19"));
    QCOMPARE(f.name(2), QStringLiteral("genre-0"));
}

void TestDistributionDock::trainingTracksAlone()
{
    Fixture f;
    selectAll(f.study);
    f.choose("distributionTracks", 1);
    const Split split = f.study.currentSplit().value();
    const LabelSet labels = f.study.labels("genre");
    qint64 sum = 0;
    for (const Bar &bar : f.chart->bars()) {
        const auto expected = std::count_if(split.train.begin(), split.train.end(),
                                            [&](std::uint32_t row) { return labels.codes()[row] == bar.id; });
        QCOMPARE(bar.count, qint64(expected));
        QCOMPARE(bar.selected, bar.count); // of the selection only the training tracks are shown
        sum += bar.count;
    }
    QCOMPARE(sum, qint64(split.train.size()));
    auto *summary = f.dock.findChild<QLabel *>(QStringLiteral("distributionSummary"));
    QVERIFY(summary->text().contains(QStringLiteral("168 training tracks")));
    emit f.chart->barClicked(0, Qt::NoModifier);
    QCOMPARE(qint64(f.study.selection().count()), f.chart->bars()[0].count);
    for (const std::uint32_t row : split.test)
        QVERIFY(!f.study.selection().contains(row));
}

void TestDistributionDock::tracksWithoutAClass()
{
    Fixture f;
    f.study.setCurrentLabels("super_genre");
    QCOMPARE(f.chart->bars().size(), std::size_t(3));
    const Bar &rest = f.chart->bars()[2];
    QCOMPARE(rest.count, qint64(210 - 4 - 20 - 1));
    QCOMPARE(rest.colour, unmappedColour());
    emit f.chart->barClicked(2, Qt::NoModifier);
    QCOMPARE(qint64(f.study.selection().count()), rest.count);
    QCOMPARE(f.chart->bars()[2].selected, rest.count);
    QCOMPARE(f.chart->bars()[0].selected, qint64(0));
}

void TestDistributionDock::findsAClass()
{
    Fixture f;
    QVERIFY(f.find->isVisible());
    const double before = f.chart->windowLayout().bar(1, 0.5).width();
    QTest::keyClicks(f.find, QStringLiteral("NRE-1"));
    QCOMPARE(f.chart->bars().size(), std::size_t(11)); // 1 and 10 to 19
    QCOMPARE(f.name(0), QStringLiteral("genre-19"));
    QVERIFY(f.chart->windowLayout().bar(1, 0.5).width() >= before); // as long as among all
    f.find->clear();
    QTest::keyClicks(f.find, QStringLiteral("genre-1"));
    QCOMPARE(f.name(static_cast<std::size_t>(f.chart->currentBar())), QStringLiteral("genre-1")); // exactly
    QTest::keyClick(f.find, Qt::Key_Return);
    QCOMPARE(f.study.selection().members(), (Tracks{1, 2}));
    QTest::keyClick(f.find, Qt::Key_Up);
    QTest::keyClick(f.find, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(f.study.selection().count(), std::size_t(2 + 11)); // and genre-10
    QTest::keyClicks(f.find, QStringLiteral("nothing"));
    QVERIFY(f.chart->isEmpty());
    QVERIFY(f.chart->emptyText().contains(QStringLiteral("genre-1nothing")));
    QTest::keyClick(f.find, Qt::Key_Return); // picks nothing
    QCOMPARE(f.study.selection().count(), std::size_t(13));
    f.study.setCurrentLabels("super_genre");
    QVERIFY(!f.find->isVisible());
    QCOMPARE(f.chart->bars().size(), std::size_t(3)); // what was looked for is forgotten
}

void TestDistributionDock::escapeEmptiesTheSearchFirst()
{
    Fixture f;
    f.find->setText(QStringLiteral("19"));
    QCOMPARE(f.chart->bars().size(), std::size_t(1));
    QKeyEvent asks(QEvent::ShortcutOverride, Qt::Key_Escape, Qt::NoModifier);
    asks.ignore();
    QApplication::sendEvent(f.find, &asks);
    QVERIFY(asks.isAccepted()); // else the window's Esc would clear the selection
    QTest::keyClick(f.find, Qt::Key_Escape);
    QVERIFY(f.find->text().isEmpty());
    QCOMPARE(f.chart->bars().size(), std::size_t(genres));
}

void TestDistributionDock::keysSelect()
{
    Fixture f;
    f.chart->setFocus();
    QTest::keyClick(f.chart, Qt::Key_Home);
    QTest::keyClick(f.chart, Qt::Key_Space);
    QCOMPARE(f.study.selection().count(), std::size_t(20));
    QTest::keyClick(f.chart, Qt::Key_Down);
    QTest::keyClick(f.chart, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(f.study.selection().count(), std::size_t(39));
    QTest::keyClick(f.chart, Qt::Key_Up);
    QTest::keyClick(f.chart, Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(f.study.selection().count(), std::size_t(19));
}

void TestDistributionDock::allBarsAtOnce()
{
    Fixture f;
    auto *fit = f.dock.findChild<QToolButton *>(QStringLiteral("distributionFit"));
    QTest::mouseClick(fit, Qt::LeftButton);
    QVERIFY(f.chart->isFitted());
    QTest::mouseClick(f.dock.findChild<QToolButton *>(QStringLiteral("distributionLarger")), Qt::LeftButton);
    QVERIFY(f.chart->zoom() > 1.0);
    QVERIFY(!fit->isChecked());
    QTest::mouseClick(f.dock.findChild<QToolButton *>(QStringLiteral("distributionSmaller")), Qt::LeftButton);
    QCOMPARE(f.chart->zoom(), 1.0);
}

void TestDistributionDock::coloursCanBeChanged()
{
    Fixture f;
    const QColor before = f.chart->bars()[4].colour;
    const QString name = f.name(4);
    QString title;
    f.dock.setColourChooser([&title](QWidget *, const QColor &, const QString &asked) {
        title = asked;
        return QColor(1, 2, 3);
    });
    QSignalSpy chosen(&f.dock, &Dock::settingsChosen);
    QVERIFY(!f.menuAction(4, "resetColourAction")->isEnabled());
    f.menuAction(4, "changeColourAction")->trigger();
    QCOMPARE(title, QStringLiteral("Colour of ") + name);
    QCOMPARE(chosen.last()[1].toString(), QStringLiteral("Recolour ") + name);
    QCOMPARE(f.chart->bars()[4].colour, QColor(1, 2, 3));
    QCOMPARE(f.study.settings().colours.at("genre").at(name.toStdString()), 0x010203U);
    f.menuAction(4, "resetColourAction")->trigger();
    QCOMPARE(f.chart->bars()[4].colour, before);
    QVERIFY(f.study.settings().colours.empty());
    f.dock.setColourChooser([](QWidget *, const QColor &, const QString &) { return QColor(); });
    f.menuAction(4, "changeColourAction")->trigger();
    QCOMPARE(chosen.count(), 2); // Cancel changes nothing
}

void TestDistributionDock::coloursOfSuperGenresAreTheMaps()
{
    Fixture f;
    f.study.setCurrentLabels("super_genre");
    const QColor other = f.chart->bars()[1].colour;
    f.dock.setColourChooser([](QWidget *, const QColor &, const QString &) { return QColor(9, 8, 7); });
    f.menuAction(0, "changeColourAction")->trigger();
    QCOMPARE(f.name(0), QStringLiteral("high"));
    QCOMPARE(f.chart->bars()[0].colour, QColor(9, 8, 7));
    QCOMPARE(f.chart->bars()[1].colour, other);
    QCOMPARE(f.study.settings().genreMap().superGenres[1].colour, std::optional<std::uint32_t>(0x090807U));
    QVERIFY(f.study.settings().colours.empty());
    f.menuAction(0, "resetColourAction")->trigger();
    QCOMPARE(f.chart->bars()[0].colour, classColour(1));
    QVERIFY(f.menuAction(2, "changeColourAction") == nullptr); // those without a class are grey
}

void TestDistributionDock::menuIsOfItsClassWhateverBarsThereAre()
{
    Fixture f;
    QCOMPARE(f.name(18), QStringLiteral("genre-1"));
    QAction *select = f.menuAction(18, "selectClassAction");
    QAction *colour = f.menuAction(18, "changeColourAction");
    f.dock.setColourChooser([](QWidget *, const QColor &, const QString &) { return QColor(1, 2, 3); });
    f.study.setCurrentLabels("super_genre"); // as when a job delivers fewer clusters
    QCOMPARE(f.chart->bars().size(), std::size_t(3));
    select->trigger();
    QCOMPARE(f.study.selection().members(), (Tracks{1, 2}));
    colour->trigger();
    QCOMPARE(f.study.settings().colours.size(), std::size_t(1));
    QCOMPARE(f.study.settings().colours.at("genre").at("genre-1"), 0x010203U);
}

void TestDistributionDock::menuOfAClassThatIsGone()
{
    Fixture f;
    f.study.setCurrentLabels("super_genre");
    QCOMPARE(f.name(0), QStringLiteral("high"));
    const QList<QAction *> entries{f.menuAction(0, "selectClassAction"),
                                   f.menuAction(0, "changeColourAction"),
                                   f.menuAction(0, "resetColourAction")};
    QAction *ofNoClass = f.menuAction(2, "selectClassAction");
    StudySettings settings = f.study.settings();
    settings.genreMap().superGenres.pop_back();
    settings.genreMap().unmappedIsClass = true; // now they have one
    f.study.setSettings(settings);
    QSignalSpy chosen(&f.dock, &Dock::settingsChosen);
    f.dock.setColourChooser([](QWidget *, const QColor &, const QString &) { return QColor(1, 2, 3); });
    for (QAction *entry : entries)
        entry->trigger();
    ofNoClass->trigger();
    QCOMPARE(chosen.count(), 0);
    QVERIFY(f.study.selection().isEmpty());
}

void TestDistributionDock::stepsUnderlineNoLetterOfAName()
{
    Fixture f;
    StudySettings settings = f.study.settings();
    settings.genreMap().superGenres[1].name = "R&B";
    f.study.setSettings(settings);
    f.study.setCurrentLabels("super_genre");
    QCOMPARE(f.name(0), QStringLiteral("R&B"));
    QSignalSpy chosen(&f.dock, &Dock::settingsChosen);
    QString title;
    f.dock.setColourChooser([&title](QWidget *, const QColor &, const QString &asked) {
        title = asked;
        return QColor(9, 8, 7);
    });
    f.menuAction(0, "changeColourAction")->trigger();
    QCOMPARE(title, QStringLiteral("Colour of R&B")); // of a window, where nothing is underlined
    QCOMPARE(chosen.last()[1].toString(), QStringLiteral("Recolour R&&B"));
    f.menuAction(0, "resetColourAction")->trigger();
    QCOMPARE(chosen.last()[1].toString(), QStringLiteral("Reset Colour of R&&B"));
}

void TestDistributionDock::fitsANarrowDock()
{
    Fixture f;
    f.dock.resize(320, 400);
    QVERIFY2(f.dock.width() == 320, qPrintable(QString::number(f.dock.width())));
    for (QWidget *control : f.dock.findChildren<QWidget *>())
        if (control->isVisible() && control->parentWidget()->isVisible())
            QVERIFY2(control->mapTo(&f.dock, QPoint(control->width(), 0)).x() <= 320,
                     qPrintable(control->objectName()));
    QVERIFY(f.find->width() >= 100);
}

QTEST_MAIN(TestDistributionDock)
#include "tst_distribution_dock.moc"
