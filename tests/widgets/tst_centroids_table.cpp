#include "tests/widgets/centroids_fixture.h"
#include "widgets/models/centroid_table_model.h"
#include "widgets/plots/palette.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>

#include <cmath>

using namespace genrelens;

class TestCentroidsTable : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { test::prepareSettings(m_folder); }
    void tableAndItsCopy();
    void tableSorts();

private:
    QTemporaryDir m_folder;
};

void TestCentroidsTable::tableAndItsCopy()
{
    const test::CentroidsFixture f;
    f.show(2);
    QVERIFY(f.dock->plot() == nullptr);
    auto &table = f.find<QTableView>("centroidsTable");
    QAbstractItemModel &model = *table.model();
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.columnCount(), 2);
    const ClassMoments moments = f.study.moments("super_genre");
    f.find<QPushButton>("centroidsCopy").click();
    QStringList lines = QApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 5); // the last is empty
    QCOMPARE(lines[0], QStringLiteral("feature\tcalm mean\tcalm sd\tloud mean\tloud sd"));
    QStringList cells = lines[3].split(QLatin1Char('\t'));
    QCOMPARE(cells[0], QStringLiteral("tempo"));
    QCOMPARE(cells[1].toDouble(), moments.mean(0, 2)); // all digits
    QCOMPARE(cells[4].toDouble(), moments.standardDeviation(1, 2));

    f.find<QComboBox>("centroidsValues").setCurrentIndex(2);
    table.setFocus();
    table.selectionModel()->select({model.index(1, 1), model.index(2, 1)},
                                   QItemSelectionModel::ClearAndSelect);
    QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
    lines = QApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(lines[0], QStringLiteral("feature\tloud mean\tloud sd"));
    QCOMPARE(lines.size(), 4);
    cells = lines[2].split(QLatin1Char('\t'));
    QCOMPARE(cells[0], QStringLiteral("tempo (BPM)"));
    double sum = 0; // of the file's numbers: genres c and d
    for (int i = 0; i < 400; ++i)
        if (i % 4 >= 2)
            sum += 80 + 10 * (i % 4) + (i * 37) % 101;
    QVERIFY(std::abs(cells[1].toDouble() - sum / 200) < 1e-4); // the matrix is of floats

    f.find<QComboBox>("centroidsValues").setCurrentIndex(1);
    const auto cell = model.index(0, 0);
    QVERIFY(!cell.data(Qt::BackgroundRole).isValid());
    f.find<QComboBox>("centroidsValues").setCurrentIndex(0);
    const auto ground = cell.data(Qt::BackgroundRole).value<QColor>();
    QCOMPARE(cell.data(Qt::ForegroundRole).value<QColor>(), textOn(ground));
    QVERIFY(ground.blue() > ground.red()); // calm is below the mean
}

void TestCentroidsTable::tableSorts()
{
    test::CentroidsFixture f;
    f.show(2);
    auto &table = f.find<QTableView>("centroidsTable");
    QHeaderView &header = *table.horizontalHeader();
    const auto value = [&](int row) {
        return static_cast<CentroidTableModel *>(table.model())->mean(row, 1);
    };
    const QPoint there(header.sectionViewportPosition(1) + header.sectionSize(1) / 2, header.height() / 2);
    QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, there);
    const bool rising = header.sortIndicatorOrder() == Qt::AscendingOrder;
    for (int row = 0; row < 2; ++row)
        QVERIFY(rising ? value(row) <= value(row + 1) : value(row) >= value(row + 1));
    StudySettings other = f.study.settings();
    other.genreMap().superGenres[0].genres = {"b"};
    f.study.setSettings(other); // stays sorted by that class
    for (int row = 0; row < 2; ++row)
        QVERIFY(rising ? value(row) <= value(row + 1) : value(row) >= value(row + 1));
    QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, there);
    for (int row = 0; row < 2; ++row)
        QVERIFY(rising ? value(row) >= value(row + 1) : value(row) <= value(row + 1));
    QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, there);
    QCOMPARE(table.model()->headerData(0, Qt::Vertical).toString(), QStringLiteral("energy"));
}

QTEST_MAIN(TestCentroidsTable)
#include "tst_centroids_table.moc"
