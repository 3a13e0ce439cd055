#include "core/study/job_board.h"
#include "tests/support/datasets.h"
#include "widgets/dialogs/import_dialog.h"
#include "widgets/models/column_model.h"
#include "widgets/models/table_head_model.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace genrelens;

namespace
{

constexpr int patience = 60000;

constexpr std::string_view someTracks = "track_id,track_name,artists,track_genre,mood,energy,tempo,loudness\n"
                                        "a,One,X,rock,calm,0.5,100,-5\n"
                                        "a,One,X,rock,calm,0.5,,-5\n"
                                        "b,<b>&,Y,pop,wild,0.25,80,-7\n"
                                        "c,Three,Y,rock,calm,0.75,90,-6\n";

enum Rows { Id, Title, Artists, Genre, Mood, Energy, Tempo, Loudness };

using Check = QAbstractItemModelTester;

QString text(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

class TestImportDialog : public QObject
{
    Q_OBJECT

private slots:
    void modelShowsColumns();
    void rolesMoveInTheModel();
    void onlyFeaturesAreScaled();
    void missingIsAskedWhereSomethingIsMissing();
    void headShowsTheFirstRows();
    void dialogGivesOptions();
    void noFeatureLeft();
    void countsRepeatsInTheBackground();
    void lostColumnsTakeTheWayWithThem();
    void resets();
    void manyColumnsAreFiltered();
    void problemIsSaid();

private:
    JobBoard m_board;
};

void TestImportDialog::modelShowsColumns()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    ColumnModel model(ImportPlan(test::datasetOf(someTracks), {}));
    const Check tester(&model, Check::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 8);
    QCOMPARE(text(model, Tempo, ColumnModel::Name), QStringLiteral("tempo"));
    QCOMPARE(text(model, Tempo, ColumnModel::Type), QStringLiteral("number"));
    QCOMPARE(text(model, Tempo, ColumnModel::Missing), QStringLiteral("1 (25.0\u00a0%)"));
    QCOMPARE(text(model, Tempo, ColumnModel::Values), QStringLiteral("100 · 80 · 90"));
    QCOMPARE(text(model, Tempo, ColumnModel::Role), QStringLiteral("feature"));
    QCOMPARE(text(model, Genre, ColumnModel::Role), QStringLiteral("genre (label)"));
    QCOMPARE(text(model, Id, ColumnModel::Missing), QString());
    // What a file says is not markup.
    QVERIFY(!model.index(Title, ColumnModel::Values)
                 .data(Qt::ToolTipRole)
                 .toString()
                 .contains(QStringLiteral("<b>")));
}

void TestImportDialog::rolesMoveInTheModel()
{
    ColumnModel model(ImportPlan(test::datasetOf(someTracks), {}));
    const Check tester(&model, Check::FailureReportingMode::QtTest);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy roles(&model, &ColumnModel::rolesChanged);
    QVERIFY(model.setData(model.index(Mood, ColumnModel::Role), roleTitle(ColumnRole::Genre)));
    QCOMPARE(text(model, Mood, ColumnModel::Role), roleTitle(ColumnRole::Genre));
    QCOMPARE(text(model, Genre, ColumnModel::Role), roleTitle(ColumnRole::Other));
    QCOMPARE(changed.count(), 2);
    QCOMPARE(roles.count(), 1);

    // Text is no feature, neither offered nor taken.
    const QModelIndex mood = model.index(Mood, ColumnModel::Role);
    QVERIFY(!mood.data(ColumnModel::ChoicesRole).toStringList().contains(roleTitle(ColumnRole::Feature)));
    QVERIFY(!model.setData(mood, roleTitle(ColumnRole::Feature)));
    QVERIFY(!model.setData(mood, QStringLiteral("nonsense")));
    const QModelIndex energy = model.index(Energy, ColumnModel::Role);
    QVERIFY(energy.data(ColumnModel::ChoicesRole).toStringList().contains(roleTitle(ColumnRole::Feature)));
}

void TestImportDialog::onlyFeaturesAreScaled()
{
    ColumnModel model(ImportPlan(test::datasetOf(someTracks), {}));
    const QModelIndex standardize = model.index(Energy, ColumnModel::Standardize);
    QCOMPARE(standardize.data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Checked));
    QVERIFY(model.setData(standardize, Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(model.plan().options().rawFeatures, std::vector<std::string>{"energy"});
    QVERIFY(!model.index(Mood, ColumnModel::Standardize).data(Qt::CheckStateRole).isValid());

    QVERIFY(model.setData(model.index(Energy, ColumnModel::Log), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(model.plan().options().logFeatures, std::vector<std::string>{"energy"});
    const QModelIndex loudness = model.index(Loudness, ColumnModel::Log); // down to -7
    QVERIFY(!(loudness.flags() & Qt::ItemIsEnabled));
    QVERIFY(loudness.data(Qt::ToolTipRole).toString().contains(QStringLiteral("-7")));
    QVERIFY(!model.setData(loudness, Qt::Checked, Qt::CheckStateRole));
}

void TestImportDialog::missingIsAskedWhereSomethingIsMissing()
{
    ColumnModel model(ImportPlan(test::datasetOf(someTracks), {}));
    const QModelIndex tempo = model.index(Tempo, ColumnModel::WhenMissing);
    const QStringList choices = tempo.data(ColumnModel::ChoicesRole).toStringList();
    QCOMPARE(choices.size(), 2);
    QCOMPARE(tempo.data().toString(), choices[0]);
    QVERIFY(model.setData(tempo, choices[1]));
    QCOMPARE(model.plan().options().medianFeatures, std::vector<std::string>{"tempo"});
    const QModelIndex energy = model.index(Energy, ColumnModel::WhenMissing);
    QVERIFY(energy.data(ColumnModel::ChoicesRole).toStringList().isEmpty());
    QVERIFY(!model.setData(energy, choices[1]));
}

void TestImportDialog::headShowsTheFirstRows()
{
    TableHeadModel model(test::datasetOf(someTracks)->table);
    const Check tester(&model, Check::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.columnCount(), 8);
    QCOMPARE(text(model, 2, Title), QStringLiteral("<b>&"));
    QCOMPARE(model.headerData(Tempo, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("tempo"));
    std::string many = "energy\n";
    for (int i = 0; i < 100; ++i)
        many += std::to_string(i) + '\n';
    QCOMPARE(TableHeadModel(test::datasetOf(many)->table).rowCount(), 20);
}

void TestImportDialog::dialogGivesOptions()
{
    PreparationOptions before;
    before.rawFeatures = {"tempo"};
    ImportDialog dialog(test::datasetOf(someTracks), before, m_board);
    dialog.show();
    QVERIFY(dialog.options() == before);
    auto *table = dialog.findChild<QTableView *>(QStringLiteral("importColumns"));
    table->model()->setData(table->model()->index(Mood, ColumnModel::Role), roleTitle(ColumnRole::Genre));
    auto *genres = dialog.findChild<QComboBox *>(QStringLiteral("importGenres"));
    genres->setCurrentIndex(1);
    emit genres->activated(1);
    auto *repeats = dialog.findChild<QComboBox *>(QStringLiteral("importRepeats"));
    repeats->setCurrentIndex(3);
    emit repeats->activated(3);
    QVERIFY(dialog.options().roles.at("mood") == ColumnRole::Genre);
    QVERIFY(dialog.options().wholeGenres);
    QVERIFY(dialog.options().repeats == RepeatsBy::Nothing);
    const QString summary = dialog.findChild<QLabel *>(QStringLiteral("importSummary"))->text();
    QVERIFY2(summary.contains(QStringLiteral("3 features, label mood")), qPrintable(summary));
}

void TestImportDialog::noFeatureLeft()
{
    ImportDialog dialog(test::datasetOf(someTracks), {}, m_board);
    auto *table = dialog.findChild<QTableView *>(QStringLiteral("importColumns"));
    auto *accept = dialog.findChild<QPushButton *>(QStringLiteral("importAccept"));
    for (const int row : {Energy, Tempo, Loudness}) {
        QVERIFY(accept->isEnabled());
        table->model()->setData(table->model()->index(row, ColumnModel::Role), roleTitle(ColumnRole::Other));
    }
    QVERIFY(!accept->isEnabled());
    QVERIFY(dialog.findChild<QLabel *>(QStringLiteral("importSummary"))
                ->text()
                .startsWith(QStringLiteral("No feature is left")));
}

void TestImportDialog::countsRepeatsInTheBackground()
{
    ImportDialog dialog(test::datasetOf(someTracks), {}, m_board);
    auto *repeats = dialog.findChild<QComboBox *>(QStringLiteral("importRepeats"));
    QCOMPARE(repeats->currentText(), QStringLiteral("By track id (…)"));
    QTRY_COMPARE_WITH_TIMEOUT(repeats->currentText(), QStringLiteral("By track id (leaves out 1 row)"),
                              patience);
    const QString summary = dialog.findChild<QLabel *>(QStringLiteral("importSummary"))->text();
    QVERIFY2(summary.endsWith(
                 QStringLiteral("3 of 4 rows after repeats, missing values leave out up to 1 of them")),
             qPrintable(summary));
    QVERIFY(dialog.options().repeats == RepeatsBy::Automatic); // nobody chose
}

void TestImportDialog::lostColumnsTakeTheWayWithThem()
{
    PreparationOptions byId;
    byId.repeats = RepeatsBy::TrackId;
    ImportDialog dialog(test::datasetOf(someTracks), byId, m_board);
    auto *table = dialog.findChild<QTableView *>(QStringLiteral("importColumns"));
    table->model()->setData(table->model()->index(Id, ColumnModel::Role), roleTitle(ColumnRole::Other));
    QVERIFY(dialog.options().repeats == RepeatsBy::Automatic);
    auto *repeats = dialog.findChild<QComboBox *>(QStringLiteral("importRepeats"));
    QVERIFY2(repeats->currentText().startsWith(QStringLiteral("By artists and title")),
             qPrintable(repeats->currentText()));
}

void TestImportDialog::resets()
{
    PreparationOptions before;
    before.roles = {{"mood", ColumnRole::Genre}};
    before.rawFeatures = {"tempo"};
    before.repeats = RepeatsBy::Nothing;
    before.wholeGenres = true;
    ImportDialog dialog(test::datasetOf(someTracks), before, m_board);
    dialog.findChild<QPushButton *>(QStringLiteral("importReset"))->click();
    QVERIFY(dialog.options() == PreparationOptions());
    QCOMPARE(dialog.findChild<QComboBox *>(QStringLiteral("importGenres"))->currentIndex(), 0);
}

void TestImportDialog::manyColumnsAreFiltered()
{
    std::string header = "track_genre";
    std::string row = "rock";
    for (int i = 0; i < 3000; ++i) {
        header += ",f" + std::to_string(i);
        row += ",1";
    }
    ImportDialog dialog(test::datasetOf(header + '\n' + row + '\n'), {}, m_board);
    dialog.show();
    auto *filter = dialog.findChild<QLineEdit *>(QStringLiteral("importFilter"));
    auto *table = dialog.findChild<QTableView *>(QStringLiteral("importColumns"));
    QVERIFY(filter->isVisible());
    QCOMPARE(table->model()->rowCount(), 3001);
    QVERIFY(table->viewport()->findChildren<QWidget *>().size() < 10); // no widget a row
    filter->setText(QStringLiteral("F299"));
    QCOMPARE(table->model()->rowCount(), 11); // f299, f2990 ... f2999
    ImportDialog small(test::datasetOf(someTracks), {}, m_board);
    small.show();
    QVERIFY(!small.findChild<QLineEdit *>(QStringLiteral("importFilter"))->isVisible());
}

void TestImportDialog::problemIsSaid()
{
    ImportDialog dialog(test::datasetOf(someTracks), {}, m_board);
    dialog.show();
    auto *problem = dialog.findChild<QLabel *>(QStringLiteral("importProblem"));
    QVERIFY(!problem->isVisible());
    dialog.setProblem(QStringLiteral("each row misses a value"));
    QVERIFY(problem->isVisible());
    auto *accept = dialog.findChild<QPushButton *>(QStringLiteral("importAccept"));
    QCOMPARE(accept->text(), QStringLiteral("&Open"));
    dialog.setApplies();
    QCOMPARE(accept->text(), QStringLiteral("&Apply"));
}

QTEST_MAIN(TestImportDialog)
#include "tst_import_dialog.moc"
