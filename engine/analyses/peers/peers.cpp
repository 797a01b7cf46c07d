#include "engine/analyses/peers/peers.hpp"

#include <memory>
#include <utility>

#include <fmt/format.h>

#include "engine/analyses/peers/funnel_chart.hpp"
#include "engine/analyses/peers/peers_words.hpp"
#include "engine/study/publication.hpp"
#include "engine/study/record.hpp"

namespace hotward::analyses {
namespace {

parameter::List parameters(PeersOptions& options) {
  parameter::List list("Which areas");
  list.path("peers", options.peers,
            "Table of the areas with count and population, in place of incidents (column count, "
            "crimes or the like unless named)")
      .as("FILE[:COLUMN]")
      .file();
  list.text("focus", options.focus, "The area that is spoken of: its name or code").as("NAME");
  list.text("group", options.group,
            "Compare with these alone, such as a most similar group: names or codes, or a file "
            "that lists them")
      .file(parameter::PathKind::path_or_word)
      .as("FILE|NAME,NAME");
  list.text("group-date", options.group_date, "Month or day of which that group is, for the text")
      .as("DATE")
      .needs("--group", [&options] { return !options.group.empty(); });
  list.heading("How sure it is");
  list.choice("funnel", options.spread, rates::funnel_spread_names,
              "How areas that are alike are taken to vary more than by chance: each in bunches, in "
              "their true rates, or not at all");
  list.append(dispersion_parameter(options.dispersion));
  list.heading("Output");
  list.path("chart", options.chart, "Draw the funnel into an .svg file").unrecorded();
  return list;
}

// What stands beside a table of counts would have no effect.
Result<void> check_table(const PeersOptions& options, const StudyRequest& study,
                         const OutputRequest& output) {
  if (options.peers.empty()) {
    if (!study.incidents.inputs.empty()) return {};
    return fail(ErrorCode::usage,
                "name what to read: --peers is a table of areas with count and population; "
                "else incidents, with --areas and --population");
  }
  const IncidentsRequest& incidents = study.incidents;
  const std::pair<const char*, bool> others[] = {
      {"incidents", !incidents.inputs.empty()}, {"--areas", !study.areas.dataset.empty()},
      {"--from", !incidents.from.empty()},      {"--to", !incidents.to.empty()},
      {"--type", !incidents.types.empty()},     {"--where", !incidents.where.empty()}};
  for (const auto& [what, given] : others) {
    if (!given) continue;
    return fail(ErrorCode::usage,
                fmt::format("--peers: its table has the counts already; leave out {}", what));
  }
  if (!output.is_public) return {};
  return fail(ErrorCode::usage,
              "--public hides small counts of incidents; those of --peers are in its table "
              "already, whose owner decides what of it may be shown");
}

Result<void> prepare(const PeersOptions& options, const StudyRequest& study,
                     const OutputRequest& output) {
  if (!options.group_date.empty() && !table::parse_period(options.group_date)) {
    return fail(ErrorCode::usage, fmt::format("--group-date {}: write a month or a day, such as "
                                              "2019-11 or 2019-11-30",
                                              options.group_date));
  }
  if (!options.chart.empty() && !options.chart.ends_with(".svg")) {
    return fail(ErrorCode::usage,
                fmt::format("--chart {}: a chart is drawn as .svg", options.chart));
  }
  return check_table(options, study, output);
}

// Of what is shown: areas whose count is hidden are not compared, and nothing is made of them.
Disclosures discloses(const table::Layer& layer) {
  Disclosures all;
  for (const table::Column& column : layer.columns) {
    const bool is_count = column.name == "count";
    all.emplace_back(column.name, is_count ? Discloses::count : Discloses::nothing);
  }
  return all;
}

void record_population(const table::Areas& areas, Study& study) {
  study.provenance.population = {areas.population_source, areas.population_label,
                                 areas.population_series, areas.population_released};
}

}  // namespace

Result<Findings> peers_findings(Study& study, const Theme& theme, const AreasRequest& asked,
                                const PeersOptions& options, std::uint64_t seed) {
  auto counts =
      options.peers.empty() ? peer_counts_of(study, theme) : read_peer_counts(options.peers, asked);
  if (!counts) return fail(counts.error());
  const auto found = compare(std::move(*counts), study, theme, options, seed);
  if (!found) return fail(found.error());
  record_inputs(found->peers.files, study);
  record_population(found->peers.areas, study);
  Findings findings;
  findings.key = "peers";
  table::Layer layer = peers_layer(*found, theme);
  findings.summary = peers_json(*found, layer, options);
  findings.tables.push_back(peers_table(*found, layer));
  findings.text = peers_text(*found, options);
  findings.text_first = true;
  if (found->total == 0) findings.no_answer = peers_headline(*found);
  for (const std::string& warning : found->peers.warnings) findings.warn_of_number(warning);
  findings.discloses = discloses(layer);
  findings.layers.push_back(std::move(layer));
  findings.drawings.push_back({"peers_funnel", funnel_chart(*found)});
  if (!options.chart.empty()) {
    findings.make_others = one_more_text(options.chart, findings.drawings.back().svg);
  }
  if (study.is_public) mark_public(findings, found->peers.hidden);
  return findings;
}

Analysis peers() {
  auto options = std::make_shared<PeersOptions>();
  return {.name = "peers",
          .question = "How do we stand beside comparable areas? Rates, rank intervals, funnel",
          .examples = {"hotward peers --peers unitary.csv --focus Medway --chart funnel.svg",
                       "hotward peers --peers unitary.csv:crimes --focus Medway "
                       "--group Luton,Swindon,Thurrock --group-date 2019-11",
                       "hotward peers national/ --areas authorities.gpkg --population people.csv "
                       "--type asb --focus Medway -o peers.gpkg"},
          .parameters = parameters(*options),
          .prepare = [options](
                         StudyRequest& study,
                         const OutputRequest& output) { return prepare(*options, study, output); },
          .other_outputs = [options]() -> std::vector<NamedOutput> {
            if (options->chart.empty()) return {};
            return {{"chart", options->chart, false}};
          },
          .without_incidents = [options] { return !options->peers.empty(); },
          .run =
              [options](const Task& task) {
                return peers_findings(task.study, task.theme, task.request.areas, *options,
                                      task.context.seed);
              }};
}

}  // namespace hotward::analyses
