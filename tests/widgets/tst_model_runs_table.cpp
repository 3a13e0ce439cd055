#include "tests/widgets/learn_fixture.h"
#include "widgets/learn/model_runs_table.h"
#include "widgets/models/model_runs_model.h"
#include "widgets/models/model_runs_text.h"
#include "widgets/plots/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QSignalSpy>
#include <QTimer>

#include <cmath>

using namespace genrelens;
using test::rowOf;

class TestModelRunsTable : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void showsWhatThereIs();
    void digitsAreAsManyInAColumn();
    void sortsByEachColumn_data();
    void sortsByEachColumn();
    void missingComesLastEitherWay();
    void selectionFollowsItsModels();
    void keepsRowsWhoseModelsStay();
    void columnsAreHiddenAndRemembered();
    void orderIsRemembered();
    void atFirstBringsAllBack();
    void importantColumnsFit();
    void namesAreWholeAgainWhereThereIsRoom();
    void copiesWhatIsSelected();
    void deleteAsksToRemove();
    void menuActsOnTheSelection();
    void clickChooses();
    void csvIsExact();
    void markdownIsExact();
    void twoHundredRows();
    void barIsDrawnFromBaselineToAccuracy();

private:
    QTemporaryDir m_folder;
};

namespace
{

constexpr auto Ascending = Qt::AscendingOrder;

std::vector<ModelRunRow> someRows()
{
    std::vector<ModelRunRow> rows{rowOf({test::forest, "genre"}, 0.5), rowOf({test::bayes, "genre"}, 0.375),
                                  rowOf({test::forest, "cluster"}, 0.875)};
    rows[1].state = ModelRunRow::State::Outdated;
    rows[1].current = false;
    ModelRunRow waiting = rowOf({test::centroid, "cluster"}, 0.0);
    waiting.run = nullptr;
    waiting.state = ModelRunRow::State::Waiting;
    waiting.place = 2;
    rows.push_back(waiting);
    return rows;
}

std::unique_ptr<ModelRunsTable> shownTable(std::vector<ModelRunRow> rows)
{
    auto table = std::make_unique<ModelRunsTable>();
    table->resize(900, 300);
    table->setRows(std::move(rows));
    table->show();
    if (!QTest::qWaitForWindowExposed(table.get()))
        qFatal("the table does not show");
    return table;
}

QString text(const ModelRunsTable &table, int row, int column)
{
    return table.model()->index(row, column).data().toString();
}

QList<double> columnOf(const ModelRunsTable &table, int column)
{
    QList<double> values;
    for (const ModelRunRow &row : table.rows())
        values.append(ModelRunsModel::figure(row, column));
    return values;
}

// Triggers the entry of the menu that opens next.
void answerMenu(const QString &entry)
{
    QTimer::singleShot(0, qApp, [entry] {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu != nullptr);
        for (QAction *action : menu->actions())
            if (action->text().remove(u'&') == entry) {
                QVERIFY(action->isEnabled());
                menu->setActiveAction(action);
                QTest::keyClick(menu, Qt::Key_Return);
                return;
            }
        menu->close();
        QFAIL(qPrintable(entry));
    });
}

void openHeaderMenu(ModelRunsTable &table, const QString &entry)
{
    answerMenu(entry);
    emit table.horizontalHeader()->customContextMenuRequested({20, 10});
}

void clickRow(ModelRunsTable &table, int row, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    const QRect cell = table.visualRect(table.model()->index(row, ModelRunsModel::Model));
    QTest::mouseClick(table.viewport(), Qt::LeftButton, modifiers, cell.center());
}

} // namespace

void TestModelRunsTable::initTestCase()
{
    test::prepareSettings(m_folder);
}

void TestModelRunsTable::init()
{
    QSettings().clear();
}

