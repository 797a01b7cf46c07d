#include <cmath>

#include <fmt/format.h>

#include "engine/analyses/trend/trend_words.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::analyses {
namespace {

using report::decimal_text;
using report::integer_text;
using trend::Signal;

report::PlainColumn texts(std::string heading, std::string name, int drop = 0) {
  return {std::move(heading), {}, false, std::move(name), drop};
}
report::PlainColumn numbers(std::string heading, std::string name, int drop = 0) {
  return {std::move(heading), {}, true, std::move(name), drop};
}

std::string p_text(double p) {
  return std::isfinite(p) && p < 0.0005 ? "<0.001" : decimal_text(p, 3);
}

std::string percent(double value) {
  return std::isfinite(value) ? report::signed_text(value, 1) : std::string(report::no_value);
}

// What a table says of each change, after the columns that name the row.
class ChangeColumns {
 public:
  void add(const CountChange& change) {
    count_.cells.push_back(integer_text(change.count));
    prev_.cells.push_back(integer_text(change.prev));
    pct_.cells.push_back(percent(change.pct));
    exact_.cells.push_back(p_text(change.p_exact));
    wide_.cells.push_back(p_text(change.p_overdispersed));
    phi_.cells.push_back(decimal_text(change.phi, 1));
  }
  void append_to(std::vector<report::PlainColumn>& columns) {
    for (auto* column : {&count_, &prev_, &pct_, &exact_, &wide_, &phi_}) {
      columns.push_back(std::move(*column));
    }
  }

 private:
  report::PlainColumn count_ = numbers("Count", "count");
  report::PlainColumn prev_ = numbers("Before", "prev", 2);
  report::PlainColumn pct_ = numbers("Change %", "chg_pct");
  report::PlainColumn exact_ = numbers("p exact", "chg_p", 4);
  report::PlainColumn wide_ = numbers("p", "chg_p_od", 1);
  report::PlainColumn phi_ = numbers("Varies ×", "phi", 5);
};

std::string remark(const TrendMonth& month) {
  std::string text = month.at.missing ? "missing" : !month.at.whole ? "in part" : "";
  const auto add = [&](const std::string& more) { text += (text.empty() ? "" : "; ") + more; };
  if (month.chart.signal == Signal::above) add("above the range");
  if (month.chart.signal == Signal::below) add("below the range");
  if (month.broken) add("unlike the others");
  if (!month.events.empty()) add(month.events);
  return text;
}

report::ShownTable months_table(const TrendSeries& series) {
  report::ShownTable table{
      {texts("Month", "month"), numbers("Count", "count"), numbers("Days", "days", 5),
       numbers("Per day", "per_day", 3), numbers("Index", "index", 1),
       numbers("Likely", "interval", 6), numbers("Year before", "last_year", 2),
       numbers("Poisson-Z", "ly_z", 4), texts("", "note", 0)},
      "month",
      "Index: 100 is the mean day of these months."};
  for (const TrendMonth& month : series.months) {
    const trend::ChartedMonth& chart = month.chart;
    const bool any = std::isfinite(chart.index);
    const std::string cells[] = {
        table::to_string(month.at.month),
        integer_text(month.count),
        std::to_string(month.at.days),
        decimal_text(chart.per_day, 1),
        decimal_text(100.0 * chart.index, 0),
        any ? fmt::format("{}–{}", decimal_text(100.0 * chart.spread.lower, 0),
                          decimal_text(100.0 * chart.spread.upper, 0))
            : std::string(report::no_value),
        integer_text(month.last_year),
        decimal_text(month.z_last_year, 1),
        remark(month)};
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      table.columns[c].cells.push_back(cells[c]);
    }
  }
  return table;
}

report::ShownTable years_table(const TrendSeries& series) {
  report::PlainColumn name = texts("Year", "year");
  report::PlainColumn rate = numbers("Per day", "per_day", 3);
  report::PlainColumn note = texts("", "note");
  ChangeColumns changes;
  for (const TrendYear& year : series.years) {
    name.cells.push_back(year.name);
    rate.cells.push_back(year.days == 0
                             ? std::string(report::no_value)
                             : decimal_text(static_cast<double>(year.count) / year.days, 1));
    note.cells.push_back(year.complete() ? "" : fmt::format("{} of 12 months", year.months));
    changes.add(year.change);
  }
  report::ShownTable table{{std::move(name)}, "year"};
  changes.append_to(table.columns);
  table.columns.push_back(std::move(rate));
  table.columns.push_back(std::move(note));
  return table;
}

report::ShownTable types_table(const TrendSeries& series) {
  report::PlainColumn name = texts("Type", "type");
  report::PlainColumn share = numbers("Share %", "share_pct", 3);
  ChangeColumns changes;
  std::int64_t all = 0;
  for (const TrendType& one : series.types) all += one.change.count;
  for (const TrendType& one : series.types) {
    name.cells.push_back(one.type);
    share.cells.push_back(
        decimal_text(100.0 * static_cast<double>(one.change.count) / static_cast<double>(all), 1));
    changes.add(one.change);
  }
  report::ShownTable table{{std::move(name), std::move(share)}, "type"};
  changes.append_to(table.columns);
  return table;
}

report::ShownTable areas_table(const TrendSeries& series, const Study& study) {
  report::PlainColumn name = texts("Area", "area_name");
  report::PlainColumn note = texts("", "note", 3);
  ChangeColumns changes;
  const std::vector<std::string> names = table::distinct_names(study.areas());
  for (std::size_t area = 0; area < series.areas.size(); ++area) {
    name.cells.push_back(names[area]);
    note.cells.push_back(study.before ? series.areas[area].why_none : "");
    changes.add(series.areas[area].change);
  }
  report::ShownTable table{{std::move(name)}, "area"};
  changes.append_to(table.columns);
  table.columns.push_back(std::move(note));
  return table;
}

}  // namespace

std::vector<report::ShownTable> trend_tables(const TrendSeries& series, const Study& study,
                                             bool with_areas) {
  std::vector<report::ShownTable> tables{months_table(series), years_table(series),
                                         types_table(series)};
  if (with_areas) tables.push_back(areas_table(series, study));
  return tables;
}

}  // namespace hotward::analyses
