// Found circles: where circles of one size hold most, wherever they lie.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/analyses/target/found_sites.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/study/json.hpp"
#include "engine/table/layer.hpp"

namespace hotward::analyses {

struct FoundCircle {
  geometry::Point centre{};
  double angle_rad = 0.0;  ///< of a square or hexagon: its first side's normal, from east
  std::int64_t count = 0;
  std::int64_t around = 0;  ///< in the ring of the buffer; 0 without one
  bool over = false;        ///< more than the greatest number that is asked for
  std::string area{};       ///< where most of its incidents lie
  std::string streets{};
};

struct FoundCircles {
  std::vector<FoundCircle> circles;  ///< most first
  std::int64_t captured = 0;
  double bound = 0.0;  ///< no as many circles at this distance hold more together
  double gap_pct = 0.0;
};

/// @return usage for circles that could overlap
[[nodiscard]] Result<FoundCircles> find_circles(const Study& study, const FoundSites& found,
                                                const TargetSettings& settings);

/// Of so many in a year, how many in the months that are counted. Only for this room.
[[nodiscard]] double in_months(double a_year, const FoundSites& sites);

[[nodiscard]] table::Layer circles_layer(const Theme& theme, const FoundCircles& found,
                                         const FoundSites& sites, const TargetSettings& settings);
[[nodiscard]] report::ShownTable circles_table(const FoundCircles& found);
[[nodiscard]] std::string circles_text(const Theme& theme, const FoundCircles& found,
                                       const FoundSites& sites, const TargetSettings& settings);
[[nodiscard]] Json circles_json(const FoundCircles& found, const TargetSettings& settings);

}  // namespace hotward::analyses
