// Aoristic hours: in which hours of the week do incidents happen, where only a span is known?
//
//   w_h = time of the span that lies in hour h of the week / length of the span
//
// Each incident adds 1 in all: the whole of it to one hour where its moment is known, equal shares
// for equal times where it lies somewhere between two (a car left on Friday evening, gone on Monday
// morning). Hours are those of the clock on the wall in the United Kingdom: a span over the night
// that the clocks go forward has no time from 1 to 2, one over the night that they go back has
// twice as much. Lengths are true ones, an hour shorter or longer then.
//
// Spans over seven days say next to nothing of the hour: `spread` gives each of the 168 hours
// 1/168, `exclude` leaves them out; their number is told either way.
//
// Units: minutes of civil time in, incidents out.
//
// Source:
//   Ratcliffe (2000), Aoristic analysis: the spatial interpretation of unspecific temporal events,
//     International Journal of Geographical Information Science 14(7), 669-679.
//     doi:10.1080/136588100424963
//
// Edges: ends before it begins: swapped, and counted. A moment in the hour that the clocks skip
// counts as if they had not been moved yet; in the hour that comes twice a span begins in the first
// and ends in the second. Summer time is from the last Sunday of March to the last of October, 1:00
// UTC, which holds since 1996. Incidents without a begin are left out and counted.
// Time: O(n log n + hours of the spans).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/core/names.hpp"
#include "engine/table/period.hpp"

namespace hotward::aoristic {

inline constexpr std::size_t hours_of_week = 168;

enum class LongSpans : std::uint8_t { spread, exclude };

inline constexpr Names<LongSpans, 2> long_spans_names{
    {{LongSpans::spread, "spread"}, {LongSpans::exclude, "exclude"}}};

struct Spans {
  std::span<const table::Minute> begin;
  std::span<const table::Minute> end;  ///< table::no_time: begin is the moment; or empty: all are
};

struct Hours {
  std::array<double, hours_of_week> weight{};        ///< Monday from 0 to 1 first
  std::array<std::uint64_t, hours_of_week> known{};  ///< of it, incidents whose moment is known
  std::uint64_t counted = 0;                         ///< incidents, the sum of the weights
  std::uint64_t spans = 0;                           ///< of these, with a span
  std::uint64_t swapped = 0;                         ///< ended before they began
  std::uint64_t long_spans = 0;                      ///< over seven days, counted or not
  std::uint64_t undated = 0;                         ///< left out
};

/// @param weekday  0 Monday … 6 Sunday
[[nodiscard]] constexpr std::size_t hour_of_week(std::size_t weekday, std::size_t hour) {
  return 24 * weekday + hour;
}

/// Example:
///   const Hours hours = aoristic({.begin = begin, .end = end}, LongSpans::spread);
///   const double share = hours.weight[hour_of_week(4, 22)];  // 0.25: Friday from 22 to 23
[[nodiscard]] Hours aoristic(const Spans& spans, LongSpans how);

}  // namespace hotward::aoristic
