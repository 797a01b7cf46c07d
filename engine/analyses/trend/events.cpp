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
#include "engine/io/files/text_file.hpp"

namespace hotward::analyses {
namespace {

using Fields = std::vector<std::string>;

struct Row {
  std::uint64_t line;
  Fields fields;
};

// Of a small file: rows with the lines on which they begin; quotes may hold separators and lines.
std::vector<Row> rows_of(const std::string& text, char separator) {
  std::vector<Row> rows;
  std::uint64_t line = 1;
  Row row{line, {""}};
  bool quoted = false;
  const auto finish = [&] {
    std::string scratch;
    for (std::string& field : row.fields) {
      field = std::string(io::trimmed(std::string(io::unquoted(io::trimmed(field), scratch))));
    }
    if (row.fields.size() > 1 || !row.fields.front().empty()) rows.push_back(row);
    row = {line, {""}};
  };
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (c == '\n') ++line;
    if (c == '\n' && !quoted) {
      finish();
    } else if (c == separator && !quoted) {
      row.fields.emplace_back();
    } else {
      row.fields.back() += c;
    }
  }
  finish();
  return rows;
}

class EventsFile {
 public:
  explicit EventsFile(std::string path)
      : path_(std::move(path)), name_(std::filesystem::path(path_).filename().string()) {}

  [[nodiscard]] Result<std::vector<Event>> read() {
    auto text = io::read_text(path_);
    if (!text) return fail(text.error());
    bool changed = false;
    *text = as_utf8(*text, changed);
    const auto head = io::read_csv_head(*text, true, name_);
    if (!head) return fail(head.error());
    const std::vector<Row> rows = rows_of(*text, head->rules.separator);
    const auto first = std::ranges::find_if(
        rows, [&](const Row& row) { return row.fields.size() == head->columns.size(); });
    if (const auto ok = find_columns(head->columns); !ok) return fail(ok.error());
    std::vector<Event> events;
    for (auto row = first == rows.end() ? first : first + 1; row != rows.end(); ++row) {
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

  [[nodiscard]] tl::unexpected<Error> fault(const Row& row, const std::string& what) const {
    return fail(ErrorCode::bad_value, fmt::format("{}:{}: {}", name_, row.line, what));
  }

  [[nodiscard]] Result<Event> event_of(const Row& row) const {
    const std::string from = field(row, 1);
    const std::string to = field(row, 2);
    const auto first = days_of(from);
    if (!first) return fault(row, fmt::format("from is no date ('{}')", from));
    const auto last = to.empty() ? first : days_of(to);
    if (!last) return fault(row, fmt::format("to is no date ('{}')", to));
    if (last->last < first->first) {
      return fault(row, fmt::format("to ({}) is before from ({})", to, from));
    }
    if (field(row, 0).empty()) return fault(row, "the event has no label");
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

  std::string path_;
  std::string name_;
  Column places_[4] = {
      {"label", {}, true}, {"from", {}, true}, {"to", {}, false}, {"source", {}, false}};
};

}  // namespace

Result<std::vector<Event>> read_events(const std::string& path) { return EventsFile(path).read(); }

std::string event_text(const Event& event) {
  const std::string when = event.period.first == event.period.last
                               ? table::to_string(event.period.first)
                               : table::to_string(event.period);
  return fmt::format("{} ({}{}{})", event.label, when, event.source.empty() ? "" : "; ",
                     event.source);
}

}  // namespace hotward::analyses
