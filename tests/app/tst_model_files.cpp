#include "app/remembered_folder.h"
#include "core/model_file/forest_reader.h"
#include "tests/app/window_test.h"
#include "widgets/docks/notice_bar.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QScopeGuard>

#include <numeric>

using namespace genrelens;
using namespace genrelens::test;

// The entries of the Model menu that take models out of the study.
class TestModelFiles : public WindowTest
{
    Q_OBJECT

private slots:
    void entriesFollowTheStudy();
    void exportsTheForest();
    void exportsCompressed();
    void predictsByAnyModel();
    void predictsByAFileWithoutAStudy();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void cancelledChoicesDoNothing();
    void staleModelsAreNotAsked();
    void foldersThatAreThereAreOffered();

private:
    [[nodiscard]] bool isEnabled(const char *action) { return child<QAction>(action)->isEnabled(); }
    [[nodiscard]] QString message() { return child<NoticeBar>("message")->text(); }
    void openAndTrain()
    {
        openAndWait(m_file);
        QTRY_VERIFY_WITH_TIMEOUT(hasModel() && isIdle(), patience);
    }
    void exportTo(const char *name)
    {
        m_answers.save = m_folder.filePath(QString::fromLatin1(name));
        child<QAction>("exportModelAction")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(message().startsWith(QString::fromLatin1(name)), patience);
    }
    QByteArray content(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

void TestModelFiles::entriesFollowTheStudy()
{
    QVERIFY(!isEnabled("exportModelAction"));
    QVERIFY(!isEnabled("predictAction"));
    QVERIFY(isEnabled("predictByFileAction"));
    openAndTrain();
    QVERIFY(isEnabled("exportModelAction"));
    QVERIFY(isEnabled("predictAction"));
    m_window->study().setCurrentModel("nearest_centroid");
    QVERIFY(!isEnabled("exportModelAction"));
    QVERIFY(!isEnabled("predictAction"));
    child<QAction>("trainAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(hasModel() && isIdle(), patience);
    QVERIFY(isEnabled("predictAction"));
    QVERIFY(!isEnabled("exportModelAction")); // no forest
    QVERIFY(child<QAction>("exportModelAction")->toolTip().contains(QStringLiteral("forests")));
}

void TestModelFiles::exportsTheForest()
{
    openAndTrain();
    exportTo("m.json");
    QVERIFY(m_answers.suggestedPath.endsWith(QStringLiteral("model_random_forest_super_genre.json")));
    QVERIFY2(message().contains(QStringLiteral("5 trees")), qPrintable(message()));
    const Result<ForestModel> read = readForest(m_answers.save.toStdString(), Progress::none());
    QVERIFY2(read.ok(), read ? "" : read.error().message().c_str());
    Study &study = m_window->study();
    const auto run = study.modelRun("random_forest", "super_genre");
    QCOMPARE(read.value().classes, run->labels.classes());
    QCOMPARE(read.value().labels, std::string("super_genre"));
    const Features &features = study.prepared()->features();
    QCOMPARE(read.value().inputs.features, features.names());
    std::vector<std::uint32_t> rows(features.rows());
    std::iota(rows.begin(), rows.end(), 0U);
    const auto before = run->classifier->probabilities(features, rows, Progress::none());
    const auto after = read.value().forest->probabilities(features, rows, Progress::none());
    QVERIFY(before.value().values == after.value().values); // bit for bit
}

void TestModelFiles::exportsCompressed()
{
    openAndTrain();
    exportTo("plain.json");
    exportTo("packed.json.zst");
    const QString plain = m_folder.filePath(QStringLiteral("plain.json"));
    const QString packed = m_folder.filePath(QStringLiteral("packed.json.zst"));
    QVERIFY(QFileInfo(packed).size() < QFileInfo(plain).size() / 2);
    QVERIFY(readForest(packed.toStdString(), Progress::none()).ok());
}

void TestModelFiles::predictsByAnyModel()
{
    openAndTrain();
    const QByteArray table = content(m_file);
    const QByteArray header = table.left(table.indexOf('\n') + 1);
    const QByteArray first = table.mid(header.size(), table.indexOf('\n', header.size()) - header.size() + 1);
    for (const char *model : {"random_forest", "gaussian_naive_bayes"}) {
        m_window->study().setCurrentModel(model);
        if (!hasModel()) {
            child<QAction>("trainAction")->trigger();
            QTRY_VERIFY_WITH_TIMEOUT(hasModel() && isIdle(), patience);
        }
        m_answers.open = {writeFile("new.csv", header + first + first)};
        m_answers.save = m_folder.filePath(QString::fromLatin1(model) + QStringLiteral(".csv"));
        child<QAction>("predictAction")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(message().contains(QString::fromLatin1(model) + QStringLiteral(".csv")),
                                 patience);
        QVERIFY2(message().startsWith(QStringLiteral("2 tracks scored.")), qPrintable(message()));
        QVERIFY(m_answers.suggestedPath.endsWith(QStringLiteral("new_predictions.csv")));
        const QByteArrayList lines = content(m_answers.save).split('\n');
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines[0].startsWith("row,track_id,prediction,probability,p_"));
        QCOMPARE(lines[1].mid(1), lines[2].mid(1)); // the same track twice
        QVERIFY(lines[1].startsWith("0,") && lines[2].startsWith("1,"));
    }
}

void TestModelFiles::predictsByAFileWithoutAStudy()
{
    class TwoFiles : public Answers
    {
    public:
        QStringList openFiles(QWidget *, const QString &, const QString &, const QString &filter) override
        {
            return filter.contains(QStringLiteral("json")) ? model : tracks;
        }
        QStringList model;
        QStringList tracks;
    } answers;
    answers.model = {writeFile("m.json", R"({"features":["energy"],"classes":["calm","wild"],"trees":[
        {"feature":[0,-1,-1],"threshold":[0.5,0,0],"left":[1,-1,-1],"right":[2,-1,-1],
        "leaf_counts":{"1":[3,0],"2":[0,1]}}]})")};
    answers.tracks = {writeFile("rows.csv", "energy\n0.25\nNA\n1\n")};
    answers.save = m_folder.filePath(QStringLiteral("out.csv"));
    MainWindow window(answers);
    auto *message = window.findChild<NoticeBar *>(QStringLiteral("message"));
    window.findChild<QAction *>(QStringLiteral("predictByFileAction"))->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!message->text().isEmpty(), patience);
    QCOMPARE(message->text(),
             QStringLiteral("3 tracks scored; 1 had missing values. The predictions are in %1.")
                 .arg(answers.save));
    QCOMPARE(content(answers.save),
             QByteArray("row,prediction,probability,p_calm,p_wild\n0,calm,1,1,0\n1,,,,\n2,wild,1,0,1\n"));
    // Predictions never replace what they are made with or of.
    for (const QString &read : {answers.model.first(), answers.tracks.first()}) {
        const QByteArray before = content(read);
        answers.save = read;
        window.findChild<QAction *>(QStringLiteral("predictByFileAction"))->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(message->text().contains(QStringLiteral("the predictions would replace")) &&
                                     message->text().startsWith(read),
                                 patience);
        QCOMPARE(content(read), before);
    }
}

