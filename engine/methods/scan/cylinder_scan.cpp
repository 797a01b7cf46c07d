#include "engine/methods/scan/cylinder_scan.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/methods/scan/thresholds.hpp"

namespace hotward::scan {
namespace {

using Maps = LaneMaps;
using Vector = Maps::Vector;
using Row = std::array<Vector, vectors_per_row>;

/// One block of maps against the zones of any centre and layout.
class CylinderScan {
 public:
  CylinderScan(const ScanProblem& problem, const Thresholds& thresholds)
      : problem_(problem),
        thresholds_(thresholds),
        cases_(problem.periods),
        before_(problem.periods + 1),
        measure_(problem.periods),
        measure_before_(problem.periods + 1, 0.0) {
    before_[0].fill(Vector{});
    maxima_.fill(0.0);
  }

  void scan(const Vector* block, const NestedZones& zones, double penalty) {
    const ThresholdTable& table = current_table(penalty);
    for (Row& row : cases_) row.fill(Vector{});
    std::ranges::fill(measure_, 0.0);
    for (std::size_t k = 0; k < zones.site.size(); ++k) {
      add_site(block, zones.site[k]);
      if (zones.closes[k] != 0) scan_windows(table, penalty);
    }
  }

  [[nodiscard]] const std::array<double, Maps::lanes>& maxima() const { return maxima_; }

 private:
  struct Made {
    double statistic = -1.0;
    ThresholdTable table;
  };

  // As in the scan without time: a table stays until it lags behind by 1 in 50.
  const ThresholdTable& current_table(double penalty) {
    Made& made = tables_[penalty];
    const double least = *std::ranges::min_element(maxima_);
    if (made.statistic < 0.0 || least > made.statistic * 1.02) {
      made.statistic = least;
      thresholds_.fill(least / penalty, made.table);
    }
    return made.table;
  }

  void add_site(const Vector* block, std::size_t site) {
    const Vector* row = block + site * problem_.periods * vectors_per_row;
    for (std::size_t t = 0; t < problem_.periods; ++t) {
      for (std::size_t v = 0; v < vectors_per_row; ++v) {
        cases_[t][v] += row[t * vectors_per_row + v];
      }
      measure_[t] += problem_.measure[site * problem_.periods + t];
    }
  }

  void scan_windows(const ThresholdTable& table, double penalty) {
    for (std::size_t t = 0; t < problem_.periods; ++t) {
      for (std::size_t v = 0; v < vectors_per_row; ++v) {
        before_[t + 1][v] = before_[t][v] + cases_[t][v];
      }
      measure_before_[t + 1] = measure_before_[t] + measure_[t];
    }
    for (const Window& window : problem_.windows) {
      const double m = measure_before_[window.last + 1] - measure_before_[window.first];
      const std::uint16_t bin = thresholds_.bin(m);
      Row inside;
      Vector passes{};
      for (std::size_t v = 0; v < vectors_per_row; ++v) {
        inside[v] = before_[window.last + 1][v] - before_[window.first][v];
        passes |= (inside[v] >= table.high[bin]) | (inside[v] <= table.low[bin]);
      }
      if ((passes[0] | passes[1] | passes[2] | passes[3]) != 0) raise_maxima(inside, m, penalty);
    }
  }

  void raise_maxima(const Row& inside, double measure, double penalty) {
    for (std::size_t lane = 0; lane < Maps::lanes; ++lane) {
      const std::int32_t c = inside[lane / Maps::per_vector][lane % Maps::per_vector];
      if (problem_.likelihood.bound(c, measure) * penalty <= maxima_[lane]) continue;
      maxima_[lane] = std::max(maxima_[lane], problem_.likelihood(c, measure) * penalty);
    }
  }

  const ScanProblem& problem_;
  const Thresholds& thresholds_;
  std::map<double, Made> tables_;  // by penalty
  std::vector<Row> cases_;         // of the zone, by period
  std::vector<Row> before_;        // of the periods before each
  std::vector<double> measure_;
  std::vector<double> measure_before_;
  std::array<double, Maps::lanes> maxima_{};
};

}  // namespace

Result<std::vector<double>> cylinder_maxima(const ScanProblem& problem, const Maps& maps) {
  const Thresholds thresholds(problem.likelihood);
  std::vector<double> result(maps.maps());
  parallel_for(maps.blocks(), random_maps, [&](std::size_t b) {
    ZoneMaker maker(problem.limits());
    NestedZones zones;
    CylinderScan scan(problem, thresholds);
    for (const geometry::Point& centre : problem.centres) {
      if (is_stopped()) return;
      for (const Layout& layout : problem.layouts) {
        maker.make(centre, layout, zones);
        scan.scan(maps.block(b), zones, layout.penalty);
      }
    }
    for (std::size_t lane = 0; lane < Maps::lanes && b * Maps::lanes + lane < result.size();
         ++lane) {
      result[b * Maps::lanes + lane] = scan.maxima()[lane];
    }
  });
  if (const auto going = check_stop(); !going) return fail(going.error());
  return result;
}

}  // namespace hotward::scan
