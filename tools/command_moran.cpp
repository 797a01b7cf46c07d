// hotward moran: is there clustering at all, and of which kind where?
#include <memory>

#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/parts/moran_part.hpp"

namespace hotward::tools {
namespace {

struct Options {
  StudyOptions study;
  LayersOutput output;
  MoranOptions moran;
};

Result<Done> answer(Options options, const Session& session) {
  const bool overwrite = options.output.overwrite;
  const WeightsOptions& weights = options.moran.sites.weights;
  if (const auto free = check_outputs(options.output); !free) return fail(free.error());
  if (const auto free = check_weights_output(weights, overwrite); !free) return fail(free.error());
  options.study.is_public = options.output.is_public;
  auto study = make_study(options.study, session);
  if (!study) return fail(study.error());
  const Theme theme = theme_of_all(*study, options.study);
  const auto sites = make_sites(*study, theme, options.moran.sites);
  if (!sites) return fail(sites.error());
  if (sites->neighbours.file) study->provenance.inputs.push_back(*sites->neighbours.file);
  auto part = moran_part(*study, theme, *sites, options.moran);
  if (!part) return fail(part.error());
  const auto files = write_part(*part, options.output, study->provenance);
  if (!files) return fail(files.error());
  const auto written = write_weights(*sites, weights, overwrite);
  if (!written) return fail(written.error());
  return done_with(std::move(*part), *study, session, *files);
}

}  // namespace

Run moran(CommandLine& line) {
  auto options = std::make_shared<Options>();
  add(line, options->study.incidents);
  add(line, options->study.areas);
  declare_value(line, options->study.areas);
  add(line, options->moran);
  add(line, options->output);
  line.examples(
      {"hotward moran police/ --type asb --areas wards.gpkg --bridges -o moran.gpkg",
       "hotward moran police/ --type burglary --cell 200m -o moran.geojson",
       "hotward moran police/ --areas lsoa.gpkg --population people.csv --convention geoda"});
  return [options](const Session& session) { return answer(*options, session); };
}

}  // namespace hotward::tools
