#include "engine/io/layers/field_names.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "engine/core/listed.hpp"

namespace hotward::io {
namespace {

constexpr std::size_t most_named = 12;  // columns in one warning

std::string folded(std::string_view name) {
  std::string result(name);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

}  // namespace

FieldNames field_names(const std::vector<table::Column>& columns, const FieldRules& rules) {
  const auto is_reserved = [&](const std::string& name) {
    return std::ranges::find(rules.reserved, folded(name)) != rules.reserved.end();
  };
  const auto stays = [&](const table::Column& column) {
    return column.name.size() <= rules.most_bytes && !is_reserved(column.name);
  };
  std::set<std::string> taken;
  for (const table::Column& column : columns) {
    if (stays(column)) taken.insert(folded(column.name));
  }
  FieldNames result;
  std::vector<std::string> renamed;
  std::vector<std::string> cut;
  for (const table::Column& column : columns) {
    if (stays(column)) {
      result.names.push_back(column.name);
      continue;
    }
    std::string name =
        distinct_name(column.name, rules.most_bytes, [&](const std::string& candidate) {
          return is_reserved(candidate) || taken.contains(folded(candidate));
        });
    taken.insert(folded(name));
    (is_reserved(column.name) ? renamed : cut)
        .push_back(fmt::format("{} is now {}", column.name, name));
    result.names.push_back(std::move(name));
  }
  if (!renamed.empty()) {
    result.warnings.push_back(fmt::format("{} keeps some column names for itself: {}", rules.format,
                                          listed(renamed, most_named)));
  }
  if (!cut.empty()) {
    result.warnings.push_back(fmt::format("{} cuts column names to {} characters: {}", rules.format,
                                          rules.most_bytes, listed(cut, most_named)));
  }
  return result;
}

}  // namespace hotward::io
