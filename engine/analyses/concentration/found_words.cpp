#include <cmath>

#include <fmt/format.h>

#include "engine/analyses/concentration/found.hpp"
#include "engine/core/counted.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::analyses {
namespace {

using concentration::Chance;
using concentration::Seen;
using report::decimal_text;
using report::integer_text;

bool is_occupied(const FoundConcentration& found) {
  return found.places.seen == Seen::places_with_incidents;
}

// "of the map points that had any", "of the 22 areas": short, after a first mention.
std::string among(const FoundConcentration& found) {
  if (is_occupied(found)) return "of the " + found.places.which;
  return fmt::format("of the {} {}", integer_text(found.figures.places), found.places.which);
}

std::string half_sentence(const FoundConcentration& found, const Theme& theme) {
  const concentration::Concentration& figures = found.figures;
  const std::int64_t places = concentration::places_holding(figures.classes, 50);
  const double pct = 100.0 * static_cast<double>(places) / static_cast<double>(figures.places);
  if (figures.places == 1) {
    return fmt::format("All {} {} happened {} the only one {}.\n", integer_text(figures.incidents),
                       theme.noun, found.places.at, among(found));
  }
  const std::string universe = is_occupied(found)
                                   ? fmt::format("{} {}", found.places.which, theme.noun)
                                   : found.places.which;
  return fmt::format("Half of the {} {} happened {} {} of the {} ({} of {}).\n",
                     integer_text(figures.incidents), theme.noun, found.places.at, pct_text(pct),
                     universe, integer_text(places), integer_text(figures.places));
}

// No draw was so concentrated: p is the least that so many can give, and says no more than that.
std::string often(const FoundConcentration& found, double p) {
  if (p > 1.0 / (1.0 + found.draws)) return report::chance_words(p);
  return "at most once in " + integer_text(std::uint64_t{1} + found.draws);
}

std::string chance_sentence(const FoundConcentration& found, const Chance& chance) {
  const std::string half = pct_text(100.0 * concentration::places_at(chance.curve, 0.5));
  std::string text = fmt::format("If they were all alike, chance would put half {} {} {}",
                                 found.places.at, half, among(found));
  if (std::isnan(chance.p)) return text + ".\n";
  return text + fmt::format("; chance alone makes as much concentration {} ({}).\n",
                            often(found, chance.p), report::p_words(chance.p));
}

std::string bursts_sentence(const FoundConcentration& found) {
  if (!found.figures.bursts) {
    return fmt::format("Bursts {} are not allowed for: {}.\n",
                       fmt::format("{} the {}", found.places.at, found.places.which),
                       found.no_bursts);
  }
  const Chance& chance = *found.figures.bursts;
  if (chance.dispersion < 1.05) {  // "1.0 times as much" would say nothing
    return fmt::format(
        "Month by month, incidents {} the {} come {} more in bursts than by chance.\n",
        found.places.at, found.places.which, chance.dispersion == 1.0 ? "no" : "hardly");
  }
  std::string text = fmt::format(
      "Allowing for bursts (counts that vary {} times as much as chance has them{}), it would put "
      "half {} {} {}",
      decimal_text(chance.dispersion, 1),
      found.is_asked ? std::string() : std::string(", as the months do here"), found.places.at,
      pct_text(100.0 * concentration::places_at(chance.curve, 0.5)), among(found));
  if (!std::isnan(chance.p)) text += fmt::format(" ({})", report::p_words(chance.p));
  return text + ".\n";
}

std::string span_text(const concentration::Span& span, int decimals) {
  if (std::isnan(span.lower)) return "";
  return fmt::format(" (95% interval {} to {})", decimal_text(span.lower, decimals),
                     decimal_text(span.upper, decimals));
}

std::string gini_sentence(const FoundConcentration& found) {
  const concentration::Concentration& figures = found.figures;
  std::string text =
      fmt::format("The Gini coefficient {} is {}{}; chance alone makes {}", among(found),
                  decimal_text(figures.gini, 2), span_text(figures.gini_interval, 2),
                  decimal_text(figures.poisson->gini, 2));
  if (std::isnan(figures.adjusted)) return text + ".\n";
  return text + fmt::format(
                    ", so beyond chance it is {}{}, where 0 is chance and 1 is all {} one "
                    "{}.\n",
                    decimal_text(figures.adjusted, 2), span_text(figures.adjusted_interval, 2),
                    found.places.at, found.places.one);
}

std::string area_sentence(const FoundConcentration& found) {
  if (std::isnan(found.half_km2)) return "";
  return fmt::format(
      "The smallest area made {} that holds half is {} km² of {} km² ({}): {}, the densest "
      "first.\n",
      among(found), decimal_text(found.half_km2, 2), decimal_text(found.all_km2, 2),
      pct_text(100.0 * found.half_km2 / found.all_km2),
      counted(static_cast<std::uint64_t>(found.half_places), found.places.one));
}

std::string sure_text(const FoundConcentration& found) {
  if (!found.figures.bursts) {
    return report::how_sure(
        "chance alone gathers incidents, too, which is allowed for; that they come in bursts is "
        "not, so some of it may be these");
  }
  return report::how_sure(
      "chance alone gathers incidents, too, and so do bursts; what is said beside them allows for "
      "both");
}

std::string caution(const FoundConcentration& found, const Theme& theme) {
  if (!is_occupied(found)) return "";
  const std::string point =
      found.places.one == "map point"
          ? " A map point stands for the addresses around it, and says little of any of them."
          : "";
  return fmt::format(
      "Of all places, those without {} included, it is a smaller share than of the {}: name them "
      "with --universe points:FILE, or take equal areas with --universe cells:150m.{}\n",
      theme.noun, found.places.which, point);
}

}  // namespace

std::string pct_text(double pct) {
  if (std::isnan(pct)) return std::string(report::no_value);
  if (pct > 0.0 && pct < 0.05) return "less than 0.1%";
  return decimal_text(pct, pct < 9.95 ? 1 : 0) + "%";
}

std::string universe_words(const FoundConcentration& found, const Theme& theme) {
  return fmt::format("the {} {}{}", integer_text(found.figures.places), found.places.which,
                     is_occupied(found) ? " " + theme.noun : std::string());
}

std::string concentration_text(const FoundConcentration& found, const Theme& theme) {
  return half_sentence(found, theme) + chance_sentence(found, *found.figures.poisson) +
         bursts_sentence(found) + gini_sentence(found) + area_sentence(found) + sure_text(found) +
         caution(found, theme);
}

}  // namespace hotward::analyses
