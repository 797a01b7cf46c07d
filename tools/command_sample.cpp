// hotward sample: make a synthetic data set from a recipe.
#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/io/areas/read_areas.hpp"
#include "engine/io/sample/read_recipe.hpp"
#include "engine/io/sample/write_police_files.hpp"
#include "engine/report/number_text.hpp"
#include "engine/sample/make_sample.hpp"
#include "tools/command.hpp"
#include "tools/data_folder.hpp"
#include "tools/options.hpp"
#include "tools/record.hpp"
#include "tools/study.hpp"
#include "tools/version.hpp"

namespace hotward::tools {
namespace {

struct SampleArguments {
  std::string recipe;
  std::string folder;
  bool overwrite = false;
};

// The recipe's own areas, beside it; else those that ship with the program.
Result<io::AreasRead> areas_of(const table::SampleRecipe& recipe, const std::string& recipe_path) {
  io::AreaSource source;
  if (recipe.areas.empty()) {
    const auto shipped = shipped_file(shipped_areas);
    if (!shipped) return fail(shipped.error());
    source.dataset = shipped->string();
  } else {
    const std::filesystem::path path(recipe.areas);
    source.dataset = path.is_absolute()
                         ? recipe.areas
                         : (std::filesystem::path(recipe_path).parent_path() / path).string();
  }
  return io::read_areas(source);
}

Result<Done> make(const SampleArguments& options, const Session& session) {
  if (options.folder == "-") {
    return fail(ErrorCode::usage, "-o -: the sample is a folder, and cannot go to standard output");
  }
  auto recipe = io::read_recipe(options.recipe);
  if (!recipe) return fail(recipe.error());
  if (session.seed_given) recipe->seed = session.seed;
  const auto areas = areas_of(*recipe, options.recipe);
  if (!areas) return fail(areas.error());
  session.progress->update("making incidents", 0.0);
  const auto records = sample::make_sample(*recipe, areas->areas);
  if (!records) return fail(records.error());
  session.progress->update("writing", 0.0);
  mend_leftovers(options.folder);
  const auto written = io::write_police_files(*records, options.folder, options.overwrite);
  if (!written) return fail(written.error());
  session.progress->update("writing", 1.0);

  Done done;
  done.warnings = areas->warnings;
  done.weighty = areas->weighty;
  done.summary = {{"command", session.command},
                  {"version", version()},
                  {"seed", recipe->seed},
                  {"sample",
                   {{"folder", options.folder},
                    {"files", written->files},
                    {"rows", written->rows},
                    {"places", records->places.size()}}},
                  {"warnings", done.warnings}};
  done.text = fmt::format(
      "{}: {} in {} in {}\nNone of it is police data; README.txt there says more.\n", recipe->title,
      counted(written->rows, "synthetic row"), counted(written->files, "file"), options.folder);
  return done;
}

}  // namespace

Run sample(CommandLine& line) {
  auto options = std::make_shared<SampleArguments>();
  line.option("recipe", options->recipe, "Recipe: samples/medway-assessment-2020/recipe.toml")
      .required()
      .path()
      .type("RECIPE.toml");
  line.option("-o,--output", options->folder, "Folder to write, in data.police.uk's layout")
      .required()
      .path()
      .type("FOLDER")
      .group("Output");
  line.flag("--overwrite", options->overwrite, "Replace the folder if it exists").group("Output");
  line.examples({"hotward sample samples/medway-assessment-2020/recipe.toml -o police"});
  return [options](const Session& session) { return make(*options, session); };
}

}  // namespace hotward::tools
