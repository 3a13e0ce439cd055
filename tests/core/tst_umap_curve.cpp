#include "core/embed/umap_curve.h"

#include <QTest>

#include <cmath>

using namespace genrelens;

class TestUmapCurve : public QObject
{
    Q_OBJECT

private slots:
    void curvesAreThoseOfUmapLearn_data();
    void curvesAreThoseOfUmapLearn();
    void curvesDoNotDependOnTheUnit_data();
    void curvesDoNotDependOnTheUnit();
};

// find_ab_params of umap-learn 0.5.3. Its optimizer stops earlier, at eight digits.
void TestUmapCurve::curvesAreThoseOfUmapLearn_data()
{
    QTest::addColumn<double>("spread");
    QTest::addColumn<double>("minDist");
    QTest::addColumn<double>("a");
    QTest::addColumn<double>("b");
    QTest::newRow("usual") << 1.0 << 0.1 << 1.5769434602 << 0.8950608780;
    QTest::newRow("loose") << 1.0 << 0.5 << 0.5830300205 << 1.3341669929;
    QTest::newRow("tight") << 1.0 << 0.001 << 1.9290733952 << 0.7915045330;
    QTest::newRow("wide") << 1.5 << 0.25 << 0.6218944605 << 0.9668233415;
    QTest::newRow("far") << 1.0 << 0.99 << 0.1193053001 << 1.9163904159;
    QTest::newRow("narrow") << 0.5 << 0.05 << 5.4537651695 << 0.8950608006;
    QTest::newRow("least distance 0") << 2.0 << 0.0 << 0.6460466728 << 0.7904944902;
}

void TestUmapCurve::curvesAreThoseOfUmapLearn()
{
    QFETCH(double, spread);
    QFETCH(double, minDist);
    QFETCH(double, a);
    QFETCH(double, b);
    const UmapCurve curve = umapCurve(minDist, spread);
    QVERIFY(std::abs(curve.a - a) < 1e-5 * a);
    QVERIFY(std::abs(curve.b - b) < 1e-6 * b);
}

// find_ab_params of uwot 0.1.14 at a spread of 1; it stops at six digits, and finds none at a spread of 100.
void TestUmapCurve::curvesDoNotDependOnTheUnit_data()
{
    QTest::addColumn<double>("minDist");
    QTest::addColumn<double>("a");
    QTest::addColumn<double>("b");
    QTest::newRow("as far as the spread") << 1.0 << 0.114976081676 << 1.929234793866;
    QTest::newRow("nearly as far") << 0.9 << 0.164903890352 << 1.803038441484;
    QTest::newRow("usual") << 0.1 << 1.5769434602 << 0.8950608780; // umap-learn
}

void TestUmapCurve::curvesDoNotDependOnTheUnit()
{
    QFETCH(double, minDist);
    QFETCH(double, a);
    QFETCH(double, b);
    for (const double spread : {0.001, 0.01, 0.3, 1.0, 10.0, 90.0, 100.0, 1000.0}) {
        const UmapCurve curve = umapCurve(minDist * spread, spread);
        QVERIFY2(std::abs(curve.b - b) < 2e-6 * b, qPrintable(QString::number(curve.b, 'g', 12)));
        const double atSpread = curve.a * std::pow(spread, 2.0 * curve.b); // of a point one spread away
        QVERIFY2(std::abs(atSpread - a) < 1e-5 * a, qPrintable(QString::number(atSpread, 'g', 12)));
    }
}

QTEST_APPLESS_MAIN(TestUmapCurve)
#include "tst_umap_curve.moc"
