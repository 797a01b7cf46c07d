// hotward boundaries: fetch official boundaries from a feature service.
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/io/areas/feature_service.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"
#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/record.hpp"
#include "tools/version.hpp"

namespace hotward::tools {
namespace {

struct BoundariesArguments {
  std::string preset;
  std::string service;
  std::string where;
  LayersOutput output;
};

std::string preset_names() {
  std::vector<std::string_view> names;
  for (const io::BoundaryPreset& preset : io::boundary_presets()) names.push_back(preset.name);
  return fmt::format("{}", fmt::join(names, " "));
}

Result<io::FetchedLayer> fetch(const BoundariesArguments& options, const Session& session) {
  const io::ServiceManners manners;
  if (options.preset.empty()) {
    if (options.service.empty()) {
      return fail(ErrorCode::usage, "name a --preset, or a --service with its address");
    }
    io::ServiceQuery query;
    query.url = options.service;
    if (!options.where.empty()) query.where = options.where;
    return io::fetch_layer(query, manners, *session.progress);
  }
  const io::BoundaryPreset* preset = io::find_preset(options.preset);
  if (preset == nullptr) {
    return fail(ErrorCode::usage,
                fmt::format("--preset {}: unknown; there are {}", options.preset, preset_names()));
  }
  // A service named beside a preset is where the preset's own services are looked for.
  const std::string base =
      options.service.empty() ? std::string(io::ons_services) : options.service;
  return io::fetch_preset(*preset, base, manners, *session.progress);
}

Result<Done> fetch_boundaries(const BoundariesArguments& options, const Session& session) {
  if (const auto free = check_outputs(options.output); !free) return fail(free.error());
  auto fetched = fetch(options, session);
  if (!fetched) return fail(fetched.error());
  fetched->layer.style_qml = report::single_outline(fetched->layer.columns, "");
  table::Provenance provenance;
  provenance.version = version();
  provenance.command_line = session.command_line;
  provenance.seed = session.seed;
  provenance.inputs = {fetched->source};
  provenance.crs = fetched->crs;
  table::HeldRows rows(fetched->layer);
  const auto files = write_layers(options.output, rows, provenance);
  if (!files) return fail(files.error());

  Done done;
  done.warnings = fetched->warnings;
  done.weighty = fetched->weighty;
  Json layers = Json::array();
  for (const io::LayerFile& file : *files) {
    layers.push_back({{"path", file.path.generic_string()}, {"features", file.features}});
    done.warnings.insert(done.warnings.end(), file.warnings.begin(), file.warnings.end());
  }
  done.summary = {
      {"command", session.command},
      {"version", version()},
      {"boundaries", {{"service", fetched->source.path}, {"areas", fetched->layer.size()}}},
      {"layers", layers},
      {"warnings", done.warnings}};
  done.text = fmt::format("{} fetched from {}.\n{}\n", counted(fetched->layer.size(), "area"),
                          fetched->source.path, fetched->layer.description) +
              files_text(*files);
  return done;
}

}  // namespace

Run boundaries(CommandLine& line) {
  auto options = std::make_shared<BoundariesArguments>();
  line.option("--preset", options->preset, "Known areas: " + preset_names()).type("NAME");
  line.option("--service", options->service,
              "Address of a feature layer (.../FeatureServer/0); beside --preset, of the services")
      .type("URL");
  line.option("--where", options->where, "SQL condition: LAD21NM='Medway'").type("SQL");
  line.option("-o,--output", options->output.paths, "Layer to write (repeatable)")
      .required()
      .one_word()
      .path()
      .type("PATH")
      .group("Output");
  line.flag("--overwrite", options->output.overwrite, "Replace outputs that exist").group("Output");
  line.examples({"hotward boundaries --preset medway-22 -o wards.gpkg",
                 "hotward boundaries --service https://.../FeatureServer/0 "
                 "--where \"LAD21NM='Medway'\" -o wards.gpkg"});
  return [options](const Session& session) { return fetch_boundaries(*options, session); };
}

}  // namespace hotward::tools
