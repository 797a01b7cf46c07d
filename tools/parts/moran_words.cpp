#include "tools/parts/moran_words.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <fmt/format.h>

#include "engine/report/number_text.hpp"
#include "engine/report/plain_table.hpp"

namespace hotward::tools {
namespace {

using autocorrelation::GlobalTest;
using autocorrelation::LocalMoran;
using autocorrelation::LocalMoranOptions;
using autocorrelation::Quadrant;

// By permutations, or the normal approximation where the map was too large for them.
double map_p(const GlobalTest& test) {
  return test.permutations > 0 ? test.p_permutations : test.p;
}

/// The statistic under its own name, then what became of it.
Json global_json(const GlobalTest& test, const char* name) {
  Json json;
  json[name] = test.statistic;
  json["expected"] = test.expected;
  json["variance"] = test.variance;
  json["z"] = test.z;
  json["p"] = map_p(test);
  json["p_normal"] = test.p;
  json["permutations"] = test.permutations;
  return json;
}

bool is_shown(const LocalMoran& local, std::size_t i) {
  return local.quadrant[i] != Quadrant::none && local.q_value[i] <= local.level;
}

std::int64_t shown_in(const LocalMoran& local, Quadrant quadrant) {
  std::int64_t count = 0;
  for (std::size_t i = 0; i < local.quadrant.size(); ++i) {
    count += local.quadrant[i] == quadrant && is_shown(local, i) ? 1 : 0;
  }
  return count;
}

// The most certain first.
std::vector<std::size_t> shown_sites(const LocalMoran& local) {
  constexpr std::size_t most = 10;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < local.quadrant.size(); ++i) {
    if (is_shown(local, i)) order.push_back(i);
  }
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return local.q_value[i]; });
  if (order.size() > most) order.resize(most);
  return order;
}

}  // namespace

std::string moran_table(const Sites& sites, const LocalMoran& local,
                        const std::vector<table::Column>& columns) {
  const auto order = shown_sites(local);
  return local_table(sites, columns, order,
                     {{"count", "Count", 0},
                      {"value", "Value", 2},
                      {"moran_i", "I", 3},
                      {"moran_p", "p", 4},
                      {"moran_q", "q", 4},
                      {"quadrant", "Quadrant", 0}});
}

namespace {

std::string verdict(const GlobalTest& moran) {
  constexpr double level = 0.05;
  if (!(map_p(moran) <= level)) return "no pattern that chance would not make";
  return moran.statistic > moran.expected ? "like stands beside like" : "high stands beside low";
}

std::string global_text(const char* name, const GlobalTest& test) {
  const double p = map_p(test);
  return fmt::format("{} {}, expected {} (z {}, p {})", name,
                     report::decimal_text(test.statistic, 4),
                     report::decimal_text(test.expected, 4), report::decimal_text(test.z, 2),
                     p < 0.0005 ? "< 0.001" : report::decimal_text(p, 3));
}

}  // namespace

Json moran_json(const Sites& sites, const Examined& examined, const MoranAnswer& answer) {
  Json json = global_json(answer.moran, "i");
  json["components"] = sites.neighbours.components;
  json["islands"] = sites.neighbours.islands;
  json.update(sites_json(sites, examined));
  json["geary"] = global_json(answer.geary, "c");
  json["general_g"] = answer.general ? global_json(*answer.general, "g") : Json();
  const LocalMoran& local = answer.local;
  Json of_sites = evidence_json(local.evidence, local.adjustment);
  const bool geoda = local.convention == LocalMoranOptions::Convention::geoda;
  of_sites["convention"] = geoda ? "geoda" : "population";
  of_sites["level"] = local.level;
  for (const Quadrant quadrant :
       {Quadrant::high_high, Quadrant::low_low, Quadrant::high_low, Quadrant::low_high}) {
    of_sites[autocorrelation::name(quadrant)] = shown_in(local, quadrant);
  }
  json["local"] = std::move(of_sites);
  json["weights"] = weights_json(sites);
  json["cautions"] = cautions_json(local.cautions);
  return json;
}

std::string moran_text(const Sites& sites, const Examined& examined, const MoranAnswer& answer) {
  const auto shown = [&](Quadrant quadrant) {
    return report::integer_text(shown_in(answer.local, quadrant));
  };
  std::string text =
      fmt::format("Moran's I of {} over {} {}, {}, rows standardised.\n", examined.words,
                  report::integer_text(static_cast<std::int64_t>(sites.size())), sites_text(sites),
                  sites.neighbours.description);
  text += fmt::format("{}: {}.\n", global_text("I", answer.moran), verdict(answer.moran));
  text += global_text("Geary's C", answer.geary) + ".\n";
  if (answer.general) text += global_text("General G", *answer.general) + ".\n";
  text += fmt::format(
      "Sites at {}%: {} high amid high, {} low amid low, {} high amid low, {} low amid high.\n"
      "Their p: {}; corrected over the map ({}). The map's p: {}.\n",
      100.0 * answer.local.level, shown(Quadrant::high_high), shown(Quadrant::low_low),
      shown(Quadrant::high_low), shown(Quadrant::low_high),
      autocorrelation::describe(answer.local.evidence),
      autocorrelation::name(answer.local.adjustment),
      answer.moran.permutations > 0
          ? fmt::format("{} permutations", answer.moran.permutations)
          : std::string("normal approximation, the map being too large for permutations"));
  return text;
}

}  // namespace hotward::tools
