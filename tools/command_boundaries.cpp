// hotward boundaries: fetch official boundaries from a feature service.
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/io/areas/feature_service.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"
#include "engine/study/outputs.hpp"
#include "engine/study/record.hpp"
#include "engine/study/request.hpp"
#include "engine/study/version.hpp"
#include "tools/command.hpp"
#include "tools/terminal.hpp"

namespace hotward::tools {
namespace {

struct BoundariesArguments {
  BoundariesArguments();
  std::string preset;
  std::string service;
  std::string where;
  OutputRequest output;
  parameter::List parameters;
};

std::string preset_names() {
  std::vector<std::string_view> names;
  for (const io::BoundaryPreset& preset : io::boundary_presets()) names.push_back(preset.name);
  return fmt::format("{}", fmt::join(names, " "));
}

Result<io::FetchedLayer> fetch(const BoundariesArguments& options, const Context& context) {
  const io::ServiceManners manners;
  if (options.preset.empty()) {
    if (options.service.empty()) {
      return fail(ErrorCode::usage, "name a --preset, or a --service with its address");
    }
    io::ServiceQuery query;
    query.url = options.service;
    if (!options.where.empty()) query.where = options.where;
    return io::fetch_layer(query, manners, *context.progress);
  }
  const io::BoundaryPreset* preset = io::find_preset(options.preset);
  if (preset == nullptr) {
    return fail(ErrorCode::usage,
                fmt::format("--preset {}: unknown; there are {}", options.preset, preset_names()));
  }
  // A service named beside a preset is where the preset's own services are looked for.
  const std::string base =
      options.service.empty() ? std::string(io::ons_services) : options.service;
  return io::fetch_preset(*preset, base, manners, *context.progress);
}

Result<job::Answer> fetch_boundaries(const BoundariesArguments& options, const Context& context) {
  std::vector<std::string> mended;
  const auto free = check_outputs(options.output, Writes::layers, {}, mended);
  for (const std::string& note : mended) print_warning("", note);
  if (!free) return fail(free.error());
  auto fetched = fetch(options, context);
  if (!fetched) return fail(fetched.error());
  fetched->layer.style_qml = report::single_outline(fetched->layer.columns, "");
  table::Provenance provenance;
  provenance.version = version();
  provenance.command_line = context.command_line;
  provenance.seed = context.seed;
  provenance.inputs = {fetched->source};
  provenance.crs = fetched->crs;
  Findings findings;
  findings.layers.push_back(std::move(fetched->layer));
  const auto published = publish(std::move(findings), false);
  if (!published) return fail(published.error());
  const auto files = write_findings(*published, options.output, provenance);
  if (!files) return fail(files.error());

  const table::Layer& layer = (*published)->layers.front();
  job::Answer done;
  done.warnings = fetched->warnings;
  done.weighty = fetched->weighty;
  Json layers = Json::array();
  for (const io::LayerFile& file : *files) {
    layers.push_back({{"path", file.path.generic_string()}, {"features", file.features}});
    done.warnings.insert(done.warnings.end(), file.warnings.begin(), file.warnings.end());
  }
  done.summary = {{"command", context.command},
                  {"version", version()},
                  {"boundaries", {{"service", fetched->source.path}, {"areas", layer.size()}}},
                  {"layers", layers},
                  {"warnings", done.warnings}};
  done.text = fmt::format("{} fetched from {}.\n{}\n", counted(layer.size(), "area"),
                          fetched->source.path, layer.description) +
              files_text(*files);
  return done;
}

BoundariesArguments::BoundariesArguments() : parameters("Options") {
  parameters.text("preset", preset, "Known areas: " + preset_names()).as("NAME");
  parameters
      .text("service", service,
            "Address of a feature layer (.../FeatureServer/0); beside --preset, of the services")
      .as("URL");
  parameters.text("where", where, "SQL condition: LAD21NM='Medway'").as("SQL");
  parameters.append(output_parameters(output));
  parameters.find("output")->must_be_given().meaning = "Layer to write (repeatable)";
}

}  // namespace

Command boundaries_command() {
  const auto options = std::make_shared<BoundariesArguments>();
  return {"boundaries",
          "Fetch official boundaries from a feature service",
          {"hotward boundaries --preset medway-22 -o wards.gpkg",
           "hotward boundaries --service https://.../FeatureServer/0 "
           "--where \"LAD21NM='Medway'\" -o wards.gpkg"},
          {options, &options->parameters},
          [options](const Context& context) { return fetch_boundaries(*options, context); }};
}

}  // namespace hotward::tools
