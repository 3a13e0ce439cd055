#include "widgets/mapping/genre_map_model.h"
#include "widgets/mapping/super_genre_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QSortFilterProxyModel>
#include <QTest>

using namespace genrelens;

class TestItemModels : public QObject
{
    Q_OBJECT

private slots:
    void genreMap();
    void genreMapSortsNumbersAsNumbers();
    void equalRowsResetNothing();
    void changedRowsResetNothing();
    void superGenres();
    void superGenresAreFollowed();
};

namespace
{

// The model as one text a row, so that a test compares it whole.
QStringList printed(const QAbstractItemModel &model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells.append(model.index(row, column).data().toString());
        lines.append(cells.join(QStringLiteral(" | ")));
    }
    return lines;
}

std::vector<GenreRow> someGenres()
{
    std::vector<GenreRow> rows(3);
    rows[0] = {QStringLiteral("acoustic"),
               1000,
               QStringLiteral("folk"),
               QColor(Qt::green),
               0.61,
               QStringLiteral("pop"),
               QColor(Qt::red),
               true};
    rows[1].genre = QStringLiteral("zydeco");
    rows[1].tracks = 74;
    rows[2].genre = QStringLiteral("blues");
    rows[2].tracks = 962;
    rows[2].superGenre = QStringLiteral("folk");
    rows[2].colour = Qt::green;
    return rows;
}

} // namespace

void TestItemModels::genreMap()
{
    GenreMapModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setRows(someGenres());
    QCOMPARE(reset.count(), 1);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QCOMPARE(printed(model), (QStringList{QStringLiteral("acoustic | 1,000 | folk | 61\u00a0% | pop"),
                                          QStringLiteral("zydeco | 74 | not mapped | – | –"),
                                          QStringLiteral("blues | 962 | folk | – | –")}));
    QCOMPARE(model.index(0, GenreMapModel::SuperGenre).data(Qt::DecorationRole).value<QColor>(),
             QColor(Qt::green));
    QVERIFY(model.index(1, GenreMapModel::SuperGenre).data(Qt::DecorationRole).value<QColor>().isValid());
    model.setRows({});
    QCOMPARE(model.rowCount(), 0);
}

void TestItemModels::genreMapSortsNumbersAsNumbers()
{
    GenreMapModel model;
    model.setRows(someGenres());
    QSortFilterProxyModel sorted;
    sorted.setSourceModel(&model);
    sorted.setSortRole(GenreMapModel::SortRole);
    sorted.sort(GenreMapModel::Tracks, Qt::AscendingOrder);
    QCOMPARE(sorted.index(0, GenreMapModel::Genre).data().toString(), QStringLiteral("zydeco"));
    QCOMPARE(sorted.index(2, GenreMapModel::Genre).data().toString(), QStringLiteral("acoustic"));
}

void TestItemModels::equalRowsResetNothing()
{
    GenreMapModel model;
    model.setRows(someGenres());
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setRows(someGenres());
    QCOMPARE(reset.count(), 0);
}

void TestItemModels::changedRowsResetNothing()
{
    GenreMapModel model;
    model.setRows(someGenres());
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    std::vector<GenreRow> rows = someGenres();
    rows[1].superGenre = QStringLiteral("folk");
    model.setRows(rows);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().at(0).toModelIndex().row(), 1);
    QCOMPARE(changed.first().at(1).toModelIndex().row(), 1);
    QCOMPARE(model.index(1, GenreMapModel::SuperGenre).data().toString(), QStringLiteral("folk"));
    rows.pop_back();
    model.setRows(rows);
    QCOMPARE(reset.count(), 1);
}

void TestItemModels::superGenres()
{
    SuperGenreModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows({{QStringLiteral("folk"), Qt::green, 12, 9220}, {{}, {}, 1, 74}});
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QCOMPARE(printed(model),
             (QStringList{QStringLiteral("folk | 12 | 9,220"), QStringLiteral("not mapped | 1 | 74")}));
    QVERIFY(model.flags(model.index(0, 0)).testFlag(Qt::ItemIsEditable));
    QVERIFY(!model.flags(model.index(1, 0)).testFlag(Qt::ItemIsEditable));
    QVERIFY(!model.flags(model.index(1, 0)).testFlag(Qt::ItemIsDragEnabled));
    QVERIFY(model.flags(model.index(1, 0)).testFlag(Qt::ItemIsDropEnabled));
}

void TestItemModels::superGenresAreFollowed()
{
    SuperGenreModel model;
    const SuperGenreRow folk{QStringLiteral("folk"), Qt::green, 12, 9220};
    const SuperGenreRow rock{QStringLiteral("rock"), Qt::red, 21, 15595};
    model.setRows({folk, rock, {}});
    const QPersistentModelIndex held(model.index(1, 0));
    model.setRows({rock, folk, {}});
    QCOMPARE(held.row(), 0);
    QCOMPARE(held.data().toString(), QStringLiteral("rock"));
    SuperGenreRow metal = rock;
    metal.name = QStringLiteral("metal");
    model.setRows({metal, folk, {}});
    QCOMPARE(held.data().toString(), QStringLiteral("metal"));
}

QTEST_MAIN(TestItemModels)
#include "tst_item_models.moc"
