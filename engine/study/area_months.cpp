#include "engine/study/area_months.hpp"

#include <algorithm>

namespace hotward {

AreaMonths::AreaMonths(const Study& study)
    : completeness_(&study.completeness),
      supplies_(study.areas().size() * study.completeness.forces.size(), 0) {
  const table::Incidents& incidents = study.incidents();
  const auto& forces = study.completeness.forces;
  if (forces.size() == 1) {  // all that there is of every area is its own
    std::ranges::fill(supplies_, std::uint8_t{1});
    return;
  }
  const std::size_t areas = study.areas().size();
  // Forces of the incidents by code, as the completeness lists them.
  std::vector<std::size_t> listed(std::max<std::size_t>(incidents.forces.size(), 1), 0);
  for (std::size_t code = 0; code < incidents.forces.size(); ++code) {
    const auto found =
        std::ranges::find(forces, incidents.forces.texts()[code], &ForceMonths::force);
    listed[code] = static_cast<std::size_t>(found - forces.begin());
  }
  std::vector<std::uint64_t> counts(supplies_.size(), 0);
  std::vector<std::uint64_t> totals(areas, 0);
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    const std::int32_t area = study.join.area[incidents.place[i]];
    const std::size_t force = listed[incidents.force.empty() ? 0 : incidents.force[i]];
    if (area < 0 || force >= forces.size()) continue;
    ++counts[static_cast<std::size_t>(area) * forces.size() + force];
    ++totals[static_cast<std::size_t>(area)];
  }
  for (std::size_t area = 0; area < areas; ++area) {
    for (std::size_t f = 0; f < forces.size(); ++f) {
      const std::size_t at = area * forces.size() + f;
      // An area without incidents is as all areas are.
      const bool is_one = totals[area] == 0 ? study.completeness.counts(forces[f])
                                            : supplies_a_share(counts[at], totals[area]);
      supplies_[at] = is_one ? 1 : 0;
    }
  }
}

bool AreaMonths::lacks(std::size_t area, table::Month month) const {
  const auto& forces = completeness_->forces;
  bool held = false;
  for (std::size_t f = 0; f < forces.size(); ++f) {
    if (supplies_[area * forces.size() + f] == 0) continue;
    if (forces[f].lacks(month)) return true;
    held = true;
  }
  return !held || completeness_->is_beyond(month);
}

std::vector<std::size_t> AreaMonths::served_by(const std::string& force) const {
  const auto& forces = completeness_->forces;
  const auto found = std::ranges::find(forces, force, &ForceMonths::force);
  const auto f = static_cast<std::size_t>(found - forces.begin());
  std::vector<std::size_t> areas;
  for (std::size_t at = f; at < supplies_.size(); at += forces.size()) {
    if (supplies_[at] != 0) areas.push_back(at / forces.size());
  }
  return areas;
}

std::vector<table::Month> AreaMonths::lacking(std::size_t area, const table::Period& period) const {
  std::vector<table::Month> months;
  const table::Month last = table::month_of(period.last);
  for (table::Month m = table::month_of(period.first); m <= last; m = table::next(m)) {
    if (lacks(area, m)) months.push_back(m);
  }
  return months;
}

bool is_missing(const Completeness& completeness, table::Month month) {
  return completeness.lacks(month) || completeness.is_beyond(month);
}

}  // namespace hotward
