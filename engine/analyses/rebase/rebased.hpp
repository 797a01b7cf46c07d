// Rebased: counts of other boundaries in the study's areas, and why the two totals differ.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/join/crosswalk.hpp"
#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"
#include "engine/table/provenance.hpp"

namespace hotward::analyses {

struct RebaseOptions {
  std::string from_areas{};  ///< the other boundaries: DATASET[:layer]
  std::string counts{};      ///< FILE[:COLUMN] by their codes, in place of the incidents
  std::string lookup{};      ///< a table that leads from their codes to those of the areas
};

/// The other boundaries: areas with shapes, and codes that a look-up knows alone.
struct Sources {
  std::vector<std::string> codes;  ///< sorted
  std::vector<std::string> names;
  std::vector<geometry::MultiPolygon> shapes;  ///< empty where only the look-up knows the code
  std::vector<double> counts;                  ///< NaN where not known
};

/// Incidents in a source and a target.
struct Flow {
  std::uint32_t source;
  std::uint32_t target;
  std::uint64_t count;
};

/// Incidents by which of the two sets of boundaries hold them.
struct Held {
  std::uint64_t by_both = 0;
  std::uint64_t here_alone = 0;   ///< in the study's areas
  std::uint64_t there_alone = 0;  ///< in the other ones
  double furthest_m = 0.0;        ///< of these from the boundary that leaves them out, up to far_m
};

/// An incident so far from the boundary that leaves it out is in another place, not on a line that
/// was drawn differently; how much further is not asked.
inline constexpr double far_m = 5000.0;

struct Rebased {
  Sources sources;
  std::vector<join::Share> shares;
  join::Crosswalked crosswalked;     ///< per area of the study
  std::vector<std::int64_t> counts;  ///< per area, of the incidents; empty for counts from a file
  std::vector<Flow> flows;           ///< of the incidents, by source, then target
  Held held;
  std::size_t exact = 0;                    ///< sources that the look-up leads to one area
  std::vector<std::string> unknown;         ///< codes of the counts that nothing knows
  std::vector<std::string> without_target;  ///< sources with a count that leads nowhere
  std::vector<std::string> undecided;  ///< the same, to several areas that no land parts it between
  std::vector<std::string> without_count;  ///< sources that lead to areas, and have no count
  std::vector<std::string> warnings;
  std::vector<table::InputFile> files;
};

/// @return errors of reading; usage where the options do not say what to rebase from; no_data where
///         neither land nor look-up leads from one to the other
[[nodiscard]] Result<Rebased> rebased(const Study& study, const Theme& theme,
                                      const RebaseOptions& options);

}  // namespace hotward::analyses
