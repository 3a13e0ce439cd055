#include "core/study/selection_portrait.h"
#include "tests/support/datasets.h"

#include <QTest>

using namespace genrelens;

class TestSelectionPortrait : public QObject
{
    Q_OBJECT

private slots:
    void namelessTracksHideNoArtist();
};

// Each track without an artist is a group of its own, all of which is selected: more so than any artist.
void TestSelectionPortrait::namelessTracksHideNoArtist()
{
    std::string text = "track_id,artists,energy,track_genre\n";
    for (int i = 0; i < 60; ++i)
        text += 't' + std::to_string(i) + ',' + (i < 20 ? std::string() : "artist" + std::to_string(i % 10)) +
                ',' + std::to_string(i * 7 % 13) + ",g\n";
    PortraitRequest request;
    request.dataset = test::datasetOf(text);
    request.prepared = test::preparedOf(*request.dataset);
    request.selection = RowSet(60);
    for (std::uint32_t row = 0; row < 28; ++row)
        request.selection.insert(row);
    const SelectionPortrait portrait = selectionPortrait(request, Progress::none()).value();
    QCOMPARE(portrait.artists.size(), std::size_t(6));
    for (const SelectionPortrait::Artist &artist : portrait.artists) {
        QVERIFY(artist.name.startsWith(QStringLiteral("artist")));
        QCOMPARE(artist.share.selected, std::size_t(1));
        QCOMPARE(artist.share.all, std::size_t(4));
    }
}

QTEST_GUILESS_MAIN(TestSelectionPortrait)
#include "tst_selection_portrait.moc"
