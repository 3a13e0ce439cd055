#include <QByteArray>

namespace
{

// A test started by hand must not open windows on somebody's desktop, nor fail where there is none. Whoever
// wants real windows says so: QT_QPA_PLATFORM=xcb.
const bool platformChosen = [] {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    return true;
}();

} // namespace
