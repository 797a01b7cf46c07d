// Pattern test: do two periods share their map, or in which sites do they differ?
//
//   share    of a site: its incidents over all of its period
//   range    of a site: the middle 95% of its share, were the earlier incidents drawn anew, with
//            replacement, as many as there are. The count drawn is binomial, so the ends of the
//            range are that law's quantiles, as countless drawings would find them
//   S        sites whose later share lies in their range, over all sites
//   S_active the same over sites with any incident in either period: empty sites agree for nothing
//   p        of a site: of equal shares, exact (Fisher); q: corrected over the active sites
//            (Benjamini-Hochberg)
//   S_tested active sites with q > 0.05, over all active ones
//
// S takes the earlier shares for the truth and corrects nothing: with many incidents, differences
// too small to matter count; with few, ranges hold everything. S_tested lets both periods vary, and
// holds the share of false differences.
//
// Sources:
//   Andresen (2009), Testing for similarity in area-based spatial patterns: a nonparametric Monte
//     Carlo approach, Applied Geography 29(3), 333-345. doi:10.1016/j.apgeog.2008.12.004. S.
//   Wheeler, Steenbeek, Andresen (2018), Testing for similarity in area-based spatial patterns:
//     alternative methods to Andresen's spatial point pattern test, Transactions in GIS 22(3),
//     760-774. doi:10.1111/tgis.12341. Sites empty in both, exact tests, the correction.
//
// Edges: a period without incidents has no shares: S, S_active and S_tested are undefined.
// Time: O(n log n) and a few evaluations of the laws for each site.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace hotward::evaluation {

struct PatternTest {
  std::size_t sites = 0;
  std::size_t active = 0;
  std::size_t differ = 0;  ///< active sites with q <= 0.05
  double s = 0.0;
  double s_active = 0.0;
  double s_tested = 0.0;
  std::vector<double> p_value{};  ///< per site; NaN where it is empty in both
  std::vector<double> q_value{};  ///< per site, corrected
};

/// @param earlier, later  incidents of each site, none negative
///
/// Example:
///   const std::vector<std::int64_t> before = {50, 30, 20, 0};
///   const std::vector<std::int64_t> after = {48, 33, 19, 0};
///   const double same = pattern_test(before, after).s_tested;  // 1: no site differs
[[nodiscard]] PatternTest pattern_test(std::span<const std::int64_t> earlier,
                                       std::span<const std::int64_t> later);

/// Fisher's exact test of equal shares, two-sided: the chance of all tables no likelier than this.
/// @param a, b  of so many, at most  @param of_a, of_b
[[nodiscard]] double fisher_exact(std::int64_t a, std::int64_t of_a, std::int64_t b,
                                  std::int64_t of_b);

}  // namespace hotward::evaluation
