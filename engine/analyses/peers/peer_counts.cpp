#include "engine/analyses/peers/peer_counts.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

#include <fmt/format.h>

#include "engine/core/listed.hpp"
#include "engine/core/undefined.hpp"
#include "engine/io/areas/area_columns.hpp"
#include "engine/io/areas/code_table.hpp"
#include "engine/io/areas/population.hpp"
#include "engine/io/files/dataset_name.hpp"
#include "engine/study/area_months.hpp"
#include "engine/study/lacking.hpp"
#include "engine/study/ledger.hpp"
#include "engine/study/months.hpp"
#include "engine/study/publication.hpp"
#include "engine/study/selection.hpp"

namespace hotward::analyses {
namespace {

using Texts = std::vector<std::string>;
using Column = std::optional<std::size_t>;

// Which columns of the table hold what.
struct PeerColumns {
  Column code;
  Column name;
  std::size_t count;
};

Result<Column> asked_column(const io::TextRows& table, const std::string& asked,
                            const std::string& file) {
  if (asked.empty()) return Column{};
  const auto found = io::named_column(table.columns, asked, file);
  if (!found) return fail(found.error());
  return Column{*found};
}

Result<std::size_t> count_column(const io::TextRows& table, const std::string& file,
                                 const std::string& asked) {
  if (!asked.empty()) return io::named_column(table.columns, asked, file);
  std::vector<std::size_t> found;
  for (const char* name :
       {"count", "counts", "crimes", "offences", "incidents", "number", "total"}) {
    const auto column = io::find_column(table.columns, name);
    if (column && std::ranges::find(found, *column) == found.end()) found.push_back(*column);
  }
  if (found.size() == 1) return found.front();
  return fail(ErrorCode::missing_column,
              fmt::format("{0}: which column holds the counts? Name one as {0}:COLUMN; there are "
                          "{1}",
                          file, listed(table.columns)));
}

Result<PeerColumns> columns_of(const io::TextRows& table, const std::string& file,
                               const std::string& count, const AreasRequest& asked) {
  auto code = asked_column(table, asked.id_column, file);
  if (!code) return fail(code.error());
  auto name = asked_column(table, asked.name_column, file);
  if (!name) return fail(name.error());
  if (!*code) *code = io::code_column(table.columns);
  if (!*name) *name = io::name_column(table.columns, *code ? table.columns[**code] : "");
  if (!*name) *name = io::find_column(table.columns, "area");
  if (*name && *name == *code) name->reset();
  if (!*code && !*name) {
    return fail(ErrorCode::missing_column,
                fmt::format("{}: which column names the areas? Say it with --area-name; there are "
                            "{}",
                            file, listed(table.columns)));
  }
  const auto counts = count_column(table, file, count);
  if (!counts) return fail(counts.error());
  return PeerColumns{*code, *name, *counts};
}

// A count, null where none is stated; nothing for what is none.
std::optional<std::int64_t> count_of(const std::string& text, io::NumberStyle style) {
  const auto number = io::people(text, style);
  if (!number) return {};
  if (std::isnan(*number)) return table::null_integer;
  constexpr double most = 9e15;  // every whole number up to it has a double of its own
  if (*number > most || *number != std::floor(*number)) return {};
  return static_cast<std::int64_t>(*number);
}

struct PeerRow {
  std::string code;
  std::string name;
  std::int64_t count;
  std::size_t line;  // of the file
};

Result<std::vector<PeerRow>> rows_of(const io::TextRows& table, const std::string& file,
                                     const PeerColumns& columns) {
  Texts texts;
  for (const Texts& row : table.rows) texts.push_back(row[columns.count]);
  const std::string& counts = table.columns[columns.count];
  const auto style = io::style_of_people(texts, table.are_numbers[columns.count],
                                         fmt::format("{}: column {}", file, counts));
  if (!style) return fail(style.error());
  std::vector<PeerRow> rows;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const Texts& row = table.rows[r];
    if (std::ranges::all_of(row, [](const std::string& cell) { return cell.empty(); })) continue;
    PeerRow peer{columns.code ? row[*columns.code] : row[*columns.name],
                 columns.name ? row[*columns.name] : row[*columns.code], 0, r + 2};
    if (peer.code.empty()) {
      return fail(ErrorCode::bad_value,
                  fmt::format("{}:{}: the row has no area (column {})", file, peer.line,
                              table.columns[columns.code ? *columns.code : *columns.name]));
    }
    if (peer.name.empty()) peer.name = peer.code;
    const auto count = count_of(row[columns.count], *style);
    if (!count) {
      return fail(ErrorCode::bad_value,
                  fmt::format("{}:{}: '{}' is no count (column {}, {}): a whole number from 0 on",
                              file, peer.line, row[columns.count], counts, peer.name));
    }
    peer.count = *count;
    rows.push_back(std::move(peer));
  }
  std::ranges::stable_sort(rows, {}, &PeerRow::code);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].code != rows[i - 1].code) continue;
    return fail(ErrorCode::bad_value, fmt::format("{}:{}: {} is there twice, also in line {}", file,
                                                  rows[i].line, rows[i].code, rows[i - 1].line));
  }
  return rows;
}

