#include "engine/study/study.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/comparable.hpp"
#include "engine/study/comparison.hpp"
#include "engine/study/known_change_words.hpp"
#include "engine/study/lacking.hpp"
#include "engine/study/month_breaks.hpp"
#include "engine/study/months.hpp"
#include "engine/study/record.hpp"
#include "engine/study/shipped_file.hpp"
#include "engine/study/study_warnings.hpp"
#include "engine/table/taxonomy.hpp"

namespace hotward {
namespace {

using table::Period;

// Open ends of --from and --to: before and after every incident there can be.
const Period all_time = {table::parse_period("1700-01")->first,
                         table::parse_period("5999-12")->last};

Result<std::optional<Period>> asked_period(const IncidentsRequest& input) {
  if (input.from.empty() && input.to.empty()) return std::optional<Period>{};
  Period period = all_time;
  for (const auto& [text, option] :
       {std::pair{&input.from, "--from"}, std::pair{&input.to, "--to"}}) {
    if (text->empty()) continue;
    const auto date = table::parse_period(*text);
    if (!date) {
      return fail(
          ErrorCode::usage,
          fmt::format("{} {}: write a month or a day, 2019-04 or 2019-04-01", option, *text));
    }
    if (text == &input.from)
      period.first = date->first;
    else
      period.last = date->last;
  }
  if (period.last < period.first) {
    return fail(ErrorCode::usage, fmt::format("--to {} is before --from {}", input.to, input.from));
  }
  return std::optional<Period>{period};
}

bool is_closed(const Period& period) {
  return period.first != all_time.first && period.last != all_time.last;
}

Result<std::optional<Period>> compared_period(const StudyRequest& options,
                                              const std::optional<Period>& asked) {
  if (!options.compare) return std::optional<Period>{};
  if (asked && is_closed(*asked)) return comparison_of(*asked, options.compare_with);
  if (options.compare_with.empty() || options.compare_with == "none")
    return std::optional<Period>{};
  return fail(
      ErrorCode::usage,
      fmt::format("--compare {}: say with --from and --to what is compared", options.compare_with));
}

Result<io::IncidentQuery> query_of(const StudyRequest& options, const std::optional<Period>& asked,
                                   const std::optional<Period>& comparison) {
  const IncidentsRequest& input = options.incidents;
  io::IncidentQuery query;
  query.inputs = input.inputs;
  query.columns = {input.x,        input.y,           input.crs, input.time,
                   input.time_end, input.type_column, input.id,  input.date_order};
  query.where = input.where;
  query.dedupe = input.dedupe;
  query.keep = options.keep;
  query.spool = options.spool;
  query.period = asked;
  // One stretch of time holds both; what lies between counts as filtered.
  if (comparison) query.period = Period{comparison->first, asked->last};
  if (options.history) query.period.reset();
  // A force's own types, as its file writes them, each stand for themselves.
  std::vector<std::string> own;
  std::vector<io::OwnType> named;
  for (std::size_t i = 0; i < input.types.size(); ++i) {
    const std::string& word = input.types[i];
    if (table::expand({&word, 1})) continue;
    const bool is_control = i + input.controls >= input.types.size();
    own.push_back(word);
    named.push_back({word, is_control ? "controls" : "type"});
  }
  if (std::ranges::find(input.types, "") != input.types.end()) {
    return fail(ErrorCode::usage, "--type needs a name: it is empty");
  }
  if (input.type_column.empty() && input.types.size() == 1 && !own.empty()) {
    // No known type: the name of the type's column, or a type of the file's own
    // (docs/decisions/0004). The reader says so if it is neither.
    query.column_or_type = own.front();
    return query;
  }
  auto types = table::expand(input.types, own);
  if (!types) return fail(types.error());
  query.types = std::move(*types);
  // Where the column was named too, a type that no row has is warned of (study_warnings.cpp).
  if (input.type_column.empty()) query.own_types = std::move(named);
  return query;
}

// The months of an open end are the data's own.
std::string asked_text(const StudyRequest& options, const Period& asked) {
  if (is_closed(asked)) return table::to_string(asked);
  const IncidentsRequest& input = options.incidents;
  return input.from.empty() ? "--to " + input.to : "--from " + input.from;
}

// Where the files hold nothing of the time asked for, the message names the time they hold.
Result<void> check_reach(const Study& study, const StudyRequest& options) {
  const std::set<table::Month> held = study.completeness.held_by_any();
  if (!study.asked || held.empty()) return {};
  const auto& span = study.incidents().seen.span;
  std::string holds;
  if (std::ranges::none_of(held, [&](const table::Month& month) {
        return table::first_day(month) <= study.asked->last &&
               study.asked->first <= table::last_day(month);
      })) {
    holds = months_text({held.begin(), held.end()});
  } else if (span && study.incidents().precision != table::TimePrecision::month &&
             (study.asked->last < span->first || span->last < study.asked->first)) {
    holds = table::to_string(*span);
  }
  if (holds.empty()) return {};
  return fail(ErrorCode::no_data, fmt::format("{}: the files have nothing from then; they hold {}",
                                              asked_text(options, *study.asked), holds));
}

// A quiet month of a type that the files could have named is an answer: nothing happened. A word
// that is no type of the taxonomy's, nor of any row, is a slip of the pen.
bool may_be_quiet(const Study& study, const std::vector<std::string>& types) {
  const table::RowOutcomes& row_outcomes = study.incidents().row_outcomes;
  if (!study.period || row_outcomes.located + row_outcomes.filtered == 0) return false;
  const table::RowsByMonth& rows = study.incidents().by_month;
  if (located_share(rows, *study.period).rows > 0) return false;  // all without a position
  const bool is_type = std::ranges::any_of(types, [](const std::string& word) {
    return table::expand({&word, 1}).has_value();
  });
  return std::ranges::any_of(rows.rows, [&](const auto& row) {
    return row.second.wanted || (is_type && table::find_type(row.first.type) != nullptr);
  });
}

// Errors where nothing is left to count.
Result<void> check_any(const Study& study, const StudyRequest& options) {
  if (const auto reaches = check_reach(study, options); !reaches) return reaches;
  if (options.outside_is_fine || study.in_area() > 0) return {};
  if (study.outside() > 0) {
    const std::vector<std::string>& left_out = study.areas_read.left_out;
    return fail(
        ErrorCode::no_data,
        fmt::format("all {} located incidents lie outside the areas of {}{}", study.outside(),
                    study.areas().source, left_out.empty() ? "" : "; " + left_out.front()));
  }
  const table::RowOutcomes& row_outcomes = study.incidents().row_outcomes;
  if (study.asked && study.incidents().precision == table::TimePrecision::none &&
      row_outcomes.located + row_outcomes.filtered > 0) {
    return fail(ErrorCode::no_data,
                "--from and --to need dates, and the incidents " + no_dates_text(study));
  }
  if (may_be_quiet(study, options.incidents.types)) return {};
  return fail(
      ErrorCode::no_data,
      fmt::format("no incident is left: of {}, {} are of other dates or types and {} cannot be "
                  "placed or dated{}",
                  counted(row_outcomes.read, "row"), row_outcomes.filtered + row_outcomes.located,
                  row_outcomes.rejected(),
                  study.incidents_read.first_faults.empty()
                      ? ""
                      : ": " + fault_text(study.incidents_read.first_faults.front())));
}

// From the first row's day, or month, to the last row's, of whatever type.
std::optional<Period> period_of_rows(const table::Incidents& incidents) {
  std::optional<Period> span = incidents.seen.span;
  if (span && incidents.precision == table::TimePrecision::month) {
    span = Period{table::first_day(table::month_of(span->first)),
                  table::last_day(table::month_of(span->last))};
  }
  return span;
}

// What is counted: as asked; an open end is the data's own, and the rows' where nothing happened.
std::optional<Period> period_counted(const Study& study) {
  const table::Incidents& incidents = study.incidents();
  if (study.asked && is_closed(*study.asked)) return study.asked;
  std::optional<Period> period = period_of(incidents);
  if (!period && incidents.size() == 0) period = period_of_rows(incidents);
  if (period && study.asked) {
    period->first = std::max(period->first, study.asked->first);
    period->last = std::min(period->last, study.asked->last);
  }
  return period;
}

Result<void> count_incidents(Study& study, const StudyRequest& options) {
  const table::Incidents& incidents = study.incidents();
  study.period = period_counted(study);
  std::vector<Period> parts;
  if (study.asked && study.period) parts.push_back(*study.period);
  if (study.comparison && !parts.empty()) parts.push_back(*study.comparison);
  join::Groups groups = join::groups_by_type(incidents);
  study.types = groups.count;
  if (!parts.empty()) groups = join::crossed(join::groups_by_period(incidents, parts), groups);
  study.counts = join::count(incidents, study.join, study.areas().size(), groups);
  study.completeness = completeness_of(study.incidents_read, study.join);
  if (const auto some = check_any(study, options); !some) return some;
  judge_comparison(study);
  // `check` has a table of them.
  if (options.keep == io::Keep::checks) return {};
  for (std::string& sentence : break_sentences(study)) study.warn_of_number(sentence);
  for (const std::string& sentence : known_change_sentences(study)) {
    study.warn_of_number(sentence);
  }
  return {};
}

}  // namespace

std::uint64_t Study::in_area() const {
  std::uint64_t sum = 0;
  for (std::size_t type = 0; type < types; ++type) sum += counts.group_total(type);
  return sum;
}

std::uint64_t Study::outside() const {
  std::uint64_t sum = 0;
  for (std::size_t type = 0; type < types; ++type) sum += counts.outside[type];
  return sum;
}

std::string fault_text(const io::RowFault& fault) {
  const std::string value = fault.value.empty() ? "" : fmt::format(" ('{}')", fault.value);
  return fmt::format("{}:{}: {}{}", fault.file, fault.line, fault.reason, value);
}

std::optional<Period> period_of(const table::Incidents& incidents) {
  const auto& minutes = incidents.minute;
  const auto known = [](table::Minute m) { return m != table::no_time; };
  table::Minute first = INT32_MAX;
  table::Minute last = table::no_time;
  for (const table::Minute m : minutes) {
    if (!known(m)) continue;
    first = std::min(first, m);
    last = std::max(last, m);
  }
  if (last == table::no_time) return {};
  if (incidents.precision == table::TimePrecision::month) {
    return Period{table::first_day(table::month_of(first)), table::last_day(table::month_of(last))};
  }
  return Period{table::day_of(first), table::day_of(last)};
}

Result<io::IncidentsRead> read_incidents_as_asked(const StudyRequest& options,
                                                  const Context& context,
                                                  std::optional<Period>& asked) {
  const auto period = asked_period(options.incidents);
  if (!period) return fail(period.error());
  asked = *period;
  const auto compared = compared_period(options, asked);
  if (!compared) return fail(compared.error());
  const auto query = query_of(options, asked, *compared);
  if (!query) return fail(query.error());
  return io::read_incidents(*query, *context.progress);
}

Result<io::AreaSource> area_source(const AreasRequest& input) {
  io::AreaSource source{.dataset = input.dataset,
                        .id_column = input.id_column,
                        .name_column = input.name_column,
                        .population = input.population,
                        .population_label = input.population_label,
                        .value = input.value,
                        .expected = input.expected,
                        .households = input.households};
  if (source.dataset.empty()) {
    const auto shipped = shipped_file(shipped_areas);
    if (!shipped) return fail(shipped.error());
    source.dataset = shipped->string();
  }
  const auto name_of = [](const std::string& path) {
    return std::filesystem::path(path).filename();
  };
  if (name_of(source.dataset) == name_of(shipped_areas)) {
    source.usual_population = shipped_population;
    source.caveat_column = shipped_caveat;
  }
  return source;
}

namespace {

// Which estimates the population is of, as the user states it; of the areas that ship it is known.
Result<void> state_population(const AreasRequest& asked, const io::AreaSource& source,
                              table::Areas& areas) {
  const bool states = !asked.population_series.empty() || !asked.population_released.empty();
  if (areas.population.empty()) {
    if (!states) return {};
    return fail(ErrorCode::usage,
                "--population-series and --population-released are of a population, and none is "
                "known; name one with --population");
  }
  if (!asked.population_released.empty() && !table::parse_period(asked.population_released)) {
    return fail(ErrorCode::usage, fmt::format("--population-released {}: write a month or a day, "
                                              "such as 2020-10 or 2020-10-02",
                                              asked.population_released));
  }
  areas.population_series = asked.population_series;
  areas.population_released = asked.population_released;
  const bool ships = asked.population.empty() && !source.usual_population.empty();
  if (ships && !states) areas.population_series = shipped_population_series;
  return {};
}

// Where somebody's files lie is nobody else's matter.
void name_files_only(std::vector<table::PassedOver>& files) {
  const auto file_name = [](const std::string& path) {
    return std::filesystem::path(path).filename().string();
  };
  const std::string copy_of = "the same as ";
  for (table::PassedOver& file : files) {
    file.path = file_name(file.path);
    if (file.reason.starts_with(copy_of)) {
      file.reason = copy_of + file_name(file.reason.substr(copy_of.size()));
    }
  }
}

// What is told of areas near incidents alone would tell where incidents are.
Result<void> audit_areas(const StudyRequest& options, Study& study) {
  const std::optional<io::Audit> asked = options.areas.audit;
  if (study.is_public && asked == io::Audit::near) {
    return fail(ErrorCode::usage,
                "--audit near: its warnings would tell where incidents are; not with --public");
  }
  const bool many = study.areas().size() > io::most_audited && !study.is_public;
  if (asked.value_or(many ? io::Audit::near : io::Audit::all) == io::Audit::all) {
    return io::audit_coverage(study.areas_read);
  }
  return io::audit_coverage_near(study.areas_read, study.incidents().places.at);
}

}  // namespace

Result<Study> make_study(const StudyRequest& options, const Context& context) {
  const auto source = area_source(options.areas);
  if (!source) return fail(source.error());
  Study study;
  study.is_public = options.is_public;
  auto areas = io::read_areas(*source);
  if (!areas) return fail(areas.error());
  study.areas_read = std::move(*areas);
  if (const auto stated = state_population(options.areas, *source, study.areas_read.areas);
      !stated) {
    return fail(stated.error());
  }
  auto read = read_incidents_as_asked(options, context, study.asked);
  if (!read) return fail(read.error());
  study.incidents_read = std::move(*read);
  if (study.is_public) name_files_only(study.incidents_read.passed_over);
  if (const auto audited = audit_areas(options, study); !audited) return fail(audited.error());
  study.comparison = *compared_period(options, study.asked);
  if (options.compare && options.compare_with == "none") study.no_change = "--compare none";
  study.join = join::area_join(study.incidents().places, study.areas(),
                               {.nearest_m = options.areas.nearest_m.value_or(0.0)});
  if (const auto counted = count_incidents(study, options); !counted) return fail(counted.error());
  if (const auto stopped = check_stop(); !stopped) return fail(stopped.error());

  study.deduped = options.incidents.dedupe;
  warn_of_reading(options, study);
  auto provenance = provenance_of(study, context);
  if (!provenance) return fail(provenance.error());
  study.provenance = std::move(*provenance);
  return study;
}

Theme theme_of_all(Study& study, const StudyRequest& request) {
  Theme theme = one_theme(study.incidents().types, request.incidents.types);
  // The dictionary holds types that were read and filtered out, too.
  Theme counted = theme;
  for (std::size_t type = 0; type < study.types && type < counted.types.size(); ++type) {
    const bool occurs = study.counts.group_total(type) + study.counts.outside[type] > 0;
    if (!occurs) counted.types[type] = 0;
  }
  if (mixes_crime_and_asb(counted, study.incidents().types)) {
    study.warn_of_number(
        "crime and ASB are counted together here; --type crime or --type asb counts one of them");
  }
  return theme;
}

}  // namespace hotward
