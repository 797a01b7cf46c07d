// Layout items: what a printed sheet of a QGIS project is put together from: texts, maps, keys,
// scale bars.
#pragma once

#include <string>
#include <vector>

#include "engine/geometry/box.hpp"
#include "engine/report/project.hpp"
#include "engine/report/xml.hpp"

namespace hotward::report {

struct Frame {
  double x_mm, y_mm, width_mm, height_mm;
};

void write_page(XmlWriter& xml);

struct Text {
  const std::string& content;
  double points;
  bool bold;
  bool right = false;  ///< set against the right border
};

/// Nothing where the text is empty.
void write_label(XmlWriter& xml, const Text& text, const Frame& frame);

struct MapItem {
  std::string uuid{};
  std::string id{};  ///< what @map_id is to labels
  geometry::Box extent{};
  std::vector<const ProjectLayer*> layers{};  ///< the first on top; empty: those switched on
  std::string framed{};  ///< uuid of another map, whose extent is drawn as a frame; empty: none
};
void write_map(XmlWriter& xml, const MapItem& map, const Frame& frame);

/// The extent grown to the frame's proportions: QGIS draws it as it stands.
[[nodiscard]] geometry::Box fitted(const geometry::Box& extent, const Frame& frame);

/// What a map's key lists.
struct Key {
  std::vector<const ProjectLayer*> layers{};  ///< of the map; empty: those that are switched on
  std::string title{};  ///< of the lowest of them, which the sheet is about; empty: its own
};
/// The lowest layer stands first: what lies over it, such as names, explains itself.
void write_legend(XmlWriter& xml, const std::string& map_uuid, const Key& key, const Frame& frame);

/// How much room such a key takes, as good as it can be known without a font.
struct KeySize {
  double width_mm, height_mm;
};
[[nodiscard]] KeySize size_of(const Key& key);

/// @param metres_per_mm  of the map, for segments of a round length
void write_scale_bar(XmlWriter& xml, const std::string& map_uuid, double metres_per_mm,
                     const Frame& frame);

/// An arrow to grid north, which is up on every sheet.
void write_north(XmlWriter& xml, const Frame& frame);

/// How wide a list is: with a second value wider.
[[nodiscard]] double list_width_mm(const std::vector<ListRow>& rows);

/// Numbers, names and values in columns. @return the height it takes
double write_list(XmlWriter& xml, const std::string& title, const std::vector<ListRow>& rows,
                  const Frame& frame);

}  // namespace hotward::report
