#include "tools/parts/cluster_points.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

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

// By place and time.
std::vector<std::uint32_t> selected(const Study& study, const Theme& theme, bool timed) {
  const table::Incidents& incidents = study.read.incidents;
  std::vector<std::uint32_t> chosen;
  for (std::uint32_t i = 0; i < incidents.size(); ++i) {
    if (is_selected(study, theme, i)) chosen.push_back(i);
  }
  const bool by_time = timed && !incidents.minute.empty();
  std::ranges::sort(chosen, [&](std::uint32_t a, std::uint32_t b) {
    const auto& left = incidents.places.at[incidents.place[a]];
    const auto& right = incidents.places.at[incidents.place[b]];
    if (left != right) return left < right;
    if (by_time && incidents.minute[a] != incidents.minute[b]) {
      return incidents.minute[a] < incidents.minute[b];
    }
    return a < b;
  });
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
  const bool timed = options.timed && !incidents.minute.empty();
  ClusterPoints points;
  std::uint32_t last_place = UINT32_MAX;
  for (const std::uint32_t i : selected(study, theme, timed)) {
    const std::uint32_t place = incidents.place[i];
    if (timed || place != last_place) {
      points.at.push_back(incidents.places.at[place]);
      points.incidents.push_back(0);
      points.area.push_back(study.join.area[place]);
      if (timed) points.when.push_back(incidents.minute[i]);
      if (column != nullptr) points.weight.push_back(0.0);
      last_place = place;
    }
    ++points.incidents.back();
    if (column != nullptr) points.weight.back() += numbers[column->codes[i]];
    points.point.push_back(static_cast<std::uint32_t>(points.at.size() - 1));
    if (!incidents.type.empty()) points.type.push_back(incidents.type[i]);
    if (!incidents.minute.empty()) points.minute.push_back(incidents.minute[i]);
  }
  return points;
}

}  // namespace hotward::tools
