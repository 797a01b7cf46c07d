// Incident numbers: a column of the incidents' own table, as numbers of 0 or more: harm, people.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/table/incidents.hpp"

namespace hotward {

/// The number of each incident. The table must outlive it.
class IncidentNumbers {
 public:
  /// @param incidents  read with io::Keep::everything
  /// @param asked      what the user typed, to begin an error's sentence: "--weight harm"
  /// @return missing_column where no such column was read, or several are called alike; bad_value
  ///         for a text that is no finite number of 0 or more, an empty one among them, and where
  ///         the column leaves open which sign parts decimals.
  static Result<IncidentNumbers> of(const table::Incidents& incidents, const std::string& column,
                                    const std::string& asked);

  [[nodiscard]] double operator[](std::size_t incident) const {
    return numbers_[column_->codes[incident]];
  }

 private:
  const table::TextColumn* column_ = nullptr;
  std::vector<double> numbers_;  // by the column's codes
};

/// Sums by group, each group's smallest number first: no order of the input moves a sum.
/// @param group    of each number, below `groups`
[[nodiscard]] std::vector<double> sums_by_group(std::span<const std::uint32_t> group,
                                                std::span<const double> numbers,
                                                std::size_t groups);

}  // namespace hotward
