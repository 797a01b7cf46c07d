// The evidence as a layer: which sites are the group, which its controls, and why.
#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "engine/analyses/target/evidence_words.hpp"
#include "engine/core/undefined.hpp"
#include "engine/report/style.hpp"

namespace hotward::analyses {
namespace {

using table::Column;

struct Roles {
  Column::Texts role, control_of, why;
  Column::Reals distance;
};

Roles roles_of(const FoundSites& found, const Evidence& evidence) {
  const std::size_t n = found.sites.size();
  Roles roles{Column::Texts(n, "other"), Column::Texts(n), Column::Texts(n),
              Column::Reals(n, undefined)};
  for (std::size_t i = 0; i < evidence.touching.size(); ++i) {
    if (evidence.touching[i] != 0) roles.role[i] = "nearby";
  }
  for (const std::size_t i : evidence.target) roles.role[i] = "target";
  if (!evidence.matched) return roles;
  for (const evaluation::Match& match : evidence.matched->matches) {
    roles.role[match.control] = "control";
    roles.control_of[match.control] = found.sites.ids[match.target];
    roles.distance[match.control] = match.distance;
    roles.why[match.control] = why_far(evidence.features, match);
  }
  return roles;
}

Column::Integers sums(const FoundSites& found, const SiteMonths& months,
                      const std::vector<std::size_t>& some) {
  Column::Integers counts(found.sites.size(), table::null_integer);
  for (std::size_t i = 0; i < counts.size() && !some.empty(); ++i) counts[i] = months.sum(some, i);
  return counts;
}

}  // namespace

table::Layer evidence_layer(const Theme& theme, const FoundSites& found, const Evidence& evidence) {
  const Roles roles = roles_of(found, evidence);
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < found.sites.size(); ++i) {
    if (!found.sites.grid || roles.role[i] != "other") rows.push_back(i);
  }
  const auto chosen = [&](const auto& values) {
    std::decay_t<decltype(values)> kept;
    for (const std::size_t i : rows) kept.push_back(values[i]);
    return kept;
  };
  table::Layer layer;
  layer.name = "target_controls_" + theme.name;
  layer.title = "The group and its controls: " + theme.noun;
  layer.description =
      "The group of neighbouring sites that holds most, the sites most like it where nothing is "
      "done, and those that touch it.";
  layer.columns = {
      {"site_id", "", "code of the area, or id of the cell", chosen(found.sites.ids)},
      {"area_name", "", "area, or that of most of a cell's incidents", chosen(found.areas)},
      {"role", "", "target, control, nearby (touches the group) or other", chosen(roles.role)},
      {"control_of", "", "site of the group that it is a control of", chosen(roles.control_of)},
      {"distance", "1", "how unlike it is, in standard deviations", chosen(roles.distance)},
      {"why", "", "what makes most of the distance", chosen(roles.why)},
      {"before", "incidents", "in the earlier of the two periods",
       chosen(sums(found, found.months, evidence.pairs.before))},
      {"after", "incidents", "in the later one",
       chosen(sums(found, found.months, evidence.pairs.after))},
      {"pop", "people", "people at risk", chosen(found.people)},
      {"hh", "households", "households at risk", chosen(found.households)}};
  layer.geometry = found.sites.shapes.only(rows);
  layer.style_qml = report::categorised(
      layer.columns, {.column = "role",
                      .categories = {{"target", "the group", "#d7191c"},
                                     {"control", "control", "#2c7bb6"},
                                     {"nearby", "touches the group", "#fdae61"},
                                     {"other", "other", "#eeeeee", true}},
                      .tip_columns = {"area_name", "role", "control_of", "distance", "why"}});
  return layer;
}

}  // namespace hotward::analyses
