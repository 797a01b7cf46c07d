// Target settings: what is asked for, and what a profile says where nothing is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/analyses/target/profile.hpp"
#include "engine/methods/targeting/turned_placement.hpp"
#include "engine/parameter/parameter.hpp"
#include "engine/study/sites.hpp"

namespace hotward::analyses {

/// What a group of neighbouring sites may come to; empty: no such bound.
struct GroupBounds {
  std::optional<std::size_t> areas;
  std::optional<double> people;
  std::optional<double> households;
  std::optional<double> km2;

  [[nodiscard]] bool any() const { return areas || people || households || km2; }
};

/// What is placed: circles, or squares and hexagons turned as they hold most.
enum class Form : std::uint8_t { circle, square, hexagon };
inline constexpr Names<Form, 3> form_names{
    {{Form::circle, "circle"}, {Form::square, "square"}, {Form::hexagon, "hexagon"}}};

/// Circles, or other forms, that are placed wherever they hold most.
struct CircleSettings {
  std::size_t circles = 20;  ///< at most
  Form form = Form::circle;
  double radius_m = 150.0;           ///< of a circle
  double width_m = 150.0;            ///< of another form, from a side to the opposite one
  double apart_m = 0.0;              ///< between centres
  double buffer_m = 0.0;             ///< width of the ring around each that is counted, too
  std::optional<double> least_year;  ///< incidents that one must hold, in a year
  std::optional<double> most_year;   ///< and that it should not exceed

  [[nodiscard]] targeting::Turned turned() const {
    return form == Form::hexagon ? targeting::Turned::hexagon : targeting::Turned::square;
  }
  /// From the centre to the rim, or to a corner.
  [[nodiscard]] double reach_m() const {
    return form == Form::circle ? radius_m : targeting::corner_m(turned(), width_m);
  }
};

/// As the user gives them; empty: the profile's, or the default.
struct TargetOptions {
  std::string profile;
  bool list_profiles = false;
  std::optional<double> cell_m;
  std::optional<geometry::CellShape> shape;
  std::optional<double> side_m;
  std::optional<std::size_t> months;
  std::optional<double> hottest;
  std::optional<std::size_t> spots;
  std::string households;
  GroupBounds bounds;
  std::uint32_t alternatives = 2;
  double overlap = 0.5;
  bool bridges = false;
  std::string groups;  ///< a file for the layer of groups
  std::optional<std::size_t> circles;
  std::optional<Form> form;
  std::optional<double> radius_m;
  std::optional<double> width_m;
  std::optional<double> apart_m;
  std::optional<double> buffer_m;
  std::optional<double> least_year;
  std::string placed;                 ///< a file for the layer of circles
  std::vector<std::string> controls;  ///< areas that may be controls; empty: all that may
  std::optional<std::size_t> controls_each;
  std::vector<std::string> features;
  std::optional<double> effect;
  std::string evidence;  ///< a file for the layer of the group and its controls
  std::string exclude;   ///< polygons whose incidents do not count
  std::string harm;      ///< a file of weights
  bool harm_approximate = false;
};

[[nodiscard]] parameter::List parameters(TargetOptions& options);
/// Those of the evidence for the group. Only for this room.
[[nodiscard]] parameter::List evidence_parameters(TargetOptions& options);

/// Parses a share above 0% and at most `most`, for an option that may be left out.
[[nodiscard]] parameter::Parse<std::optional<double>> some_share(double most);
[[nodiscard]] std::string some_share_text(const std::optional<double>& share);

/// Without a bound a group has so many sites at most.
inline constexpr std::size_t usual_group = 8;

struct TargetSettings {
  std::optional<Profile> profile;
  std::vector<std::string> types;  ///< asked for, or the profile's; empty: crime, or what there is
  SitesOptions sites;
  std::size_t months = 36;
  bool months_stated = false;        ///< by the user or the profile
  std::optional<std::size_t> spots;  ///< how many sites are hot; empty: by their share
  double hottest = 0.0;
  GroupBounds bounds;
  bool usual_bounds = false;  ///< nobody gave any
  std::size_t alternatives = 2;
  double overlap = 0.5;
  std::optional<CircleSettings> circles;  ///< where they are asked for
  std::vector<std::string> controls;      ///< areas that may be controls; empty: all that may
  std::size_t controls_each = 1;          ///< per site of the group
  std::vector<std::string> features;      ///< numbers of the areas, to match on and to stand beside
  std::optional<double> effect;           ///< share of the incidents that is hoped to be prevented
  std::string exclude;                    ///< polygons whose incidents do not count; or empty
  std::string harm;                       ///< a file of weights; or empty
  bool harm_approximate = false;          ///< they may weigh categories of data.police.uk

  [[nodiscard]] bool of_cells() const { return sites.cell_m || sites.side_m; }
};

/// @return usage for what does not go together
[[nodiscard]] Result<TargetSettings> settings_of(const TargetOptions& options,
                                                 const std::vector<std::string>& types);

/// How many of so many sites are hot, at least one.
[[nodiscard]] std::size_t hot_sites(const TargetSettings& settings, std::size_t sites);

}  // namespace hotward::analyses
