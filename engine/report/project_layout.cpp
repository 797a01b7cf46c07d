#include <algorithm>
#include <cstdio>
#include <utility>

#include "engine/core/check.hpp"
#include "engine/report/dense_part.hpp"
#include "engine/report/layout_items.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/project_parts.hpp"
#include "engine/report/style_labels.hpp"

namespace hotward::report {
namespace {

constexpr Frame map_frame{10, 27, 166, 161};
// Beside the map: key and list, side by side where the key is narrow, and below both the dense
// part.
constexpr Frame side{180, 27, 108, 161};
constexpr double gap_mm = 3.0;
constexpr double least_inset_mm = 28.0;
constexpr double most_inset_mm = 95.0;

/// Items refer to each other by these; they need only differ within the project.
std::string uuid(std::size_t number) {
  char text[40];
  std::snprintf(text, sizeof text, "{6d61705f-0000-4000-8000-%012zx}", number);
  return text;
}

/// A long title is set smaller, or its second line would lie under the subtitle. 80 letters of 16
/// points fill the line.
double title_points(const std::string& title) {
  const auto letters = static_cast<int>(display_width(title));
  return std::clamp(16 * 80 / std::max(letters, 1), 9, 16);
}

/// What is the same on every sheet but for its title.
void write_frame(XmlWriter& xml, const ProjectPlan& plan, const std::string& title,
                 const std::string& subtitle) {
  write_label(xml, {title, title_points(title), true}, {10, 7, 277, 8});
  write_label(xml, {subtitle, 9, false}, {10, 15, 277, 5});
  write_label(xml, {plan.caveat, 9, true}, {10, 20, 277, 5});
  const std::string credits =
      plan.credits + (plan.credits.empty() || plan.made_by.empty() ? "" : "  ") + plan.made_by;
  write_label(xml, {credits, 7, false}, {10, 191, 277, 14});
}

struct Maps {
  MapItem whole;
  MapItem dense;  ///< empty extent: none
};

void write_maps(XmlWriter& xml, const Maps& maps, const Frame& inset) {
  write_map(xml, maps.whole, map_frame);
  write_scale_bar(xml, maps.whole.uuid, maps.whole.extent.width() / map_frame.width_mm,
                  {map_frame.x_mm + 3, map_frame.y_mm + map_frame.height_mm - 14, 50, 12});
  write_north(xml, {map_frame.x_mm + map_frame.width_mm - 9, map_frame.y_mm + 3, 6, 11});
  if (!maps.dense.extent.empty()) write_map(xml, maps.dense, inset);
}

std::vector<const ProjectLayer*> layers_of(const ProjectPlan& plan, const Sheet& sheet) {
  std::vector<const ProjectLayer*> layers;
  const auto all = all_layers(plan);
  for (const std::string& id : sheet.layers) {
    const auto found = std::ranges::find_if(
        all, [&](const ProjectLayer* layer) { return layer_id(*layer) == id; });
    HOTWARD_EXPECTS(found != all.end());
    layers.push_back(*found);
  }
  return layers;
}

/// Drawn larger where that shows more than the whole map does.
geometry::Box inset_extent(const ProjectPlan& plan, const geometry::Box& whole,
                           const Frame& frame) {
  if (plan.dense.empty() || frame.height_mm < least_inset_mm) return {};
  const geometry::Box shown = fitted(plan.dense, frame);
  const double scale = (whole.width() / map_frame.width_mm) / (shown.width() / frame.width_mm);
  return scale >= least_enlargement ? shown : geometry::Box{};
}

/// Writes the list beside the key, or below a wide one. @return how high both are
double key_and_list(XmlWriter& xml, const Sheet& sheet, const Key& key) {
  const KeySize size = size_of(key);
  const double list_mm = list_width_mm(sheet.list);
  const bool beside = size.width_mm + gap_mm + list_mm <= side.width_mm;
  const double down = beside ? 0.0 : size.height_mm + gap_mm;
  const double listed =
      write_list(xml, sheet.list_title, sheet.list,
                 {side.x_mm + side.width_mm - list_mm, side.y_mm + down, list_mm, 0});
  return std::max(size.height_mm, listed > 0.0 ? down + listed : 0.0);
}

void write_sheet(XmlWriter& xml, const ProjectPlan& plan, const Sheet& sheet,
                 const geometry::Box& extent, std::size_t number) {
  xml.open("Layout", {{"name", sheet.name}, {"units", "mm"}, {"printResolution", "300"}});
  write_page(xml);
  write_frame(xml, plan, sheet.title, sheet.subtitle);
  const auto layers = layers_of(plan, sheet);
  const std::string id = sheet.list.empty() ? "map" : numbered_map;
  Maps maps{{uuid(2 * number), id, fitted(extent, map_frame), layers, ""}, {}};

  const Key key{layers, sheet.key_title};
  write_legend(xml, maps.whole.uuid, key, side);
  const double y = side.y_mm + key_and_list(xml, sheet, key) + gap_mm;
  const double height = std::min(side.y_mm + side.height_mm - y, most_inset_mm);
  const Frame inset{side.x_mm, side.y_mm + side.height_mm - height, side.width_mm, height};
  const geometry::Box dense = inset_extent(plan, maps.whole.extent, inset);
  if (!dense.empty()) {
    maps.dense = {uuid(2 * number + 1), id, dense, layers, ""};
    maps.whole.framed = maps.dense.uuid;
  }
  write_maps(xml, maps, inset);
  xml.close();
}

void write_switched_on(XmlWriter& xml, const ProjectPlan& plan, const geometry::Box& extent) {
  xml.open("Layout",
           {{"name", "What is switched on"}, {"units", "mm"}, {"printResolution", "300"}});
  write_page(xml);
  // Its key holds what is seen on the map, and no feature is in the class of the thick outlines.
  write_frame(xml, plan, plan.title,
              "Thick outlines: the highest of what is shown, or changes that are rarely chance.");
  const Maps maps{{uuid(1), "map", fitted(extent, map_frame), {}, ""}, {}};
  write_legend(xml, maps.whole.uuid, {{}, ""}, side);
  write_maps(xml, maps, {});
  xml.close();
}

}  // namespace

void write_layouts(XmlWriter& xml, const ProjectPlan& plan, const geometry::Box& extent) {
  HOTWARD_EXPECTS(!extent.empty());
  xml.open("Layouts");
  std::size_t number = 1;
  for (const Sheet& sheet : plan.sheets) write_sheet(xml, plan, sheet, extent, number++);
  write_switched_on(xml, plan, extent);
  xml.close();
}

}  // namespace hotward::report
