#include "core/base/random.h"
#include "core/base/text.h"
#include "core/table/encoding.h"
#include "tests/support/tables.h"

#include <QString>

#include <array>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

std::string utf8(char32_t c)
{
    std::string text;
    appendUtf8(text, c);
    return text;
}

std::string randomBytes(Random &random)
{
    // Bytes that begin, go on with and end characters, rather than any.
    const std::vector<std::string> pieces{"a",
                                          "\n",
                                          "\x80",
                                          "\xBF",
                                          "\xC3",
                                          "\xE9",
                                          "\xE0\x80",
                                          "\xED\xA0",
                                          "\xF0\x9F\x8E",
                                          "\xF4\x90",
                                          "\xFF",
                                          "\xC0",
                                          "\xC3\xA9",
                                          "\xF5",
                                          "\xE5\xB0\x8F",
                                          "\xF0\x9F\x8E\xB5"};
    std::string bytes;
    for (std::uint64_t left = random.below(12); left > 0; --left)
        bytes += pieces[random.below(static_cast<std::uint32_t>(pieces.size()))];
    return bytes;
}

} // namespace

class TestEncoding : public QObject
{
    Q_OBJECT

private slots:
    void everyByteOfWindows1252();
    void everyCodePointAsQtWritesIt();
    void whatIsNoCodePoint();
    void repairsOnlyWhatIsBroken();
    void repairsTheSamePieceByPiece();
    void unfinishedCharacters();
    void utf16AsQtReadsIt();
    void loneSurrogates();
};

// The table in the WHATWG Encoding Standard, index windows-1252, as characters; the five that it leaves to
// control characters are written as such.
void TestEncoding::everyByteOfWindows1252()
{
    const QString upper = QString::fromUtf8("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ");
    QCOMPARE(upper.size(), 32);
    for (int byte = 0; byte < 256; ++byte) {
        const char32_t expected =
            byte >= 0x80 && byte < 0xA0 ? upper[byte - 0x80].unicode() : static_cast<char32_t>(byte);
        QCOMPARE(windows1252(static_cast<unsigned char>(byte)), expected);
    }
}

void TestEncoding::everyCodePointAsQtWritesIt()
{
    for (char32_t c = 1; c <= 0x10FFFF; ++c) {
        if (c >= 0xD800 && c < 0xE000)
            continue;
        const std::array<char32_t, 2> text{'a', c}; // in front U+FEFF would be a byte order mark
        QVERIFY2('a' + utf8(c) == QString::fromUcs4(text.data(), 2).toStdString(), std::to_string(c).c_str());
    }
}

void TestEncoding::whatIsNoCodePoint()
{
    for (const char32_t c : {0xD800U, 0xDBFFU, 0xDC00U, 0xDFFFU, 0x110000U, 0xFFFFFFFFU})
        QCOMPARE(utf8(c), std::string("\xEF\xBF\xBD"));
    QCOMPARE(utf8(0), std::string(1, '\0'));
}

void TestEncoding::repairsOnlyWhatIsBroken()
{
    const Utf8Repair repair = repairUtf8("ok \xC3\xA9 \xE9\x80 \xF0\x9F\x8E \xC3\xA9\xFF");
    QCOMPARE(repair.text, std::string("ok é é€ ðŸŽ éÿ"));
    QCOMPARE(repair.repaired, std::size_t(6));
    QCOMPARE(repair.first, std::size_t(6));

    Random random(41, RandomPurpose::Test);
    for (int round = 0; round < 50000; ++round) {
        const std::string bytes = randomBytes(random);
        const Utf8Repair once = repairUtf8(bytes);
        QVERIFY(findInvalidUtf8(once.text) == std::string::npos);
        QCOMPARE(once.repaired == 0, findInvalidUtf8(bytes) == std::string::npos);
        QVERIFY(once.repaired > 0 || once.text == bytes);
    }
}

