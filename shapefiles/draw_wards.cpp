// hotward_draw_wards <folder> <out>: draws the wards of a folder (ward_map.hpp) into a layer file.
//
//   hotward_draw_wards shapefiles/medway shapefiles/medway/medway_wards_schematic.shp
#include <cstdio>
#include <filesystem>

#include "shapefiles/ward_map.hpp"
#include <fmt/format.h>

#include "engine/io/files/sha256.hpp"
#include "engine/io/layers/write_layer.hpp"

namespace hotward::shapefiles {
namespace {

// The names of files without their folder, so that the manifest is the same wherever it is drawn.
Result<table::Provenance> provenance_of(const std::filesystem::path& folder) {
  table::Provenance provenance;
  provenance.version = HOTWARD_VERSION;
  provenance.command_line = "hotward_draw_wards";
  for (const char* name : {"gazetteer.csv", "shoreline.csv", "wards.csv"}) {
    const auto digest = io::sha256_of_file(folder / name);
    if (!digest) return fail(digest.error());
    provenance.inputs.push_back({name, std::filesystem::file_size(folder / name), *digest, ""});
  }
  provenance.crs.source = "EPSG:27700";
  return provenance;
}

Result<io::LayerFile> draw(const std::filesystem::path& folder, const std::filesystem::path& out) {
  const auto layer = draw_wards(folder);
  if (!layer) return fail(layer.error());
  const auto provenance = provenance_of(folder);
  if (!provenance) return fail(provenance.error());
  return io::write_layer(out, *layer, {.overwrite = true, .provenance = *provenance});
}

}  // namespace
}  // namespace hotward::shapefiles

int main(int count, char** words) {
  if (count != 3) {
    fmt::print(stderr, "usage: hotward_draw_wards <folder> <out>\n");
    return 1;
  }
  const auto file = hotward::shapefiles::draw(words[1], words[2]);
  if (!file) {
    fmt::print(stderr, "hotward_draw_wards: {}\n", file.error().message);
    return 1;
  }
  fmt::print("{}: {} areas\n", file->path.string(), file->features);
  return 0;
}
