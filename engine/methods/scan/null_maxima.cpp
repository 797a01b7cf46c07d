#include "engine/methods/scan/null_maxima.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <span>

#include "engine/core/check.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/methods/scan/cylinder_scan.hpp"
#include "engine/methods/scan/lane_maps.hpp"
#include "engine/methods/scan/lane_scan.hpp"
#include "engine/methods/scan/narrow_maps.hpp"
#include "engine/methods/scan/narrow_scan.hpp"
#include "engine/methods/scan/steps.hpp"
#include "engine/methods/scan/thresholds.hpp"

namespace hotward::scan {
namespace {

// Lists of zones made at a time. Their steps stream past each block of maps, which stays in the
// cache.
constexpr std::size_t lists_per_tile = 64;

// Bytes of counts held at a time; more replicates than fit are scanned in turns.
constexpr std::size_t batch_bytes = std::size_t{1} << 28U;

/// Makes the steps of any list. Lists are (centre, layout) pairs.
class StepMaker {
 public:
  /// @param base, reach  of each site; empty where maps have none
  StepMaker(const ScanProblem& problem, const Thresholds& thresholds,
            std::span<const std::int32_t> base, std::span<const std::uint8_t> reach)
      : problem_(problem),
        thresholds_(thresholds),
        base_(base),
        reach_(reach),
        maker_(problem.limits()) {}

  void make(std::size_t list, Steps& steps) {
    const Layout& layout = problem_.layouts[list % problem_.layouts.size()];
    maker_.make(problem_.centres[list / problem_.layouts.size()], layout, zones_);
    steps.penalty = layout.penalty;
    steps.site = zones_.site;
    steps.bin.clear();
    steps.measure.clear();
    double measure = 0.0;
    for (std::size_t k = 0; k < zones_.site.size(); ++k) {
      measure += problem_.measure[zones_.site[k]];
      steps.measure.push_back(measure);
      steps.bin.push_back(zones_.closes[k] != 0 ? thresholds_.bin(measure) : thresholds_.no_bin());
    }
    if (base_.empty()) return;
    add_base(steps);
    add_groups(steps, reach_, thresholds_.no_bin());
  }

 private:
  void add_base(Steps& steps) const {
    steps.base.clear();
    std::int32_t base = 0;
    for (const std::uint32_t site : steps.site) steps.base.push_back(base += base_[site]);
  }

  const ScanProblem& problem_;
  const Thresholds& thresholds_;
  std::span<const std::int32_t> base_;
  std::span<const std::uint8_t> reach_;
  ZoneMaker maker_;
  NestedZones zones_;
};

/// The order of the lists. Those of the first tile are spread over the whole map; those of a later
/// one are neighbours, whose zones hold much the same sites, so that these stay in the cache.
std::vector<std::uint32_t> spread_then_near(std::size_t lists) {
  const std::size_t apart = (lists + lists_per_tile - 1) / lists_per_tile;
  std::vector<std::uint32_t> order;
  for (std::uint32_t list = 0; list < lists; ++list) {
    if (list % apart == 0) order.push_back(list);
  }
  for (std::uint32_t list = 0; list < lists; ++list) {
    if (list % apart != 0) order.push_back(list);
  }
  return order;
}

/// All lists against all maps of one batch.
template <class Maps, class Scan>
class BatchScan {
 public:
  BatchScan(const ScanProblem& problem, Maps& maps)
      : problem_(problem),
        maps_(maps),
        thresholds_(problem.likelihood),
        maxima_(maps.blocks() * Maps::lanes, 0.0),
        replicate_(maps.maps()),
        scans_(maps.blocks(), Scan(problem_.likelihood, thresholds_)),
        list_(spread_then_near(problem.centres.size() * problem.layouts.size())) {
    std::iota(replicate_.begin(), replicate_.end(), 0U);
  }

  /// @return nothing where a sum does not fit its bits
  Result<std::optional<std::vector<double>>> maxima() {
    const std::size_t tiles = (list_.size() + lists_per_tile - 1) / lists_per_tile;
    for (std::size_t tile = 0; tile < tiles; ++tile) {
      if (const auto going = check_stop(); !going) return fail(going.error());
      report_progress(random_maps, static_cast<double>(tile) / static_cast<double>(tiles));
      scan_tile(tile);
      if (std::ranges::any_of(scans_, &Scan::is_beyond)) return std::nullopt;
      // The first tile, spread over the map, shows which maps have large maxima.
      if (tile == 0 && tiles > 1) gather_alike();
    }
    std::vector<double> result(maps_.maps());
    for (std::size_t k = 0; k < result.size(); ++k) result[replicate_[k]] = maxima_[k];
    return result;
  }