// As a window reads a text: what may go on is kept for the next piece.
void TestEncoding::repairsTheSamePieceByPiece()
{
    Random random(42, RandomPurpose::Test);
    for (int round = 0; round < 50000; ++round) {
        const std::string bytes = randomBytes(random);
        const Utf8Repair whole = repairUtf8(bytes);
        std::string text;
        std::size_t repaired = 0;
        std::string pending;
        for (std::size_t at = 0; at < bytes.size();) {
            const std::size_t size = std::min<std::size_t>(bytes.size() - at, 1 + random.below(4));
            pending += bytes.substr(at, size);
            at += size;
            const std::size_t unfinished = at < bytes.size() ? unfinishedUtf8(pending) : 0;
            const Utf8Repair part =
                repairUtf8(std::string_view(pending).substr(0, pending.size() - unfinished));
            text += part.text;
            repaired += part.repaired;
            pending.erase(0, pending.size() - unfinished);
        }
        QCOMPARE(text, whole.text);
        QCOMPARE(repaired, whole.repaired);
    }
}

void TestEncoding::unfinishedCharacters()
{
    for (const std::string character : {"a", "é", "小", "🎵"})
        for (std::size_t cut = 0; cut <= character.size(); ++cut)
            QCOMPARE(unfinishedUtf8("é" + character.substr(0, cut)), cut == character.size() ? 0 : cut);
    QCOMPARE(unfinishedUtf8(""), std::size_t(0));
    QCOMPARE(unfinishedUtf8("\x80\x80\x80\x80"), std::size_t(0));
}

void TestEncoding::utf16AsQtReadsIt()
{
    Random random(43, RandomPurpose::Test);
    for (int round = 0; round < 20000; ++round) {
        QString expected;
        for (std::uint64_t left = random.below(9); left > 0; --left) {
            const std::array<char32_t, 5> some{'a', 0xE9, 0x5C0F, 0x1F3B5, 0x10FFFF};
            expected += QString::fromUcs4(&some[random.below(5)], 1);
        }
        for (const bool bigEndian : {false, true}) {
            std::string bytes;
            for (const QChar c : expected)
                for (const unsigned shift : bigEndian ? std::array{8U, 0U} : std::array{0U, 8U})
                    bytes += static_cast<char>(static_cast<unsigned char>(c.unicode() >> shift));
            // Cut anywhere: what is left is taken with what follows.
            const std::size_t cut = random.below(static_cast<std::uint32_t>(bytes.size() + 1));
            std::string_view first = std::string_view(bytes).substr(0, cut);
            std::string text = takeUtf16(first, bigEndian, false);
            QVERIFY(first.size() < 4);
            std::string_view rest = std::string_view(bytes).substr(cut - first.size());
            text += takeUtf16(rest, bigEndian, true);
            QVERIFY(rest.empty());
            QCOMPARE(text, expected.toStdString());
        }
    }
}

void TestEncoding::loneSurrogates()
{
    const auto taken = [](const std::u16string &units, bool isEnd, std::size_t left) {
        std::string bytes;
        for (const char16_t unit : units)
            for (const unsigned shift : {0U, 8U})
                bytes += static_cast<char>(static_cast<unsigned char>(unit >> shift));
        std::string_view rest = bytes;
        const std::string text = takeUtf16(rest, false, isEnd);
        return rest.size() == left ? text : "other bytes are left";
    };
    const std::string lone = "\xEF\xBF\xBD";
    QCOMPARE(taken({0xD83D, 'a'}, false, 0), lone + "a");
    QCOMPARE(taken({0xDFB5, 'a'}, false, 0), lone + "a");
    QCOMPARE(taken({0xD83D, 0xD83D, 0xDFB5}, true, 0), lone + "\xF0\x9F\x9E\xB5");
    QCOMPARE(taken({'a', 0xD83D}, false, 2), std::string("a"));
    QCOMPARE(taken({'a', 0xD83D}, true, 0), "a" + lone);
    std::string_view half("a\0b", 3);
    QCOMPARE(takeUtf16(half, false, true), "a" + lone);
    QVERIFY(half.empty());
}

QTEST_APPLESS_MAIN(TestEncoding)
#include "tst_encoding.moc"
