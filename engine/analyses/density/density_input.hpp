// Density input: what every density surface of the command line begins with: its options, the
// places with their incidents, the cells, and the bandwidth.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/methods/density/bandwidth.hpp"
#include "engine/methods/density/frame.hpp"
#include "engine/methods/density/kde.hpp"
#include "engine/parameter/parameter.hpp"
#include "engine/study/json.hpp"
#include "engine/study/selection.hpp"
#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"
#include "engine/study/weighted_places.hpp"

namespace hotward::analyses {

/// How far an incident's weight reaches: a length, or the rule to choose it by.
struct Bandwidth {
  double metres = 300.0;
  std::optional<density::BandwidthRule> rule;  ///< in place of the length

  bool operator==(const Bandwidth&) const = default;
};

struct DensityOptions {
  double cell_m = 100.0;
  Bandwidth bandwidth;
  density::Kernel kernel = density::Kernel::quartic;
  density::EdgeCorrection edge = density::EdgeCorrection::diggle;
  density::SurfaceUnit unit = density::SurfaceUnit::per_km2;
  std::vector<double> contours = {50.0, 80.0, 95.0};  ///< percent
};

[[nodiscard]] parameter::List parameters(DensityOptions& options);

/// "300m", or the rule's name.
[[nodiscard]] std::string bandwidth_text(const Bandwidth& bandwidth);

/// Declares the parameter `bandwidth`.
void declare_bandwidth(parameter::List& list, Bandwidth& bandwidth, const std::string& meaning);

/// Squares of --cell over the study's areas. @return usage as geometry::grid_over.
[[nodiscard]] Result<density::Frame> frame_of(const Study& study, const DensityOptions& options,
                                              const LeftOut& left_out = {});

struct ChosenBandwidth {
  double bandwidth_m = 0.0;
  std::string rule;  ///< "given", or the rule's name
};

/// @param places    what a rule looks at
/// @param cautions  receives the rule's
/// @return errors as bandwidth_by_rule
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

/// The summary's entry for a surface: kernel, bandwidth_m, rule, max_per_km2, max_at, mass, edge,
/// cell_m, columns, rows.
[[nodiscard]] Json surface_json(const density::Surface& surface, const density::Frame& frame,
                                const std::string& rule);

/// Half the bandwidth of the quartic kernel that smooths alike, and half of what the kernel reaches
/// at the most, in whole metres: so a surface is hardly smoother for it (sigma 106 m becomes 115 m
/// for the default). Not below the surface's cell.
[[nodiscard]] double public_square_m(const density::KdeOptions& kde, double cell_m);

/// To two digits: a rule looks at every single incident, and all its digits could disclose one.
[[nodiscard]] double public_bandwidth_m(double bandwidth_m);

/// Where no square is left. @param noun  "incidents"
[[nodiscard]] Error nothing_near_enough(const std::string& noun, double square_m);

}  // namespace hotward::analyses
