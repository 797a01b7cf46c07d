#include "engine/analyses/target/settings.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "engine/parameter/quantity.hpp"

namespace hotward::analyses {
namespace {

constexpr double hottest_cells = 0.01;
constexpr double hottest_areas = 0.05;

parameter::List site_parameters(TargetOptions& options) {
  parameter::List list("Sites");
  list.text("profile", options.profile,
            "What a programme asks for: one of --list-profiles, or a file; options given beside it "
            "win")
      .file(parameter::PathKind::path_or_word)
      .as("NAME|FILE.toml");
  list.flag("list-profiles", options.list_profiles,
            "List the profiles, with their sources and what is not known of them")
      .unrecorded()
      .answers_alone();
  list.length("cell", options.cell_m,
              "Look at a grid in place of the areas, its cells this wide: a square's side, a "
              "hexagon from flat to flat")
      .needs("cells without --side", [&options] { return !options.side_m; });
  list.choice("shape", options.shape, geometry::cell_shape_names,
              "Shape of the cells: square, hex (on a corner) or hex-flat (on a side)")
      .as("SHAPE")
      .needs("--cell or --side", [&options] { return options.cell_m || options.side_m; });
  list.length("side", options.side_m, "Side of a hexagon, in place of its width");
  list.path("exclude", options.exclude,
            "Polygons whose incidents do not count: arcades, schools, hospitals, say");
  list.text("households", options.households,
            "Households beside the people: a column of the areas, or a CSV file joined on the "
            "area's code")
      .file(parameter::PathKind::path_or_word)
      .as("COL|FILE.csv[:COL]");
  return list;
}

parameter::List hot_parameters(TargetOptions& options) {
  parameter::List list("What is hot");
  list.whole("months", options.months,
             "How many months are counted, the latest (default: the profile's, or 36)")
      .from_to(1.0, 600.0);
  list.spec<std::optional<double>>(
          "hottest", options.hottest, some_share(0.5), some_share_text,
          "Share of the sites that is hot (default: the profile's, or 1% of cells, 5% of areas)")
      .as("SHARE");
  list.whole("spots", options.spots, "How many sites are hot, in place of a share")
      .from_to(1.0, 1e6)
      .needs("no --hottest", [&options] { return !options.hottest; });
  list.path("harm", options.harm,
            "Weights of the types, a CSV file with the columns type and weight: the group that "
            "weighs most is sought");
  list.flag("harm-approximate", options.harm_approximate,
            "Weigh categories of data.police.uk, which hold crimes of very unlike severity; marks "
            "every output")
      .needs("--harm", [&options] { return !options.harm.empty(); });
  return list;
}

parameter::List group_parameters(TargetOptions& options) {
  parameter::List list("Group of neighbouring sites");
  list.whole("max-areas", options.bounds.areas,
             "Areas, or cells, that a group has at most (default: 8 where nothing bounds it)")
      .from_to(1.0, 1000.0);
  list.number("max-people", options.bounds.people, "People in a group at most").above(0.0);
  list.number("max-households", options.bounds.households, "Households in a group at most")
      .above(0.0);
  list.number("max-km2", options.bounds.km2, "Land of a group at most, in km²").above(0.0);
  list.whole("alternatives", options.alternatives, "How many other groups are looked for")
      .up_to(10.0);
  list.share("overlap", options.overlap,
             "How much of another group's areas one of the others may share")
      .up_to(0.9);
  list.flag("bridges", options.bridges,
            "Link the parts of the map that a river splits, each by its nearest areas");
  list.heading("Output");
  list.path("groups", options.groups, "Layer of the groups, an outline each");
  return list;
}

parameter::List circle_parameters(TargetOptions& options) {
  const auto placed = [&options] {
    return options.circles || !options.placed.empty() || !options.profile.empty();
  };
  const char* needed = "--circles, --placed or a profile of circles";
  parameter::List list("Circles placed anywhere");
  list.whole(
          "circles", options.circles,
          "How many circles to place where they hold most (20 where only --placed asks for them)")
      .from_to(1.0, 100.0);
  list.choice("form", options.form, form_names,
              "Place circles, or squares or hexagons turned as they hold most")
      .as("FORM")
      .needs(needed, placed);
  list.length("radius", options.radius_m, "Their radius (default: the profile's, or 150m)")
      .above(0.0)
      .needs(needed, placed);
  list.length("width", options.width_m,
              "Width of squares and hexagons, from a side to the opposite one (default: 150m)")
      .above(0.0)
      .needs("--form square or hexagon",
             [&options] { return options.form && *options.form != Form::circle; });
  list.length("apart", options.apart_m,
              "How far their centres lie from each other at least (default: the profile's, or "
              "twice the radius, or from corner to corner)")
      .above(0.0)
      .needs(needed, placed);
  list.length("buffer", options.buffer_m, "Width of a ring around each that is counted, too")
      .needs(needed, placed);
  list.number("least-year", options.least_year, "Incidents that a circle must hold, in a year")
      .above(0.0)
      .needs(needed, placed);
  list.heading("Output");
  list.path("placed", options.placed, "Layer of the circles");
  return list;
}

// None where neither the user nor the profile speaks of circles.
Result<std::optional<CircleSettings>> circles_of(const TargetOptions& options,
                                                 const std::optional<Profile>& profile) {
  const bool by_profile = profile && profile->radius_m;
  if (!options.circles && options.placed.empty() && !by_profile) {
    const bool none = !options.form && !options.radius_m && !options.apart_m && !options.buffer_m;
    if (none && !options.least_year) return std::optional<CircleSettings>{};
    return fail(ErrorCode::usage,
                "--circles says how many circles to place, and the profile has none");
  }
  const Profile none;
  const Profile& stated = profile ? *profile : none;
  CircleSettings circles;
  const auto first = [](const auto& asked, const auto& other) { return asked ? asked : other; };
  circles.circles = first(options.circles, stated.circles).value_or(circles.circles);
  circles.form = options.form.value_or(circles.form);
  if (circles.form != Form::circle && options.radius_m) {
    return fail(ErrorCode::usage, "--radius is of circles; squares and hexagons have a --width");
  }
  circles.radius_m = first(options.radius_m, stated.radius_m).value_or(circles.radius_m);
  circles.width_m = options.width_m.value_or(circles.width_m);
  const double touching = 2.0 * circles.reach_m();
  circles.apart_m = first(options.apart_m, stated.apart_m).value_or(touching);
  circles.buffer_m = first(options.buffer_m, stated.buffer_m).value_or(0.0);
  circles.least_year = first(options.least_year, stated.least_year);
  circles.most_year = stated.most_year;
  if (circles.apart_m < touching) {
    const bool round = circles.form == Form::circle;
    return fail(
        ErrorCode::usage,
        fmt::format("--apart {}: {}s of {} would overlap", parameter::metres_text(circles.apart_m),
                    name_of(form_names, circles.form),
                    parameter::metres_text(round ? circles.radius_m : circles.width_m)));
  }
  return std::optional(circles);
}

template <class T>
void fill(std::optional<T>& into, const std::optional<T>& from) {
  if (!into) into = from;
}

void take_profile(const Profile& profile, bool cells_given, TargetSettings& settings) {
  if (settings.types.empty()) settings.types = profile.types;
  if (!cells_given && !profile.sites.empty() && profile.sites != "areas") {
    settings.sites.cell_m = profile.cell_m;
    settings.sites.side_m = profile.side_m;
    settings.sites.shape = *value_of(geometry::cell_shape_names, profile.sites);
  }
  fill(settings.bounds.areas, profile.max_areas);
  fill(settings.bounds.people, profile.max_people);
  fill(settings.bounds.households, profile.max_households);
  fill(settings.bounds.km2, profile.max_km2);
}

}  // namespace

parameter::List parameters(TargetOptions& options) {
  parameter::List list = site_parameters(options);
  list.append(hot_parameters(options));
  list.append(group_parameters(options));
  list.append(circle_parameters(options));
  list.append(evidence_parameters(options));
  return list;
}

Result<TargetSettings> settings_of(const TargetOptions& options,
                                   const std::vector<std::string>& types) {
  TargetSettings settings;
  settings.types = types;
  settings.bounds = options.bounds;
  settings.alternatives = options.alternatives;
  settings.overlap = options.overlap;
  settings.controls = options.controls;
  settings.controls_each = options.controls_each.value_or(settings.controls_each);
  settings.features = options.features;
  settings.effect = options.effect;
  settings.exclude = options.exclude;
  settings.harm = options.harm;
  settings.harm_approximate = options.harm_approximate;
  settings.sites.weights.bridges = options.bridges;
  settings.sites.cell_m = options.cell_m;
  settings.sites.side_m = options.side_m;
  if (options.shape) settings.sites.shape = *options.shape;
  std::optional<std::size_t> months = options.months;
  std::optional<double> hottest = options.hottest;
  settings.spots = options.spots;
  if (!options.profile.empty()) {
    auto profile = read_profile(options.profile);
    if (!profile) return fail(profile.error());
    take_profile(*profile, options.cell_m || options.side_m, settings);
    fill(months, profile->months);
    // A share that is asked for stands in place of the profile's number, and the other way round.
    if (!hottest && !settings.spots) {
      hottest = profile->hottest;
      settings.spots = profile->spots;
    }
    settings.profile = std::move(*profile);
  }
  auto circles = circles_of(options, settings.profile);
  if (!circles) return fail(circles.error());
  settings.circles = *circles;
  if (settings.sites.side_m && !geometry::is_hexagon(settings.sites.shape)) {
    return fail(ErrorCode::usage, "--side is of hexagons; squares have a --cell");
  }
  settings.months = months.value_or(settings.months);
  settings.months_stated = months.has_value();
  settings.hottest = hottest.value_or(settings.of_cells() ? hottest_cells : hottest_areas);
  if (!settings.bounds.any()) {
    settings.bounds.areas = usual_group;
    settings.usual_bounds = true;
  }
  return settings;
}

std::size_t hot_sites(const TargetSettings& settings, std::size_t sites) {
  const auto by_share =
      static_cast<std::size_t>(std::llround(settings.hottest * static_cast<double>(sites)));
  return std::clamp<std::size_t>(settings.spots.value_or(by_share), 1,
                                 std::max<std::size_t>(sites, 1));
}

}  // namespace hotward::analyses