void TestModelRunsTable::showsWhatThereIs()
{
    const auto table = shownTable(someRows());
    const QAbstractItemModelTester tester(table->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(text(*table, 0, ModelRunsModel::Accuracy), QStringLiteral("50.0\u00a0%"));
    QCOMPARE(text(*table, 0, ModelRunsModel::Gain), QStringLiteral("+25.0 pp"));
    QCOMPARE(text(*table, 0, ModelRunsModel::IntervalOf), QStringLiteral("49.0–51.0\u00a0%"));
    QCOMPARE(text(*table, 0, ModelRunsModel::Kappa), QStringLiteral("0.250"));
    QCOMPARE(text(*table, 0, ModelRunsModel::LogLoss), QStringLiteral("1.500"));
    QCOMPARE(text(*table, 0, ModelRunsModel::Seconds), QStringLiteral("1.50 s"));
    QCOMPARE(text(*table, 0, ModelRunsModel::State), QStringLiteral("Up to date"));
    QCOMPARE(text(*table, 1, ModelRunsModel::State), QStringLiteral("Outdated"));
    QCOMPARE(text(*table, 3, ModelRunsModel::State), QStringLiteral("Waiting, 2"));
    QCOMPARE(text(*table, 3, ModelRunsModel::Accuracy), QStringLiteral("–"));
    const QString tip = table->model()->index(0, ModelRunsModel::MacroF1).data(Qt::ToolTipRole).toString();
    QVERIFY(tip.contains(QStringLiteral("Macro F1: 25.0000\u00a0%")));
    QVERIFY(
        tip.contains(QStringLiteral("Accuracy: 50.0000\u00a0% (49.00–51.00\u00a0%) of 200 held-out tracks")));
    QVERIFY(tip.contains(QStringLiteral("Trees: 100")));
    QVERIFY(tip.contains(QStringLiteral("Maximum depth: no limit")));
    ModelRunRow odd = rowOf({test::forest, "<b>&"}, 0.2);
    odd.state = ModelRunRow::State::Failed;
    odd.failure = QStringLiteral("one class only");
    table->setRows({odd});
    QVERIFY(table->model()
                ->index(0, 0)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(QStringLiteral("&lt;b&gt;&amp;")));
    QCOMPARE(text(*table, 0, ModelRunsModel::State), QStringLiteral("Failed: one class only"));
    QCOMPARE(text(*table, 0, ModelRunsModel::Gain), QStringLiteral("−5.0 pp"));
}

void TestModelRunsTable::digitsAreAsManyInAColumn()
{
    const std::vector<int> columns{ModelRunsModel::Kappa, ModelRunsModel::LogLoss, ModelRunsModel::Brier,
                                   ModelRunsModel::Seconds};
    std::vector<ModelRunRow> rows{rowOf({test::forest, "genre"}, 0.25), rowOf({test::bayes, "genre"}, 0.5),
                                  rowOf({test::centroid, "genre"}, 0.2499), rowOf({test::bayes, "x"}, 0.2)};
    QCOMPARE(QString::fromStdString(modelRunsTabbed(rows, columns)),
             QStringLiteral("Kappa\tLog loss\tBrier\tTime\n"
                            "0.000\t1.750\t0.750\t1.50 s\n"
                            "0.250\t1.500\t0.500\t1.50 s\n"
                            "0.000\t1.750\t0.750\t1.50 s\n" // -0.0001 is no negative zero
                            "-0.050\t1.800\t0.800\t1.50 s\n"));
}

void TestModelRunsTable::sortsByEachColumn_data()
{
    QTest::addColumn<int>("column");
    for (int column = ModelRunsModel::Accuracy; column <= ModelRunsModel::Seconds; ++column)
        QTest::newRow(qPrintable(ModelRunsModel::columnTitle(column))) << column;
}

void TestModelRunsTable::sortsByEachColumn()
{
    QFETCH(int, column);
    std::vector<ModelRunRow> rows = someRows();
    rows.push_back(rowOf({test::bayes, "cluster"}, std::nan("")));
    const auto table = shownTable(rows);
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        table->sortByColumn(column, order);
        QList<double> values = columnOf(*table, column);
        QCOMPARE(values.size(), 5);
        while (std::isnan(values.last()))
            values.removeLast();
        QVERIFY(values.size() >= 3);
        for (qsizetype i = 1; i < values.size(); ++i) {
            QVERIFY(!std::isnan(values[i]));
            QVERIFY(order == Ascending ? values[i - 1] <= values[i] : values[i - 1] >= values[i]);
        }
    }
}

void TestModelRunsTable::missingComesLastEitherWay()
{
    const auto table = shownTable(someRows());
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        table->sortByColumn(ModelRunsModel::Accuracy, order);
        QCOMPARE(table->rows().back().slot.model, test::centroid);
    }
    QCOMPARE(table->rows().front().slot.labels, std::string("cluster"));
    table->sortByColumn(ModelRunsModel::Labels, Qt::AscendingOrder); // in the order of the label sets
    QCOMPARE(table->rows().front().slot.labels, std::string("genre"));
    table->sortByColumn(ModelRunsModel::Model, Qt::AscendingOrder); // by their titles
    QStringList titles;
    for (const ModelRunRow &row : table->rows())
        titles.append(row.model);
    QCOMPARE(titles, (QStringList{QStringLiteral("Gaussian naive Bayes"), QStringLiteral("Nearest centroid"),
                                  QStringLiteral("Random forest"), QStringLiteral("Random forest")}));
}

