// Made study: twelve square areas and incidents in them, made from nothing, on the National Grid.
//
//   const MadeStudy made = MadeStudy::usual();
//   const io::TestFolder folder;
//   made.write(folder.path());
//   Study study = read_study(made_request(folder.path()));
//
// The areas are 500 m squares, four beside each other and three rows of them, numbered from the
// south-west, row by row: A01 to A12. Incidents have two numbers each, id and ref, a day and a
// type. A test makes its own by add() and gather(), or takes the usual ones.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/core/progress.hpp"
#include "engine/geometry/point.hpp"
#include "engine/parameter/parameter.hpp"
#include "engine/study/context.hpp"
#include "engine/study/request.hpp"
#include "engine/study/study.hpp"
#include "tests/support/catch.hpp"

namespace hotward {

struct MadeIncident {
  geometry::Point at;
  std::string day;   ///< "2020-03-09"
  std::string kind;  ///< "Burglary"
};

class MadeStudy {
 public:
  static constexpr std::size_t columns = 4;
  static constexpr std::size_t rows = 3;
  static constexpr std::size_t areas = columns * rows;
  static constexpr double side_m = 500.0;
  static constexpr geometry::Point south_west{575000.0, 165000.0};

  std::vector<MadeIncident> incidents;

  /// "A01"
  [[nodiscard]] static std::string code(std::size_t area) {
    return fmt::format("A{:02}", area + 1);
  }
  [[nodiscard]] static double population(std::size_t area) {
    return 1000.0 + 100.0 * static_cast<double>(area);
  }
  /// A point of an area. @param east, north  shares of its side
  [[nodiscard]] static geometry::Point in_area(std::size_t area, double east = 0.5,
                                               double north = 0.5) {
    return {south_west.x + side_m * (static_cast<double>(area % columns) + east),
            south_west.y + side_m * (static_cast<double>(area / columns) + north)};
  }
  /// nowhere() where it lies in none.
  [[nodiscard]] static std::size_t area_of(const geometry::Point& p) {
    const double column = (p.x - south_west.x) / side_m;
    const double row = (p.y - south_west.y) / side_m;
    const bool inside = column >= 0.0 && row >= 0.0 && column < columns && row < rows;
    return inside ? static_cast<std::size_t>(row) * columns + static_cast<std::size_t>(column)
                  : areas;
  }

  void add(const geometry::Point& at, const std::string& day, const std::string& kind) {
    incidents.push_back({at, day, kind});
  }
  /// Several at one place, on the days of a month in turn. @param month  "2020-03"
  void gather(std::size_t count, const geometry::Point& at, const std::string& month,
              const std::string& kind = "Burglary") {
    for (std::size_t i = 0; i < count; ++i)
      add(at, fmt::format("{}-{:02}", month, 1 + i % 28), kind);
  }

  /// Some 440 incidents of 2019 and 2020 of two types: a knot of 50 in the first area, fewer and
  /// fewer beside it, three areas with very few.
  /// @param small         how many of 2020 lie in A08, A09 and A10, where 2019 has more than ten
  /// @param small_before  how many of 2019 lie in A11 and A12, where 2020 has none
  [[nodiscard]] static MadeStudy usual(std::vector<std::size_t> small = {3, 3, 1},
                                       std::vector<std::size_t> small_before = {4, 3});

  /// How many lie in each area. @param since  the beginning of their days: "2020", or all
  [[nodiscard]] std::vector<std::int64_t> counts(const std::string& since = "",
                                                 const std::string& kind = "") const {
    std::vector<std::int64_t> found(areas, 0);
    for (const MadeIncident& incident : incidents) {
      const std::size_t area = area_of(incident.at);
      if (area == areas || !incident.day.starts_with(since)) continue;
      if (kind.empty() || incident.kind == kind) ++found[area];
    }
    return found;
  }

  /// incidents.csv, areas.geojson and, the same ground in other areas, others.geojson.
  /// @param shuffle  the seed of another order of the rows; 0: as they were added
  /// @param timed    with a time of day, which some analyses ask for
  void write(const std::filesystem::path& folder, std::uint64_t shuffle = 0,
             bool timed = false) const;

