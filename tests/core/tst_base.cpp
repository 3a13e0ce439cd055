#include "core/base/hash.h"
#include "core/base/parallel.h"
#include "core/base/progress.h"
#include "core/base/random.h"
#include "core/base/result.h"

#include <QTest>

#include <atomic>
#include <cmath>
#include <numeric>
#include <vector>

using namespace genrelens;

class TestBase : public QObject
{
    Q_OBJECT

private slots:
    void errorReadsAsOneSentence();
    void keysTellInputsApart();
    void randomStreamsAreIndependentAndRepeatable();
    void belowIsUniform();
    void normalHasItsMoments();
    void parallelForVisitsEachIndexOnce();
    void blockSumsDoNotDependOnThreads();
    void progressOfAStepIsScaled();
};

void TestBase::errorReadsAsOneSentence()
{
    const Error error{"20 fields, the header has 21", "spotify.csv, line 65,902", "Check the quotes there."};
    QCOMPARE(error.message(),
             std::string("spotify.csv, line 65,902: 20 fields, the header has 21. Check the quotes there."));
    QCOMPARE((Error{"Nothing to do.", {}, {}}.message()), std::string("Nothing to do."));
}

void TestBase::keysTellInputsApart()
{
    const auto keyOf = [](std::string_view a, std::string_view b) {
        return KeyBuilder().add(a).add(b).key();
    };
    QVERIFY(keyOf("ab", "c") == keyOf("ab", "c"));
    QVERIFY(!(keyOf("ab", "c") == keyOf("a", "bc")));
    QCOMPARE(keyOf("ab", "c").toString().size(), std::size_t(32));
}

void TestBase::randomStreamsAreIndependentAndRepeatable()
{
    Random a(1, RandomPurpose::Test, 0);
    Random b(1, RandomPurpose::Test, 0);
    Random c(1, RandomPurpose::Test, 1);
    Random d(2, RandomPurpose::Test, 0);
    const std::uint64_t first = a.next();
    QCOMPARE(b.next(), first);
    QVERIFY(c.next() != first);
    QVERIFY(d.next() != first);

    // Correlation of neighbouring streams: |r| of 20,000 pairs stays within five standard errors.
    Random left(7, RandomPurpose::Test, 10);
    Random right(7, RandomPurpose::Test, 11);
    double sum = 0.0;
    const int pairs = 20000;
    for (int i = 0; i < pairs; ++i)
        sum += (left.uniform() - 0.5) * (right.uniform() - 0.5) * 12.0;
    QVERIFY(std::abs(sum / pairs) < 5.0 / std::sqrt(pairs));
}

void TestBase::belowIsUniform()
{
    Random random(3, RandomPurpose::Test);
    std::vector<int> counts(7, 0);
    const int draws = 70000;
    for (int i = 0; i < draws; ++i)
        ++counts[random.below(7)];
    double chiSquared = 0.0;
    for (const int count : counts)
        chiSquared += std::pow(count - draws / 7.0, 2) / (draws / 7.0);
    QVERIFY2(chiSquared < 27.9, "chi-squared with 6 degrees of freedom beyond its 0.9999 quantile");
}

void TestBase::normalHasItsMoments()
{
    Random random(4, RandomPurpose::Test);
    const int draws = 100000;
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < draws; ++i) {
        const double x = random.normal();
        sum += x;
        squares += x * x;
    }
    QVERIFY(std::abs(sum / draws) < 0.02);
    QVERIFY(std::abs(squares / draws - 1.0) < 0.03);
}

void TestBase::parallelForVisitsEachIndexOnce()
{
    std::vector<std::atomic<int>> visits(10007);
    parallelFor(visits.size(), [&](std::size_t i) { ++visits[i]; });
    for (const auto &count : visits)
        QCOMPARE(count.load(), 1);
}

void TestBase::blockSumsDoNotDependOnThreads()
{
    const auto sumWith = [](int threads) {
        setThreadCount(threads);
        std::vector<double> parts(11, 0.0);
        parallelBlocks(10500, 1000, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                parts[begin / 1000] += 1.0 / static_cast<double>(i + 1);
        });
        return std::accumulate(parts.begin(), parts.end(), 0.0);
    };
    const double one = sumWith(1);
    QVERIFY(sumWith(2) == one);
    QVERIFY(sumWith(5) == one);
    setThreadCount(0);
    QVERIFY(std::abs(one - 9.8363) < 1e-3); // the harmonic number H(10500) = ln 10500 + 0.5772 + ...
}

void TestBase::progressOfAStepIsScaled()
{
    class Recorder : public Progress
    {
    public:
        void report(double fraction, std::string_view) override { last = fraction; }
        [[nodiscard]] bool cancelled() const override { return false; }
        double last = -1.0;
    } recorder;
    SubProgress step(recorder, 0.5, 0.9);
    ProgressCounter counter(step, 4, "Testing");
    counter.advance();
    QVERIFY(std::abs(recorder.last - 0.6) < 1e-12);
}

QTEST_APPLESS_MAIN(TestBase)
#include "tst_base.moc"
