// hotward moran: is there clustering at all, and of which kind where?
#include <memory>

#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/parts/moran_part.hpp"
#include "tools/parts/over_sites.hpp"
#include "tools/parts/public.hpp"

namespace hotward::tools {
namespace {

struct MoranArguments {
  StudyOptions study;
  LayersOutput output;
  MoranOptions moran;
};

Result<Done> answer(const MoranArguments& options, const Session& session) {
  if (const auto ok = refuse_public(options.output, "moran"); !ok) return fail(ok.error());
  return answer_over_sites({options.study, options.moran.sites, options.output}, session,
                           [&](const Study& study, const Theme& theme, const Sites& sites) {
                             return moran_part(study, theme, sites, options.moran);
                           });
}

}  // namespace

Run moran(CommandLine& line) {
  auto options = std::make_shared<MoranArguments>();
  add(line, options->study.incidents);
  add(line, options->study.areas);
  declare_value(line, options->study.areas);
  add(line, options->moran);
  add(line, options->output, Publishing::refused);
  add(line, options->output.table);
  line.examples(
      {"hotward moran police/ --type asb --areas wards.gpkg --bridges -o moran.gpkg",
       "hotward moran police/ --type burglary --cell 200m -o moran.geojson",
       "hotward moran police/ --areas lsoa.gpkg --population people.csv --convention geoda"});
  return [options](const Session& session) { return answer(*options, session); };
}

}  // namespace hotward::tools
