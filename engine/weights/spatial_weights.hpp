// Spatial weights: who is whose neighbour, and how much does each count?
//
//   W = (w_ij), one row per site; row i lists the sites j with a link, in ascending order of j.
//   binary             w_ij = 1
//   row-standardised   w_ij / sum_j w_ij: each row sums to 1 (an island's row stays empty)
//
// Rows are stored one after the other (compressed sparse rows). A binary or row-standardised binary
// matrix stores no weights at all: they follow from the number of links. A 500 x 500 grid with
// queen neighbours takes 10 MB.
//
// Edges: a site without links is an island (islands in connectivity.hpp lists them); nothing is
// dropped for it. A site may be its own neighbour (with_self); most builders leave it out.
// Time: O(sites + links) to build, O(1) to find a row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace hotward::weights {

/// Index of an element of the analysis, 0 … n − 1.
using Site = std::uint32_t;

struct Link {
  Site site;
  double weight;

  friend bool operator==(const Link&, const Link&) = default;
};

/// One site's links, in ascending order of site.
class Row {
 public:
  class Iterator {
   public:
    Iterator(const Site* site, const double* weight, double equal)
        : site_(site), weight_(weight), equal_(equal) {}
    Link operator*() const { return {*site_, weight_ == nullptr ? equal_ : *weight_}; }
    Iterator& operator++() {
      ++site_;
      if (weight_ != nullptr) ++weight_;
      return *this;
    }
    bool operator==(const Iterator& other) const { return site_ == other.site_; }

   private:
    const Site* site_;
    const double* weight_;
    double equal_;
  };

  /// @param weights  one per site, or null where each is `equal`
  Row(std::span<const Site> sites, const double* weights, double equal)
      : sites_(sites), weights_(weights), equal_(equal) {}

  [[nodiscard]] std::size_t size() const { return sites_.size(); }
  [[nodiscard]] bool empty() const { return sites_.empty(); }
  [[nodiscard]] std::span<const Site> sites() const { return sites_; }
  [[nodiscard]] Iterator begin() const { return {sites_.data(), weights_, equal_}; }
  [[nodiscard]] Iterator end() const {
    return {sites_.data() + sites_.size(), weights_ ? weights_ + sites_.size() : nullptr, equal_};
  }
  /// All links of the row weigh the same (exactly). True for no links.
  [[nodiscard]] bool equal_weights() const;

 private:
  std::span<const Site> sites_;
  const double* weights_;
  double equal_;
};

/// The parts of a matrix, as a builder makes them.
struct Rows {
  std::vector<std::size_t> starts = {0};  ///< row i is links starts[i] … starts[i + 1] − 1
  std::vector<Site> sites;                ///< ascending and distinct within each row
  std::vector<double> weights;            ///< finite, above 0; one per link, or empty for all 1
};

class SpatialWeights {
 public:
  SpatialWeights() = default;
  explicit SpatialWeights(Rows rows, bool standardized = false);

  [[nodiscard]] std::size_t site_count() const { return rows_.starts.size() - 1; }
  [[nodiscard]] std::size_t link_count() const { return rows_.sites.size(); }
  [[nodiscard]] std::span<const Site> neighbours(std::size_t i) const {
    return {rows_.sites.data() + rows_.starts[i], rows_.starts[i + 1] - rows_.starts[i]};
  }
  [[nodiscard]] Row row(std::size_t i) const;
  /// w_ij, 0 without a link. Time: O(log links of i).
  [[nodiscard]] double weight(std::size_t i, Site j) const;
  /// Made by row_standardized.
  [[nodiscard]] bool standardized() const { return standardized_; }
  [[nodiscard]] const Rows& rows() const { return rows_; }

 private:
  Rows rows_;
  bool standardized_ = false;
};

/// @param neighbours  of each site, in any order, distinct
[[nodiscard]] SpatialWeights binary(const std::vector<std::vector<Site>>& neighbours);

/// @param links  of each site, in any order, to distinct sites, weights finite and above 0
[[nodiscard]] SpatialWeights weighted(const std::vector<std::vector<Link>>& links);

/// The same links, each row's weights divided by their sum.
///
/// Example:
///   const SpatialWeights w = row_standardized(neighbours);
///   for (const auto [site, weight] : w.row(0)) mean += weight * values[site];  // beside site 0
[[nodiscard]] SpatialWeights row_standardized(const SpatialWeights& weights);

/// The same links, all weights 1.
[[nodiscard]] SpatialWeights binary(const SpatialWeights& weights);

/// Adds each site to its own neighbours, where it is not yet. A row-standardised matrix stays
/// row-standardised: then its links must weigh the same within each row, and self as much as they.
/// @param self_weight  above 0; 1 for a row-standardised matrix
[[nodiscard]] SpatialWeights with_self(const SpatialWeights& weights, double self_weight = 1.0);

/// The same links but those of sites to themselves. A row-standardised matrix is standardised anew.
[[nodiscard]] SpatialWeights without_self(const SpatialWeights& weights);

/// Every site is its own neighbour.
[[nodiscard]] bool has_self(const SpatialWeights& weights);

/// w_ij = w_ji for all pairs (exactly). Time: O(links log links of a row).
[[nodiscard]] bool is_symmetric(const SpatialWeights& weights);

/// Links in both directions wherever there is one in either; binary. Makes k nearest symmetric.
[[nodiscard]] SpatialWeights symmetrized(const SpatialWeights& weights);

/// The sites kept, renumbered 0 … in the same order, and the links among them. A row-standardised
/// matrix is standardised anew.
/// @param kept  ascending, distinct
[[nodiscard]] SpatialWeights restricted_to(const SpatialWeights& weights,
                                           std::span<const Site> kept);

}  // namespace hotward::weights
