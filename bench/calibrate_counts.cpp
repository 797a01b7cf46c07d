// Counts of areas, two years of months each, gamma-Poisson with phi times their mean as variance.
// The second year is what is told; phi is estimated from both, as `rank` does it.
#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "bench/calibration.hpp"
#include "engine/methods/ranking/rank_interval.hpp"
#include "engine/methods/rates/crude_rate.hpp"
#include "engine/methods/rates/funnel.hpp"
#include "engine/methods/trend/overdispersed_change.hpp"
#include "engine/stats/dispersion.hpp"
#include "engine/stats/rate_ratio.hpp"

namespace hotward::calibration {
namespace {

constexpr int top = 5;

double share_of_highest(const std::vector<double>& of, const std::vector<double>& by) {
  std::vector<std::size_t> order(of.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t i) { return by[i]; });
  double sum = 0.0;
  for (int k = 0; k < top; ++k) sum += of[order[static_cast<std::size_t>(k)]];
  return sum / std::accumulate(of.begin(), of.end(), 0.0);
}

struct Held {
  Often change;  // p <= 0.05 where nothing changed
  Often rate_95;
  Often rate_998;
  Often rank;
  Often share;  // of the top five
  double bias = 0.0;
  Often alike;        // said that the areas may be alike
  double said = 0.0;  // P(top 5) above 0.8
  Often was;          // how many of these were so
  double phi = 0.0;
  bool few = false;  // the program says that the share's range holds nine times in ten
};

/// What is taken of how much counts vary.
struct Taken {
  double phi = 1.0;
  double degrees = 1.0;
  bool as_poisson = false;
};

Taken taken_of(const CountMap& map, bool as_poisson) {
  const auto found = stats::dispersion(map.cells, map_months);
  if (as_poisson || !found) return {1.0, 1.0, as_poisson};
  return {found->phi, std::max(1.0, found->degrees), false};
}

void look_at_rates(const CountMap& map, const Taken& taken, Held& held) {
  const auto rates = rates::crude_rate(map.now, map.people, 1000.0, taken.phi);
  const auto n = static_cast<double>(map.now.size());
  double in_95 = 0.0;
  double in_998 = 0.0;
  double changed = 0.0;
  for (std::size_t i = 0; i < map.now.size(); ++i) {
    const double truth = 1000.0 * map.expected[i] / map.people[i];
    in_95 += rates.lower[i] <= truth && truth <= rates.upper[i];
    in_998 += rates.lower_998[i] <= truth && truth <= rates.upper_998[i];
    const stats::ExposedCount now{map.now[i], 365.0};
    const stats::ExposedCount then{map.before[i], 365.0};
    double p = stats::rate_ratio(now, then).p_value;
    if (!taken.as_poisson) {
      const auto od = trend::overdispersed_change(now, then, taken.phi, taken.degrees);
      p = std::fmax(p, od.p_value);
    }
    changed += p <= 0.05;
  }
  held.rate_95.add(in_95, n);
  held.rate_998.add(in_998, n);
  held.change.add(changed, n);
}

void look_at_ranks(const Region& region, const CountMap& map, const Taken& taken, Held& held) {
  const auto r = sure(ranking::rank_interval(
      {region.codes, map.now, map.people},
      {.draws = 400, .top = top, .phi = taken.phi, .shrink = !taken.as_poisson}));
  std::vector<double> seen, truth;
  for (std::size_t i = 0; i < map.now.size(); ++i) {
    seen.push_back(static_cast<double>(map.now[i]) / map.people[i]);
    truth.push_back(map.expected[i] / map.people[i]);
  }
  const double share = share_of_highest(map.expected, seen);
  const auto [lower, upper] = r.top_share.interval;
  held.few = r.few();
  held.share.add(lower <= share && share <= upper);
  held.bias += 100.0 * (r.top_share.corrected - share);
  held.alike.add(!std::isnan(r.top_share.if_alike));
  double in = 0.0;
  double likely = 0.0;
  double were = 0.0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const auto above = std::ranges::count_if(truth, [&](double t) { return t > truth[i]; });
    in += r.lower[i] <= above + 1 && above + 1 <= r.upper[i];
    if (r.p_top[i] <= 0.8) continue;
    held.said += r.p_top[i];
    were += above < top ? 1.0 : 0.0;
    likely += 1.0;
  }
  held.rank.add(in, static_cast<double>(truth.size()));
  held.was.add(were, likely);
}

struct Row {
  Law law;
  Held poisson;
  Held estimate;
};

// Both see the same maps.
Row row_of(const Region& region, const Law& law, std::uint32_t maps) {
  Row row{law, {}, {}};
  for (std::uint32_t number = 0; number < maps; ++number) {
    const CountMap map = count_map(region, law, number);
    for (const bool as_poisson : {true, false}) {
      Held& held = as_poisson ? row.poisson : row.estimate;
      const Taken taken = taken_of(map, as_poisson);
      held.phi += taken.phi / maps;
      look_at_rates(map, taken, held);
      look_at_ranks(region, map, taken, held);
    }
  }
  row.poisson.bias /= maps;
  row.estimate.bias /= maps;
  return row;
}

std::string chance_text(const Held& held, bool judged) {
  const double number = held.was.number();
  if (number < 20.0) return "–";
  const double said = held.said / number;
  const std::string mark = judged ? held.was.mark(said - 0.05, said + 0.05) : "";
  return fmt::format("{:.2f}, {:.2f}{}", said, held.was.share(), mark);
}

