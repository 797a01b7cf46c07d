// hotward density: a surface of incidents per km², and its contours; or its ratio to another.
#include <memory>

#include "tools/command.hpp"
#include "tools/comparison.hpp"
#include "tools/options.hpp"
#include "tools/parts/density_part.hpp"
#include "tools/parts/population_controls.hpp"
#include "tools/parts/risk_part.hpp"

namespace hotward::tools {
namespace {

struct DensityArguments {
  StudyOptions study;
  LayersOutput output;
  RiskOptions risk;
};

Result<Part> part_of(Study& study, const Theme& theme, const DensityArguments& options,
                     const Session& session) {
  const std::string& against = options.risk.against;
  if (against.empty()) return density_part(study, theme, options.risk.density);
  const auto controls = asks_for_before(against) ? controls_before(study, theme)
                        : asks_for_population(against)
                            ? population_controls(study, theme, options.risk.density)
                            : read_controls(against, options.study, session, study);
  if (!controls) return fail(controls.error());
  return risk_part(study, theme, options.risk, *controls);
}

Result<Done> answer(DensityArguments options, const Session& session) {
  if (const auto free = check_outputs(options.output, Outputs::layers_and_rasters); !free) {
    return fail(free.error());
  }
  if (const auto ok = check(options.risk, options.study.incidents); !ok) return fail(ok.error());
  if (!options.study.compare_with.empty() && !asks_for_before(options.risk.against)) {
    return fail(ErrorCode::usage, "--compare says which period --against before means: give both");
  }
  options.study.compare = asks_for_before(options.risk.against);
  options.risk.seed = session.seed;
  options.study.is_public = options.output.is_public;
  auto study = make_study(options.study, session);
  if (!study) return fail(study.error());
  const Theme theme = theme_of_all(*study, options.study);
  auto part = part_of(*study, theme, options, session);
  if (!part) return fail(part.error());
  const auto files = write_part(*part, options.output, study->provenance);
  if (!files) return fail(files.error());
  return done_with(std::move(*part), *study, session, *files, options.output.table);
}

}  // namespace

Run density(CommandLine& line) {
  auto options = std::make_shared<DensityArguments>();
  add(line, options->study.incidents);
  declare_compare(line, options->study.compare_with);
  add(line, options->study.areas);
  add(line, options->risk);
  add(line, options->output);
  add(line, options->output.table);
  line.examples(
      {"hotward density police/ --type burglary -o burglary.tif -o contours.gpkg",
       "hotward density police.zip --areas wards.gpkg --cell 50m --bandwidth likelihood",
       "hotward density police/ --from 2019-04 --to 2020-03 --against before -o change.tif",
       "hotward density police/ --type asb --against oa_centroids.csv:people -o risk.tif"});
  return [options](const Session& session) { return answer(*options, session); };
}

}  // namespace hotward::tools
