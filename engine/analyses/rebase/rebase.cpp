#include "engine/analyses/rebase/rebase.hpp"

#include <memory>

#include <fmt/format.h>

#include "engine/analyses/rebase/rebase_words.hpp"
#include "engine/study/record.hpp"

namespace hotward::analyses {
namespace {

// What `rebase` is asked for beside its options.
struct RebaseRequest {
  RebaseOptions options;
  std::string flows;
};

parameter::List parameters(RebaseRequest& request) {
  parameter::List list("Other boundaries");
  list.path("from-areas", request.options.from_areas,
            "The other boundaries, such as last year's wards or LSOA")
      .as("DATASET[:LAYER]")
      .file();
  list.path("lookup", request.options.lookup,
            "Table that leads from their codes to those of --areas, such as LSOA to ward")
      .as("FILE")
      .file();
  list.path("counts", request.options.counts,
            "Counts by their codes, in place of the incidents (column count unless named)")
      .as("FILE[:COLUMN]")
      .file();
  list.heading("Output");
  list.path("flows", request.flows, "Table of the areas of both sets, two by two");
  return list;
}

Result<void> prepare(const RebaseRequest& request, StudyRequest& study) {
  const RebaseOptions& options = request.options;
  if (options.from_areas.empty() && options.counts.empty()) {
    return fail(
        ErrorCode::usage,
        "--from-areas names the other boundaries, or --counts and --lookup a table by their "
        "codes");
  }
  if (options.from_areas.empty() && options.lookup.empty()) {
    return fail(ErrorCode::usage,
                "--counts: --from-areas or --lookup says what its codes have to do with the areas");
  }
  study.outside_is_fine = true;
  return {};
}

}  // namespace

Result<Findings> rebase_findings(Study& study, const Theme& theme, const RebaseOptions& options) {
  const auto found = rebased(study, theme, options);
  if (!found) return fail(found.error());
  record_inputs(found->files, study);
  Findings findings;
  findings.key = "rebase";
  findings.summary = rebase_json(*found, study, options);
  findings.tables.push_back(rebase_table(*found, study));
  findings.text = rebase_text(*found, study, theme, options);
  findings.layers.push_back(rebase_layer(*found, study, theme));
  findings.layers.push_back(flows_layer(*found, study, theme));
  for (const std::string& warning : found->warnings) findings.warn_of_number(warning);
  if (!found->unknown.empty()) {
    findings.warn_of_number(
        fmt::format("{}: {} of its codes are not known here, such as {}: their counts are in no "
                    "area",
                    options.counts, found->unknown.size(), found->unknown.front()));
  }
  return findings;
}

Analysis rebase() {
  auto asked = std::make_shared<RebaseRequest>();
  return {
      .name = "rebase",
      .question = "What are the counts of other boundaries in these, and why do totals differ?",
      .examples = {"hotward rebase police/ --areas wards_24.geojson --from-areas wards_22.geojson "
                   "-o rebased.gpkg --flows flows.csv",
                   "hotward rebase police/ --areas wards_22.geojson --counts calls.csv:calls "
                   "--lookup lsoa11_to_ward.csv -o calls.gpkg"},
      .parameters = parameters(*asked),
      .why_secret =
          "--public is not offered for rebase: what two sets of boundaries hold differs by a "
          "few incidents, which is what --public hides",
      .hides_small_counts = false,
      .prepare = [asked](StudyRequest& study,
                         const OutputRequest&) { return prepare(*asked, study); },
      .other_outputs = [asked]() -> std::vector<NamedOutput> {
        if (asked->flows.empty()) return {};
        return {{"flows", asked->flows}};
      },
      .run = [asked](const Task& task) -> Result<Findings> {
        auto findings = rebase_findings(task.study, task.theme, asked->options);
        if (findings) set_aside(*findings, {asked->flows});
        return findings;
      }};
}

}  // namespace hotward::analyses