void TestModelRunsTable::selectionFollowsItsModels()
{
    const auto table = shownTable(someRows());
    clickRow(*table, 1);
    clickRow(*table, 2, Qt::ControlModifier);
    QCOMPARE(table->selectedRows().size(), std::size_t(2));
    std::vector<ModelRunRow> rows = someRows();
    rows.insert(rows.begin(), rowOf({test::centroid, "genre"}, 0.1));
    table->setRows(rows);
    QCOMPARE(table->selectedRows().size(), std::size_t(2));
    QCOMPARE(table->selectedRows()[0].slot.model, test::bayes);
    table->setCurrent({test::forest, "genre"}); // several are selected: they stay
    QCOMPARE(table->selectedRows().size(), std::size_t(2));
    clickRow(*table, 0);
    table->setCurrent({test::forest, "genre"});
    QVERIFY(table->selectedRows()[0].slot == (ModelSlot{test::forest, "genre"}));
}

void TestModelRunsTable::keepsRowsWhoseModelsStay()
{
    ModelRunsModel model;
    model.setRows(someRows());
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setRows(someRows()); // other runs of the same figures: four rows may be drawn anew, none is lost
    QCOMPARE(reset.count(), 0);
    std::vector<ModelRunRow> rows = model.rows();
    rows[1].state = ModelRunRow::State::Training;
    changed.clear();
    model.setRows(rows);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().at(0).toModelIndex().row(), 1);
    model.setShare(rows[1].slot, 0.43);
    QCOMPARE(model.index(1, ModelRunsModel::State).data().toString(), QStringLiteral("Training, 43\u00a0%"));
    QCOMPARE(model.index(1, ModelRunsModel::Accuracy).data(ModelRunsModel::ShareRole).toDouble(), 0.43);
    rows.pop_back();
    model.setRows(rows);
    QCOMPARE(reset.count(), 1);
}

void TestModelRunsTable::columnsAreHiddenAndRemembered()
{
    auto table = shownTable(someRows());
    QCOMPARE(table->shownColumns().size(), std::size_t(ModelRunsModel::ColumnCount));
    openHeaderMenu(*table, QStringLiteral("Kappa"));
    QVERIFY(table->isColumnHidden(ModelRunsModel::Kappa));
    openHeaderMenu(*table, QStringLiteral("Brier"));
    table = shownTable(someRows());
    QVERIFY(table->isColumnHidden(ModelRunsModel::Kappa));
    QVERIFY(table->isColumnHidden(ModelRunsModel::Brier));
    openHeaderMenu(*table, QStringLiteral("Kappa"));
    QVERIFY(!table->isColumnHidden(ModelRunsModel::Kappa));
    QVERIFY(table->columnWidth(ModelRunsModel::Kappa) > 10);
}

void TestModelRunsTable::orderIsRemembered()
{
    auto table = shownTable(someRows());
    table->horizontalHeader()->moveSection(ModelRunsModel::MacroF1, 0);
    table->sortByColumn(ModelRunsModel::Accuracy, Qt::DescendingOrder);
    table = shownTable(someRows());
    QCOMPARE(table->shownColumns().front(), int(ModelRunsModel::MacroF1));
    QCOMPARE(table->rows().front().slot.labels, std::string("cluster"));
    QCOMPARE(table->horizontalHeader()->sortIndicatorSection(), int(ModelRunsModel::Accuracy));
}

void TestModelRunsTable::atFirstBringsAllBack()
{
    const auto table = shownTable(someRows());
    table->horizontalHeader()->moveSection(ModelRunsModel::MacroF1, 0);
    openHeaderMenu(*table, QStringLiteral("Brier"));
    openHeaderMenu(*table, QStringLiteral("As at First"));
    QCOMPARE(table->shownColumns().size(), std::size_t(ModelRunsModel::ColumnCount));
    for (int column = 0; column < ModelRunsModel::ColumnCount; ++column)
        QCOMPARE(table->shownColumns()[static_cast<std::size_t>(column)], column);
}

