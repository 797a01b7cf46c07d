#include "engine/analyses/places/place_counts.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>
#include <utility>

#include "engine/disclosure/suppression.hpp"
#include "engine/study/cells.hpp"
#include "engine/study/publication.hpp"
#include "engine/study/selection.hpp"

namespace hotward::analyses {
namespace {

bool is_few(std::int64_t count) { return count > 0 && count < disclosure::least_shown; }

std::vector<PlaceCount> each_place(const Study& study, const Theme& theme) {
  const table::Incidents& incidents = study.incidents();
  std::vector<PlaceCount> counts(incidents.places.size());
  const Selection selection(study, theme);
  for (std::uint32_t i = 0; i < incidents.size(); ++i) {
    if (!selection.holds(i)) continue;
    const std::uint16_t type = incidents.type.empty() ? std::uint16_t{0} : incidents.type[i];
    PlaceCount& place = counts[incidents.place[i]];
    ++place.count;
    ++place.types[type];
  }
  for (std::uint32_t p = 0; p < counts.size(); ++p) {
    if (counts[p].count == 0) continue;
    counts[p].places = {p};
    counts[p].area = static_cast<std::size_t>(study.join.area[p]);
    counts[p].at = incidents.places.at[p];
  }
  std::erase_if(counts, [](const PlaceCount& place) { return place.count == 0; });
  return counts;
}

void busiest_first(std::vector<PlaceCount>& counts) {
  std::ranges::sort(counts, [](const PlaceCount& a, const PlaceCount& b) {
    return std::tuple(-a.count, a.at, a.area) < std::tuple(-b.count, b.at, b.area);
  });
}

// All of them as one; the point is the caller's.
PlaceCount merged(std::vector<PlaceCount> members) {
  PlaceCount one = std::move(members.front());
  for (std::size_t k = 1; k < members.size(); ++k) {
    const PlaceCount& other = members[k];
    one.places.insert(one.places.end(), other.places.begin(), other.places.end());
    one.count += other.count;
    for (const auto& [type, count] : other.types) one.types[type] += count;
  }
  return one;
}

// What may be shown, and what not.
struct Split {
  std::vector<PlaceCount> shown;  // those that are merged last, then the busiest first
  std::vector<PlaceCount> hidden;

  template <class Which>
  void hide(const Which& which) {
    for (PlaceCount& place : shown) {
      if (!which(place)) continue;
      hidden.push_back(std::move(place));
      place.count = 0;
    }
    std::erase_if(shown, [](const PlaceCount& place) { return place.count == 0; });
  }
};

// Where an area's incidents, or those of all areas, less those at the places shown are a small
// count, its last place is not shown either.
void hide_small_rests(std::vector<std::int64_t> rest_of_area, Split& split) {
  for (const PlaceCount& place : split.shown) rest_of_area[place.area] -= place.count;
  std::vector<std::uint8_t> drop(split.shown.size(), 0);
  const auto drop_where = [&](const auto& is_known, const auto& take_back) {
    for (std::size_t i = split.shown.size(); i-- > 0;) {
      if (drop[i] != 0 || !is_known(split.shown[i])) continue;
      drop[i] = 1;
      take_back(split.shown[i]);
    }
  };
  drop_where([&](const PlaceCount& place) { return is_few(rest_of_area[place.area]); },
             [&](const PlaceCount& place) { rest_of_area[place.area] += place.count; });
  std::int64_t rest = std::accumulate(rest_of_area.begin(), rest_of_area.end(), std::int64_t{0});
  drop_where([&](const PlaceCount&) { return is_few(rest); },
             [&](const PlaceCount& place) { rest += place.count; });
  std::size_t i = 0;
  split.hide([&](const PlaceCount&) { return drop[i++] != 0; });
}

void add_merged(std::vector<PlaceCount> merged, Split& split) {
  busiest_first(merged);
  std::ranges::move(merged, std::back_inserter(split.shown));
}

// Beside other layers: what the plan says.
Split planned(const JointPlan& plan, std::vector<PlaceCount> counts) {
  std::map<std::uint32_t, std::size_t> group_of;
  for (std::size_t g = 0; g < plan.merged.size(); ++g) {
    for (const std::uint32_t place : plan.merged[g].places) group_of[place] = g;
  }
  Split split;
  std::vector<std::vector<PlaceCount>> groups(plan.merged.size());
  for (PlaceCount& place : counts) {
    const auto group = group_of.find(place.places.front());
    if (group != group_of.end()) {
      groups[group->second].push_back(std::move(place));
    } else if (plan.places[place.places.front()] != 0) {
      split.shown.push_back(std::move(place));
    }
  }
  std::vector<PlaceCount> all;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    all.push_back(merged(std::move(groups[g])));
    all.back().at = plan.merged[g].at;
  }
  add_merged(std::move(all), split);
  return split;
}

// By itself: of each area and cell of the usual grid.
void merge_hidden(const Study& study, Split& split) {
  const geometry::Lattice lattice(CellOptions{}.shape, CellOptions{}.cell_m);
  std::map<std::pair<std::size_t, geometry::Cell>, std::vector<PlaceCount>> groups;
  for (PlaceCount& place : split.hidden) {
    groups[{place.area, lattice.at(place.at)}].push_back(std::move(place));
  }
  split.hidden.clear();
  std::vector<PlaceCount> all;
  for (auto& [of, members] : groups) {
    PlaceCount one = merged(std::move(members));
    if (!one.is_merged() || one.count < disclosure::least_shown) continue;
    one.at = middle_of_cell(lattice, of.second, study.areas(), of.first);
    all.push_back(std::move(one));
  }
  add_merged(std::move(all), split);
}

}  // namespace

std::vector<PlaceCount> count_places(const Study& study, const Theme& theme,
                                     const JointPlan* plan) {
  std::vector<PlaceCount> counts = each_place(study, theme);
  busiest_first(counts);
  if (!study.is_public) return counts;
  const std::vector<std::int64_t> of_areas = incidents_in_areas(study, theme);
  Split split;
  if (plan != nullptr) {
    split = planned(*plan, std::move(counts));
  } else {
    split.shown = std::move(counts);
    split.hide([](const PlaceCount& place) { return place.count < disclosure::least_shown; });
    hide_small_rests(of_areas, split);
    merge_hidden(study, split);
  }
  hide_small_rests(of_areas, split);
  busiest_first(split.shown);
  return std::move(split.shown);
}

}  // namespace hotward::analyses
