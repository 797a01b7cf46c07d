#include "engine/io/layers/verify_output.hpp"

#include <fstream>

#include "engine/io/layers/write_layer.hpp"
#include "tests/io/folder.hpp"
#include "tests/io/layers.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace verify_output_test {

void replace(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

// Enough points that the index has nodes below its root.
table::Layer many_points() {
  table::Layer layer;
  layer.name = "points";
  table::Layer::Points points;
  table::Column::Integers number;
  for (int i = 0; i < 200; ++i) {
    points.push_back({575000.0 + 137.0 * (i % 20), 167000.0 + 151.0 * (i / 20)});
    number.push_back(i);
  }
  layer.columns = {{"number", "", "number", number}};
  layer.geometry = points;
  return layer;
}

TEST_CASE("verify_shapefile: an index that is cut, or that a node is missing of", "[edge]") {
  const TestFolder folder;
  REQUIRE(write_layer(folder / "a.shp", many_points(), options()));
  CHECK(verify_shapefile(folder / "a.shp", 200));
  CHECK_FALSE(verify_shapefile(folder / "a.shp", 199));
  const std::string index = bytes_of(folder / "a.qix");
  for (std::size_t size = 0; size < index.size(); size += 3) {
    INFO(size);
    replace(folder / "a.qix", index.substr(0, size));
    CHECK_FALSE(verify_shapefile(folder / "a.shp", 200));
  }
  // As much as one failing write leaves out, with all that stands behind it.
  for (std::size_t at = 16; at + 512 < index.size(); at += 512) {
    INFO(at);
    replace(folder / "a.qix", index.substr(0, at) + index.substr(at + 512));
    CHECK_FALSE(verify_shapefile(folder / "a.shp", 200));
    replace(folder / "a.qix",
            index.substr(0, at) + std::string(512, '\0') + index.substr(at + 512));
    CHECK_FALSE(verify_shapefile(folder / "a.shp", 200));
  }
  replace(folder / "a.qix", index + '\0');
  CHECK_FALSE(verify_shapefile(folder / "a.shp", 200));
  replace(folder / "a.qix", index);
  CHECK(verify_shapefile(folder / "a.shp", 200));
}

}  // namespace verify_output_test
}  // namespace hotward::io
