#include "tests/widgets/learn_fixture.h"
#include "widgets/learn/parameter_form.h"
#include "widgets/learn/parameter_text.h"
#include "widgets/learn/parameters_dialog.h"
#include "widgets/learn/real_box.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QWheelEvent>

using namespace genrelens;
using test::bayes;
using test::centroid;
using test::forest;

class TestParameterForm : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyKindHasAForm();
    void rangesAreHonoured();
    void everyTypeIsChosen();
    void withoutEffectIsGrey();
    void realNumbersOfAnySize();
    void textsForPeople();
    void changesAreUndoable();
    void changedParametersMarkOutdated();
    void resetBringsTheDefaults();
    void wheelScrollsAndChangesNothing();

private:
    QTemporaryDir m_folder;
};

namespace
{

// A kind with a parameter of each type.
ModelKind oneOfEach()
{
    Parameter depth = wholeParameter("depth", "Depth", 0, 0, 50);
    depth.leastMeans = "no limit";
    Parameter share = realParameter("share", "Share", 0.5, 0.0, 1.0);
    share.onlyWith = "features=share";
    Parameter weights = truthParameter("weights", "Weights", false);
    Parameter part = realParameter("part", "Part", 0.1, 0.0, 1.0);
    part.onlyWith = "weights=true";
    return {"odd",
            "Odd",
            true,
            {depth, choiceParameter("features", "Features", {"sqrt", "log2", "share"}), share, weights, part},
            nullptr};
}

template <typename T>
T &editor(const QWidget &form, const char *name)
{
    auto *found = form.findChild<T *>(QLatin1String(name));
    if (found == nullptr)
        qFatal("no %s", name);
    return *found;
}

void type(QAbstractSpinBox &box, const QString &text)
{
    auto *line = box.findChild<QLineEdit *>();
    line->selectAll();
    QTest::keyClicks(line, text);
    QTest::keyClick(line, Qt::Key_Return);
}

struct Dialog {
    test::LearnFixture fixture;
    ParametersDialog dialog{fixture.study, fixture.jobs};

    Dialog()
    {
        QObject::connect(&dialog, &ParametersDialog::settingsChosen, &dialog,
                         [this](const StudySettings &settings, const QString &text, int mergeId) {
                             fixture.change(settings, text, mergeId);
                         });
        dialog.show();
        if (!QTest::qWaitForWindowExposed(&dialog))
            qFatal("the dialog does not show");
    }
};

} // namespace

void TestParameterForm::initTestCase()
{
    test::prepareSettings(m_folder);
}

void TestParameterForm::everyKindHasAForm()
{
    for (const ModelKind &kind : modelCatalogue()) {
        ParameterForm form(kind);
        for (const Parameter &parameter : kind.parameters) {
            QWidget &found = editor<QWidget>(form, parameter.name.c_str());
            QVERIFY2(!found.toolTip().isEmpty(), parameter.name.c_str());
            QCOMPARE(found.accessibleName(), QString::fromStdString(parameter.title));
        }
        form.setValues({});
    }
    ParameterForm form(*findModel(forest));
    QVERIFY(editor<QSpinBox>(form, "trees")
                .toolTip()
                .contains(QStringLiteral("From 1 to 100,000; 100 unless chosen.")));
}

void TestParameterForm::rangesAreHonoured()
{
    const ModelKind kind = oneOfEach();
    ParameterForm form(kind);
    form.show();
    QSignalSpy chosen(&form, &ParameterForm::parameterChosen);
    auto &depth = editor<QSpinBox>(form, "depth");
    QCOMPARE(depth.text(), QStringLiteral("no limit"));
    type(depth, QStringLiteral("999")); // the third digit is refused
    QVERIFY(depth.value() <= 50);
    type(depth, QStringLiteral("12"));
    QCOMPARE(depth.value(), 12);
    for (int i = 0; i < 20; ++i)
        QTest::keyClick(&depth, Qt::Key_Down);
    QCOMPARE(depth.value(), 0);
    form.setValues({{"features", std::string("share")}});
    auto &share = editor<RealBox>(form, "share");
    type(share, QStringLiteral("7"));
    QVERIFY(share.value() <= 1.0);
    for (const QList<QVariant> &signal : chosen) {
        const ParameterValue value = signal.at(1).value<ParameterValue>();
        const auto parameter = signal.at(0).value<Parameter>();
        QVERIFY(checkParameters(kind.parameters, {{parameter.name, value}}, "odd").ok());
    }
    QVERIFY(chosen.count() >= 2);
}

