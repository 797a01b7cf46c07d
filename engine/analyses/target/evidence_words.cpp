#include "engine/analyses/target/evidence_words.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/printable.hpp"
#include "engine/report/summary_json.hpp"

namespace hotward::analyses {
namespace {

using report::decimal_text;

// Standardised differences: hardly any below the first, too many above the second.
constexpr double alike = 0.1;
constexpr double unlike = 0.25;

std::string percent(double share, int decimals = 0) {
  return decimal_text(100.0 * share, decimals) + "%";
}

std::string noun_of(const FoundSites& found) { return found.sites.grid ? "cell" : "area"; }

// A mean of the feature, as people read it: a trend is a change.
std::string mean_text(const std::string& feature, double mean) {
  if (feature == "trend") return report::signed_text(100.0 * std::expm1(mean), 0) + "%";
  return decimal_text(mean, std::abs(mean) < 100.0 ? 1 : 0);
}

std::string year_text(const Theme& theme, const Evidence& evidence) {
  return fmt::format(
      "Evidence for this group: it had {} a year. It was picked because it has most, which is luck "
      "in part: expect {} in the next 12 months if nothing is done.\n",
      report::counted_noun(static_cast<std::int64_t>(std::llround(evidence.seen_year)), theme.noun),
      decimal_text(evidence.expected_year, 0));
}

std::string controls_text(const FoundSites& found, const Evidence& evidence) {
  std::vector<std::string> names;
  for (const evaluation::Match& match : evidence.matched->matches) {
    names.push_back(site_name(found.sites, match.control));
  }
  std::string text = fmt::format("Controls, most like it and not touching it: {}.\n",
                                 report::list_words(names, found.sites.grid ? 4 : 20));
  std::vector<std::string> good, bad;
  for (std::size_t f = 0; f < evidence.features.size(); ++f) {
    const evaluation::Balance& balance = evidence.matched->balance[f];
    const std::string& name = evidence.features[f].name;
    const double apart = std::abs(balance.after);
    if (apart <= alike) good.push_back(name);
    if (apart > unlike) {
      bad.push_back(fmt::format("{} ({} beside {})", name, mean_text(name, balance.target),
                                mean_text(name, balance.controls)));
    }
  }
  if (!good.empty()) {
    text += fmt::format("They are alike in {}.\n", report::list_words(good, good.size()));
  }
  if (!bad.empty()) {
    text += fmt::format(
        "They are not alike in {}: nothing here has as much, and what is found "
        "against these controls is to be taken with care.\n",
        report::list_words(bad, bad.size()));
  }
  return text;
}

std::string placebo_text(const FoundSites& found, const Evidence& evidence) {
  const PlaceboTest& test = evidence.placebo;
  if (!test.why_not.empty()) {
    return fmt::format("Whether such controls mislead could not be tried: {}.\n", test.why_not);
  }
  const double share = static_cast<double>(test.found) / static_cast<double>(test.groups);
  std::string text = fmt::format(
      "Tried on {} of {} where nothing was done, this comparison finds a change (p of at most "
      "0.05) "
      "in {}; {} is to be expected by chance.\n",
      counted(test.groups, "other group"), counted(evidence.target.size(), noun_of(found)),
      test.found, decimal_text(0.05 * static_cast<double>(test.groups), 0));
  if (share > 0.1 && test.groups >= 20) {
    text +=
        "That is too often: the groups here vary more than the test allows for, and the chances "
        "below are too good.";
    if (std::isfinite(test.middle.lower)) {
      text += fmt::format(
          " Without anything being done 95 of 100 groups moved by {} to {} against "
          "their controls.",
          report::signed_text(100.0 * (test.middle.lower - 1.0), 0) + "%",
          report::signed_text(100.0 * (test.middle.upper - 1.0), 0) + "%");
    }
    text += "\n";
  }
  return text;
}

std::string power_text(const Evidence& evidence) {
  if (!evidence.false_alarms)
    return "Without controls it cannot be said what 12 months would show.\n";
  if (!std::isfinite(evidence.least_effect)) {
    return "Too few incidents: 12 months would show no fall, however large, in 8 of 10 cases.\n";
  }
  return fmt::format("A fall of {} or more would be seen after 12 months in 8 of 10 cases.\n",
                     percent(evidence.least_effect));
}

std::string effects_text(const Evidence& evidence) {
  std::string text = "Were it as effective here as elsewhere, 12 months would have fewer:\n";
  for (const ExpectedEffect& effect : evidence.effects) {
    text += fmt::format("  {} ({} fewer): {}", effect.what, percent(effect.fewer),
                        decimal_text(effect.prevented, 0));
    if (std::isfinite(effect.power)) {
      text += fmt::format(", seen in {} of 100 cases", decimal_text(100.0 * effect.power, 0));
    }
    text += fmt::format(" [{}]\n", effect.source);
  }
  return text;
}

Json features_json(const Evidence& evidence, const std::vector<double>& part) {
  Json parts = Json::object();
  for (std::size_t f = 0; f < part.size(); ++f) parts[evidence.features[f].name] = part[f];
  return parts;
}

report::ShownTable balance_table(const Evidence& evidence) {
  report::ShownTable table{{{"Alike in", {}, false, "feature"},
                            {"Group", {}, true, "mean"},
                            {"All others", {}, true, "mean_all"},
                            {"Controls", {}, true, "mean_ctrl"},
                            {"Apart before", {}, true, "sd_before"},
                            {"after", {}, true, "sd_after"}},
                           "feature"};
  table.note = "Means a site; apart in standard deviations: below 0.1 hardly, above 0.25 too far";
  for (std::size_t f = 0; f < evidence.features.size(); ++f) {
    const evaluation::Balance& balance = evidence.matched->balance[f];
    const std::string& name = evidence.features[f].name;
    const std::string cells[] = {
        report::printable_line(name),           mean_text(name, balance.target),
        mean_text(name, balance.candidates),    mean_text(name, balance.controls),
        report::signed_text(balance.before, 2), report::signed_text(balance.after, 2)};
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      table.columns[c].cells.push_back(cells[c]);
    }
  }
  return table;
}

report::ShownTable controls_table(const FoundSites& found, const Evidence& evidence) {
  report::ShownTable table{{{"Of the group", {}, false, "control_of"},
                            {"Control", {}, false, "control"},
                            {"Apart", {}, true, "distance"},
                            {"Because of", {}, false, "why", 1}},
                           "control"};
  for (const evaluation::Match& match : evidence.matched->matches) {
    const std::string cells[] = {report::printable_line(site_name(found.sites, match.target)),
                                 report::printable_line(site_name(found.sites, match.control)),
                                 decimal_text(match.distance, 2),
                                 report::printable_line(why_far(evidence.features, match))};
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      table.columns[c].cells.push_back(cells[c]);
    }
  }
  return table;
}

}  // namespace

