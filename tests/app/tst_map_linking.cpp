// What the other views and the saved picture show of tracks that were brushed on the map.
#include "core/study/selection.h"
#include "tests/app/map_test.h"
#include "widgets/models/tracks_model.h"
#include "widgets/plots/bar_chart.h"
#include "widgets/plots/beeswarm.h"
#include "widgets/plots/heatmap.h"
#include "widgets/plots/parallel_axes.h"
#include "widgets/plots/text.h"
#include "widgets/selection/selection_list.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QSpinBox>
#include <QTableView>
#include <QTimer>

#include <map>

using namespace genrelens;
using test::patience;

namespace
{

double farness(const QColor &a, const QColor &b)
{
    return std::hypot(a.red() - b.red(), a.green() - b.green(), a.blue() - b.blue());
}

/// How much of a colour lies on a ground: 0 none, 1 nothing else; negative where it is another colour.
double strengthOf(const QColor &colour, const QColor &seen, const QColor &ground)
{
    const double r = colour.red() - ground.red();
    const double g = colour.green() - ground.green();
    const double b = colour.blue() - ground.blue();
    const double share = (r * (seen.red() - ground.red()) + g * (seen.green() - ground.green()) +
                          b * (seen.blue() - ground.blue())) /
                         (r * r + g * g + b * b);
    const QColor mixed = QColor::fromRgbF(float(std::clamp((ground.red() + share * r) / 255, 0.0, 1.0)),
                                          float(std::clamp((ground.green() + share * g) / 255, 0.0, 1.0)),
                                          float(std::clamp((ground.blue() + share * b) / 255, 0.0, 1.0)));
    return farness(mixed, seen) < 12 ? share : -1.0; // some steps of rounding
}

/// Around all pixels in which two pictures of one size differ.
QRectF difference(const QImage &one, const QImage &other)
{
    QRect box;
    for (int y = 0; y < one.height(); ++y)
        for (int x = 0; x < one.width(); ++x)
            if (one.pixel(x, y) != other.pixel(x, y))
                box |= QRect(x, y, 1, 1);
    return box;
}

} // namespace

