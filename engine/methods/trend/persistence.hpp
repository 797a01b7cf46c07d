// Persistence: which cells stay among the hottest, window after window, and would the hottest of
// one window have caught the crime of the next?
//
// A window is some months that follow each other; each begins a month after the one before. Of n
// cells of equal size the K = q n with the most incidents are hot in it. Where cells are equal at
// the cut, they share the places that are left; a cell without an incident is never hot.
//
//   h_i(w)      how far cell i is hot in window w: 1, 0, or a share at the cut
//   share_i     mean of h_i over the windows
//   captured    mean over w of sum_i h_i(w) x_i(w) / sum_i x_i(w)
//   predicted   the same with x_i(w'), w' the window that begins in the month after w
//   chance      mean over w of sum_i h_i(w) / n: share_i and predicted of hot cells that were laid
//               out at random anew in each window
//
// The interval of share_i is Wilson's, of as many windows as there are without a month in common:
// windows that overlap are no new evidence.
//
// How far two rankings of cells agree (stats/ranking_overlap.hpp) is the mean over pairs of windows
// w and w'. Cells with equal counts are put in an order of chance, another one in each window: a
// fixed order would count as agreement.
//
// Sources:
//   Webber, Moffat, Zobel (2010), A similarity measure for indefinite rankings, ACM Transactions on
//     Information Systems 28(4), 20. doi:10.1145/1852102.1852106
//   Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal of
//     the American Statistical Association 22(158), 209-212. doi:10.1080/01621459.1927.10502953
//
// Edges: a window without an incident is left out of the means of captured, predicted and rankings,
// and no cell is hot in it. Where months are missing behind w, nothing is predicted from it.
// Without a pair of windows, predicted and the agreements are NaN.
// Time: O(windows × cells log cells).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/stats/intervals.hpp"

namespace hotward::trend {

struct WindowCounts {
  std::size_t cells = 0;
  std::vector<std::int64_t> counts;  ///< of each window, at least 0: windows × cells
  std::vector<int> starts;           ///< of each window, in months; rising
  int months = 1;                    ///< that a window is made of

  [[nodiscard]] std::size_t windows() const { return starts.size(); }
  [[nodiscard]] std::span<const std::int64_t> of(std::size_t window) const {
    return std::span(counts).subspan(window * cells, cells);
  }
};

/// h of each cell. @param places  K, above 0
///
/// Example:
///   const std::vector<std::int64_t> counts = {9, 4, 4, 0};
///   const std::vector<double> hot = hot_cells(counts, 2.0);  // 1, 0.5, 0.5, 0
[[nodiscard]] std::vector<double> hot_cells(std::span<const std::int64_t> counts, double places);

/// The cells that have incidents, most first; equal ones in an order of chance.
/// @param draw  which order: the number of the window
[[nodiscard]] std::vector<std::uint64_t> ranked_cells(std::span<const std::int64_t> counts,
                                                      std::uint64_t seed, std::uint32_t draw);

struct Persistence {
  std::vector<double> hot_share;          ///< share_i
  std::vector<stats::Interval> interval;  ///< of share_i, 95%
  double places = 0.0;                    ///< K
  double chance = 0.0;                    ///< in parts of 1, as are the next two
  double captured = 0.0;
  double predicted = 0.0;
  std::size_t disjoint = 0;  ///< windows without a month in common
};

/// @param share  q, in (0, 1]; less than one cell is one cell. @param windows  at least one
[[nodiscard]] Persistence persistence(const WindowCounts& windows, double share);

inline constexpr std::array<double, 3> overlap_patience = {0.7, 0.8, 0.9};
inline constexpr std::array<std::size_t, 3> overlap_depths = {10, 20, 50};

/// Means over pairs of windows, the second of which begins in the month after the first.
struct WindowAgreement {
  std::array<double, 3> rbo;  ///< for each of overlap_patience
  std::array<double, 3> f1;   ///< at each of overlap_depths
  std::size_t pairs = 0;
};

[[nodiscard]] WindowAgreement window_agreement(const WindowCounts& windows, std::uint64_t seed);

}  // namespace hotward::trend
