#include "engine/io/incidents/incident_input.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/core/listed.hpp"
#include "engine/io/csv/csv_table.hpp"
#include "engine/io/incidents/force_name.hpp"
#include "engine/io/incidents/incident_sample.hpp"
#include "engine/table/taxonomy.hpp"

namespace hotward::io {
namespace {

// One word may name the column of types or a type: what the input has a column for is one.
Result<IncidentLayout> named_layout(const std::vector<std::string>& columns,
                                    const IncidentQuery& query, const HeaderQuestion& question) {
  IncidentColumns told = query.columns;
  told.type = query.column_or_type;
  return recognise_layout(columns, told, question);
}

}  // namespace

Result<IncidentLayout> layout_of(const std::vector<std::string>& columns,
                                 const IncidentQuery& query, const HeaderQuestion& question,
                                 IncidentInput& input) {
  if (query.column_or_type.empty()) return recognise_layout(columns, query.columns, question);
  auto layout = named_layout(columns, query, question);
  if (layout) return layout;
  input.word_is_type = true;
  return recognise_layout(columns, query.columns, question);
}

namespace {

Result<void> open_csv_input(IncidentInput& input, const IncidentQuery& query,
                            std::vector<std::string>& warnings) {
  const std::string& name = input.source.name;
  auto table = open_csv(input.source.path, name);
  if (!table && table.error().code == ErrorCode::wrong_format) {
    // Empty, mostly: a month without a stop. There is no header then to tell what it is.
    input.no_incidents = no_incidents_named(name);
    if (!input.no_incidents.empty()) return {};
  }
  if (!table) return fail(table.error());
  input.no_incidents = no_incidents_in(table->head.columns);
  if (!input.no_incidents.empty()) return {};
  if (!query.where.empty()) {
    return fail(
        ErrorCode::usage,
        fmt::format("--where is for data sets that GDAL opens, not for the CSV {}; use --from, "
                    "--to and --type, or give CSV:{} to read it through GDAL",
                    name, name));
  }
  auto layout = layout_of(table->head.columns, query, {name, false}, input);
  if (!layout) return fail(layout.error());
  const SampleQuestion question{name, !query.columns.time.empty() || query.period.has_value()};
  const auto settled = settle_layout(*layout, table->head.sample, question, warnings);
  if (!settled) return settled;
  input.rules.layout = std::move(*layout);
  input.own_columns = input.rules.layout.columns.size();
  input.csv = table->head.rules;
  input.csv.columns = input.own_columns;
  input.csv.x = *input.rules.layout.x;
  input.csv.y = *input.rules.layout.y;
  input.csv.numbers = input.rules.layout.numbers;
  input.first_row = table->head.first_row;
  input.lines = table->head.header_lines;
  input.bytes = table->reader.mapped().size();
  // An archive may hold a thousand files: none waits opened but a map, and standard input, which
  // cannot be opened twice.
  if (input.bytes != 0 || input.source.path == "/vsistdin/") {
    input.reader.emplace(std::move(table->reader));
  }
  return {};
}

Result<void> check_columns(const IncidentInput& input, const IncidentQuery& query) {
  const IncidentLayout& layout = input.rules.layout;
  const auto need = [&](bool needed, bool there, const char* what,
                        const char* option) -> Result<void> {
    if (!needed || there) return {};
    return fail(ErrorCode::missing_column,
                fmt::format("{}: {} needs a column, and none of {} is one; say {}",
                            input.source.name, what, listed(layout.columns), option));
  };
  if (auto ok = need(query.period.has_value(), layout.time.has_value(), "a period (--from, --to)",
                     "--time COLUMN");
      !ok) {
    return ok;
  }
  if (auto ok = need(!query.types.empty() || input.word_is_type, layout.type.has_value(),
                     "a choice of types (--type)", "--type-column COLUMN");
      !ok) {
    return ok;
  }
  return need(query.dedupe, layout.id.has_value(), "--dedupe", "--id COLUMN");
}

}  // namespace

Result<std::uint8_t> InputSystems::number(const std::string& crs, const std::string& source) {
  const auto known = std::find(names_.begin(), names_.end(), crs);
  if (known != names_.end()) return static_cast<std::uint8_t>(known - names_.begin());
  auto system = geometry::ToNationalGrid::from(crs);
  if (!system) {
    return fail(system.error().code, fmt::format("{}: {}", source, system.error().message));
  }
  if (systems_.size() == UINT8_MAX) {
    return fail(ErrorCode::bad_value, source + ": more coordinate systems than can be told apart");
  }
  names_.push_back(crs);
  systems_.push_back(std::move(*system));
  return static_cast<std::uint8_t>(systems_.size() - 1);
}

void ReadContext::advance(std::uint64_t bytes) {
  bytes_done += bytes;
  const double share =
      bytes_total == 0 ? 0.0 : static_cast<double>(bytes_done) / static_cast<double>(bytes_total);
  progress.update("reading incidents", std::min(share, 1.0));
}

Result<void> merge_run(IncidentRows& rows, IncidentInput& input, ReadContext& context,
                       double share) {
  const auto added =
      context.merge.add(rows, {input.source.name, input.system, input.lines, share, input.number});
  if (!added) return added;
  input.lines += rows.lines;
  input.rows += rows.row_outcomes.read;
  return {};
}

Result<IncidentInput> open_input(const IncidentSource& source, const IncidentQuery& query,
                                 InputSystems& systems, std::vector<std::string>& warnings) {
  IncidentInput input;
  input.source = source;
  input.stamp = stamp_of(path_on_disk(source));
  const auto opened = source.kind == IncidentSource::Kind::csv
                          ? open_csv_input(input, query, warnings)
                          : open_dataset(input, query, warnings);
  if (!opened) return fail(opened.error());
  if (!input.no_incidents.empty()) return input;
  if (const auto sound = check_columns(input, query); !sound) return fail(sound.error());
  const auto system = systems.number(input.rules.layout.crs, source.name);
  if (!system) return fail(system.error());
  input.system = *system;
  input.rules.degrees = systems.all()[*system].from_degrees();
  input.rules.period = query.period;
  for (const std::string& type : query.types) input.rules.types.push_back(table::type_key(type));
  if (input.word_is_type) input.rules.types = {table::type_key(query.column_or_type)};
  input.rules.lines = query.keep == Keep::checks;
  input.rules.force = police_file_name(source.name).force;
  input.rules.ids = query.dedupe || query.keep == Keep::checks || query.keep == Keep::everything;
  return input;
}

}  // namespace hotward::io
