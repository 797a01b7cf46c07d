#include "engine/analyses/near_repeat/near_repeat_layers.hpp"

#include <fmt/format.h>

#include "engine/parameter/quantity.hpp"
#include "engine/report/style.hpp"
#include "engine/study/place_names.hpp"

namespace hotward::analyses {
namespace {

using near_repeat::Chains;
using near_repeat::KnoxCell;
using near_repeat::Role;
using table::Column;

std::string role_text(Role role) { return std::string(name_of(near_repeat::role_names, role)); }

std::string nearness(const FoundNearRepeat& found) {
  return fmt::format("less than {} and {} apart",
                     parameter::metres_text(found.options.space_band_m),
                     parameter::days_text(found.options.time_band_days));
}

}  // namespace

table::Layer links_layer(const FoundNearRepeat& found, const Theme& theme) {
  const Chains& chains = found.chains;
  Column::Integers chain;
  Column::Integers size;
  Column::Texts role;
  Column::Reals distance;
  Column::Reals lag;
  Column::Days first;
  Column::Days last;
  Column::Texts street;
  table::Layer::Lines lines;
  for (const std::uint32_t i : chains.order) {
    const std::uint32_t before = chains.follows[i];
    if (before == Chains::nobody || found.at[before] == found.at[i]) continue;
    chain.push_back(chains.chain[i]);
    size.push_back(chains.sizes[chains.chain[i] - 1]);
    role.push_back(role_text(chains.role[i]));
    distance.push_back(
        near_repeat::distance_m(found.at[before], found.at[i], found.options.metric));
    lag.push_back(static_cast<double>(found.when[i] - found.when[before]) / table::minutes_per_day);
    first.push_back(table::day_of(found.when[before]));
    last.push_back(table::day_of(found.when[i]));
    street.push_back(found.street[i]);
    lines.push_back({found.at[before], found.at[i]});
  }
  table::Layer layer;
  layer.name = "near_repeat_" + theme.name;
  layer.title = fmt::format("Near repeats of {}", theme.noun);
  layer.description = fmt::format(
      "A line from each of the {} to the one that followed it, {}. Repeats at the very same place "
      "have no line.",
      theme.noun, nearness(found));
  layer.columns = {{"chain_id", "1", "chain, by its first incident", chain},
                   {"chain_size", "incidents", "incidents of the chain", size},
                   {"role", "", "of the later incident", role},
                   {"dist_m", "m", "distance between the two", distance},
                   {"lag_days", "days", "time between the two", lag},
                   {"first", "", "day of the earlier", first},
                   {"last", "", "day of the later", last},
                   {"street", "", "what most rows call the place of the later", street}};
  layer.geometry = std::move(lines);
  if (layer.size() > 0) {
    layer.style_qml = report::lines_by_count(
        layer.columns,
        {.column = "chain_size",
         .tip_columns = {"chain_id", "chain_size", "dist_m", "lag_days", "first", "last"}});
  }
  return layer;
}

table::Layer incidents_layer(const FoundNearRepeat& found, const Theme& theme) {
  const Chains& chains = found.chains;
  Column::Integers chain;
  Column::Texts role;
  Column::Days day;
  Column::Integers near;
  Column::Reals expected;
  Column::Reals p;
  Column::Reals q;
  Column::Texts area;
  Column::Texts street;
  table::Layer::Points at;
  for (const std::uint32_t i : chains.order) {
    chain.push_back(chains.chain[i]);
    role.push_back(role_text(chains.role[i]));
    day.push_back(table::day_of(found.when[i]));
    near.push_back(chains.near[i]);
    expected.push_back(chains.expected[i]);
    p.push_back(chains.p[i]);
    q.push_back(chains.q[i]);
    area.push_back(found.area[i]);
    street.push_back(found.street[i]);
    at.push_back(found.at[i]);
  }
  table::Layer layer;
  layer.name = "near_repeat_points_" + theme.name;
  layer.title = fmt::format("{} by what came before them", capitalised(theme.noun));
  layer.description = fmt::format(
      "Every incident, in order of time. Near is {}. An originator has nothing near before it and "
      "something after.",
      nearness(found));
  layer.columns = {{"role", "", "originator, repeat, near_repeat or none", role},
                   {"chain_id", "1", "chain, by its first incident; 0: in none", chain},
                   {"day", "", "day on which it happened or began", day},
                   {"near", "incidents", "others near it, before and after", near},
                   {"near_exp", "incidents", "the same by chance", expected},
                   {"near_p", "1", "chance of as many near it", p},
                   {"near_q", "1", "the same, corrected for all incidents", q},
                   {"area_name", "", "area", area},
                   {"street", "", "what most rows call the place", street}};
  layer.geometry = std::move(at);
  std::vector<std::string> tip = {"role", "chain_id", "day", "near", "area_name"};
  if (any_named(street)) tip.push_back("street");
  if (layer.size() > 0) {
    layer.style_qml = report::categorised(
        layer.columns, {.column = "role",
                        .categories = {{"originator", "first of a chain", "#54278f"},
                                       {"repeat", "again at the same place", "#bd0026"},
                                       {"near_repeat", "soon after one nearby", "#fd8d3c"},
                                       {"none", "by itself", "#969696"}},
                        .shape = report::Shape::point,
                        .tip_columns = std::move(tip)});
  }
  return layer;
}

table::Layer bands_layer(const FoundNearRepeat& found, const Theme& theme) {
  Column::Reals from_m;
  Column::Reals to_m;
  Column::Reals from_days;
  Column::Reals to_days;
  Column::Integers observed;
  Column::Integers flagged;
  Column::Reals expected;
  Column::Reals ratio;
  Column::Reals median;
  Column::Reals z;
  Column::Reals p;
  for (std::size_t c = 0; c < found.knox.bands.size(); ++c) {
    const KnoxCell& cell = found.knox.bands[c];
    const std::size_t s = c / found.time_days.size();
    const std::size_t t = c % found.time_days.size();
    from_m.push_back(s == 0 ? 0.0 : found.space_m[s - 1]);
    to_m.push_back(found.space_m[s]);
    from_days.push_back(t == 0 ? 0.0 : found.time_days[t - 1]);
    to_days.push_back(found.time_days[t]);
    observed.push_back(static_cast<std::int64_t>(cell.observed));
    expected.push_back(cell.expected);
    ratio.push_back(cell.ratio);
    median.push_back(cell.median);
    z.push_back(cell.z);
    p.push_back(cell.p);
    flagged.push_back(cell.flagged ? 1 : 0);
  }
  table::Layer layer;
  layer.name = "near_repeat_bands_" + theme.name;
  layer.title = fmt::format("Pairs of {} by distance and time (Knox)", theme.noun);
  layer.description =
      "Bands are half-open: from the first distance or time, to less than the second.";
  layer.columns = {{"dist_from", "m", "distance from", from_m},
                   {"dist_to", "m", "distance to less than", to_m},
                   {"lag_from", "days", "time between from", from_days},
                   {"lag_to", "days", "time between to less than", to_days},
                   {"observed", "pairs", "pairs of incidents so far apart", observed},
                   {"expected", "pairs", "the same by chance, exactly", expected},
                   {"ratio", "1", "observed over expected", ratio},
                   {"median", "pairs", "median of the random orders of the times", median},
                   {"knox_z", "1", "standard deviations from what is expected", z},
                   {"p", "1", "chance of as many", p},
                   {"flagged", "1", "1: ratio of 1.2 or more, and p of 0.05 or less", flagged}};
  return layer;
}

}  // namespace hotward::analyses
