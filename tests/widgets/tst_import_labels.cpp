#include "core/prepare/prepare.h"
#include "tests/support/tables.h"
#include "widgets/dialogs/import_labels_dialog.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTreeWidget>

#include <fstream>

using namespace genrelens;

class TestImportLabels : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void guessesAndShows();
    void otherChoicesShowOtherClasses();
    void reasonsAreGiven();
    void tooManyClassesAreRefused();
    void textsAreNoMarkup();

private:
    Table m_table = test::tableOf("track_id,energy\na,1\nb,2\nc,3\nd,5\n");
    Features m_features = featuresOf(m_table);

    [[nodiscard]] static Features featuresOf(const Table &table)
    {
        return prepare(table, recogniseSchema(table).value(), {}, Progress::none()).value().features;
    }
    [[nodiscard]] LabelFile file(const char *text) const { return file(text, m_table, m_features); }
    [[nodiscard]] static LabelFile file(const char *text, const Table &table, const Features &features)
    {
        const QTemporaryDir dir;
        const std::string path = dir.filePath(QStringLiteral("labels.csv")).toStdString();
        std::ofstream(path) << text;
        Result<LabelFile> read = readLabelFile(path, table, 0, features, Progress::none());
        if (!read)
            qFatal("%s", read.error().message().c_str());
        return std::move(read).value();
    }
};

namespace
{

QString shown(const QDialog &dialog, const char *label)
{
    return dialog.findChild<QLabel *>(QString::fromLatin1(label))->text();
}

bool canImport(const QDialog &dialog)
{
    return dialog.findChild<QPushButton *>(QStringLiteral("labelImport"))->isEnabled();
}

QString classes(const QDialog &dialog)
{
    QStringList lines;
    auto *tree = dialog.findChild<QTreeWidget *>(QStringLiteral("labelClasses"));
    for (int i = 0; i < tree->topLevelItemCount(); ++i)
        lines.append(tree->topLevelItem(i)->text(0) + u' ' + tree->topLevelItem(i)->text(1));
    return lines.join(QStringLiteral("; "));
}

} // namespace

void TestImportLabels::guessesAndShows()
{
    ImportLabelsDialog dialog(file("track_id,n,mood\na,1,sad\nb,2,happy\nzz,3,sad\nb,4,sad\nd,5,sad\n"),
                              m_features);
    dialog.show();
    QVERIFY(canImport(dialog));
    QCOMPARE(dialog.title(), QStringLiteral("mood"));
    QCOMPARE(classes(dialog), QStringLiteral("happy 1; sad 2"));
    const QString matched = shown(dialog, "labelMatched");
    QVERIFY(matched.contains(QStringLiteral("3 of 4 tracks get a label, of 2 classes.")));
    QVERIFY(matched.contains(QStringLiteral("1 of 5 lines match no track.")));
    QVERIFY(matched.contains(QStringLiteral("1 lines are about a track")));
    QVERIFY(!dialog.findChild<QLabel *>(QStringLiteral("labelReason"))->isVisible());
    QTest::mouseClick(dialog.findChild<QPushButton *>(QStringLiteral("labelImport")), Qt::LeftButton);
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
    QCOMPARE(dialog.labels().codes, (std::vector<std::int32_t>{1, 0, -1, 1}));
}

void TestImportLabels::otherChoicesShowOtherClasses()
{
    ImportLabelsDialog dialog(file("row,track_id,mood,size\n3,a,x,10\n2,b,y,9\n1,c,x,9\n0,d,x,9\n"),
                              m_features);
    QCOMPARE(classes(dialog), QStringLiteral("x 3; y 1"));
    auto *column = dialog.findChild<QComboBox *>(QStringLiteral("labelColumn"));
    column->setCurrentIndex(3);
    QCOMPARE(classes(dialog), QStringLiteral("9 3; 10 1"));
    QCOMPARE(dialog.title(), QStringLiteral("size")); // follows, until it is written by hand
    auto *title = dialog.findChild<QLineEdit *>(QStringLiteral("labelTitle"));
    title->selectAll();
    QTest::keyClicks(title, QStringLiteral("Mine"));
    column->setCurrentIndex(2);
    QCOMPARE(dialog.title(), QStringLiteral("Mine"));
    QCOMPARE(dialog.labels().codes, (std::vector<std::int32_t>{0, 1, 0, 0}));
    auto *key = dialog.findChild<QComboBox *>(QStringLiteral("labelKey"));
    QCOMPARE(key->itemText(1), QStringLiteral("row of the kept tracks, from 0 (row)"));
    key->setCurrentIndex(1);
    QCOMPARE(dialog.labels().codes, (std::vector<std::int32_t>{0, 0, 1, 0}));
    key->setCurrentIndex(key->findText(QStringLiteral("line by line")));
    QCOMPARE(dialog.labels().codes, (std::vector<std::int32_t>{0, 1, 0, 0}));
}

