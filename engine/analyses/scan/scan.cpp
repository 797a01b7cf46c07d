#include "engine/analyses/scan/scan.hpp"

#include <algorithm>
#include <memory>

#include "engine/analyses/scan/scan_layers.hpp"
#include "engine/analyses/scan/scan_members.hpp"
#include "engine/analyses/scan/scan_words.hpp"
#include "engine/io/areas/people_table.hpp"
#include "engine/report/summary_json.hpp"
#include "engine/study/record.hpp"

namespace hotward::analyses {
namespace {

using Model = ScanSettings::Model;

std::string text(std::string_view word) { return std::string(word); }

Json cluster_json(const FoundScan& found, const Theme& theme, const scan::Cluster& cluster) {
  Json codes = Json::array();
  for (const std::uint32_t site : cluster.members) codes.push_back(found.sites.codes[site]);
  Json json = {{"rank", cluster.rank},
               {"llr", cluster.llr},
               {"p", report::number(cluster.p)},
               {"rr", report::number(cluster.rr)},
               {"observed", cluster.observed},
               {"expected", cluster.expected},
               {"population", report::number(cluster.population)},
               {"radius_m", cluster.radius_m},
               {"areas", std::move(codes)},
               {"names", area_names(found, cluster)},
               {"start", Json()},
               {"end", Json()},
               {"significance", significance(cluster)},
               {"sentence", cluster_sentence(found, theme, cluster)},
               {"centre", {cluster.centre.x, cluster.centre.y}},
               {"shape", cluster.shape},
               {"angle_deg", cluster.angle_deg}};
  if (found.options.gumbel) json["p_gumbel"] = report::number(cluster.p_gumbel);
  if (cluster.start != scan::Cluster::no_period) {
    const auto& periods = found.time.periods;
    json["start"] = table::to_string(periods[static_cast<std::size_t>(cluster.start)].first);
    json["end"] = table::to_string(periods[static_cast<std::size_t>(cluster.end)].last);
  }
  return json;
}

void add_time(const FoundScan& found, const ScanSettings& settings, Json& json) {
  json["time_unit"] =
      found.timed() ? Json(text(name_of(time_unit_names, found.time.unit))) : Json();
  if (!found.timed()) return;
  json["periods"] = found.time.periods.size();
  json["max_window"] = found.longest;
  json["prospective"] = settings.prospective;
}

Json summary_json(const FoundScan& found, const Theme& theme, const ScanSettings& settings) {
  Json json;
  json["clusters"] = Json::array();
  for (const scan::Cluster& cluster : found.result.clusters) {
    json["clusters"].push_back(cluster_json(found, theme, cluster));
  }
  json["significant"] = significant(found);
  json["model"] = text(name_of(scan_model_names, found.model));
  json["compared_with"] = found.basis;
  json["sites"] = found.sites.codes.size();
  json["site_kind"] = found.sites.cells ? "cells" : "areas";
  json["cases"] = found.result.cases;
  if (found.model == Model::bernoulli) json["controls"] = found.controls;
  add_time(found, settings, json);
  json["max_population"] = found.options.max_population;
  json["shape"] = text(name_of(scan::shape_names, found.options.shape));
  json["penalty"] = text(name_of(scan::penalty_names, found.options.penalty));
  json["rates"] = text(name_of(scan::rates_names, found.options.rates));
  json["replications"] = found.options.replications;
  json["maps"] = found.result.null_maxima.size();
  json["early_stop"] = found.options.stop_after == 0 ? Json() : Json(found.options.stop_after);
  json["stopped_early"] = found.result.stopped_early;
  json["max_radius_m"] = settings.max_radius_m ? Json(*settings.max_radius_m) : Json();
  json["unit"] = found.bunches ? "bunch" : "incident";
  json["dispersion"] = found.dispersion ? dispersion_json(*found.dispersion) : Json();
  return json;
}

// What `scan` is asked for beside its settings.
struct ScanRequest {
  ScanSettings scan;
  std::string expected;
  std::string windows;
  std::string members;
  std::string people;  // a table of them, by year and stratum
  std::vector<std::string> strata;
  std::vector<std::string> cases;  // what --type named, before controls were added to it
};

parameter::List parameters(ScanRequest& request) {
  parameter::List list = parameters(request.scan);
  list.heading("Model");
  list.text("expected", request.expected,
            "Expected counts, in place of people: a column of the areas, or a CSV file joined on "
            "the area's code")
      .file(parameter::PathKind::path_or_word)
      .as("COL|FILE.csv[:COL]");
  list.path("population-by", request.people,
            "People by area and year, and by strata such as age and sex: a CSV file with a row for "
            "each")
      .as("FILE.csv");
  list.texts("strata", request.strata,
             "Columns of --population-by whose groups have rates of their own, such as age "
             "(repeatable); it then has the incidents of each row, too")
      .as("COL")
      .needs("--population-by", [&request] { return !request.people.empty(); });
  list.heading("Output");
  list.path("windows", request.windows, "Layer of the circles or ellipses around the groups");
  list.path("members", request.members,
            "Layer of every area of every group, with its incidents and people");
  return list;
}

// Cases and controls are both read; what --type asks for are the cases.
void read_controls(const ScanRequest& options, StudyRequest& study) {
  auto& types = study.incidents.types;
  if (options.scan.model != ScanSettings::Model::bernoulli) return;
  const auto& controls = options.scan.controls;
  if (controls.empty() || types.empty()) {
    types.clear();
  } else {
    types.insert(types.end(), controls.begin(), controls.end());
    study.incidents.controls = controls.size();
  }
}

Result<Theme> theme_of(Study& study, const std::vector<std::string>& cases) {
  return theme_of_types(study.incidents().types, cases);
}

Result<void> prepare(ScanRequest& asked, StudyRequest& study) {
  if (!asked.expected.empty() && !study.areas.population.empty()) {
    return fail(ErrorCode::usage,
                "--expected stands in place of --population: give one of the two");
  }
  if (!asked.people.empty()) {
    if (!asked.expected.empty() || !study.areas.population.empty()) {
      return fail(ErrorCode::usage,
                  "--population-by stands in place of --population and --expected: give one");
    }
    if (!asked.scan.knows_dispersion()) {
      return fail(ErrorCode::usage, "--population-by is for --model poisson and space-time");
    }
  }
  if (const auto ok = check(asked.scan); !ok) return ok;
  asked.scan.members = !asked.members.empty();
  study.areas.expected = asked.expected;
  asked.cases = study.incidents.types;
  read_controls(asked, study);
  return {};
}

// Of every group, all of it: in the figures and as a layer.
void add_members(const Study& study, const Theme& theme, const FoundScan& found,
                 Findings& findings) {
  const SiteCounts counts = count_at_sites(study, theme, found.sites,
                                           found.timed() ? &found.time : nullptr, found.bunches);
  for (std::size_t k = 0; k < found.result.clusters.size(); ++k) {
    const scan::Cluster& cluster = found.result.clusters[k];
    const auto members = members_of(study, found, counts, cluster);
    Json& group = findings.summary["clusters"][k];
    group["members"] = members_json(found, members);
    group["members_sentence"] = members_sentence(found, cluster, members);
    findings.text += members_sentence(found, cluster, members) + "\n";
  }
  findings.layers.push_back(scan_members(study, theme, found, counts));
}

Result<void> read_people(ScanRequest& asked, Study& study) {
  if (asked.people.empty()) return {};
  auto read = io::read_people_table(asked.people, study.areas().codes, asked.strata);
  if (!read) return fail(read.error().code, "--population-by: " + read.error().message);
  record_inputs(read->files, study);
  asked.scan.people = std::move(read->table);
  return {};
}

}  // namespace

Result<Findings> scan_findings(const Study& study, const Theme& theme, const ScanSettings& settings,
                               std::uint64_t seed) {
  auto found = find_scan(study, theme, settings, seed);
  if (!found) return fail(found.error());
  auto layer = scan_layer(study, theme, *found);
  if (!layer) return fail(layer.error());
  Findings findings;
  findings.key = "scan";
  findings.summary = summary_json(*found, theme, settings);
  findings.tables.push_back(scan_table(*found, *layer));
  findings.no_answer = found->no_answer;
  findings.text =
      findings.no_answer.empty() ? scan_text(*found, theme, settings) : findings.no_answer;
  findings.layers.push_back(std::move(*layer));
  findings.layers.push_back(scan_windows(theme, *found));
  if (settings.members) add_members(study, theme, *found, findings);
  for (const std::string& warning : found->warnings) findings.warn_of_number(warning);
  if (settings.replications == 0 && findings.no_answer.empty()) {
    findings.warn_of_number(
        "no random maps were asked for, so whether chance does as much is not known");
  }
  findings.heading = scan_title(*found, theme);
  const std::string groups = outstanding(*found);
  findings.heading += ": " + (groups.empty() ? "none beyond chance" : groups);
  return findings;
}

Analysis scan() {
  auto asked = std::make_shared<ScanRequest>();
  return {.name = "scan",
          .question =
              "Which neighbours stand out, in space and time, and how likely chance is (Kulldorff)",
          .examples =
              {"hotward scan police/ --type asb --areas lsoa.gpkg --population people.csv:mid_2019 "
               "-o asb.gpkg",
               "hotward scan police/ --type burglary --model bernoulli --max-population 10%",
               "hotward scan police/ --type asb --model permutation --cell 500m --prospective"},
          .parameters = parameters(*asked),
          .in_run = InRun{30, "scanning areas", "scan",
                          "Scan: groups of neighbouring areas that stand out"},
          .hides_small_counts = false,
          .prepare = [asked](StudyRequest& study,
                             const OutputRequest&) { return prepare(*asked, study); },
          .other_outputs = [asked]() -> std::vector<NamedOutput> {
            std::vector<NamedOutput> others;
            if (!asked->windows.empty()) others.push_back({"windows", asked->windows});
            if (!asked->members.empty()) others.push_back({"members", asked->members});
            return others;
          },
          .theme = [asked](Study& study, const StudyRequest& request) -> Result<Theme> {
            const bool compares = asked->scan.model == Model::bernoulli;
            return compares ? theme_of(study, asked->cases) : theme_of_all(study, request);
          },
          .run = [asked](const Task& task) -> Result<Findings> {
            if (const auto read = read_people(*asked, task.study); !read) {
              return fail(read.error());
            }
            auto findings = scan_findings(task.study, task.theme, asked->scan, task.context.seed);
            const bool apart = !asked->windows.empty() || !asked->members.empty();
            if (findings && apart) set_aside(*findings, {asked->windows, asked->members});
            return findings;
          }};
}

}  // namespace hotward::analyses