void TestModelRunsTable::importantColumnsFit()
{
    std::vector<ModelRunRow> rows = someRows();
    rows[0].labels = QStringLiteral("A mapping whose name is much longer than any other of them");
    const auto table = shownTable(rows);
    table->resize(460, 200);
    const auto end = [&](int column) {
        return table->columnViewportPosition(column) + table->columnWidth(column);
    };
    QVERIFY(end(ModelRunsModel::Baseline) <= table->viewport()->width());
    QVERIFY(table->columnWidth(ModelRunsModel::Labels) >= 60);
    QVERIFY(table->columnWidth(ModelRunsModel::Model) >= 60);
    table->resize(1400, 200); // room enough: names are whole, up to a bound
    QVERIFY(table->columnWidth(ModelRunsModel::Labels) > 150);
}

void TestModelRunsTable::namesAreWholeAgainWhereThereIsRoom()
{
    std::vector<ModelRunRow> rows = someRows();
    rows[0] = rowOf({"quadratic_discriminant_analysis", "genre"}, 0.5);
    rows[0].model = QStringLiteral("Quadratic discriminant analysis");
    const auto table = shownTable(rows);
    const auto model = [](const ModelRunsTable &of) { return of.columnWidth(ModelRunsModel::Model); };
    const int whole = model(*table);
    QVERIFY(whole > table->fontMetrics().horizontalAdvance(rows[0].model));
    table->resize(200, 100);
    QVERIFY(model(*table) < whole);
    table->setRows(rows);
    const auto next = shownTable(rows); // begins with what a header has remembered meanwhile
    QCOMPARE(model(*next), whole);
    table->resize(900, 300);
    QCOMPARE(model(*table), whole);
}

void TestModelRunsTable::copiesWhatIsSelected()
{
    const auto table = shownTable(someRows());
    for (int column = ModelRunsModel::Gain; column < ModelRunsModel::State; ++column)
        table->setColumnHidden(column, true);
    clickRow(*table, 0);
    clickRow(*table, 3, Qt::ControlModifier);
    QTest::keyClick(table.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(),
             QStringLiteral("Labels\tModel\tAccuracy\tBaseline\tState\n"
                            "genre\tRandom forest\t50.0 %\t25.0 %\tUp to date\n"
                            "cluster\tNearest centroid\t–\t–\tWaiting, 2\n"));
}

void TestModelRunsTable::deleteAsksToRemove()
{
    const auto table = shownTable(someRows());
    std::vector<ModelSlot> removed;
    connect(table.get(), &ModelRunsTable::removeRequested, this,
            [&](const std::vector<ModelSlot> &models) { removed = models; });
    QTest::keyClick(table.get(), Qt::Key_Delete);
    QVERIFY(removed.empty());
    clickRow(*table, 1);
    clickRow(*table, 3, Qt::ShiftModifier);
    QTest::keyClick(table.get(), Qt::Key_Delete);
    QVERIFY(removed == (std::vector<ModelSlot>{
                           {test::bayes, "genre"}, {test::forest, "cluster"}, {test::centroid, "cluster"}}));
}

void TestModelRunsTable::menuActsOnTheSelection()
{
    const auto table = shownTable(someRows());
    std::vector<ModelSlot> rerun;
    std::vector<ModelSlot> cancelled;
    connect(table.get(), &ModelRunsTable::trainRequested, this,
            [&](const std::vector<ModelSlot> &models) { rerun = models; });
    connect(table.get(), &ModelRunsTable::cancelRequested, this,
            [&](const std::vector<ModelSlot> &models) { cancelled = models; });
    const auto choose = [&](int row, const QString &entry) {
        clickRow(*table, row);
        answerMenu(entry);
        const QPoint at = table->visualRect(table->model()->index(row, 1)).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, table->viewport()->mapToGlobal(at));
        QApplication::sendEvent(table->viewport(), &event);
    };
    choose(1, QStringLiteral("Rerun"));
    QVERIFY(rerun == (std::vector<ModelSlot>{{test::bayes, "genre"}}));
    choose(3, QStringLiteral("Cancel Training"));
    QVERIFY(cancelled == (std::vector<ModelSlot>{{test::centroid, "cluster"}}));
}

void TestModelRunsTable::clickChooses()
{
    const auto table = shownTable(someRows());
    QSignalSpy chosen(table.get(), &ModelRunsTable::rowChosen);
    clickRow(*table, 2);
    QCOMPARE(chosen.count(), 1);
    QVERIFY(chosen.first().first().value<ModelSlot>() == (ModelSlot{test::forest, "cluster"}));
    clickRow(*table, 0, Qt::ControlModifier); // gathers rows
    clickRow(*table, 3);                      // is not trained: there is nothing to show
    QCOMPARE(chosen.count(), 1);
}