 private:
  [[nodiscard]] static std::string feature(const std::string& code, const std::string& name,
                                           double people, const geometry::Point& a,
                                           const geometry::Point& b);
  static void write_layer(const std::filesystem::path& path,
                          const std::vector<std::string>& features);
};

inline MadeStudy MadeStudy::usual(std::vector<std::size_t> small,
                                  std::vector<std::size_t> small_before) {
  // Of each area and type: so many or none, so that nothing beside the small ones is below five.
  constexpr std::size_t burglary[] = {50, 25, 20, 12, 7, 9, 0};
  constexpr std::size_t robbery[] = {20, 15, 11, 8, 5, 0, 9};
  MadeStudy made;
  std::mt19937_64 random(20);
  const auto share = [&random] {
    return 0.02 + 0.96 * static_cast<double>(random() % 1000) / 1000.0;
  };
  const auto day = [&random](const char* year) {
    return fmt::format("{}-{:02}-{:02}", year, 1 + random() % 12, 1 + random() % 28);
  };
  // On whole metres, as positions in records are.
  const auto spread = [&](std::size_t area) {
    const geometry::Point p = in_area(area, share(), share());
    return geometry::Point{std::floor(p.x), std::floor(p.y)};
  };
  for (std::size_t area = 0; area < std::size(burglary); ++area) {
    for (const char* year : {"2020", "2019"}) {
      for (std::size_t i = 0; i < burglary[area]; ++i) {
        // The knot: 25 places within 20 m, each twice.
        const geometry::Point near{in_area(area).x + static_cast<double>(i % 5) * 4.0,
                                   in_area(area).y + static_cast<double>(i / 5 % 5) * 4.0};
        made.add(area == 0 ? near : spread(area), day(year), "Burglary");
      }
      for (std::size_t i = 0; i < robbery[area]; ++i) {
        made.add(spread(area), day(year), "Robbery");
      }
    }
  }
  small.resize(3, 0);
  constexpr std::size_t large_before[] = {12, 14, 13};
  for (std::size_t i = 0; i < 3; ++i) {
    made.gather(small[i], in_area(7 + i, 0.3, 0.3), "2020-05");
    made.gather(large_before[i], in_area(7 + i, 0.3, 0.3), "2019-05");
  }
  small_before.resize(2, 0);
  for (std::size_t i = 0; i < 2; ++i) {
    made.gather(small_before[i], in_area(10 + i, 0.3, 0.3), "2019-05");
  }
  return made;
}

inline std::string MadeStudy::feature(const std::string& code, const std::string& name,
                                      double people, const geometry::Point& a,
                                      const geometry::Point& b) {
  return fmt::format(R"({{"type":"Feature","properties":{{"area_code":"{0}","area_name":"{1}",)"
                     R"("people":{2}}},"geometry":{{"type":"Polygon","coordinates":)"
                     R"([[[{3},{4}],[{5},{4}],[{5},{6}],[{3},{6}],[{3},{4}]]]}}}})",
                     code, name, people, a.x, a.y, b.x, b.y);
}

inline void MadeStudy::write_layer(const std::filesystem::path& path,
                                   const std::vector<std::string>& features) {
  std::ofstream(path) << fmt::format(
      R"({{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":)"
      R"("urn:ogc:def:crs:EPSG::27700"}}}},"features":[{}]}})",
      fmt::join(features, ",\n"));
}

inline void MadeStudy::write(const std::filesystem::path& folder, std::uint64_t shuffle,
                             bool timed) const {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    const MadeIncident& incident = incidents[i];
    const std::string when =
        timed ? fmt::format("{} {:02}:{:02}", incident.day, i * 7 % 24, i * 13 % 60) : incident.day;
    lines.push_back(fmt::format("{},R{:05},{},{},{},{}", i + 1, i * 7, when, incident.at.x,
                                incident.at.y, incident.kind));
  }
  if (shuffle != 0) std::ranges::shuffle(lines, std::mt19937_64(shuffle));
  std::ofstream(folder / "incidents.csv") << "id,ref,date,easting,northing,kind\n"
                                          << fmt::format("{}\n", fmt::join(lines, "\n"));
  std::vector<std::string> features;
  for (std::size_t area = 0; area < areas; ++area) {
    features.push_back(feature(code(area), fmt::format("Area {}", area + 1), population(area),
                               in_area(area, 0.0, 0.0), in_area(area, 1.0, 1.0)));
  }
  write_layer(folder / "areas.geojson", features);
  // Other boundaries: the same two by two.
  std::vector<std::string> pairs;
  for (std::size_t area = 0; area < areas; area += 2) {
    pairs.push_back(feature(fmt::format("P{}", area / 2 + 1), fmt::format("Pair {}", area / 2 + 1),
                            population(area) + population(area + 1), in_area(area, 0.0, 0.0),
                            in_area(area + 1, 1.0, 1.0)));
  }
  write_layer(folder / "others.geojson", pairs);
}

/// What a job must be asked to read a made study of 2020, beside 2019.
inline std::vector<std::pair<std::string, parameter::Words>> made_words(
    const std::filesystem::path& folder) {
  return {{"incidents", {(folder / "incidents.csv").string()}},
          {"x", {"easting"}},
          {"y", {"northing"}},
          {"crs", {"EPSG:27700"}},
          {"time", {"date"}},
          {"type-column", {"kind"}},
          {"id", {"id"}},
          {"from", {"2020-01"}},
          {"to", {"2020-12"}},
          {"areas", {(folder / "areas.geojson").string()}},
          {"from-areas", {(folder / "others.geojson").string()}},
          {"population", {"people"}}};
}

/// The same as a request.
inline StudyRequest made_request(const std::filesystem::path& folder) {
  StudyRequest request;
  parameter::List list = parameters(request.incidents);
  list.append(parameters(request.areas));
  for (const auto& [name, words] : made_words(folder)) {
    if (list.find(name) != nullptr) REQUIRE(set(list, name, words));
  }
  return request;
}

inline Context quiet_context(const std::string& command = "test") {
  static NoProgress progress;
  Context context;
  context.command = command;
  context.progress = &progress;
  context.work = current_work();
  return context;
}

inline Study read_study(const StudyRequest& request) {
  auto study = make_study(request, quiet_context());
  INFO((study ? std::string() : study.error().message));
  REQUIRE(study);
  return std::move(*study);
}

}  // namespace hotward
