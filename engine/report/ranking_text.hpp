// Ranking text: the table and the headline that `hotward rank` prints for people.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/core/undefined.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/table/column.hpp"

namespace hotward::report {

/// The whole study area in numbers. What is NaN, null or empty is left out of the sentence.
struct RankingHeadline {
  std::string what = "incidents";  ///< "ASB incidents"
  std::string period{};            ///< "2019-04 to 2020-03"
  std::int64_t incidents = 0;
  std::size_t areas = 0;
  std::string population_label = "people";
  double rate_1k = undefined;  ///< per 1,000 of these, with its interval
  double rate_lo = undefined;
  double rate_hi = undefined;
  std::int64_t previous = table::null_integer;  ///< incidents in the period before
  double change_pct = undefined;
  std::string before = "the year before";
  double change_p = undefined;  ///< how often chance makes as large a change
  bool too_few = false;         ///< both counts together are too few for a percentage
  std::string doubt{};          ///< about the change: a sentence, or empty
  std::string caveat{};         ///< about the boundaries
};

/// "6,023 incidents in 22 areas, 2019-04 to 2020-03: 21.62 for every 1,000 people (likely
/// 21.08–22.18)." and "That is 9.5% more than in the year before (5,502).", then the caveat, each
/// on a line of its own.
[[nodiscard]] std::string ranking_headline(const RankingHeadline& headline);

struct RankingRows {
  std::vector<std::size_t> order{};    ///< the rows as they are listed; empty: rank_order
  std::vector<std::uint8_t> hidden{};  ///< per row of the columns, 1 where numbers are hidden:
                                       ///< what has no value there is shown as "c"; empty: nowhere
  std::vector<std::uint8_t> few{};     ///< likewise, 1 where a change is of too few to be reported
  std::int64_t least_compared = 0;     ///< how many are enough
  std::string per = "Per 1,000";       ///< heading of the rate: "Per 1,000 in 3 months"
  bool holds_95 = true;                ///< intervals hold 95%; else they are the least they can be
};

/// The table of `rank`'s columns, those that people read; the others where they are asked for.
/// @param columns  of the contract; those that are missing are left out
[[nodiscard]] ShownTable ranking_table(std::span<const table::Column> columns,
                                       const RankingRows& rows = {});

}  // namespace hotward::report