void TestParameterForm::everyTypeIsChosen()
{
    const ModelKind kind = oneOfEach();
    ParameterForm form(kind);
    form.show();
    ParameterValues values;
    connect(&form, &ParameterForm::parameterChosen, this,
            [&](const Parameter &parameter, const ParameterValue &value) {
                values[parameter.name] = value;
                form.setValues(values);
            });
    type(editor<QSpinBox>(form, "depth"), QStringLiteral("7"));
    auto &features = editor<QComboBox>(form, "features");
    QTest::keyClick(&features, Qt::Key_End);
    type(editor<RealBox>(form, "share"), QStringLiteral("0.25"));
    QTest::mouseClick(&editor<QCheckBox>(form, "weights"), Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(values == (ParameterValues{{"depth", std::int64_t(7)},
                                       {"features", std::string("share")},
                                       {"share", 0.25},
                                       {"weights", true}}));
    QSignalSpy chosen(&form, &ParameterForm::parameterChosen);
    form.setValues({}); // what is so is shown and chosen by nobody
    QCOMPARE(chosen.count(), 0);
    QCOMPARE(features.currentIndex(), 0);
    QVERIFY(!editor<QCheckBox>(form, "weights").isChecked());
}

void TestParameterForm::withoutEffectIsGrey()
{
    const ModelKind kind = oneOfEach();
    ParameterForm form(kind);
    QVERIFY(!editor<RealBox>(form, "share").isEnabled());
    QVERIFY(!editor<RealBox>(form, "part").isEnabled());
    QVERIFY(editor<QSpinBox>(form, "depth").isEnabled());
    form.setValues({{"features", std::string("share")}, {"weights", true}});
    QVERIFY(editor<RealBox>(form, "share").isEnabled());
    QVERIFY(editor<RealBox>(form, "part").isEnabled());
}

void TestParameterForm::realNumbersOfAnySize()
{
    RealBox box(0.0, 1.0, 1e-9);
    box.show();
    box.setValue(1e-9);
    QCOMPARE(box.text(), QStringLiteral("0.000000001"));
    type(box, QStringLiteral("2.5e-7"));
    QCOMPARE(box.value(), 2.5e-7);
    QTest::keyClick(&box, Qt::Key_Up);
    QCOMPARE(box.value(), 3.5e-7);
    box.setValue(0.1);
    QTest::keyClick(&box, Qt::Key_Down);
    QCOMPARE(box.value(), 0.09);
    QTest::keyClick(&box, Qt::Key_Up);
    QCOMPARE(box.value(), 0.1);
    box.setValue(0.0);
    QTest::keyClick(&box, Qt::Key_Up);
    QCOMPARE(box.value(), 1e-9);
    type(box, QStringLiteral("hello"));
    QVERIFY(box.value() >= 0.0 && box.value() <= 1.0);
}

void TestParameterForm::textsForPeople()
{
    const ModelKind kind = oneOfEach();
    QCOMPARE(parameterTexts(kind, {3, {}}),
             QStringList({QStringLiteral("Depth: no limit"), QStringLiteral("Features: sqrt"),
                          QStringLiteral("Weights: no"), QStringLiteral("Seed: 3")}));
    QCOMPARE(parameterTexts(kind, {3, {{"weights", true}, {"depth", std::int64_t(12)}, {"part", 1e-9}}}),
             QStringList({QStringLiteral("Depth: 12"), QStringLiteral("Features: sqrt"),
                          QStringLiteral("Weights: yes"), QStringLiteral("Part: 0.000000001"),
                          QStringLiteral("Seed: 3")}));
}

void TestParameterForm::changesAreUndoable()
{
    Dialog d;
    auto &trees = editor<QSpinBox>(d.dialog, "trees");
    QCOMPARE(trees.value(), 5);
    QTest::keyClick(&trees, Qt::Key_Up);
    QTest::keyClick(&trees, Qt::Key_Up);
    QCOMPARE(d.fixture.study.settings().trees(), 7);
    QCOMPARE(d.fixture.undo.count(), 1); // quick changes of one box are one step
    QCOMPARE(d.fixture.undo.undoText(), QStringLiteral("Change Trees of Random forest"));
    QTest::keyClick(&editor<QSpinBox>(d.dialog, "max_depth"), Qt::Key_Up);
    QCOMPARE(d.fixture.undo.count(), 2);
    d.fixture.undo.undo();
    QCOMPARE(editor<QSpinBox>(d.dialog, "max_depth").text(), QStringLiteral("no limit"));
    d.fixture.undo.undo();
    QCOMPARE(editor<QSpinBox>(d.dialog, "trees").value(), 5);
    d.fixture.undo.redo();
    QCOMPARE(editor<QSpinBox>(d.dialog, "trees").value(), 7);
}

void TestParameterForm::changedParametersMarkOutdated()
{
    Dialog d;
    d.fixture.trainAndWait({{forest, "genre"}, {forest, "super_genre"}, {bayes, "genre"}});
    auto &retrain = editor<QPushButton>(d.dialog, "retrainKind");
    QVERIFY(!retrain.isEnabled());
    QTest::keyClick(&editor<QSpinBox>(d.dialog, "trees"), Qt::Key_Up);
    for (const std::string labels : {"genre", "super_genre"}) // a kind's parameters are those of all sets
        QVERIFY(!d.fixture.study.isCurrent(*d.fixture.study.modelRun(forest, labels)));
    QVERIFY(d.fixture.study.isCurrent(*d.fixture.study.modelRun(bayes, "genre")));
    QTest::mouseClick(&retrain, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!d.fixture.jobs.isTraining(), test::patience);
    for (const std::string labels : {"genre", "super_genre"})
        QVERIFY(d.fixture.study.isCurrent(*d.fixture.study.modelRun(forest, labels)));
}

void TestParameterForm::resetBringsTheDefaults()
{
    Dialog d;
    auto &reset = editor<QPushButton>(d.dialog, "resetParameters");
    QTest::mouseClick(&reset, Qt::LeftButton);
    QCOMPARE(editor<QSpinBox>(d.dialog, "trees").value(), 100);
    QVERIFY(d.fixture.study.settings().parameters.empty());
    QVERIFY(!reset.isEnabled());
    QCOMPARE(d.fixture.undo.undoText(), QStringLiteral("Reset Parameters of Random forest"));
    d.fixture.undo.undo();
    QCOMPARE(editor<QSpinBox>(d.dialog, "trees").value(), 5);
    d.dialog.showKind(bayes);
    QVERIFY(d.dialog.findChild<QSpinBox *>(QStringLiteral("trees")) == nullptr);
    QVERIFY(!reset.isEnabled());
    type(editor<RealBox>(d.dialog, "variance_smoothing"), QStringLiteral("0.5"));
    QVERIFY(reset.isEnabled());
    QCOMPARE(d.fixture.study.settings().modelOptions(bayes).values.size(), std::size_t(1));
}

void TestParameterForm::wheelScrollsAndChangesNothing()
{
    const ModelKind kind = oneOfEach();
    ParameterForm form(kind);
    form.show();
    form.setFocus();
    auto &depth = editor<QSpinBox>(form, "depth");
    depth.clearFocus();
    QWheelEvent wheel({5, 5}, depth.mapToGlobal(QPointF(5, 5)), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&depth, &wheel);
    QCOMPARE(depth.value(), 0);
}

QTEST_MAIN(TestParameterForm)
#include "tst_parameter_form.moc"
