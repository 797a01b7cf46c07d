// make_incidents: a file of synthetic incidents in data.police.uk's layout, for measuring.
//
//   make_incidents ROWS > incidents.csv
//
// 80% of the rows lie on one of 800 snap points (Zipf-weighted, gathered round 40 centres), 19% lie
// uniformly in the box of Medway, each on a coordinate of its own, 1% have none. 24 months, 14
// types. A function of the row number alone, so a smaller file is a prefix of a larger one.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/core/random.hpp"
#include "engine/geometry/point.hpp"

namespace {

using hotward::Random;
using hotward::Stream;
using hotward::geometry::LonLat;

constexpr std::array<const char*, 14> types = {"Anti-social behaviour",
                                               "Bicycle theft",
                                               "Burglary",
                                               "Criminal damage and arson",
                                               "Drugs",
                                               "Other crime",
                                               "Other theft",
                                               "Possession of weapons",
                                               "Public order",
                                               "Robbery",
                                               "Shoplifting",
                                               "Theft from the person",
                                               "Vehicle crime",
                                               "Violence and sexual offences"};
constexpr double west = 0.39, south = 51.32, east = 0.73, north = 51.49;  // Medway's box, degrees
constexpr std::size_t snap_points = 800;

struct Snapped {
  std::vector<LonLat> at;
  std::vector<double> cumulative;  // of weights 1 / (i + 1)^0.7
};

Snapped make_snap_points() {
  std::array<LonLat, 40> centres;
  Random random(1, Stream{5}, 0xFFFFFFFFU);
  for (LonLat& c : centres) {
    c = {west + (east - west) * (0.15 + 0.5 * random.uniform()),
         south + (north - south) * (0.2 + 0.6 * random.uniform())};
  }
  Snapped snapped;
  double total = 0.0;
  for (std::size_t i = 0; i < snap_points; ++i) {
    const LonLat& c = centres[random.below(40)];
    snapped.at.push_back({c.lon + 0.03 * (east - west) * random.normal(),
                          c.lat + 0.04 * (north - south) * random.normal()});
    total += std::pow(static_cast<double>(i + 1), -0.7);
    snapped.cumulative.push_back(total);
  }
  return snapped;
}

void append_row(std::string& text, std::uint32_t row, const Snapped& snapped) {
  Random random(1, Stream{5}, row);
  const double kind = random.uniform();
  const auto type = random.below(14);
  const auto month = random.below(24);
  LonLat at{west + (east - west) * random.uniform(), south + (north - south) * random.uniform()};
  const auto pick = std::lower_bound(snapped.cumulative.begin(), snapped.cumulative.end(),
                                     random.uniform() * snapped.cumulative.back());
  const auto snap = static_cast<std::size_t>(pick - snapped.cumulative.begin());
  if (kind < 0.8) at = snapped.at[snap];
  auto out = std::back_inserter(text);
  if (type != 0) {
    for (int part = 0; part < 4; ++part) fmt::format_to(out, "{:016x}", random.bits64());
  }
  fmt::format_to(out, ",{}-{:02},Kent Police,Kent Police,", 2023 + month / 12, month % 12 + 1);
  if (kind < 0.99) {
    fmt::format_to(out, "{:.6f},{:.6f},On or near Example Road {},E0101{},Medway {:03}A,", at.lon,
                   at.lat, snap % 90, 6000 + snap % 163, snap % 163 / 5 + 1);
  } else {
    fmt::format_to(out, ",,No Location,,,");
  }
  fmt::format_to(out, "{},{},\n", types[type], type == 0 ? "" : "Under investigation");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: make_incidents ROWS > incidents.csv\n", stderr);
    return 2;
  }
  const auto rows = static_cast<std::uint32_t>(std::strtoul(argv[1], nullptr, 10));
  const Snapped snapped = make_snap_points();
  std::string text =
      "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
      "Crime type,Last outcome category,Context\n";
  for (std::uint32_t row = 0; row < rows; ++row) {
    append_row(text, row, snapped);
    if (text.size() > 1U << 20U || row + 1 == rows) {
      std::fwrite(text.data(), 1, text.size(), stdout);
      text.clear();
    }
  }
  return 0;
}
