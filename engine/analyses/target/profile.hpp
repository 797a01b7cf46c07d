// Profile: what one programme asks of the places that it funds or patrols, each line with its
// source, as a file (profiles/README.md).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.hpp"

namespace hotward::analyses {

/// A field that the programme has and whose value is not known.
struct ProfileGap {
  std::string field;
  std::string why;
};

struct ProfileSource {
  std::string field;
  std::string source;
};

/// Fields are empty where the file has no value for them.
struct Profile {
  std::string name;  ///< "hex-350", or the file's
  std::string title;
  std::string note;
  std::string closed;  ///< "2025-03"; empty where it is open
  std::vector<std::string> types;
  std::string sites;  ///< areas, square, hex or hex-flat
  std::optional<double> cell_m;
  std::optional<double> side_m;
  std::optional<std::size_t> months;
  std::optional<double> hottest;
  std::optional<std::size_t> spots;
  std::optional<std::size_t> max_areas;
  std::optional<double> max_people;
  std::optional<double> max_households;
  std::optional<double> max_km2;
  std::string benchmark;  ///< in words
  std::optional<std::size_t> circles;
  std::optional<double> radius_m;
  std::optional<double> apart_m;
  std::optional<double> buffer_m;
  std::optional<double> least_year;
  std::optional<double> most_year;
  std::vector<ProfileGap> gaps;
  std::vector<ProfileSource> sources;
};

/// @param text  of the file
/// @return wrong_format, with the file and its line, for a field that there is none of, a value of
///         another kind, without a source, or empty, a type or group that is not known, and a field
///         with neither value nor reason
[[nodiscard]] Result<Profile> parse_profile(const std::string& text, const std::string& file);

/// @param name  of one that ships, or a file
/// @return usage, with those there are, for a name that is neither; as parse_profile
[[nodiscard]] Result<Profile> read_profile(const std::string& name);

/// All that ship, by name. @return errors as read_profile: a file of the installation is at fault
[[nodiscard]] Result<std::vector<Profile>> shipped_profiles();

}  // namespace hotward::analyses
