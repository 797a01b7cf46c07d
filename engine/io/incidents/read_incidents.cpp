#include "engine/io/incidents/read_incidents.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/core/parallel.hpp"
#include "engine/io/incidents/incident_input.hpp"
#include "engine/io/incidents/incident_sample.hpp"

namespace hotward::io {
namespace {

// Names of a table's own columns, each once: a nameless one by its number, a second "Date" as
// "Date_2".
std::vector<std::string> distinct_names(const IncidentInput& input) {
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (std::size_t i = 0; i < input.own_columns; ++i) {
    const std::string& own = input.rules.layout.columns[i];
    const std::string base = own.empty() ? fmt::format("column_{}", i + 1) : own;
    std::string name = base;
    for (int n = 2; !taken.insert(name).second; ++n) name = fmt::format("{}_{}", base, n);
    names.push_back(std::move(name));
  }
  return names;
}

// Chooses the columns whose texts stay, over all inputs, and tells each input where it has them.
class KeptColumns {
 public:
  KeptColumns(std::vector<IncidentInput>& inputs, Keep keep, IncidentsRead& result) {
    if (keep == Keep::nothing) return;
    if (keep != Keep::descriptions) {
      result.lsoa_column = name_of(inputs, &IncidentLayout::lsoa_code);
    }
    result.description_column = name_of(inputs, &IncidentLayout::description);
    if (keep == Keep::everything || keep == Keep::as_given) {
      keep_everything(inputs);
      if (keep == Keep::as_given) keep_kinds(inputs);
      return;
    }
    if (keep == Keep::descriptions) {
      keep_role(inputs, &IncidentLayout::description);
      return;
    }
    // Not the ids: nearly every row has one of its own, and that some repeat is known by their
    // hashes.
    for (const Role role : {&IncidentLayout::lsoa_code, &IncidentLayout::description}) {
      keep_role(inputs, role);
    }
  }

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

  void tell_kinds(std::vector<table::TextColumn>& kept) const {
    for (std::size_t k = 0; k < kinds_.size(); ++k) kept[k].kind = kinds_[k];
  }

 private:
  using Role = std::optional<std::size_t> IncidentLayout::*;

  static std::string name_of(const std::vector<IncidentInput>& inputs, Role role) {
    for (const IncidentInput& input : inputs) {
      if (const auto& column = input.rules.layout.*role) return distinct_names(input)[*column];
    }
    return {};
  }

  void keep_role(std::vector<IncidentInput>& inputs, Role role) {
    const std::string name = name_of(inputs, role);
    if (name.empty() || std::find(names_.begin(), names_.end(), name) != names_.end()) return;
    names_.push_back(name);
    for (IncidentInput& input : inputs) {
      input.rules.kept.push_back((input.rules.layout.*role).value_or(no_column));
    }
  }

  void keep_everything(std::vector<IncidentInput>& inputs) {
    std::vector<std::vector<std::string>> names;
    for (const IncidentInput& input : inputs) {
      names.push_back(distinct_names(input));
      for (const std::string& name : names.back()) {
        if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.push_back(name);
      }
    }
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      for (const std::string& name : names_) {
        const auto at = std::find(names[i].begin(), names[i].end(), name);
        inputs[i].rules.kept.push_back(
            at == names[i].end() ? no_column : static_cast<std::size_t>(at - names[i].begin()));
      }
    }
  }

  // What all inputs that have the column can agree on; whole numbers are real ones as well.
  void keep_kinds(std::vector<IncidentInput>& inputs) {
    for (IncidentInput& input : inputs) input.rules.nulls = !input.kinds.empty();
    for (std::size_t k = 0; k < names_.size(); ++k) {
      std::set<table::FieldKind> found;
      for (const IncidentInput& input : inputs) {
        const std::size_t column = input.rules.kept[k];
        if (column == no_column) continue;
        found.insert(input.kinds.empty() ? table::FieldKind::text : input.kinds[column]);
      }
      const bool numbers = found == std::set{table::FieldKind::integer, table::FieldKind::real};
      kinds_.push_back(numbers             ? table::FieldKind::real
                       : found.size() == 1 ? *found.begin()
                                           : table::FieldKind::text);
    }
  }