std::string why_far(const std::vector<evaluation::Feature>& features,
                    const evaluation::Match& match) {
  std::vector<std::size_t> order(features.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater{},
                           [&](std::size_t f) { return match.part[f]; });
  std::string text;
  for (const std::size_t f : order) {
    if (match.part[f] < 0.1) break;
    text +=
        fmt::format("{}{} {}", text.empty() ? "" : ", ", features[f].name, percent(match.part[f]));
  }
  return text;
}

std::string evidence_text(const Theme& theme, const FoundSites& found, const Evidence& evidence) {
  if (!evidence.why_not.empty()) {
    return fmt::format("Controls, and whether a fall would be seen, are not known: {}.\n",
                       evidence.why_not);
  }
  std::string text = year_text(theme, evidence);
  if (evidence.matched) {
    text += controls_text(found, evidence) + placebo_text(found, evidence);
  } else {
    text += fmt::format("There are no controls: {}.\n", evidence.no_controls);
  }
  if (!evidence.left_out.empty()) {
    text += fmt::format("Not matched on, since an {} of the group lacks it: {}.\n", noun_of(found),
                        report::list_words(evidence.left_out, evidence.left_out.size()));
  }
  return text + power_text(evidence) + effects_text(evidence);
}

std::vector<report::ShownTable> evidence_tables(const FoundSites& found, const Evidence& evidence) {
  if (!evidence.matched) return {};
  return {controls_table(found, evidence), balance_table(evidence)};
}

Json evidence_json(const FoundSites& found, const Evidence& evidence) {
  if (!evidence.why_not.empty()) return {{"why_not", evidence.why_not}};
  Json json = {{"why_not", Json()},
               {"months_compared", evidence.pairs.size()},
               {"seen_year", evidence.seen_year},
               {"expected_year", evidence.expected_year},
               {"phi", evidence.phi},
               {"no_controls", evidence.matched ? Json() : Json(evidence.no_controls)},
               {"control_year", evidence.matched ? Json(evidence.control_year) : Json()},
               {"features_left_out", evidence.left_out}};
  Json controls = Json::array();
  Json balance = Json::array();
  if (evidence.matched) {
    for (const evaluation::Match& match : evidence.matched->matches) {
      controls.push_back({{"control_of", found.sites.ids[match.target]},
                          {"site_id", found.sites.ids[match.control]},
                          {"name", site_name(found.sites, match.control)},
                          {"distance", match.distance},
                          {"parts", features_json(evidence, match.part)}});
    }
    for (std::size_t f = 0; f < evidence.features.size(); ++f) {
      const evaluation::Balance& one = evidence.matched->balance[f];
      balance.push_back({{"feature", evidence.features[f].name},
                         {"group", one.target},
                         {"candidates", one.candidates},
                         {"controls", one.controls},
                         {"before", one.before},
                         {"after", one.after}});
    }
  }
  json["controls"] = std::move(controls);
  json["balance"] = std::move(balance);
  const PlaceboTest& test = evidence.placebo;
  json["placebo"] = {{"why_not", test.why_not.empty() ? Json() : Json(test.why_not)},
                     {"groups", test.groups},
                     {"found", test.found},
                     {"ratio_lo", report::number(test.middle.lower)},
                     {"ratio_hi", report::number(test.middle.upper)}};
  json["false_alarms"] = evidence.false_alarms ? Json(*evidence.false_alarms) : Json();
  json["least_effect"] = report::number(evidence.least_effect);
  Json effects = Json::array();
  for (const ExpectedEffect& effect : evidence.effects) {
    effects.push_back({{"what", effect.what},
                       {"fewer", effect.fewer},
                       {"prevented", effect.prevented},
                       {"power", report::number(effect.power)},
                       {"source", effect.source}});
  }
  json["effects"] = std::move(effects);
  return json;
}

}  // namespace hotward::analyses
