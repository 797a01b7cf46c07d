// hotward rank: which areas are hottest?
#include <memory>

#include "tools/command.hpp"
#include "tools/comparison.hpp"
#include "tools/options.hpp"
#include "tools/parts/ranking_part.hpp"

namespace hotward::tools {
namespace {

struct RankArguments {
  StudyOptions study;
  LayersOutput output;
  RankBy by = RankBy::count;
};

Result<Done> rank_areas(RankArguments options, const Session& session) {
  if (const auto free = check_outputs(options.output); !free) return fail(free.error());
  options.study.is_public = options.output.is_public;
  auto study = make_study(options.study, session);
  if (!study) return fail(study.error());
  const Theme theme = theme_of_all(*study, options.study);
  auto part = ranking_part(*study, theme, options.by, session.seed);
  if (!part) return fail(part.error());
  const auto files = write_part(*part, options.output, study->provenance);
  if (!files) return fail(files.error());
  return done_with(std::move(*part), *study, session, *files, options.output.table);
}

}  // namespace

Run rank(CommandLine& line) {
  auto options = std::make_shared<RankArguments>();
  options->study.compare = true;
  add(line, options->study.incidents);
  declare_compare(line, options->study.compare_with);
  add(line, options->study.areas);
  line.choice<RankBy>(
          "--by", options->by,
          {{"count", RankBy::count}, {"rate", RankBy::rate}, {"density", RankBy::density}},
          "What areas are ranked by")
      .group("Areas");
  add(line, options->output);
  add(line, options->output.table);
  line.examples(
      {"hotward rank police/ --type asb --from 2019-04 --to 2020-03",
       "hotward rank police.zip --areas wards.gpkg --population people.csv -o wards.geojson",
       "hotward rank cases.xlsx --x Easting --y Northing --crs EPSG:27700 --by rate"});
  return [options](const Session& session) { return rank_areas(*options, session); };
}

}  // namespace hotward::tools
