#include "core/report/results_json.h"
#include "core/study/dataset.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace genrelens;

/// What follows from a file and the options of its preparation, as the window and the report get it.
class TestPreparedData : public QObject
{
    Q_OBJECT

private slots:
    void remarks_data();
    void remarks();
    void keysInWordsAreFeatures();
    void scalingSaysWhatWasDone();
    void chosenRolesAreInForce();
    void theFileIsTheGenreOfLastResort();

private:
    [[nodiscard]] Dataset opened(const QByteArray &text) const
    {
        QFile file(m_folder.filePath(QStringLiteral("t.csv")));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write t.csv");
        file.close();
        return openDataset({file.fileName().toStdString()}, Progress::none()).value();
    }

    QTemporaryDir m_folder;
};

void TestPreparedData::remarks_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *name, const char *text, const char *said) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(said);
    };
    const QByteArray lacking("named in the settings, but not in the file: \"then\", \"nope\"");
    row("unused numbers need no word", "energy,tempo,valence,year,x\n1,2,3,2000,9\n2,3,4,2001,9\n", lacking);
    row("missing values", "energy,tempo\n1,2\n2,\n",
        "1 track left out, because a feature is missing|" + lacking);
    row("features in words", "energy,loudness,duration,duration_ms\n1,loud,3:00,9\n2,soft,2:00,8\n",
        "not all cells are numbers, so not used as a feature: \"loudness\"|" + lacking);
    row("several genres", "genre,energy\n\"a, b\",1\n\"b, c\",2\na,3\n",
        "2 tracks have several genres, of which the first counts|" + lacking);
    row("one of several genres", "genre,energy\na;b,1\na,2\n",
        "1 track has several genres, of which the first counts|" + lacking);
}

void TestPreparedData::remarks()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, said);
    const Dataset dataset = opened(text);
    PreparationOptions options;
    options.roles = {{"then", ColumnRole::Feature}};
    options.logFeatures = {"nope", "energy"};
    options.medianFeatures = {"nope"};
    const PreparedData data = prepareDataset(dataset, options, Progress::none()).value();
    QByteArrayList found;
    for (const std::string &remark : genrelens::remarks(dataset, data, LabelSet(), options))
        found.append(QByteArray::fromStdString(remark));
    QCOMPARE(found.join('|'), said);
}

void TestPreparedData::keysInWordsAreFeatures()
{
    const Dataset dataset = opened("energy,key,mode\n0.1,C#,Major\n0.2,Bb,Minor\n");
    QVERIFY(dataset.schema.doubts.empty());
    PreparationOptions options;
    options.rawFeatures = {"key", "mode"};
    const PreparedData data = prepareDataset(dataset, options, Progress::none()).value();
    QCOMPARE(data.features().columns(), std::size_t(3));
    QCOMPARE(data.features().row(1)[1], 10.0F);
    QCOMPARE(data.features().row(0)[2], 1.0F);
    QCOMPARE(dataset.facts[1].highest, 10.0);
}

void TestPreparedData::scalingSaysWhatWasDone()
{
    const Dataset dataset = opened("energy,tempo,valence\n0,1,1\n0,3,2\n0,,3\n");
    PreparationOptions options;
    options.logFeatures = {"energy"};
    options.medianFeatures = {"tempo", "valence"};
    const PreparedData data = prepareDataset(dataset, options, Progress::none()).value();
    const auto scaling = preparationSection(data.features())["scaling"];
    QCOMPARE(scaling["energy"].dump(),
             std::string(R"({"mean":0.0,"sd":0.0,"standardized":true,"log":true})"));
    QCOMPARE(scaling["tempo"]["median"].dump(), std::string("2.0"));
    QVERIFY(!scaling["tempo"].contains("log"));
    QCOMPARE(scaling["valence"].size(), std::size_t(3)); // nothing was missing
}

void TestPreparedData::chosenRolesAreInForce()
{
    const Dataset dataset =
        opened("track_id,mood,energy,year,x\na,sad,1,2000,0\nb,glad,2,2001,1\na,sad,3,2002,0\n");
    PreparationOptions options;
    options.roles = {
        {"year", ColumnRole::Feature}, {"mood", ColumnRole::Genre}, {"track_id", ColumnRole::Other}};
    const PreparedData data = prepareDataset(dataset, options, Progress::none()).value();
    QCOMPARE(data.features().rows(), std::size_t(3));
    QVERIFY((data.features().names() == std::vector<std::string>{"energy", "year"}));
    QVERIFY((data.genres.classes() == std::vector<std::string>{"glad", "sad"}));
    QVERIFY(dataset.schema.roles != data.schema.roles);
}

void TestPreparedData::theFileIsTheGenreOfLastResort()
{
    const auto written = [this](const char *name, const QByteArray &text) {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", name);
        return file.fileName().toStdString();
    };
    const auto genresOf = [](const std::vector<std::string> &paths, std::size_t doubts) {
        const Dataset dataset = openDataset(paths, Progress::none()).value();
        const PreparedData data = prepareDataset(dataset, {}, Progress::none()).value();
        return dataset.schema.doubts.size() == doubts ? data.genres.classes() : std::vector<std::string>();
    };
    const std::string rock = written("rock.csv", "track_id,energy,tempo\na,1,2\n");
    const std::string pop = written("pop.csv", "track_id,energy,tempo\nb,3,4\n");
    QVERIFY((genresOf({rock, pop}, 1) == std::vector<std::string>{"pop", "rock"}));
    const std::string one = written("one.csv", "track_id,energy,genre\na,1,jazz\n");
    const std::string two = written("two.csv", "track_id,energy,genre\nb,3,blues\n");
    QVERIFY((genresOf({one, two}, 0) == std::vector<std::string>{"blues", "jazz"}));
}

QTEST_APPLESS_MAIN(TestPreparedData)
#include "tst_prepared_data.moc"
