#include "core/learn/model_catalogue.h"
#include "core/learn/model_parameters.h"

#include <QtTest>

#include <set>
#include <sstream>

using namespace genrelens;

/// Parameters of models: what is allowed, how messages say so, and what equals the standard.
class TestModelParameters : public QObject
{
    Q_OBJECT

private slots:
    void refusesWithNameAndRange_data();
    void refusesWithNameAndRange();
    void standardsAreLeftOut();
    void valuesAreCompleted();
    void catalogueIsConsistent();

private:
    static std::vector<Parameter> known()
    {
        return {wholeParameter("depth", "Depth", 3, 0, 5000), realParameter("share", "Share", 0.5, 0.0, 1.0),
                choiceParameter("kind", "Kind", {"gini", "entropy"}), truthParameter("fast", "Fast", true)};
    }
};

void TestModelParameters::refusesWithNameAndRange_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("which");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *title, const char *name, int which, const char *message) {
        QTest::newRow(title) << QString::fromUtf8(name) << which << QString::fromUtf8(message);
    };
    row("unknown", "deep", 0, "\"forest.deep\" is not a setting");
    row("too large", "depth", 1, "\"forest.depth\" must be a whole number from 0 to 5,000");
    row("no number", "depth", 2, "\"forest.depth\" must be a whole number from 0 to 5,000");
    row("a fraction", "depth", 4, "\"forest.depth\" must be a whole number from 0 to 5,000");
    row("out of range", "share", 1, "\"forest.share\" must be a number from 0 to 1");
    row("not a number", "share", 5, "\"forest.share\" must be a number from 0 to 1");
    row("unknown choice", "kind", 2, "\"forest.kind\" must be one of \"gini\", \"entropy\"");
    row("no truth", "fast", 0, "\"forest.fast\" must be true or false");
}

void TestModelParameters::refusesWithNameAndRange()
{
    QFETCH(const QString, name);
    QFETCH(const int, which);
    QFETCH(const QString, message);
    const std::vector<ParameterValue> values{std::int64_t(1),
                                             std::int64_t(5001),
                                             std::string("mse"),
                                             true,
                                             0.25,
                                             std::numeric_limits<double>::quiet_NaN()};
    const auto checked =
        checkParameters(known(), {{name.toStdString(), values[static_cast<std::size_t>(which)]}}, "forest");
    QVERIFY(!checked);
    QCOMPARE(QString::fromStdString(checked.error().what), message);
}

void TestModelParameters::standardsAreLeftOut()
{
    const ParameterValues values{{"depth", 3}, {"share", 1}, {"kind", std::string("gini")}, {"fast", false}};
    QVERIFY(checkParameters(known(), values, "forest"));
    const ParameterValues expected{{"share", 1.0}, {"fast", false}};
    QVERIFY(withoutStandards(known(), values) == expected);
}

void TestModelParameters::valuesAreCompleted()
{
    const Parameters parameters(known(), {{"share", 1}, {"kind", std::string("entropy")}});
    QCOMPARE(parameters.whole("depth"), std::int64_t(3));
    QCOMPARE(parameters.real("share"), 1.0);
    QCOMPARE(parameters.choice("kind"), std::string("entropy"));
    QVERIFY(parameters.truth("fast"));
}

void TestModelParameters::catalogueIsConsistent()
{
    std::set<std::string> kinds;
    for (const ModelKind &kind : modelCatalogue()) {
        QVERIFY(kinds.insert(kind.name).second);
        std::set<std::string> names;
        for (const Parameter &parameter : kind.parameters) {
            QVERIFY2(names.insert(parameter.name).second, parameter.name.c_str());
            QVERIFY2(!parameter.title.empty() && !parameter.tip.empty(), parameter.name.c_str());
            QVERIFY2(checkParameters(kind.parameters, {{parameter.name, parameter.standard}}, kind.name),
                     parameter.name.c_str());
            if (parameter.onlyWith.empty())
                continue;
            const std::size_t equals = parameter.onlyWith.find('=');
            QVERIFY(equals != std::string::npos);
            std::istringstream values(parameter.onlyWith.substr(equals + 1));
            for (std::string value; std::getline(values, value, '|');) {
                const ParameterValues needed{{parameter.onlyWith.substr(0, equals), value}};
                QVERIFY2(checkParameters(kind.parameters, needed, kind.name), parameter.name.c_str());
            }
        }
    }
}

QTEST_APPLESS_MAIN(TestModelParameters)
#include "tst_model_parameters.moc"
