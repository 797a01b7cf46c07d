#include "engine/analyses/target/target.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "engine/analyses/target/evidence_words.hpp"
#include "engine/analyses/target/found_circles.hpp"
#include "engine/analyses/target/found_groups.hpp"
#include "engine/analyses/target/found_sites.hpp"
#include "engine/analyses/target/harm_words.hpp"
#include "engine/analyses/target/hidden_sites.hpp"
#include "engine/analyses/target/target_layers.hpp"
#include "engine/analyses/target/target_words.hpp"
#include "engine/study/nothing.hpp"
#include "engine/study/place_names.hpp"

namespace hotward::analyses {
namespace {

/// What is asked, and what came of it once the options are known.
struct TargetRequest {
  TargetOptions options;
  TargetSettings settings;
};

Result<void> prepare(TargetRequest& asked, StudyRequest& study, const OutputRequest& output) {
  auto settings = settings_of(asked.options, study.incidents.types);
  if (!settings) return fail(settings.error());
  if (output.is_public) {
    if (const auto ok = check_public(*settings); !ok) return ok;
  }
  asked.settings = std::move(*settings);
  study.incidents.types = asked.settings.types;
  study.areas.households = asked.options.households;
  keep_place_names(study, output.is_public);
  return {};
}

// Crime, where nobody says what is counted and the data part it from other incidents.
Theme theme_of(const TargetSettings& settings, Study& study, const StudyRequest& request) {
  if (!settings.types.empty()) return theme_of_all(study, request);
  std::vector<Theme> all = themes(study.incidents().types, {});
  const auto crime = std::ranges::find(all, "crime", &Theme::name);
  return crime != all.end() ? *crime : all.back();
}

Findings of_profiles(const std::vector<Profile>& profiles) {
  Findings findings;
  findings.key = "profiles";
  findings.summary = profiles_json(profiles);
  findings.text = profiles_text(profiles);
  return findings;
}

Result<void> add_circles(const Task& task, const FoundSites& sites, const TargetSettings& settings,
                         Findings& findings) {
  if (!settings.circles) return {};
  const auto circles = find_circles(task.study, sites, settings);
  if (!circles) return fail(circles.error());
  findings.summary["circles"] = circles_json(*circles, settings);
  findings.text += circles_text(task.theme, *circles, sites, settings);
  findings.tables.push_back(circles_table(*circles));
  findings.layers.push_back(circles_layer(task.theme, *circles, sites, settings));
  return {};
}

Result<void> add_evidence(const Task& task, const FoundSites& found, const FoundGroups& groups,
                          const TargetSettings& settings, Findings& findings) {
  const auto evidence = find_evidence(task, found, groups, settings, found.features);
  if (!evidence) return fail(evidence.error());
  findings.summary["evidence"] = evidence_json(found, *evidence);
  if (found.total == 0) return {};
  findings.text += evidence_text(task.theme, found, *evidence);
  for (report::ShownTable& table : evidence_tables(found, *evidence)) {
    findings.tables.push_back(std::move(table));
  }
  findings.layers.push_back(evidence_layer(task.theme, found, *evidence));
  return {};
}

// Layers beside the first go where their options name a file.
void name_outputs(const TargetOptions& options, Findings& findings) {
  std::vector<MakeOutputs> makers;
  const auto hand_over = [&](const std::string& path, const std::string& prefix) {
    const auto layer = std::ranges::find_if(
        findings.layers, [&](const table::Layer& one) { return one.name.starts_with(prefix); });
    if (path.empty() || layer == findings.layers.end()) return;
    makers.push_back(one_more_layer(path, std::move(*layer)));
    findings.layers.erase(layer);
  };
  hand_over(options.groups, "target_groups_");
  hand_over(options.placed, "target_circles_");
  hand_over(options.evidence, "target_controls_");
  if (!makers.empty()) findings.make_others = all_of(std::move(makers));
}

}  // namespace

Result<Findings> target_findings(const Task& task, const TargetSettings& settings) {
  const Study& study = task.study;
  const Theme& theme = task.theme;
  const auto found = find_sites(task, settings);
  if (!found) return fail(found.error());
  const auto groups = find_groups(study, *found, settings);
  if (!groups) return fail(groups.error());
  Findings findings;
  findings.key = "target";
  table::Layer layer = target_layer(study, theme, *found, *groups, settings);
  findings.summary = target_json(theme, *found, *groups, settings, layer);
  for (const std::string& warning : profile_warnings(settings, *found)) {
    findings.warn_of_number(warning);
  }
  for (const std::string& warning : harm_warnings(*found)) findings.warn_of_number(warning);
  const bool dated = found->counted.months > 0;
  if (settings.months_stated && dated && found->counted.months < settings.months) {
    findings.warnings.push_back(fmt::format("{} months were to be counted, and the data hold {}",
                                            settings.months, found->counted.months));
  }
  auto outlines = groups_layer(study, theme, *found, *groups);
  if (!outlines) return fail(outlines.error());
  if (found->total == 0) {
    findings.no_answer = nothing_text(study, theme, "there is no place to act at");
    findings.text = findings.no_answer;
  } else {
    findings.text = target_text(study, theme, *found, *groups, settings) + hidden_text(*found);
    findings.text_first = true;
    findings.tables = target_tables(*found, *groups, layer);
  }
  findings.discloses = target_discloses(layer.columns);
  findings.layers.push_back(std::move(layer));
  if (study.is_public) {
    mark_public(findings, static_cast<std::size_t>(std::ranges::count(found->hidden, 1)));
    return findings;
  }
  if (!task.is_alone) findings.views.push_back(member_numbers(findings.layers.front()));
  findings.layers.push_back(std::move(*outlines));
  // Among other layers the outlines lie on top: below the areas nobody would see them.
  if (!task.is_alone) std::swap(findings.layers[0], findings.layers[1]);
  // Among other analyses it is for a group that somebody has bounded: a third of all areas, as
  // without bounds, has nobody to be compared with.
  if (task.is_alone || !settings.usual_bounds) {
    const auto added = add_evidence(task, *found, *groups, settings, findings);
    if (!added) return fail(added.error());
  }
  if (const auto added = add_circles(task, *found, settings, findings); !added) {
    return fail(added.error());
  }
  return findings;
}

Analysis target() {
  auto asked = std::make_shared<TargetRequest>();
  return {.name = "target",
          .question = "Which small area to bid for, or to patrol, and what would that reach?",
          .examples = {"hotward target police/ --areas lsoa.gpkg --population people.csv:mid_2019 "
                       "--profile safer-streets-round-5 -o target.gpkg",
                       "hotward target police/ --type burglary --areas lsoa.gpkg --households "
                       "people.csv:homes --max-households 3000 --groups groups.gpkg",
                       "hotward target police/ --profile hex-350 -o hexagons.gpkg"},
          .parameters = parameters(asked->options),
          .in_run = InRun{85, "looking for where to act", "where to act",
                          "Where to act: the neighbours that hold most"},
          .prepare = [asked](StudyRequest& study, const OutputRequest& output) -> Result<void> {
            return prepare(*asked, study, output);
          },
          .other_outputs = [asked]() -> std::vector<NamedOutput> {
            std::vector<NamedOutput> others;
            if (!asked->options.groups.empty()) others.push_back({"groups", asked->options.groups});
            if (!asked->options.placed.empty()) others.push_back({"placed", asked->options.placed});
            if (!asked->options.evidence.empty()) {
              others.push_back({"evidence", asked->options.evidence});
            }
            return others;
          },
          .theme = [asked](Study& study, const StudyRequest& request) -> Result<Theme> {
            return theme_of(asked->settings, study, request);
          },
          .run = [asked](const Task& task) -> Result<Findings> {
            auto findings = target_findings(task, asked->settings);
            if (findings) name_outputs(asked->options, *findings);
            return findings;
          },
          .without_study = [asked]() -> Result<std::optional<Findings>> {
            if (!asked->options.list_profiles) return std::optional<Findings>{};
            const auto profiles = shipped_profiles();
            if (!profiles) return fail(profiles.error());
            return std::optional(of_profiles(*profiles));
          }};
}

}  // namespace hotward::analyses
