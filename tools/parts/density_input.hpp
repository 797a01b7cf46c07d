// Density input: what every density surface of the command line begins with: its options, the
// places with their incidents, the cells, and the bandwidth.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/methods/density/frame.hpp"
#include "engine/methods/density/kde.hpp"
#include "tools/command.hpp"
#include "tools/parts/selection.hpp"
#include "tools/study.hpp"
#include "tools/themes.hpp"

namespace hotward::tools {

struct DensityOptions {
  std::string cell = "100m";
  std::string bandwidth = "300m";  ///< a length, or the name of a rule
  density::Kernel kernel = density::Kernel::quartic;
  density::EdgeCorrection edge = density::EdgeCorrection::diggle;
  density::SurfaceUnit unit = density::SurfaceUnit::per_km2;
  std::vector<double> contours = {50.0, 80.0, 95.0};  ///< percent
};

/// Declares --cell, --bandwidth, --kernel, --edge, --unit and --contours.
void add(CommandLine& line, DensityOptions& options);

/// Places with the number of incidents on each, as the method wants them.
struct WeightedPlaces {
  std::vector<geometry::Point> at;
  std::vector<double> weights;

  [[nodiscard]] density::Places places() const { return {at, weights}; }
  [[nodiscard]] double incidents() const;
};

/// Per area of the study: 1 where it is no part of what a surface is made over. Empty: all are.
using LeftOut = std::vector<std::uint8_t>;

/// The theme's places within the areas that have an incident in the period.
[[nodiscard]] WeightedPlaces weighted_places(const Study& study, const Theme& theme,
                                             When when = When::period,
                                             const LeftOut& left_out = {});

/// Squares of --cell over the study's areas. @return usage as geometry::grid_over.
[[nodiscard]] Result<density::Frame> frame_of(const Study& study, const DensityOptions& options,
                                              const LeftOut& left_out = {});

struct ChosenBandwidth {
  double bandwidth_m = 0.0;
  std::string rule;  ///< "given", or the rule's name
};

/// @param places    what a rule looks at
/// @param cautions  receives the rule's
/// @return usage where --bandwidth is neither a length nor a rule; errors as bandwidth_by_rule.
[[nodiscard]] Result<ChosenBandwidth> choose_bandwidth(const Study& study,
                                                       const WeightedPlaces& places,
                                                       const DensityOptions& options,
                                                       std::vector<std::string>& cautions);

/// The bandwidth of the quartic kernel that smooths alike, by which kernels can be compared.
[[nodiscard]] double quartic_bandwidth_m(const density::KdeOptions& kde);

/// Nowhere anything: 0 in every cell of the study area.
[[nodiscard]] density::Surface empty_surface(const density::Frame& frame,
                                             const density::KdeOptions& kde);

/// "quartic kernel, bandwidth 300 m (given), edge correction diggle, cells of 100 m"
[[nodiscard]] std::string how_made(const density::KdeOptions& kde, const std::string& rule,
                                   const density::Frame& frame);

/// What the summary says of a surface: kernel, bandwidth_m, rule, max_per_km2, max_at, mass, edge,
/// cell_m, columns, rows.
[[nodiscard]] Json surface_json(const density::Surface& surface, const density::Frame& frame,
                                const std::string& rule);

}  // namespace hotward::tools
