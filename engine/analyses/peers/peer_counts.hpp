// Peer counts: areas that are to be compared, with what was counted in each and its people: from a
// table of the user's, or from a study's incidents.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/study/request.hpp"
#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"
#include "engine/table/areas.hpp"
#include "engine/table/provenance.hpp"

namespace hotward::analyses {

struct PeerCounts {
  table::Areas areas;                 ///< by code; without shapes where they are from a table
  std::vector<std::int64_t> counts;   ///< table::null_integer where not known, or hidden
  std::vector<std::string> why_none;  ///< why an area is not compared; empty where it is
  std::size_t hidden = 0;             ///< counts that are, for the public
  std::vector<std::string> warnings;  ///< each changes a number
  std::vector<table::InputFile> files;

  [[nodiscard]] std::size_t size() const { return counts.size(); }
  [[nodiscard]] bool is_compared(std::size_t area) const { return why_none[area].empty(); }
};

/// Reads FILE[:COLUMN]: a row for each area. Codes and names are found as those of areas are, or in
/// a column `area`; the counts in a column `count`, `crimes` or the like, unless it is named; the
/// people in one whose name begins with "pop", unless `asked.population` names it, or a file.
/// @param asked  its columns, and what its population counts
/// @return errors of read_code_table and read_population; missing_column; no_data without a row;
///         bad_value for a count that is no whole number of at least 0, an area without a name or
///         that is there twice, and a row that is the sum of all others
[[nodiscard]] Result<PeerCounts> read_peer_counts(const std::string& file,
                                                  const AreasRequest& asked);

/// The theme's incidents in the study's areas. An area that lacks a month which another has, and
/// one whose count is hidden, is not compared.
/// @return bad_value where no area has a population
[[nodiscard]] Result<PeerCounts> peer_counts_of(const Study& study, const Theme& theme);

}  // namespace hotward::analyses
