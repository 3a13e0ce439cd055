#include "core/study/explainer.h"
#include "core/table/csv_reader.h"
#include "tests/app/window_test.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/docks/shap_dock.h"

#include <QAction>

#include <cmath>

using namespace genrelens;
using namespace genrelens::test;

// SHAP values of the window as files.
class TestShapSaving : public WindowTest
{
    Q_OBJECT

private slots:
    void offeredWhenThereAreValues();
    void valuesOfTracks();
    void compressed();
    void cancelledChoiceDoesNothing();
    void saysWhatIsWrong();

private:
    [[nodiscard]] QAction *action() { return child<QAction>("exportShapAction"); }
    [[nodiscard]] QString message() { return child<NoticeBar>("message")->text(); }
    std::shared_ptr<const Explanation> explanation()
    {
        return child<ShapDock>("shapDock")->explainer().explanation();
    }
    void openAndExplain()
    {
        openAndWait(m_file);
        QTRY_VERIFY_WITH_TIMEOUT(hasModel() && isIdle(), patience);
        child<QAction>("explainAction")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(explanation() && explanation()->isComplete(), patience);
    }
    Table saved(const QString &path)
    {
        m_answers.save = path;
        action()->trigger();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(message().contains(QStringLiteral("lines.")), patience); }();
        const Result<CsvFile> file = readCsvFiles({path.toStdString()}, CsvOptions{}, Progress::none());
        return file ? file.value().table : Table();
    }
};

void TestShapSaving::offeredWhenThereAreValues()
{
    QVERIFY(!action()->isEnabled());
    openAndWait(m_file);
    QTRY_VERIFY_WITH_TIMEOUT(hasModel() && isIdle(), patience);
    QVERIFY(!action()->isEnabled()); // nobody looked, so that nothing is explained
    child<QAction>("explainAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(action()->isEnabled(), patience);
    m_window->study().setCurrentLabels("genre"); // no model yet
    QVERIFY(!action()->isEnabled());
    m_window->study().setCurrentLabels("super_genre");
    QVERIFY(action()->isEnabled());
}

void TestShapSaving::valuesOfTracks()
{
    openAndExplain();
    const auto known = explanation();
    const Table table = saved(m_folder.filePath(QStringLiteral("shap.csv")));
    QVERIFY(m_answers.suggestedPath.endsWith(QStringLiteral("tracks_shap_super_genre.csv")));
    std::vector<std::string> names;
    for (std::size_t c = 0; c < table.columnCount(); ++c)
        names.push_back(table.column(c).name);
    QVERIFY(names == (std::vector<std::string>{"row", "track_id", "title", "artist", "class", "feature",
                                               "value", "shap", "base_value"}));
    const std::size_t classes = known->values.classes();
    const std::size_t features = known->values.features();
    QCOMPARE(table.rows(), known->tracks.size() * classes * features);
    const Table &file = m_window->study().dataset()->table;
    const Schema &schema = m_window->study().prepared()->schema;
    const std::size_t title = schema.find(ColumnRole::Title).value();
    const std::size_t artists = schema.find(ColumnRole::Artists).value();
    for (const std::size_t place : {std::size_t(0), known->tracks.size() - 1})
        for (std::size_t c = 0; c < classes; ++c)
            for (std::size_t f = 0; f < features; ++f) {
                const std::size_t line = (place * classes + c) * features + f;
                const std::uint32_t row = known->features.sourceRow(known->tracks[place]);
                const std::string &feature = known->features.names()[f];
                QCOMPARE(table.column(0).cell(line), std::to_string(known->tracks[place]));
                QCOMPARE(table.column(2).cell(line), file.column(title).cell(row));
                QCOMPARE(table.column(3).cell(line), file.column(artists).cell(row));
                QCOMPARE(table.column(4).cell(line), known->run->labels.classes()[c]);
                QCOMPARE(table.column(5).cell(line), feature);
                QCOMPARE(table.column(6).cell(line), file.column(file.find(feature).value()).cell(row));
                QCOMPARE(static_cast<float>(table.column(7).numeric()->values[line]),
                         known->values.value(place, c, f));
                QCOMPARE(table.column(8).numeric()->values[line], known->values.baseValues()[c]);
            }
}

void TestShapSaving::compressed()
{
    openAndExplain();
    const QString path = m_folder.filePath(QStringLiteral("shap.csv.zst"));
    const Table table = saved(path);
    QCOMPARE(table.rows(), explanation()->tracks.size() * explanation()->values.classes() *
                               explanation()->values.features());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.read(4) == QByteArray("\x28\xb5\x2f\xfd"));
}

void TestShapSaving::cancelledChoiceDoesNothing()
{
    openAndExplain();
    m_answers.save.clear();
    action()->trigger();
    QVERIFY(!m_answers.suggestedPath.isEmpty());
    QVERIFY(action()->isEnabled());
}

void TestShapSaving::saysWhatIsWrong()
{
    openAndExplain();
    m_answers.save = m_folder.filePath(QStringLiteral("no/such/shap.csv"));
    action()->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(message().contains(QStringLiteral("cannot be written")), patience);
    QVERIFY(action()->isEnabled());
}

QTEST_MAIN(TestShapSaving)
#include "tst_shap_saving.moc"