void TestImportLabels::reasonsAreGiven()
{
    ImportLabelsDialog none(file("id,mood\nyy,x\nzz,y\n"), m_features);
    none.show();
    QVERIFY(!canImport(none));
    QVERIFY(shown(none, "labelReason").contains(QStringLiteral("No line matches a track")));
    ImportLabelsDialog dialog(file("track_id,mood,empty\na,x,\nb,y,\n"), m_features);
    auto *column = dialog.findChild<QComboBox *>(QStringLiteral("labelColumn"));
    column->setCurrentIndex(0);
    QVERIFY(!canImport(dialog));
    QVERIFY(shown(dialog, "labelReason").contains(QStringLiteral("matched by this column")));
    column->setCurrentIndex(2);
    QVERIFY(!canImport(dialog));
    QVERIFY(shown(dialog, "labelReason").contains(QStringLiteral("no label")));
    column->setCurrentIndex(1);
    QVERIFY(canImport(dialog));
    auto *title = dialog.findChild<QLineEdit *>(QStringLiteral("labelTitle"));
    title->selectAll();
    QTest::keyClick(title, Qt::Key_Space);
    QVERIFY(!canImport(dialog));
}

void TestImportLabels::tooManyClassesAreRefused()
{
    std::string tracks = "track_id,energy\n";
    std::string labels = "track_id,title,mood\n";
    for (int i = 0; i < 10050; ++i) {
        tracks += 't' + std::to_string(i) + ',' + std::to_string(i) + '\n';
        labels += 't' + std::to_string(i) + ",song " + std::to_string(i) + (i % 2 == 0 ? ",x\n" : ",y\n");
    }
    const Table table = test::tableOf(tracks);
    const Features features = featuresOf(table);
    ImportLabelsDialog dialog(file(labels.c_str(), table, features), features);
    dialog.show();
    auto *column = dialog.findChild<QComboBox *>(QStringLiteral("labelColumn"));
    column->setCurrentIndex(1);
    QVERIFY(!canImport(dialog));
    QVERIFY(dialog.labels().codes.empty()); // nobody looked any further
    QVERIFY(classes(dialog).isEmpty());
    QVERIFY(shown(dialog, "labelReason").contains(QStringLiteral("more than 10,000 different labels")));
    QVERIFY(!shown(dialog, "labelMatched").contains(QStringLiteral("classes")));
    column->setCurrentIndex(2);
    QVERIFY(canImport(dialog));
    QCOMPARE(classes(dialog), QStringLiteral("x 5,025; y 5,025"));
}

void TestImportLabels::textsAreNoMarkup()
{
    ImportLabelsDialog dialog(file("track_id,<b>x\na,<i>sad</i>\n"), m_features);
    QCOMPARE(classes(dialog), QStringLiteral("<i>sad</i> 1"));
    for (const QLabel *label : dialog.findChildren<QLabel *>())
        if (label->objectName().startsWith(QStringLiteral("label")))
            QCOMPARE(label->textFormat(), Qt::PlainText);
    auto *tree = dialog.findChild<QTreeWidget *>(QStringLiteral("labelClasses"));
    QVERIFY(!tree->topLevelItem(0)->toolTip(0).contains(QStringLiteral("<i>")));
}

QTEST_MAIN(TestImportLabels)
#include "tst_import_labels.moc"
