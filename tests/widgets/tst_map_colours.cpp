#include "tests/support/evaluated_study.h"
#include "widgets/map/map_colours.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/colour_choice.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QLocale>
#include <QTest>

#include <algorithm>
#include <limits>
#include <numeric>

using namespace genrelens;

using Kind = MapColouring::Kind;

class TestMapColours : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void textsLeadBack();
    void classesHaveTheirColours();
    void tracksWithoutAClassAreGrey();
    void rareClassesOfTooManyAreOther();
    void valuesGoFromBlueToRose();
    void errorsAndConfidence();
    void heldOutTracks();
    void survival();
    void whatIsNotThereIsGrey();
    void choicesAreThoseOfTheStudy();
};

namespace
{

void open(Study &study, const std::string &text)
{
    const auto dataset = test::datasetOf(text);
    study.setDataset(dataset, test::preparedOf(*dataset), {});
}

// Every code has a colour, every point a code, and the entries count the points.
void verifySound(const MapColours &colours, std::size_t rows)
{
    QCOMPARE(colours.points.codes.size(), rows);
    std::vector<std::size_t> counts(colours.points.colours.size());
    for (const std::uint16_t code : colours.points.codes) {
        QVERIFY(code < colours.points.colours.size());
        ++counts[code];
    }
    for (const LegendEntry &entry : colours.legend.entries) {
        QCOMPARE(entry.count, counts[entry.code]);
        QCOMPARE(entry.colour.rgb(), colours.points.colours[entry.code]);
    }
}

QRgb colourOf(const MapColours &colours, std::size_t row)
{
    return colours.points.colours[colours.points.codes[row]];
}

} // namespace

void TestMapColours::textsLeadBack()
{
    for (const MapColouring &colouring :
         {MapColouring{Kind::None, {}}, MapColouring{Kind::Labels, "super_genre"},
          MapColouring{Kind::Labels, "feature:odd"}, MapColouring{Kind::Feature, "tempo: in BPM"},
          MapColouring{Kind::Predicted, {}}, MapColouring{Kind::Confidence, {}},
          MapColouring{Kind::Errors, {}}, MapColouring{Kind::HeldOut, {}}, MapColouring{Kind::Survival, {}}})
        QCOMPARE(colouringOf(colouringText(colouring)), colouring);
    QCOMPARE(colouringOf("nonsense"), MapColouring());
    QCOMPARE(colouringOf("feature"), MapColouring());
    QCOMPARE(colouringOf("errors:x"), MapColouring());
}

void TestMapColours::classesHaveTheirColours()
{
    test::EvaluatedStudy evaluated;
    Study &study = evaluated.study;
    const MapColouring colouring{Kind::Labels, "genre"};
    const LabelSet genres = study.labels("genre");
    MapColours colours = mapColours(colouring, study, {});
    verifySound(colours, 300);
    QCOMPARE(colours.legend.key, QStringLiteral("label set:genre"));
    QCOMPARE(colours.legend.entries.size(), std::size_t(3));
    for (std::size_t c = 0; c < 3; ++c) {
        QCOMPARE(colours.legend.entries[c].name, QString::fromStdString(genres.classes()[c]));
        QCOMPARE(colours.legend.entries[c].count, genres.counts()[c]);
        QVERIFY(colours.legend.entries[c].recolourable);
    }
    const std::vector<QColor> expected = labelColours(genres, study.settings());
    for (std::size_t row = 0; row < 300; ++row)
        QCOMPARE(colourOf(colours, row), expected[static_cast<std::size_t>(genres.codes()[row])].rgb());
    // A colour that was chosen in another view.
    study.setSettings(withClassColour(study.settings(), "genre", genres.classes()[1], QColor(1, 2, 3)));
    colours = mapColours(colouring, study, {});
    QCOMPARE(colours.legend.entries[1].colour, QColor(1, 2, 3));
    verifySound(colours, 300);
}

void TestMapColours::tracksWithoutAClassAreGrey()
{
    Study study;
    StudySettings settings;
    GenreMap map;
    map.superGenres.push_back({"loud", {}, {"rock"}});
    settings.genreMap() = map;
    study.setSettings(settings);
    open(study, "track_id,tempo,energy,track_genre\na,1,2,rock\nb,2,3,pop\nc,3,1,rock\nd,4,4,pop\n");
    const MapColours colours = mapColours({Kind::Labels, "super_genre"}, study, {});
    verifySound(colours, 4);
    QCOMPARE(colours.legend.entries.size(), std::size_t(2));
    QCOMPARE(colours.legend.entries[1].name, QStringLiteral("No class"));
    QVERIFY(!colours.legend.entries[1].recolourable);
    QCOMPARE(colourOf(colours, 1), unmappedColour().rgb());
    QCOMPARE(colourOf(colours, 2), colours.legend.entries[0].colour.rgb());
}

