// Leftovers: what a program that was killed while it wrote has left beside its output.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace hotward::io {

/// Looks for hidden folders of dead processes beside `target`, and removes them. A set of files
/// caught between old and new is made whole first: the old files go back where some still stand in
/// their place, the new ones follow where all old ones were out of the way (atomic_output.hpp). A
/// folder that was moved aside goes back where nothing has come in its place.
/// @return one sentence for each: "out/wards.shp: put back as it was before …". What cannot be
///         mended is left alone and named.
///
///   for (const std::string& note : clear_leftovers("out/wards.shp")) …
[[nodiscard]] std::vector<std::string> clear_leftovers(const std::filesystem::path& target);

}  // namespace hotward::io
