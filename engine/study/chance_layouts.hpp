// Chance layouts: where could incidents have been recorded, were all chance?
//
// Points with coordinates of their own: anywhere within the areas. Snapped points (those of
// data.police.uk lie on a few thousand map points): on one of the map points that the areas have,
// each as likely. These are known from other incidents only: the file's own of every type, or those
// of --universe. Where the map points are no more than those that the incidents themselves lie on,
// nothing can be said of chance, and nothing is.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/geometry/point_layout.hpp"
#include "engine/index/polygon_grid.hpp"
#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"

namespace hotward {

struct ChanceLayouts {
  enum class Kind { areas, places, unknown };

  Kind kind = Kind::unknown;
  std::string why_unknown{};             ///< a clause, where nothing can be known
  std::size_t universe = 0;              ///< map points there are
  geometry::PointLayout of_incidents{};  ///< several may lie on one map point
  geometry::PointLayout of_places{};     ///< all different

  [[nodiscard]] bool is_known() const { return kind != Kind::unknown; }
};

/// "areas", "places"; "unknown".
[[nodiscard]] std::string layouts_name(ChanceLayouts::Kind kind);

/// @param universe  --universe: files of incidents, or points, that lie on the map points; or empty
/// @return no_data where it holds no point within the areas; errors of reading it. The study must
///         outlive the layouts.
[[nodiscard]] Result<ChanceLayouts> chance_layouts(const Study& study, const Theme& theme,
                                                   const StudyRequest& request,
                                                   const Context& context,
                                                   const std::string& universe);

/// Incidents of which this share lies with another on one place are taken as snapped.
inline constexpr double snapped_share = 0.01;

}  // namespace hotward
