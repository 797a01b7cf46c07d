#include "engine/table/column.hpp"

#include <algorithm>

namespace hotward::table {

bool is_own_column_name(const std::string& name) {
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto allowed = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && letter(name.front()) && std::ranges::all_of(name, allowed);
}

bool is_column_name(const std::string& name) {
  return name.size() <= 10 && is_own_column_name(name);
}

}  // namespace hotward::table
