// Twenty-two square wards in rows of five, with Medway's names, codes and populations.
#pragma once

#include <array>
#include <string>

#include "engine/table/areas.hpp"

namespace hotward::sample {

struct Ward {
  const char* code;
  const char* name;
  double population;
};

// Wards of 2003 to 2023 and their mid-2019 populations (ONS, Ward-level population estimates),
// which sum to 278,556.
inline constexpr std::array<Ward, 22> medway_wards = {{
    {"E05002249", "Chatham Central", 17514},
    {"E05002250", "Cuxton and Halling", 6596},
    {"E05002251", "Gillingham North", 19871},
    {"E05002252", "Gillingham South", 17766},
    {"E05002253", "Hempstead and Wigmore", 7781},
    {"E05002254", "Lordswood and Capstone", 9105},
    {"E05002255", "Luton and Wayfield", 15354},
    {"E05002256", "Peninsula", 14639},
    {"E05002257", "Princes Park", 10346},
    {"E05002258", "Rainham Central", 12220},
    {"E05002259", "Rainham North", 8836},
    {"E05002260", "Rainham South", 13348},
    {"E05002261", "River", 11643},
    {"E05002262", "Rochester East", 10647},
    {"E05002263", "Rochester South and Horsted", 13737},
    {"E05002264", "Rochester West", 10865},
    {"E05002265", "Strood North", 14430},
    {"E05002266", "Strood Rural", 15133},
    {"E05002267", "Strood South", 16431},
    {"E05002268", "Twydall", 13369},
    {"E05002269", "Walderslade", 9478},
    {"E05002270", "Watling", 9447},
}};

inline geometry::Polygon square(double x, double y, double side_m) {
  return {{{x, y}, {x + side_m, y}, {x + side_m, y + side_m}, {x, y + side_m}}, {}};
}

/// Edges of 2 km, side by side, from (570000, 162000) on.
inline table::Areas square_wards() {
  table::Areas areas;
  for (std::size_t i = 0; i < medway_wards.size(); ++i) {
    areas.codes.emplace_back(medway_wards[i].code);
    areas.names.emplace_back(medway_wards[i].name);
    areas.population.push_back(medway_wards[i].population);
    const double x = 570000.0 + 2000.0 * static_cast<double>(i % 5);
    const double y = 162000.0 + 2000.0 * static_cast<double>(i / 5);
    areas.shapes.push_back({square(x, y, 2000.0)});
  }
  areas.source = "square wards";
  return areas;
}

}  // namespace hotward::sample
