#include "engine/analyses/evaluate/hot_measure.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/random.hpp"
#include "engine/core/undefined.hpp"
#include "engine/stats/multinomial_draw.hpp"
#include "engine/stats/ranking_overlap.hpp"

namespace hotward::analyses {
namespace {

using evaluation::Scored;

constexpr Stream stream = stream_of("evaluate");
constexpr Stream ties = stream_of("evaluate ties");
constexpr double reader_p = 0.9;  // of the rank-biased overlap

constexpr stats::Interval no_interval{undefined, undefined};

evaluation::Capture no_capture() {
  return {0, 0, undefined, undefined, undefined, undefined, undefined, undefined, undefined};
}

HotRow empty_row(HotMethod method, double cell_m) {
  return {.method = method,
          .cell_m = cell_m,
          .found = no_capture(),
          .hit_share = no_interval,
          .pai = no_interval,
          .pei = no_interval,
          .hit_of_grids = no_interval,
          .pai_of_grids = no_interval,
          .rri_recapture = undefined,
          .area_under_curve = undefined,
          .jaccard = undefined,
          .rank_overlap = undefined,
          .curve = std::vector<double>(std::size(curve_shares), undefined)};
}

// The middle 95% of drawn values; none of fewer than 39, whose ends are no such thing.
stats::Interval middle(std::vector<double> drawn) {
  if (drawn.size() < 39) return no_interval;
  std::ranges::sort(drawn);
  const auto out = static_cast<std::size_t>(0.025 * static_cast<double>(drawn.size() + 1));
  return {drawn[out - 1], drawn[drawn.size() - out]};
}

}  // namespace

HotMeasure::HotMeasure(const HotEvaluationOptions& options, const HotSource& before,
                       const PlacedGrid& grid, std::vector<std::int64_t> later)
    : options_(options),
      before_(before),
      grid_(grid),
      later_(std::move(later)),
      best_(Scored{{}, grid.area_m2(), later_}) {}

Result<HotMeasure::Ordered> HotMeasure::ordered(HotMethod method, const HotSource& source,
                                                std::span<const std::int64_t> later) const {
  auto scores = hot_scores(method, options_.hot, source, grid_);
  if (!scores) return fail(scores.error());
  Ordered cells{.scores = std::move(*scores)};
  const Scored sites{cells.scores, grid_.area_m2(), later};
  cells.order = evaluation::hottest_first(sites);
  const auto above_0 = static_cast<std::size_t>(
      std::ranges::count_if(cells.scores, [](double score) { return score > 0.0; }));
  if (above_0 == 0) return fail(ErrorCode::no_data, "no cell stands out");
  cells.hot =
      std::min(above_0, evaluation::sites_within(sites, cells.order, options_.hot.top_share));
  return cells;
}

HotRow HotMeasure::captured(HotMethod method, const Ordered& cells) const {
  HotRow row = empty_row(method, grid_.placing().cell_m);
  const Scored sites{cells.scores, grid_.area_m2(), later_};
  row.found = evaluation::capture(sites, cells.order, best_, cells.hot, options_.alpha);
  if (!is_amount(method)) row.found.rri_calibration = undefined;
  return row;
}

HotRow HotMeasure::captured(HotMethod method) const {
  const auto cells = ordered(method, before_, later_);
  if (cells) return captured(method, *cells);
  HotRow row = empty_row(method, grid_.placing().cell_m);
  row.why_none = cells.error().message;
  return row;
}

HotRow HotMeasure::in_detail(HotMethod method, const HotSource& after, std::uint64_t seed) const {
  const auto cells = ordered(method, before_, later_);
  if (!cells) return captured(method);
  HotRow row = captured(method, *cells);
  const Scored sites{cells->scores, grid_.area_m2(), later_};
  const std::span<const std::uint32_t> hot(cells->order.data(), cells->hot);
  row.rri_recapture = evaluation::rri_recapture(sites, in_cells(grid_, before_.at_places), hot);
  row.area_under_curve = evaluation::area_under_curve(sites, cells->order);
  for (std::size_t i = 0; i < row.curve.size(); ++i) {
    row.curve[i] = evaluation::curve_at(sites, cells->order, curve_shares[i]);
  }
  add_intervals(row, *cells, seed);
  add_agreement(row, after, seed);
  return row;
}

void HotMeasure::add_intervals(HotRow& row, const Ordered& cells, std::uint64_t seed) const {
  // Cells without a later incident get none in any drawing.
  std::vector<double> weights;
  std::vector<double> area;
  std::vector<std::uint8_t> is_hot(later_.size(), 0);
  std::vector<std::uint8_t> hot_here;
  for (std::size_t k = 0; k < cells.hot; ++k) is_hot[cells.order[k]] = 1;
  for (std::size_t i = 0; i < later_.size(); ++i) {
    if (later_[i] == 0) continue;
    weights.push_back(static_cast<double>(later_[i]));
    area.push_back(grid_.area_m2()[i]);
    hot_here.push_back(is_hot[i]);
  }
  const auto all = static_cast<std::uint64_t>(std::accumulate(weights.begin(), weights.end(), 0.0));
  const double hot_m2 =
      row.found.area_share * std::accumulate(grid_.area_m2().begin(), grid_.area_m2().end(), 0.0);
  const stats::MultinomialDraw draw(weights);
  const stats::MultinomialDraw::ByCells maps(draw, weights, all);
  std::vector<std::int32_t> counts(weights.size());
  std::vector<double> shares;
  std::vector<double> pais;
  std::vector<double> peis;
  for (std::uint32_t sample = 0; sample < options_.samples; ++sample) {
    // The same maps for every method of a grid, so that their differences are their own.
    Random random(seed, stream, static_cast<std::uint32_t>(grid_.placing().cell_m), sample);
    maps.draw(random, counts);
    const std::vector<std::int64_t> later(counts.begin(), counts.end());
    double hits = 0.0;
    for (std::size_t i = 0; i < later.size(); ++i) {
      if (hot_here[i] != 0) hits += static_cast<double>(later[i]);
    }
    const double share = hits / static_cast<double>(all);
    shares.push_back(share);
    pais.push_back(share / row.found.area_share);
    peis.push_back(hits / evaluation::BestCapture(Scored{{}, area, later}).incidents(hot_m2));
  }
  row.hit_share = middle(std::move(shares));
  row.pai = middle(std::move(pais));
  row.pei = middle(std::move(peis));
}

std::vector<std::int64_t> HotMeasure::chance_order(std::uint64_t seed, std::uint32_t period) const {
  std::vector<std::int64_t> order(later_.size());
  Random random(seed, ties, static_cast<std::uint32_t>(grid_.placing().cell_m), period);
  for (std::int64_t& one : order) one = random();
  return order;
}

void HotMeasure::add_agreement(HotRow& row, const HotSource& after, std::uint64_t seed) const {
  // Cells that tie stand in an order of chance, another one in each period: a fixed one would count
  // as agreement.
  const auto then = ordered(row.method, before_, chance_order(seed, 0));
  const auto now = ordered(row.method, after, chance_order(seed, 1));
  if (!now || !then) return;
  row.jaccard = evaluation::jaccard(grid_.area_m2(), {then->order.data(), then->hot},
                                    {now->order.data(), now->hot});
  const auto ranked = [](const Ordered& one) {
    std::vector<std::uint64_t> cells_above_0;
    for (const std::uint32_t cell : one.order) {
      if (one.scores[cell] > 0.0) cells_above_0.push_back(cell);
    }
    return cells_above_0;
  };
  row.rank_overlap = stats::rank_biased_overlap(ranked(*then), ranked(*now), reader_p);
}

}  // namespace hotward::analyses