// Of a column of the table, or of a file beside it.
Result<io::Population> population_of(const std::string& file, const io::TextRows& table,
                                     const AreasRequest& asked, const Texts& codes) {
  const std::string& wanted = asked.population;
  if (wanted.empty() || io::find_column(table.columns, wanted)) {
    return io::read_population(file, wanted, codes);
  }
  const auto [other, column] = io::split_suffix(wanted);
  if (!io::path_exists(other)) {
    const auto error = io::named_column(table.columns, wanted, file);
    return fail(ErrorCode::missing_column, error ? wanted : error.error().message);
  }
  return io::read_population(other, column, codes);
}

// A total among its parts makes every rate, share and limit wrong.
Result<void> check_no_total(const PeerCounts& peers, const std::string& file) {
  std::int64_t all = 0;
  double everybody = 0.0;
  for (std::size_t i = 0; i < peers.size(); ++i) {
    if (peers.counts[i] != table::null_integer) all += peers.counts[i];
    if (!std::isnan(peers.areas.population[i])) everybody += peers.areas.population[i];
  }
  for (std::size_t i = 0; i < peers.size() && peers.size() > 3; ++i) {
    const bool is_total = peers.counts[i] > 0 && 2 * peers.counts[i] == all &&
                          2.0 * peers.areas.population[i] == everybody;
    if (!is_total) continue;
    return fail(ErrorCode::bad_value,
                fmt::format("{}: {} has the count and the people of all other rows together: a "
                            "total is no area to compare with; leave it out",
                            file, peers.areas.names[i]));
  }
  return {};
}

std::string why_no_rate(std::int64_t count, double people) {
  if (count == table::null_integer) return "no count";
  if (std::isnan(people)) return "no population";
  return people > 0.0 ? "" : "a population of 0";
}

// More incidents than people are rare; the two columns may be mixed up.
void warn_of_more_than_people(PeerCounts& peers) {
  Texts names;
  for (std::size_t i = 0; i < peers.size(); ++i) {
    const bool known = peers.is_compared(i);
    if (known && static_cast<double>(peers.counts[i]) > peers.areas.population[i]) {
      names.push_back(peers.areas.names[i]);
    }
  }
  if (names.empty()) return;
  peers.warnings.push_back(
      fmt::format("{} of {} areas {} more incidents than {}: {}; is each column what it is taken "
                  "for?",
                  names.size(), peers.size(), names.size() == 1 ? "has" : "have",
                  peers.areas.population_label, listed(names, 5)));
}

