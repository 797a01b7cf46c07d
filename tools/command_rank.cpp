// hotward rank: which areas are hottest?
#include <memory>

#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/parts/part.hpp"
#include "tools/record.hpp"
#include "tools/study.hpp"
#include "tools/ward_ranking.hpp"

namespace hotward::tools {
namespace {

struct Options {
  StudyOptions study;
  LayersOutput output;
  std::string by = "count";
};

RankBy rank_by(const std::string& name) {
  return name == "rate" ? RankBy::rate : name == "density" ? RankBy::density : RankBy::count;
}

Result<Done> rank_areas(const Options& options, const Session& session) {
  if (const auto free = check_outputs(options.output); !free) return fail(free.error());
  auto study = make_study(options.study, session);
  if (!study) return fail(study.error());
  const Theme theme = theme_of_all(*study, options.study);
  const auto ranking = rank_wards(*study, theme, rank_by(options.by), session.seed);
  if (!ranking) return fail(ranking.error());
  const table::Layer layer = ranking_layer(*study, *ranking, "wards_" + theme.name);
  const auto files = write_layers(options.output, layer, study->provenance);
  if (!files) return fail(files.error());

  Done done;
  done.summary = summary_of(*study, session, *files);
  done.summary["total"] = ranking_totals(*study, *ranking);
  done.summary["ranking"] = ranking_rows(*study, *ranking, layer);
  done.text = ranking_text(*study, *ranking, layer) + "\n" + fates_text(*study, session) +
              files_text(*files);
  done.warnings = study->warnings;
  return done;
}

}  // namespace

Run rank(CommandLine& line) {
  auto options = std::make_shared<Options>();
  options->study.compare = true;
  add(line, options->study.incidents);
  add(line, options->study.areas);
  line.option("--by", options->by, "What areas are ranked by")
      .one_of({"count", "rate", "density"})
      .shows_default()
      .group("Areas");
  add(line, options->output);
  line.examples(
      {"hotward rank police/ --type asb --from 2019-04 --to 2020-03",
       "hotward rank police.zip --areas wards.gpkg --population people.csv -o wards.geojson",
       "hotward rank cases.xlsx --x Easting --y Northing --crs EPSG:27700 --by rate"});
  return [options](const Session& session) { return rank_areas(*options, session); };
}

}  // namespace hotward::tools