void TestModelRunsTable::csvIsExact()
{
    std::vector<ModelRunRow> rows = someRows();
    rows[0].labels = QStringLiteral("Mine, \"best\"");
    QCOMPARE(QString::fromStdString(modelRunsCsv(rows)),
             QStringLiteral(
                 "labels,labels_title,model,classes,train_tracks,test_tracks,accuracy,accuracy_low,"
                 "accuracy_high,baseline,macro_f1,weighted_f1,balanced_accuracy,kappa,top3_accuracy,"
                 "log_loss,brier,train_accuracy,train_seconds,outdated,parameters\n"
                 "genre,\"Mine, \"\"best\"\"\",random_forest,2,800,200,0.5,0.49,0.51,0.25,0.25,0.375,0.375,"
                 "0.25,0.75,1.5,0.5,1,1.5,no,%1\n"
                 "genre,genre,gaussian_naive_bayes,2,800,200,0.375,0.365,0.385,0.25,0.1875,0.28125,0.25,"
                 "0.125,0.6875,1.625,0.625,1,1.5,yes,%2\n"
                 "cluster,cluster,random_forest,2,800,200,0.875,0.865,0.885,0.25,0.4375,0.65625,0.75,0.625,"
                 "0.9375,1.125,0.125,1,1.5,no,%1\n")
                 .arg(test::quotedParameters(test::forest), test::quotedParameters(test::bayes)));
    QVERIFY(modelRunsCsv(rows).find("max_features_number") == std::string::npos); // not with "sqrt"
}

void TestModelRunsTable::markdownIsExact()
{
    std::vector<ModelRunRow> rows = someRows();
    rows[0].labels = QStringLiteral("a|b_<c>\nd");
    const std::vector<int> columns{ModelRunsModel::Labels, ModelRunsModel::Model, ModelRunsModel::Accuracy,
                                   ModelRunsModel::Baseline, ModelRunsModel::State};
    QCOMPARE(QString::fromStdString(modelRunsMarkdown(rows, columns)),
             QStringLiteral("| Labels | Model | Accuracy | Baseline | State |\n"
                            "| --- | --- | ---: | ---: | --- |\n"
                            "| a\\|b\\_\\<c\\> d | Random forest | 50.0 % | 25.0 % | Up to date |\n"
                            "| genre | Gaussian naive Bayes | 37.5 % | 25.0 % | Outdated |\n"
                            "| cluster | Random forest | 87.5 % | 25.0 % | Up to date |\n"
                            "| cluster | Nearest centroid | – | – | Waiting, 2 |\n"));
}

void TestModelRunsTable::twoHundredRows()
{
    std::vector<ModelRunRow> rows;
    for (int i = 0; i < 200; ++i)
        rows.push_back(rowOf({test::forest, "labels_" + std::to_string(i)}, 0.005 * ((i * 37) % 200)));
    const auto table = shownTable(rows);
    table->sortByColumn(ModelRunsModel::Accuracy, Qt::DescendingOrder);
    QCOMPARE(table->rows().size(), std::size_t(200));
    QCOMPARE(text(*table, 0, ModelRunsModel::Accuracy), QStringLiteral("99.5\u00a0%"));
    QCOMPARE(text(*table, 199, ModelRunsModel::Accuracy), QStringLiteral("0.0\u00a0%"));
    table->setCurrent(rows[100].slot);
    QCOMPARE(table->selectedRows().size(), std::size_t(1));
    QVERIFY(table->selectedRows()[0].slot == rows[100].slot);
}

void TestModelRunsTable::barIsDrawnFromBaselineToAccuracy()
{
    applyTheme(*qApp, Theme::light());
    const auto table = shownTable({rowOf({test::forest, "genre"}, 0.5)});
    const QRect cell = table->visualRect(table->model()->index(0, ModelRunsModel::Accuracy));
    const QImage image = table->viewport()->grab(cell).toImage();
    const QRgb accent = Theme::light().accent.rgb();
    int first = -1;
    int last = -1;
    for (int x = 0; x < image.width(); ++x)
        if (image.pixel(x, image.height() / 2 - 3) == accent) { // above the thin line: the interval alone
            first = first < 0 ? x : first;
            last = x;
        }
    QVERIFY(first > image.width() / 2);             // beyond the number
    QVERIFY(last - first >= 1 && last - first < 8); // 2 % of the scale, which ends at 60 %
}

QTEST_MAIN(TestModelRunsTable)
#include "tst_model_runs_table.moc"
