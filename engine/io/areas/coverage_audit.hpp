// Coverage audit: do the areas overlap, and do they leave gaps, where it matters?
//
// An incident in an overlap counts in one of two areas, and one in a gap in none. Of a country's
// areas most lie far from every incident of a town: then it is enough to look at those near one.
#pragma once

#include <cstdint>
#include <span>

#include "engine/core/names.hpp"
#include "engine/core/result.hpp"
#include "engine/geometry/point.hpp"
#include "engine/io/areas/read_areas.hpp"

namespace hotward::io {

/// Which areas are looked at.
enum class Audit : std::uint8_t {
  near,  ///< those within a kilometre or two of an incident
  all,
};
inline constexpr Names<Audit, 2> audit_names{{{Audit::near, "near"}, {Audit::all, "all"}}};

/// Where nobody says which: up to so many areas all of them, and of more those near incidents.
inline constexpr std::size_t most_audited = 2000;

/// Fills the coverage of areas that were read, and adds what it says to their warnings.
[[nodiscard]] Result<void> audit_coverage(AreasRead& read);

/// The same for areas near a place only: those whose box, with a kilometre around it, meets a
/// square kilometre of the National Grid that holds one. An overlap is reported where both areas
/// are near, a gap where areas that are near enclose it and no other lies in it. Adds a warning
/// that says so where some areas are not near.
[[nodiscard]] Result<void> audit_coverage_near(AreasRead& read,
                                               std::span<const geometry::Point> places);

}  // namespace hotward::io
