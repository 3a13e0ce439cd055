#include "core/learn/split.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <set>

using namespace genrelens;

namespace
{

void verifyPartition(const Split &split, std::size_t rows)
{
    QVERIFY(std::is_sorted(split.train.begin(), split.train.end()));
    QVERIFY(std::is_sorted(split.test.begin(), split.test.end()));
    std::set<std::uint32_t> all(split.train.begin(), split.train.end());
    all.insert(split.test.begin(), split.test.end());
    QCOMPARE(all.size(), rows);
    QCOMPARE(split.train.size() + split.test.size(), rows);
}

} // namespace

class TestSplit : public QObject
{
    Q_OBJECT

private slots:
    void randomHoldsOutTheShare();
    void randomIsUniform();
    void stratifiedKeepsSharesAndTotal();
    void groupsStayTogether();
    void oneHugeGroupStaysInTraining();
    void explicitRowsAreChecked();
    void optionsAreChecked();
    void unlabelledRowsAreDropped();
};

void TestSplit::randomHoldsOutTheShare()
{
    const Split split = splitRandom(89741, 0.2, 1).value();
    verifyPartition(split, 89741);
    QCOMPARE(split.test.size(), std::size_t(17949)); // as the study's split
    QVERIFY(splitRandom(89741, 0.2, 1).value().test == split.test);
    QVERIFY(splitRandom(89741, 0.2, 2).value().test != split.test);
    QCOMPARE(splitRandom(100, 0.07, 1).value().test.size(), std::size_t(7));
    QCOMPARE(splitRandom(2, 0.01, 1).value().test.size(), std::size_t(1));
    QCOMPARE(splitRandom(2, 0.99, 1).value().train.size(), std::size_t(1));
    QVERIFY(!splitRandom(1, 0.5, 1));
    QVERIFY(!splitRandom(10, 0.0, 1));
    QVERIFY(!splitRandom(10, 1.0, 1));
}

void TestSplit::randomIsUniform()
{
    std::vector<int> counts(10, 0);
    for (std::uint64_t seed = 0; seed < 4000; ++seed) {
        const Split split = splitRandom(10, 0.3, seed).value();
        for (const std::uint32_t row : split.test)
            ++counts[row];
    }
    for (const int count : counts) // 1,200 expected, standard deviation 29
        QVERIFY2(std::abs(count - 1200) < 145, qPrintable(QString::number(count)));
}

void TestSplit::stratifiedKeepsSharesAndTotal()
{
    // 57 rows: 30 + 15 + 7 labelled, 5 without a class; ceil(0.2 * 57) = 12.
    std::vector<std::int32_t> codes(30, 0);
    codes.insert(codes.end(), 15, 1);
    codes.insert(codes.end(), 7, 2);
    codes.insert(codes.end(), 5, unlabelled);
    const Split split = splitStratified(test::toyLabels(3, codes), 0.2, 5).value();
    verifyPartition(split, 57);
    std::vector<int> held(4, 0);
    for (const std::uint32_t row : split.test)
        ++held[static_cast<std::size_t>(codes[row] + 1)];
    // 12 * size / 57: 6.32, 3.16, 1.47, 1.05: the one row left over goes to the largest fraction.
    QCOMPARE(held, (std::vector<int>{1, 6, 3, 2}));
    QVERIFY(splitStratified(test::toyLabels(3, codes), 0.2, 5).value().test == split.test);
    QVERIFY(!splitStratified(LabelSet(), 0.2, 5));
}

void TestSplit::groupsStayTogether()
{
    std::vector<std::int32_t> groups;
    for (int i = 0; i < 1000; ++i)
        groups.push_back(i % 97 == 0 ? -1 : (i * i) % 83);
    const Split split = splitByGroup(groups, 0.25, 3).value();
    verifyPartition(split, groups.size());
    std::set<std::int32_t> trained;
    for (const std::uint32_t row : split.train)
        trained.insert(groups[row]);
    for (const std::uint32_t row : split.test)
        QVERIFY(groups[row] < 0 || !trained.contains(groups[row]));
    QVERIFY(std::abs(static_cast<int>(split.test.size()) - 250) <= 12);
    QVERIFY(splitByGroup(groups, 0.25, 3).value().test == split.test);
    QVERIFY(splitByGroup(groups, 0.25, 4).value().test != split.test);
    QVERIFY(!splitByGroup(std::vector<std::int32_t>(10, 4), 0.2, 1));
}

void TestSplit::oneHugeGroupStaysInTraining()
{
    std::vector<std::int32_t> groups(90, 0);
    groups.insert(groups.end(), 10, 1);
    for (std::uint64_t seed = 0; seed < 20; ++seed)
        QCOMPARE(splitByGroup(groups, 0.2, seed).value().test.size(), std::size_t(10));
    // Neither of two halves is near the share; one of them must still be held out.
    std::fill(groups.begin(), groups.begin() + 50, 1);
    QCOMPARE(splitByGroup(groups, 0.2, 1).value().test.size(), std::size_t(40));
}

void TestSplit::explicitRowsAreChecked()
{
    const std::vector<std::uint32_t> rows = {4, 1};
    const Split split = splitExplicit(rows, 5).value();
    QCOMPARE(split.test, (std::vector<std::uint32_t>{1, 4}));
    QCOMPARE(split.train, (std::vector<std::uint32_t>{0, 2, 3}));
    QVERIFY(splitExplicit(rows, 4).error().what.find("out of range") != std::string::npos);
    const std::vector<std::uint32_t> twice = {1, 1};
    QVERIFY(splitExplicit(twice, 5).error().what.find("twice") != std::string::npos);
    QVERIFY(!splitExplicit({}, 5));
    QVERIFY(!splitExplicit(test::allRows(5), 5));
}

void TestSplit::optionsAreChecked()
{
    SplitOptions options;
    QVERIFY(makeSplit(options, 10, {}, {}).ok());
    options.method = SplitOptions::Method::Stratified;
    QVERIFY(!makeSplit(options, 10, {}, {}));
    options.method = SplitOptions::Method::ByArtist;
    QVERIFY(!makeSplit(options, 10, {}, {}));
    options.method = SplitOptions::Method::ByAlbum;
    QVERIFY(!makeSplit(options, 10, {}, {}));
    const std::vector<std::int32_t> albums = {0, 0, 0, 1, 1, 1, 1, 1, 1, 1};
    const Split byAlbum = makeSplit(options, 10, {}, albums).value();
    QCOMPARE(byAlbum.test, (std::vector<std::uint32_t>{0, 1, 2}));
    options.method = SplitOptions::Method::Rows;
    QVERIFY(!options.validate());
    options.testRows = {3};
    QCOMPARE(makeSplit(options, 10, {}, {}).value().test, options.testRows);
    options.method = SplitOptions::Method::Random;
    options.testShare = 1.5;
    QVERIFY(makeSplit(options, 10, {}, {}).error().kind == ErrorKind::Usage);
}

void TestSplit::unlabelledRowsAreDropped()
{
    const LabelSet labels = test::toyLabels(2, {0, unlabelled, 1, unlabelled});
    QCOMPARE(labelledRows({0, 1, 2, 3}, labels), (std::vector<std::uint32_t>{0, 2}));
    QCOMPARE(labelledRows({1, 3}, labels), std::vector<std::uint32_t>());
}

QTEST_APPLESS_MAIN(TestSplit)
#include "tst_split.moc"
