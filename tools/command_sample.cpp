// hotward sample: make a synthetic data set from a recipe.
#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/io/areas/read_areas.hpp"
#include "engine/io/files/leftovers.hpp"
#include "engine/io/sample/read_recipe.hpp"
#include "engine/io/sample/write_police_files.hpp"
#include "engine/report/number_text.hpp"
#include "engine/sample/make_sample.hpp"
#include "engine/study/record.hpp"
#include "engine/study/request.hpp"
#include "engine/study/shipped_file.hpp"
#include "engine/study/study.hpp"
#include "engine/study/version.hpp"
#include "tools/command.hpp"
#include "tools/terminal.hpp"

namespace hotward::tools {
namespace {

struct SampleArguments {
  SampleArguments();
  std::string recipe;
  std::string folder;
  bool overwrite = false;
  parameter::List parameters;
};

// The recipe's own areas, beside it; else those that ship with the program.
Result<io::AreasRead> areas_of(const table::SampleRecipe& recipe, const std::string& recipe_path) {
  AreasRequest request;
  if (!recipe.areas.empty()) {
    const std::filesystem::path path(recipe.areas);
    request.dataset = path.is_absolute()
                          ? recipe.areas
                          : (std::filesystem::path(recipe_path).parent_path() / path).string();
  }
  const auto source = area_source(request);
  if (!source) return fail(source.error());
  return io::read_areas(*source);
}

Result<job::Answer> make(const SampleArguments& options, const Context& context) {
  if (options.folder == "-") {
    return fail(ErrorCode::usage, "-o -: the sample is a folder, and cannot go to standard output");
  }
  auto recipe = io::read_recipe(options.recipe);
  if (!recipe) return fail(recipe.error());
  if (context.seed_given) recipe->seed = context.seed;
  const auto areas = areas_of(*recipe, options.recipe);
  if (!areas) return fail(areas.error());
  context.progress->update("making incidents", 0.0);
  const auto records = sample::make_sample(*recipe, areas->areas);
  if (!records) return fail(records.error());
  context.progress->update("writing", 0.0);
  for (const std::string& note : io::clear_leftovers(options.folder)) print_warning("", note);
  const auto written = io::write_police_files(*records, options.folder, options.overwrite);
  if (!written) return fail(written.error());
  context.progress->update("writing", 1.0);

  job::Answer done;
  done.warnings = areas->warnings;
  done.weighty = areas->weighty;
  done.summary = {{"command", context.command},
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

SampleArguments::SampleArguments() : parameters("Options") {
  parameters
      .path("recipe", recipe, "Recipe file, such as samples/medway-assessment-2020/recipe.toml")
      .as("RECIPE.toml")
      .must_be_given()
      .by_place = true;
  parameters.heading("Output");
  parameters.path("output", folder, "Folder to write, in data.police.uk's layout")
      .as("FOLDER")
      .unrecorded()
      .must_be_given()
      .short_name = "o";
  parameters.flag("overwrite", overwrite, "Replace the folder if it exists").unrecorded();
}

}  // namespace

Command sample_command() {
  const auto options = std::make_shared<SampleArguments>();
  return {"sample",
          "Make a synthetic data set from a recipe",
          {"hotward sample samples/medway-assessment-2020/recipe.toml -o police"},
          {options, &options->parameters},
          [options](const Context& context) { return make(*options, context); }};
}

}  // namespace hotward::tools
