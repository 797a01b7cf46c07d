#include "engine/analyses/rank/hidden_ranking.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/undefined.hpp"
#include "engine/study/ledger.hpp"

namespace hotward::analyses {
namespace {

void hide(std::vector<double>& values, std::size_t i) { values[i] = undefined; }
void hide(std::vector<std::int64_t>& values, std::size_t i) { values[i] = table::null_integer; }

void hide_change(rates::Change& change, std::size_t i) {
  for (auto* values : {&change.change_pct, &change.p_value, &change.ratio_per_day,
                       &change.ratio_per_day_lower, &change.ratio_per_day_upper}) {
    hide(*values, i);
  }
}

void hide_area(AreaRanking& ward, std::size_t i) {
  hide(ward.counts, i);
  for (auto* values : {&ward.rate.rate, &ward.rate.lower, &ward.rate.upper, &ward.rate.lower_998,
                       &ward.rate.upper_998}) {
    hide(*values, i);
  }
  hide_change(ward.change, i);
  hide(ward.p_overdispersed, i);
}

void hide_before(AreaRanking& ward, std::size_t i) {
  hide(ward.previous, i);
  hide(ward.change.previous, i);
  hide_change(ward.change, i);
  hide(ward.p_overdispersed, i);
}

bool is_shown(const AreaRanking& ward, std::size_t i) {
  return ward.counts[i] != table::null_integer;
}

// What counts are divided by to be ranked.
double exposure_of(const AreaRanking& ward, const std::vector<double>& population, RankBy by,
                   std::size_t i) {
  return by == RankBy::rate ? population[i] : by == RankBy::density ? ward.area_km2[i] : 1.0;
}

// What the areas that are shown are ranked by; NaN for the others.
std::vector<double> shown_values(const AreaRanking& ward, RankBy by) {
  std::vector<double> values;
  for (std::size_t i = 0; i < ward.counts.size(); ++i) {
    const auto count = static_cast<double>(ward.counts[i]);
    values.push_back(!is_shown(ward, i)    ? undefined
                     : by == RankBy::rate  ? ward.rate.rate[i]
                     : by == RankBy::count ? count
                                           : count / ward.area_km2[i]);
  }
  return values;
}

// The most that a hidden area may hold for all that a reader knows: what is left of the total, but
// for one incident in each of the others. Beside older tables a 0 may be hidden, too.
std::int64_t most_of_hidden(const AreaRanking& ward, bool has_ledger) {
  std::int64_t left = ward.total;
  std::int64_t hidden = 0;
  for (const std::int64_t count : ward.counts) {
    if (count == table::null_integer) {
      ++hidden;
    } else {
      left -= count;
    }
  }
  return has_ledger ? left : left - (hidden - 1);
}

// 1 where an area is shown and no hidden one can stand above it: there, and only there, its rank
// among those shown is its rank among all.
HiddenFlags surely_ranked(const AreaRanking& ward, const std::vector<double>& population, RankBy by,
                          bool has_ledger) {
  const auto most = static_cast<double>(most_of_hidden(ward, has_ledger));
  double above = 0.0;
  for (std::size_t i = 0; i < ward.counts.size(); ++i) {
    const double exposure = exposure_of(ward, population, by, i);
    if (!is_shown(ward, i) && exposure > 0.0) above = std::max(above, most / exposure);
  }
  const double per = by == RankBy::rate ? 1000.0 : 1.0;
  HiddenFlags sure;
  for (const double value : shown_values(ward, by)) sure.push_back(value >= per * above ? 1 : 0);
  return sure;
}

// Shares of the total, which is shown, and not of the sum of what is shown.
void rank_shown(AreaRanking& ward, const std::vector<std::string>& codes, RankBy by) {
  std::vector<std::int64_t> counts = ward.counts;
  std::ranges::replace(counts, table::null_integer, std::int64_t{0});
  ward.ranking = ranking::rank_by(shown_values(ward, by), counts, codes);
  std::int64_t running = 0;
  const auto percent = [&](std::int64_t n) {
    return 100.0 * static_cast<double>(n) / static_cast<double>(ward.total);
  };
  for (const std::size_t i : ward.ranking.order) {
    running += counts[i];
    ward.ranking.share_pct[i] = is_shown(ward, i) ? percent(counts[i]) : undefined;
    ward.ranking.cum_pct[i] = percent(running);
  }
}

// The share of the first k, where all of these are surely they.
double share_of_first(const AreaRanking& ward, std::size_t k) {
  const auto& order = ward.ranking.order;
  k = std::min(order.size(), k);
  for (std::size_t i = 0; i < k; ++i) {
    if (ward.hidden->ranked[order[i]] == 0) return undefined;
  }
  return k == 0 ? undefined : ward.ranking.cum_pct[order[k - 1]] / 100.0;
}

// By rate, too, whatever else areas are ranked by: the map of rates is numbered by these ranks.
void rank_rates(AreaRanking& ward, const table::Areas& areas, bool has_ledger) {
  ward.rate_rank = rate_ranks(ward.rate, areas.codes);
  if (areas.population.empty()) return;
  const HiddenFlags sure = surely_ranked(ward, areas.population, RankBy::rate, has_ledger);
  for (std::size_t i = 0; i < sure.size(); ++i) {
    if (sure[i] == 0) hide(ward.rate_rank, i);
  }
}

void hide_places(AreaRanking& ward) {
  for (std::size_t i = 0; i < ward.counts.size(); ++i) {
    if (ward.hidden->ranked[i] != 0) continue;
    hide(ward.ranking.rank, i);
    hide(ward.ranking.cum_pct, i);
    hide(ward.interval.lower, i);
    hide(ward.interval.upper, i);
    hide(ward.interval.p_top, i);
  }
}

Result<void> interval_of_shown(AreaRanking& ward, const std::vector<std::string>& codes, RankBy by,
                               const std::vector<double>& population) {
  std::vector<std::int64_t> counts = ward.counts;
  std::vector<double> exposure;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    exposure.push_back(is_shown(ward, i) ? exposure_of(ward, population, by, i) : undefined);
    if (!is_shown(ward, i)) counts[i] = 0;
  }
  const ranking::RankIntervalOptions options = ward.interval.options;
  auto interval = ranking::rank_interval({codes, counts, exposure}, options);
  if (!interval) return fail(interval.error());
  const double held = share_of_first(ward, static_cast<std::size_t>(options.top));
  interval->top_share = {held, undefined, undefined, {undefined, undefined}};
  ward.interval = std::move(*interval);
  return {};
}

}  // namespace

