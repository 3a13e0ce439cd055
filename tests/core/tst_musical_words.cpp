#include "core/table/musical_words.h"
#include "core/table/schema.h"
#include "tests/support/tables.h"

using namespace genrelens;
using namespace genrelens::test;

class TestMusicalWords : public QObject
{
    Q_OBJECT

private slots:
    void words_data();
    void words();
    void sharesWhatItLeaves();
    void manyRowsAreCategories();
};

void TestMusicalWords::words_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("table");
    const auto row = [](const char *name, const char *text, const char *table) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(table);
    };
    row("the black and white keys", "key\nC\nC#\nD\nD#\nE\nF\nF#\nG\nG#\nA\nA#\nB\n",
        "key N 0|1|2|3|4|5|6|7|8|9|10|11");
    row("flats", "Key\nCb\nDb\nEb\nFb\nGb\nAb\nBb\n", "Key N 11|1|3|4|6|8|10");
    row("signs", "key\nD♭\nF♯\nB♯\nC♭\n", "key N 1|6|0|11");
    row("small letters and spaces", "key\n c# \nb\nbb\n", "key N 1|11|10");
    row("two names of one note", "key\nC#/Db\nF♯ / G♭\n", "key N 1|6");
    row("two names of two notes", "key\nC#/D\n", "key T C#/D");
    row("missing", "key\nC\nNA\n?\n\"\"\nnone\nD\n", "key N 0|||||2");
    row("a word that is no note", "key\nC\nH\n", "key T C|H");
    row("numbers among them", "key\nC\n1\n", "key T C|1");
    row("all missing", "key,n\n,1\nNA,2\n", "key T |; n N 1|2");
    row("numbers stay", "key,mode\n1,0\n2,1\n", "key N 1|2; mode N 0|1");
    row("modes", "mode\nMajor\nminor\nMINOR\n\"\"\n", "mode N 1|0|0|");
    row("a mode of Greece", "mode\nMajor\nDorian\n", "mode T Major|Dorian");
    row("another column", "note\nC\nD\n", "note T C|D");
    row("both", "key,mode,n\nA,Minor,1\nB,Major,2\n", "key N 9|11; mode N 0|1; n N 1|2");
}

void TestMusicalWords::words()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, table);
    const Table before = tableOf(text.toStdString());
    const Table after = withMusicalNumbers(before);
    QCOMPARE(printed(after), table.toStdString());
    QCOMPARE(after.key() == before.key(), printed(before) == printed(after));
    QVERIFY(withMusicalNumbers(before).key() == after.key());
    QVERIFY(withMusicalNumbers(after).key() == after.key());
    QCOMPARE(after.rows(), before.rows());
    QCOMPARE(after.name(), before.name());
}

void TestMusicalWords::sharesWhatItLeaves()
{
    const Table before = tableOf("energy,key\n1,C\n2,D\n");
    const Table after = withMusicalNumbers(before);
    QVERIFY(&after.column(0) == &before.column(0));
    QVERIFY(!before.column(1).isNumeric());
    QVERIFY((recogniseSchema(after).value().features() == std::vector<std::size_t>{0, 1}));
    QVERIFY(recogniseSchema(after).value().doubts.empty());
}

void TestMusicalWords::manyRowsAreCategories()
{
    std::string text = "key\n";
    for (int i = 0; i < 1000; ++i)
        text += i % 10 == 0 ? "NA\n" : "F#\n";
    const Table before = tableOf(text);
    QVERIFY(before.column(0).categorical() != nullptr);
    const Table after = withMusicalNumbers(before);
    for (std::size_t row = 0; row < 1000; ++row)
        QCOMPARE(after.column(0).cell(row), std::string(row % 10 == 0 ? "" : "6"));
}

QTEST_APPLESS_MAIN(TestMusicalWords)
#include "tst_musical_words.moc"
