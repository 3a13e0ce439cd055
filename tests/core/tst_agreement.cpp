#include "core/base/random.h"
#include "core/cluster/agreement.h"
#include "tests/support/shared_data.h"
#include "tests/support/study_features.h"
#include "tests/support/toy_data.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <numeric>
#include <sstream>

using namespace genrelens;
using namespace genrelens::test;

class TestAgreement : public QObject
{
    Q_OBJECT

private slots:
    void countsThePairs();
    void countsAmongRows();
    void refusesAndCancels();
    void manyClassesTakeNoTable();
    void closedForms();
    void chanceIsTheMeanOverAllOrders();
    void sameGroupingIsExactlyOne();
    void oneClass();
    void nothingInCommon();
    void nestedGroupings();
    void sidesAndNamesDoNotMatter();
    void independentGroupingsAgreeByChance();
    void tenMillionTracks();
    void studyIsTheReference();
};

namespace
{

using Codes = std::vector<std::int32_t>;

Contingency tableOf(const Codes &rows, const Codes &columns)
{
    const auto labels = [](const Codes &codes) {
        return toyLabels(static_cast<std::size_t>(*std::max_element(codes.begin(), codes.end()) + 1), codes);
    };
    return contingency(labels(rows), labels(columns), Progress::none()).value();
}

Agreement agreementOf(const Codes &rows, const Codes &columns)
{
    return agreement(tableOf(rows, columns), Progress::none()).value();
}

Codes drawn(std::size_t count, std::uint32_t classes, std::uint64_t seed)
{
    Random random(seed, RandomPurpose::Test);
    Codes codes(count);
    std::generate(codes.begin(), codes.end(),
                  [&] { return static_cast<std::int32_t>(random.below(classes)); });
    return codes;
}

std::array<double, 7> figures(const Agreement &a)
{
    return {a.adjustedRand,
            a.mutualInformation,
            a.normalizedMutualInformation,
            a.adjustedMutualInformation,
            a.homogeneity,
            a.completeness,
            a.vMeasure};
}

bool near(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

} // namespace

void TestAgreement::countsThePairs()
{
    const Contingency table = contingency(toyLabels(3, {0, 0, 1, 1, unlabelled, 0}),
                                          toyLabels(4, {3, 1, 1, 1, 0, unlabelled}), Progress::none())
                                  .value();
    QVERIFY((table.cells == std::vector<Contingency::Cell>{{0, 1, 1}, {0, 3, 1}, {1, 1, 2}}));
    QVERIFY((table.rowTotals == std::vector<std::uint64_t>{2, 2, 0}));
    QVERIFY((table.columnTotals == std::vector<std::uint64_t>{0, 3, 0, 1}));
    QCOMPARE(table.total, std::uint64_t(4));
}

void TestAgreement::countsAmongRows()
{
    const LabelSet rows = toyLabels(2, {0, 1, 1, 0, 1});
    const LabelSet columns = toyLabels(2, {0, 0, 1, 1, 1});
    const std::vector<std::uint32_t> among = {4, 2, 0};
    const Contingency table = contingency(rows, columns, among, Progress::none()).value();
    QVERIFY((table.cells == std::vector<Contingency::Cell>{{0, 0, 1}, {1, 1, 2}}));
    QVERIFY(contingency(rows, columns, allRows(5), Progress::none()).value() ==
            contingency(rows, columns, Progress::none()).value());
    QCOMPARE(contingency(rows, columns, {}, Progress::none()).value().total, std::uint64_t(0));
}

void TestAgreement::refusesAndCancels()
{
    QVERIFY(!contingency(toyLabels(1, {0, 0}), toyLabels(1, {0}), Progress::none()).ok());
    WatchedProgress stopped(0);
    const auto table = contingency(toyLabels(1, {0, 0}), toyLabels(2, {0, 1}), stopped);
    QVERIFY(!table.ok() && table.error().kind == ErrorKind::Cancelled);
    const auto found = agreement(tableOf({0, 0, 1, 1}, {0, 1, 1, 1}), stopped);
    QVERIFY(!found.ok() && found.error().kind == ErrorKind::Cancelled);
}

// A dense table of these would take 80 GB.
void TestAgreement::manyClassesTakeNoTable()
{
    constexpr std::int32_t classes = 100'000;
    Codes rows(classes);
    std::iota(rows.begin(), rows.end(), 0);
    Codes columns = rows;
    std::reverse(columns.begin(), columns.end());
    const Contingency table = tableOf(rows, columns);
    QCOMPARE(table.cells.size(), std::size_t(classes));
    QVERIFY((table.cells.front() == Contingency::Cell{0, classes - 1, 1}));
    QCOMPARE(agreement(table, Progress::none()).value().adjustedRand, 1.0);
    columns[0] = columns[1]; // no longer the same: what chance gives is found too
    const Agreement found = agreementOf(rows, columns);
    QVERIFY(found.adjustedMutualInformation < 1.0 && found.homogeneity < 1.0);
    QCOMPARE(found.completeness, 1.0);
}

void TestAgreement::closedForms()
{
    // Of six pairs one is together in both, one in the rows alone, four in neither: 2 * 4 / (2 * 5 + 1 * 4).
    const Agreement found = agreementOf({0, 0, 1, 1}, {0, 0, 1, 2});
    QCOMPARE(found.tracks, std::uint64_t(4));
    QVERIFY(near(found.adjustedRand, 4.0 / 7.0, 1e-15));
    // The columns tell the rows, which have one bit; the columns have one and a half.
    const double bit = std::log(2.0);
    QVERIFY(near(found.mutualInformation, bit, 1e-15));
    QVERIFY(near(found.normalizedMutualInformation, 1.0 / 1.25, 1e-15));
    QCOMPARE(found.homogeneity, 1.0);
    QVERIFY(near(found.completeness, 1.0 / 1.5, 1e-15));
    QVERIFY(near(found.vMeasure, 0.8, 1e-15));
    // By chance, with the pair of columns 0 at two of four places: it falls together with a pair of the rows
    // in 2 of 6 deals, which tells one bit; else the four single cells tell half a bit.
    const double expected = (2.0 * bit + 4.0 * 0.5 * bit) / 6.0;
    QVERIFY(near(found.adjustedMutualInformation, (bit - expected) / (1.25 * bit - expected), 1e-14));
}

void TestAgreement::chanceIsTheMeanOverAllOrders()
{
    const std::vector<std::array<Codes, 2>> groupings = {
        {{{0, 0, 0, 1, 1, 2, 2}, {0, 1, 0, 1, 1, 0, 0}}},
        {{{0, 0, 0, 0, 0, 0, 1}, {0, 1, 2, 1, 1, 2, 2}}},
        {{{0, 1, 2, 3, 3, 3, 3}, {0, 0, 0, 0, 1, 1, 1}}},
    };
    for (const auto &[rows, columns] : groupings) {
        Codes dealt = columns;
        std::vector<std::size_t> order(dealt.size());
        std::iota(order.begin(), order.end(), std::size_t(0));
        double information = 0.0;
        double rand = 0.0;
        int orders = 0;
        do {
            for (std::size_t i = 0; i < order.size(); ++i)
                dealt[i] = columns[order[i]];
            const Agreement by = agreementOf(rows, dealt);
            information += by.mutualInformation;
            rand += by.adjustedRand;
            ++orders;
        } while (std::next_permutation(order.begin(), order.end()));
        QCOMPARE(orders, 5040);
        information /= orders;
        QVERIFY(near(rand / orders, 0.0, 1e-12));
        const Agreement found = agreementOf(rows, columns);
        const double mean = found.mutualInformation / found.normalizedMutualInformation;
        QVERIFY(near(found.adjustedMutualInformation,
                     (found.mutualInformation - information) / (mean - information), 1e-12));
    }
}

void TestAgreement::sameGroupingIsExactlyOne()
{
    const Codes codes = drawn(1000, 7, 1);
    Codes renamed(codes);
    for (std::int32_t &code : renamed)
        code = 6 - code;
    Codes single(50);
    std::iota(single.begin(), single.end(), 0);
    const std::vector<std::pair<Codes, Codes>> pairs = {
        {codes, codes}, {codes, renamed}, {single, single}, {{0, 0, 0}, {0, 0, 0}}, {{0}, {0}}};
    for (const auto &[rows, columns] : pairs) {
        const Agreement found = agreementOf(rows, columns);
        for (const double figure :
             {found.adjustedRand, found.normalizedMutualInformation, found.adjustedMutualInformation,
              found.homogeneity, found.completeness, found.vMeasure})
            QVERIFY(figure == 1.0);
    }
    QVERIFY(near(agreementOf(single, single).mutualInformation, std::log(50.0), 1e-14));
    QCOMPARE(agreementOf({0, 0}, {0, 0}).mutualInformation, 0.0);
}

void TestAgreement::oneClass()
{
    const Agreement found = agreementOf({0, 0, 0, 0}, {0, 1, 1, 2});
    QCOMPARE(found.adjustedRand, 0.0);
    QCOMPARE(found.mutualInformation, 0.0);
    QCOMPARE(found.normalizedMutualInformation, 0.0);
    QCOMPARE(found.adjustedMutualInformation, 0.0);
    QCOMPARE(found.homogeneity, 1.0);
    QCOMPARE(found.completeness, 0.0);
    QCOMPARE(found.vMeasure, 0.0);
}

void TestAgreement::nothingInCommon()
{
    const Contingency table =
        contingency(toyLabels(2, {0, unlabelled}), toyLabels(2, {unlabelled, 1}), Progress::none()).value();
    const Agreement found = agreement(table, Progress::none()).value();
    QCOMPARE(found.tracks, std::uint64_t(0));
    for (const double figure : figures(found))
        QVERIFY(std::isnan(figure));
    QCOMPARE(contingency(LabelSet(), LabelSet(), Progress::none()).value().total, std::uint64_t(0));
}

void TestAgreement::nestedGroupings()
{
    const Codes fine = drawn(2000, 12, 3);
    Codes coarse(fine);
    for (std::int32_t &code : coarse)
        code /= 4;
    QVERIFY(agreementOf(coarse, fine).homogeneity == 1.0);
    QVERIFY(agreementOf(coarse, fine).completeness < 1.0);
    QVERIFY(agreementOf(fine, coarse).completeness == 1.0);
}

void TestAgreement::sidesAndNamesDoNotMatter()
{
    const Codes rows = drawn(3000, 9, 4);
    Codes columns = drawn(3000, 5, 5);
    for (std::size_t i = 0; i < 1500; ++i)
        columns[i] = rows[i] / 2;
    const Agreement found = agreementOf(rows, columns);
    const Agreement other = agreementOf(columns, rows);
    Codes renamed(columns);
    for (std::int32_t &code : renamed)
        code = (code + 2) % 5;
    const Agreement named = agreementOf(rows, renamed);
    // Sums in another order: a few units in the last place of the terms.
    for (std::size_t i = 0; i < figures(found).size(); ++i)
        QVERIFY(near(figures(found)[i], figures(named)[i], 1e-14));
    for (std::size_t i = 0; i < 4; ++i)
        QVERIFY(near(figures(found)[i], figures(other)[i], 1e-14));
    QVERIFY(near(found.homogeneity, other.completeness, 1e-14));
    QVERIFY(near(found.completeness, other.homogeneity, 1e-14));
    QVERIFY(near(found.vMeasure, found.normalizedMutualInformation, 1e-14));
    QVERIFY(found.adjustedMutualInformation < found.normalizedMutualInformation);
}

void TestAgreement::independentGroupingsAgreeByChance()
{
    const Agreement found = agreementOf(drawn(5000, 40, 6), drawn(5000, 40, 7));
    QVERIFY(found.normalizedMutualInformation > 0.03); // (40 - 1)^2 / (2 * 5000) nats of log(40) by chance
    QVERIFY(std::abs(found.adjustedMutualInformation) < 0.01); // five times its spread over seeds
    QVERIFY(std::abs(found.adjustedRand) < 0.005);
}

void TestAgreement::tenMillionTracks()
{
    // 2 x 2 with closed forms: each row's share of the columns is 3 : 1 and 1 : 3.
    constexpr std::uint64_t quarter = 1'250'000;
    Contingency table;
    table.cells = {{0, 0, 3 * quarter}, {0, 1, quarter}, {1, 0, quarter}, {1, 1, 3 * quarter}};
    table.rowTotals = {4 * quarter, 4 * quarter};
    table.columnTotals = {4 * quarter, 4 * quarter};
    table.total = 8 * quarter;
    const Agreement found = agreement(table, Progress::none()).value();
    const double left = -(0.75 * std::log(0.75) + 0.25 * std::log(0.25)) / std::log(2.0);
    QVERIFY(near(found.homogeneity, 1.0 - left, 1e-14));
    QVERIFY(near(found.completeness, 1.0 - left, 1e-14));
    // Pairs together in both are a quarter of n^2 (1 + 1/4) less n, over 2; and so on: 1/4 but for 1/n.
    QVERIFY(near(found.adjustedRand, 0.25, 1e-6));
    QVERIFY(near(found.adjustedMutualInformation, 1.0 - left, 1e-6));
    // 2^31 in one class of two: the pairs fill 63 bits.
    table.cells = {{0, 0, std::uint64_t(1) << 31}, {1, 0, 1}, {1, 1, (std::uint64_t(1) << 31) - 1}};
    table.rowTotals = {std::uint64_t(1) << 31, std::uint64_t(1) << 31};
    table.columnTotals = {(std::uint64_t(1) << 31) + 1, (std::uint64_t(1) << 31) - 1};
    table.total = std::uint64_t(1) << 32;
    const Agreement almost = agreement(table, Progress::none()).value();
    QVERIFY(almost.adjustedRand < 1.0 && almost.adjustedRand > 1.0 - 2e-9);
    QVERIFY(almost.adjustedMutualInformation < 1.0 && almost.adjustedMutualInformation > 1.0 - 2e-8);
}

void TestAgreement::studyIsTheReference()
{
    GENRELENS_NEED_SHARED(numbers, "reference/study_numbers.json");
    GENRELENS_NEED_SHARED(counts, "reference/super_genre_x_cluster.csv");
    GENRELENS_NEED_STUDY(study);
    const Contingency table = contingency(study.superGenres, study.clusters, Progress::none()).value();
    QCOMPARE(table.total, std::uint64_t(89741));
    std::ifstream lines(counts);
    std::string line;
    std::getline(lines, line);
    std::vector<Contingency::Cell> cells;
    for (std::uint32_t row = 0; std::getline(lines, line); ++row) {
        std::istringstream fields(line);
        std::string field;
        std::getline(fields, field, ',');
        QCOMPARE(field, study.superGenres.classes().at(row));
        for (std::uint32_t column = 0; std::getline(fields, field, ','); ++column)
            cells.push_back({row, column, std::stoull(field)});
    }
    QCOMPARE(cells.size(), std::size_t(64));
    QVERIFY(table.cells == cells);

    const auto reference = nlohmann::json::parse(std::ifstream(numbers))["agreement_super_genre_vs_cluster"];
    const Agreement found = agreement(table, Progress::none()).value();
    QVERIFY(near(found.adjustedRand, reference["adjusted_rand"], 1e-9));
    QVERIFY(near(found.normalizedMutualInformation, reference["normalized_mutual_info_arithmetic"], 1e-9));
    QVERIFY(near(found.homogeneity, reference["homogeneity"], 1e-9));
    QVERIFY(near(found.completeness, reference["completeness"], 1e-9));
    QVERIFY(near(found.vMeasure, reference["v_measure"], 1e-9));
    // Chance tells about (8 - 1)^2 / 2n nats (Miller 1955) of two entropies of about 2 nats.
    const double mean = found.mutualInformation / found.normalizedMutualInformation;
    const double chance = 49.0 / (2.0 * 89741.0);
    QVERIFY(
        near(found.adjustedMutualInformation, (found.mutualInformation - chance) / (mean - chance), 1e-6));
}

QTEST_APPLESS_MAIN(TestAgreement)
#include "tst_agreement.moc"
