// Reference data beside the project: real boundaries, police files, other programs' numbers.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"

namespace hotward {

inline std::filesystem::path shared_path(const std::string& relative) {
  return std::filesystem::path(HOTWARD_SHARED_DIR) / relative;
}

/// Rows of a plain CSV file (quotes allowed, no newline inside a field), the header first.
inline std::vector<std::vector<std::string>> read_rows(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    std::vector<std::string> row(1);
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        row.emplace_back();
      } else {
        row.back() += c;
      }
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace hotward

/// Leaves the test case, saying so, where the reference data are missing.
#define HOTWARD_NEEDS_SHARED(relative)                                \
  do {                                                                \
    if (!std::filesystem::exists(::hotward::shared_path(relative))) { \
      WARN("skipped: no ../shared (" << relative << ")");             \
      return;                                                         \
    }                                                                 \
  } while (false)