 private:
  void scan_tile(std::size_t tile) {
    const auto lists = std::span(list_).subspan(tile * lists_per_tile);
    const std::size_t count = std::min(lists_per_tile, lists.size());
    steps_.resize(count);
    constexpr std::size_t per_task = 16;
    parallel_for((count + per_task - 1) / per_task, [&](std::size_t task) {
      StepMaker maker(problem_, thresholds_, maps_.base(), maps_.reach());
      for (std::size_t k = task * per_task; k < std::min(count, (task + 1) * per_task); ++k) {
        maker.make(lists[k], steps_[k]);
      }
    });
    parallel_for(maps_.blocks(), [&](std::size_t b) {
      constexpr std::size_t lanes = Maps::lanes;
      scans_[b].scan(maps_.block(b), steps_, std::span(maxima_).subspan(b * lanes, lanes));
    });
  }

  void gather_alike() {
    std::vector<std::uint32_t> order(maps_.maps());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t k) { return maxima_[k]; });
    maps_.reorder(order);
    std::vector<double> moved(maxima_.size());
    for (std::size_t k = 0; k < moved.size(); ++k) {
      moved[k] = maxima_[order[std::min(k, order.size() - 1)]];
    }
    maxima_ = std::move(moved);
    replicate_ = std::move(order);
    // A block's thresholds were made for the maps that stood in it before.
    for (Scan& scan : scans_) scan.forget();
  }

  const ScanProblem& problem_;
  Maps& maps_;
  Thresholds thresholds_;
  std::vector<double> maxima_;            // by place: block after block, lane after lane
  std::vector<std::uint32_t> replicate_;  // whose map stands in each place
  std::vector<Scan> scans_;               // of each block
  std::vector<std::uint32_t> list_;       // in the order in which they are scanned
  std::vector<Steps> steps_;
};

/// @param scan  from the maps of a batch to their maxima
/// @return nothing where a map does not fit, or a sum over its zones
template <class Maps, class Scan>
Result<std::optional<std::vector<double>>> in_batches(const ScanProblem& problem,
                                                      const MakeDraw& make_draw,
                                                      const Replicates& replicates,
                                                      const Scan& scan) {
  const std::size_t fitting = batch_bytes / (problem.cases.size() * Maps::bytes_per_count);
  const std::size_t batch = std::max(Maps::lanes, fitting / Maps::lanes * Maps::lanes);
  std::vector<double> result;
  while (result.size() < replicates.count) {
    const std::size_t count = std::min(batch, replicates.count - result.size());
    const auto first = replicates.first + static_cast<std::uint32_t>(result.size());
    Maps maps(problem, make_draw, first, count);
    if (!maps.fit()) return std::nullopt;
    Result<std::optional<std::vector<double>>> maxima = scan(maps);
    if (!maxima || !*maxima) return maxima;
    result.insert(result.end(), (*maxima)->begin(), (*maxima)->end());
  }
  return result;
}

}  // namespace

Result<std::vector<double>> null_maxima(const ScanProblem& problem, const MakeDraw& make_draw,
                                        const Replicates& replicates) {
  using Maxima = Result<std::optional<std::vector<double>>>;
  const auto over_time = [&](const LaneMaps& maps) -> Maxima {
    return cylinder_maxima(problem, maps);
  };
  const auto narrow = [&](NarrowMaps& maps) {
    return BatchScan<NarrowMaps, NarrowScan>(problem, maps).maxima();
  };
  const auto wide = [&](LaneMaps& maps) {
    return BatchScan<LaneMaps, LaneScan>(problem, maps).maxima();
  };
  Maxima maxima = std::optional<std::vector<double>>{};
  if (problem.periods > 1) {
    maxima = in_batches<LaneMaps>(problem, make_draw, replicates, over_time);
  } else {
    maxima = in_batches<NarrowMaps>(problem, make_draw, replicates, narrow);
    if (maxima && !*maxima) maxima = in_batches<LaneMaps>(problem, make_draw, replicates, wide);
  }
  if (!maxima) return fail(maxima.error());
  HOTWARD_EXPECTS(maxima->has_value());
  return std::move(**maxima);
}

}  // namespace hotward::scan
