// Capture: how much of the later crime did the sites hold that were hottest before?
//
// Sites stand in order of their score, the highest first; of equal scores the one with fewer later
// incidents comes first, so that luck never helps. Of the first k sites, n and a are the later
// incidents and the area; N and A are those of all sites.
//
//   hit share        n / N
//   PAI              (n / N) / (a / A)             how many times more than evenly spread
//   PPAI             (n / N) / (a / A)^alpha       alpha 1: PAI; 0: the hit share alone
//   best share       the most that any sites of area a could have held, with a part of the last one
//   PEI              (n / N) / best share          1: no better choice was possible
//   rri_calibration  predicted / n                 predicted: the first k sites' share of all
//                                                  scores, times N; where scores are amounts
//   curve            n / N against a / A for every k; its area is 1/2 for sites chosen blindly
//
// Sources:
//   Chainey, Tompson, Uhlig (2008), The utility of hotspot mapping for predicting spatial patterns
//     of crime, Security Journal 21, 4-28. doi:10.1057/palgrave.sj.8350066. PAI.
//   Hunt (2016), Do crime hot spots move? Exploring the effects of the modifiable areal unit
//     problem and modifiable temporal unit problem on crime hot spot stability, American
//     University. PEI.
//   Joshi, Curtis-Ham, D'Ath, Searle (2021), Considerations for developing predictive spatial
//     models of crime and new methods for measuring their accuracy, ISPRS International Journal of
//     Geo-Information 10(9), 597. doi:10.3390/ijgi10090597. PPAI.
//   Wheeler, Steenbeek (2021), Mapping the risk terrain for crime using machine learning, Journal
//     of Quantitative Criminology 37, 445-480. doi:10.1007/s10940-020-09457-7. The order of ties,
//     and the calibration.
//
// Edges: without later incidents, shares and indices are undefined. Time: O(n log n).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace hotward::evaluation {

/// Element i of each belongs to site i.
struct Scored {
  std::span<const double> score;        ///< finite; higher is hotter
  std::span<const double> area;         ///< above 0, any unit
  std::span<const std::int64_t> later;  ///< incidents of the later period
};

/// The sites, the hottest first.
[[nodiscard]] std::vector<std::uint32_t> hottest_first(const Scored& sites);

/// How many of the first sites fit into a share of the whole area; at least one.
/// @param order  a permutation of the sites; at least one
[[nodiscard]] std::size_t sites_within(const Scored& sites, std::span<const std::uint32_t> order,
                                       double area_share);

/// The most that sites of some area can hold.
class BestCapture {
 public:
  explicit BestCapture(const Scored& sites);
  /// @param area  in the sites' unit
  [[nodiscard]] double incidents(double area) const;

 private:
  std::vector<double> area_;  // of the densest sites, added up
  std::vector<double> held_;
};

struct Capture {
  std::size_t sites = 0;  ///< k
  std::int64_t hits = 0;  ///< n
  double area_share = 0.0;
  double hit_share = 0.0;
  double pai = 0.0;
  double ppai = 0.0;
  double best_share = 0.0;
  double pei = 0.0;
  double rri_calibration = 0.0;
};

/// What the first k sites held.
/// @param k      at least 1, at most all
/// @param alpha  of PPAI, in [0, 1]
///
/// Example:
///   const std::vector<double> score = {8, 4, 4, 2};
///   const std::vector<double> area = {1, 1, 1, 1};
///   const std::vector<std::int64_t> later = {6, 7, 3, 2};
///   const Scored sites{score, area, later};
///   const auto order = hottest_first(sites);                                    // 0, 2, 1, 3
///   const double pai = capture(sites, order, BestCapture(sites), 2, 0.5).pai;  // 9 of 18: 1
[[nodiscard]] Capture capture(const Scored& sites, std::span<const std::uint32_t> order,
                              const BestCapture& best, std::size_t k, double alpha);

/// n / N where the curve reaches a share of the area: on the line between two sites.
[[nodiscard]] double curve_at(const Scored& sites, std::span<const std::uint32_t> order,
                              double area_share);

/// Between the curve and the axis, in [0, 1].
[[nodiscard]] double area_under_curve(const Scored& sites, std::span<const std::uint32_t> order);

/// Levine's recapture rate index: the later PAI over the earlier one, of the same sites.
/// @param earlier  incidents by which they were chosen, one per site
/// @return undefined where they held none of these
[[nodiscard]] double rri_recapture(const Scored& sites, std::span<const std::int64_t> earlier,
                                   std::span<const std::uint32_t> chosen);

/// What two choices of sites share, over what either holds, by area. Undefined for two empty ones.
/// @param a, b  sites, each once
[[nodiscard]] double jaccard(std::span<const double> area, std::span<const std::uint32_t> a,
                             std::span<const std::uint32_t> b);

}  // namespace hotward::evaluation