void TestModelFiles::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("tracks");
    QTest::addColumn<QString>("said");
    QTest::newRow("missing columns") << QByteArray("a,tempo\n1,2\n")
                                     << QStringLiteral("columns that are not there");
    QTest::newRow("no table") << QByteArray("\0\1\2", 3) << QStringLiteral("wrong.csv: ");
    QTest::newRow("nothing") << QByteArray() << QStringLiteral("wrong.csv: the file is empty");
}

void TestModelFiles::saysWhatIsWrong()
{
    QFETCH(QByteArray, tracks);
    QFETCH(QString, said);
    openAndTrain();
    m_answers.open = {writeFile("wrong.csv", tracks)};
    m_answers.save = m_folder.filePath(QStringLiteral("never.csv"));
    child<QAction>("predictAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(message().contains(said), patience);
    QVERIFY(!QFile::exists(m_answers.save));
    QVERIFY(m_answers.suggestedPath.isEmpty()); // said before that was asked
    QVERIFY(isEnabled("predictAction"));
    // A table is no model, and nothing is asked that would be in vain.
    m_answers.open = {m_file};
    child<QAction>("predictByFileAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(message().contains(QStringLiteral("it is no JSON")), patience);
    QVERIFY(m_answers.offered.contains(QStringLiteral("*.json"))); // the question asked last
}

void TestModelFiles::cancelledChoicesDoNothing()
{
    openAndTrain();
    const QString before = message();
    for (const char *action : {"predictAction", "predictByFileAction", "exportModelAction"}) {
        child<QAction>(action)->trigger(); // neither a file to open nor one to save
        QVERIFY(isEnabled(action));        // nothing is running
    }
    m_answers.suggestedPath.clear();
    m_answers.open = {m_file};
    child<QAction>("predictAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!m_answers.suggestedPath.isEmpty(), patience);
    QVERIFY(isEnabled("predictAction"));
    QCOMPARE(message(), before);
}

void TestModelFiles::staleModelsAreNotAsked()
{
    openAndTrain();
    m_window->jobs().setAutomatic(false);
    StudySettings other = m_window->study().settings();
    other.setTrees(6);
    m_window->study().setSettings(other);
    QVERIFY(!isEnabled("predictAction"));
    QVERIFY(!isEnabled("exportModelAction"));
    QVERIFY(child<QAction>("predictAction")->toolTip().contains(QStringLiteral("Train")));
}

// Of a fresh user there is no folder of documents, and folders may vanish.
void TestModelFiles::foldersThatAreThereAreOffered()
{
    const auto home = qgetenv("HOME");
    const auto backHome = qScopeGuard([&] { qputenv("HOME", home); });
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("home")));
    qputenv("HOME", QFile::encodeName(m_folder.filePath(QStringLiteral("home"))));
    QVERIFY(!QFileInfo::exists(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)));
    QCOMPARE(rememberedFolder(QStringLiteral("any")), QDir::homePath());
    openAndTrain();
    child<QAction>("exportModelAction")->trigger();
    QCOMPARE(QFileInfo(m_answers.suggestedPath).path(), m_folder.path()); // of the open file
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("elsewhere")));
    const QString elsewhere = m_folder.filePath(QStringLiteral("elsewhere"));
    rememberFolderOf(elsewhere + QStringLiteral("/plot.png"), QStringLiteral("exportFolder"));
    child<QAction>("exportModelAction")->trigger();
    QCOMPARE(QFileInfo(m_answers.suggestedPath).path(), elsewhere); // where something else was saved
    QVERIFY(QDir(elsewhere).removeRecursively());
    child<QAction>("exportModelAction")->trigger();
    QCOMPARE(QFileInfo(m_answers.suggestedPath).path(), m_folder.path());
}

QTEST_MAIN(TestModelFiles)
#include "tst_model_files.moc"