Result<AreaRanking> hidden_ranking(AreaRanking ward, const Study& study, RankBy by) {
  ward.hidden = hidden_areas(study, ward.theme);
  const auto kept = hide_beside_older(study, ward.theme, ward.counts, ward.hidden->counts);
  if (!kept) return fail(kept.error());
  // A ledger remembers one table: areas, and not what types they are of.
  if (study.ledger) std::ranges::fill(ward.hidden->types, 1);
  const HiddenAreas& hidden = *ward.hidden;
  for (std::size_t i = 0; i < ward.counts.size(); ++i) {
    if (hidden.counts[i] != 0) hide_area(ward, i);
    if (hidden.previous[i] != 0) hide_before(ward, i);
  }
  if (hidden.previous_total) {
    ward.total_previous = table::null_integer;
    hide_change(ward.total_change, 0);
    ward.total_p_overdispersed = undefined;
  }
  if (std::ranges::find(hidden.counts, 1) == hidden.counts.end()) return ward;
  const table::Areas& areas = study.areas();
  rank_shown(ward, areas.codes, by);
  rank_rates(ward, areas, study.ledger != nullptr);
  ward.hidden->ranked = surely_ranked(ward, areas.population, by, study.ledger != nullptr);
  if (const auto done = interval_of_shown(ward, areas.codes, by, areas.population); !done) {
    return fail(done.error());
  }
  hide_places(ward);
  return ward;
}

}  // namespace hotward::analyses