class TestMapLinking : public test::MapTest
{
    Q_OBJECT

private slots:
    void distribution();
    void centroids();
    void confusion();
    void beeswarm();
    void tracksTable();
    void selectionDock();
    void exportedPicture();

private:
    // Some of the map, which is neither few nor most.
    void brushSome()
    {
        const Tracks expected = brushRectangle(place(0.25, 0.15), place(0.55, 0.8));
        QVERIFY(expected.size() > 50 && expected.size() + 50 < canvas().points().size());
        QCOMPARE(selected(), expected);
    }
    // More of it.
    void brushMore()
    {
        const std::size_t before = selected().size();
        brushRectangle(place(0.5, 0.3), place(0.7, 0.6), Qt::ControlModifier);
        QVERIFY(selected().size() > before);
    }
    Dock *raise(const char *name)
    {
        auto *raised = child<Dock>(name);
        raised->raise();
        QCoreApplication::processEvents();
        return raised;
    }
    void compareBars()
    {
        const LabelSet labels = study().labels(study().currentLabels());
        std::map<int, qint64> counts;
        for (const std::uint32_t track : selected())
            ++counts[labels.codes()[track]];
        QVERIFY(counts.size() >= 2);
        qint64 shown = 0;
        for (const Bar &bar : child<BarChart>("distributionChart")->bars()) {
            QCOMPARE(bar.selected, counts[bar.id]);
            shown += bar.selected;
        }
        QCOMPARE(shown, static_cast<qint64>(selected().size()));
    }
    void compareMeans()
    {
        const ParallelSpec &spec = child<ParallelAxes>("centroidsChart")->spec();
        const Features &features = study().prepared()->features();
        QVERIFY(spec.selection.has_value());
        QVERIFY(spec.axes.size() > 5);
        for (std::size_t axis = 0; axis < spec.axes.size(); ++axis) {
            const auto column = std::find(features.names().begin(), features.names().end(),
                                          spec.axes[axis].name.toStdString());
            QVERIFY(column != features.names().end());
            double sum = 0.0;
            for (const std::uint32_t track : selected())
                sum += static_cast<double>(
                    features.row(track)[static_cast<std::size_t>(column - features.names().begin())]);
            const double mean = sum / static_cast<double>(selected().size());
            QVERIFY(std::abs(spec.selection->values[axis] - mean) < 1e-9); // sums of doubles in any order
        }
    }
    void compareCells()
    {
        const auto run = study().modelRun(study().currentModel(), study().currentLabels());
        const auto *heatmap = child<Heatmap>("confusionHeatmap");
        const QStringList &names = heatmap->matrix().rowNames;
        std::map<std::pair<int, int>, std::pair<double, double>> cells; // all, selected
        const auto line = [&](std::int32_t code) {
            return static_cast<int>(
                names.indexOf(QString::fromStdString(run->labels.classes()[static_cast<std::size_t>(code)])));
        };
        for (std::size_t i = 0; i < run->evaluation.judgedRows.size(); ++i) {
            const std::uint32_t track = run->evaluation.judgedRows[i];
            auto &[all, some] = cells[{line(run->labels.codes()[track]), line(run->evaluation.predicted[i])}];
            all += 1;
            some += study().selection().contains(track) ? 1 : 0;
        }
        QCOMPARE(heatmap->cellMarks().size(), heatmap->matrix().values.size());
        std::map<CellMark, int> marks;
        for (int row = 0; row < names.size(); ++row)
            for (int column = 0; column < names.size(); ++column) {
                const auto [all, some] = cells[{row, column}];
                QCOMPARE(heatmap->matrix().at(row, column), all);
                const CellMark mark =
                    heatmap->cellMarks()[static_cast<std::size_t>(row * names.size() + column)];
                QCOMPARE(mark, some == 0 ? CellMark::None : some == all ? CellMark::All : CellMark::Some);
                ++marks[mark];
            }
        QVERIFY(marks[CellMark::Some] > 0 && marks[CellMark::None] > 0);
    }
    // How strongly the points that are seen stand out from the ground, on the average: of tracks that are
    // selected, and of the others.
    std::pair<double, double> strengthOfSwarms(const RowSet &selection)
    {
        auto *swarms = child<Beeswarm>("beeswarm");
        const QImage image = swarms->viewport()->grab().toImage();
        const QColor ground = Theme::of(swarms->palette()).base;
        const Explanation &shown = *swarms->spec().explanation;
        std::pair<double, double> sums;
        std::pair<int, int> counts;
        for (std::size_t place = 0; place < shown.values.rows(); ++place)
            for (int row = 0; row < 3; ++row) {
                const std::optional<QPointF> at = swarms->positionOf({0, row, place});
                if (!at || !swarms->viewport()->rect().contains(at->toPoint()))
                    continue;
                const double strength =
                    farness(image.pixelColor((*at * image.devicePixelRatio()).toPoint()), ground);
                const bool isSelected = selection.contains(shown.tracks[place]);
                (isSelected ? sums.first : sums.second) += strength;
                ++(isSelected ? counts.first : counts.second);
            }
        return {sums.first / std::max(1, counts.first), sums.second / std::max(1, counts.second)};
    }
    void compareShares()
    {
        const auto selectedTracks = static_cast<qint64>(selected().size());
        const LabelSet labels = study().labels(study().currentLabels());
        const auto shareOf = [&](std::int32_t code) {
            std::size_t count = 0;
            for (const std::uint32_t track : selected())
                count += labels.codes()[track] == code ? 1 : 0;
            return static_cast<double>(count) / static_cast<double>(selectedTracks);
        };
        const auto classes = [&] {
            std::vector<SelectionRow> rows = child<SelectionList>("selectionList")->rows().rows();
            std::erase_if(rows, [](const SelectionRow &row) {
                return row.kind != SelectionRow::Kind::Class || row.set != 0;
            });
            return rows;
        };
        const auto fit = [&] {
            const std::vector<SelectionRow> rows = classes();
            return rows.size() >= 2 && std::all_of(rows.begin(), rows.end(), [&](const SelectionRow &row) {
                       return row.share == shareOf(row.group);
                   });
        };
        QTRY_VERIFY_WITH_TIMEOUT(fit(), patience); // a job looks at the tracks
        for (const SelectionRow &row : classes()) {
            QCOMPARE(row.first, formatShare(shareOf(row.group)));
            QCOMPARE(row.name.toStdString(), labels.classes()[static_cast<std::size_t>(row.group)]);
        }
        const QString headline = child<QLabel>("selectionHeadline")->text();
        QVERIFY2(headline.contains(QLatin1Char('>') + formatCount(selectedTracks) + QLatin1Char('<')),
                 qPrintable(headline));
    }
    // File > Export Plot as PNG, answered as a person would.
    QImage exportMap(const char *name)
    {
        m_answers.save = m_folder.filePath(QString::fromLatin1(name));
        QTimer::singleShot(0, this, [] {
            auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
            QVERIFY(dialog != nullptr);
            auto *view = dialog->findChild<QComboBox *>(QStringLiteral("exportView"));
            view->setCurrentIndex(view->findText(QStringLiteral("Map")));
            dialog->findChild<QSpinBox *>(QStringLiteral("exportWidth"))->setValue(900);
            dialog->findChild<QSpinBox *>(QStringLiteral("exportHeight"))->setValue(700);
            auto *scale = dialog->findChild<QComboBox *>(QStringLiteral("exportScale"));
            scale->setCurrentIndex(scale->findData(2));
            const int light = 1;
            dialog->findChild<QComboBox *>(QStringLiteral("exportAppearance"))->setCurrentIndex(light);
            dialog->accept();
        });
        child<QAction>("exportAction")->trigger();
        if (!QTest::qWaitFor([&] { return QFile::exists(m_answers.save); }, patience))
            return {};
        return QImage(m_answers.save);
    }
    void select(const Tracks &tracks) { pickTracks(study(), tracks, SelectionMode::Replace, "some"); }
};

