#include "engine/analyses/trend/trend_series.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <numeric>

#include <fmt/format.h>

#include "engine/methods/trend/overdispersed_change.hpp"
#include "engine/stats/rate_ratio.hpp"
#include "engine/study/completeness.hpp"
#include "engine/study/known_change_words.hpp"
#include "engine/study/lacking.hpp"
#include "engine/study/months.hpp"
#include "engine/study/selection.hpp"
#include "engine/table/taxonomy.hpp"

namespace hotward::analyses {
namespace {

using table::Month;
using table::Period;

using CountOf = std::function<std::int64_t(std::size_t month)>;

int number_of(Month month) {
  return static_cast<int>(month.year()) * 12 +
         static_cast<int>(static_cast<unsigned>(month.month())) - 1;
}

trend::MonthlySeries series_of(const MonthTable& table, const CountOf& count) {
  trend::MonthlySeries series;
  for (std::size_t m = 0; m < table.months.size(); ++m) {
    const std::int64_t n = count(m);
    if (!table.months[m].whole || n == table::null_integer) continue;
    series.months.push_back(number_of(table.months[m].month));
    series.counts.push_back(n);
    series.days.push_back(table.months[m].days);
  }
  return series;
}

struct Counted {
  std::int64_t count;
  int days;
};

CountChange change_of(const Counted& now, const Counted& then,
                      const std::optional<trend::SeasonalLine>& line) {
  CountChange change{now.count, then.count};
  const stats::ExposedCount a{now.count, static_cast<double>(now.days)};
  const stats::ExposedCount b{then.count, static_cast<double>(then.days)};
  const stats::RateRatio exact = stats::rate_ratio(a, b);
  const double scale = a.exposure / b.exposure;
  change.p_exact = exact.p_value;
  if (then.count > 0) {
    change.pct =
        100.0 * static_cast<double>(now.count - then.count) / static_cast<double>(then.count);
    change.per_day_pct = 100.0 * (exact.ratio - 1.0);
  }
  stats::Interval reach = exact.interval;
  if (line) {
    const auto wide = trend::overdispersed_change(a, b, line->phi, line->degrees);
    change.phi = line->phi;
    change.degrees = line->degrees;
    change.p_overdispersed = wide.p_value;
    reach.lower = std::fmin(reach.lower, wide.ratio.lower);
    reach.upper = std::fmax(reach.upper, wide.ratio.upper);
  }
  change.lower_pct = 100.0 * (reach.lower * scale - 1.0);
  change.upper_pct = std::isfinite(reach.upper) ? 100.0 * (reach.upper * scale - 1.0) : undefined;
  return change;
}

std::int64_t sum(const std::vector<std::int64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

// The month table over all data, and over what is shown.
struct Frame {
  MonthTable table;
  MonthTable shown;
  Period period;  // that is shown
};

Result<Frame> frame_of(const Study& study, const Theme& theme) {
  const auto held = months_held(study);
  const auto shown = months_counted(study);
  if (!held || !shown) {
    return fail(ErrorCode::no_data,
                "a trend needs dates, and the incidents " + no_dates_text(study));
  }
  const Period all{std::min(held->first, shown->first), std::max(held->last, shown->last)};
  return Frame{month_table(study, theme, all), month_table(study, theme, *shown), *shown};
}

void add_chart(std::vector<TrendMonth>& months, TrendSeries& result) {
  std::vector<std::int64_t> counts;
  std::vector<double> days, rates, times;
  std::vector<std::size_t> which;
  for (std::size_t m = 0; m < months.size(); ++m) {
    if (months[m].count == table::null_integer) continue;
    which.push_back(m);
    counts.push_back(months[m].count);
    days.push_back(months[m].at.days);
  }
  const double phi = result.line ? result.line->phi : 1.0;
  const trend::ControlChart chart = trend::control_chart(counts, days, phi);
  result.per_day = chart.per_day;
  std::vector<double> whole_counts;
  for (std::size_t i = 0; i < which.size(); ++i) {
    months[which[i]].chart = chart.months[i];
    if (!months[which[i]].at.whole) continue;
    whole_counts.push_back(static_cast<double>(counts[i]));
    rates.push_back(chart.months[i].per_day);
    times.push_back(number_of(months[which[i]].at.month));
  }
  result.of_counts = trend::mann_kendall(whole_counts);
  result.of_rates = trend::mann_kendall(rates);
  result.slope = trend::theil_sen(times, rates);
}

// The same month of the year before, where both are whole.
void add_last_year(const MonthTable& table, TrendMonth& month) {
  const Month before = month.at.month - std::chrono::months{12};
  const auto found = std::ranges::find(table.months, before, &CountedMonth::month);
  if (!month.at.whole || found == table.months.end() || !found->whole) return;
  month.last_year = table.total(static_cast<std::size_t>(found - table.months.begin()));
  month.z_last_year = trend::poisson_z(month.count, month.at.days, month.last_year, found->days);
}

void add_months(const Frame& frame, const std::set<Month>& broken, TrendSeries& result) {
  for (std::size_t m = 0; m < frame.shown.months.size(); ++m) {
    TrendMonth one{};
    one.at = frame.shown.months[m];
    one.broken = broken.contains(one.at.month);
    one.count = frame.shown.total(m);
    add_last_year(frame.table, one);
    for (const Event& event : result.events) {
      const bool touches = event.period.first <= table::last_day(one.at.month) &&
                           table::first_day(one.at.month) <= event.period.last;
      if (touches) one.events += (one.events.empty() ? "" : "; ") + event.label;
    }
    result.months.push_back(std::move(one));
  }
  add_chart(result.months, result);
}

std::string year_name(int year, bool financial) {
  return financial ? fmt::format("{}/{:02}", year, (year + 1) % 100) : std::to_string(year);
}

Period year_of(int year, bool financial) {
  const Month first{std::chrono::year{year}, std::chrono::month{financial ? 4U : 1U}};
  return {table::first_day(first), table::last_day(first + std::chrono::months{11})};
}

int starting_year(Month month, bool financial) {
  const bool before_april = financial && static_cast<unsigned>(month.month()) < 4;
  return static_cast<int>(month.year()) - (before_april ? 1 : 0);
}

void add_years(const Study& study, const MonthTable& table, bool financial, TrendSeries& result) {
  std::vector<TrendYear> years;
  for (std::size_t m = 0; m < table.months.size(); ++m) {
    const int year = starting_year(table.months[m].month, financial);
    const std::string name = year_name(year, financial);
    if (years.empty() || years.back().name != name) {
      years.emplace_back();
      years.back().financial = financial;
      years.back().name = name;
      years.back().period = year_of(year, financial);
    }
    if (table.months[m].missing) continue;
    years.back().count += table.total(m);
    years.back().days += table.months[m].days;
    if (table.months[m].whole) ++years.back().months;
  }
  const table::RowsByMonth& rows = study.incidents().by_month;
  for (std::size_t y = 0; y < years.size(); ++y) {
    TrendYear& year = years[y];
    // Missing is not zero.
    if (year.days == 0) year.count = table::null_integer;
    year.change.count = year.count;
    if (y == 0) {
      year.why_none = "no year before";
    } else if (!year.complete() || !years[y - 1].complete()) {
      year.why_none = "a month is missing";
    } else if (unlike(located_share(rows, year.period), located_share(rows, years[y - 1].period))) {
      year.why_none = "unlike shares of the rows have coordinates";
    } else {
      year.change =
          change_of({year.count, year.days}, {years[y - 1].count, years[y - 1].days}, result.line);
    }
  }
  result.years.insert(result.years.end(), years.begin(), years.end());
}

// Counts of the study's two periods in an area or in all, of one type or of the theme.
struct TwoCounts {
  std::int64_t now = 0;
  std::int64_t then = 0;
};

CountChange compared(const Study& study, const TwoCounts& counts,
                     const std::optional<trend::SeasonalLine>& line) {
  return change_of({counts.now, study.period->days()}, {counts.then, study.before->days()}, line);
}

// Of all areas together.
CountChange compared_total(const Study& study, const TwoCounts& counts,
                           const std::optional<trend::SeasonalLine>& line) {
  return study.total_is_compared() ? compared(study, counts, line) : CountChange{counts.now};
}

void add_types(const Study& study, const Theme& theme, const MonthTable& table,
               TrendSeries& result) {
  const table::Dictionary& names = study.incidents().types;
  for (std::size_t t = 0; t < table.types.size(); ++t) {
    TwoCounts counts;
    for (std::size_t code = 0; code < study.types && code < theme.types.size(); ++code) {
      const bool is_it = names.size() == 0 || names.texts()[code] == table.types[t] ||
                         (names.texts()[code].empty() && table.types[t] == "(no type)");
      if (theme.types[code] == 0 || !is_it) continue;
      for (std::size_t area = 0; area < study.areas().size(); ++area) {
        counts.now += study.count(area, code, 0);
        if (study.before) counts.then += study.count(area, code, 1);
      }
    }
    const auto series = series_of(table, [&](std::size_t m) { return table.of_type(m, t); });
    result.types.push_back(
        {table.types[t], compared_total(study, counts, trend::seasonal_line(series))});
  }
  std::ranges::stable_sort(result.types, std::ranges::greater{},
                           [](const TrendType& t) { return t.change.count; });
}

void add_areas(const Study& study, const Theme& theme, const MonthTable& table,
               TrendSeries& result) {
  const AreaMonths complete(study);
  const auto now = incidents_in_areas(study, theme);
  const auto then = incidents_in_areas(study, theme, When::before);
  for (std::size_t area = 0; area < now.size(); ++area) {
    TrendArea one;
    one.change.count = now[area];
    std::vector<Month> lacking;
    for (const auto& period : {study.comparison, study.period}) {
      if (!period) continue;
      const auto months = complete.lacking(area, *period);
      lacking.insert(lacking.end(), months.begin(), months.end());
    }
    if (!lacking.empty()) {
      one.why_none = fmt::format("no data of {}", months_text(lacking));
    } else if (!study.before) {
      one.why_none = study.no_change;
    } else if (!study.no_change_in[area].empty()) {
      one.why_none = study.no_change_in[area];
    } else {
      const auto series = series_of(table, [&](std::size_t m) { return table.of_area(m, area); });
      one.change = compared(study, {now[area], then[area]}, trend::seasonal_line(series));
    }
    result.areas.push_back(std::move(one));
  }
}

void add_redefined(const Study& study, const Theme& theme, TrendSeries& result) {
  const table::Dictionary& types = study.incidents().types;
  const auto has = [&](std::string_view police_uk) {
    for (std::size_t code = 0; code < types.size() && code < theme.types.size(); ++code) {
      const table::OffenceType* known = table::find_type(types.texts()[code]);
      if (theme.types[code] != 0 && known != nullptr && known->police_uk == police_uk) return true;
    }
    return police_uk.empty();
  };
  for (const table::KnownChange& change : known_changes_of(study)) {
    const bool within = !result.months.empty() && result.months.front().at.month < change.first() &&
                        change.first() <= result.months.back().at.month;
    if (change.kind != table::KnownChange::Kind::definition || !within || !has(change.type)) {
      continue;
    }
    result.redefined.push_back({change.first(), std::string(change.type)});
  }
}

}  // namespace

double CountChange::p_value() const { return std::fmax(p_exact, p_overdispersed); }

Result<TrendSeries> trend_series(const Study& study, const Theme& theme,
                                 const std::vector<Event>& events) {
  const auto frame = frame_of(study, theme);
  if (!frame) return fail(frame.error());
  const MonthTable& table = frame->table;
  TrendSeries result;
  result.undated = table.undated;
  const auto series = series_of(table, [&](std::size_t m) { return table.total(m); });
  result.line = trend::seasonal_line(series);
  result.line_months = series.months.size();
  std::ranges::copy_if(events, std::back_inserter(result.events), [&](const Event& event) {
    return event.period.first <= frame->period.last && frame->period.first <= event.period.last;
  });
  add_months(*frame, broken_months(study, theme), result);
  add_redefined(study, theme, result);
  for (const bool financial : {true, false}) add_years(study, table, financial, result);
  result.change = compared_total(
      study,
      {sum(incidents_in_areas(study, theme)), sum(incidents_in_areas(study, theme, When::before))},
      result.line);
  add_types(study, theme, table, result);
  add_areas(study, theme, table, result);
  return result;
}

}  // namespace hotward::analyses
