#pragma once

#include "tests/widgets/plot_events.h"
#include "widgets/plots/heatmap.h"

#include <QTest>

#include <cmath>

namespace genrelens::test
{

// The truth is found in most cases, else the class before or behind it.
inline CountMatrix confusion(int classes)
{
    CountMatrix matrix;
    for (int i = 0; i < classes; ++i)
        matrix.rowNames.append(QStringLiteral("class-%1").arg(i));
    matrix.columnNames = matrix.rowNames;
    for (int row = 0; row < classes; ++row) {
        for (int column = 0; column < classes; ++column)
            matrix.values.push_back(row == column ? 70.0 : std::abs(row - column) == 1 ? 10.0 : 0.0);
    }
    return matrix;
}

inline void open(Heatmap &map, QSize size)
{
    map.setPalette(Theme::light().palette());
    map.resize(size);
    map.show();
    QVERIFY(QTest::qWaitForWindowExposed(&map));
}

} // namespace genrelens::test