// Months that an area lacks and another has: its rate would be too low beside the other's. What all
// of them lack makes no difference.
void leave_out_lacking(const Study& study, PeerCounts& peers) {
  const AreaMonths months(study);
  std::vector<std::vector<table::Month>> lacking;
  std::map<table::Month, std::size_t> by_month;
  for (std::size_t i = 0; i < peers.size(); ++i) {
    lacking.push_back(months.lacking(i, *study.period));
    for (const table::Month month : lacking.back()) ++by_month[month];
  }
  for (std::size_t i = 0; i < peers.size(); ++i) {
    std::erase_if(lacking[i], [&](table::Month month) { return by_month[month] == peers.size(); });
    if (peers.is_compared(i) && !lacking[i].empty()) {
      peers.why_none[i] = "no data of " + months_text(lacking[i]);
    }
  }
}

void take_population(io::Population population, const AreasRequest& asked, PeerCounts& peers) {
  table::Areas& areas = peers.areas;
  areas.population = std::move(population.people);
  areas.population_source = population.source;
  areas.population_label = asked.population_label.empty() ? io::population_label(population.column)
                                                          : asked.population_label;
  areas.population_series = asked.population_series;
  areas.population_released = asked.population_released;
  for (table::InputFile& file : population.files) {
    const auto known = std::ranges::find(peers.files, file.path, &table::InputFile::path);
    if (known == peers.files.end()) peers.files.push_back(std::move(file));
  }
}

}  // namespace

Result<PeerCounts> read_peer_counts(const std::string& name, const AreasRequest& asked) {
  const auto [file, count] = io::split_suffix(name);
  auto read = io::read_code_table(file);
  if (!read) return fail(read.error());
  const auto columns = columns_of(read->text, file, count, asked);
  if (!columns) return fail(columns.error());
  auto rows = rows_of(read->text, file, *columns);
  if (!rows) return fail(rows.error());
  if (rows->empty()) return fail(ErrorCode::no_data, file + ": holds no area");
  PeerCounts peers;
  peers.files = std::move(read->files);
  peers.areas.source = std::filesystem::path(file).filename().string();
  for (PeerRow& row : *rows) {
    peers.areas.codes.push_back(std::move(row.code));
    peers.areas.names.push_back(std::move(row.name));
    peers.counts.push_back(row.count);
  }
  auto population = population_of(file, read->text, asked, peers.areas.codes);
  if (!population) return fail(population.error());
  take_population(std::move(*population), asked, peers);
  for (std::size_t i = 0; i < peers.size(); ++i) {
    peers.why_none.push_back(why_no_rate(peers.counts[i], peers.areas.population[i]));
  }
  if (const auto sound = check_no_total(peers, file); !sound) return fail(sound.error());
  warn_of_more_than_people(peers);
  return peers;
}

Result<PeerCounts> peer_counts_of(const Study& study, const Theme& theme) {
  if (!has_population(study.areas())) {
    return fail(ErrorCode::bad_value, no_population_text(study.areas()));
  }
  if (const auto enough = check_public(study, theme); !enough) return fail(enough.error());
  PeerCounts peers;
  peers.areas = study.areas();
  peers.counts = incidents_in_areas(study, theme);
  for (std::size_t i = 0; i < peers.size(); ++i) {
    peers.why_none.push_back(why_no_rate(peers.counts[i], peers.areas.population[i]));
  }
  if (study.is_public) {
    HiddenFlags hidden = hidden_counts(study, peers.areas.codes, peers.counts);
    const auto kept = hide_beside_older(study, theme, peers.counts, hidden);
    if (!kept) return fail(kept.error());
    for (std::size_t i = 0; i < peers.size(); ++i) {
      if (hidden[i] == 0) continue;
      peers.counts[i] = table::null_integer;
      peers.why_none[i] = "hidden";
      ++peers.hidden;
    }
  } else if (study.period) {
    leave_out_lacking(study, peers);
  }
  warn_of_more_than_people(peers);
  return peers;
}

}  // namespace hotward::analyses
