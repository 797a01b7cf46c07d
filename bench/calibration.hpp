// The parts of null_calibration, each a table on stdout: how often does what is printed hold, where
// nothing is to be found but what is planted?
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/box.hpp"
#include "engine/geometry/polygon.hpp"

namespace hotward::calibration {

/// Areas that counts and points lie in.
struct Region {
  std::string name;
  std::vector<std::string> codes;
  std::vector<geometry::MultiPolygon> shapes;
  std::vector<geometry::Point> at;  ///< their centroids
  geometry::Box box;
  double area_m2 = 0.0;

  [[nodiscard]] std::size_t size() const { return codes.size(); }
};

/// 144 squares of 1 km.
[[nodiscard]] Region squares();
[[nodiscard]] Result<Region> read_region(const std::string& name, const std::string& path);

struct Plan {
  std::vector<Region> regions;
  double effort = 1.0;            ///< of the maps of each row; 0.1 in the continuous integration
  std::vector<std::string> only;  ///< rows whose name holds one of these; empty: all

  [[nodiscard]] std::uint32_t maps(std::uint32_t all) const;
  /// One row, or a few that are made together, where it is asked for. Its name and the seconds it
  /// takes go to stderr, and what it prints to stdout at once.
  void row(const std::string& name, const std::function<void()>& print) const;
};

/// How counts vary, and of what.
struct Law {
  double incidents = 1900.0;  ///< in a year, over all areas
  double phi = 1.0;
  bool people_differ = false;
  bool rates_differ = false;
};

/// Two years of months, of each area.
struct CountMap {
  std::vector<double> people;
  std::vector<double> expected;     ///< in the second year
  std::vector<std::int64_t> cells;  ///< areas × 24 months
  std::vector<std::int64_t> before;
  std::vector<std::int64_t> now;
};

inline constexpr std::size_t map_months = 24;

/// @param risk  of each area, times; empty: 1
[[nodiscard]] CountMap count_map(const Region& region, const Law& law, std::uint32_t number,
                                 const std::vector<double>& risk = {});

/// How often, with its standard error: "4.9 ± 0.4%"; "–" of nothing.
class Often {
 public:
  void add(bool is) { add(is ? 1.0 : 0.0, 1.0); }
  void add(double yes, double of);
  void add(const Often& other);  ///< its maps, too
  [[nodiscard]] double share() const { return yes_ / of_; }
  [[nodiscard]] double number() const { return of_; }
  [[nodiscard]] std::string text(int decimals = 1) const;
  /// The same with a "!" where it is not what is due, which is counted (misses()): four standard
  /// errors off, so that of 15,000 that are as due one is called so by chance.
  [[nodiscard]] std::string due(double least, double most) const;
  [[nodiscard]] std::string mark(double least, double most) const;  ///< the " !" alone, or nothing
  /// Of a p: between 0.8 and 1.15 of its level.
  [[nodiscard]] std::string level(double p) const { return due(0.8 * p, 1.15 * p); }
  /// At most: of a p that is coarse, or of a correction that is safe.
  [[nodiscard]] std::string at_most(double p) const { return due(0.0, 1.15 * p); }

 private:
  [[nodiscard]] double error() const;

  double yes_ = 0.0;
  double of_ = 0.0;
  double squares_ = 0.0;  // of the shares added: of areas of one map they are no independent ones
  double added_ = 0.0;
};

struct Misses {
  int judged = 0;
  int missed = 0;
};
[[nodiscard]] Misses& misses();

[[noreturn]] void give_up(const std::string& why);

/// Stops the program where a method that should not fails.
template <class T>
T sure(Result<T> result) {
  if (!result) give_up(result.error().message);
  return std::move(*result);
}

void calibrate_counts(const Plan& plan);  ///< rates, ranks, the top five, change, funnel
void calibrate_scans(const Plan& plan);   ///< false alarms, and planted groups found
void calibrate_points(const Plan& plan);  ///< Ripley, nearest neighbours, nnh, DBSCAN, near repeats
void calibrate_tolerance(const Plan& plan);
void calibrate_series(const Plan& plan);     ///< breaks: false alarms, and halved months found
void calibrate_maps(const Plan& plan);       ///< Moran, Geary, General G, Gi*
void calibrate_gi_star(std::uint32_t maps);  ///< the table of gi-star.md

}  // namespace hotward::calibration
