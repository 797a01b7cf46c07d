#include "engine/io/layers/csv_writer.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

#include "engine/core/parallel.hpp"
#include "engine/core/utf8.hpp"
#include "engine/io/files/layer_values.hpp"
#include "engine/io/files/output_file.hpp"
#include "engine/io/layers/field_names.hpp"

namespace hotward::io {
namespace {

constexpr std::size_t rows_per_block = 4096;

// Bytes that a field without quotes cannot hold, and those beyond ASCII, which may be no UTF-8.
constexpr auto special = [] {
  std::array<bool, 256> bytes{};
  for (const char c : {',', '"', '\r', '\n'}) bytes[static_cast<unsigned char>(c)] = true;
  for (std::size_t c = 128; c < bytes.size(); ++c) bytes[c] = true;
  return bytes;
}();

// Eight bytes at a time: is one of them c? (A byte's high bit may hold what was borrowed from a
// byte below it that is c.)
constexpr std::uint64_t each_byte = 0x0101010101010101U;
constexpr std::uint64_t high_bits = 0x8080808080808080U;
constexpr std::uint64_t bytes_that_are(std::uint64_t eight, char c) {
  const std::uint64_t zero = eight ^ (each_byte * static_cast<unsigned char>(c));
  return (zero - each_byte) & ~zero & high_bits;
}

std::uint64_t special_in(const char* at) {
  std::uint64_t eight;
  std::memcpy(&eight, at, sizeof eight);
  return (eight & high_bits) | bytes_that_are(eight, ',') | bytes_that_are(eight, '"') |
         bytes_that_are(eight, '\r') | bytes_that_are(eight, '\n');
}

bool has_special(std::string_view text) {
  constexpr std::size_t word = sizeof(std::uint64_t);
  if (text.size() < word) {
    return std::ranges::any_of(text, [](char c) { return special[static_cast<unsigned char>(c)]; });
  }
  // The last word may begin within the one before it.
  for (std::size_t at = 0; at + word < text.size(); at += word) {
    if (special_in(text.data() + at) != 0) return true;
  }
  return special_in(text.data() + text.size() - word) != 0;
}

void add_csv_text(std::string& out, std::string_view given) {
  const std::string_view guard = looks_like_formula(given) ? "'" : "";
  if (!has_special(given)) {
    if (!guard.empty()) out += guard;
    out += given;
    return;
  }
  std::string converted;
  const std::string_view text = is_utf8(given) ? given : (converted = as_utf8(given));
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    (out += guard) += text;
    return;
  }
  (out += '"') += guard;
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void add_csv_value(std::string& out, const table::Column& column, std::size_t row) {
  if (const auto* integers = std::get_if<table::Column::Integers>(&column.values)) {
    const std::int64_t value = (*integers)[row];
    if (value != table::null_integer) add_integer(out, value);
  } else if (const auto* reals = std::get_if<table::Column::Reals>(&column.values)) {
    add_real(out, column, (*reals)[row]);
  } else if (const auto* days = std::get_if<table::Column::Days>(&column.values)) {
    if ((*days)[row] != table::null_day) out += table::to_string((*days)[row]);
  } else if (const auto* moments = std::get_if<table::Column::Moments>(&column.values)) {
    if ((*moments)[row] != table::null_moment) out += table::to_string((*moments)[row]);
  } else {
    const std::string& text = std::get<table::Column::Texts>(column.values)[row];
    if (text != table::null_text) add_csv_text(out, text);
  }
}

bool has_column(const table::Layer& layer, const std::string& name) {
  return std::any_of(layer.columns.begin(), layer.columns.end(),
                     [&](const table::Column& column) { return column.name == name; });
}

std::string heading(const table::Layer& head, bool places) {
  std::string line = "\xEF\xBB\xBF";
  for (const table::Column& column : head.columns) {
    if (&column != &head.columns.front()) line += ',';
    line += column.name;
  }
  const auto taken = [&](const std::string& name) { return has_column(head, name); };
  for (const char* axis : {"x", "y"}) {
    if (places) line += "," + distinct_name(axis, longest_name, taken);
  }
  return line + "\r\n";
}

void add_row(std::string& out, const table::Layer& run, bool places, std::size_t row) {
  for (std::size_t c = 0; c < run.columns.size(); ++c) {
    if (c > 0) out += ',';
    add_csv_value(out, run.columns[c], row);
  }
  if (places) {
    const geometry::Point& at = std::get<table::Layer::Points>(run.geometry)[row];
    add_number(out += ',', at.x);
    add_number(out += ',', at.y);
  }
  out += "\r\n";
}

// Rows become text on all threads, a block at a time, and are written in their order.
Result<void> add_run(OutputFile& file, const table::Layer& run, bool places) {
  const std::size_t blocks = (run.size() + rows_per_block - 1) / rows_per_block;
  const std::size_t ahead = 2 * std::size_t{thread_count()};
  std::vector<std::string> texts(std::min(blocks, ahead));
  const auto make = [&](std::size_t block) {
    std::string& text = texts[block % ahead];
    text.clear();
    const std::size_t end = std::min(run.size(), (block + 1) * rows_per_block);
    for (std::size_t row = block * rows_per_block; row < end; ++row) {
      add_row(text, run, places, row);
    }
  };
  const auto take = [&](std::size_t block) {
    file.add(texts[block % ahead]);
    return true;
  };
  return unless_stopped([&]() -> Result<void> {
    parallel_line(blocks, ahead, make, take);
    return {};
  });
}

}  // namespace

bool ends_with_places(const table::Layer& head) {
  return std::holds_alternative<table::Layer::Points>(head.geometry) &&
         !(has_column(head, "x") && has_column(head, "y"));
}

Result<void> write_csv(const std::filesystem::path& path, table::LayerRows& rows) {
  const table::Layer& head = rows.head();
  const bool places = ends_with_places(head);
  OutputFile file(path);
  file.add(heading(head, places));
  if (const auto begun = rows.restart(); !begun) return begun;
  while (true) {
    const auto run = rows.next();
    if (!run) return fail(run.error());
    if (*run == nullptr) break;
    if (const auto added = add_run(file, **run, places); !added) return added;
  }
  return file.close();
}

}  // namespace hotward::io
