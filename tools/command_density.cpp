// hotward density: a surface of incidents per km², and its contours.
#include <memory>

#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/parts/density_part.hpp"

namespace hotward::tools {
namespace {

struct Options {
  StudyOptions study;
  LayersOutput output;
  DensityOptions density;
};

Result<Done> answer(const Options& options, const Session& session) {
  if (const auto free = check_outputs(options.output, Outputs::layers_and_rasters); !free) {
    return fail(free.error());
  }
  auto study = make_study(options.study, session);
  if (!study) return fail(study.error());
  const Theme theme = theme_of_all(*study, options.study);
  auto part = density_part(*study, theme, options.density);
  if (!part) return fail(part.error());
  const auto files = write_part(*part, options.output, study->provenance);
  if (!files) return fail(files.error());
  return done_with(std::move(*part), *study, session, *files);
}

}  // namespace

Run density(CommandLine& line) {
  auto options = std::make_shared<Options>();
  add(line, options->study.incidents);
  add(line, options->study.areas);
  add(line, options->density);
  add(line, options->output);
  line.examples(
      {"hotward density police/ --type burglary -o burglary.tif -o contours.gpkg",
       "hotward density police.zip --areas wards.gpkg --cell 50m --bandwidth likelihood"});
  return [options](const Session& session) { return answer(*options, session); };
}

}  // namespace hotward::tools
