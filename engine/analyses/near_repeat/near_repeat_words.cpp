#include "engine/analyses/near_repeat/near_repeat_words.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::analyses {
namespace {

using near_repeat::KnoxCell;
using near_repeat::Role;

std::string plain(double value) { return fmt::format("{:g}", value); }

std::string days_text(double days) { return plain(days) + (days == 1.0 ? " day" : " days"); }

std::string distance_text(const FoundNearRepeat& found, std::size_t s) {
  if (s == 0 && found.has_same_place()) return "same place";
  return fmt::format("{} to {} m", s == 0 ? "0" : plain(found.space_m[s - 1]),
                     plain(found.space_m[s]));
}

std::string lag_text(const FoundNearRepeat& found, std::size_t t) {
  return fmt::format("{} to {}", t == 0 ? "0" : plain(found.time_days[t - 1]),
                     days_text(found.time_days[t]));
}

std::string integer(std::uint64_t n) { return report::integer_text(static_cast<std::int64_t>(n)); }

// "one burglary"
std::string one(const std::string& noun) {
  return "one" + report::counted_noun(std::uint64_t{1}, noun).substr(1);
}

// Pairs of bands that stand out, the strongest first.
std::string flagged_text(const FoundNearRepeat& found) {
  std::vector<std::size_t> flagged;
  const auto& bands = found.knox.bands;
  for (std::size_t c = 0; c < bands.size(); ++c) {
    if (bands[c].flagged) flagged.push_back(c);
  }
  const std::string luck =
      fmt::format("Of {} rows looked at, chance alone marks about {}.", bands.size(),
                  report::decimal_text(near_repeat::most_p * static_cast<double>(bands.size()), 0));
  if (flagged.empty()) {
    return fmt::format("No row stands out (1.2 times as many pairs as by chance, p ≤ 0.05). {}\n",
                       bands.size() < 20 ? std::string() : luck);
  }
  std::ranges::stable_sort(flagged, std::ranges::greater{},
                           [&](std::size_t c) { return bands[c].ratio; });
  std::vector<std::string> names;
  for (const std::size_t c : flagged) {
    const std::size_t lags = found.time_days.size();
    names.push_back(fmt::format("{} after {} ({})", distance_text(found, c / lags),
                                lag_text(found, c % lags), report::times_words(bands[c].ratio)));
  }
  return fmt::format(
      "Marked *, with 1.2 times as many pairs as by chance or more and p ≤ 0.05: "
      "{}. {}\n",
      report::list_words(names, 5), luck);
}

std::string chains_text(const FoundNearRepeat& found, const Theme& theme) {
  const auto& chains = found.chains;
  if (chains.count() == 0) return "";
  std::uint64_t in_chains = 0;
  for (const std::uint32_t size : chains.sizes) in_chains += size;
  const std::size_t repeats = chains.count(Role::repeat);
  const std::size_t nearby = chains.count(Role::near_repeat);
  std::string again = fmt::format("{} soon after one nearby", integer(nearby));
  if (found.has_same_place()) {
    again = fmt::format("{} again at the same place, {}", integer(repeats), again);
  }
  return fmt::format("{} of the {} {} lie in {}: {} came first, {}. The largest chain has {}.\n",
                     integer(in_chains), integer(found.at.size()), theme.noun,
                     counted(chains.count(), "chain"), integer(chains.count(Role::originator)),
                     again, integer(std::ranges::max(chains.sizes)));
}

}  // namespace

std::string headline_text(const FoundNearRepeat& found, const Theme& theme) {
  const KnoxCell& cell = found.headline();
  const std::string within =
      fmt::format("within {} m in the next {}", plain(found.options.space_band_m),
                  days_text(found.options.time_band_days));
  if (!(cell.expected > 0.0)) {
    return fmt::format("No two {} lie so near that one could follow another {}.\n", theme.noun,
                       within);
  }
  std::string finding =
      fmt::format("was {} as likely as chance makes it", report::times_words(cell.ratio));
  if (!(cell.p <= near_repeat::most_p)) {
    finding = "was no more likely than chance makes it";
  } else if (!cell.flagged) {
    finding = fmt::format("was hardly more likely than chance makes it ({})",
                          report::times_words(cell.ratio));
  }
  return fmt::format(
      "After {}, another {} {}: {} against {} by chance, which makes as many {} ({}).\n",
      one(theme.noun), within, finding, counted(cell.observed, "pair"),
      report::decimal_text(cell.expected, 1), report::chance_words(cell.p),
      report::p_words(cell.p));
}

std::string near_repeat_text(const FoundNearRepeat& found, const Theme& theme) {
  std::string text = headline_text(found, theme) + flagged_text(found) + chains_text(found, theme);
  text += report::how_sure(
      "p is how often chance alone makes as many pairs; a season that is busier in one part of the "
      "areas than in others can look the same");
  return text + fmt::format(
                    "How: the Knox test counts pairs of {} by the distance and the time between "
                    "them, {}; chance is {} of their times over their places. Each is taken at "
                    "the time it happened or began.\n",
                    theme.noun,
                    found.options.metric == near_repeat::Metric::manhattan
                        ? "along streets that run north and east"
                        : "as the crow flies",
                    counted(found.options.permutations, "random order"));
}

report::ShownTable bands_table(const FoundNearRepeat& found) {
  report::ShownTable table{{{"Distance", {}, false, "dist_to"},
                            {"Time after", {}, false, "lag_to"},
                            {"Pairs", {}, true, "observed"},
                            {"By chance", {}, true, "expected"},
                            {"Times", {}, true, "ratio"},
                            {"", {}, false, "flagged"},
                            {"p", {}, true, "p", 1}},
                           "row"};
  for (std::size_t c = 0; c < found.knox.bands.size(); ++c) {
    const KnoxCell& cell = found.knox.bands[c];
    const std::string cells[] = {distance_text(found, c / found.time_days.size()),
                                 lag_text(found, c % found.time_days.size()),
                                 integer(cell.observed),
                                 report::decimal_text(cell.expected, 1),
                                 report::decimal_text(cell.ratio, 2),
                                 cell.flagged ? "*" : "",
                                 report::decimal_text(cell.p, 3)};
    for (std::size_t k = 0; k < table.columns.size(); ++k) {
      table.columns[k].cells.push_back(cells[k]);
    }
  }
  return table;
}

}  // namespace hotward::analyses
