// Crosswalk: counts of one set of areas, such as last year's wards, in another.
//
//   share    w_st, of the count of source s that target t receives; over all targets 1 or less:
//            what is missing lies outside all of them
//   estimate of t   sum_s w_st y_s
//   least, most     of t: what it holds wherever within their sources incidents lie:
//                   sum over w_st = 1 of y_s, and over w_st > 0
//   error           of t: sqrt(sum_s y_s w_st (1 - w_st)), were incidents spread evenly over
//                   their sources. They are not: it is the least that must be reckoned with
//
// Shares come from a table of codes where that leads to one target (exact), else from land:
//
//   w_st = area of s and t together / area of s
//
// where land that two areas share gives nothing if it is less than least_share of the source's land
// and of the target's: two files draw one boundary by so much differently. What it would have given
// goes to the others. A small target that lies inside a large source gets its share.
//
// A code that the table leads to targets and elsewhere, too, is never exact: land decides, and what
// lies in none of these targets is outside. A code that leads elsewhere alone gives nothing.
//
// Sources:
//   Goodchild, Lam (1980), Areal interpolation: a variant of the traditional spatial problem,
//     Geo-Processing 1, 297-312. Shares by land.
//
// Edges: a source whose count is not known makes every target that has a share of it unknown (NaN),
// never smaller. Time: O(shares).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/geometry/overlaps.hpp"

namespace hotward::join {

struct Share {
  std::uint32_t source;
  std::uint32_t target;
  double part;         ///< w, in (0, 1]
  bool exact = false;  ///< by a table of codes

  friend bool operator==(const Share&, const Share&) = default;
};

/// Which targets a source's code leads to, and `elsewhere` if to an area that is none of them;
/// empty where the table says nothing of it.
using Targets = std::vector<std::uint32_t>;

inline constexpr std::uint32_t elsewhere = UINT32_MAX;

inline constexpr double least_share = 0.01;

/// @param source_m2  land of each source; 0 where it has no shape
/// @param target_m2  land of each target
/// @param overlaps   of sources and targets; may be empty
/// @param by_code    per source; of several targets the land decides, and where there is none of
///                   theirs, nothing is shared
/// @return by source, then target
///
/// Example:
///   const std::vector<double> land = {100.0};
///   const std::vector<geometry::SharedLand> common = {{0, 0, 75.0}, {0, 1, 25.0}};
///   const std::vector<double> targets = {75.0, 300.0};
///   const auto shares = shares_of(land, targets, common, {{}});  // 0.75 and 0.25 of source 0
[[nodiscard]] std::vector<Share> shares_of(std::span<const double> source_m2,
                                           std::span<const double> target_m2,
                                           std::span<const geometry::SharedLand> overlaps,
                                           const std::vector<Targets>& by_code);

/// Element t of each belongs to target t.
struct Crosswalked {
  std::vector<double> estimate;
  std::vector<double> least;
  std::vector<double> most;
  std::vector<double> error;
  double outside = 0.0;  ///< of known counts, in no target
};

/// @param counts  per source; NaN where not known
[[nodiscard]] Crosswalked crosswalk(std::span<const double> counts, std::span<const Share> shares,
                                    std::size_t targets);

}  // namespace hotward::join
