#include "core/study/map_maker.h"
#include "tests/support/evaluated_study.h"
#include "widgets/map/map_header.h"
#include "widgets/map/map_parameters.h"

#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QTimer>
#include <QToolButton>

using namespace genrelens;

class TestMapHeader : public QObject
{
    Q_OBJECT

private slots:
    void severalStepsAreOneChange();
    void closingSendsAtOnce();
    void openingAgainLosesNothing();
    void whatIsTypedCounts();
    void otherSettingsOfTheMapCountMore();
    void otherSettingsDoNotMatter();
    void anotherFileCountsMore();
};

namespace
{

// Nothing takes what it emits, unless a test does.
struct Fixture : test::EvaluatedStudy {
    MapMaker maker{study, board};
    MapHeader header{study, maker};
    MapParameters *form = header.findChild<MapParameters *>();
    QSpinBox *neighbours = form->findChild<QSpinBox *>(QStringLiteral("mapNeighbours"));
    QTimer *settling = header.findChild<QTimer *>();
    QSignalSpy chosen{&header, &MapHeader::settingsChosen};

    Fixture()
    {
        header.show();
        (void)QTest::qWaitForWindowExposed(&header);
        popUp();
    }
    void popUp()
    {
        QTest::mouseClick(header.findChild<QToolButton *>(QStringLiteral("mapParametersButton")),
                          Qt::LeftButton);
        QVERIFY(form->isVisible());
    }
    [[nodiscard]] MapSettings sent(int i) const { return chosen[i][0].value<MapSettings>(); }
};

} // namespace

void TestMapHeader::severalStepsAreOneChange()
{
    Fixture fixture;
    fixture.neighbours->stepBy(5);
    fixture.neighbours->stepBy(5);
    QCOMPARE(fixture.chosen.count(), 0);
    QTRY_COMPARE(fixture.chosen.count(), 1);
    QCOMPARE(fixture.sent(0).neighbours, 25);
    fixture.form->close();
    QCOMPARE(fixture.chosen.count(), 1);
}

void TestMapHeader::closingSendsAtOnce()
{
    Fixture fixture;
    fixture.neighbours->stepBy(5);
    fixture.form->close();
    QCOMPARE(fixture.chosen.count(), 1);
    QCOMPARE(fixture.sent(0).neighbours, 20);
    QVERIFY(!fixture.settling->isActive()); // and not once more
    fixture.popUp();
    fixture.form->close();
    QCOMPARE(fixture.chosen.count(), 1); // nothing was changed
}

// The boxes then say what the study has, which is not what was chosen.
void TestMapHeader::openingAgainLosesNothing()
{
    Fixture fixture;
    fixture.neighbours->stepBy(5);
    fixture.header.findChild<QToolButton *>(QStringLiteral("mapParametersButton"))->click();
    QCOMPARE(fixture.neighbours->value(), 15);
    QTRY_COMPARE(fixture.chosen.count(), 1);
    QCOMPARE(fixture.sent(0).neighbours, 20);
}

void TestMapHeader::whatIsTypedCounts()
{
    Fixture fixture;
    fixture.neighbours->selectAll();
    QTest::keyClicks(fixture.neighbours, QStringLiteral("30"));
    QCOMPARE(fixture.chosen.count(), 0);
    fixture.form->close();
    QCOMPARE(fixture.chosen.count(), 1);
    QCOMPARE(fixture.sent(0).neighbours, 30);
}

// An undo while the boxes settle.
void TestMapHeader::otherSettingsOfTheMapCountMore()
{
    Fixture fixture;
    fixture.neighbours->stepBy(5);
    QVERIFY(fixture.settling->isActive());
    StudySettings other = fixture.study.settings();
    other.map.minDist = 0.4;
    fixture.study.setSettings(other);
    QVERIFY(!fixture.settling->isActive());
    QVERIFY(fixture.form->settings() == other.map);
    fixture.form->close();
    QCOMPARE(fixture.chosen.count(), 0);
}

void TestMapHeader::otherSettingsDoNotMatter()
{
    Fixture fixture;
    fixture.neighbours->stepBy(5);
    StudySettings other = fixture.study.settings();
    other.setTrees(13);
    fixture.study.setSettings(other);
    fixture.form->close();
    QCOMPARE(fixture.chosen.count(), 1);
    QCOMPARE(fixture.sent(0).neighbours, 20);
}

void TestMapHeader::anotherFileCountsMore()
{
    Fixture fixture;
    fixture.neighbours->stepBy(5);
    fixture.open(test::evaluatedRows(120));
    QVERIFY(!fixture.settling->isActive());
    QCOMPARE(fixture.neighbours->value(), 15);
    fixture.form->close();
    QCOMPARE(fixture.chosen.count(), 0);
}

QTEST_MAIN(TestMapHeader)
#include "tst_map_header.moc"
