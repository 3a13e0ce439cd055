#include "core/base/random.h"
#include "core/base/text.h"
#include "core/table/short_number.h"
#include "core/table/type_inference.h"
#include "tests/support/tables.h"

#include <array>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <tuple>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

std::string digits(Random &random, std::uint32_t most)
{
    std::string text;
    for (std::uint32_t left = random.below(most + 1); left > 0; --left)
        text += static_cast<char>('0' + random.below(10));
    return text;
}

// Decimal spellings of all kinds: with and without sign, point and exponent, short and long.
std::string spelling(Random &random)
{
    const std::uint32_t most = random.below(8) == 0 ? 25 : 8;
    std::string text;
    if (random.below(3) == 0)
        text += random.below(2) == 0 ? '-' : '+';
    text += digits(random, most);
    if (random.below(3) != 0)
        text += '.' + digits(random, most);
    if (random.below(3) == 0)
        text += std::string(random.below(2) == 0 ? "e" : "E") + std::array{"", "-", "+"}[random.below(3)] +
                digits(random, random.below(20) == 0 ? 4 : 2);
    return text;
}

bool sameBits(double a, double b)
{
    return std::memcmp(&a, &b, sizeof a) == 0;
}

} // namespace

class TestShortNumber : public QObject
{
    Q_OBJECT

private slots:
    void readsAsStrtodReads();
    void readsWhatIsWrittenInTheShortestForm();
    void marks();
    void refuses_data();
    void refuses();
};

// glibc's strtod is exact. It also reads what is no decimal number ("", "e5", "1e"): the end tells.
void TestShortNumber::readsAsStrtodReads()
{
    Random random(31, RandomPurpose::Test);
    int read = 0;
    int numbers = 0;
    for (int round = 0; round < 1000000; ++round) {
        const std::string text = spelling(random);
        char *end = nullptr;
        const double expected = std::strtod(text.c_str(), &end);
        const bool isNumber = !text.empty() && *end == '\0';
        ShortNumber number;
        if (readShortNumber(text.data(), text.data() + text.size(), '.', number)) {
            ++read;
            QVERIFY2(isNumber && sameBits(number.value, expected), text.c_str());
            QVERIFY2(number.hasMark == (text.find('.') != std::string::npos), text.c_str());
        }
        // The long way takes over where the short one gives up. An underflow need not keep its sign.
        const std::optional<double> value = parseNumber(text);
        QVERIFY2(value.has_value() == (isNumber && std::isfinite(expected)), text.c_str());
        if (value) {
            ++numbers;
            QVERIFY2(sameBits(*value, expected) || (*value == 0.0 && expected == 0.0), text.c_str());
        }
    }
    QVERIFY(numbers > 800000);
    QVERIFY(read > numbers / 2 && read < numbers);
}

// What our own files hold: 17 digits at most, found again bit by bit.
void TestShortNumber::readsWhatIsWrittenInTheShortestForm()
{
    Random random(32, RandomPurpose::Test);
    for (int round = 0; round < 200000; ++round) {
        const double value =
            round % 2 == 0 ? random.normal() : std::ldexp(random.uniform(), round % 2000 - 1000);
        const Cell cell = readCell(shortest(value), false, DecimalMark::Point);
        QVERIFY2(sameBits(cell.value, value), shortest(value).c_str());
    }
}

void TestShortNumber::marks()
{
    for (const auto &[text, mark, kind] :
         {std::tuple{"1,5", DecimalMark::PointOrComma, CellKind::CommaNumber},
          std::tuple{"1,5", DecimalMark::Point, CellKind::Word},
          std::tuple{"1.5", DecimalMark::PointOrComma, CellKind::PointNumber},
          std::tuple{"1.234,5", DecimalMark::PointOrComma, CellKind::Word},
          std::tuple{"1,234,5", DecimalMark::PointOrComma, CellKind::Word},
          std::tuple{"0,1234567890123456789", DecimalMark::PointOrComma, CellKind::CommaNumber},
          std::tuple{"1,5e400", DecimalMark::PointOrComma, CellKind::Infinite},
          std::tuple{"15", DecimalMark::PointOrComma, CellKind::Number},
          std::tuple{"1,0", DecimalMark::PointOrComma, CellKind::CommaNumber},
          std::tuple{"1.0", DecimalMark::Point, CellKind::PointNumber},
          std::tuple{"1", DecimalMark::Point, CellKind::ZeroOrOne},
          std::tuple{"1,234", DecimalMark::PointOrComma, CellKind::GroupedNumber},
          std::tuple{"0,234", DecimalMark::PointOrComma, CellKind::CommaNumber},
          std::tuple{"-12,345", DecimalMark::PointOrComma, CellKind::GroupedNumber},
          std::tuple{"1234,567", DecimalMark::PointOrComma, CellKind::CommaNumber}}) {
        const Cell cell = readCell(text, false, mark);
        QVERIFY2(cell.kind == kind, text);
    }
    QCOMPARE(readCell("0,1234567890123456789", false, DecimalMark::PointOrComma).value,
             0.1234567890123456789);
    QCOMPARE(readCell(" -2,25E1 ", false, DecimalMark::PointOrComma).value, -22.5);
}

void TestShortNumber::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"",    "-",    "+",   ".",    "-.",    "+.e1", "e",   "e1",  "1e", "1e+",
                             "1e-", "1e1.", "1 2", "1..2", "1.2.3", "+-1",  "--1", "0x1", "1f", "1_0"})
        QTest::newRow(text[0] == '\0' ? "nothing" : text) << QByteArray(text);
    QTest::newRow("a zero byte") << QByteArray("1\0", 2);
    QTest::newRow("a digit of another script") << QByteArray("\xD9\xA1");
}

void TestShortNumber::refuses()
{
    QFETCH(QByteArray, text);
    ShortNumber number;
    QVERIFY(!readShortNumber(text.data(), text.data() + text.size(), '.', number));
    QVERIFY(!parseNumber(text.toStdString()));
}

QTEST_APPLESS_MAIN(TestShortNumber)
#include "tst_short_number.moc"
