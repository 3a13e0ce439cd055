#include "core/base/progress.h"

namespace genrelens
{

Progress &Progress::none()
{
    class Silent final : public Progress
    {
        void report(double, std::string_view) override {}
        [[nodiscard]] bool cancelled() const override { return false; }
    };
    static Silent silent;
    return silent;
}

} // namespace genrelens
