#include "engine/analyses/peers/compared.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/analyses/peers/peer_group.hpp"
#include "engine/core/counted.hpp"
#include "engine/core/undefined.hpp"
#include "engine/report/palette.hpp"
#include "engine/report/style.hpp"
#include "engine/study/comparable.hpp"

namespace hotward::analyses {
namespace {

using table::Column;
using table::null_integer;

// Above this many areas a map would be a carpet of names.
constexpr std::size_t most_labels = 40;

// The focus and the group, out of all areas.
Result<Compared> chosen_of(PeerCounts all, const PeersOptions& options) {
  Compared found;
  std::optional<std::size_t> focus;
  if (!options.focus.empty()) {
    const auto named = area_named(all.areas, options.focus, "--focus");
    if (!named) return fail(named.error());
    focus = *named;
  }
  found.focus = focus;
  if (options.group.empty()) {
    found.peers = std::move(all);
    return found;
  }
  auto group = group_named(all, options.group);
  if (!group) return fail(group.error());
  if (focus && !std::ranges::binary_search(*group, *focus)) {
    group->insert(std::ranges::lower_bound(*group, *focus), *focus);
    found.focus_added = true;
  }
  found.others = all.size() - group->size();
  found.peers = only(all, *group);
  if (focus) {
    found.focus =
        static_cast<std::size_t>(std::ranges::lower_bound(*group, *focus) - group->begin());
  }
  return found;
}

void add_up(Compared& found) {
  const PeerCounts& peers = found.peers;
  for (std::size_t i = 0; i < peers.size(); ++i) {
    const bool compared = peers.is_compared(i);
    found.people.push_back(compared ? peers.areas.population[i] : undefined);
    if (!compared) continue;
    ++found.areas;
    found.total += peers.counts[i];
    found.everybody += peers.areas.population[i];
  }
}

Result<void> check_enough(const Compared& found) {
  if (found.areas < 2) {
    return fail(ErrorCode::no_data, fmt::format("{} of {} has a rate: there is nothing to compare",
                                                found.areas == 0 ? "none" : "only one",
                                                counted(found.peers.size(), "area")));
  }
  if (!found.focus || found.peers.is_compared(*found.focus)) return {};
  const std::string& why = found.peers.why_none[*found.focus];
  return fail(ErrorCode::no_data, fmt::format("--focus {}: it is not compared: {}",
                                              found.peers.areas.names[*found.focus],
                                              why == "hidden" ? "its count is hidden" : why));
}

// 0 where an area is not compared, so that it adds to nothing.
std::vector<std::int64_t> known_counts(const Compared& found) {
  std::vector<std::int64_t> counts = found.peers.counts;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!found.peers.is_compared(i)) counts[i] = 0;
  }
  return counts;
}

CountDispersion dispersion_of(const Study& study, const Theme& theme, const PeersOptions& options) {
  CountDispersion found = count_dispersion(study, theme, options.dispersion);
  if (!options.peers.empty() && !found.is_known())
    found.why_not = "a table of counts has no months";
  return found;
}

std::string title_of(const Compared& found) {
  return fmt::format("{} per 1,000 {}, {}", capitalised(found.noun),
                     found.peers.areas.population_label, counted(found.areas, "area"));
}

}  // namespace

Result<Compared> compare(PeerCounts peers, const Study& study, const Theme& theme,
                         const PeersOptions& options, std::uint64_t seed) {
  auto chosen = chosen_of(std::move(peers), options);
  if (!chosen) return chosen;
  Compared& found = *chosen;
  found.noun = theme.noun;
  if (study.period) found.period = period_in_words(study);
  add_up(found);
  if (const auto enough = check_enough(found); !enough) return fail(enough.error());
  found.dispersion = dispersion_of(study, theme, options);
  const std::vector<std::int64_t> counts = known_counts(found);
  const std::vector<std::int64_t> total = {found.total};
  const std::vector<double> everybody = {found.everybody};
  found.rate = rates::crude_rate(counts, found.people, 1000.0, found.dispersion.phi);
  found.total_rate = rates::crude_rate(total, everybody, 1000.0, found.dispersion.phi_total);
  found.ranking = ranking::rank_by(found.rate.rate, counts, found.peers.areas.codes);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (found.peers.is_compared(i)) continue;
    found.ranking.rank[i] = null_integer;
    found.ranking.share_pct[i] = undefined;
  }
  auto interval = ranking::rank_interval(
      {found.peers.areas.codes, counts, found.people},
      {.seed = seed, .phi = found.dispersion.phi, .shrink = !found.dispersion.is_poisson()});
  if (!interval) return fail(interval.error());
  found.interval = std::move(*interval);
  found.funnel = rates::funnel(counts, found.people, options.spread);
  return chosen;
}

table::Layer peers_layer(const Compared& found, const Theme& theme) {
  const table::Areas& areas = found.peers.areas;
  table::Layer layer;
  layer.name = "peers_" + theme.name;
  layer.title = title_of(found);
  layer.description = fmt::format(
      "{}{}{}. Limits are those of a funnel: where 95% and 99.8% of areas of that size would lie, "
      "were all alike. Areas: {}. {}",
      title_of(found), found.period.empty() ? "" : ", ", found.period, areas.source, areas.caveat);
  auto rank = ranking::columns(found.ranking);
  auto rate = rates::columns(found.rate, areas.population_label);
  auto interval = ranking::columns(found.interval);
  auto funnel = rates::columns(found.funnel);
  layer.columns = {
      {"area_code", "", "area code", areas.codes},
      {"area_name", "", "area", areas.names},
      {"rank", "1", "place by rate, 1 the highest", found.ranking.rank},
      {"count", "incidents", found.noun, found.peers.counts},
      {"share_pct", "%", "of the incidents of all areas that are compared",
       found.ranking.share_pct},
      {"pop", areas.population_label, areas.population_label + " at risk", areas.population}};
  layer.columns.insert(layer.columns.end(), rate.begin(), rate.begin() + 3);
  layer.columns.insert(layer.columns.end(), interval.begin(), interval.begin() + 2);
  layer.columns.insert(layer.columns.end(), funnel.begin(), funnel.end());
  layer.columns.push_back({"no_rate", "", "why it is not compared", found.peers.why_none});
  if (areas.shapes.empty()) return layer;
  layer.geometry = areas.shapes;
  const auto colours = report::diverging_colours(5);
  report::CategoryOptions style{.column = "fun_side",
                                .count_column = "count",
                                .name_column = found.peers.size() <= most_labels ? "area_name" : "",
                                .tip_columns = {"rate_1k", "rate_lo", "rate_hi", "rank", "rank_lo",
                                                "rank_hi", "fun_side", "count", "pop"}};
  for (const std::int64_t side : {2, 1, 0, -1, -2}) {
    const std::string text = rates::side_text(side);
    const std::string label = side == 0 ? "within the limits" : text + " limit";
    style.categories.push_back(
        {text, label, colours[static_cast<std::size_t>(side + 2)], side == 0});
  }
  layer.style_qml = report::categorised(layer.columns, style);
  return layer;
}

}  // namespace hotward::analyses
