// hotward grid: counts per square or hexagon.
#include <memory>

#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/parts/grid_part.hpp"

namespace hotward::tools {
namespace {

struct GridArguments {
  StudyOptions study;
  LayersOutput output;
  CellOptions cells;
};

Result<Done> answer(GridArguments options, const Session& session) {
  if (const auto free = check_outputs(options.output); !free) return fail(free.error());
  options.study.is_public = options.output.is_public;
  auto study = make_study(options.study, session);
  if (!study) return fail(study.error());
  const Theme theme = theme_of_all(*study, options.study);
  auto part = grid_part(*study, theme, options.cells);
  if (!part) return fail(part.error());
  const auto files = write_part(*part, options.output, study->provenance);
  if (!files) return fail(files.error());
  return done_with(std::move(*part), *study, session, *files, options.output.table);
}

}  // namespace

Run grid(CommandLine& line) {
  auto options = std::make_shared<GridArguments>();
  add(line, options->study.incidents);
  add(line, options->study.areas);
  add(line, options->cells);
  add(line, options->output);
  add(line, options->output.table);
  line.examples({"hotward grid police/ --type asb --cell 200m -o cells.gpkg",
                 "hotward grid police.zip --areas wards.gpkg --shape square --cell 100m "
                 "-o cells.geojson"});
  return [options](const Session& session) { return answer(*options, session); };
}

}  // namespace hotward::tools
