#include "engine/report/project.hpp"

#include <string>

#include "engine/report/project_parts.hpp"
#include "engine/report/style.hpp"
#include "tests/report/small_wards.hpp"
#include "tests/report/well_formed.hpp"
#include "tests/support/catch.hpp"

namespace hotward::report {
namespace project_test {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

ProjectPlan small_plan() {
  table::Layer wards = small_wards();
  wards.style_qml = graduated_areas(
      wards.columns, {.column = "count", .rank_column = "rank", .name_column = "area_name"});
  ProjectPlan plan;
  plan.title = "ASB in Medway & \"beyond\", 2019-04 to 2020-03";
  plan.caveat = "Schematic wards: don't measure here";
  plan.credits = "Contains OS data © Crown copyright";
  plan.made_by = "hotward 0.1.0";
  ProjectLayer density{
      .name = "density.tif", .title = "Density", .kind = ProjectLayer::Kind::raster};
  density.style_qml = density_surface(400.0);
  density.visible = false;
  plan.groups = {{"Density", {density}, false},
                 {"Wards",
                  {project_view(wards, {"change", "Wards by change",
                                        change_areas(wards.columns, {.column = "chg_pct"})}),
                   project_layer(wards, true)},
                  true}};
  return plan;
}

TEST_CASE("project_xml: well-formed, and the same bytes twice", "[property]") {
  const std::string xml = project_xml(small_plan());
  CHECK(well_formed_fault(xml).empty());
  CHECK(xml == project_xml(small_plan()));
}

TEST_CASE("project_xml: a long title is set smaller, to stay on its line", "[edge]") {
  ProjectPlan plan = small_plan();
  CHECK(has(project_xml(plan), "Sans Serif,16,"));
  plan.title = std::string(104, 'x');
  CHECK(has(project_xml(plan), "Sans Serif,12,"));
  CHECK_FALSE(has(project_xml(plan), "Sans Serif,16,"));
}

TEST_CASE("project_xml: no text from data is an expression", "[edge]") {
  const std::string hostile = "A [% env('HOME') %] ward";
  ProjectPlan plan = small_plan();
  plan.title = plan.caveat = plan.credits = plan.made_by = hostile;
  plan.groups[0].title = hostile;
  plan.groups[0].layers[0].title = hostile;
  const std::string xml = project_xml(plan);
  CHECK_FALSE(has(xml, "[% env"));
  CHECK(has(xml, "A [ % env"));
}

TEST_CASE("project_xml: what QGIS needs to open it clean", "[property]") {
  const std::string xml = project_xml(small_plan());
  CHECK(has(xml, "version=\"3.22.16\">"));
  CHECK(has(xml, "<datasource>./hotspots.gpkg|layername=wards</datasource>"));
  CHECK(has(xml, "<datasource>./density.tif</datasource>"));
  CHECK(has(xml, "<ProjectionsEnabled type=\"int\">1</ProjectionsEnabled>"));
  CHECK(has(xml, "<Absolute type=\"bool\">false</Absolute>"));
  CHECK(has(xml, "<authid>EPSG:27700</authid>"));
  CHECK(has(xml, "<srsid>2437</srsid>"));
  CHECK(has(xml, "<Label type=\"QString\">Schematic wards: don&apos;t measure here</Label>"));
  CHECK_FALSE(has(xml, "fontFamily"));
}

TEST_CASE("project_xml: each layer stands once in the tree and once among the layers",
          "[property]") {
  const ProjectPlan plan = small_plan();
  const std::string xml = project_xml(plan);
  for (const ProjectGroup& group : plan.groups) {
    for (const ProjectLayer& layer : group.layers) {
      const std::string id = layer_id(layer);
      INFO(id);
      CHECK(id.size() > 10);
      CHECK(has(xml, "<id>" + id + "</id>"));
      CHECK(has(xml, "<layer-tree-layer id=\"" + id + "\""));
    }
  }
  CHECK(has(xml, "name=\"Wards by change\" checked=\"Qt::Unchecked\""));
  CHECK(has(xml, "(schematic wards)\" checked=\"Qt::Checked\""));
}

ProjectPlan plan_with_sheets() {
  ProjectPlan plan = small_plan();
  table::Layer wards = small_wards();
  plan.above = {
      project_view(wards, {"outline", "Names", single_outline(wards.columns, "area_name")})};
  plan.above.front().visible = true;
  const std::string id = layer_id(plan.groups[1].layers[1]);
  plan.sheets = {{"Number",
                  "ASB by ward",
                  "how many",
                  {id},
                  "how many",
                  "Wards",
                  {{"1", "River & Co", "705"}}},
                 {"Density",
                  "Density",
                  "",
                  {layer_id(plan.above[0]), "hotward_layer_density_tif"},
                  "",
                  "",
                  {}}};
  plan.dense = {{578000, 165000}, {579000, 166000}};
  return plan;
}

TEST_CASE("project_xml: a sheet keeps its layers, title, list and larger part", "[property]") {
  const std::string xml = project_xml(plan_with_sheets());
  CHECK(well_formed_fault(xml).empty());
  CHECK(xml == project_xml(plan_with_sheets()));
  CHECK(has(xml, "<Layout name=\"Number\""));
  CHECK(has(xml, "<Layout name=\"What is switched on\""));
  CHECK(has(xml, "labelText=\"ASB by ward\""));
  CHECK(has(xml, "labelText=\"River &amp; Co\""));  // a name keeps to its line
  CHECK(has(xml, "id=\"numbered\""));
  CHECK(has(xml, "keepLayerSet=\"true\""));
  CHECK(has(xml, "<ComposerMapOverview frameMap=\"{6d61705f-0000-4000-8000-000000000003}\""));
  // A key without the line "Band 1 (Gray)", and without the clear stop.
  CHECK(has(xml, "<Option name=\"legend/node-order\" type=\"QString\" value=\"2,3,4,5,6\"/>"));
}

TEST_CASE("project_xml: names lie above all groups, and other layers are told so", "[property]") {
  const std::string xml = project_xml(plan_with_sheets());
  const std::size_t tree = xml.find("<layer-tree-group>");
  const std::size_t names = xml.find("<layer-tree-layer id=\"hotward_layer_wards_outline\"");
  CHECK(names < xml.find("<layer-tree-group name=", tree));
  CHECK(has(xml, "<value>hotward_names</value>"));
  CHECK_FALSE(has(project_xml(small_plan()), "hotward_names</value>"));
}

TEST_CASE("project_xml: the style of each layer stands in it", "[property]") {
  const std::string xml = project_xml(small_plan());
  CHECK(has(xml, "type=\"vector\" geometry=\"Polygon\" styleCategories="));
  CHECK(has(xml, "<rasterrenderer "));
  CHECK(has(xml, "attr=\"&quot;count&quot;\""));
  CHECK(has(xml, "attr=\"coalesce(&quot;chg_pct&quot;, "));
  // The root's alone: a second version would be read as the layer's.
  CHECK(xml.find("3.22.16") == xml.rfind("3.22.16"));
}

TEST_CASE("project_xml: names the datum shift only where the better grid is missing", "[edge]") {
  ProjectPlan plan = small_plan();
  plan.crs = {.source = "EPSG:4326",
              .name = "shift",
              .accuracy_m = 2.0,
              .definition = "proj=pipeline step proj=tmerc lat_0=49",
              .grid_missing = true};
  CHECK(has(project_xml(plan), "coordinateOp=\"+proj=pipeline +step +proj=tmerc +lat_0=49\""));
  CHECK(well_formed_fault(project_xml(plan)).empty());
  plan.crs.grid_missing = false;
  CHECK_FALSE(has(project_xml(plan), "coordinateOp"));
  plan.crs.grid_missing = true;
  plan.crs.source = "EPSG:3857";
  CHECK_FALSE(has(project_xml(plan), "coordinateOp"));
}

TEST_CASE("project_xml: the map opens on what is switched on", "[edge]") {
  const std::string xml = project_xml(small_plan());
  // Eight squares from 575000 to 583000, grown by 3% of 8000 m and 1 m.
  CHECK(has(xml, "<xmin>574759</xmin>"));
  CHECK(has(xml, "<xmax>583241</xmax>"));
  CHECK(well_formed_fault(project_xml({.title = "Nothing"})).empty());
}

}  // namespace project_test
}  // namespace hotward::report
