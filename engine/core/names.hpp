// names: the words that stand for the values of an enumeration on the command line and in
// summaries.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace hotward {

template <class Value, std::size_t n>
using Names = std::array<std::pair<Value, std::string_view>, n>;

/// @return empty where the value is not among them
template <class Value, std::size_t n>
[[nodiscard]] constexpr std::string_view name_of(const Names<Value, n>& names, Value value) {
  for (const auto& [known, name] : names) {
    if (known == value) return name;
  }
  return {};
}

/// @return nothing where no value has the name
template <class Value, std::size_t n>
[[nodiscard]] constexpr std::optional<Value> value_of(const Names<Value, n>& names,
                                                      std::string_view name) {
  for (const auto& [value, known] : names) {
    if (known == name) return value;
  }
  return std::nullopt;
}

}  // namespace hotward
