#include "core/learn/confusion_lines.h"

#include <QTest>

using namespace genrelens;

namespace
{

using Rows = std::vector<std::uint32_t>;
using Counts = std::vector<std::uint64_t>;

// Ten kept rows of four classes, six of them judged; a and b are in group x, c and d in y.
const std::vector<std::int32_t> truth{0, 1, 2, 3, 0, 1, 2, 3, 0, unlabelled};
const Rows judgedRows{0, 1, 2, 3, 6, 8};
const std::vector<std::int32_t> predicted{0, 0, 3, 0, 2, 1};
const ClassGroups groups{{"x", "y"}, {0, 0, 1, 1}};
const std::vector<std::size_t> asGiven{0, 1, 2, 3};

JudgedRows judged()
{
    return {judgedRows, truth, predicted};
}

} // namespace

class TestConfusionLines : public QObject
{
    Q_OBJECT

private slots:
    void oneLineAClass();
    void foldedGroupsAreSums();
    void rowsOfCells();
    void whatIsSelected();
    void groupAccuracyIsTheFoldedDiagonal();
    void worstFirst();
    void nothingJudged();
};

void TestConfusionLines::oneLineAClass()
{
    const std::vector<std::size_t> order{2, 0, 3, 1};
    const ConfusionLines lines = confusionLines(order, {}, {});
    QCOMPARE(lines.lineOf, (std::vector<std::int32_t>{1, 3, 0, 2}));
    const ConfusionMatrix confusion = confusionOfLines(lines, judged());
    QCOMPARE(confusion.counts, (Counts{1, 0, 1, 0, /**/ 0, 1, 0, 1, /**/ 0, 1, 0, 0, /**/ 0, 1, 0, 0}));
    for (const ConfusionLines::Line &line : lines.lines)
        QVERIFY(line.group == -1 && !line.folded && line.classes.size() == 1);
}

void TestConfusionLines::foldedGroupsAreSums()
{
    const ConfusionLines one = confusionLines(asGiven, groups, {false, true});
    QCOMPARE(one.size(), std::size_t(3));
    QVERIFY(one.lines[2].folded && one.lines[2].group == 1);
    QCOMPARE(one.lines[2].classes, (std::vector<std::int32_t>{2, 3}));
    QCOMPARE(confusionOfLines(one, judged()).counts, (Counts{1, 1, 0, /**/ 1, 0, 0, /**/ 1, 0, 2}));
    const ConfusionLines both = confusionLines(asGiven, groups, {true, true});
    QCOMPARE(confusionOfLines(both, judged()).counts, (Counts{3, 0, 1, 2}));
}

void TestConfusionLines::rowsOfCells()
{
    const ConfusionLines lines = confusionLines(asGiven, groups, {false, true});
    QCOMPARE(rowsWithin(lines, judged(), {2, 2, 2, 2}), (Rows{2, 6}));
    QCOMPARE(rowsWithin(lines, judged(), {0, 0, 0, 2}), (Rows{0, 8}));    // true a
    QCOMPARE(rowsWithin(lines, judged(), {0, 0, 2, 0}), (Rows{0, 1, 3})); // judged a
    QCOMPARE(rowsWithin(lines, judged(), {0, 0, 2, 2}), judgedRows);
    QVERIFY(rowsWithin(lines, judged(), {1, 1, 1, 2}).empty());
}

void TestConfusionLines::whatIsSelected()
{
    const ConfusionLines lines = confusionLines(asGiven, groups, {true, true});
    const Rows selected{0, 1, 2, 4, 5, 9}; // 4, 5 and 9 were not judged
    QCOMPARE(countsWithin(lines, judged(), RowSet(10, selected)), (Rows{2, 0, 0, 1}));
}

void TestConfusionLines::groupAccuracyIsTheFoldedDiagonal()
{
    QCOMPARE(groupAccuracy(groups, judged()), 5.0 / 6.0);
    QCOMPARE(confusionOfLines(confusionLines(asGiven, groups, {true, true}), judged()).accuracy(), 5.0 / 6.0);
}

void TestConfusionLines::worstFirst()
{
    const ConfusionMatrix confusion{3, {5, 4, 1, /**/ 4, 0, 0, /**/ 0, 7, 90}};
    const std::vector<Confusion> worst = worstConfusions(confusion);
    QCOMPARE(worst.size(), std::size_t(4));
    QVERIFY(worst[0].truth == 2 && worst[0].predicted == 1 && worst[0].count == 7);
    QCOMPARE(worst[0].share, 7.0 / 97.0);
    QVERIFY(worst[1].truth == 1 && worst[1].predicted == 0); // all of it, rather than 4 of 10
    QVERIFY(worst[2].truth == 0 && worst[2].predicted == 1);
    QCOMPARE(worst[3].count, std::uint64_t(1));
    QCOMPARE(worst[0].more, std::int64_t(0));
    // Beside another model also what only that one confuses.
    const ConfusionMatrix other{3, {5, 5, 0, /**/ 2, 2, 0, /**/ 1, 7, 89}};
    const std::vector<Confusion> compared = worstConfusions(confusion, other);
    QCOMPARE(compared.size(), std::size_t(5));
    QCOMPARE(compared[0].more, std::int64_t(0));
    QCOMPARE(compared[1].more, std::int64_t(2));
    QCOMPARE(compared[2].more, std::int64_t(-1));
    QCOMPARE(compared[3].more, std::int64_t(1));
    QVERIFY(compared[4].truth == 2 && compared[4].predicted == 0 && compared[4].count == 0);
    QCOMPARE(compared[4].more, std::int64_t(-1));
}

void TestConfusionLines::nothingJudged()
{
    const ConfusionLines lines = confusionLines({}, {}, {});
    QVERIFY(confusionOfLines(lines, {}).counts.empty());
    QVERIFY(worstConfusions({}).empty());
    QCOMPARE(groupAccuracy(groups, {}), 0.0);
}

QTEST_APPLESS_MAIN(TestConfusionLines)
#include "tst_confusion_lines.moc"
