// read_recipe: a recipe for synthetic incidents, from a TOML file.
//
// samples/medway-assessment-2020/recipe.toml shows every key. A key that is not known is refused: a
// misspelt one would otherwise change nothing, silently.
#pragma once

#include <filesystem>

#include "engine/core/result.hpp"
#include "engine/table/sample_recipe.hpp"

namespace hotward::io {

/// @return the recipe with its text. `areas` stands as written; a relative path there means: from
///         the recipe's folder. no_such_file; unreadable; wrong_format, naming file and line, for
///         what is not TOML, an unknown key, a missing one or a value of the wrong kind.
[[nodiscard]] Result<table::SampleRecipe> read_recipe(const std::filesystem::path& path);

}  // namespace hotward::io
