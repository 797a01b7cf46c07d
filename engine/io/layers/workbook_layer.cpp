#include "engine/io/layers/workbook_layer.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/core/progress.hpp"
#include "engine/core/utf8.hpp"
#include "engine/io/files/layer_values.hpp"
#include "engine/io/files/output_file.hpp"
#include "engine/io/files/zip.hpp"
#include "engine/io/layers/csv_writer.hpp"
#include "engine/table/shown_decimals.hpp"

namespace hotward::io {
namespace {

constexpr std::int64_t most_exact = 999'999'999'999'999;  // 15 digits, all that Excel keeps
constexpr std::size_t most_bytes = 0xF0000000U;           // zip.hpp holds entries below 4 GiB

struct Heading {
  std::string words;  ///< "Share of all incidents (%)"
  std::string name;   ///< in the other formats: "share_pct"
  std::string unit;
};

// The user's own columns keep their name.
std::string heading_of(const table::Column& column) {
  std::string words = column.meaning.empty() ? column.name : as_utf8(column.meaning);
  if (column.as_given) return words;
  const std::string& unit = column.unit;
  const bool said = unit.size() > 2 && words.find(unit) != std::string::npos;
  if (!said && !unit.empty() && unit != "1") words += fmt::format(" ({})", unit);
  if (words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

std::vector<Heading> headings_of(const table::Layer& head) {
  std::vector<Heading> headings;
  std::set<std::string> taken;
  for (const table::Column& column : head.columns) {
    std::string words = heading_of(column);
    if (!taken.insert(words).second) words += fmt::format(" ({})", column.name);
    headings.push_back({std::move(words), column.name, column.unit});
  }
  if (ends_with_places(head)) {
    headings.push_back({"Easting (m)", "x", "m"});
    headings.push_back({"Northing (m)", "y", "m"});
  }
  return headings;
}

void add_integer(WorkbookSheet& sheet, std::int64_t value) {
  if (value == table::null_integer) return sheet.skip();
  const fmt::format_int digits(value);
  if (value > most_exact || value < -most_exact) return sheet.text(digits.c_str());
  sheet.number(digits.c_str());
}

void add_real(WorkbookSheet& sheet, const std::string& digits, int decimals) {
  if (digits.empty()) return sheet.skip();
  sheet.number(digits, decimals);
}

// As tables for people list them: by rank, the undefined last.
void by_rank(const table::Layer& layer, std::vector<std::size_t>& order) {
  const auto rank = std::ranges::find_if(layer.columns, [](const table::Column& column) {
    return column.name == "rank" && !column.as_given &&
           std::holds_alternative<table::Column::Integers>(column.values);
  });
  if (rank == layer.columns.end()) return;
  const auto& ranks = std::get<table::Column::Integers>(rank->values);
  std::ranges::stable_sort(order, {}, [&](std::size_t row) {
    return ranks[row] == table::null_integer ? INT64_MAX : ranks[row];
  });
}

// The rows of a layer, run by run, as one sheet.
class TableSheet {
 public:
  TableSheet(const table::Layer& head, WorkbookFormat format)
      : sheet_(format, head.name.substr(0, most_sheet_name)),
        places_(ends_with_places(head)),
        cut_(head.columns.size(), 0) {
    for (const Heading& heading : headings_of(head)) sheet_.head(heading.words);
    sheet_.end_row();
  }

  /// @param order  of the rows of this run
  Result<void> add(const table::Layer& run, const std::vector<std::size_t>& order) {
    const auto* points = places_ ? &std::get<table::Layer::Points>(run.geometry) : nullptr;
    std::size_t added = 0;
    for (const std::size_t row : order) {
      if (added++ % 4096 == 0) {
        if (const auto going = check_stop(); !going) return fail(going.error());
      }
      for (std::size_t c = 0; c < run.columns.size(); ++c) add_value(run.columns[c], row, c);
      if (points != nullptr) {
        add_real(sheet_, number_text((*points)[row].x), 0);
        add_real(sheet_, number_text((*points)[row].y), 0);
      }
      sheet_.end_row();
      if (sheet_.bytes() > most_bytes) {
        return fail(ErrorCode::cannot_write,
                    "it would hold more than 4 GiB, the most a workbook does; write .csv or .gpkg");
      }
    }
    return {};
  }

  [[nodiscard]] std::vector<std::string> warnings(const table::Layer& head,
                                                  std::size_t rows) const {
    std::vector<std::string> words;
    for (std::size_t c = 0; c < cut_.size(); ++c) {
      if (cut_[c] == 0) continue;
      words.push_back(fmt::format("column {}: {} of {} cut to {} bytes, the most a cell holds",
                                  head.columns[c].name, cut_[c], counted(rows, "text"),
                                  most_cell_characters));
    }
    return words;
  }

  [[nodiscard]] WorkbookSheet& sheet() { return sheet_; }

 private:
  void add_text(std::string_view given, std::size_t c) {
    if (given == table::null_text) return sheet_.skip();
    const std::string text = as_utf8(given);
    const std::string_view kept = cut_utf8(text, most_cell_characters);
    if (kept.size() < text.size()) ++cut_[c];
    sheet_.text(kept);
  }

  void add_value(const table::Column& column, std::size_t row, std::size_t c) {
    if (const auto* integers = std::get_if<table::Column::Integers>(&column.values)) {
      add_integer(sheet_, (*integers)[row]);
    } else if (const auto* reals = std::get_if<table::Column::Reals>(&column.values)) {
      const int decimals = column.as_given ? 0 : shown_decimals(column);
      add_real(sheet_, real_text(column, (*reals)[row]), decimals);
    } else if (const auto* days = std::get_if<table::Column::Days>(&column.values)) {
      if ((*days)[row] == table::null_day) return sheet_.skip();
      sheet_.day((*days)[row]);
    } else if (const auto* moments = std::get_if<table::Column::Moments>(&column.values)) {
      if ((*moments)[row] == table::null_moment) return sheet_.skip();
      sheet_.moment((*moments)[row]);
    } else {
      add_text(table::text_at(column, row), c);
    }
  }

  WorkbookSheet sheet_;
  bool places_;
  std::vector<std::size_t> cut_;  // by column: texts too long for a cell
};

WorkbookSheet columns_sheet(const table::Layer& head, WorkbookFormat format) {
  WorkbookSheet sheet(format, "columns");
  for (const char* words : {"Column", "In other formats", "Unit"}) sheet.head(words);
  sheet.end_row();
  for (const Heading& heading : headings_of(head)) {
    sheet.text(heading.words);
    sheet.text(heading.name);
    sheet.text(heading.unit == "1" ? "" : heading.unit);  // a pure number has none
    sheet.end_row();
  }
  return sheet;
}

Result<void> check_size(const table::LayerRows& rows) {
  const std::size_t columns = rows.head().columns.size() + 2;
  if (rows.size() < most_rows && columns <= most_columns) return {};
  return fail(ErrorCode::cannot_write,
              fmt::format("a sheet holds {} and {} below its head, this has {} and {}; write "
                          ".csv or .gpkg",
                          counted(most_rows - 1, "row"), counted(most_columns, "column"),
                          counted(rows.size(), "row"), counted(columns, "column")));
}

}  // namespace

Result<LayerWritten> write_workbook(const std::filesystem::path& path, table::LayerRows& rows,
                                    WorkbookFormat format) {
  if (const auto fits = check_size(rows); !fits) return fail(fits.error());
  TableSheet table(rows.head(), format);
  if (const auto begun = rows.restart(); !begun) return fail(begun.error());
  while (true) {
    const auto run = rows.next();
    if (!run) return fail(run.error());
    if (*run == nullptr) break;
    std::vector<std::size_t> order((*run)->size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (order.size() == rows.size()) by_rank(**run, order);
    if (const auto added = table.add(**run, order); !added) return fail(added.error());
  }
  LayerWritten written{rows.size(), table.warnings(rows.head(), rows.size())};
  std::vector<WorkbookSheet> sheets;
  sheets.push_back(std::move(table.sheet()));
  sheets.push_back(columns_sheet(rows.head(), format));
  const auto bytes = zip_archive(workbook_parts(std::move(sheets)));
  if (!bytes) return fail(bytes.error());
  if (const auto done = write_bytes(path, *bytes); !done) return fail(done.error());
  return written;
}

}  // namespace hotward::io
