// Beside: which counts of a new table must be hidden because of tables that were published before?
//
// Of every area the reader knows, beside the new table, what older ones showed of the same ground:
// one month more, one type more. What follows from all of them together is found exactly
// (known_sets.hpp), and no set of incidents may be known to have one to four. Where one is, the
// area is hidden in the new table.
//
// What is hidden is known together: it is the total less what is shown. So that the same can be
// asked of it, and be answered exactly,
//   - what an older table hid is hidden in the new one, if the two share incidents; then the hidden
//     areas of the new table, taken as one, have a number in every table
//   - that one area, too, is known to have no set of one to four incidents
//   - the hidden numbers together are at least four more than there are hidden numbers above 0, as
//     in one table (suppression.hpp)
// More is hidden, by lot, until all of that holds.
//
// Older tables count if they share incidents with the new one, or with one that does, and so on:
// January to April and May give June away beside January to June. An area that is no area of an
// older table, but meets one of its areas that is none of the new table's, is hidden: how two
// boundaries cut each other's areas is not looked at. Areas whose digests are the same are the
// same.
//
// The reader of a table with zeros that are hidden does not know that a hidden number is at least
// one.
//
// Two tables of the same days, types and filters that differ were made of different files. Where an
// area differs by one to four, it is hidden, too.
//
// Time: O(tables areas known sets); see known_sets.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/disclosure/published_table.hpp"

namespace hotward::disclosure {

struct Beside {
  enum class Fault { none, too_many_tables, nearest, nothing_left };

  Fault fault = Fault::none;
  std::vector<std::uint8_t> hidden;  ///< per area of the new table; where there is no fault
  std::vector<std::size_t> family;   ///< older tables that were looked at
};

/// @param older   wholes among them are passed over: nothing that shares with them is published
/// @param fresh   the new table, the number of every area in it
/// @param hidden  per area: 1 where it is hidden already
/// @param seed    of the lots, known to nobody who reads what is shown
/// @return too_many_tables where more than most_known_tables share incidents, or are too knotted to
///         be looked at together, so that every area would be hidden; nearest where one of
///         them took incidents from another distance outside the areas, or into other areas;
///         nothing_left where no number above 0 can be shown
[[nodiscard]] Beside hidden_beside(std::span<const PublishedTable> older,
                                   const PublishedTable& fresh, std::vector<std::uint8_t> hidden,
                                   std::uint64_t seed);

}  // namespace hotward::disclosure
