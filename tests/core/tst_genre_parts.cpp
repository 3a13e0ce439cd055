#include "core/base/text.h"
#include "core/labels/column_labels.h"
#include "core/labels/genre_parts.h"
#include "core/prepare/prepare.h"
#include "tests/support/tables.h"

using namespace genrelens;
using namespace genrelens::test;

class TestGenreParts : public QObject
{
    Q_OBJECT

private slots:
    void partsOfACell_data();
    void partsOfACell();
    void listedGenres_data();
    void listedGenres();
};

namespace
{

Features allRows(const Table &table)
{
    PreparationOptions options;
    options.repeats = RepeatsBy::Nothing;
    return prepare(table, recogniseSchema(table).value(), options, Progress::none()).value().features;
}

// "a|b|: 0 1": classes, then codes.
QByteArray described(const LabelSet &set)
{
    QByteArray text;
    for (const std::string &name : set.classes())
        text += QByteArray::fromStdString(name) + '|';
    text += ':';
    for (const std::int32_t code : set.codes())
        text += ' ' + QByteArray::number(code);
    return text;
}

} // namespace

void TestGenreParts::listedGenres_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("labels"); // classes, then codes
    QTest::addColumn<int>("several");
    const auto row = [](const char *name, const char *text, const char *labels, int several) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(labels) << several;
    };
    row("commas", "genre,n\n\"hip hop, pop, R&B\",1\npop,2\nset(),3\n\"rock, pop\",4\n",
        "hip hop|pop|rock|: 0 1 -1 2", 2);
    row("semicolons and bars", "Track Genre,n\nrock;pop,1\npop|rock,2\nrock,3\n", "pop|rock|: 1 0 1", 2);
    row("lists of Python", "genres,n\n\"['show tunes', 'pop']\",1\n[],2\n\"['pop']\",3\n{},4\n",
        "pop|show tunes|: 1 -1 0 -1", 1);
    row("a slash is part of a name", "genre,n\nDance/Electronic,1\n\"Dance/Electronic, pop\",2\n",
        "Dance/Electronic|: 0 0", 1);
    row("spaces and quotes", "top genre,n\n\" 'rock' ; pop\",1\nrock,2\n", "rock|: 0 0", 1);
    row("empty parts", "genre,n\n\", ,pop,\",1\n\",;\",2\npop,3\n", "pop|: 0 -1 0", 0);
    row("no list, nothing changes", "genre,n\n\" 'a' \",1\na,2\n", "'a'|a|: 0 1", 0);
    row("spaces around a genre are none of it", "genre,n\n pop,1\npop ,2\npop,3\n", "pop|: 0 0 0", 0);
    row("no genre column", "mood,n\n\"a, b\",1\nset(),2\n", "a, b|set()|: 0 1", 0);
    row("all missing", "genre,n\nset(),1\n[],2\n,3\n", ": -1 -1 -1", 0);
    row("one row", "genre,n\n\"a;b\",1\n", "a|: 0", 1);
}

void TestGenreParts::listedGenres()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, labels);
    QFETCH(int, several);
    const Table table = tableOf(text.toStdString());
    const Features features = allRows(table);
    const ColumnLabels found =
        columnLabels("genre", table, 0, features, ListedGenres::First, Progress::none()).value();
    QCOMPARE(described(found.labels), labels);
    QCOMPARE(found.several, std::size_t(several));

    const ColumnLabels whole =
        columnLabels("genre", table, 0, features, ListedGenres::Whole, Progress::none()).value();
    QCOMPARE(whole.several, std::size_t(0));
    for (std::size_t i = 0; i < features.rows(); ++i) {
        const std::string written = table.column(0).cell(i);
        const std::string cell(trimmed(written));
        QCOMPARE(whole.labels.codes()[i] == unlabelled, cell.empty());
        if (!cell.empty())
            QCOMPARE(whole.labels.classes()[static_cast<std::size_t>(whole.labels.codes()[i])], cell);
    }
}

void TestGenreParts::partsOfACell_data()
{
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<bool>("several");
    const auto row = [](const char *cell, const char *first, bool several) {
        QTest::newRow(cell) << QByteArray(cell) << QByteArray(first) << several;
    };
    row("", "", false);
    row(" ", "", false);
    row("pop", "pop", false);
    row("a,b", "a", true);
    row("a,", "a", false);
    row("[", "[", false);
    row("[]", "", false);
    row("['']", "", false);
    row("['', 'b']", "b", false);
    row("[a, b]", "a", true);
    row("['r&b, soul', \"drum'n'bass\"]", "r&b, soul", true);
    row("[\"drum'n'bass\"]", "drum'n'bass", false);
    row("['rock \\'n\\' roll']", "rock 'n' roll", false);
    row("['never closed, b]", "never closed, b", false);
    row("['ends\\]", "ends\\", false);
    row("{'a', 'b'}", "a", true);
    row("set()", "", false);
    row(" set() ", "", false);
}

void TestGenreParts::partsOfACell()
{
    QFETCH(QByteArray, cell);
    QFETCH(QByteArray, first);
    QFETCH(bool, several);
    const GenreParts parts = genreParts(cell.toStdString());
    QCOMPARE(parts.first, first.toStdString());
    QCOMPARE(parts.several, several);
}

QTEST_APPLESS_MAIN(TestGenreParts)
#include "tst_genre_parts.moc"
