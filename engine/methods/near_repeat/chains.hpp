// Chains: which incident came after which, nearby and soon?
//
//   near      two incidents less than space_m apart and less than time_days apart
//   chain     incidents connected by such pairs, however far its ends are from each other
//   role      originator   nothing near before it, something near after it
//             repeat       something near before it, at the same place (less than same_place_m)
//             near repeat  something near before it, none of it at the same place
//             none         nothing near at all
//   follows   of the incidents near before it the one at the same place if there is one, then the
//             latest, then the nearest: the link that is drawn
//
// Order is by time, then by x, y: of several on one day one is the originator, always the same one.
//
// Each incident's own Knox count (local): with its time kept and the others' permuted,
//   near_i ~ hypergeometric: of n - 1 others N_t lie within time_days, N_s within space_m
//   p_i = P(at least near_i),    q_i  Benjamini-Hochberg over all incidents
//
// Sources:
//   Rogerson (2001), Monitoring point patterns for the development of space-time clusters, Journal
//     of the Royal Statistical Society A 164(1), 87-96. doi:10.1111/1467-985X.00188. The local
//     statistic.
//   Ratcliffe, Rengert (2008), Near-repeat patterns in Philadelphia shootings, Security Journal
//     21(1-2), 58-76. doi:10.1057/palgrave.sj.8350068. Originators and what follows them.
//
// Edges: of incidents with one time and one place any may be the originator; they are alike.
// Errors: usage for a length or time that is not above 0, and as close_pairs; bad_value as
// timed_points. Time: O(n log n + pairs).
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "engine/core/names.hpp"
#include "engine/methods/near_repeat/knox.hpp"

namespace hotward::near_repeat {

enum class Role : std::uint8_t { none, originator, repeat, near_repeat };

inline constexpr Names<Role, 4> role_names{{{Role::none, "none"},
                                            {Role::originator, "originator"},
                                            {Role::repeat, "repeat"},
                                            {Role::near_repeat, "near_repeat"}}};

struct ChainOptions {
  double space_m = 100.0;
  double same_place_m = 1.0;  ///< at most space_m; 0: no two are at the same place
  double time_days = 7.0;
  Metric metric = Metric::euclid;
};

/// Incidents by their number in the input.
struct Chains {
  static constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

  std::vector<Role> role{};
  std::vector<std::uint32_t> chain{};    ///< from 1 by their first incident; 0 in none
  std::vector<std::uint32_t> follows{};  ///< the one before it; nobody
  std::vector<std::uint32_t> near{};     ///< how many are near it, before and after
  std::vector<double> expected{};        ///< of near, with its own time kept
  std::vector<double> p{};
  std::vector<double> q{};
  std::vector<std::uint32_t> sizes{};  ///< incidents of each chain
  std::vector<std::uint32_t> order{};  ///< the incidents by time, then x, y

  [[nodiscard]] std::size_t count() const { return sizes.size(); }
  [[nodiscard]] std::size_t count(Role what) const;
};

/// Example:
///   const auto found = chains({.at = at, .when = when}, {.space_m = 100, .time_days = 7});
///   const std::uint32_t before = found->follows[1];  // 0: incident 1 follows incident 0
///
/// @return of no incidents no chain
[[nodiscard]] Result<Chains> chains(const KnoxInput& input, const ChainOptions& options);

}  // namespace hotward::near_repeat
