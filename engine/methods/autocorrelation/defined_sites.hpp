// Defined sites: the analysis of the sites that have a value, where some have none
//
// A rate without a population is NaN. Such a site is left out altogether: of the mean, of its
// neighbours' sums, of the number of sites. Its results are NaN, and such sites are counted.
//
// Only for this room's files.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::autocorrelation {

struct DefinedSites {
  std::vector<weights::Site> sites;  ///< ascending
  std::vector<double> values;        ///< theirs
  weights::SpatialWeights weights;   ///< among them

  /// Puts results back in the place of all sites, the others `missing`.
  template <class T>
  [[nodiscard]] std::vector<T> spread(const std::vector<T>& results, std::size_t site_count,
                                      const T& missing) const {
    std::vector<T> all(site_count, missing);
    for (std::size_t i = 0; i < sites.size(); ++i) all[sites[i]] = results[i];
    return all;
  }
};

/// @return nothing where every value is finite; bad_value for an infinite one, naming its site.
[[nodiscard]] Result<std::optional<DefinedSites>> defined_sites(
    std::span<const double> values, const weights::SpatialWeights& weights);

/// The values at the given sites, or none of none.
[[nodiscard]] std::vector<double> values_at(std::span<const double> values,
                                            std::span<const weights::Site> sites);

/// too_few_sites below `least` sites; constant_values where no value differs from another.
/// @param name  of the statistic: "G*"
[[nodiscard]] Result<void> check_values(std::span<const double> values, std::size_t least,
                                        const char* name);

/// The values, where their fourth powers are numbers; else all of them times one power of two,
/// after which they are. No statistic of this room knows the unit of its values.
[[nodiscard]] std::vector<double> of_usual_size(std::span<const double> values);

/// How far a value less the mean may be from what it stands for: 1000.1 and its like are rounded at
/// the size of 1000, and taking 1000 off leaves that error. Sums of them are ties within it.
[[nodiscard]] double value_rounding(std::span<const double> values);

}  // namespace hotward::autocorrelation
