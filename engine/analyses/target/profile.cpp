#include "engine/analyses/target/profile.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "engine/core/listed.hpp"
#include "engine/core/spelling.hpp"
#include "engine/geometry/lattice.hpp"
#include "engine/io/files/read_toml.hpp"
#include "engine/io/files/text_file.hpp"
#include "engine/parameter/quantity.hpp"
#include "engine/study/shipped_file.hpp"
#include "engine/table/period.hpp"
#include "engine/table/taxonomy.hpp"

namespace hotward::analyses {
namespace {

namespace fs = std::filesystem;

constexpr const char* ending = ".toml";

// Takes a value into the profile; what is wrong with it, or nothing.
using Take = std::function<std::string(Profile&, const io::TomlValue&)>;

Take whole(std::optional<std::size_t> Profile::*field) {
  return [field](Profile& profile, const io::TomlValue& value) -> std::string {
    const auto* number = value.as<std::int64_t>();
    if (number == nullptr || *number < 1) return "a whole number above 0 belongs here";
    profile.*field = static_cast<std::size_t>(*number);
    return {};
  };
}

Take number(std::optional<double> Profile::*field) {
  return [field](Profile& profile, const io::TomlValue& value) -> std::string {
    const auto* real = value.as<double>();
    const auto* integer = value.as<std::int64_t>();
    const double found = real != nullptr      ? *real
                         : integer != nullptr ? static_cast<double>(*integer)
                                              : 0.0;
    if (!(found > 0.0)) return "a number above 0 belongs here";
    profile.*field = found;
    return {};
  };
}

Take quantity(std::optional<double> Profile::*field, Result<double> (*parse)(const std::string&)) {
  return [field, parse](Profile& profile, const io::TomlValue& value) -> std::string {
    const auto* text = value.as<std::string>();
    if (text == nullptr) return "a quantity with its unit belongs here, in quotes";
    const auto found = parse(*text);
    if (!found) return found.error().message;
    if (!(*found > 0.0)) return "it is not above 0";
    profile.*field = *found;
    return {};
  };
}

std::string take_types(Profile& profile, const io::TomlValue& value) {
  const auto* list = value.as<io::TomlList>();
  if (list == nullptr || list->empty()) return "a list of types belongs here, [\"crime\"]";
  for (const io::TomlValue& element : *list) {
    const auto* type = element.as<std::string>();
    if (type == nullptr) return "a list of types belongs here, [\"crime\"]";
    profile.types.push_back(*type);
  }
  const auto known = table::expand(profile.types);
  if (known) return {};
  // Its sentence begins with the option of the command line.
  const std::string& message = known.error().message;
  return message.starts_with("--type ") ? message.substr(7) : message;
}

std::string take_sites(Profile& profile, const io::TomlValue& value) {
  const auto* text = value.as<std::string>();
  const bool known = text != nullptr &&
                     (*text == "areas" || value_of(geometry::cell_shape_names, *text).has_value());
  if (!known) return "one of areas, square, hex, hex-flat belongs here";
  profile.sites = *text;
  return {};
}

std::string take_benchmark(Profile& profile, const io::TomlValue& value) {
  const auto* text = value.as<std::string>();
  if (text == nullptr) return "words belong here";
  profile.benchmark = *text;
  return {};
}

const std::map<std::string, Take>& fields() {
  static const std::map<std::string, Take> all = {
      {"types", take_types},
      {"sites", take_sites},
      {"cell", quantity(&Profile::cell_m, parameter::parse_metres)},
      {"side", quantity(&Profile::side_m, parameter::parse_metres)},
      {"months", whole(&Profile::months)},
      {"hottest", quantity(&Profile::hottest, parameter::parse_share)},
      {"spots", whole(&Profile::spots)},
      {"max-areas", whole(&Profile::max_areas)},
      {"max-people", number(&Profile::max_people)},
      {"max-households", number(&Profile::max_households)},
      {"max-km2", number(&Profile::max_km2)},
      {"benchmark", take_benchmark},
      {"circles", whole(&Profile::circles)},
      {"radius", quantity(&Profile::radius_m, parameter::parse_metres)},
      {"apart", quantity(&Profile::apart_m, parameter::parse_metres)},
      {"buffer", quantity(&Profile::buffer_m, parameter::parse_metres)},
      {"least-year", number(&Profile::least_year)},
      {"most-year", number(&Profile::most_year)}};
  return all;
}

tl::unexpected<Error> wrong(const std::string& file, std::size_t line, const std::string& what) {
  return fail(ErrorCode::wrong_format, fmt::format("{}:{}: {}", file, line, what));
}

bool is_blank(const io::TomlValue& value) {
  const auto* text = value.as<std::string>();
  const auto* list = value.as<io::TomlList>();
  return (text != nullptr && text->empty()) || (list != nullptr && list->empty());
}

Result<void> take_field(const std::string& file, const io::TomlEntry& entry, Profile& profile) {
  const auto field = fields().find(entry.key);
  std::vector<std::string> names = {"title", "note", "closed"};
  for (const auto& [name, take] : fields()) names.push_back(name);
  if (field == fields().end()) {
    return wrong(file, entry.value.line,
                 fmt::format("there is no field '{}'{}; there are {}", entry.key,
                             did_you_mean(entry.key, names), listed(names)));
  }
  const auto* parts = entry.value.as<io::TomlTable>();
  if (parts == nullptr) {
    return wrong(file, entry.value.line,
                 fmt::format("{}: a table with value and source belongs here", entry.key));
  }
  std::string source, why;
  const io::TomlValue* value = io::find(*parts, "value");
  for (const io::TomlEntry& part : *parts) {
    const auto* text = part.value.as<std::string>();
    if (part.key == "value") continue;
    if ((part.key != "source" && part.key != "why") || text == nullptr || text->empty()) {
      return wrong(
          file, part.value.line,
          fmt::format("{}.{}: value, source and why belong here, in words", entry.key, part.key));
    }
    (part.key == "source" ? source : why) = *text;
  }
  if (value == nullptr) {
    if (why.empty()) {
      return wrong(file, entry.value.line,
                   fmt::format("{}: it has no value, and does not say why", entry.key));
    }
    profile.gaps.push_back({entry.key, why});
    return {};
  }
  if (is_blank(*value)) {
    return wrong(
        file, value->line,
        fmt::format("{}: its value is empty: leave it out and give the reason as why", entry.key));
  }
  if (source.empty()) {
    return wrong(file, value->line, fmt::format("{}: its value has no source", entry.key));
  }
  if (const std::string fault = field->second(profile, *value); !fault.empty()) {
    return wrong(file, value->line, fmt::format("{}: {}", entry.key, fault));
  }
  profile.sources.push_back({entry.key, source});
  return {};
}

Result<void> take_words(const std::string& file, const io::TomlEntry& entry, std::string& into) {
  const auto* text = entry.value.as<std::string>();
  if (text == nullptr || text->empty()) {
    return wrong(file, entry.value.line, fmt::format("{}: words belong here", entry.key));
  }
  into = *text;
  return {};
}

// What does not go together.
std::string contradiction(const Profile& profile) {
  const bool cells = !profile.sites.empty() && profile.sites != "areas";
  if (!cells && (profile.cell_m || profile.side_m)) {
    return "cell and side are of sites that are cells";
  }
  if (profile.cell_m && profile.side_m) return "cell and side say the same: give one of them";
  if (profile.side_m && profile.sites == "square")
    return "side is of hexagons; squares have a cell";
  if (cells && !profile.cell_m && !profile.side_m) return "cells need a cell or a side";
  if (profile.hottest && *profile.hottest > 1.0) return "hottest is above 100%";
  if (profile.hottest && profile.spots) return "hottest and spots say the same: give one of them";
  const bool around = profile.circles || profile.apart_m || profile.buffer_m ||
                      profile.least_year || profile.most_year;
  if (around && !profile.radius_m) return "circles need a radius";
  return {};
}

std::string shipped_names(const std::vector<Profile>& profiles) {
  std::vector<std::string> names;
  for (const Profile& profile : profiles) names.push_back(profile.name);
  return listed(names);
}

}  // namespace

Result<Profile> parse_profile(const std::string& text, const std::string& file) {
  const auto document = io::read_toml(text, file);
  if (!document) return fail(document.error());
  Profile profile;
  profile.name = fs::path(file).stem().string();
  for (const io::TomlEntry& entry : *document->as<io::TomlTable>()) {
    std::string* const words = entry.key == "title"    ? &profile.title
                               : entry.key == "note"   ? &profile.note
                               : entry.key == "closed" ? &profile.closed
                                                       : nullptr;
    const auto taken =
        words != nullptr ? take_words(file, entry, *words) : take_field(file, entry, profile);
    if (!taken) return fail(taken.error());
  }
  if (profile.title.empty()) return wrong(file, 1, "it has no title");
  if (!profile.closed.empty() && !table::parse_period(profile.closed)) {
    return wrong(file, 1, fmt::format("closed: '{}' is no month", profile.closed));
  }
  if (const std::string fault = contradiction(profile); !fault.empty()) {
    return wrong(file, 1, fault);
  }
  return profile;
}

Result<std::vector<Profile>> shipped_profiles() {
  const auto folder = shipped_file("profiles");
  if (!folder) return fail(folder.error());
  std::vector<fs::path> files;
  std::error_code fault;
  for (const auto& entry : fs::directory_iterator(*folder, fault)) {
    if (entry.path().extension() == ending) files.push_back(entry.path());
  }
  if (fault) return fail(ErrorCode::unreadable, folder->string() + ": " + fault.message());
  std::ranges::sort(files);
  std::vector<Profile> profiles;
  for (const fs::path& file : files) {
    const auto text = io::read_text(file);
    if (!text) return fail(text.error());
    auto profile = parse_profile(*text, file.string());
    if (!profile) return fail(profile.error());
    profiles.push_back(std::move(*profile));
  }
  return profiles;
}

Result<Profile> read_profile(const std::string& name) {
  std::error_code ignored;
  if (lower_case(name).ends_with(ending) || fs::exists(name, ignored)) {
    const auto text = io::read_text(name);
    if (!text) return fail(text.error());
    return parse_profile(*text, name);
  }
  auto shipped = shipped_profiles();
  if (!shipped) return fail(shipped.error());
  std::vector<std::string> names;
  for (const Profile& profile : *shipped) names.push_back(profile.name);
  const auto same = same_names(names, name);
  if (same.size() == 1) return std::move((*shipped)[same.front()]);
  return fail(Error{ErrorCode::usage,
                    fmt::format("'{}' is no profile{}; there are {}", name,
                                did_you_mean(name, names), shipped_names(*shipped)),
                    "profile"});
}

}  // namespace hotward::analyses
