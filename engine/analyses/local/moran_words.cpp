#include "engine/analyses/local/moran_words.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <fmt/format.h>

#include "engine/analyses/local/caution_words.hpp"
#include "engine/core/counted.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::analyses {
namespace {

using autocorrelation::GlobalStatistic;
using autocorrelation::LocalMoran;
using autocorrelation::LocalMoranOptions;
using autocorrelation::Quadrant;

// By permutations, or the normal approximation where the map was too large for them.
double map_p(const GlobalStatistic& test) {
  return test.permutations > 0 ? test.p_permutations : test.p;
}

/// The statistic under its own name, then what became of it.
Json global_json(const GlobalStatistic& test, const char* name) {
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
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < local.quadrant.size(); ++i) {
    if (is_shown(local, i)) order.push_back(i);
  }
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return local.q_value[i]; });
  return order;
}

// What makes a site high or low: "many ASB incidents", "a low rate of ASB incidents".
std::string with(const Examined& examined, bool high) {
  if (examined.counts) return fmt::format("{} {}", high ? "many" : "few", examined.words);
  if (examined.what == "eb_rate") {
    return fmt::format("a {} rate of {}", high ? "high" : "low",
                       examined.words.substr(0, examined.words.find(" per ")));
  }
  return fmt::format("a {} {}", high ? "high" : "low", examined.words);
}

// The map as a whole.
std::string verdict(const Sites& sites, const Examined& examined, const GlobalStatistic& moran) {
  constexpr double level = 0.05;
  const double p = map_p(moran);
  const char* what = sites.grid ? "cells" : "areas";
  const std::string high = with(examined, true);
  if (!(p <= level)) {
    return fmt::format(
        "{} with {} are neither closer together nor further apart than chance alone could put "
        "them: chance does as much {}.\n",
        sites.grid ? "Cells" : "Areas", high, report::chance_words(p));
  }
  const bool alike = moran.statistic > moran.expected;
  const std::string beside =
      alike ? "each other" : fmt::format("{} with {}", what, with(examined, false));
  return fmt::format("{} with {} are often next to {}: chance alone does this {}.\n",
                     sites.grid ? "Cells" : "Areas", high, beside, report::chance_words(p));
}

// The single sites that stand out, kind by kind.
std::string sites_text_of(const Sites& sites, const Examined& examined, const LocalMoran& local) {
  constexpr std::pair<Quadrant, const char*> kinds[] = {{Quadrant::high_high, "high among high"},
                                                        {Quadrant::high_low, "high among low"},
                                                        {Quadrant::low_high, "low among high"},
                                                        {Quadrant::low_low, "low among low"}};
  std::string text;
  for (const auto& [quadrant, label] : kinds) {
    const auto of_kind = sites_where(sites, [&, kind = quadrant](std::size_t i) {
      return local.quadrant[i] == kind && is_shown(local, i);
    });
    if (of_kind.empty()) continue;
    const bool high = quadrant == Quadrant::high_high || quadrant == Quadrant::high_low;
    const bool alike = quadrant == Quadrant::high_high || quadrant == Quadrant::low_low;
    const bool one = of_kind.size() == 1;
    const std::string others = examined.counts ? (high ? "few" : "many")
                               : high          ? "a low one"
                                               : "a high one";
    text +=
        fmt::format("{} {} {}, {} {} neighbours{} ({}).\n", sites_words(sites, of_kind),
                    one ? "has" : "have", with(examined, high), alike ? "and so have" : "though",
                    one ? "its" : "their", alike ? "" : " have " + others, label);
  }
  if (!text.empty()) return text;
  return fmt::format(
      "No single {} stands out together with its neighbours: chance alone could explain them "
      "all.\n",
      sites.grid ? "cell" : "area");
}

}  // namespace

report::ShownTable moran_table(const Sites& sites, const LocalMoran& local,
                               const std::vector<table::Column>& columns) {
  return local_table(sites, columns, shown_sites(local),
                     {{"quadrant", class_heading, 0},
                      {"count", "Count", 0},
                      {"value", "Value", 2, 1},
                      {"moran_i", "I", 3, 3},
                      {"moran_p", "p", 4, 4},
                      {"moran_q", "q", 4, 2}},
                     report::quadrant_categories());
}

namespace {

std::string global_text(const char* name, const GlobalStatistic& test) {
  const double p = map_p(test);
  return fmt::format("{} {}, expected {} (z {}, p {})", name,
                     report::decimal_text(test.statistic, 4),
                     report::decimal_text(test.expected, 4), report::decimal_text(test.z, 2),
                     p < 0.001 ? "< 0.001" : report::decimal_text(p, 3));
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
    of_sites[std::string(hotward::name_of(autocorrelation::quadrant_names, quadrant))] =
        shown_in(local, quadrant);
  }
  json["local"] = std::move(of_sites);
  json["weights"] = weights_json(sites);
  json["cautions"] = cautions_json(local.cautions, sites);
  return json;
}

namespace {

// What the level of single sites means, which the correction decides.
std::string level_words(const Sites& sites, const LocalMoran& local) {
  const char* const cells = sites.grid ? "cells" : "areas";
  const std::string of_100 = report::decimal_text(100.0 * local.level, 0);
  switch (local.adjustment) {
    case autocorrelation::Adjustment::bonferroni:
      return fmt::format("in 100 maps made by chance, about {} have even one such {}", of_100,
                         sites.grid ? "cell" : "area");
    case autocorrelation::Adjustment::none:
      return fmt::format("chance alone marks about {} in 100 single {}", of_100, cells);
    default:
      return fmt::format("of 100 single {} so marked, about {} may be there by chance", cells,
                         of_100);
  }
}

}  // namespace

std::string moran_text(const Sites& sites, const Examined& examined, const MoranAnswer& answer) {
  const auto shown = [&](Quadrant quadrant) {
    return report::integer_text(shown_in(answer.local, quadrant));
  };
  std::string text = verdict(sites, examined, answer.moran) +
                     sites_text_of(sites, examined, answer.local) +
                     report::how_sure(level_words(sites, answer.local)) +
                     fmt::format("How: {} over {}, {}, rows standardised.\n", examined.words,
                                 counted_sites(sites, examined), sites.neighbours.description);
  text += global_text("Moran's I", answer.moran) + "; " + global_text("Geary's C", answer.geary);
  if (answer.general) text += "; " + global_text("General G", *answer.general);
  text += fmt::format(
      "; {}.\n",
      answer.moran.permutations > 0
          ? counted(answer.moran.permutations, "permutation")
          : std::string("normal approximation, the map being too large for permutations"));
  return text + fmt::format(
                    "Single {} at {}%: {} high among high, {} low among low, {} high among low, {} "
                    "low among high; p by {}; corrected over the map ({}).\n",
                    sites.grid ? "cells" : "areas", 100.0 * answer.local.level,
                    shown(Quadrant::high_high), shown(Quadrant::low_low), shown(Quadrant::high_low),
                    shown(Quadrant::low_high), autocorrelation::describe(answer.local.evidence),
                    autocorrelation::name(answer.local.adjustment));
}

}  // namespace hotward::analyses
