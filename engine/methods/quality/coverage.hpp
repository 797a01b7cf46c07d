// Coverage: of a series of one force and one type, which months are there, and can they be whole?
//
//   absent    the force has no data of the month, of any type
//   partial   far below the series' own history: at most a fifth of the median of the other months,
//             where that is 20 or more
//   ended     0 from here to the end of the data, for three months or more, where the months before
//             had so many that chance leaves as many months empty less than once in a million
//   present   anything else; 0 may be a quiet month
//
// A file's presence does not establish coverage: an upload that broke off, or a type that a force
// stopped sending, is a file like any other.
//
// Edges: fewer than 3 months that are there: nothing is partial or ended. Time: O(months^2).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace hotward::quality {

enum class Coverage : std::uint8_t { present, absent, partial, ended };

/// Example:
///   const std::vector<std::optional<std::int64_t>> months = {40, {}, 45, 3, 50};
///   const auto found = coverage(months);
///   const bool is_cut = found[3] == Coverage::partial;  // true: 3 where 42 are usual
///
/// @param counts  by month, in order; nothing where the force has no data of the month
[[nodiscard]] std::vector<Coverage> coverage(std::span<const std::optional<std::int64_t>> counts);

}  // namespace hotward::quality