void TestMapColours::rareClassesOfTooManyAreOther()
{
    constexpr int alone = 65'700;
    std::string text = "track_id,tempo,energy,track_genre\n";
    for (int i = 0; i < alone + 30; ++i) { // the last 30 have a genre together, which comes last
        const int genre = std::min(i, alone);
        text += 't' + std::to_string(i) + ',' + std::to_string(i % 97) + ',' + std::to_string(i % 89) + ",g" +
                std::to_string(genre) + '\n';
    }
    Study study;
    open(study, text);
    QCOMPARE(study.labels("genre").classes().size(), std::size_t(alone + 1));
    const MapColours colours = mapColours({Kind::Labels, "genre"}, study, {});
    verifySound(colours, alone + 30);
    QCOMPARE(colours.legend.entries.size(), mostMapClasses + 1);
    const LegendEntry &other = colours.legend.entries.back();
    QCOMPARE(other.name, QStringLiteral("Other classes"));
    QCOMPARE(other.count, std::size_t(alone + 1) - mostMapClasses);
    QCOMPARE(other.colour, unmappedColour());
    const auto large = std::find_if(colours.legend.entries.begin(), colours.legend.entries.end(),
                                    [](const LegendEntry &entry) { return entry.count == 30; });
    QVERIFY(large != colours.legend.entries.end());
}

void TestMapColours::valuesGoFromBlueToRose()
{
    std::string text = "track_id,tempo,energy\n";
    for (int i = 0; i < 201; ++i)
        text += 't' + std::to_string(i) + ',' + (i == 7 ? std::string() : std::to_string(i)) + ',' +
                std::to_string(i % 13) + '\n';
    const auto dataset = test::datasetOf(text);
    PreparationOptions options;
    options.medianFeatures = {"tempo"}; // row 7 stays, with what stands in for it
    Study study;
    study.setDataset(dataset, test::preparedOf(*dataset, options), options);
    const MapColours colours = mapColours({Kind::Feature, "tempo"}, study, {});
    verifySound(colours, 201);
    QCOMPARE(colours.legend.title, QStringLiteral("tempo (BPM)"));
    QVERIFY(colours.legend.bar.has_value());
    QCOMPARE(colours.legend.bar->low, QStringLiteral("11\u00a0BPM")); // the 5th percentile of 200 values
    QCOMPARE(colours.legend.bar->high, QStringLiteral("190\u00a0BPM"));
    QCOMPARE(colourOf(colours, 0), featureColour(0.0).rgb());
    QCOMPARE(colourOf(colours, 200), featureColour(1.0).rgb());
    QCOMPARE(colourOf(colours, 7), unmappedColour().rgb());
    QCOMPARE(colours.legend.entries.size(), std::size_t(1));
    QCOMPARE(colours.legend.entries[0].count, std::size_t(1));
    QVERIFY(std::is_sorted(colours.points.codes.begin() + 8, colours.points.codes.end()));
    QVERIFY(colours.points.codes[20] < colours.points.codes[30]);
}

void TestMapColours::errorsAndConfidence()
{
    test::EvaluatedStudy evaluated;
    evaluated.train("random_forest");
    MapColourSources sources;
    sources.run = evaluated.run("random_forest");
    const Features features = evaluated.study.prepared()->features();
    sources.answers = std::make_shared<const TrackAnswers>(
        trackAnswers(*sources.run, features, evaluated.study.currentSplit().value(), Progress::none())
            .value());
    const std::vector<std::int32_t> &truth = sources.run->labels.codes();
    const MapColours errors = mapColours({Kind::Errors, {}}, evaluated.study, sources);
    verifySound(errors, 300);
    QCOMPARE(errors.legend.note, QStringLiteral("Random forest on genre"));
    for (std::size_t row = 0; row < 300; ++row)
        QCOMPARE(colourOf(errors, row),
                 featureColour(truth[row] == sources.answers->first[row] ? 0.0 : 1.0).rgb());
    const MapColours predicted = mapColours({Kind::Predicted, {}}, evaluated.study, sources);
    verifySound(predicted, 300);
    const std::vector<QColor> classes = labelColours(sources.run->labels, evaluated.study.settings());
    QCOMPARE(colourOf(predicted, 11), classes[static_cast<std::size_t>(sources.answers->first[11])].rgb());
    const MapColours confidence = mapColours({Kind::Confidence, {}}, evaluated.study, sources);
    verifySound(confidence, 300);
    QVERIFY(confidence.legend.bar.has_value());
    const std::vector<float> &sure = sources.answers->firstProbability;
    for (std::size_t row = 1; row < 300; ++row)
        if (sure[row] > sure[0])
            QVERIFY(confidence.points.codes[row] >= confidence.points.codes[0]);
}

