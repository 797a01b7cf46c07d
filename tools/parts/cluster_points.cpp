#include "tools/parts/cluster_points.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <tuple>

#include <fmt/format.h>

#include "tools/parts/selection.hpp"

namespace hotward::tools {
namespace {

const table::TextColumn* kept_column(const table::Incidents& incidents, const std::string& name) {
  const auto found = std::ranges::find(incidents.kept, name, &table::TextColumn::name);
  return found == incidents.kept.end() ? nullptr : &*found;
}

// The number that each text of the column means; checked once per different text.
Result<std::vector<double>> numbers_of(const table::TextColumn& column) {
  std::vector<double> numbers;
  for (const std::string& text : column.dictionary.texts()) {
    double value = 0.0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(value) ||
        value < 0.0) {
      return fail(ErrorCode::bad_value,
                  fmt::format("--weight {}: '{}' is no number of 0 or more", column.name, text));
    }
    numbers.push_back(value);
  }
  return numbers;
}

struct Located {
  geometry::Point at;
  std::uint32_t place;
};

// Places with a selected incident, by their coordinates: an order that the input's rows cannot
// move.
std::vector<Located> occupied(const table::Places& places,
                              const std::vector<std::uint32_t>& incidents) {
  std::vector<Located> found;
  for (std::uint32_t p = 0; p < places.size(); ++p) {
    if (incidents[p] > 0) found.push_back({places.at[p], p});
  }
  std::ranges::sort(found, {}, &Located::at);
  return found;
}

// The selected incidents, place by place in that order, each place's by time.
std::vector<std::uint32_t> by_place_and_time(const Study& study, const Theme& theme,
                                             const std::vector<Located>& places,
                                             const std::vector<std::uint32_t>& count) {
  const table::Incidents& incidents = study.read.incidents;
  std::vector<std::size_t> next(count.size(), 0);
  std::size_t total = 0;
  for (const Located& located : places) {
    next[located.place] = total;
    total += count[located.place];
  }
  std::vector<std::uint32_t> order(total);
  for (std::uint32_t i = 0; i < incidents.size(); ++i) {
    if (is_selected(study, theme, i)) order[next[incidents.place[i]]++] = i;
  }
  auto first = order.begin();
  for (const Located& located : places) {
    const auto last = first + count[located.place];
    std::sort(first, last, [&](std::uint32_t a, std::uint32_t b) {
      return incidents.minute[a] != incidents.minute[b] ? incidents.minute[a] < incidents.minute[b]
                                                        : a < b;
    });
    first = last;
  }
  return order;
}

// The weight of each point. Its incidents' are added smallest first, so that no order of the input
// moves the sum.
std::vector<double> weights_of(const ClusterPoints& points, std::vector<double> incident_weight) {
  std::vector<std::uint32_t> order(points.point.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(points.point[a], incident_weight[a], a) <
           std::tuple(points.point[b], incident_weight[b], b);
  });
  std::vector<double> weights(points.at.size(), 0.0);
  for (const std::uint32_t i : order) weights[points.point[i]] += incident_weight[i];
  return weights;
}

void add_point(ClusterPoints& points, const Study& study, const Located& located,
               std::uint32_t incidents) {
  points.at.push_back(located.at);
  points.incidents.push_back(incidents);
  points.area.push_back(study.join.area[located.place]);
}

// One point per place; the incidents in the input's order, which nothing made of them depends on.
std::vector<std::uint32_t> place_points(const Study& study, const Theme& theme,
                                        const std::vector<Located>& places,
                                        const std::vector<std::uint32_t>& count,
                                        ClusterPoints& points) {
  const table::Incidents& incidents = study.read.incidents;
  std::vector<std::uint32_t> number(count.size(), 0);
  points.at.reserve(places.size());
  points.incidents.reserve(places.size());
  points.area.reserve(places.size());
  points.point.reserve(incidents.size());
  for (const Located& located : places) {
    number[located.place] = static_cast<std::uint32_t>(points.at.size());
    add_point(points, study, located, count[located.place]);
  }
  std::vector<std::uint32_t> chosen;
  chosen.reserve(incidents.size());
  for (std::uint32_t i = 0; i < incidents.size(); ++i) {
    if (!is_selected(study, theme, i)) continue;
    chosen.push_back(i);
    points.point.push_back(number[incidents.place[i]]);
  }
  return chosen;
}

// One point per incident, with its time.
std::vector<std::uint32_t> timed_points(const Study& study, const Theme& theme,
                                        const std::vector<Located>& places,
                                        const std::vector<std::uint32_t>& count,
                                        ClusterPoints& points) {
  const table::Incidents& incidents = study.read.incidents;
  auto chosen = by_place_and_time(study, theme, places, count);
  for (const std::uint32_t i : chosen) {
    const std::uint32_t place = incidents.place[i];
    points.point.push_back(static_cast<std::uint32_t>(points.at.size()));
    add_point(points, study, {incidents.places.at[place], place}, 1);
    points.when.push_back(incidents.minute[i]);
  }
  return chosen;
}

}  // namespace

Result<ClusterPoints> cluster_points(const Study& study, const Theme& theme,
                                     const ClusterPointsOptions& options) {
  const table::Incidents& incidents = study.read.incidents;
  const table::TextColumn* column = nullptr;
  std::vector<double> numbers;
  if (!options.weight_column.empty()) {
    column = kept_column(incidents, options.weight_column);
    if (column == nullptr) {
      return fail(
          ErrorCode::missing_column,
          fmt::format("--weight {}: the incidents have no such column", options.weight_column));
    }
    auto read = numbers_of(*column);
    if (!read) return fail(read.error());
    numbers = std::move(*read);
  }
  const std::vector<std::uint32_t> count = incidents_at_places(study, theme);
  const std::vector<Located> places = occupied(incidents.places, count);
  ClusterPoints points;
  const bool timed = options.timed && !incidents.minute.empty();
  const auto chosen = timed ? timed_points(study, theme, places, count, points)
                            : place_points(study, theme, places, count, points);
  std::vector<double> incident_weight;
  for (const std::uint32_t i : chosen) {
    if (!incidents.type.empty()) points.type.push_back(incidents.type[i]);
    if (!incidents.minute.empty()) points.minute.push_back(incidents.minute[i]);
    if (column != nullptr) incident_weight.push_back(numbers[column->codes[i]]);
  }
  if (column != nullptr) points.weight = weights_of(points, std::move(incident_weight));
  return points;
}

}  // namespace hotward::tools
