// Selection: which of a study's incidents an analysis counts: those of its theme, of the study's
// period, within the areas. (A study may hold the period before, too, and several themes.)
#pragma once

#include <cstdint>
#include <vector>

#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"

namespace hotward {

/// Which of the study's two periods.
enum class When { period, before };

/// Which incidents count. A time that many share is compared with the period once.
///
/// Example:
///   const Selection selection(study, theme);
///   for (std::uint32_t i = 0; i < incidents.size(); ++i) count += selection.holds(i) ? 1 : 0;
class Selection {
 public:
  /// @param study  must outlive this and stay as it is, as must the theme
  Selection(const Study& study, const Theme& theme, When when = When::period)
      : study_(&study),
        theme_(&theme),
        is_in_time_(study.incidents().minute.answers(InTime{&study, when})),
        without_times_(InTime{&study, when}(table::no_time)) {}

  /// True where the incident counts.
  [[nodiscard]] bool holds(std::uint32_t incident) const {
    const table::Incidents& incidents = study_->incidents();
    const std::size_t type = incidents.type.empty() ? 0 : incidents.type[incident];
    if (type < theme_->types.size() && theme_->types[type] == 0) return false;
    if (study_->join.area[incidents.place[incident]] < 0) return false;
    return incidents.minute.empty() ? without_times_ : is_in_time_[incident];
  }

 private:
  struct InTime {
    const Study* study;
    When when;
    bool operator()(table::Minute minute) const;
  };

  const Study* study_;
  const Theme* theme_;
  table::CodedColumn<table::Minute>::Answers<InTime> is_in_time_;
  bool without_times_;
};

/// How many count at each place, in the order of study.incidents().places. All 0 for a period
/// before that the data do not hold.
[[nodiscard]] std::vector<std::uint32_t> incidents_at_places(const Study& study, const Theme& theme,
                                                             When when = When::period);

/// How many count in each area, in the order of study.areas().
[[nodiscard]] std::vector<std::int64_t> incidents_in_areas(const Study& study, const Theme& theme,
                                                           When when = When::period);

/// How many of the theme and the period lie outside all areas.
[[nodiscard]] std::uint64_t incidents_outside(const Study& study, const Theme& theme);

}  // namespace hotward
