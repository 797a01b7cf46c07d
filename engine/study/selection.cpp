#include "engine/study/selection.hpp"

namespace hotward {

bool Selection::InTime::operator()(table::Minute minute) const {
  const bool has_times = !study->incidents().minute.empty();
  if (when == When::before) return has_times && study->before && study->before->holds(minute);
  return !study->asked || !has_times || study->period->holds(minute);
}

std::vector<std::uint32_t> incidents_at_places(const Study& study, const Theme& theme, When when) {
  const table::Incidents& incidents = study.incidents();
  std::vector<std::uint32_t> counts(incidents.places.size(), 0);
  const Selection selection(study, theme, when);
  for (std::uint32_t i = 0; i < incidents.size(); ++i) {
    if (selection.holds(i)) ++counts[incidents.place[i]];
  }
  return counts;
}

std::vector<std::int64_t> incidents_in_areas(const Study& study, const Theme& theme, When when) {
  std::vector<std::int64_t> counts(study.areas().size(), 0);
  if (when == When::before && !study.before) return counts;
  const std::size_t part = when == When::before ? 1 : 0;
  for (std::size_t area = 0; area < counts.size(); ++area) {
    for (std::size_t type = 0; type < theme.types.size(); ++type) {
      if (theme.types[type] != 0) counts[area] += study.count(area, type, part);
    }
  }
  return counts;
}

std::uint64_t incidents_outside(const Study& study, const Theme& theme) {
  std::uint64_t outside = 0;
  for (std::size_t type = 0; type < theme.types.size(); ++type) {
    if (theme.types[type] != 0) outside += study.counts.outside[type];
  }
  return outside;
}

}  // namespace hotward