// Equal areas have no ranks.
void print_line(const Region& region, const Law& law, const Held& held, bool judged) {
  const bool differ = law.rates_differ;
  // Limits of counts below 10 are exact ones, which hold more than they say.
  const double most = law.incidents / static_cast<double>(region.size()) < 10.0 ? 1.0 : 0.97;
  fmt::print("| {} | {} | {} | {} | {} | {:.2f} | {} | {} | {} | {} | {} | {:+.1f} | {} | {} |\n",
             region.name, differ ? "unlike" : "alike", law.incidents, law.phi,
             judged ? "estimate" : "poisson", held.phi,
             judged ? held.change.at_most(0.05) : held.change.text(),
             judged ? held.rate_95.due(0.93, most) : held.rate_95.text(), held.rate_998.text(),
             !differ  ? "–"
             : judged ? held.rank.due(0.93, 1.0)
                      : held.rank.text(),
             judged ? held.share.due(held.few ? 0.90 : 0.93, 1.0) : held.share.text(), held.bias,
             !judged  ? "–"
             : differ ? held.alike.text()
                      : held.alike.due(0.92, 0.99),
             differ ? chance_text(held, judged) : "–");
}

/// Of many rows: each has too few maps to tell 93% from 95%.
struct Pooled {
  Often share;
  double said = 0.0;
  Often was;

  void add(const Held& held) {
    share.add(held.share);
    said += held.said;
    was.add(held.was);
  }
};

struct Together {
  Pooled enough;
  Pooled few;

  void add(const Held& held) { (held.few ? few : enough).add(held); }
};

void print_rows(const Region& region, bool differ, const Plan& plan, Together& together) {
  const std::uint32_t maps = plan.maps(region.size() < 100 ? 400 : 200);
  for (const double incidents : {300.0, 1900.0, 5600.0}) {
    for (const double phi : {1.0, 2.0, 3.0, 5.0}) {
      plan.row(fmt::format("counts, {}, {}, {}, φ {}", region.name, differ ? "unlike" : "alike",
                           incidents, phi),
               [&] {
                 const Row row = row_of(region, {incidents, phi, differ, differ}, maps);
                 print_line(region, row.law, row.poisson, false);
                 print_line(region, row.law, row.estimate, true);
                 together.add(row.estimate);
               });
    }
  }
}

std::string pooled_text(const Pooled& pooled, double least) {
  const double number = pooled.was.number();
  const std::string likely =
      number < 20.0 ? "–" : fmt::format("{:.2f}, {}", pooled.said / number, pooled.was.text());
  return pooled.share.due(least, 1.0) + " | " + likely;
}

void print_together(const std::vector<std::pair<std::string, Together>>& rows) {
  fmt::print(
      "\nThe rows of `estimate` together. Few: fewer than 15 incidents an area, each worth 1/φ.\n\n"
      "| areas | they are | top five's share holds | P(top 5) above 0.8 said, and true | of few: "
      "share holds | P(top 5) said, and true |\n|---|---|---|---|---|---|\n");
  for (const auto& [name, all] : rows) {
    fmt::print("| {} | {} | {} |\n", name, pooled_text(all.enough, 0.93),
               pooled_text(all.few, 0.90));
  }
}

// Areas that are all alike, but for chance: who is called high or low?
void print_funnel_row(const Region& region, const Law& law, std::uint32_t maps) {
  Often of_95, of_998;
  for (std::uint32_t number = 0; number < maps; ++number) {
    const CountMap map = count_map(region, law, number);
    const auto funnel = rates::funnel(map.now, map.people);
    const auto n = static_cast<double>(map.now.size());
    const auto outside = [&](std::int64_t least) {
      return static_cast<double>(
          std::ranges::count_if(funnel.side, [&](std::int64_t s) { return std::abs(s) >= least; }));
    };
    of_95.add(outside(1), n);
    of_998.add(outside(2), n);
  }
  fmt::print("| {} | {} | {} | {} | {} |\n", region.name, law.incidents, law.phi,
             of_95.at_most(0.05), of_998.at_most(0.002));
}

void print_funnel(const Plan& plan) {
  const std::uint32_t maps = plan.maps(400);
  fmt::print(
      "\n{} maps of areas alike a row.\n\n| areas | incidents | φ | outside 95% | outside 99.8% "
      "|\n|---|---|---|---|---|\n",
      maps);
  for (const Region& region : plan.regions) {
    for (const double incidents : {300.0, 1900.0, 5600.0}) {
      for (const double phi : {1.0, 3.0}) {
        plan.row(fmt::format("funnel, {}, {}, φ {}", region.name, incidents, phi), [&] {
          print_funnel_row(region, {incidents, phi, true, false}, maps);
        });
      }
    }
  }
}

}  // namespace

void calibrate_counts(const Plan& plan) {
  fmt::print(
      "{} maps a row of fewer than 100 areas, {} of more. `unlike`: 5,000 to 19,000 people, the "
      "logarithm of the rate spread by 0.5.\n\n| areas | they are | incidents | φ | --dispersion | "
      "φ taken | change p ≤ 5% | rate 95% holds | 99.8% holds | rank interval holds | top five's "
      "share holds | its bias, points | may be alike, said | P(top 5) above 0.8 said, and true "
      "|\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n",
      plan.maps(400), plan.maps(200));
  std::vector<std::pair<std::string, Together>> together;
  for (const Region& region : plan.regions) {
    for (const bool differ : {true, false}) {
      together.emplace_back(region.name + (differ ? " | unlike" : " | alike"), Together{});
      print_rows(region, differ, plan, together.back().second);
    }
  }
  print_together(together);
  print_funnel(plan);
}

}  // namespace hotward::calibration
