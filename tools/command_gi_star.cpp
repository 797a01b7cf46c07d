// hotward gi-star: where do high values gather?
#include <memory>

#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/parts/gi_star_part.hpp"
#include "tools/parts/over_sites.hpp"

namespace hotward::tools {
namespace {

struct GiStarArguments {
  StudyOptions study;
  LayersOutput output;
  GiStarOptions gi;
};

bool names_people_in_vain(const GiStarArguments& options) {
  return !options.study.areas.population.empty() && !options.gi.rate;
}

Result<Done> answer(const GiStarArguments& options, const Session& session) {
  return answer_over_sites({options.study, options.gi.sites, options.output}, session,
                           [&](const Study& study, const Theme& theme, const Sites& sites) {
                             auto part = gi_star_part(study, theme, sites, options.gi);
                             if (part && names_people_in_vain(options)) {
                               part->warn_of_number(
                                   "--population is not used: counts are examined; --rate "
                                   "examines incidents per 1,000 people");
                             }
                             return part;
                           });
}

}  // namespace

Run gi_star(CommandLine& line) {
  auto options = std::make_shared<GiStarArguments>();
  add(line, options->study.incidents);
  add(line, options->study.areas);
  declare_value(line, options->study.areas);
  add(line, options->gi);
  add(line, options->output);
  add(line, options->output.table);
  line.examples(
      {"hotward gi-star police/ --type asb --cell 150m -o hot.gpkg",
       "hotward gi-star police/ --type burglary --areas lsoa.gpkg --population people.csv --rate "
       "-o hot.geojson",
       "hotward gi-star police/ --weights rook --bridges --write-weights wards.gal"});
  return [options](const Session& session) { return answer(*options, session); };
}

}  // namespace hotward::tools
