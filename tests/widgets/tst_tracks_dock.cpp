#include "core/study/job_board.h"
#include "core/study/selection.h"
#include "core/study/study.h"
#include "tests/support/datasets.h"
#include "widgets/docks/tracks_dock.h"
#include "widgets/models/tracks_model.h"
#include "widgets/selection/track_menu.h"
#include "widgets/selection/track_table.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDesktopServices>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace genrelens;

namespace
{

constexpr int patience = 60000;

using Tracks = std::vector<std::uint32_t>;

constexpr std::string_view fiveTracks = "track_id,track_name,artists,track_genre,energy,tempo,note\n"
                                        "0123456789abcdefghijAB,One,X;Y,rock,0.5,100,n1\n"
                                        "b,Two,X,pop,0.25,80.5,n2\n"
                                        "c,Three,Z,rock,0.75,60,n3\n"
                                        "d,Four,,pop,0.8,120,n4\n"
                                        "e,Five,Z,pop,0.9,140,n5\n";

struct Fixture {
    Study study;
    JobBoard board;
    TracksDock dock{study, board};

    Fixture()
    {
        const auto dataset = test::datasetOf(fiveTracks);
        study.setDataset(dataset, test::preparedOf(*dataset), {});
        dock.resize(900, 400);
        dock.show();
    }
    [[nodiscard]] TrackTable &table() { return *dock.findChild<TrackTable *>(QStringLiteral("tracksTable")); }
    [[nodiscard]] QString titles()
    {
        QStringList all;
        for (int row = 0; row < table().model()->rowCount(); ++row)
            all.append(table().model()->index(row, 0).data().toString());
        return all.join(u' ');
    }
    [[nodiscard]] QPoint middleOf(int row)
    {
        return table().visualRect(table().model()->index(row, 0)).center();
    }
    void click(int row, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mouseClick(table().viewport(), Qt::LeftButton, modifiers, middleOf(row));
    }
    void filter(const char *text)
    {
        auto *box = dock.findChild<QLineEdit *>(QStringLiteral("tracksFilter"));
        box->clear();
        QTest::keyClicks(box, QString::fromUtf8(text));
    }
    [[nodiscard]] QCheckBox &selectedOnly()
    {
        return *dock.findChild<QCheckBox *>(QStringLiteral("selectedOnly"));
    }
    [[nodiscard]] Tracks selected() const { return study.selection().members(); }
};

QAction *actionOf(const QMenu &menu, const char *name)
{
    for (QAction *action : menu.actions())
        if (action->objectName() == QLatin1String(name))
            return action;
    return nullptr;
}

} // namespace

class TestTracksDock : public QObject
{
    Q_OBJECT

public:
    QList<QUrl> opened;

public slots: // NOLINT: Qt calls it by name
    void openPage(const QUrl &page) { opened.append(page); }

private slots:
    void initTestCase();
    void hasEveryColumn();
    void rowsPickTracks();
    void draggingPicksRows();
    void shiftReachesFromTheLast();
    void keyboardPicks();
    void ownPicksLeaveTheTable();
    void selectedOnlyIsAChoice();
    void filters();
    void filteredAndSorted();
    void pickingAllThatAreFound();
    void doubleClickActivates();
    void menuCopiesAndOpens();
    void menuSelectsTheArtist();
    void idsOfSpotify();
    void rowsAreCopied();
};

void TestTracksDock::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestTracksDock::hasEveryColumn()
{
    Fixture f;
    QStringList titles;
    for (int c = 0; c < f.table().model()->columnCount(); ++c)
        titles.append(f.table().model()->headerData(c, Qt::Horizontal).toString());
    QCOMPARE(titles.join(u' '), QStringLiteral("Title Artists Genre energy tempo track_id note Row"));
}

void TestTracksDock::rowsPickTracks()
{
    Fixture f;
    f.click(1);
    QCOMPARE(f.selected(), (Tracks{1}));
    f.click(3, Qt::ControlModifier);
    QCOMPARE(f.selected(), (Tracks{1, 3}));
    f.click(1, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!f.study.selection().contains(1));
    f.click(2);
    QCOMPARE(f.selected(), (Tracks{2}));
    f.study.picks().setMode(SelectionMode::Subtract);
    f.click(2);
    QVERIFY(f.selected().empty());
}

