#include "engine/geometry/projection.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <proj.h>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"

namespace hotward::geometry {
namespace {

constexpr auto national_grid = "EPSG:27700";
struct Free {
  void operator()(PJ_CONTEXT* p) const { proj_context_destroy(p); }
  void operator()(PJ* p) const { proj_destroy(p); }
  void operator()(PJ_OBJ_LIST* p) const { proj_list_destroy(p); }
  void operator()(PJ_OPERATION_FACTORY_CONTEXT* p) const {
    proj_operation_factory_context_destroy(p);
  }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

Owned<PJ_CONTEXT> quiet_context() {
  Owned<PJ_CONTEXT> context(proj_context_create());
  proj_log_level(context.get(), PJ_LOG_NONE);
  return context;
}

std::string text_or_empty(const char* text) { return text == nullptr ? "" : text; }

// The beginning of what the user wrote: WKT runs over many lines.
std::string shortened(std::string_view crs) {
  const std::string_view line = crs.substr(0, crs.find('\n'));
  return line.size() <= 60 ? std::string(line) : std::string(line.substr(0, 57)) + "...";
}

// A CRS without a code of its own (a shapefile's .prj) as the EPSG database has it, where PROJ is
// sure that they are the same: operations hang on the database's entry.
Owned<PJ> known_by_code(PJ_CONTEXT* context, Owned<PJ> crs) {
  if (proj_get_id_auth_name(crs.get(), 0) != nullptr) return crs;
  int* confidence = nullptr;
  const Owned<PJ_OBJ_LIST> matches(proj_identify(context, crs.get(), "EPSG", nullptr, &confidence));
  const bool sure = matches && proj_list_get_count(matches.get()) > 0 && confidence[0] >= 90;
  proj_int_list_destroy(confidence);
  return sure ? Owned<PJ>(proj_list_get(context, matches.get(), 0)) : std::move(crs);
}

// A code ("EPSG:4326"), WKT, PROJJSON or a PROJ string. Any other text is a name, of which PROJ is
// content with a piece: "foo" would be Amersfoort.
bool is_definition(std::string_view text) {
  return text.find_first_of(":[{+") != std::string_view::npos;
}

// "WGS 84" and "wgs84" are the same name.
std::string letters(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      kept += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return kept;
}

Owned<PJ> parse_crs(PJ_CONTEXT* context, std::string_view text) {
  std::string definition(text);
  if (definition.find("+proj=") != std::string::npos &&
      definition.find("+type=crs") == std::string::npos) {
    definition += " +type=crs";
  }
  Owned<PJ> crs(proj_create(context, definition.c_str()));
  if (!crs || proj_is_crs(crs.get()) == 0) return nullptr;
  if (!is_definition(text) && letters(text) != letters(text_or_empty(proj_get_name(crs.get())))) {
    return nullptr;
  }
  return known_by_code(context, std::move(crs));
}

// EPSG:4326 where that is what the CRS means but for the order of its axes (OGC:CRS84), which the
// operations put in order anyway; else null. PROJ 8 knows fewer ways from the others.
Owned<PJ> as_wgs84(PJ_CONTEXT* context, const PJ* crs) {
  const std::string authority = text_or_empty(proj_get_id_auth_name(crs, 0));
  if (authority == "EPSG") return nullptr;
  Owned<PJ> wgs84 = parse_crs(context, "EPSG:4326");
  const bool same =
      wgs84 &&
      proj_is_equivalent_to(crs, wgs84.get(), PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0;
  return same ? std::move(wgs84) : nullptr;
}

std::string label(const PJ* crs) {
  const char* authority = proj_get_id_auth_name(crs, 0);
  const char* code = proj_get_id_code(crs, 0);
  if (authority != nullptr && code != nullptr) return fmt::format("{}:{}", authority, code);
  return text_or_empty(proj_get_name(crs));
}

// What the CRS is called in messages: its code, its name, or what the user wrote.
std::string named(const PJ* crs, std::string_view text) {
  const std::string name = label(crs);
  return name.empty() || name == "unknown" ? shortened(text) : name;
}

struct Found {
  CrsOperation operation;
  bool degrees_in = false;
  bool reads_grid = false;
};

// Ballpark is PROJ's word for leaving the datum as it is: 100 m and more, so only the last resort.
// ETRS89 has no direct way to OSGB36 but OSTN15; without its grid the way goes over WGS 84.
enum class Ways { direct, over_another_datum, ballpark };

// The operations from one CRS to another, best first, those that lack a grid among them.
Owned<PJ_OBJ_LIST> operations(PJ_CONTEXT* context, const PJ* source, const PJ* target, Ways ways) {
  const Owned<PJ_OPERATION_FACTORY_CONTEXT> factory(
      proj_create_operation_factory_context(context, nullptr));
  // The area of use of EPSG:27700: operations made for elsewhere do not compete.
  proj_operation_factory_context_set_area_of_interest(context, factory.get(), -9.01, 49.75, 2.01,
                                                      61.01);
  proj_operation_factory_context_set_spatial_criterion(context, factory.get(),
                                                       PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
  proj_operation_factory_context_set_grid_availability_use(context, factory.get(),
                                                           PROJ_GRID_AVAILABILITY_USED_FOR_SORTING);
  proj_operation_factory_context_set_allow_ballpark_transformations(context, factory.get(),
                                                                    ways == Ways::ballpark);
  if (ways == Ways::over_another_datum) {
    proj_operation_factory_context_set_allow_use_intermediate_crs(context, factory.get(),
                                                                  PROJ_INTERMEDIATE_CRS_USE_ALWAYS);
  }
  return Owned<PJ_OBJ_LIST>(proj_create_operations(context, source, target, factory.get()));
}

// @return metres; 0 for a conversion within one datum; NaN where PROJ does not know.
double accuracy(PJ_CONTEXT* context, const PJ* operation) {
  const double stated_m = proj_coordoperation_get_accuracy(context, operation);
  if (stated_m >= 0.0) return stated_m;
  const bool ballpark = proj_coordoperation_has_ballpark_transformation(context, operation) != 0;
  if (ballpark) return undefined;
  if (proj_get_type(operation) == PJ_TYPE_CONVERSION) return 0.0;
  if (proj_get_type(operation) != PJ_TYPE_CONCATENATED_OPERATION) return undefined;
  const int steps = proj_concatoperation_get_step_count(context, operation);
  for (int i = 0; i < steps; ++i) {
    const Owned<PJ> step(proj_concatoperation_get_step(context, operation, i));
    if (proj_get_type(step.get()) != PJ_TYPE_CONVERSION) return undefined;
  }
  return 0.0;
}

// The first of a list that can be carried out here; nothing where none can.
std::optional<Found> first_usable(PJ_CONTEXT* context, const PJ_OBJ_LIST* list) {
  std::optional<Found> found;
  double best_missing_m = std::numeric_limits<double>::infinity();
  const int count = list == nullptr ? 0 : proj_list_get_count(list);
  for (int i = 0; i < count; ++i) {
    const Owned<PJ> candidate(proj_list_get(context, list, i));
    const double accuracy_m = accuracy(context, candidate.get());
    if (proj_coordoperation_is_instantiable(context, candidate.get()) == 0) {
      if (accuracy_m < best_missing_m) best_missing_m = accuracy_m;
      continue;
    }
    if (found) continue;
    const Owned<PJ> usual_order(proj_normalize_for_visualization(context, candidate.get()));
    const char* pipeline =
        usual_order ? proj_as_proj_string(context, usual_order.get(), PJ_PROJ_5, nullptr) : nullptr;
    if (pipeline == nullptr) continue;
    found = Found{{"", text_or_empty(proj_get_name(candidate.get())), accuracy_m, pipeline, false},
                  proj_degree_input(usual_order.get(), PJ_FWD) != 0,
                  proj_coordoperation_get_grid_used_count(context, candidate.get()) > 0};
  }
  if (found) {
    const double used_m = found->operation.accuracy_m;
    found->operation.grid_missing = best_missing_m < (std::isnan(used_m) ? 1e9 : used_m);
  }
  return found;
}

Result<Found> best_operation(PJ_CONTEXT* context, const PJ* source, const PJ* target) {
  bool grid_missing = false;
  for (const Ways ways : {Ways::direct, Ways::over_another_datum, Ways::ballpark}) {
    const auto list = operations(context, source, target, ways);
    auto found = first_usable(context, list.get());
    if (found) {
      found->operation.grid_missing = found->operation.grid_missing || grid_missing;
      return *found;
    }
    // Something was listed, and all of it lacks a grid.
    grid_missing = grid_missing || (list && proj_list_get_count(list.get()) > 0);
  }
  return fail(ErrorCode::unavailable,
              fmt::format("PROJ knows no way from {} to {}", label(source), label(target)));
}

// Where on the source's plane Great Britain lies: the National Grid's squares, taken backwards.
Box source_domain(const std::string& definition) {
  const InterpolatedOperation backwards({.definition = definition, .inverse = true, .domain = {}});
  std::vector<double> xs;
  std::vector<double> ys;
  for (double x = 0.0; x <= 700e3; x += 50e3) {
    for (double y = 0.0; y <= 1300e3; y += 50e3) {
      xs.push_back(x);
      ys.push_back(y);
    }
  }
  std::vector<Point> at(xs.size());
  backwards.apply_plain(xs, ys, at);
  Box box;
  for (const Point& p : at) {
    if (std::isfinite(p.x) && std::isfinite(p.y)) box.add(p);
  }
  return box;
}

// 0.25 degree is 17 km by 28 km; other systems count metres or feet. As far as this a polynomial of
// degree 4 follows PROJ to its own rounding; from 0.5 degree and 25 km on it does not.
constexpr double degree_step = 0.25;
constexpr double plane_step = 20e3;

}  // namespace

Result<ToNationalGrid> ToNationalGrid::from(std::string_view crs) {
  const auto context = quiet_context();
  const auto target = parse_crs(context.get(), national_grid);
  if (!target) return fail(ErrorCode::unavailable, "PROJ's database (proj.db) is missing");
  const auto source = parse_crs(context.get(), crs);
  if (!source) {
    return fail(ErrorCode::bad_value,
                fmt::format("unknown coordinate reference system \"{}\"", shortened(crs)));
  }
  ToNationalGrid result;
  if (proj_is_equivalent_to(source.get(), target.get(), PJ_COMP_EQUIVALENT) != 0) {
    result.operation_ = {national_grid, "none: the input is in EPSG:27700", 0.0, "", false};
    return result;
  }
  const auto wgs84 = as_wgs84(context.get(), source.get());
  auto found = best_operation(context.get(), wgs84 ? wgs84.get() : source.get(), target.get());
  if (!found) return fail(found.error());
  result.operation_ = found->operation;
  result.operation_.source = named(source.get(), crs);
  result.from_degrees_ = found->degrees_in;
  result.interpolated_ = std::make_unique<InterpolatedOperation>(
      InterpolationOptions{.definition = found->operation.definition,
                           .domain = source_domain(found->operation.definition),
                           .step = found->degrees_in ? degree_step : plane_step,
                           .reads_grid = found->reads_grid});
  if (!result.interpolated_->usable()) {
    return fail(ErrorCode::unavailable,
                fmt::format("PROJ cannot carry out \"{}\"", found->operation.name));
  }
  return result;
}

void ToNationalGrid::project(std::span<const double> xs, std::span<const double> ys,
                             std::span<Point> out) const {
  HOTWARD_EXPECTS(xs.size() == ys.size() && xs.size() == out.size());
  if (interpolated_) {
    interpolated_->apply(xs, ys, out);
    return;
  }
  for (std::size_t i = 0; i < xs.size(); ++i) {
    const bool finite = std::isfinite(xs[i]) && std::isfinite(ys[i]);
    out[i] = finite ? Point{xs[i], ys[i]} : Point{undefined, undefined};
  }
}

Result<ToLonLat> ToLonLat::make() {
  const auto context = quiet_context();
  const auto source = parse_crs(context.get(), national_grid);
  const auto target = parse_crs(context.get(), "EPSG:4326");
  if (!source || !target) {
    return fail(ErrorCode::unavailable, "PROJ's database (proj.db) is missing");
  }
  const auto found = best_operation(context.get(), source.get(), target.get());
  if (!found) return fail(found.error());
  ToLonLat result;
  result.operation_ = found->operation;
  result.operation_.source = national_grid;
  // 1e-12 degree is a tenth of a micrometre.
  result.interpolated_ = std::make_unique<InterpolatedOperation>(
      InterpolationOptions{.definition = found->operation.definition,
                           .domain = {{-100e3, -100e3}, {800e3, 1400e3}},
                           .step = plane_step,
                           .tolerance = 1e-12,
                           .reads_grid = found->reads_grid});
  return result;
}

LonLat ToLonLat::operator()(const Point& point) const {
  LonLat out;
  project({&point, 1}, {&out, 1});
  return out;
}

void ToLonLat::project(std::span<const Point> points, std::span<LonLat> out) const {
  HOTWARD_EXPECTS(points.size() == out.size());
  std::vector<double> xs(points.size());
  std::vector<double> ys(points.size());
  std::vector<Point> degrees(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    xs[i] = points[i].x;
    ys[i] = points[i].y;
  }
  interpolated_->apply(xs, ys, degrees);
  for (std::size_t i = 0; i < points.size(); ++i) out[i] = {degrees[i].x, degrees[i].y};
}

}  // namespace hotward::geometry
