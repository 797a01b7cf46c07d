#include "engine/report/summary.hpp"

#include <cmath>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::report {
namespace {

std::string grouped(std::uint64_t count) { return integer_text(count); }

/// ", 30 of other dates or types"; nothing for none.
std::string part(std::uint64_t count, const char* what) {
  return count == 0 ? "" : fmt::format(", {} {}", grouped(count), what);
}

std::string rejected(const table::RowOutcomes& row_outcomes) {
  if (row_outcomes.rejected() == 0) return "";
  const std::string parts = part(row_outcomes.no_coordinates, "without coordinates") +
                            part(row_outcomes.bad_coordinates, "with bad coordinates") +
                            part(row_outcomes.malformed_row, "malformed") +
                            part(row_outcomes.bad_date, "with a bad date");
  return fmt::format(", {} that cannot be placed or dated ({})", grouped(row_outcomes.rejected()),
                     parts.substr(2));
}

std::string crs_line(const geometry::CrsOperation& crs) {
  if (crs.definition.empty()) return "";
  std::string line = "Coordinates: " + crs.name;
  if (std::isfinite(crs.accuracy_m)) {
    const bool whole = crs.accuracy_m == std::floor(crs.accuracy_m);  // "2 m", not "2.0 m"
    line += fmt::format(", good to {} m", decimal_text(crs.accuracy_m, whole ? 0 : 1));
  } else {
    line += ", accuracy unknown";
  }
  if (crs.grid_missing) line += "; a better operation needs the OSTN15 grid";
  return line + "\n";
}

}  // namespace

std::string head_text(const SummaryHead& head) {
  const table::RowOutcomes& row_outcomes = head.row_outcomes;
  return fmt::format("{} read: {} in an area", counted(row_outcomes.read, "row"),
                     grouped(head.in_area)) +
         part(head.outside, "outside every area") +
         part(row_outcomes.filtered, "of other dates or types") + rejected(row_outcomes) + ".\n" +
         crs_line(head.crs);
}

}  // namespace hotward::report
