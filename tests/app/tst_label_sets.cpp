#include "app/data_export.h"
#include "core/study/selection.h"
#include "tests/app/window_test.h"
#include "widgets/docks/notice_bar.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QRadioButton>
#include <QTableView>
#include <QTimer>

#include <atomic>

using namespace genrelens;
using test::patience;

using Tracks = std::vector<std::uint32_t>;

namespace
{

/// Says cancelled once it was asked so many times; negative: never.
class Cancelling final : public Progress
{
public:
    explicit Cancelling(int questions) : m_left(questions) {}
    void report(double, std::string_view) override {}
    [[nodiscard]] bool cancelled() const override { return m_left == 0 || (m_left > 0 && --m_left == 0); }

private:
    mutable std::atomic<int> m_left;
};

} // namespace

class TestLabelSets : public test::WindowTest
{
    Q_OBJECT

private slots:
    void clustersAreKept();
    void labelsAreImported();
    void badFilesAreSaid();
    void selectionIsKept();
    void currentSetIsRenamedAndRemoved();
    void dataIsExported();
    void cancelledExportLeavesNoFile();
    void outdatedClustersAreNotExported();
    void exportsFollowEachOther();
    void tracksMayChangeBehindTheExport();
    void stepsUnderlineNoLetterOfATitle();
    void longTitlesAreCutInTheirMiddle();

private:
    // Answers the next modal dialog once it is there.
    template <typename Answer>
    void answer(const Answer &how)
    {
        auto *timer = new QTimer(this);
        connect(timer, &QTimer::timeout, this, [timer, how] {
            auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
            if (dialog == nullptr)
                return;
            timer->stop();
            timer->deleteLater();
            how(*dialog);
        });
        timer->start(20);
    }
    void openQuietly()
    {
        child<QAction>("automaticAction")->setChecked(false);
        openAndWait(m_file);
    }
    [[nodiscard]] QByteArray content(const QString &path) const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

void TestLabelSets::clustersAreKept()
{
    QVERIFY(!child<QAction>("keepClustersAction")->isEnabled());
    openAndWait(m_file);
    QTRY_VERIFY_WITH_TIMEOUT(child<QAction>("keepClustersAction")->isEnabled(), patience);
    child<QAction>("keepClustersAction")->trigger();
    Study &study = m_window->study();
    QCOMPARE(study.labels("cluster_k4").codes(), study.labels("cluster").codes());
    QCOMPARE(m_window->undoStack().undoText(), QStringLiteral("Keep Clusters"));
    StudySettings settings = study.settings();
    settings.clusters.k = 3;
    study.setSettings(settings);
    QVERIFY(!child<QAction>("keepClustersAction")->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(child<QAction>("keepClustersAction")->isEnabled(), patience);
    QCOMPARE(study.labels("cluster_k4").classes().size(), std::size_t(4));
    QCOMPARE(study.labels("cluster").classes().size(), std::size_t(3));
    // It is learned as any other, and the models go and come with it.
    study.setCurrentView("nearest_centroid", "cluster_k4");
    QTRY_VERIFY_WITH_TIMEOUT(hasModel() && isIdle(), patience);
    const auto trained = study.modelRuns().size();
    m_window->undoStack().undo();
    QVERIFY(study.labels("cluster_k4").isEmpty());
    QVERIFY(study.modelRuns().size() < trained);
    m_window->undoStack().redo();
    QCOMPARE(study.modelRuns().size(), trained);
}

void TestLabelSets::labelsAreImported()
{
    openQuietly();
    Study &study = m_window->study();
    const Dataset &dataset = *study.dataset();
    const std::size_t ids = *study.prepared()->schema.find(ColumnRole::TrackId);
    QByteArray text("track_id,mood\n");
    for (std::size_t row = 0; row < dataset.table.rows(); row += 2)
        text += QByteArray::fromStdString(dataset.table.column(ids).cell(row)) +
                (row % 4 == 0 ? ",sad\n" : ",happy\n");
    m_answers.open = QStringList{writeFile("moods.csv", text)};
    answer([](QDialog &dialog) {
        QCOMPARE(dialog.objectName(), QStringLiteral("importLabelsDialog"));
        dialog.findChild<QLineEdit *>(QStringLiteral("labelTitle"))->setText(QStringLiteral("Moods"));
        dialog.accept();
    });
    child<QAction>("importLabelsAction")->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(study.currentLabels(), std::string("imported_moods"), patience);
    QCOMPARE(study.labels("imported_moods").classes(), (std::vector<std::string>{"happy", "sad"}));
    QVERIFY(study.labels("imported_moods").unlabelledCount() > 0);
    QCOMPARE(m_window->undoStack().undoText(), QStringLiteral("Import Labels"));
    m_window->undoStack().undo();
    QCOMPARE(study.currentLabels(), std::string("super_genre"));
    m_window->undoStack().redo();
    QVERIFY(!study.labels("imported_moods").isEmpty());

    bool asked = false;
    answer([&asked](QDialog &dialog) {
        asked = true;
        dialog.reject();
    });
    const auto kept = study.keptLabels();
    child<QAction>("importLabelsAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(asked, patience);
    QVERIFY(study.keptLabels() == kept);
}

void TestLabelSets::badFilesAreSaid()
{
    openQuietly();
    m_answers.open = QStringList{writeFile("ragged.csv", "track_id,mood\na,x\nb\n")};
    child<QAction>("importLabelsAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(child<NoticeBar>("message")->text().contains(QStringLiteral("ragged.csv")),
                             patience);
    QVERIFY(m_window->study().keptLabels().empty());
}

void TestLabelSets::selectionIsKept()
{
    openQuietly();
    Study &study = m_window->study();
    QVERIFY(!child<QAction>("keepSelectionAction")->isEnabled());
    pickTracks(study, Tracks{1, 5, 6}, SelectionMode::Replace, "tempo is 0 BPM");
    answer([](QDialog &dialog) {
        auto *name = dialog.findChild<QLineEdit *>(QStringLiteral("labelName"));
        QCOMPARE(name->text(), QStringLiteral("tempo is 0 BPM"));
        name->setText(QStringLiteral("still"));
        dialog.accept();
    });
    child<QAction>("keepSelectionAction")->trigger();
    QCOMPARE(study.currentLabels(), std::string("selection"));
    QCOMPARE(study.labelsTitle("selection"), QStringLiteral("Selection: still"));
    QCOMPARE(study.labels("selection").classes(), (std::vector<std::string>{"still", "Others"}));
    QCOMPARE(study.labels("selection").counts().front(), std::size_t(3));
    QCOMPARE(m_window->undoStack().undoText(), QStringLiteral("Keep Selection as Labels"));
}

void TestLabelSets::currentSetIsRenamedAndRemoved()
{
    openQuietly();
    Study &study = m_window->study();
    QVERIFY(!child<QAction>("renameLabelsAction")->isEnabled());
    pickTracks(study, Tracks{1}, SelectionMode::Replace, "one");
    answer([](QDialog &dialog) { dialog.accept(); });
    child<QAction>("keepSelectionAction")->trigger();
    answer([](QDialog &dialog) {
        dialog.findChild<QLineEdit *>(QStringLiteral("labelName"))->setText(QStringLiteral("The one"));
        dialog.accept();
    });
    child<QAction>("renameLabelsAction")->trigger();
    QCOMPARE(study.labelsTitle("selection"), QStringLiteral("The one"));
    child<QAction>("removeLabelsAction")->trigger();
    QVERIFY(study.keptLabels().empty());
    QCOMPARE(study.currentLabels(), std::string("super_genre"));
    QVERIFY(!child<QAction>("removeLabelsAction")->isEnabled());
    m_window->undoStack().undo();
    QCOMPARE(study.labelsTitle("selection"), QStringLiteral("The one"));
}

void TestLabelSets::dataIsExported()
{
    QVERIFY(!child<QAction>("exportDataAction")->isEnabled());
    child<QAction>("automaticAction")->setChecked(false);
    openAndWait(writeFile("few.csv", "track_id,energy,tempo,track_genre\na,1,100,rock\nb,2,90.5,pop\n"
                                     "c,3,80,rock\nd,4,70,\"x, y\"\n"));
    Study &study = m_window->study();
    pickTracks(study, Tracks{1, 3}, SelectionMode::Replace, "two");
    study.setKeptLabels({std::make_shared<const KeptLabels>(
        KeptLabels{"imported_m", "M", LabelKind::Imported, {"u"}, {}, {0, -1, 0, 0}})});
    m_answers.save = m_folder.filePath(QStringLiteral("data.csv"));
    const auto exported = [&](bool selection, bool features, bool labels) {
        QTRY_VERIFY_WITH_TIMEOUT(child<QAction>("exportDataAction")->isEnabled(), patience);
        QFile::remove(m_answers.save);
        answer([=](QDialog &dialog) {
            dialog
                .findChild<QRadioButton *>(selection ? QStringLiteral("exportSelection")
                                                     : QStringLiteral("exportAll"))
                ->setChecked(true);
            dialog.findChild<QCheckBox *>(QStringLiteral("exportFeatures"))->setChecked(features);
            auto *list = dialog.findChild<QListWidget *>(QStringLiteral("exportLabels"));
            QCOMPARE(list->count(), 1);
            QCOMPARE(list->item(0)->checkState(), Qt::Checked);
            list->item(0)->setCheckState(labels ? Qt::Checked : Qt::Unchecked);
            dialog.accept();
        });
        child<QAction>("exportDataAction")->trigger();
    };
    const QByteArray header =
        "row,track_id,genre,super_genre,cluster,prediction,probability,map_x,map_y,selected";
    const QString path = m_answers.save;
    exported(false, true, true);
    QTRY_COMPARE_WITH_TIMEOUT(content(path),
                              header + ",imported_m,energy,tempo\n0,a,rock,rock,,,,,,0,u,1,100\n"
                                       "1,b,pop,pop,,,,,,1,,2,90.5\n2,c,rock,rock,,,,,,0,u,3,80\n"
                                       "3,d,x,,,,,,,1,u,4,70\n",
                              patience);
    QVERIFY(m_answers.suggestedPath.endsWith(QStringLiteral("few_labelled.csv")));
    exported(true, false, false);
    QTRY_COMPARE_WITH_TIMEOUT(content(path), header + "\n1,b,pop,pop,,,,,,1\n3,d,x,,,,,,,1\n", patience);
}

void TestLabelSets::cancelledExportLeavesNoFile()
{
    openAndWait(m_file);
    QTRY_VERIFY_WITH_TIMEOUT(hasModel() && isIdle(), patience);
    DataToExport data = dataToExport(m_window->study(), {}, false, true);
    QVERIFY(data.run.has_value());
    const QString path = m_folder.filePath(QStringLiteral("cancelled.csv"));
    for (const int patient : {0, 1, 3}) {
        Cancelling progress(patient);
        const Result<bool> done = exportData(data, path, progress);
        QVERIFY(!done.ok() && done.error().kind == ErrorKind::Cancelled);
        QVERIFY(!QFile::exists(path));
    }
    Cancelling progress(-1);
    QVERIFY(exportData(data, path, progress).ok());
    const QList<QByteArray> lines = content(path).split('\n');
    QCOMPARE(lines.size(), qsizetype(m_window->study().prepared()->features().rows()) + 2);
    const QList<QByteArray> first = lines[1].split(',');
    QVERIFY(!first[first.indexOf(QByteArray("0")) + 5].isEmpty());
    // What is outdated is not predicted from.
    StudySettings settings = m_window->study().settings();
    settings.seed = 77;
    m_window->study().setSettings(settings);
    QVERIFY(!dataToExport(m_window->study(), {}, false, true).run.has_value());
    const Result<bool> nowhere =
        exportData(data, m_folder.filePath(QStringLiteral("no/such/x.csv")), progress);
    QVERIFY(!nowhere.ok() && nowhere.error().kind == ErrorKind::Failure);
}

void TestLabelSets::outdatedClustersAreNotExported()
{
    openAndWait(m_file);
    Study &study = m_window->study();
    QTRY_VERIFY_WITH_TIMEOUT(study.isClusteringCurrent() && isIdle(), patience);
    QVERIFY(!dataToExport(study, {}, false, false).tracks.clusters.isEmpty());
    const auto isSaid = [this] {
        bool said = false;
        answer([&said](QDialog &dialog) {
            said = dialog.findChild<QLabel *>(QStringLiteral("exportOutdated"))->isVisible();
            dialog.reject();
        });
        child<QAction>("exportDataAction")->trigger();
        return said;
    };
    QVERIFY(!isSaid());
    m_window->jobs().setAutomatic(false);
    StudySettings settings = study.settings();
    settings.clusters.k = 9;
    study.setSettings(settings);
    QVERIFY(!study.labels("cluster").isEmpty()); // views show them as outdated
    QVERIFY(dataToExport(study, {}, false, false).tracks.clusters.isEmpty());
    QVERIFY(isSaid());
}

void TestLabelSets::exportsFollowEachOther()
{
    openQuietly();
    m_answers.save = m_folder.filePath(QStringLiteral("first.csv"));
    answer([](QDialog &dialog) { dialog.accept(); });
    auto *action = child<QAction>("exportDataAction");
    action->trigger();
    QVERIFY(!action->isEnabled()); // another would end this one
    m_window->study().setCurrentLabels("genre");
    QVERIFY(!action->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(action->isEnabled(), patience);
    QVERIFY(QFile::exists(m_answers.save));
}

void TestLabelSets::tracksMayChangeBehindTheExport()
{
    openQuietly();
    m_answers.save = m_folder.filePath(QStringLiteral("behind.csv"));
    const QString other = writeFile("other.csv", "track_id,energy,tempo\na,1,100\nb,2,90\nc,3,80\n");
    answer([this, other](QDialog &dialog) {
        openAndWait(other);
        dialog.accept();
    });
    child<QAction>("exportDataAction")->trigger();
    QVERIFY(child<NoticeBar>("message")->text().contains(QStringLiteral("tracks have changed")));
    QVERIFY(child<QAction>("exportDataAction")->isEnabled()); // nothing is being written
    QVERIFY(!QFile::exists(m_answers.save));
}

void TestLabelSets::stepsUnderlineNoLetterOfATitle()
{
    openQuietly();
    Study &study = m_window->study();
    study.setKeptLabels({std::make_shared<const KeptLabels>(
        KeptLabels{"imported_m",
                   "R&B",
                   LabelKind::Imported,
                   {"u"},
                   {},
                   std::vector<std::int32_t>(study.dataset()->table.rows(), 0)})});
    study.setCurrentLabels("imported_m");
    answer([](QDialog &dialog) {
        dialog.findChild<QLineEdit *>(QStringLiteral("labelName"))->setText(QStringLiteral("B&R"));
        dialog.accept();
    });
    child<QAction>("renameLabelsAction")->trigger();
    QCOMPARE(m_window->undoStack().undoText(), QStringLiteral("Rename R&&B"));
    child<QAction>("removeLabelsAction")->trigger();
    QCOMPARE(m_window->undoStack().undoText(), QStringLiteral("Remove B&&R"));
}

void TestLabelSets::longTitlesAreCutInTheirMiddle()
{
    openQuietly();
    Study &study = m_window->study();
    const std::vector<std::int32_t> codes(study.dataset()->table.rows(), 0);
    KeptLabelSets kept;
    for (const char *title :
         {"moods <of> a file whose name is long 1", "moods <of> a file whose name is long 2"})
        kept.push_back(std::make_shared<const KeptLabels>(KeptLabels{
            "imported_" + std::to_string(kept.size()), title, LabelKind::Imported, {"u"}, {}, codes}));
    study.setKeptLabels(kept);
    auto *box = child<QComboBox>("labelBox");
    const auto shown = [&](const char *name) {
        study.setCurrentLabels(name);
        QTest::qWait(0); // the tool bar lays itself out
        return box->grab().toImage();
    };
    const QImage first = shown("imported_0");
    QVERIFY(box->fontMetrics().horizontalAdvance(box->currentText()) > box->width());
    QVERIFY(box->toolTip().contains(QStringLiteral("moods &lt;of&gt; a file whose name is long 1")));
    QVERIFY(first != shown("imported_1")); // they differ in the last letter alone
    QCOMPARE(first, shown("imported_0"));
    QVERIFY(box->width() <= box->fontMetrics().horizontalAdvance(QString(24, u'x')) + 40); // and its arrow
}

QTEST_MAIN(TestLabelSets)
#include "tst_label_sets.moc"
