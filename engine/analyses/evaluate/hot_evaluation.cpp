#include "engine/analyses/evaluate/hot_evaluation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "engine/analyses/evaluate/hot_measure.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/undefined.hpp"
#include "engine/geometry/grid_cut.hpp"

namespace hotward::analyses {
namespace {

// Squares of 50 m, or larger where the study area would need more than this many.
constexpr double spot_m = 50.0;
constexpr double most_spots = 1e6;

Result<density::Frame> spots_over(const geometry::MultiPolygon& study_area) {
  const geometry::Box box = geometry::bounds(study_area);
  const double wanted = std::sqrt(box.width() * box.height() / most_spots);
  const double side = std::max(spot_m, std::ceil(wanted / spot_m) * spot_m);
  const double fits = std::min(side, std::sqrt(geometry::area_m2(study_area)));
  auto squares =
      geometry::grid_over({&study_area, 1}, {geometry::CellShape::square, std::max(1.0, fits)});
  if (!squares) return fail(squares.error());
  return density::frame_over(*squares);
}

// What is to be done with one grid.
struct GridWork {
  Placing placing;
  bool is_judged = false;    // a width that was asked for
  bool shows_spots = false;  // one of those that spots are looked at in
};

std::vector<GridWork> works_of(const HotEvaluationOptions& options) {
  std::vector<GridWork> works;
  const auto add = [&](double cell_m, std::size_t offset) -> GridWork& {
    const auto same = [&](const GridWork& work) {
      return work.placing.cell_m == cell_m && work.placing.offset == offset;
    };
    const auto at = std::ranges::find_if(works, same);
    if (at != works.end()) return *at;
    return works.emplace_back(GridWork{{options.shape, cell_m, offset}});
  };
  for (const double cell_m : options.cells_m) {
    for (std::size_t k = 0; k < options.offsets; ++k) add(cell_m, k).is_judged = true;
  }
  for (const double cell_m : stability_cells_m) {
    for (std::size_t k = 0; k < most_offsets; ++k) add(cell_m, k).shows_spots = true;
  }
  std::ranges::sort(works, {}, [](const GridWork& work) {
    return std::pair(work.placing.cell_m, work.placing.offset);
  });
  return works;
}

// What one grid gave.
struct Done {
  Result<void> fault{};
  std::vector<HotRow> rows;
  std::optional<evaluation::PatternTest> pattern;
  std::vector<double> spot_parts;  // empty where it does not show them
};

class Evaluator {
 public:
  Evaluator(const HotEvaluationOptions& options, const EvaluatedIncidents& incidents,
            const geometry::MultiPolygon& study_area, density::Frame spots, std::uint64_t seed)
      : options_(options),
        incidents_(incidents),
        study_area_(study_area),
        spots_(std::move(spots)),
        seed_(seed) {}

  Result<void> find_sources() {
    std::vector<HotMethod> methods = options_.methods;
    methods.push_back(options_.stability);
    auto before = hot_source(methods, options_.hot, incidents_.places, incidents_.before,
                             incidents_.months, spots_);
    if (!before) return fail(before.error());
    auto after = hot_source(methods, options_.hot, incidents_.places, incidents_.after,
                            incidents_.later_months, spots_);
    if (!after) return fail(after.error());
    sources_ = {std::move(*before), std::move(*after)};
    return {};
  }

  [[nodiscard]] Done judge(const GridWork& work) const {
    Done done;
    const auto grid = PlacedGrid::make(study_area_, incidents_.places, spots_, work.placing);
    if (!grid) {
      done.fault = fail(grid.error());
      return done;
    }
    if (work.is_judged) {
      const HotMeasure measure(options_, sources_.before, *grid, in_cells(*grid, incidents_.after));
      const bool is_usual = work.placing.offset == 0;
      for (const HotMethod method : options_.methods) {
        done.rows.push_back(is_usual ? measure.in_detail(method, sources_.after, seed_)
                                     : measure.captured(method));
      }
      if (is_usual) {
        done.pattern = evaluation::pattern_test(in_cells(*grid, incidents_.before),
                                                in_cells(*grid, incidents_.after));
      }
    }
    if (work.shows_spots) done.spot_parts = spot_parts(*grid);
    return done;
  }

  [[nodiscard]] const density::Frame& spots() const { return spots_; }

