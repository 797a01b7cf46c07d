#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/analyses/evaluate/acted_areas.hpp"
#include "engine/core/undefined.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"

namespace hotward::analyses {
namespace {

using evaluation::BeforeAfter;
using evaluation::WeightedDifference;
using report::decimal_text;
using report::integer_text;
using report::signed_text;

Json real(double value) { return std::isfinite(value) ? Json(value) : Json(); }

double change_pct(const BeforeAfter& group, double weight) {
  if (group.before == 0) return undefined;
  return 100.0 *
         (static_cast<double>(group.after) / (weight * static_cast<double>(group.before)) - 1.0);
}

Json difference_json(const WeightedDifference& one) {
  return {
      {"wdd", real(one.wdd)},   {"se", real(one.standard_error)}, {"z", real(one.z)},
      {"p", real(one.p_value)}, {"lo", real(one.interval.lower)}, {"hi", real(one.interval.upper)}};
}

struct NamedGroup {
  const char* name;
  const BeforeAfter& counts;
};

bool any_with(const ActedAreas& found, Role role) {
  return std::ranges::find(found.roles, role) != found.roles.end();
}

std::vector<NamedGroup> groups_of(const ActedAreas& found) {
  std::vector<NamedGroup> groups = {{"target", found.groups.target},
                                    {"control", found.groups.control}};
  if (any_with(found, Role::nearby)) groups.push_back({"nearby", found.groups.displacement});
  if (any_with(found, Role::nearby_control)) {
    groups.push_back({"nearby control", found.groups.displacement_control});
  }
  return groups;
}

// @param where  the areas; a comma within asks for one behind
std::string difference_text(const WeightedDifference& one, const std::string& where,
                            const Theme& theme) {
  const double size = std::abs(one.wdd);
  std::string text =
      one.wdd == 0.0
          ? fmt::format("{}, {} changed by as many as in the control", where, theme.noun)
          : fmt::format("{}{} there were {} {} {} than the control's change would have made", where,
                        where.find(',') == std::string::npos ? "" : ",",
                        decimal_text(size, size == std::floor(size) ? 0 : 1),
                        one.wdd < 0.0 ? "fewer" : "more", theme.noun);
  if (!std::isfinite(one.z)) return text + ".\n";
  const bool sure = one.p_value <= 0.05;
  return text + fmt::format(" (WDD {}, 95% {} to {}; z {}, {}): {}.\n", signed_text(one.wdd, 1),
                            signed_text(one.interval.lower, 1), signed_text(one.interval.upper, 1),
                            signed_text(one.z, 2), report::p_words(one.p_value),
                            sure ? "more than chance makes of such counts"
                                 : "chance alone makes as much of such counts");
}

// WDD is of the target and the areas nearby, if there are any: then the target is shown alone, too.
std::string differences_text(const ActedAreas& found, const Theme& theme) {
  const std::string target = "Where something was done";
  if (!any_with(found, Role::nearby)) return difference_text(found.difference, target, theme);
  return difference_text(found.difference, target + " and in the areas nearby, together", theme) +
         difference_text(found.target_alone, target + ", without the areas nearby", theme);
}

std::string quotient_text(const ActedAreas& found) {
  const BeforeAfter& control = found.groups.control;
  if (control.before == 0 || control.after == 0) {
    return "The control had no incidents in one of the periods, so there is no WDQ.\n";
  }
  const double quotient = found.quotient;
  if (!std::isfinite(quotient)) {
    return "The target fell by no larger a share than the control, so there is no benefit that "
           "could have spread or moved (no WDQ).\n";
  }
  const char* meaning = quotient > 0.0    ? "the areas nearby did better than the control, too"
                        : quotient == 0.0 ? "the areas nearby did as the control did"
                        : quotient >= -1.0
                            ? "a part of it moved to the areas nearby, less than was saved"
                            : "more moved to the areas nearby than was saved";
  return fmt::format("WDQ {}: {}.\n", signed_text(quotient, 2), meaning);
}

std::string mean_text(const ActedAreas& found) {
  std::string text =
      "Areas that are chosen because they were bad tend to fall by themselves (regression to the "
      "mean).";
  if (!std::isfinite(found.expected_before)) return text + "\n";
  // All of as long a time as the later period.
  const BeforeAfter& target = found.groups.target;
  const double counted = found.weight * static_cast<double>(target.before);
  const double expected = found.weight * found.expected_before;
  text += fmt::format(
      " By the spread of all areas, the target's {} before{} would on average be "
      "followed by {} in {}, with nothing done",
      integer_text(target.before),
      found.weight == 1.0
          ? ""
          : fmt::format(", {} per period as long as the later one,", decimal_text(counted, 0)),
      decimal_text(expected, 0), found.weight == 1.0 ? "as long a time" : "the later one");
  const double fall = counted - static_cast<double>(target.after);
  const double toward_mean = counted - expected;
  if (fall > 0.0 && toward_mean >= 0.5) {
    text += fmt::format(": {} of the fall may be that",
                        toward_mean < fall ? decimal_text(toward_mean, 0) : "all");
  }
  return text + ". Choose the control by counts as high as the target's.\n";
}

}  // namespace

Json acted_json(const ActedAreas& found, const Study& study) {
  Json json = {{"before", table::to_string(found.periods.before)},
               {"after", table::to_string(found.periods.after)},
               {"days_before", found.periods.before.days()},
               {"days_after", found.periods.after.days()},
               {"weight", found.weight}};
  json["groups"] = Json::array();
  for (const NamedGroup& group : groups_of(found)) {
    Json areas = Json::array();
    for (std::size_t i = 0; i < found.roles.size(); ++i) {
      if (name_of(role_names, found.roles[i]) == group.name) {
        areas.push_back(study.areas().codes[i]);
      }
    }
    json["groups"].push_back({{"role", group.name},
                              {"areas", std::move(areas)},
                              {"before", group.counts.before},
                              {"after", group.counts.after},
                              {"chg_pct", real(change_pct(group.counts, found.weight))}});
  }
  json["wdd"] = difference_json(found.difference);
  json["wdd_target"] = difference_json(found.target_alone);
  json["wdq"] = real(found.quotient);
  json["gross_effect"] = real(found.gross);
  json["net_effect"] = real(found.net);
  json["expected_before"] = real(found.expected_before);
  json["months"] = Json::array();
  for (const ActedMonth& month : found.months) {
    Json one = {{"month", table::to_string(month.month)}};
    one.update(difference_json(month.sum));
    json["months"].push_back(std::move(one));
  }
  return json;
}

report::ShownTable acted_table(const ActedAreas& found) {
  report::ShownTable table{{{"Areas", {}, false, "role", 0},
                            {"Before", {}, true, "before", 0},
                            {"After", {}, true, "after", 0},
                            {"Change %", {}, true, "chg_pct", 0}},
                           "group"};
  for (const NamedGroup& group : groups_of(found)) {
    const double change = change_pct(group.counts, found.weight);
    const std::string cells[] = {
        group.name, integer_text(group.counts.before), integer_text(group.counts.after),
        std::isfinite(change) ? signed_text(change, 1) : std::string(report::no_value)};
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      table.columns[c].cells.push_back(cells[c]);
    }
  }
  if (found.weight != 1.0) table.note = "Change: per day, since the periods differ in length.";
  return table;
}

