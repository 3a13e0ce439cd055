#pragma once

#include "core/base/hash.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace genrelens
{

/// Code of a row that has no class (its genre is not mapped, its cell is empty). Models leave such rows out.
inline constexpr std::int32_t unlabelled = -1;

/// One grouping of the kept rows: a class for each row. Immutable and cheap to copy.
class LabelSet
{
public:
    /// No classes and no rows: a grouping that there is not.
    LabelSet() : LabelSet({}, {}, {}) {}
    /// codes: one a kept row, index into classes or `unlabelled`. colours: 0xRRGGBB, one a class, or empty
    /// for the palette's. title: for people, empty for sets whose name says enough.
    LabelSet(std::string name, std::vector<std::string> classes, std::vector<std::int32_t> codes,
             std::vector<std::uint32_t> colours = {}, std::string title = {});

    [[nodiscard]] bool isEmpty() const { return m_data->classes.empty(); }
    /// "genre", "super_genre", "cluster": the name in files and figures.
    [[nodiscard]] const std::string &name() const { return m_data->name; }
    /// What a person called it: "Moods (moods.csv)".
    [[nodiscard]] const std::string &title() const { return m_data->title; }
    [[nodiscard]] const std::vector<std::string> &classes() const { return m_data->classes; }
    [[nodiscard]] const std::vector<std::int32_t> &codes() const { return m_data->codes; }
    [[nodiscard]] const std::vector<std::uint32_t> &colours() const { return m_data->colours; }
    /// Rows of each class.
    [[nodiscard]] const std::vector<std::size_t> &counts() const { return m_data->counts; }
    [[nodiscard]] std::size_t unlabelledCount() const { return m_data->unlabelledRows; }
    /// Of its name and codes: the same grouping with other class names or colours has the same.
    [[nodiscard]] const Key &key() const { return m_data->key; }

private:
    struct Data {
        std::string name;
        std::string title;
        std::vector<std::string> classes;
        std::vector<std::int32_t> codes;
        std::vector<std::uint32_t> colours;
        std::vector<std::size_t> counts;
        std::size_t unlabelledRows = 0;
        Key key;
    };
    std::shared_ptr<const Data> m_data;
};

} // namespace genrelens
