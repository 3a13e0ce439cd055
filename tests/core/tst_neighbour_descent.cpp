#include "core/base/parallel.h"
#include "core/neighbours/neighbour_descent.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <atomic>
#include <limits>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

constexpr int rows = 4000;
constexpr std::size_t columns = 4;
constexpr std::size_t neighbours = 20;

// Counts how often it is asked, before the first round (which is reported) and since the last one.
class Questions final : public Progress
{
public:
    explicit Questions(int patience = std::numeric_limits<int>::max()) : m_patience(patience) {}
    void report(double, std::string_view) override
    {
        if (rounds++ == 0)
            beforeRounds = asked.load();
        sinceReport = 0;
    }
    [[nodiscard]] bool cancelled() const override
    {
        ++sinceReport;
        return ++asked > m_patience;
    }

    mutable std::atomic<int> asked{0};
    mutable std::atomic<int> sinceReport{0};
    std::atomic<int> rounds{0};
    int beforeRounds = 0;

private:
    int m_patience;
};

Result<std::vector<Neighbour>> descended(Progress &progress)
{
    const Features features = toyClouds(rows, columns, 3, 7).features;
    const RowMatrix matrix(features.values(), columns);
    return descendToNeighbours(matrix, neighbours, BoxDistance::Squares, 1, progress);
}

} // namespace

class TestNeighbourDescent : public QObject
{
    Q_OBJECT

private slots:
    void everyRowAsksInEveryStep();
    void nothingGoesOnAfterCancelling();
};

// Rows meet those of their leaves, then fill their lists up; in a round they are asked for and ask; at last
// their distances are measured in double.
void TestNeighbourDescent::everyRowAsksInEveryStep()
{
    Questions questions;
    const auto found = descended(questions);
    QCOMPARE(found.value().size(), rows * neighbours);
    QVERIFY(questions.rounds > 0);
    QVERIFY2(questions.beforeRounds >= 2 * rows, qPrintable(QString::number(questions.beforeRounds)));
    QVERIFY2(questions.sinceReport >= 3 * rows, qPrintable(QString::number(questions.sinceReport)));
}

void TestNeighbourDescent::nothingGoesOnAfterCancelling()
{
    Questions whole;
    QVERIFY(descended(whole).ok());
    const int before = whole.beforeRounds;
    for (const int patience : {0, 1, before / 8, before / 2, before - 100, before - 1}) {
        Questions questions(patience);
        QCOMPARE(descended(questions).error().kind, ErrorKind::Cancelled);
        QCOMPARE(questions.rounds.load(), 0);
        // Each block of rows asks once more, and no row does.
        QVERIFY2(questions.asked - patience < rows / 8, qPrintable(QString::number(questions.asked)));
    }
    Questions late(whole.asked - 1);
    QCOMPARE(descended(late).error().kind, ErrorKind::Cancelled);
}

QTEST_APPLESS_MAIN(TestNeighbourDescent)
#include "tst_neighbour_descent.moc"
