#include "engine/study/selection.hpp"

namespace hotward {

bool is_selected(const Study& study, const Theme& theme, std::uint32_t incident, When when) {
  const table::Incidents& incidents = study.incidents();
  const std::uint16_t type = incidents.type.empty() ? std::uint16_t{0} : incidents.type[incident];
  if (type < theme.types.size() && theme.types[type] == 0) return false;
  if (study.join.area[incidents.place[incident]] < 0) return false;
  if (when == When::before) {
    return study.before && !incidents.minute.empty() &&
           study.before->holds(incidents.minute[incident]);
  }
  return !study.asked || incidents.minute.empty() ||
         study.period->holds(incidents.minute[incident]);
}

std::vector<std::uint32_t> incidents_at_places(const Study& study, const Theme& theme, When when) {
  const table::Incidents& incidents = study.incidents();
  std::vector<std::uint32_t> counts(incidents.places.size(), 0);
  for (std::uint32_t i = 0; i < incidents.size(); ++i) {
    if (is_selected(study, theme, i, when)) ++counts[incidents.place[i]];
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