  std::vector<std::string> names_;
  std::vector<table::FieldKind> kinds_;  // of each name; empty where all are texts
};

// Bytes of an archive's entry, unpacked; 0 where it is none, or too large for four to be read at
// once.
std::uint64_t small_entry_bytes(const IncidentInput& input, const ReadTuning& tuning) {
  if (input.layer != nullptr || input.source.archive.empty()) return 0;
  const std::uint64_t bytes = known_size(input.source.path);
  return bytes <= tuning.side_by_side_bytes / 4 ? bytes : 0;
}

Result<void> read_all(std::vector<IncidentInput>& inputs, ReadContext& context) {
  for (std::size_t i = 0; i < inputs.size();) {
    std::vector<IncidentInput*> mapped;
    while (i < inputs.size() && inputs[i].reader && !inputs[i].reader->mapped().empty()) {
      mapped.push_back(&inputs[i++]);
    }
    std::vector<IncidentInput*> entries;
    std::uint64_t largest = 0;
    while (mapped.empty() && i < inputs.size()) {
      const std::uint64_t bytes = small_entry_bytes(inputs[i], context.tuning);
      if (bytes == 0) break;
      largest = std::max(largest, bytes);
      entries.push_back(&inputs[i++]);
    }
    Result<void> done;
    if (!mapped.empty()) {
      done = read_mapped(mapped, context);
    } else if (!entries.empty()) {
      const std::uint64_t fitting = context.tuning.side_by_side_bytes / largest;
      done = read_streams(entries, std::min<std::uint64_t>(fitting, thread_count() + 1), context);
    } else {
      IncidentInput& input = inputs[i++];
      done = input.layer != nullptr ? read_features(input, context) : read_stream(input, context);
    }
    if (!done) return done;
    if (const auto go_on = check_stop(); !go_on) return go_on;
  }
  return {};
}

// Numbers from a file that changed under the reader would be nobody's.
Result<void> check_unchanged(const IncidentInput& input) {
  const bool broken = input.reader && input.reader->is_broken();
  if (!broken && input.stamp == stamp_of(path_on_disk(input.source))) return {};
  return fail(ErrorCode::unreadable, input.source.name + ": changed while it was read; run again");
}

IncidentFile file_of(const IncidentInput& input) {
  IncidentFile file{input.source.name, input.rows, input.rules.layout.name, input.bytes, false};
  file.named = police_file_name(input.source.name);
  std::error_code fault;
  const std::string& path = path_on_disk(input.source);
  file.stamp = input.stamp;
  file.on_disk = input.source.archive.empty() && std::filesystem::is_regular_file(path, fault);
  if (file.on_disk) {
    file.path = path;
    file.bytes = std::filesystem::file_size(path, fault);
  }
  return file;
}

// Of several systems the one that is known least well: its accuracy holds for all.
geometry::CrsOperation least_accurate(const std::vector<geometry::ToNationalGrid>& systems) {
  const auto worse = [](const geometry::ToNationalGrid& a, const geometry::ToNationalGrid& b) {
    const double x = a.operation().accuracy_m;
    const double y = b.operation().accuracy_m;
    return y != y ? x == x : x < y;  // not a number: unknown, and so the worst
  };
  return std::max_element(systems.begin(), systems.end(), worse)->operation();
}

// What decides which incidents are counted, or when.
void add_weighty(const std::string& warning, IncidentsRead& result) {
  result.warnings.push_back(warning);
  result.weighty.push_back(warning);
}

void warn(IncidentsRead& result, const IncidentQuery& query, const InputSystems& systems,
          const IncidentMerge& merge) {
  const table::Incidents& incidents = result.incidents;
  if (merge.texts_not_utf8() != 0) {
    result.warnings.push_back(fmt::format("{} not in UTF-8, taken as Windows-1252",
                                          counted(merge.texts_not_utf8(), "text")));
  }
  if (query.dedupe && merge.without_id() != 0) {
    result.warnings.push_back(fmt::format(
        "--dedupe keeps {} without an id (empty, 0, unknown and the like): two that look the same "
        "are two incidents",
        counted(merge.without_id(), "row")));
  }
  if (systems.all().size() > 1) {
    std::vector<std::string> names;
    for (const auto& system : systems.all()) names.push_back(system.operation().source);
    result.warnings.push_back(fmt::format("the inputs are in {} coordinate systems: {}",
                                          names.size(), fmt::join(names, ", ")));
  }
  if (query.period && incidents.precision == table::TimePrecision::month &&
      !query.period->whole_months()) {
    add_weighty(
        fmt::format("the dates are months: an incident counts for {} where the first of its month "
                    "does",
                    table::to_string(*query.period)),
        result);
  }
}

// Every file was opened and is of another kind.
Error no_incidents_at_all(const std::vector<table::PassedOver>& passed_over) {
  const table::PassedOver& first = passed_over.back();
  const std::size_t others = passed_over.size() - 1;
  return {ErrorCode::no_data,
          fmt::format("{}{}: no incidents ({}); name the files that end in -street.csv, or the "
                      "folder they lie in",
                      first.path, others == 0 ? "" : " and " + counted(others, "other file"),
                      first.reason)};
}

// Dates such as 03/04/2019 were read with the day first, as is usual here. That holds if another
// date shows it; one file proves it for all, unless another one has the month first. Where nothing
// shows it, the reader of the answer must know.
Result<void> check_date_order(const std::vector<IncidentInput>& inputs, const IncidentMerge& merge,
                              std::vector<std::string>& warnings) {
  const OrdersSeen& orders = merge.orders();
  bool days = !orders.day_first.empty();
  bool months = false;
  std::string column;
  for (const IncidentInput& input : inputs) {
    const IncidentLayout& layout = input.rules.layout;
    const bool known = layout.time && layout.date_order_known;
    days = days || (known && layout.dates.order == DateOrder::day_first);
    months = months || (known && layout.dates.order == DateOrder::month_first);
    if (input.source.name == merge.order_file() && layout.time) {
      column = layout.columns[*layout.time];
    }
  }
  if (days && !months) return {};
  const std::string where = fmt::format("{}: column {}", merge.order_file(), column);
  if (!orders.month_first.empty()) {
    return fail(ErrorCode::bad_value,
                fmt::format("{}: {} has the month first; say --date-order month-first", where,
                            orders.month_first));
  }
  if (orders.either.empty()) return {};
  const auto reading = [&](DateOrder order) {
    return day_in_words(table::day_of(parse_time(orders.either, order)->minute));
  };
  const std::string day_first = reading(DateOrder::day_first);
  const std::string month_first = reading(DateOrder::month_first);
  if (months) {
    return fail(ErrorCode::bad_value,
                fmt::format("{}: '{}' could be {} or {}, as another file has the month first; say "
                            "--date-order day-first or --date-order month-first",
                            where, orders.either, day_first, month_first));
  }
  warnings.push_back(
      fmt::format("{}: '{}' is read as {}, the day first, as no date shows the order; if {} is "
                  "meant, say --date-order month-first",
                  where, orders.either, day_first, month_first));
  return {};
}

// One word is a column of all inputs or of none: of a type in one and all rows of another nobody
// could make sense.
Result<void> check_word(const std::vector<IncidentInput>& inputs, const std::string& word) {
  for (const IncidentInput& input : inputs) {
    if (input.word_is_type == inputs.front().word_is_type) continue;
    const IncidentInput& without = input.word_is_type ? input : inputs.front();
    return fail(ErrorCode::missing_column,
                fmt::format("{}: no column '{}', which other inputs have; say --type-column COLUMN",
                            without.source.name, word));
  }
  return {};
}

// Types that the taxonomy does not know must stand in some row, of whatever time.
Result<void> check_own_types(const std::vector<IncidentInput>& inputs, const IncidentQuery& query,
                             const table::Incidents& incidents) {
  std::vector<OwnType> wanted = query.own_types;
  if (inputs.front().word_is_type) wanted.push_back({query.column_or_type});
  if (wanted.empty()) return {};
  std::vector<std::string> held = incidents.types.texts();
  for (const auto& [kind, counts] : incidents.by_month.rows) held.push_back(kind.type);
  for (const auto& [word, named_by] : wanted) {
    const std::string key = table::type_key(word);
    const auto same = [&](const std::string& name) { return table::type_key(name) == key; };
    if (std::none_of(held.begin(), held.end(), same)) {
      return fail(table::no_such_type(word, held, named_by));
    }
  }
  return {};
}

Result<IncidentsRead> read(const IncidentQuery& query, Progress& progress,
                           const ReadTuning& tuning) {
  auto sources = find_incident_sources(query.inputs);
  if (!sources) return fail(sources.error());
  IncidentsRead result;
  result.passed_over = std::move(sources->passed_over);
  InputSystems systems;
  std::vector<IncidentInput> inputs;
  for (const IncidentSource& source : sources->sources) {
    auto input = open_input(source, query, systems, result.warnings);
    if (!input) return fail(input.error());
    if (!input->no_incidents.empty()) {
      result.passed_over.push_back({source.name, std::string(input->no_incidents)});
      continue;
    }
    if (const std::string& why = input->rules.layout.time_refused; !why.empty()) {
      result.weighty.push_back(not_used(why));
    }
    input->csv.max_row_bytes = tuning.max_row_bytes;
    input->csv.max_row_lines = tuning.max_row_lines;
    input->number = static_cast<std::uint32_t>(inputs.size());
    inputs.push_back(std::move(*input));
  }
  if (inputs.empty()) return fail(no_incidents_at_all(result.passed_over));
  if (const auto one = check_word(inputs, query.column_or_type); !one) return fail(one.error());
  const KeptColumns kept(inputs, query.keep, result);
  IncidentMerge merge(query.dedupe, kept.names(), query.spool);
  ReadContext context{query, tuning, merge, progress};
  for (const IncidentInput& input : inputs) context.bytes_total += input.bytes;
  if (const auto done = read_all(inputs, context); !done) return fail(done.error());
  for (const IncidentInput& input : inputs) {
    if (const auto same = check_unchanged(input); !same) return fail(same.error());
  }
  if (merge.read() == 0) {
    return fail(ErrorCode::no_data,
                fmt::format("{}: a header, but no rows",
                            inputs.size() == 1 ? inputs.front().source.name : "the inputs"));
  }
  std::vector<std::string> of_dates;
  if (const auto sound = check_date_order(inputs, merge, of_dates); !sound) {
    return fail(sound.error());
  }
  for (const std::string& warning : of_dates) add_weighty(warning, result);
  for (const IncidentInput& input : inputs) result.files.push_back(file_of(input));
  result.incidents = merge.finish(systems.all());
  if (const auto held = check_own_types(inputs, query, result.incidents); !held) {
    return fail(held.error());
  }
  kept.tell_kinds(result.incidents.text_columns);
  result.crs = least_accurate(systems.all());
  result.duplicate_ids = merge.duplicate_ids();
  result.first_faults = merge.faults();
  result.unknown_left_out = merge.unknown_left_out();
  warn(result, query, systems, merge);
  result.origin = std::move(merge.origin());
  result.repeats = std::move(merge.repeats());
  if (query.keep == Keep::checks) {
    PositionsAsRead& as_read = merge.as_read();
    result.given = {std::move(as_read.xs), std::move(as_read.ys), std::move(as_read.system),
                    systems.take()};
  }
  return result;
}

}  // namespace

Result<IncidentsRead> read_incidents(const IncidentQuery& query, Progress& progress,
                                     const ReadTuning& tuning) {
  return unless_stopped([&] { return read(query, progress, tuning); });
}

}  // namespace hotward::io