void TestMapLinking::distribution()
{
    openMap();
    for (const Bar &bar : child<BarChart>("distributionChart")->bars())
        QCOMPARE(bar.selected, qint64(-1));
    brushSome();
    compareBars();
    brushMore();
    compareBars();
}

void TestMapLinking::centroids()
{
    openMap();
    QVERIFY(!child<ParallelAxes>("centroidsChart")->spec().selection);
    brushSome();
    compareMeans();
    brushMore();
    compareMeans();
}

void TestMapLinking::confusion()
{
    openMap();
    child<QAction>("trainAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(hasModel() && isIdle(), patience);
    QVERIFY(child<Heatmap>("confusionHeatmap")->cellMarks().empty());
    brushSome();
    compareCells();
    brushMore();
    compareCells();
}

void TestMapLinking::beeswarm()
{
    openMap();
    child<QAction>("trainAction")->trigger();
    auto *swarms = child<Beeswarm>("beeswarm");
    QTRY_VERIFY_WITH_TIMEOUT(hasModel() && isIdle() && swarms->spec().explanation &&
                                 swarms->spec().explanation->isComplete() && !swarms->isWaiting(),
                             patience);
    brushSome();
    QTRY_VERIFY_WITH_TIMEOUT(!swarms->isWaiting(), patience);
    const RowSet some = study().selection();
    const Explanation &shown = *swarms->spec().explanation;
    qint64 among = 0;
    for (std::size_t place = 0; place < shown.values.rows(); ++place)
        among += some.contains(shown.tracks[place]) ? 1 : 0;
    QVERIFY(among > 5 && among < static_cast<qint64>(shown.values.rows()));
    const QString tip = child<QLabel>("beeswarmSelected")->toolTip();
    QVERIFY2(tip.contains(QStringLiteral("%1 are among the %2")
                              .arg(formatCount(among), formatCount(qint64(shown.values.rows())))),
             qPrintable(tip));
    const auto [loud, pale] = strengthOfSwarms(some);
    child<QAction>("clearSelectionAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!swarms->isWaiting(), patience);
    const auto [loudBefore, paleBefore] = strengthOfSwarms(some);
    QVERIFY(loud > 0.9 * loudBefore);
    QVERIFY(pale < 0.75 * paleBefore); // a quarter, where none of the selected lies over them
}

void TestMapLinking::tracksTable()
{
    openMap();
    raise("tracksDock");
    auto *model = qobject_cast<TracksModel *>(child<QTableView>("tracksTable")->model());
    QTRY_COMPARE_WITH_TIMEOUT(model->order().size(), canvas().points().size(), patience);
    brushSome();
    QTRY_COMPARE_WITH_TIMEOUT(model->order(), selected(), patience);
    brushMore();
    QTRY_COMPARE_WITH_TIMEOUT(model->order(), selected(), patience);
    const QString headline = child<QLabel>("tracksHeadline")->text();
    QVERIFY2(headline.contains(QStringLiteral("<b>%1</b>").arg(formatCount(qint64(selected().size())))),
             qPrintable(headline));
    // Among all tracks the selected ones are told apart.
    child<QCheckBox>("selectedOnly")->click();
    QTRY_COMPARE_WITH_TIMEOUT(model->order().size(), canvas().points().size(), patience);
    QVERIFY(model->isMixed());
    for (int row = 0; row < model->rowCount(); ++row)
        QCOMPARE(model->isSelected(row),
                 study().selection().contains(model->order()[static_cast<std::size_t>(row)]));
}

void TestMapLinking::selectionDock()
{
    openMap();
    raise("selectionDock");
    brushSome();
    compareShares();
    brushMore();
    compareShares();
}

void TestMapLinking::exportedPicture()
{
    openMap();
    take("mapNames"); // which would lie over points
    QTRY_VERIFY(dock().surface().layers().names().names().empty());
    // Where the picture has a place of the window follows from the two tracks farthest from each other.
    std::uint32_t left = 0;
    std::uint32_t right = 0;
    for (std::uint32_t track = 0; track < canvas().points().size(); ++track) {
        left = canvas().points()[track].x < canvas().points()[left].x ? track : left;
        right = canvas().points()[track].x > canvas().points()[right].x ? track : right;
    }
    select({left});
    const QImage leftmost = exportMap("left.png");
    select({right});
    const QImage rightmost = exportMap("right.png");
    brushSome();
    const Tracks picked = selected();
    const QImage picture = exportMap("map.png");
    QVERIFY2(m_answers.suggestedPath.endsWith(QStringLiteral("map_umap.png")),
             qPrintable(m_answers.suggestedPath));
    for (const QImage &image : {leftmost, rightmost, picture})
        QCOMPARE(image.size(), QSize(1800, 1400));
    const QPointF way = *canvas().positionOf(right) - *canvas().positionOf(left);
    const QPointF middle = *canvas().positionOf(left) + way / 2;
    const QRectF box = difference(leftmost, rightmost); // the two dots, and the way from one to the other
    const double scale = (box.width() - box.height()) / (way.x() - std::abs(way.y()));
    const auto inPicture = [&](const QPointF &at) { return box.center() + scale * (at - middle); };

    const QColor ground = Theme::light().base;
    const PointColours &colours = canvas().colours();
    int loud = 0;
    int pale = 0;
    for (std::uint32_t track = 0; track < canvas().points().size(); ++track) {
        const QPointF at = inPicture(*canvas().positionOf(track));
        const Tracks near = tracksWhere([&](const QPointF &other) {
            const QPointF off = inPicture(other) - at;
            return std::hypot(off.x(), off.y()) < 16; // of 1,800: no two dots there touch
        });
        if (near.size() > 1)
            continue;
        const double strength = strengthOf(QColor::fromRgb(colours.colours[colours.codes[track]]),
                                           picture.pixelColor(at.toPoint()), ground);
        const bool isSelected = std::binary_search(picked.begin(), picked.end(), track);
        QVERIFY2(isSelected ? strength > 0.6 : strength > 0.01 && strength < 0.3,
                 qPrintable(QStringLiteral("%1 %2").arg(isSelected).arg(strength)));
        ++(isSelected ? loud : pale);
    }
    QVERIFY(loud > 10 && pale > 10);
}

QTEST_MAIN(TestMapLinking)
#include "tst_map_linking.moc"
