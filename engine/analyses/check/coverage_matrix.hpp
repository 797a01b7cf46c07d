// Coverage matrix: force by month by type: what is there, missing, broken off, or ended for good.
#pragma once

#include <string>
#include <vector>

#include "engine/methods/quality/coverage.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/study/json.hpp"
#include "engine/study/study.hpp"

namespace hotward::analyses {

struct CoverageRow {
  std::string force;  ///< empty: the files and rows name none
  std::string type;   ///< empty: all types together
  std::vector<quality::Coverage> months;
  bool counts = true;  ///< the force supplies 5% or more of the incidents in the areas

  [[nodiscard]] std::vector<table::Month> of(quality::Coverage kind,
                                             const std::vector<table::Month>& months_known) const;
};

struct CoverageMatrix {
  std::vector<table::Month> months;  ///< from the first to the last that anybody has, none left out
  std::vector<CoverageRow> rows;     ///< by force; all types first, then each type by name
};

/// Time: O(forces × types × months^2).
[[nodiscard]] CoverageMatrix coverage_matrix(const Study& study);

[[nodiscard]] Json coverage_json(const CoverageMatrix& matrix);

/// Each force, and each of its types that differs from it. No row where one force has all.
[[nodiscard]] report::ShownTable coverage_table(const CoverageMatrix& matrix);

/// What ended is a fault of a force that counts; what may have broken off is worth knowing: a break
/// of the series is a fault already. hole_text reports the months that a force lacks altogether.
struct CoverageSentences {
  std::vector<std::string> faults;  ///< "kent: Drugs ended: nothing from 2020-03 on"
  std::vector<std::string> notes;
};
[[nodiscard]] CoverageSentences coverage_sentences(const CoverageMatrix& matrix);

}  // namespace hotward::analyses
