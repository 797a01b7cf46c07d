// Area months: which months of which areas are complete.
//
// An area's month is complete where every force that supplies 5% or more of the area's own
// incidents has it (completeness.hpp). What one force lacks leaves the areas of another as they
// are; a force that hardly counts in all areas together may be the one of a single area.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/study/study.hpp"

namespace hotward {

class AreaMonths {
 public:
  /// The study must outlive it. Time: O(incidents + areas × forces).
  explicit AreaMonths(const Study& study);

  /// True where the area's month is not complete: its count means nothing.
  [[nodiscard]] bool lacks(std::size_t area, table::Month month) const;
  /// The areas in which a force of the completeness counts, rising.
  [[nodiscard]] std::vector<std::size_t> served_by(const std::string& force) const;
  /// Months of the period that the area lacks, rising.
  [[nodiscard]] std::vector<table::Month> lacking(std::size_t area,
                                                  const table::Period& period) const;

 private:
  const Completeness* completeness_;
  std::vector<std::uint8_t> supplies_;  // areas × forces
};

/// True where no count of the month, over all areas, means anything: a force that counts lacks it,
/// or nobody holds it. Where rows are few, a month between others may be a quiet one, and is none.
[[nodiscard]] bool is_missing(const Completeness& completeness, table::Month month);

}  // namespace hotward
