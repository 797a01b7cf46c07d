// Rows that come a run at a time give the bytes of a layer that is held.
#include "engine/table/layer_rows.hpp"

#include "engine/io/layers/write_layer.hpp"
#include "tests/io/folder.hpp"
#include "tests/io/layers.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace layer_rows_test {

template <class T>
std::vector<T> part_of(const std::vector<T>& all, std::size_t begin, std::size_t end) {
  return {all.begin() + static_cast<std::ptrdiff_t>(begin),
          all.begin() + static_cast<std::ptrdiff_t>(end)};
}

table::CodedTexts part_of(const table::CodedTexts& all, std::size_t begin, std::size_t end) {
  return {all.texts, part_of(all.codes, begin, end)};
}

table::Shapes part_of(const table::Shapes& all, std::size_t begin, std::size_t end) {
  return part_of(all.kept(), begin, end);
}

table::Layer part_of(const table::Layer& layer, std::size_t begin, std::size_t end) {
  table::Layer part = layer;
  for (table::Column& column : part.columns) {
    std::visit([&](auto& values) { values = part_of(values, begin, end); }, column.values);
  }
  std::visit(
      [&](auto& shapes) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(shapes)>, std::monostate>) {
          shapes = part_of(shapes, begin, end);
        }
      },
      part.geometry);
  return part;
}

// A layer cut into runs of a length; fails at one of them, where asked to.
class CutRows : public table::LayerRows {
 public:
  CutRows(const table::Layer& layer, std::size_t rows_a_run, std::size_t fails_at = SIZE_MAX)
      : layer_(layer), head_(part_of(layer, 0, 0)), step_(rows_a_run), fails_at_(fails_at) {}

  [[nodiscard]] const table::Layer& head() const override { return head_; }
  [[nodiscard]] std::size_t size() const override { return layer_.size(); }
  [[nodiscard]] Result<void> restart() override {
    next_ = 0;
    return {};
  }
  [[nodiscard]] Result<const table::Layer*> next() override {
    if (next_ >= layer_.size()) return nullptr;
    if (next_ >= fails_at_) return fail(ErrorCode::unreadable, "the rows are gone");
    const std::size_t begin = next_;
    next_ = std::min(next_ + step_, layer_.size());
    run_ = part_of(layer_, begin, next_);
    return &run_;
  }

 private:
  const table::Layer& layer_;
  table::Layer head_;
  table::Layer run_;
  std::size_t step_;
  std::size_t fails_at_;
  std::size_t next_ = 0;
};

// With a long text in the last row, and shapes of which only the second has two parts.
table::Layer awkward(table::Layer layer) {
  auto& names = std::get<table::Column::Texts>(layer.columns[1].values);
  names.back() = std::string(300, 'n');
  std::get<table::Column::Reals>(layer.columns[3].values).back() = 1e12;
  return layer;
}

// The same with its texts named by codes, in another order than they come.
table::Layer coded(table::Layer layer) {
  for (table::Column& column : layer.columns) {
    const auto* texts = std::get_if<table::Column::Texts>(&column.values);
    if (texts == nullptr) continue;
    const std::vector<std::string> backwards(texts->rbegin(), texts->rend());
    table::CodedTexts values{table::TextList(backwards), {}};
    for (std::size_t i = texts->size(); i > 0; --i) {
      values.codes.push_back(static_cast<std::uint32_t>(i - 1));
    }
    column.values = std::move(values);
  }
  return layer;
}

Result<LayerFile> write(const std::filesystem::path& path, table::LayerRows& rows) {
  return made_together(false, [&](std::vector<UnfinishedOutput>& outputs) {
    return make_layer(path, rows, WriteOptions{}, outputs);
  });
}

TEST_CASE("make_layer: rows in runs, texts coded or not, give the bytes of a held layer",
          "[property]") {
  for (const table::Layer& layer : {awkward(test_layer()), awkward(test_points())}) {
    for (const std::string name :
         {"a.geojson", "a.gpkg", "a.fgb", "a.csv", "a.shp", "a.xlsx", "a.ods"}) {
      for (const std::size_t rows_a_run : {1U, 2U, 3U}) {
        const TestFolder held;
        const TestFolder in_runs;
        const auto expected = write_layer(held / name, layer, WriteOptions{});
        const table::Layer given = rows_a_run == 2 ? coded(layer) : layer;
        CutRows rows(given, rows_a_run);
        const auto written = write(in_runs / name, rows);
        INFO(name << " in runs of " << rows_a_run);
        REQUIRE(expected);
        REQUIRE(written);
        CHECK(written->features == 3);
        CHECK(written->warnings == expected->warnings);
        REQUIRE(in_runs.names() == held.names());
        for (const std::string& file : held.names()) {
          INFO(file);
          CHECK(bytes_of(in_runs / file) == bytes_of(held / file));
        }
      }
    }
  }
}

TEST_CASE("make_layer: rows that end with an error leave nothing behind", "[edge]") {
  const table::Layer layer = test_points();
  for (const std::string name :
       {"a.geojson", "a.gpkg", "a.fgb", "a.csv", "a.shp", "a.xlsx", "a.ods"}) {
    const TestFolder folder;
    CutRows rows(layer, 1, 2);
    const auto written = write(folder / name, rows);
    INFO(name);
    REQUIRE_FALSE(written);
    CHECK(written.error().code == ErrorCode::unreadable);
    CHECK(folder.names().empty());
  }
}

}  // namespace layer_rows_test
}  // namespace hotward::io
