#include "engine/analyses/check/misplaced.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/geometry/polygon.hpp"
#include "engine/report/number_text.hpp"
#include "engine/stats/robust.hpp"

namespace hotward::analyses {
namespace {

using geometry::Point;
using quality::Misplacement;
using report::integer_text;

constexpr std::size_t rows_named = 5;

quality::AreasAsked areas_asked(const Study& study) {
  quality::AreasAsked asked;
  asked.box = geometry::bounds(study.areas().shapes);
  asked.hold = [&study](std::span<const Point> points) {
    table::Places places;
    places.at.assign(points.begin(), points.end());
    places.incidents.assign(points.size(), 1);
    const auto join = join::area_join(places, study.areas());
    std::vector<bool> inside(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) inside[i] = join.area[i] >= 0;
    return inside;
  };
  return asked;
}

// The whole squares that a mending of digits adds are part of the fault: rows that lack others
// need other words.
using Kind = std::tuple<bool, Misplacement, int, int>;

Kind kind_of(const quality::MisplacedPlace& place, const Point& at) {
  int east = 0;
  int north = 0;
  if (place.kind == Misplacement::digits) {
    east = static_cast<int>(std::lround((place.mended.x - at.x) / 1000.0));
    north = static_cast<int>(std::lround((place.mended.y - at.y) / 1000.0));
  }
  return {!place.into_area, place.kind, east, north};
}

// "a.csv:2, 7, 12; b.csv:3 and 4 more"
std::string named(const MisplacedRows& rows) {
  std::string text;
  std::string file;
  for (const MisplacedRow& row : rows.first) {
    if (row.file == file) {
      text += fmt::format(", {}", row.line);
    } else {
      text += fmt::format("{}{}:{}", text.empty() ? "" : "; ", row.file, row.line);
    }
    file = row.file;
  }
  if (rows.rows > rows.first.size()) {
    text += fmt::format(" and {} more", integer_text(rows.rows - rows.first.size()));
  }
  return text;
}

std::string position(const Point& p) { return fmt::format("{:.0f}, {:.0f}", p.x, p.y); }

std::string digits_lost(const MisplacedRow& row) {
  const auto east = std::llround(row.mended.x - row.at.x);
  const auto north = std::llround(row.mended.y - row.at.y);
  std::string text;
  if (east != 0) text = integer_text(east) + " added to the easting";
  if (north != 0) {
    text += east != 0 ? " and " + integer_text(north) + " to the northing"
                      : integer_text(north) + " added to the northing";
  }
  return text;
}

std::string mending(const MisplacedRows& rows) {
  switch (rows.kind) {
    case Misplacement::swapped:
      return "with the two coordinates the other way round";
    case Misplacement::sign:
      return rows.first.front().mended.x < rows.first.front().at.x
                 ? "with a minus before the longitude"
                 : "without the minus before the longitude";
    case Misplacement::digits:
      return "with " + digits_lost(rows.first.front());
    default:
      return {};
  }
}

const char* where_it_says(Misplacement kind) {
  return kind == Misplacement::swapped ? "swap the two in these rows"
         : kind == Misplacement::sign  ? "correct the sign in these rows"
                                       : "put the missing digits back in these rows";
}

}  // namespace

std::vector<MisplacedRows> misplaced_rows(const Study& study) {
  const table::Incidents& incidents = study.incidents();
  const table::Places& places = incidents.places;
  const io::GivenPositions& given = study.incidents_read.given;
  const auto found = quality::misplaced({places.at, places.incidents, study.join.area, given.xs,
                                         given.ys, given.system, given.systems},
                                        areas_asked(study));
  if (found.empty()) return {};
  std::map<Kind, MisplacedRows> kinds;
  std::vector<MisplacedRows*> kind_at(places.size(), nullptr);
  std::vector<Point> mended(places.size());
  for (const quality::MisplacedPlace& place : found) {
    MisplacedRows& rows = kinds[kind_of(place, places.at[place.place])];
    rows.kind = place.kind;
    rows.into_area = place.into_area;
    kind_at[place.place] = &rows;
    mended[place.place] = place.mended;
  }
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    const std::uint32_t place = incidents.place[i];
    if (kind_at[place] == nullptr) continue;
    MisplacedRows& rows = *kind_at[place];
    if (rows.rows++ >= rows_named) continue;
    const io::RowOrigin& origin = study.incidents_read.origin[i];
    rows.first.push_back({study.incidents_read.files[origin.file].path, origin.line,
                          places.at[place], mended[place]});
  }
  std::vector<MisplacedRows> result;
  for (auto& [kind, rows] : kinds) result.push_back(std::move(rows));
  return result;
}

std::string misplaced_text(const MisplacedRows& rows) {
  const bool one = rows.rows == 1;
  const std::string who = counted(rows.rows, "row") + (one ? " lies" : " lie");
  const std::string first = one ? "" : " first at";
  if (rows.kind == Misplacement::off_grid) {
    return fmt::format(
        "{} off the British National Grid (easting 0 to 700 km, northing 0 to 1,300 km),{} {}: "
        "{}; look up where {}, or say --crs if the coordinates are in another system",
        who, first, position(rows.first.front().at), named(rows),
        one ? "it belongs" : "they belong");
  }
  if (rows.kind == Misplacement::far) {
    return fmt::format(
        "{} far from the areas and from all other rows,{} {}, as if in another county: {}; look "
        "up where {}",
        who, first, position(rows.first.front().at), named(rows),
        one ? "it belongs" : "they belong");
  }
  return fmt::format("{} where {}, and {} {} would lie {}: {}; {}", who,
                     one ? "it does not belong" : "they do not belong", mending(rows),
                     one ? "it" : "they", rows.into_area ? "in the areas" : "among the others",
                     named(rows), where_it_says(rows.kind));
}

std::string none_in_areas_text(const Study& study) {
  const table::Incidents& incidents = study.incidents();
  if (incidents.size() == 0 || study.join.in_area > 0) return {};
  std::vector<double> xs;
  std::vector<double> ys;
  for (const Point& p : incidents.places.at) {
    xs.push_back(p.x);
    ys.push_back(p.y);
  }
  const geometry::Box box = geometry::bounds(study.areas().shapes);
  const Point middle{stats::median(xs), stats::median(ys)};
  const double off_m = std::hypot(std::max({box.low.x - middle.x, middle.x - box.high.x, 0.0}),
                                  std::max({box.low.y - middle.y, middle.y - box.high.y, 0.0}));
  return fmt::format(
      "none of the {} lies in any of the areas of {}: the middle of the rows is at {}, {} km from "
      "them; name the areas of these rows (--areas), or their coordinate system (--crs)",
      counted(incidents.size(), "located row"), study.areas().source, position(middle),
      report::decimal_text(off_m / 1000.0, 0));
}

Json misplaced_json(const std::vector<MisplacedRows>& kinds) {
  static constexpr const char* names[] = {"swapped", "sign", "digits", "off_grid", "far"};
  Json list = Json::array();
  for (const MisplacedRows& rows : kinds) {
    Json first = Json::array();
    for (const MisplacedRow& row : rows.first) {
      first.push_back({{"file", row.file},
                       {"line", row.line},
                       {"x", row.at.x},
                       {"y", row.at.y},
                       {"mended_x", row.mended.x},
                       {"mended_y", row.mended.y}});
    }
    list.push_back({{"kind", names[static_cast<std::size_t>(rows.kind)]},
                    {"into_area", rows.into_area},
                    {"rows", rows.rows},
                    {"first", first}});
  }
  return list;
}

}  // namespace hotward::analyses
