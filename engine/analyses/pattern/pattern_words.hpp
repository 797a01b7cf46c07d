// What `pattern` found, and how it is told.
#pragma once

#include <optional>
#include <string>

#include "engine/analyses/pattern/pattern.hpp"
#include "engine/geometry/box.hpp"
#include "engine/methods/pattern/nearest_neighbour_index.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/study/chance_layouts.hpp"
#include "engine/study/json.hpp"

namespace hotward::analyses {

struct FoundPattern {
  pattern::Region region;
  geometry::Box window;
  pattern::NearestNeighbours neighbours;
  pattern::RipleyK ripley;
  ChanceLayouts chance;                            ///< what random layouts are drawn from
  std::optional<pattern::LayoutChance> of_points;  ///< empty where chance is not known
  std::optional<pattern::LayoutChance> of_places;
};

[[nodiscard]] Json pattern_json(const FoundPattern& found, const PatternOptions& options);

[[nodiscard]] table::Layer pattern_layer(const FoundPattern& found, const Theme& theme,
                                         const PatternOptions& options);

[[nodiscard]] report::ShownTable index_table(const FoundPattern& found);
[[nodiscard]] report::ShownTable ripley_table(const table::Layer& layer);

[[nodiscard]] std::string pattern_text(const FoundPattern& found, const Theme& theme,
                                       const PatternOptions& options);

}  // namespace hotward::analyses
