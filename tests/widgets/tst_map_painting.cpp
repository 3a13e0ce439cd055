#include "core/study/map_maker.h"
#include "tests/support/evaluated_study.h"
#include "widgets/map/map_painting.h"

#include <QTest>

using namespace genrelens;

using Kind = MapColouring::Kind;

class TestMapPainting : public QObject
{
    Q_OBJECT

private slots:
    void answersNeedTheSplitOfTheModel();
    void coloursThatAreGoneGiveWay();
    void survivalSaysWhatItWaitsFor();

private:
    static constexpr int patience = 60000;
};

namespace
{

struct Fixture : test::EvaluatedStudy {
    MapMaker maker{study, board};
    MapPainting painting{study, maker, board};
};

} // namespace

// With another seed other tracks are held out: the trees' own counts of what they saw would be of other rows.
void TestMapPainting::answersNeedTheSplitOfTheModel()
{
    Fixture fixture;
    fixture.train("random_forest");
    fixture.study.setCurrentModel("random_forest");
    fixture.painting.setWatched(true);
    fixture.painting.setColouring({Kind::Errors, {}});
    QTRY_VERIFY_WITH_TIMEOUT(fixture.painting.sources().answers != nullptr, patience);
    QVERIFY(fixture.painting.waitingText().isEmpty());
    StudySettings settings = fixture.study.settings();
    const StudySettings before = settings;
    ++settings.seed;
    fixture.study.setSettings(settings);
    QVERIFY(!fixture.painting.sources().answers);
    QVERIFY(fixture.painting.waitingText().contains(QStringLiteral("train it again")));
    QVERIFY(fixture.painting.colours().legend.isEmpty());
    fixture.study.setSettings(before);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.painting.sources().answers != nullptr, patience);
}

void TestMapPainting::coloursThatAreGoneGiveWay()
{
    Fixture fixture;
    fixture.painting.setColouring({Kind::Feature, "tempo"});
    fixture.open("track_id,tempo,energy,track_genre\na,1,2,x\nb,3,5,y\nc,4,1,x\n");
    QVERIFY((fixture.painting.colouring() == MapColouring{Kind::Feature, "tempo"})); // there too
    fixture.open("track_id,energy,loudness,track_genre\na,1,2,x\nb,3,5,y\nc,4,1,x\n");
    QCOMPARE(fixture.painting.colouring().kind, Kind::Labels);
    QCOMPARE(fixture.painting.colouring().name, fixture.study.currentLabels());
    fixture.study.setCurrentLabels("genre");
    QCOMPARE(fixture.painting.colouring().name, std::string("genre")); // and follows again
}

void TestMapPainting::survivalSaysWhatItWaitsFor()
{
    Fixture fixture;
    fixture.painting.setColouring({Kind::Survival, {}});
    QVERIFY(!fixture.painting.waitingText().isEmpty());
    fixture.maker.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.maker.truth() != nullptr, patience);
    QVERIFY(fixture.painting.waitingText().isEmpty());
}

QTEST_MAIN(TestMapPainting)
#include "tst_map_painting.moc"