 private:
  std::vector<double> spot_parts(const PlacedGrid& grid) const {
    std::vector<double> parts(spots_.size(), 0.0);
    const auto scores = hot_scores(options_.stability, options_.hot, sources_.before, grid);
    if (!scores) return parts;
    const auto hot = hot_parts(*scores, grid.area_m2(), options_.hot.top_share);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (const std::int32_t cell = grid.cell_of_spot()[i]; cell >= 0) {
        parts[i] = hot[static_cast<std::size_t>(cell)];
      }
    }
    return parts;
  }

  struct Sources {
    HotSource before;
    HotSource after;
  };

  const HotEvaluationOptions& options_;
  const EvaluatedIncidents& incidents_;
  const geometry::MultiPolygon& study_area_;
  density::Frame spots_;
  std::uint64_t seed_;
  Sources sources_;
};

void widen(stats::Interval& interval, double value) {
  if (std::isnan(value)) return;
  interval.lower = std::fmin(interval.lower, value);
  interval.upper = std::fmax(interval.upper, value);
}

// Takes one grid after the other, in their order.
class Collector {
 public:
  Collector(HotEvaluation& result, const HotEvaluationOptions& options)
      : result_(result), options_(options) {
    result_.stability.hot_share.assign(result_.stability.spots.size(), 0.0);
    result_.stability.widths.assign(result_.stability.spots.size(), 0);
    of_width_.assign(result_.stability.spots.size(), 0.0);
  }

  void take(const GridWork& work, Done done) {
    if (!done.rows.empty()) take_rows(work, std::move(done.rows));
    if (done.pattern) result_.patterns.push_back({work.placing.cell_m, std::move(*done.pattern)});
    if (!done.spot_parts.empty()) take_spots(work, done.spot_parts);
  }

  void finish() {
    end_width();
    Stability& stability = result_.stability;
    for (double& share : stability.hot_share) {
      share = stability.grids > 0 ? share / static_cast<double>(stability.grids) : 0.0;
    }
  }

 private:
  void take_rows(const GridWork& work, std::vector<HotRow> rows) {
    if (work.placing.offset == 0) {
      first_ = result_.rows.size();
      result_.rows.insert(result_.rows.end(), std::make_move_iterator(rows.begin()),
                          std::make_move_iterator(rows.end()));
    }
    for (std::size_t m = 0; m < options_.methods.size(); ++m) {
      HotRow& row = result_.rows[first_ + m];
      const evaluation::Capture& found = work.placing.offset == 0 ? row.found : rows[m].found;
      widen(row.hit_of_grids, found.hit_share);
      widen(row.pai_of_grids, found.pai);
    }
  }

  void take_spots(const GridWork& work, const std::vector<double>& parts) {
    Stability& stability = result_.stability;
    if (stability.cells_m.empty() || stability.cells_m.back() != work.placing.cell_m) {
      end_width();
      stability.cells_m.push_back(work.placing.cell_m);
    }
    ++stability.grids;
    ++of_this_width_;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      stability.hot_share[i] += parts[i];
      of_width_[i] += parts[i];
    }
  }

  void end_width() {
    for (std::size_t i = 0; i < of_width_.size(); ++i) {
      if (of_this_width_ > 0 && of_width_[i] >= 0.5 * of_this_width_) ++result_.stability.widths[i];
      of_width_[i] = 0.0;
    }
    of_this_width_ = 0;
  }

  HotEvaluation& result_;
  const HotEvaluationOptions& options_;
  std::size_t first_ = 0;         // row of the width that is being taken
  std::vector<double> of_width_;  // per spot: of the grids of this width
  int of_this_width_ = 0;
};

Result<void> evaluate_grids(const Evaluator& evaluator, const std::vector<GridWork>& works,
                            Collector& collector) {
  std::vector<Done> done(works.size());
  Result<void> fault;
  parallel_line(
      works.size(), std::size_t{2} * thread_count(),
      [&](std::size_t i) { done[i] = evaluator.judge(works[i]); },
      [&](std::size_t i) {
        // A width that only spots would be looked at in may be too large or too small here.
        if (!done[i].fault && works[i].is_judged) fault = fail(done[i].fault.error());
        if (done[i].fault) collector.take(works[i], std::move(done[i]));
        done[i] = {};
        return fault.has_value();
      });
  collector.finish();
  return fault;
}

// Before the areas are united: of a whole country that takes long.
Result<void> check_widths(const Study& study, const HotEvaluationOptions& options) {
  const geometry::Box box = geometry::bounds(study.areas().shapes);
  for (const double cell_m : options.cells_m) {
    const geometry::Lattice lattice(options.shape, cell_m);
    if (const auto few = geometry::check_cell_count(box, lattice); !few) return few;
  }
  return {};
}

