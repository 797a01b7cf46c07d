#include "engine/analyses/months/months.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <set>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/core/undefined.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/lacking.hpp"
#include "engine/study/month_table.hpp"
#include "engine/study/months.hpp"

namespace hotward::analyses {
namespace {

using By = MonthsOptions::By;
constexpr Names<By, 4> by_names{{{By::month, "month"},
                                 {By::month_type, "month-type"},
                                 {By::month_area, "month-area"},
                                 {By::all, "all"}}};

bool parts_types(By by) { return by == By::month_type || by == By::all; }
bool parts_areas(By by) { return by == By::month_area || by == By::all; }

double per_day(std::int64_t count, int days) {
  return count == table::null_integer || days == 0 ? undefined : static_cast<double>(count) / days;
}

// The count of one row; `type` and `area` are looked at where rows distinguish them.
std::int64_t count_of(const MonthTable& table, By by, std::size_t month, std::size_t type,
                      std::size_t area) {
  if (by == By::month) return table.total(month);
  if (by == By::month_type) return table.of_type(month, type);
  return by == By::month_area ? table.of_area(month, area) : table.count(month, type, area);
}

std::vector<table::Column> month_columns(const MonthTable& table, const Study& study,
                                         const Theme& theme, By by) {
  table::Column::Texts month, type, code, name;
  table::Column::Integers count, days;
  table::Column::Reals rate;
  const std::size_t types = parts_types(by) ? table.types.size() : 1;
  const std::size_t areas = parts_areas(by) ? table.areas : 1;
  for (std::size_t m = 0; m < table.months.size(); ++m) {
    for (std::size_t t = 0; t < types; ++t) {
      for (std::size_t a = 0; a < areas; ++a) {
        const std::int64_t n = count_of(table, by, m, t, a);
        month.push_back(table::to_string(table.months[m].month));
        type.push_back(table.types[t]);
        code.push_back(study.areas().codes[a]);
        name.push_back(study.areas().names[a]);
        count.push_back(n);
        days.push_back(table.months[m].days);
        rate.push_back(per_day(n, table.months[m].days));
      }
    }
  }
  std::vector<table::Column> columns{{"month", "", "the month", month}};
  if (parts_types(by)) columns.push_back({"type", "", "type of incident", type});
  if (parts_areas(by)) {
    columns.push_back({"area_code", "", "code of the area", code});
    columns.push_back({"area_name", "", "name of the area", name});
  }
  columns.push_back(
      {"count", "incidents", theme.noun + "; empty where the month is missing", count});
  columns.push_back({"days", "days", "days of the month that were counted", days});
  columns.push_back({"per_day", "per day", theme.noun + " a day", rate});
  return columns;
}

table::Layer month_layer(const MonthTable& table, const Study& study, const Theme& theme, By by) {
  table::Layer layer;
  layer.name = "months_" + theme.name;
  layer.title = capitalised(theme.noun) + " by month";
  layer.description = fmt::format(
      "Counts in the areas by month{}{}. A month that the files do not hold has no count. {}",
      parts_types(by) ? ", type" : "", parts_areas(by) ? ", area" : "", study.areas().caveat);
  layer.columns = month_columns(table, study, theme, by);
  return layer;
}

Json number(std::int64_t value) { return value == table::null_integer ? Json() : Json(value); }
Json real(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json months_json(const MonthTable& table, const std::set<table::Month>& broken) {
  Json rows = Json::array();
  for (std::size_t m = 0; m < table.months.size(); ++m) {
    const CountedMonth& month = table.months[m];
    rows.push_back({{"month", table::to_string(month.month)},
                    {"count", number(table.total(m))},
                    {"days", month.days},
                    {"per_day", real(per_day(table.total(m), month.days))},
                    {"present", !month.missing},
                    {"broken", broken.contains(month.month)}});
  }
  return rows;
}

struct TypeTotal {
  std::size_t type;
  std::int64_t count;
};

// Of the months that are not missing; the most frequent type first.
std::vector<TypeTotal> type_totals(const MonthTable& table) {
  std::vector<TypeTotal> totals;
  for (std::size_t t = 0; t < table.types.size(); ++t) {
    TypeTotal one{t, 0};
    for (std::size_t m = 0; m < table.months.size(); ++m) {
      if (!table.months[m].missing) one.count += table.of_type(m, t);
    }
    totals.push_back(one);
  }
  std::ranges::stable_sort(totals, std::ranges::greater{}, &TypeTotal::count);
  return totals;
}

Json types_json(const MonthTable& table, const std::vector<TypeTotal>& totals) {
  std::int64_t all = 0;
  for (const TypeTotal& one : totals) all += one.count;
  Json rows = Json::array();
  for (const TypeTotal& one : totals) {
    const double share = 100.0 * static_cast<double>(one.count) / static_cast<double>(all);
    rows.push_back(
        {{"type", table.types[one.type]}, {"count", one.count}, {"share_pct", real(share)}});
  }
  return rows;
}

Json rows_json(const std::vector<table::Column>& columns) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < columns.front().size(); ++i) {
    Json row = Json::object();
    for (const table::Column& column : columns) {
      if (table::holds_texts(column)) {
        row[column.name] = table::text_at(column, i);
      } else if (const auto* whole = std::get_if<table::Column::Integers>(&column.values)) {
        row[column.name] = number((*whole)[i]);
      } else {
        row[column.name] = real(std::get<table::Column::Reals>(column.values)[i]);
      }
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

report::PlainColumn numbers_of(std::string heading, std::string name, int drop,
                               const std::vector<std::int64_t>& values) {
  report::PlainColumn column{std::move(heading), {}, true, std::move(name), drop};
  for (const std::int64_t value : values) column.cells.push_back(report::integer_text(value));
  return column;
}

std::string column_name(std::string type) {
  for (char& c : type) c = c == ' ' ? '-' : c;
  return type;
}

// A row per month, a column per type, the most frequent first.
report::ShownTable wide_table(const MonthTable& table, const std::vector<TypeTotal>& totals,
                              bool with_types, const std::set<table::Month>& broken) {
  report::PlainColumn months{"Month", {}, false, "month", 0};
  report::PlainColumn rates{"Per day", {}, true, "per_day", 1};
  report::PlainColumn remarks{"", {}, false, "note", 2};
  std::vector<std::int64_t> counts, days;
  for (std::size_t m = 0; m < table.months.size(); ++m) {
    const CountedMonth& month = table.months[m];
    months.cells.push_back(table::to_string(month.month));
    counts.push_back(table.total(m));
    days.push_back(month.days);
    rates.cells.push_back(report::decimal_text(per_day(counts.back(), month.days), 1));
    remarks.cells.emplace_back(month.missing                  ? "missing"
                               : broken.contains(month.month) ? "unlike the others"
                               : !month.whole                 ? "in part"
                                                              : "");
  }
  report::ShownTable shown{
      {months, numbers_of("Count", "count", 0, counts), numbers_of("Days", "days", 3, days), rates},
      "month"};
  for (std::size_t i = 0; with_types && table.types.size() > 1 && i < totals.size(); ++i) {
    std::vector<std::int64_t> of_type;
    for (std::size_t m = 0; m < table.months.size(); ++m) {
      of_type.push_back(table.of_type(m, totals[i].type));
    }
    const std::string& name = table.types[totals[i].type];
    shown.columns.push_back(numbers_of(name, column_name(name), static_cast<int>(4 + i), of_type));
  }
  shown.columns.push_back(std::move(remarks));
  return shown;
}

report::ShownTable long_table(const table::Layer& layer) {
  std::vector<std::size_t> order(layer.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  report::ShownTable table{{}, "row"};
  for (const table::Column& column : layer.columns) {
    std::string heading = capitalised(column.name);
    std::ranges::replace(heading, '_', ' ');
    table.columns.push_back(
        report::plain_column(column, heading, order, column.name == "per_day" ? 1 : -1));
    table.columns.back().name = column.name;
    table.columns.back().drop = column.name == "area_code" ? 2 : column.name == "days" ? 1 : 0;
  }
  return table;
}

std::string months_sentence(const MonthTable& table, const Theme& theme) {
  std::int64_t count = 0;
  std::int64_t days = 0;
  std::vector<std::size_t> counted_months;
  std::vector<table::Month> missing;
  for (std::size_t m = 0; m < table.months.size(); ++m) {
    if (table.months[m].missing) {
      missing.push_back(table.months[m].month);
      continue;
    }
    count += table.total(m);
    days += table.months[m].days;
    counted_months.push_back(m);
  }
  const auto rate = [&](std::size_t m) { return per_day(table.total(m), table.months[m].days); };
  std::string text = fmt::format(
      "{} in {} ({}): {} a day.", report::counted_noun(count, theme.noun),
      counted(counted_months.size(), "month"), counted(static_cast<std::uint64_t>(days), "day"),
      report::decimal_text(per_day(count, static_cast<int>(days)), 1));
  if (counted_months.size() > 1) {
    const auto [least, most] = std::ranges::minmax_element(counted_months, {}, rate);
    if (rate(*least) < rate(*most)) {
      text += fmt::format(
          " Most a day in {} ({}), fewest in {} ({}).", table::to_string(table.months[*most].month),
          report::decimal_text(rate(*most), 1), table::to_string(table.months[*least].month),
          report::decimal_text(rate(*least), 1));
    }
  }
  text += "\n";
  if (!missing.empty()) {
    text += fmt::format("No count of {}: the files do not hold {}.\n", months_text(missing),
                        missing.size() == 1 ? "it" : "them");
  }
  return text + report::how_sure(
                    "these are counts as recorded, and months differ by chance, too; trend says "
                    "which differ by more");
}

parameter::List parameters(MonthsOptions& options) {
  parameter::List list("Months");
  list.choice("by", options.by, by_names, "What a row of the output is");
  return list;
}

}  // namespace

Result<Findings> months_findings(const Study& study, const Theme& theme,
                                 const MonthsOptions& options) {
  const auto period = months_counted(study);
  if (!period)
    return fail(ErrorCode::no_data, "months need dates, and the incidents " + no_dates_text(study));
  const MonthTable table = month_table(study, theme, *period);
  const std::set<table::Month> broken = broken_months(study, theme);
  const std::vector<TypeTotal> totals = type_totals(table);
  Findings found;
  found.key = "trend";
  found.layers.push_back(month_layer(table, study, theme, options.by));
  found.summary["by"] = std::string(name_of(by_names, options.by));
  found.summary["months"] = months_json(table, broken);
  found.summary["types"] = types_json(table, totals);
  if (options.by != By::month) found.summary["rows"] = rows_json(found.layers.front().columns);
  found.tables.push_back(parts_areas(options.by)
                             ? long_table(found.layers.front())
                             : wide_table(table, totals, parts_types(options.by), broken));
  found.text = months_sentence(table, theme);
  if (table.undated > 0) {
    found.warn_of_number(
        fmt::format("{} {} no date and {} in no month", counted(table.undated, "incident"),
                    table.undated == 1 ? "has" : "have", table.undated == 1 ? "is" : "are"));
  }
  return found;
}

Analysis months() {
  auto options = std::make_shared<MonthsOptions>();
  return {.name = "months",
          .question = "How many incidents were there in each month, of each type, in each area?",
          .examples = {"hotward months police/ --type crime --from 2019-04 --to 2020-03",
                       "hotward months police.zip --areas wards.gpkg --by all -o months.csv"},
          .parameters = parameters(*options),
          .in_run = InRun{75, "counting months", "months", "Months"},
          .why_secret =
              "--public is not offered for months: many counts of a single month are "
              "small, and each can be worked out from those of longer periods",
          .hides_small_counts = false,
          .run = [options](const Task& task) {
            return months_findings(task.study, task.theme, *options);
          }};
}

}  // namespace hotward::analyses
