#include "tests/widgets/mapping_dock_test.h"

#include "core/study/change_settings.h"
#include "tests/support/datasets.h"

#include <QApplication>
#include <QDropEvent>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QMimeData>

namespace genrelens::test
{

namespace
{

constexpr std::string_view tracks = "track_id,track_genre,energy,tempo\n"
                                    "a,techno,1,130\nb,techno,0.9,131\nc,techno,0.8,132\n"
                                    "d,house,0.7,120\ne,house,0.75,121\n"
                                    "f,punk,0.6,170\ng,punk,0.65,171\n"
                                    "h,metal,0.95,160\n"
                                    "i,ballad,0.1,70\nj,ballad,0.15,71\n"
                                    "k,waltz,0.2,90\n";

} // namespace

StudySettings mappingSettings()
{
    StudySettings settings;
    settings.genreMap().name = "Mine";
    settings.genreMap().superGenres = {{"electronic", {}, {"techno", "house"}},
                                       {"rock", {}, {"punk", "metal"}},
                                       {"pop", {}, {"ballad", "polka"}}};
    return settings;
}

void MappingDockTest::setUp()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_study = std::make_unique<Study>();
    m_undo = std::make_unique<QUndoStack>();
    m_study->setSettings(mappingSettings());
    open(tracks);
    m_dock = std::make_unique<MappingDock>(*m_study);
    connect(m_dock.get(), &Dock::settingsChosen, this,
            [this](const StudySettings &settings, const QString &text) {
                m_undo->push(new ChangeSettings(*m_study, settings, text));
            });
    m_dock->resize(360, 700);
    m_dock->show();
    m_dock->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_dock.get()));
}

void MappingDockTest::tearDown()
{
    m_dock.reset();
    m_undo.reset();
    m_study.reset();
}

void MappingDockTest::open(std::string_view text)
{
    const auto dataset = datasetOf(text);
    m_study->setDataset(dataset, preparedOf(*dataset), {});
}

QString MappingDockTest::printed()
{
    QStringList groups;
    for (const SuperGenre &group : map().superGenres) {
        QStringList genres;
        for (const std::string &genre : group.genres)
            genres.append(QString::fromStdString(genre));
        groups.append(QString::fromStdString(group.name) + QStringLiteral(": ") +
                      genres.join(QLatin1Char(' ')));
    }
    return groups.join(QStringLiteral(" | "));
}

void MappingDockTest::select(const QStringList &genres)
{
    table()->clearSelection();
    table()->setFocus();
    for (int row = 0; row < table()->model()->rowCount(); ++row) {
        const QModelIndex index = table()->model()->index(row, 0);
        if (!genres.contains(index.data().toString()))
            continue;
        table()->selectionModel()->setCurrentIndex(index,
                                                   QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    QCOMPARE(table()->selectedGenres().size(), genres.size());
}

void MappingDockTest::selectSuperGenres(const QStringList &names)
{
    list()->clearSelection();
    list()->setFocus();
    list()->select(names, names.value(0));
    QCOMPARE(list()->selectedNames().size(), names.size());
}

QComboBox *MappingDockTest::openEditor()
{
    QTest::keyClick(table(), Qt::Key_Return);
    return child<QComboBox>("superGenreEditor");
}

void MappingDockTest::type(const QString &text)
{
    QComboBox *box = openEditor();
    QVERIFY(box != nullptr);
    QTest::keyClicks(box->lineEdit(), text);
    QTest::keyClick(box->lineEdit(), Qt::Key_Return);
    QTRY_VERIFY(child<QComboBox>("superGenreEditor") == nullptr);
}

QPoint MappingDockTest::rowPoint(int row, double share)
{
    return {30, list()->rowViewportPosition(row) + static_cast<int>(list()->rowHeight(row) * share)};
}

void MappingDockTest::drop(const QMimeData &data, const QPoint &at)
{
    QDragEnterEvent enter(at, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(list()->viewport(), &enter);
    QDragMoveEvent move(at, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(list()->viewport(), &move);
    QVERIFY(move.isAccepted());
    list()->viewport()->grab(); // paints where it would go
    QDropEvent drop(at, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(list()->viewport(), &drop);
}

} // namespace genrelens::test
