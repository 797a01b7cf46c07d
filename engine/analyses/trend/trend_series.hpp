// Trend series: the numbers of a trend: months, years, types, areas, and the change of each.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/analyses/trend/events.hpp"
#include "engine/core/undefined.hpp"
#include "engine/methods/trend/control_chart.hpp"
#include "engine/methods/trend/mann_kendall.hpp"
#include "engine/methods/trend/seasonal_line.hpp"
#include "engine/study/month_table.hpp"
#include "engine/study/study.hpp"

namespace hotward::analyses {

/// Of a count over days against an earlier one; figures that do not exist are NaN.
struct CountChange {
  std::int64_t count = table::null_integer;
  std::int64_t prev = table::null_integer;
  double pct = undefined;          ///< of the count
  double per_day_pct = undefined;  ///< of the daily rate
  double lower_pct = undefined;    ///< 95% interval of pct, the wider of the two tests'
  double upper_pct = undefined;
  double p_exact = undefined;
  double p_overdispersed = undefined;
  double phi = undefined;
  double degrees = undefined;

  /// The larger one, which sentences use.
  [[nodiscard]] double p_value() const;
};

struct TrendMonth {
  CountedMonth at;
  std::int64_t count = table::null_integer;
  trend::ChartedMonth chart{
      undefined, undefined, {undefined, undefined}, {undefined, undefined}, trend::Signal::none};
  std::int64_t last_year = table::null_integer;
  double z_last_year = undefined;  ///< Poisson-Z beside it
  bool broken = false;
  std::string events;  ///< labels of those that touch the month
};

struct TrendYear {
  bool financial = true;
  std::string name;  ///< "2019/20", or "2019"
  table::Period period;
  std::int64_t count = 0;  ///< of the months that are there
  int days = 0;            ///< of these
  std::size_t months = 0;  ///< that are there, whole
  CountChange change;      ///< on the year before, where both are complete
  std::string why_none;    ///< where it is not

  [[nodiscard]] bool complete() const { return months == 12; }
};

struct TrendType {
  std::string type;
  CountChange change;
};

struct TrendArea {
  CountChange change;
  std::string why_none;  ///< why no change of it is reported
};

/// A type that came to mean another thing (table/known_changes.hpp).
struct Redefined {
  table::Month from;  ///< the first month of the new definition
  std::string type;   ///< empty: every type
};

struct TrendSeries {
  std::vector<TrendMonth> months;  ///< of the period that was asked for, or all
  std::vector<TrendYear> years;    ///< of all data: financial, then calendar
  std::vector<TrendType> types;    ///< the most frequent first
  std::vector<TrendArea> areas;    ///< as the study has them
  CountChange change;
  std::optional<trend::SeasonalLine> line;  ///< of all whole months
  std::size_t line_months = 0;
  double per_day = undefined;      ///< the mean of the months
  trend::MannKendall of_counts{};  ///< of the whole months shown
  trend::MannKendall of_rates{};
  double slope = undefined;            ///< incidents a day that a month adds
  std::vector<Event> events;           ///< those that touch the months
  std::vector<Redefined> redefined{};  ///< within the months shown
  std::uint64_t undated = 0;
};

/// @return no_data where the incidents have no dates
[[nodiscard]] Result<TrendSeries> trend_series(const Study& study, const Theme& theme,
                                               const std::vector<Event>& events);

}  // namespace hotward::analyses