void TestTracksDock::draggingPicksRows()
{
    Fixture f;
    QTest::mousePress(f.table().viewport(), Qt::LeftButton, {}, f.middleOf(1));
    QTest::mouseMove(f.table().viewport(), f.middleOf(2));
    QTest::mouseMove(f.table().viewport(), f.middleOf(3));
    QVERIFY(f.selected().empty()); // not before the button is let go
    QTest::mouseRelease(f.table().viewport(), Qt::LeftButton, {}, f.middleOf(3));
    QCOMPARE(f.selected(), (Tracks{1, 2, 3}));
    QVERIFY(!f.table().selectionModel()->hasSelection());
}

void TestTracksDock::shiftReachesFromTheLast()
{
    Fixture f;
    f.click(1);
    f.click(3, Qt::ShiftModifier);
    QCOMPARE(f.selected(), (Tracks{1, 2, 3}));
}

void TestTracksDock::keyboardPicks()
{
    Fixture f;
    f.table().setCurrentIndex(f.table().model()->index(2, 0));
    QTest::keyClick(&f.table(), Qt::Key_Space);
    QCOMPARE(f.selected(), (Tracks{2}));
    QTest::keyClick(&f.table(), Qt::Key_Down);
    QTest::keyClick(&f.table(), Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(f.selected(), (Tracks{2, 3}));
    QTest::keyClick(&f.table(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(f.selected().size(), std::size_t(5));
    QSignalSpy activated(&f.dock, &TracksDock::trackActivated);
    QTest::keyClick(&f.table(), Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated[0][0].value<std::uint32_t>(), 3U);
}

void TestTracksDock::ownPicksLeaveTheTable()
{
    Fixture f;
    f.click(1);
    QCOMPARE(f.titles(), QStringLiteral("One Two Three Four Five"));
    auto *model = qobject_cast<TracksModel *>(f.table().model());
    QVERIFY(model->isSelected(1) && !model->isSelected(0));
    QCOMPARE(f.dock.findChild<QLabel *>(QStringLiteral("tracksHeadline"))->text(),
             QStringLiteral("<b>1</b> selected of 5"));
    pickTracks(f.study, Tracks{2, 3}, SelectionMode::Replace, "elsewhere");
    QCOMPARE(f.titles(), QStringLiteral("Three Four"));
}

void TestTracksDock::selectedOnlyIsAChoice()
{
    Fixture f;
    pickTracks(f.study, Tracks{2, 3}, SelectionMode::Replace, "two");
    QCOMPARE(f.titles(), QStringLiteral("Three Four"));
    f.selectedOnly().setChecked(false);
    QCOMPARE(f.titles(), QStringLiteral("One Two Three Four Five"));
    pickTracks(f.study, Tracks{0}, SelectionMode::Replace, "one");
    QCOMPARE(f.titles(), QStringLiteral("One Two Three Four Five"));
    QVERIFY(qobject_cast<TracksModel *>(f.table().model())->isSelected(0));
    f.selectedOnly().setChecked(true);
    QCOMPARE(f.titles(), QStringLiteral("One"));
}

void TestTracksDock::filters()
{
    Fixture f;
    f.filter("title:o");
    QTRY_COMPARE_WITH_TIMEOUT(f.titles(), QStringLiteral("One Two Four"), patience);
    f.filter("genre:POP energy:>0.5");
    QTRY_COMPARE_WITH_TIMEOUT(f.titles(), QStringLiteral("Four Five"), patience);
    QVERIFY(f.dock.findChild<QLabel *>(QStringLiteral("tracksHeadline"))
                ->text()
                .endsWith(QStringLiteral("; 2 shown")));
    f.filter("nothing of it");
    QTRY_COMPARE_WITH_TIMEOUT(f.titles(), QString(), patience);
    f.filter("");
    QTRY_COMPARE_WITH_TIMEOUT(f.titles(), QStringLiteral("One Two Three Four Five"), patience);
}

void TestTracksDock::filteredAndSorted()
{
    Fixture f;
    f.table().horizontalHeader()->setSortIndicator(4, Qt::DescendingOrder); // tempo
    QTRY_COMPARE_WITH_TIMEOUT(f.titles(), QStringLiteral("Five Four One Two Three"), patience);
    f.filter("pop");
    QTRY_COMPARE_WITH_TIMEOUT(f.titles(), QStringLiteral("Five Four Two"), patience);
    f.click(0);
    QCOMPARE(f.selected(), (Tracks{4})); // the track, not the row
    pickTracks(f.study, Tracks{0, 1, 3}, SelectionMode::Replace, "three");
    QTRY_COMPARE_WITH_TIMEOUT(f.titles(), QStringLiteral("Four Two"), patience);
}

void TestTracksDock::pickingAllThatAreFound()
{
    Fixture f;
    f.filter("genre:rock");
    QTRY_COMPARE_WITH_TIMEOUT(f.titles(), QStringLiteral("One Three"), patience);
    f.table().selectAll();
    QCOMPARE(f.selected(), (Tracks{0, 2}));
    QCOMPARE(QString::fromStdString(f.study.selectionName()), QStringLiteral("tracks with “genre:rock”"));
}

void TestTracksDock::doubleClickActivates()
{
    Fixture f;
    QSignalSpy activated(&f.dock, &TracksDock::trackActivated);
    f.click(2);
    QTest::mouseDClick(f.table().viewport(), Qt::LeftButton, {}, f.middleOf(2));
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated[0][0].value<std::uint32_t>(), 2U);
    QCOMPARE(f.selected(), (Tracks{2}));
}

void TestTracksDock::menuCopiesAndOpens()
{
    Fixture f;
    const std::unique_ptr<QMenu> menu(f.dock.menuOf(0));
    QApplication::clipboard()->clear();
    actionOf(*menu, "copyIdAction")->trigger();
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("0123456789abcdefghijAB"));
    QDesktopServices::setUrlHandler(QStringLiteral("https"), this, "openPage");
    actionOf(*menu, "openPageAction")->trigger();
    QDesktopServices::unsetUrlHandler(QStringLiteral("https"));
    QCOMPARE(opened,
             (QList<QUrl>{QUrl(QStringLiteral("https://open.spotify.com/track/0123456789abcdefghijAB"))}));
    const std::unique_ptr<QMenu> other(f.dock.menuOf(1));
    QVERIFY(actionOf(*other, "copyIdAction") != nullptr);
    QVERIFY(actionOf(*other, "openPageAction") == nullptr); // "b" is nobody's page
    QSignalSpy activated(&f.dock, &TracksDock::trackActivated);
    actionOf(*other, "showTrackAction")->trigger();
    QCOMPARE(activated.count(), 1);
}

void TestTracksDock::menuSelectsTheArtist()
{
    Fixture f;
    const std::unique_ptr<QMenu> menu(f.dock.menuOf(1));
    actionOf(*menu, "selectArtistAction")->trigger();
    QCOMPARE(f.selected(), (Tracks{0, 1})); // X is the first of both
    QCOMPARE(f.study.selectionName(), std::string("artist X"));
    clearSelection(f.study);
    const std::unique_ptr<QMenu> nobody(f.dock.menuOf(3));
    QVERIFY(actionOf(*nobody, "selectArtistAction") == nullptr);
}

void TestTracksDock::idsOfSpotify()
{
    QVERIFY(trackPage(QStringLiteral("0123456789abcdefghijAB")).isValid());
    QVERIFY(!trackPage(QStringLiteral("0123456789abcdefghijA")).isValid());
    QVERIFY(!trackPage(QStringLiteral("0123456789abcdefghijA/")).isValid());
    QVERIFY(!trackPage(QStringLiteral("0123456789abcdefghijABC")).isValid());
    QVERIFY(!trackPage(QString()).isValid());
}

void TestTracksDock::rowsAreCopied()
{
    Fixture f;
    f.click(1);
    f.click(2, Qt::ControlModifier);
    QApplication::clipboard()->clear();
    f.table().actions().first()->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(QApplication::clipboard()->text(),
                              QStringLiteral("Two\tX\tpop\t0.25\t80.5\tb\tn2\t2\n"
                                             "Three\tZ\trock\t0.75\t60\tc\tn3\t3\n"),
                              patience);
}

QTEST_MAIN(TestTracksDock)
#include "tst_tracks_dock.moc"
