// hotward gi-star: where do high values gather?
#include <memory>

#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/parts/gi_star_part.hpp"

namespace hotward::tools {
namespace {

struct Options {
  StudyOptions study;
  LayersOutput output;
  GiStarOptions gi;
};

Result<Done> answer(Options options, const Session& session) {
  const bool overwrite = options.output.overwrite;
  const WeightsOptions& weights = options.gi.sites.weights;
  if (const auto free = check_outputs(options.output); !free) return fail(free.error());
  if (const auto free = check_weights_output(weights, overwrite); !free) return fail(free.error());
  options.study.is_public = options.output.is_public;
  auto study = make_study(options.study, session);
  if (!study) return fail(study.error());
  const Theme theme = theme_of_all(*study, options.study);
  const auto sites = make_sites(*study, theme, options.gi.sites);
  if (!sites) return fail(sites.error());
  if (sites->neighbours.file) study->provenance.inputs.push_back(*sites->neighbours.file);
  auto part = gi_star_part(*study, theme, *sites, options.gi);
  if (!part) return fail(part.error());
  const auto files = write_part(*part, options.output, study->provenance);
  if (!files) return fail(files.error());
  const auto written = write_weights(*sites, weights, overwrite);
  if (!written) return fail(written.error());
  return done_with(std::move(*part), *study, session, *files);
}

}  // namespace

Run gi_star(CommandLine& line) {
  auto options = std::make_shared<Options>();
  add(line, options->study.incidents);
  add(line, options->study.areas);
  declare_value(line, options->study.areas);
  add(line, options->gi);
  add(line, options->output);
  line.examples(
      {"hotward gi-star police/ --type asb --cell 150m -o hot.gpkg",
       "hotward gi-star police/ --type burglary --areas lsoa.gpkg --population people.csv --rate "
       "-o hot.geojson",
       "hotward gi-star police/ --weights rook --bridges --write-weights wards.gal"});
  return [options](const Session& session) { return answer(*options, session); };
}

}  // namespace hotward::tools