void TestMapColours::heldOutTracks()
{
    test::EvaluatedStudy evaluated;
    const Split split = evaluated.study.currentSplit().value();
    const MapColours colours = mapColours({Kind::HeldOut, {}}, evaluated.study, {});
    verifySound(colours, 300);
    QCOMPARE(colours.legend.entries.size(), std::size_t(2));
    QCOMPARE(colours.legend.entries[0].count, split.train.size());
    QCOMPARE(colours.legend.entries[1].count, split.test.size());
    for (const std::uint32_t row : split.test)
        QCOMPARE(colourOf(colours, row), colours.legend.entries[1].colour.rgb());
}

void TestMapColours::survival()
{
    test::EvaluatedStudy evaluated;
    MapColourSources sources;
    for (int i = 0; i < 300; ++i)
        sources.survival.push_back(static_cast<float>(i) / 299.0F);
    const MapColours colours = mapColours({Kind::Survival, {}}, evaluated.study, sources);
    verifySound(colours, 300);
    QCOMPARE(colourOf(colours, 0), featureColour(0.0).rgb());
    QCOMPARE(colourOf(colours, 299), featureColour(1.0).rgb());
    QVERIFY(colours.legend.entries.empty());
    QCOMPARE(colours.legend.bar->low, formatShare(15.0 / 299.0));
}

void TestMapColours::whatIsNotThereIsGrey()
{
    const Study nothing;
    for (const Kind kind : {Kind::None, Kind::Labels, Kind::Feature, Kind::Predicted, Kind::Confidence,
                            Kind::Errors, Kind::HeldOut, Kind::Survival}) {
        const MapColours colours = mapColours({kind, "genre"}, nothing, {});
        QVERIFY(colours.points.codes.empty());
        QVERIFY(colours.legend.isEmpty());
    }
    test::EvaluatedStudy evaluated;
    evaluated.train("random_forest");
    MapColourSources other;
    other.run = evaluated.run("random_forest");
    auto answers = std::make_shared<TrackAnswers>();
    answers->first.assign(17, 0); // of another file
    other.answers = answers;
    other.survival.assign(17, 1.0F);
    for (const MapColouring &colouring :
         {MapColouring{Kind::None, {}}, MapColouring{Kind::Labels, "gone"},
          MapColouring{Kind::Feature, "gone"}, MapColouring{Kind::Predicted, {}},
          MapColouring{Kind::Confidence, {}}, MapColouring{Kind::Errors, {}},
          MapColouring{Kind::Survival, {}}}) {
        const MapColours colours = mapColours(colouring, evaluated.study, other);
        verifySound(colours, 300);
        QCOMPARE(colourOf(colours, 5), unmappedColour().rgb());
        QVERIFY(colours.legend.isEmpty());
    }
}

void TestMapColours::choicesAreThoseOfTheStudy()
{
    test::EvaluatedStudy evaluated;
    const auto find = [&](const MapColouring &colouring, bool known) {
        for (const MapColouringChoice &choice : mapColourings(evaluated.study, known))
            if (choice.colouring == colouring)
                return choice;
        return MapColouringChoice();
    };
    QVERIFY(find({Kind::Labels, "genre"}, false).possible);
    QCOMPARE(find({Kind::Feature, "tempo"}, false).title, QStringLiteral("tempo (BPM)"));
    QVERIFY(!find({Kind::Labels, "cluster"}, false).possible); // none are found yet
    evaluated.study.setCurrentModel("random_forest");
    QVERIFY(!find({Kind::Errors, {}}, false).possible);
    evaluated.train("random_forest");
    QVERIFY(find({Kind::Errors, {}}, false).possible);
    QVERIFY(!find({Kind::Survival, {}}, false).possible);
    QVERIFY(find({Kind::Survival, {}}, true).possible);
    QVERIFY(!mapColourings(Study(), false).empty());
}

QTEST_GUILESS_MAIN(TestMapColours)
#include "tst_map_colours.moc"
