#include "widgets/dialogs/file_chooser.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace genrelens;

class TestFileChooser : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void endings_data();
    void endings();
    void namesGetTheEndingOfTheFilter_data();
    void namesGetTheEndingOfTheFilter();
};

void TestFileChooser::initTestCase()
{
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs); // whose fields a test could not find
}

void TestFileChooser::endings_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("ending");
    QTest::newRow("one") << "Genre mapping (*.json)"
                         << "json";
    QTest::newRow("two parts") << "Compressed models (*.json.zst)"
                               << "json.zst";
    QTest::newRow("the first of several") << "Models (*.json.zst *.json.gz)"
                                          << "json.zst";
    QTest::newRow("any") << "All files (*)"
                         << "";
    QTest::newRow("none") << ""
                          << "";
}

void TestFileChooser::endings()
{
    QFETCH(QString, filter);
    QTEST(endingOf(filter), "ending");
}

void TestFileChooser::namesGetTheEndingOfTheFilter_data()
{
    QTest::addColumn<QString>("suggested");
    QTest::addColumn<int>("filter"); // that is chosen
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("name");
    QTest::newRow("suggested") << "model.json" << 0 << ""
                               << "model.json";
    QTest::newRow("without an ending") << "model.json" << 0 << "mine"
                                       << "mine.json";
    QTest::newRow("without an ending, second") << "model.json" << 1 << "mine"
                                               << "mine.json.zst";
    QTest::newRow("with the other ending") << "model.json" << 0 << "mine.json.zst"
                                           << "mine.json.zst";
    QTest::newRow("filter changed") << "model.json" << 1 << ""
                                    << "model.json.zst";
    QTest::newRow("filter changed, another name") << "v1.of mine.json" << 1 << ""
                                                  << "v1.of mine.json.zst";
    QTest::newRow("filter changed back") << "model.json.zst" << 2 << ""
                                         << "model.json";
}

void TestFileChooser::namesGetTheEndingOfTheFilter()
{
    QFETCH(QString, suggested);
    QFETCH(int, filter);
    QFETCH(QString, typed);
    const QTemporaryDir folder;
    QTimer::singleShot(0, qApp, [&] {
        auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
        if (dialog == nullptr)
            qFatal("no file dialog is open");
        auto *filters = dialog->findChild<QComboBox *>(QStringLiteral("fileTypeCombo"));
        auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
        filters->setFocus();
        for (int i = 0; i < filter; ++i)
            QTest::keyClick(filters, Qt::Key_Down);
        if (!typed.isEmpty()) {
            name->setFocus();
            name->selectAll();
            QTest::keyClicks(name, typed);
        }
        QTest::keyClick(name, Qt::Key_Return);
        if (dialog->isVisible())
            dialog->reject();
    });
    const QString path =
        FileChooser().saveFile(nullptr, QStringLiteral("Save"), QDir(folder.path()).filePath(suggested),
                               QStringLiteral("Models (*.json);;Packed (*.json.zst);;Plain (*.json)"));
    QCOMPARE(QFileInfo(path).path(), folder.path());
    QTEST(QFileInfo(path).fileName(), "name");
}

QTEST_MAIN(TestFileChooser)
#include "tst_file_chooser.moc"
