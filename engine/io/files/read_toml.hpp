// read_toml: what stands in a TOML file, as plain values that know their line.
//
// The one door to the library that parses: toml++ where it is installed, else toml11 3 (Ubuntu
// 22.04 has no toml++). Both read TOML 1.0; their words for a fault differ, its place does not.
//
// Source: Preston-Werner, Gedam et al. (2021), TOML v1.0.0, https://toml.io/en/v1.0.0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/core/result.hpp"

namespace hotward::io {

struct TomlEntry;
struct TomlValue;

using TomlList = std::vector<TomlValue>;
/// The entries of a table, by key in the order of their bytes.
using TomlTable = std::vector<TomlEntry>;

struct TomlValue {
  /// Dates and times are std::monostate: nothing here is told one.
  std::variant<std::monostate, bool, std::int64_t, double, std::string, TomlList, TomlTable> value;
  std::size_t line = 0;  ///< where it begins, from 1

  /// @return null where it is of another kind
  template <class T>
  [[nodiscard]] const T* as() const {
    return std::get_if<T>(&value);
  }
};

struct TomlEntry {
  std::string key;
  TomlValue value;
};

/// @return null where the table has no such key
[[nodiscard]] const TomlValue* find(const TomlTable& table, std::string_view key);

/// @param text  of the whole file
/// @param name  of the file, for errors
/// @return a table; wrong_format, told as "name:line:column: why", also for keys, lists or tables
///         nested more than 100 levels deep.
[[nodiscard]] Result<TomlValue> read_toml(const std::string& text, const std::string& name);

/// Of TOML, and of JSON, whose quotes and brackets are the same.
/// @return wrong_format where keys, lists or tables are nested more than 100 levels deep.
[[nodiscard]] Result<void> check_depth(std::string_view text, const std::string& name);

}  // namespace hotward::io
