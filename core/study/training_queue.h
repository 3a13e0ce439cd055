#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"

#include <compare>
#include <cstddef>
#include <deque>
#include <map>
#include <set>
#include <string>

namespace genrelens
{

/// The place of a run: a model of the catalogue on a label set.
struct ModelSlot {
    std::string model;
    std::string labels;

    auto operator<=>(const ModelSlot &) const = default;
};

/// Why a model could not be trained, and from what; the key is null when there was nothing to train from.
struct TrainingFailure {
    Error error;
    Key key;
};

/// What is to be trained, one after the other; what failed, until it is tried again or its inputs change; and
/// what a person removed, which is not trained again unasked.
class TrainingQueue
{
public:
    /// Behind all that waits, unless it does.
    void add(const ModelSlot &slot);
    /// The next again: its inputs changed while it was trained.
    void putBack(const ModelSlot &slot);
    /// The one whose turn it is, which waits no more. There must be one.
    ModelSlot take();
    /// Whether it waited.
    bool drop(const ModelSlot &slot);
    void dropLabels(const std::string &labels);
    /// Nothing waits any more.
    void clear() { m_waiting.clear(); }
    /// As it was at first: for another dataset.
    void forgetAll();

    [[nodiscard]] bool isEmpty() const { return m_waiting.empty(); }
    [[nodiscard]] const std::deque<ModelSlot> &waiting() const { return m_waiting; }
    /// 1 for the next; 0 when it does not wait.
    [[nodiscard]] std::size_t place(const ModelSlot &slot) const;

    void setFailure(const ModelSlot &slot, TrainingFailure failure);
    void clearFailure(const ModelSlot &slot) { m_failures.erase(slot); }
    [[nodiscard]] const std::map<ModelSlot, TrainingFailure> &failures() const { return m_failures; }

    void setUnwanted(const ModelSlot &slot, bool unwanted);
    [[nodiscard]] bool isUnwanted(const ModelSlot &slot) const { return m_unwanted.contains(slot); }

private:
    std::deque<ModelSlot> m_waiting;
    std::map<ModelSlot, TrainingFailure> m_failures;
    std::set<ModelSlot> m_unwanted;
};

} // namespace genrelens
