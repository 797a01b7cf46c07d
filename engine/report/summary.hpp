// Summary: the part that is the same for every command: what was read, left out, and written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/geometry/crs_operation.hpp"
#include "engine/table/incidents.hpp"
#include "engine/table/provenance.hpp"

namespace hotward::report {

struct WrittenLayer {
  std::string path;
  std::uint64_t features = 0;
};

struct SummaryHead {
  std::string command{};
  std::string version{};
  std::uint64_t seed = 1;
  geometry::CrsOperation crs{};
  table::RowOutcomes row_outcomes{};
  std::uint64_t in_area = 0;  ///< in_area + outside = row_outcomes.located
  std::uint64_t outside = 0;
  std::optional<table::PopulationRecord> population{};
  std::vector<table::PassedOver> passed_over{};
  std::vector<WrittenLayer> layers{};
  std::vector<std::string> warnings{};
};

/// For people, two or three lines:
///   6,100 rows read: 6,023 in an area, 40 outside every area, 30 of other dates or types,
///     7 that cannot be placed or dated (5 without coordinates, 2 with a bad date).
///   Coordinates: OSGB36 to WGS 84 (6), good to 2 m; a better operation needs the OSTN15 grid
/// The second line stands only where rows were rejected, the third only where a datum was shifted.
[[nodiscard]] std::string head_text(const SummaryHead& head);

}  // namespace hotward::report