// One pair of periods on the usual grids.
Result<std::vector<RollingRow>> of_pair(const Study& study, const Theme& theme,
                                        const EvaluatedPeriods& pair,
                                        const HotEvaluationOptions& options,
                                        const geometry::MultiPolygon& study_area,
                                        const density::Frame& spots) {
  std::vector<RollingRow> rows;
  const EvaluatedIncidents incidents = evaluated_incidents(study, theme, pair);
  if (incidents.count_before == 0 || incidents.count_after == 0) return rows;
  const auto source = hot_source(options.methods, options.hot, incidents.places, incidents.before,
                                 incidents.months, spots);
  if (!source) return fail(source.error());
  for (const double cell_m : options.cells_m) {
    const auto grid =
        PlacedGrid::make(study_area, incidents.places, spots, {options.shape, cell_m, 0});
    if (!grid) return fail(grid.error());
    const HotMeasure measure(options, *source, *grid, in_cells(*grid, incidents.after));
    for (const HotMethod method : options.methods) {
      const HotRow row = measure.captured(method);
      if (!row.why_none.empty()) continue;
      rows.push_back({pair, method, cell_m, row.found.hit_share, row.found.pai});
    }
  }
  return rows;
}

Result<std::vector<RollingRow>> rolled(const Study& study, const Theme& theme,
                                       const EvaluatedPeriods& periods,
                                       const HotEvaluationOptions& options,
                                       const geometry::MultiPolygon& study_area,
                                       const density::Frame& spots) {
  const std::vector<EvaluatedPeriods> pairs = pairs_in_data(study, periods);
  std::vector<Result<std::vector<RollingRow>>> of_pairs(pairs.size());
  parallel_for(pairs.size(), [&](std::size_t i) {
    of_pairs[i] = of_pair(study, theme, pairs[i], options, study_area, spots);
  });
  std::vector<RollingRow> rows;
  for (auto& one : of_pairs) {
    if (!one) return fail(one.error());
    rows.insert(rows.end(), one->begin(), one->end());
  }
  return rows;
}

// Hot cells end where the areas do: what --nearest took in from outside can be in none.
Result<void> any_inside(const EvaluatedIncidents& incidents, const EvaluatedPeriods& periods,
                        const Theme& theme) {
  const auto check = [&](const table::Period& period, std::uint64_t inside,
                         std::uint64_t by_nearest) -> Result<void> {
    if (inside > 0 || by_nearest == 0) return {};
    return fail(ErrorCode::no_data,
                fmt::format("there are no {} inside the areas in {}: {} outside {} taken in by "
                            "--nearest, and hot cells cover the areas alone",
                            theme.noun, table::to_string(period), by_nearest,
                            by_nearest == 1 ? "was" : "were"));
  };
  const auto before = check(periods.before, incidents.count_before, incidents.by_nearest_before);
  return before ? check(periods.after, incidents.count_after, incidents.by_nearest_after) : before;
}

}  // namespace

Result<HotEvaluation> evaluate_hot_cells(const Study& study, const Theme& theme,
                                         const EvaluatedPeriods& periods,
                                         const HotEvaluationOptions& options, std::uint64_t seed) {
  const EvaluatedIncidents incidents = evaluated_incidents(study, theme, periods);
  HotEvaluation result{.periods = periods,
                       .count_before = incidents.count_before,
                       .count_after = incidents.count_after,
                       .left_out = incidents.by_nearest_before + incidents.by_nearest_after};
  if (const auto inside = any_inside(incidents, periods, theme); !inside) {
    return fail(inside.error());
  }
  if (incidents.count_before == 0 || incidents.count_after == 0) return result;
  if (const auto few = check_widths(study, options); !few) return fail(few.error());
  const auto study_area = geometry::united(study.areas().shapes);
  if (!study_area) return fail(study_area.error());
  auto spots = spots_over(*study_area);
  if (!spots) return fail(spots.error());
  result.stability.method = options.stability;
  result.stability.spots = *spots;
  Evaluator evaluator(options, incidents, *study_area, std::move(*spots), seed);
  if (const auto found = evaluator.find_sources(); !found) return fail(found.error());
  Collector collector(result, options);
  if (const auto all = evaluate_grids(evaluator, works_of(options), collector); !all) {
    return fail(all.error());
  }
  if (options.rolling) {
    auto rows = rolled(study, theme, periods, options, *study_area, evaluator.spots());
    if (!rows) return fail(rows.error());
    result.rolling = std::move(*rows);
  }
  return result;
}

}  // namespace hotward::analyses
