#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QPromise>
#include <QString>

#include <exception>
#include <functional>
#include <new>
#include <string_view>

namespace genrelens
{

/// What core/study/job.h is made of.
namespace detail
{

constexpr int progressSteps = 1000;

/// Carries reports into a promise, whose watcher throttles them on their way to the GUI thread.
template <typename T>
class PromiseProgress final : public Progress
{
public:
    explicit PromiseProgress(QPromise<T> &promise) : m_promise(promise)
    {
        m_promise.setProgressRange(0, progressSteps);
    }
    void report(double fraction, std::string_view stage) override
    {
        m_promise.setProgressValueAndText(
            static_cast<int>(fraction * progressSteps),
            QString::fromUtf8(stage.data(), static_cast<qsizetype>(stage.size())));
    }
    [[nodiscard]] bool cancelled() const override { return m_promise.isCanceled(); }

private:
    QPromise<T> &m_promise;
};

/// The one place where an exception becomes an Error.
template <typename T>
Result<T> guarded(const std::function<Result<T>(Progress &)> &work, Progress &progress)
{
    try {
        return work(progress);
    } catch (const std::bad_alloc &) {
        return Error{"there is not enough memory for this", {}, "Close other programs.", ErrorKind::Failure};
    } catch (const std::exception &exception) {
        return Error{exception.what(), {}, {}, ErrorKind::Failure};
    }
}

} // namespace detail

} // namespace genrelens
