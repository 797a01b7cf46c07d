// Date form: which part of 14/01/20 is the year, and does 1577836800 count seconds? What a single
// date leaves open, its column mostly shows.
//
//   two digits of a year   the readings (day, month, year), (month, day, year) and (year, month,
//                          day) that nine in ten of the column's dates allow. Where day and month
//                          may be either, nothing is read unless the order is told. Where the year
//                          may stand first or last, the reading whose dates span less than a third
//                          of the other's is taken: days run through a month, years do not.
//   whole numbers          seconds or milliseconds since 1970, where every text of the column is
//                          such a number
#pragma once

#include <span>
#include <string>

#include "engine/io/csv/incident_time.hpp"

namespace hotward::io {

struct DateFormFound {
  DateForm form;
  std::string said;     ///< how a date is read that could be read otherwise; mostly empty
  std::string refused;  ///< both readings, where the column leaves them open; else empty
};

/// @param texts  of the column, in the order of its rows; those that say "unknown" are passed over
/// @param form   what is known: the order of day and month
/// @param order_is_known  told by the user, or proved by dates with the year in full
/// Time: O(texts).
[[nodiscard]] DateFormFound date_form_of(std::span<const std::string> texts, DateForm form,
                                         bool order_is_known);

}  // namespace hotward::io
