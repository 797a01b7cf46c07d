#include "engine/io/layers/csv_writer.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

#include <fmt/format.h>

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

using Text = fmt::memory_buffer;

void add(Text& out, std::string_view text) { out.append(text.data(), text.data() + text.size()); }

// Copies a text to where there is room for it. @return whether it is without special bytes
bool copy_plain(std::string_view text, char* to) {
  constexpr std::size_t word = sizeof(std::uint64_t);
  if (text.size() < word) {
    bool plain = true;
    for (const char c : text) {
      plain = plain && !special[static_cast<unsigned char>(c)];
      *to++ = c;
    }
    return plain;
  }
  std::uint64_t found = 0;
  const auto copy = [&](std::size_t at) {
    found |= special_in(text.data() + at);
    std::memcpy(to + at, text.data() + at, word);
  };
  for (std::size_t at = 0; at + word < text.size(); at += word) copy(at);
  copy(text.size() - word);  // it may begin within the one before it
  return found == 0;
}

void add_quoted(Text& out, std::string_view text) {
  out.push_back('"');
  for (const char c : text) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
}

void add_csv_text(Text& out, std::string_view given) {
  if (given.empty() || given == table::null_text) return;
  if (looks_like_formula(given)) return add_csv_text(out, std::string("'").append(given));
  const std::size_t begin = out.size();
  out.resize(begin + given.size());
  if (copy_plain(given, out.data() + begin)) return;
  out.resize(begin);
  std::string converted;
  const std::string_view text = is_utf8(given) ? given : (converted = as_utf8(given));
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    add(out, text);
  } else {
    add_quoted(out, text);
  }
}

// What `put` writes from a place on. @return behind it
template <class Put>
void add_put(Text& out, const Put& put) {
  const std::size_t begin = out.size();
  out.resize(begin + longest_number);
  const char* const end = put(out.data() + begin);
  out.resize(static_cast<std::size_t>(end - out.data()));
}

void add_csv_value(Text& out, const table::Column& column, std::size_t row) {
  if (const auto* integers = std::get_if<table::Column::Integers>(&column.values)) {
    const std::int64_t value = (*integers)[row];
    if (value == table::null_integer) return;
    add_put(out, [&](char* at) { return put_integer(at, value); });
  } else if (const auto* reals = std::get_if<table::Column::Reals>(&column.values)) {
    add_put(out, [&](char* at) { return put_real(at, column, (*reals)[row]); });
  } else if (const auto* days = std::get_if<table::Column::Days>(&column.values)) {
    if ((*days)[row] != table::null_day) add(out, table::to_string((*days)[row]));
  } else if (const auto* moments = std::get_if<table::Column::Moments>(&column.values)) {
    if ((*moments)[row] != table::null_moment) add(out, table::to_string((*moments)[row]));
  } else {
    add_csv_text(out, table::text_at(column, row));
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

void add_row(Text& out, const table::Layer& run, const table::Layer::Points* places,
             std::size_t row) {
  for (const table::Column& column : run.columns) {
    if (&column != &run.columns.front()) out.push_back(',');
    add_csv_value(out, column, row);
  }
  if (places != nullptr) {
    for (const double x : {(*places)[row].x, (*places)[row].y}) {
      out.push_back(',');
      add_put(out, [x](char* at) { return put_number(at, x); });
    }
  }
  add(out, "\r\n");
}

// Rows become text on all threads, a block at a time, and are written in their order.
Result<void> add_run(OutputFile& file, const table::Layer& run, bool places) {
  const std::size_t blocks = (run.size() + rows_per_block - 1) / rows_per_block;
  const std::size_t ahead = 2 * std::size_t{thread_count()};
  std::vector<Text> texts(std::min(blocks, ahead));
  const auto* points = places ? &std::get<table::Layer::Points>(run.geometry) : nullptr;
  const auto make = [&](std::size_t block) {
    Text& text = texts[block % ahead];
    text.clear();
    const std::size_t end = std::min(run.size(), (block + 1) * rows_per_block);
    for (std::size_t row = block * rows_per_block; row < end; ++row) {
      add_row(text, run, points, row);
    }
  };
  const auto take = [&](std::size_t block) {
    const Text& text = texts[block % ahead];
    file.add({text.data(), text.size()});
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
