#include "engine/analyses/rebase/lookup.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "engine/core/listed.hpp"
#include "engine/io/areas/code_table.hpp"

namespace hotward::analyses {
namespace {

// The same table without what one column holds, so that it is not found again.
io::TextRows without(io::TextRows table, std::size_t column) {
  for (auto& row : table.rows) row[column].clear();
  return table;
}

}  // namespace

Result<Lookup> read_lookup(const std::string& file, const table::Areas& to,
                           const std::vector<std::string>& from) {
  const auto read = io::read_code_table(file);
  if (!read) return fail(read.error());
  const io::TextRows& table = read->text;
  const auto target = io::joining_column(table, to.codes);
  const auto others = target ? without(table, *target) : io::TextRows{};
  const auto source = target ? io::joining_column(others, from) : std::nullopt;
  if (!target || !source) {
    return fail(
        ErrorCode::missing_column,
        fmt::format("{}: no column holds {} codes; there are {}", file,
                    target ? "the other boundaries'" : "the areas'", listed(table.columns)));
  }
  Lookup lookup{.targets = {}, .files = read->files};
  for (const auto& row : table.rows) {
    if (row[*source].empty()) continue;
    // Codes in other capitals are the same code, here as in the counts.
    const auto known = io::area_of_code(from, row[*source]);
    join::Targets& targets = lookup.targets[known ? from[*known] : row[*source]];
    if (row[*target].empty()) continue;
    const auto area = io::area_of_code(to.codes, row[*target]);
    const auto index = area ? static_cast<std::uint32_t>(*area) : join::elsewhere;
    if (std::ranges::find(targets, index) == targets.end()) targets.push_back(index);
  }
  return lookup;
}

}  // namespace hotward::analyses
