#include "engine/analyses/local/caution_words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/counted.hpp"
#include "engine/report/number_text.hpp"
#include "engine/weights/connectivity.hpp"

namespace hotward::analyses {
namespace {

using autocorrelation::Caution;
using autocorrelation::CautionKind;

const char* noun_of(const Sites& sites) { return sites.grid ? "cell" : "area"; }

std::string number(std::size_t n) { return report::integer_text(n); }

std::string counted_of(std::size_t count, const Sites& sites) {
  return fmt::format("{} of {}", number(count), counted(sites.size(), noun_of(sites)));
}

std::string sizes_words(const Sites& sites) {
  HOTWARD_EXPECTS(!sites.area_km2.empty());
  const auto [smallest, largest] = std::ranges::minmax(sites.area_km2);
  return fmt::format(
      "the areas have from {:.3g} to {:.3g} km²: large ones have more because they are large; "
      "rates or cells (--cell) compare like with like",
      smallest, largest);
}

std::string island_names(const Sites& sites, std::size_t count) {
  const auto islands = weights::islands(sites.neighbours.links);
  // Where sites without a value were left out, more may stand alone than the map's own islands.
  if (islands.size() != count || count > 5) return {};
  std::string names;
  for (const weights::Site site : islands) {
    names += (names.empty() ? " (" : ", ") + site_name(sites, site);
  }
  return names + ")";
}

std::string remedy(const Caution& caution, const Sites& sites) {
  const std::string alike = sites.neighbours.links.rows().weights.empty() ? ", or --bridges" : "";
  if (caution.kind == CautionKind::islands) {
    return fmt::format("{}: --weights knn:4 gives every {} neighbours{}",
                       island_names(sites, caution.count), noun_of(sites), alike);
  }
  if (caution.kind == CautionKind::parts) return "; --bridges joins them by the shortest links";
  return {};
}

const char* kind_name(CautionKind kind) {
  switch (kind) {
    case CautionKind::few_sites:
      return "few_sites";
    case CautionKind::mostly_zero:
      return "mostly_zero";
    case CautionKind::islands:
      return "islands";
    case CautionKind::parts:
      return "parts";
    case CautionKind::unequal_areas:
      return "unequal_areas";
    case CautionKind::undefined_sites:
      return "undefined_sites";
    case CautionKind::few_neighbours:
      return "few_neighbours";
  }
  return "";
}

// What is left out is in no number, and size that shows as heat makes a hot spot void. The others
// say how sure the method is, which its chances say as well.
bool is_weighty(CautionKind kind) {
  return kind == CautionKind::undefined_sites || kind == CautionKind::unequal_areas;
}

}  // namespace

std::string caution_words(const Caution& caution, const Sites& sites) {
  const bool one = caution.count == 1;
  switch (caution.kind) {
    case CautionKind::few_sites:
      return fmt::format("only {}: with fewer than 30, few can stand out from chance",
                         counted(caution.count, noun_of(sites)));
    case CautionKind::mostly_zero:
      return fmt::format(
          "{} {} a value of 0, so what chance does is known only roughly; {} or a longer time give "
          "a clearer answer",
          counted_of(caution.count, sites), one ? "has" : "have",
          sites.grid ? "larger cells" : "larger areas");
    case CautionKind::islands:
      return fmt::format("{} no neighbours",
                         counted(caution.count, sites.grid ? "cell has" : "area has",
                                 sites.grid ? "cells have" : "areas have"));
    case CautionKind::parts:
      return fmt::format(
          "the map falls into {} that are not neighbours, such as the sides of a river",
          counted(caution.count, "part"));
    case CautionKind::unequal_areas:
      return sizes_words(sites);
    case CautionKind::undefined_sites:
      return fmt::format("{} no value and {} left out",
                         counted_of(caution.count, sites) + (one ? " has" : " have"),
                         one ? "is" : "are");
    case CautionKind::few_neighbours:
      return fmt::format("{} fewer than 3 neighbours, too few to say much",
                         counted_of(caution.count, sites) + (one ? " has" : " have"));
  }
  return caution.text;
}

Json cautions_json(const std::vector<Caution>& cautions, const Sites& sites) {
  Json json = Json::array();
  for (const Caution& caution : cautions) {
    json.push_back({{"kind", kind_name(caution.kind)},
                    {"count", caution.count},
                    {"text", caution_words(caution, sites)}});
  }
  return json;
}

void warn_of_cautions(const std::vector<Caution>& cautions, const Sites& sites,
                      Findings& findings) {
  for (const Caution& caution : cautions) {
    const std::string text = caution_words(caution, sites) + remedy(caution, sites);
    findings.warnings.push_back(text);
    if (is_weighty(caution.kind)) findings.weighty.push_back(text);
  }
}

}  // namespace hotward::analyses
