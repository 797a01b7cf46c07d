// What a FlatGeobuf file costs in memory while it is written.
#include "engine/io/layers/gdal_formats.hpp"

#include <cpl_string.h>
#include <cpl_vsi.h>

#include "engine/core/random.hpp"
#include "engine/io/layers/ogr_layer.hpp"
#include "tests/io/folder.hpp"
#include "tests/io/layers.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace gdal_formats_test {

// Shapes of 3 to 42 points and texts of up to 60 bytes in three columns, a value missing here and
// there.
table::Layer many_areas(std::size_t rows) {
  Random random(11, Stream::test);
  table::Layer layer = test_layer();
  table::Shapes::List shapes;
  table::Column::Texts texts;
  table::Column::Integers numbers;
  table::Column::Reals reals;
  for (std::size_t row = 0; row < rows; ++row) {
    const geometry::Point middle{1e5 + 4e5 * random.uniform(), 1e5 + 4e5 * random.uniform()};
    geometry::Ring ring;
    const std::uint32_t points = 3 + random.below(40);
    for (std::uint32_t i = 0; i < points; ++i) {
      const double turn = 6.283 * i / points;
      ring.push_back({middle.x + 50 * std::cos(turn), middle.y + 50 * std::sin(turn)});
    }
    shapes.push_back({{std::move(ring), {}}});
    texts.emplace_back(random.below(60), 'x');
    numbers.push_back(row % 7 == 0 ? table::null_integer : static_cast<std::int64_t>(row));
    reals.push_back(random.uniform());
  }
  layer.geometry = std::move(shapes);
  layer.columns = {{"name", "", "", std::move(texts)},
                   {"count", "", "", std::move(numbers)},
                   {"rate", "", "", std::move(reals)}};
  return layer;
}

TEST_CASE("write_flatgeobuf: waiting in memory or in a file gives the same bytes", "[property]") {
  for (const table::Layer& layer : {many_areas(2000), test_layer(), test_points()}) {
    const TestFolder folder;
    table::HeldRows rows(layer);
    REQUIRE(write_flatgeobuf(folder / "memory.fgb", rows, SIZE_MAX));
    REQUIRE(write_flatgeobuf(folder / "file.fgb", rows, 0));
    CHECK((bytes_of(folder / "memory.fgb") == bytes_of(folder / "file.fgb")));
    CHECK(folder.names() == std::vector<std::string>{"file.fgb", "memory.fgb"});
  }
  const CPLStringList left(VSIReadDirRecursive("/vsimem/hotward"));
  for (int i = 0; i < left.Count(); ++i) CHECK_FALSE(std::string(left[i]).ends_with(".fgb"));
}

TEST_CASE("flatgeobuf_bytes: no less than the file has, and not twice as much", "[property]") {
  const table::Layer layer = many_areas(2000);
  const TestFolder folder;
  table::HeldRows rows(layer);
  REQUIRE(write_flatgeobuf(folder / "a.fgb", rows));
  const auto extent = extent_of(rows);
  REQUIRE(extent);
  // Each feature has its box and a part of the boxes above in the index, which is not counted.
  const std::size_t features = bytes_of(folder / "a.fgb").size() - 2000 * 40 * 16 / 15;
  INFO(features << " bytes of features, " << flatgeobuf_bytes(*extent) << " expected");
  CHECK(flatgeobuf_bytes(*extent) >= features);
  CHECK(flatgeobuf_bytes(*extent) < 2 * features);
}

}  // namespace gdal_formats_test
}  // namespace hotward::io