std::string acted_text(const ActedAreas& found, const Theme& theme) {
  std::string text =
      fmt::format("{} in {}, after {}.\n", capitalised(theme.noun),
                  table::to_string(found.periods.after), table::to_string(found.periods.before));
  text += differences_text(found, theme);
  if (any_with(found, Role::nearby)) text += quotient_text(found);
  text += mean_text(found);
  text += report::how_sure(
      "chances and ranges take each incident as independent; where incidents come in bursts, what "
      "looks like more than chance may not be");
  if (found.months.empty()) return text;
  text += "Month by month, added up (WDD, 95%): ";
  for (std::size_t m = 0; m < found.months.size(); ++m) {
    const ActedMonth& month = found.months[m];
    text += fmt::format("{}{} {} ({} to {})", m == 0 ? "" : ", ", table::to_string(month.month),
                        signed_text(month.sum.wdd, 0), signed_text(month.sum.interval.lower, 0),
                        signed_text(month.sum.interval.upper, 0));
  }
  return text + ".\n";
}

table::Layer acted_layer(const ActedAreas& found, const Study& study, const Theme& theme) {
  table::Column::Texts role;
  table::Column::Integers before;
  table::Column::Integers after;
  table::Column::Reals change;
  for (std::size_t i = 0; i < found.roles.size(); ++i) {
    role.emplace_back(name_of(role_names, found.roles[i]));
    before.push_back(found.counts[i].before);
    after.push_back(found.counts[i].after);
    change.push_back(change_pct(found.counts[i], found.weight));
  }
  const table::Areas& areas = study.areas();
  table::Layer layer;
  layer.name = "before_after_" + theme.name;
  layer.title = fmt::format("{} before and after", capitalised(theme.noun));
  layer.description = fmt::format("{} against {}. {}", table::to_string(found.periods.after),
                                  table::to_string(found.periods.before), areas.caveat);
  layer.columns = {{"area_code", "", "code of the area", areas.codes},
                   {"area_name", "", "name of the area", areas.names},
                   {"role", "", "target, control, nearby or nearby control", role},
                   {"before", "incidents", theme.noun + " of the earlier period", before},
                   {"after", "incidents", theme.noun + " of the later period", after},
                   {"chg_pct", "%", "change, per day where the periods differ in length", change}};
  layer.geometry = areas.shapes;
  layer.style_qml = report::change_areas(
      layer.columns, {.column = "chg_pct",
                      .name_column = "area_name",
                      .tip_columns = {"area_name", "role", "before", "after", "chg_pct"}});
  return layer;
}

}  // namespace hotward::analyses
