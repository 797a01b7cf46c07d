#include "tools/parts/hidden_ranking.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hotward::tools {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

void hide(std::vector<double>& values, std::size_t i) { values[i] = undefined; }
void hide(std::vector<std::int64_t>& values, std::size_t i) { values[i] = table::null_integer; }

void hide_change(rates::Change& change, std::size_t i) {
  for (auto* values : {&change.change_pct, &change.p_value, &change.ratio_per_day,
                       &change.ratio_per_day_lower, &change.ratio_per_day_upper}) {
    hide(*values, i);
  }
}

void hide_area(WardRanking& ward, std::size_t i) {
  hide(ward.counts, i);
  for (auto* values : {&ward.rate.rate, &ward.rate.lower, &ward.rate.upper, &ward.rate.lower_998,
                       &ward.rate.upper_998}) {
    hide(*values, i);
  }
  hide_change(ward.change, i);
}

void hide_before(WardRanking& ward, std::size_t i) {
  hide(ward.previous, i);
  hide(ward.change.previous, i);
  hide_change(ward.change, i);
}

// What the areas that are shown are ranked by; NaN for the others.
std::vector<double> values_of(const WardRanking& ward, RankBy by) {
  std::vector<double> values;
  for (std::size_t i = 0; i < ward.counts.size(); ++i) {
    const bool shown = ward.counts[i] != table::null_integer;
    const auto count = static_cast<double>(ward.counts[i]);
    values.push_back(!shown                ? undefined
                     : by == RankBy::rate  ? ward.rate.rate[i]
                     : by == RankBy::count ? count
                                           : count / ward.area_km2[i]);
  }
  return values;
}

// Shares of the total, which is shown, and not of the sum of what is shown.
void rank_shown(WardRanking& ward, const std::vector<std::string>& codes, RankBy by) {
  std::vector<std::int64_t> counts = ward.counts;
  std::ranges::replace(counts, table::null_integer, std::int64_t{0});
  ward.ranking = rank::ranking(values_of(ward, by), counts, codes);
  std::int64_t running = 0;
  const auto percent = [&](std::int64_t n) {
    return 100.0 * static_cast<double>(n) / static_cast<double>(ward.total);
  };
  for (const std::size_t i : ward.ranking.order) {
    const bool shown = ward.counts[i] != table::null_integer;
    running += counts[i];
    ward.ranking.share_pct[i] = shown ? percent(counts[i]) : undefined;
    ward.ranking.cum_pct[i] = shown ? percent(running) : undefined;
    if (!shown) ward.ranking.rank[i] = table::null_integer;
  }
}

Result<void> interval_of_shown(WardRanking& ward, const std::vector<std::string>& codes, RankBy by,
                               std::span<const double> population, std::uint64_t seed) {
  std::vector<std::int64_t> counts = ward.counts;
  std::vector<double> exposure;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const bool shown = counts[i] != table::null_integer;
    if (!shown) counts[i] = 0;
    exposure.push_back(!shown                  ? undefined
                       : by == RankBy::rate    ? population[i]
                       : by == RankBy::density ? ward.area_km2[i]
                                               : 1.0);
  }
  const auto options = ward.interval.options;
  auto interval =
      rates::rank_interval({codes, counts, exposure}, {.seed = seed, .top = options.top});
  if (!interval) return fail(interval.error());
  const auto& order = ward.ranking.order;
  const std::size_t k = std::min(order.size(), static_cast<std::size_t>(options.top));
  double held = 0.0;
  for (std::size_t i = 0; i < k; ++i) {
    if (ward.counts[order[i]] != table::null_integer) held = ward.ranking.cum_pct[order[i]] / 100.0;
  }
  interval->top_share = {held, undefined, undefined, {undefined, undefined}};
  ward.interval = std::move(*interval);
  return {};
}

}  // namespace

Result<WardRanking> hidden_ranking(WardRanking ward, const Study& study, RankBy by,
                                   std::uint64_t seed) {
  ward.hidden = hidden_areas(study, ward.theme);
  const HiddenAreas& hidden = *ward.hidden;
  for (std::size_t i = 0; i < ward.counts.size(); ++i) {
    if (hidden.counts[i] != 0) hide_area(ward, i);
    if (hidden.previous[i] != 0) hide_before(ward, i);
  }
  if (hidden.previous_total) {
    ward.total_previous = table::null_integer;
    hide_change(ward.total_change, 0);
  }
  if (std::ranges::find(hidden.counts, 1) == hidden.counts.end()) return ward;
  const table::Areas& areas = study.areas.areas;
  rank_shown(ward, areas.codes, by);
  if (const auto done = interval_of_shown(ward, areas.codes, by, areas.population, seed); !done) {
    return fail(done.error());
  }
  return ward;
}

}  // namespace hotward::tools
