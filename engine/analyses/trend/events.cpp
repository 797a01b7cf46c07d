#include "engine/analyses/trend/events.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

#include <fmt/format.h>

#include "engine/core/listed.hpp"
#include "engine/core/spelling.hpp"
#include "engine/core/utf8.hpp"
#include "engine/io/csv/csv_table.hpp"
#include "engine/io/csv/field_text.hpp"
#include "engine/io/csv/incident_time.hpp"
#include "engine/io/files/archived_file.hpp"
#include "engine/io/files/text_file.hpp"

namespace hotward::analyses {
namespace {

struct Row {
  std::uint64_t line;
  std::vector<std::string> fields;
};

std::string plain(std::string_view field) {
  std::string scratch;
  return std::string(io::trimmed(std::string(io::unquoted(io::trimmed(field), scratch))));
}

// Where the field at the beginning of a line ends: at a separator outside its quotes, or with the
// line. Nothing where its quote is not closed there: no event goes on over lines, so that a quote
// that somebody forgot takes no other event along.
std::optional<std::size_t> end_of_field(std::string_view line, char separator) {
  const std::size_t first = std::min(line.find_first_not_of(" \t"), line.size());
  if (line.substr(first, 1) != "\"") return std::min(line.find(separator), line.size());
  std::size_t i = first + 1;
  for (; i < line.size(); ++i) {
    if (line[i] != '"') continue;
    if (line.substr(i + 1, 1) != "\"") break;
    ++i;  // two of them are one of the text
  }
  const std::size_t end = std::min(line.find(separator, i), line.size());
  const bool closes = i < line.size() && io::trimmed(line.substr(i + 1, end - i - 1)).empty();
  return closes ? std::optional(end) : std::nullopt;
}

// The rows of a small file, with the lines on which they stand; the line of a stray quote.
tl::expected<std::vector<Row>, std::uint64_t> rows_of(std::string_view text, char separator) {
  std::vector<Row> rows;
  std::uint64_t number = 0;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    Row row{++number, {}};
    for (bool more = true; more;) {
      const auto end = end_of_field(line, separator);
      if (!end) return tl::unexpected(number);
      row.fields.push_back(plain(line.substr(0, *end)));
      more = *end < line.size();
      line.remove_prefix(*end + (more ? 1 : 0));
    }
    if (row.fields.size() > 1 || !row.fields.front().empty()) rows.push_back(std::move(row));
  }
  return rows;
}

class EventsFile {
 public:
  explicit EventsFile(std::string name) : name_(std::move(name)) {}

  [[nodiscard]] Result<std::vector<Event>> read(std::string text) {
    bool changed = false;
    text = as_utf8(text, changed);
    const auto head = io::read_csv_head(text, true, name_);
    if (!head) return fail(head.error());
    const auto rows = rows_of(text, head->rules.separator);
    if (!rows) return fault(rows.error(), "a quote is not closed, or stands within a text");
    const auto first = std::ranges::find_if(
        *rows, [&](const Row& row) { return row.fields.size() == head->columns.size(); });
    if (const auto ok = find_columns(head->columns); !ok) return fail(ok.error());
    std::vector<Event> events;
    for (auto row = first == rows->end() ? first : first + 1; row != rows->end(); ++row) {
      auto event = event_of(*row);
      if (!event) return fail(event.error());
      events.push_back(std::move(*event));
    }
    std::ranges::stable_sort(events, {}, [](const Event& e) { return e.period.first; });
    return events;
  }

 private:
  Result<void> find_columns(const std::vector<std::string>& columns) {
    for (auto& [name, place, needed] : places_) {
      const auto found = same_names(columns, name);
      if (found.size() == 1) {
        place = found.front();
      } else if (needed || found.size() > 1) {
        return fail(
            ErrorCode::missing_column,
            fmt::format("{}: {} column '{}'; it needs label and from, and may have to and "
                        "source; there are {}",
                        name_, found.empty() ? "no" : "more than one", name, listed(columns)));
      }
    }
    return {};
  }

  [[nodiscard]] std::string field(const Row& row, std::size_t which) const {
    const auto place = places_[which].place;
    return place && *place < row.fields.size() ? row.fields[*place] : std::string();
  }

  [[nodiscard]] tl::unexpected<Error> fault(std::uint64_t line, const std::string& what) const {
    return fail(ErrorCode::bad_value, fmt::format("{}:{}: {}", name_, line, what));
  }

  [[nodiscard]] Result<Event> event_of(const Row& row) const {
    const std::string from = field(row, 1);
    const std::string to = field(row, 2);
    const auto first = days_of(from);
    if (!first) return fault(row.line, fmt::format("from is no date ('{}')", from));
    const auto last = to.empty() ? first : days_of(to);
    if (!last) return fault(row.line, fmt::format("to is no date ('{}')", to));
    if (last->last < first->first) {
      return fault(row.line, fmt::format("to ({}) is before from ({})", to, from));
    }
    if (field(row, 0).empty()) return fault(row.line, "the event has no label");
    return Event{field(row, 0), {first->first, last->last}, field(row, 3)};
  }

  [[nodiscard]] static std::optional<table::Period> days_of(const std::string& text) {
    const auto time = io::parse_time(text);
    if (!time) return {};
    const table::Day day = table::day_of(time->minute);
    if (time->precision != table::TimePrecision::month) return table::Period{day, day};
    return table::Period{day, table::last_day(table::month_of(day))};
  }

  struct Column {
    const char* name;
    std::optional<std::size_t> place;
    bool needed;
  };

  std::string name_;
  Column places_[4] = {
      {"label", {}, true}, {"from", {}, true}, {"to", {}, false}, {"source", {}, false}};
};

}  // namespace

Result<std::vector<Event>> read_events(const std::string& path) {
  constexpr std::string_view endings[] = {".csv", ".tsv", ".csv.gz"};
  const auto file = io::file_in_archive(path, endings, "tables of events");
  if (!file) return fail(file.error());
  auto text = io::read_text(*file);
  if (!text) return fail(text.error());
  return parse_events(std::move(*text), std::filesystem::path(*file).filename().string());
}

Result<std::vector<Event>> parse_events(std::string text, const std::string& name) {
  return EventsFile(name).read(std::move(text));
}

std::string event_text(const Event& event) {
  const std::string when = event.period.first == event.period.last
                               ? table::to_string(event.period.first)
                               : table::to_string(event.period);
  return fmt::format("{} ({}{}{})", event.label, when, event.source.empty() ? "" : "; ",
                     event.source);
}

}  // namespace hotward::analyses
