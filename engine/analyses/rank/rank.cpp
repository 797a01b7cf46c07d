#include "engine/analyses/rank/rank.hpp"

#include <memory>
#include <utility>

#include <fmt/format.h>

#include "engine/report/style.hpp"
#include "engine/table/area_kind.hpp"

namespace hotward::analyses {
namespace {

constexpr Names<RankBy, 3> rank_by_names{
    {{RankBy::count, "count"}, {RankBy::rate, "rate"}, {RankBy::density, "density"}}};

// Ranks, their intervals and running shares are those of what is shown (hidden_ranking.hpp).
const Disclosures rank_discloses = {
    {"area_code", Discloses::nothing},   {"area_name", Discloses::nothing},
    {"rank", Discloses::nothing},        {"count", Discloses::count},
    {"share_pct", Discloses::of_count},  {"cum_pct", Discloses::nothing},
    {"pop", Discloses::nothing},         {"rate_1k", Discloses::of_count},
    {"rate_lo", Discloses::of_count},    {"rate_hi", Discloses::of_count},
    {"prev", Discloses::count},          {"chg_pct", Discloses::of_count},
    {"chg_p", Discloses::of_count},      {"area_km2", Discloses::nothing},
    {"dens_km2", Discloses::of_count},   {"rank_lo", Discloses::nothing},
    {"rank_hi", Discloses::nothing},     {"p_top5", Discloses::nothing},
    {"rate_lo998", Discloses::of_count}, {"rate_hi998", Discloses::of_count},
    {"rate_rank", Discloses::nothing},   {"chg_p_od", Discloses::of_count},
    {"note", Discloses::nothing}};

struct RankOptions {
  RankBy by = RankBy::count;
  DispersionChoice dispersion;
};

}  // namespace

Result<Findings> ranking_findings(const Study& study, const Theme& theme, RankBy by,
                                  std::uint64_t seed, const DispersionChoice& dispersion) {
  auto ranking = rank_areas(study, theme, by, seed, dispersion);
  if (!ranking) return fail(ranking.error());
  Findings findings;
  findings.key = "ranking";
  table::Layer layer =
      ranking_layer(study, *ranking, table::kind_of(study.areas()).key + ("_" + theme.name));
  findings.summary = ranking_rows(study, *ranking, layer);
  findings.also["total"] = ranking_totals(study, *ranking);
  findings.tables.push_back(ranking_table(study, *ranking, layer));
  findings.text = ranking_text(study, *ranking);
  const std::string suffix = study.areas().caveat.empty() ? "" : " (schematic)";
  if (std::string style = rate_style(layer, *ranking); !style.empty()) {
    findings.views.push_back(
        {layer.name, "rate",
         capitalised(theme.noun) + " per 1,000 " + study.areas().population_label + suffix,
         std::move(style)});
  }
  if (std::string style = change_style(layer, *ranking); !style.empty()) {
    // A legend has little room: the group of the layer says of what.
    findings.views.push_back({layer.name, "change",
                              "Change against " + table::to_string(*study.before) + suffix,
                              std::move(style)});
  }
  // To lie over the layers that are clear where there is nothing to see.
  findings.views.push_back({layer.name, "outline", "Names and boundaries" + suffix,
                            report::single_outline(layer.columns, "area_name"), true});
  findings.layers.push_back(std::move(layer));
  findings.discloses = rank_discloses;
  if (ranking->hidden) mark_public(findings, ranking->hidden->count());
  return findings;
}

namespace {

// A ledger remembers one period at a time.
Result<void> prepare(StudyRequest& request, const OutputRequest& output) {
  request.compare = true;
  if (output.ledger.empty()) return {};
  if (!request.compare_with.empty() && request.compare_with != "none") {
    return fail(
        ErrorCode::usage,
        fmt::format("--compare {}: not with --ledger, which remembers one period at a time; "
                    "publish the other by itself",
                    request.compare_with));
  }
  request.compare_with = "none";
  return {};
}

}  // namespace

Analysis rank() {
  auto options = std::make_shared<RankOptions>();
  parameter::List list("Areas");
  list.choice("by", options->by, rank_by_names, "What areas are ranked by");
  list.append(dispersion_parameter(options->dispersion));
  return {
      .name = "rank",
      .question = "Which areas are hottest? Counts, rates, change, rank intervals",
      .examples =
          {"hotward rank police/ --type asb --from 2019-04 --to 2020-03",
           "hotward rank police.zip --areas wards.gpkg --population people.csv -o wards.geojson",
           "hotward rank cases.xlsx --x Easting --y Northing --crs EPSG:27700 --by rate",
           "hotward rank police/ --type asb --public --ledger ledger.json -o published.gpkg"},
      .parameters = std::move(list),
      .compares = true,
      .in_run = InRun{90, "ranking areas", "ranking", "Areas"},
      .prepare = prepare,
      .run = [options](const Task& task) {
        return ranking_findings(task.study, task.theme, options->by, task.context.seed,
                                options->dispersion);
      }};
}

}  // namespace hotward::analyses
