#include "engine/io/files/driver_choice.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include "engine/core/spelling.hpp"
#include "engine/io/files/archive_path.hpp"
#include "engine/io/files/gdal_handles.hpp"
#include "engine/io/files/zip_names.hpp"

namespace hotward::io {
namespace {

struct DriversOf {
  std::string_view word;  ///< an ending or a prefix, in small letters
  std::array<const char*, 3> drivers;
};

// Drivers that read the file they are given and what stands beside it under its name.
constexpr std::array drivers_by_ending = {
    DriversOf{"csv", {"CSV"}},
    DriversOf{"tsv", {"CSV"}},
    DriversOf{"psv", {"CSV"}},
    DriversOf{"txt", {"CSV"}},
    DriversOf{"dbf", {"ESRI Shapefile"}},
    DriversOf{"shp", {"ESRI Shapefile"}},
    DriversOf{"shx", {"ESRI Shapefile"}},
    DriversOf{"shz", {"ESRI Shapefile"}},
    DriversOf{"geojson", {"GeoJSON", "ESRIJSON", "TopoJSON"}},
    DriversOf{"json", {"GeoJSON", "ESRIJSON", "TopoJSON"}},
    DriversOf{"topojson", {"TopoJSON"}},
    DriversOf{"geojsonl", {"GeoJSONSeq"}},
    DriversOf{"geojsons", {"GeoJSONSeq"}},
    DriversOf{"ndjson", {"GeoJSONSeq"}},
    DriversOf{"gpkg", {"GPKG"}},
    DriversOf{"sqlite", {"SQLite"}},
    DriversOf{"db", {"SQLite", "GPKG"}},
    DriversOf{"fgb", {"FlatGeobuf"}},
    DriversOf{"gdb", {"OpenFileGDB"}},
    DriversOf{"gml", {"GML"}},
    DriversOf{"kml", {"LIBKML", "KML"}},
    DriversOf{"kmz", {"LIBKML"}},
    DriversOf{"gpx", {"GPX"}},
    DriversOf{"tab", {"MapInfo File"}},
    DriversOf{"mif", {"MapInfo File"}},
    DriversOf{"mid", {"MapInfo File"}},
    DriversOf{"dxf", {"DXF"}},
    DriversOf{"dgn", {"DGN"}},
    DriversOf{"xlsx", {"XLSX"}},
    DriversOf{"xlsm", {"XLSX"}},
    DriversOf{"xls", {"XLS"}},
    DriversOf{"ods", {"ODS"}},
    DriversOf{"parquet", {"Parquet"}},
    DriversOf{"arrow", {"Arrow"}},
    DriversOf{"feather", {"Arrow"}},
};

// What a user types to ask a server, or to name the driver of a file.
constexpr std::array drivers_by_server = {
    DriversOf{"pg", {"PostgreSQL"}}, DriversOf{"postgresql", {"PostgreSQL"}},
    DriversOf{"mysql", {"MySQL"}},   DriversOf{"mssql", {"MSSQLSpatial"}},
    DriversOf{"wfs", {"WFS"}},       DriversOf{"oapif", {"OAPIF"}},
};

// A file without an ending: its bytes are looked at, by drivers that read nothing else.
constexpr std::array by_content = {"GeoJSON", "FlatGeobuf", "GPKG"};
constexpr std::array of_folders = {"ESRI Shapefile", "MapInfo File", "OpenFileGDB", "CSV"};

template <std::size_t Size>
const DriversOf* find(const std::array<DriversOf, Size>& table, const std::string& word) {
  const auto* found = std::find_if(table.begin(), table.end(),
                                   [&](const DriversOf& entry) { return entry.word == word; });
  return found == table.end() ? nullptr : found;
}

void add(const DriversOf& entry, std::vector<std::string>& drivers) {
  for (const char* driver : entry.drivers) {
    if (driver == nullptr) continue;
    if (std::find(drivers.begin(), drivers.end(), driver) == drivers.end()) {
      drivers.emplace_back(driver);
    }
  }
}

std::string ending_of(std::string_view name) {
  const auto slash = name.find_last_of("/\\");
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  if (name.ends_with(".gz") || name.ends_with(".GZ")) name.remove_suffix(3);
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? "" : lower_case(name.substr(dot + 1));
}

// "PG:dbname=crime": two letters or more, so that a Windows drive is none.
std::string prefix_of(const std::string& name) {
  const auto colon = name.find(':');
  if (colon == std::string::npos || colon < 2) return {};
  const bool word = std::all_of(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(colon),
                                [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
  return word ? lower_case(name.substr(0, colon)) : std::string{};
}

bool exists(const std::string& name, bool& is_folder) {
  const GdalMessages quiet;
  VSIStatBufL status;
  if (VSIStatL(name.c_str(), &status) != 0) return false;
  is_folder = VSI_ISDIR(status.st_mode) != 0;
  return true;
}

Result<DriverChoice> by_url(const std::string& url) {
  DriverChoice choice{url, {}, true, true};
  const std::string path = url.substr(0, url.find_first_of("?#"));
  const DriversOf* known = find(drivers_by_ending, ending_of(path));
  // An address without an ending of a file is a service's, and those answer in JSON.
  if (known == nullptr || std::string_view(known->drivers[0]) == "GeoJSON") {
    choice.drivers = {"GeoJSON", "ESRIJSON"};
    return choice;
  }
  choice.name = "/vsicurl/" + url;
  add(*known, choice.drivers);
  return choice;
}

// Among an archive's members, those that are a data set by themselves and no part of another.
std::vector<std::string> data_sets_in(const std::string& folder) {
  constexpr std::array parts = {"dbf", "shx", "mid", "txt"};
  std::vector<std::string> found;
  const CPLStringList members(VSIReadDirRecursive(folder.c_str()));
  for (int i = 0; i < members.Count(); ++i) {
    std::string member = members[i];
    if (member.ends_with('/')) member.pop_back();  // a .gdb is a folder
    const std::string ending = ending_of(member);
    if (std::find(parts.begin(), parts.end(), ending) != parts.end()) continue;
    if (find(drivers_by_ending, ending) != nullptr) found.push_back(std::move(member));
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool is_empty(const std::string& folder) {
  const GdalMessages quiet;
  return CPLStringList(VSIReadDirRecursive(folder.c_str())).Count() == 0;
}

// Shapefiles side by side at the top of an archive are layers of one data set; not so in a folder
// of it, where the driver does not look.
bool are_layers(const std::vector<std::string>& members) {
  return std::all_of(members.begin(), members.end(), [](const std::string& member) {
    return ending_of(member) == "shp" && member.find('/') == std::string::npos;
  });
}

// What an archive or a folder holds settles who may read it.
Result<DriverChoice> by_members(const std::string& folder) {
  DriverChoice choice{folder, {}, false, false};
  if (folder.starts_with("/vsi")) {
    const auto members = data_sets_in(folder);
    if (members.empty() && is_empty(folder)) {
      return fail(ErrorCode::unreadable,
                  typed_path(folder) +
                      ": cannot be read as an archive: it is empty, cut short, or no archive");
    }
    for (const std::string& member : members) {
      add(*find(drivers_by_ending, ending_of(member)), choice.drivers);
    }
    if (members.size() == 1) {
      choice.name = folder + "/" + members.front();
      choice.is_named = true;
    } else if (members.size() > 1 && !are_layers(members)) {
      std::string names;
      for (std::size_t i = 0; i < members.size() && i < 5; ++i) {
        names += (i == 0 ? "" : ", ") + members[i];
      }
      if (members.size() > 5) names += fmt::format(" and {} more", members.size() - 5);
      return fail(ErrorCode::wrong_format,
                  fmt::format("{0}: holds {1} data sets ({2}); name one, as {0}/{3}",
                              typed_path(folder), members.size(), names, members.front()));
    }
  }
  if (choice.drivers.empty()) choice.drivers.assign(of_folders.begin(), of_folders.end());
  return choice;
}

Result<DriverChoice> refused(const std::string& name, const std::string& what) {
  return fail(ErrorCode::wrong_format,
              fmt::format("{}: {} is not opened: such a file can make a program read other files "
                          "or ask servers; save it as GeoPackage, GeoJSON or CSV first",
                          name, what));
}

}  // namespace

Result<DriverChoice> choose_drivers(const std::string& typed) {
  const std::string name = opened_path(typed);
  bool is_folder = false;
  const bool is_there = exists(name, is_folder);
  const std::string prefix = prefix_of(name);
  if (!is_there && (prefix == "http" || prefix == "https")) return by_url(name);
  if (!is_there && !prefix.empty()) {
    DriverChoice choice{name, {}, true, true};
    if (const DriversOf* server = find(drivers_by_server, prefix)) {
      add(*server, choice.drivers);
      return choice;
    }
    if (prefix == "csv") {
      choice.may_reach_network = false;
      choice.drivers = {"CSV"};
      return choice;
    }
    return fail(ErrorCode::no_such_file,
                fmt::format("{}: no such file, and {}: is no connection that is opened; there are "
                            "PG:, MySQL:, MSSQL:, WFS:, OAPIF: and http(s) addresses",
                            name, name.substr(0, prefix.size())));
  }
  const bool is_file = is_there && !is_folder && !name.starts_with("/vsi");
  const std::string small_name = lower_case(name);
  if (is_file && small_name.ends_with(".zip")) {
    if (const auto shallow = check_archive_depth(name); !shallow) return fail(shallow.error());
  }
  const std::string archive = archive_prefix(name);
  if (is_file && !archive.empty() && !small_name.ends_with(".shp.zip")) {
    return by_members(archive + name);
  }
  if (is_file && small_name.ends_with(".gz")) return choose_drivers("/vsigzip/" + name);
  const std::string ending = ending_of(name);
  DriverChoice choice{name, {}, name.find("/vsicurl") != std::string::npos, true};
  if (const DriversOf* known = find(drivers_by_ending, ending)) {
    add(*known, choice.drivers);
    return choice;
  }
  if (is_there && is_folder) return by_members(name);
  if (small_name.ends_with(".shp.zip")) {
    choice.drivers = {"ESRI Shapefile"};
    return choice;
  }
  if (ending == "vrt" || ending == "xml" || ending == "wfs" || ending == "ovf" || ending == "sql") {
    return refused(typed, "a ." + ending + " file");
  }
  choice.is_named = false;
  choice.drivers.assign(by_content.begin(), by_content.end());
  return choice;
}

namespace {

// What GDAL lists an archive or a folder by; empty where the name is neither.
std::string listed_folder_of(const std::string& name) {
  bool is_folder = false;
  if (!exists(opened_path(name), is_folder)) return {};
  if (is_folder) return opened_path(name);
  const std::string prefix = archive_prefix(name);
  if (prefix.empty() || name.starts_with("/vsi")) return {};
  // To list folders within folders takes time by the square of their depth.
  return check_archive_depth(name) ? prefix + name : std::string{};
}

}  // namespace

std::vector<std::string> files_within(const std::string& name) {
  const std::string folder = listed_folder_of(name);
  std::vector<std::string> found;
  if (folder.empty()) return found;
  const GdalMessages quiet;
  const CPLStringList members(VSIReadDirRecursive(folder.c_str()));
  for (int i = 0; i < members.Count(); ++i) {
    const std::string member = members[i];
    if (!member.ends_with('/') && !leaves_archive(member)) found.push_back(name + "/" + member);
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<std::string> shapes_within(const std::string& name) {
  constexpr std::array tables = {"csv", "tsv", "psv", "xlsx", "xlsm", "xls", "ods", "gpx"};
  const std::string folder = listed_folder_of(name);
  std::vector<std::string> found;
  if (folder.empty()) return found;
  const GdalMessages quiet;
  for (const std::string& member : data_sets_in(folder)) {
    const std::string ending = ending_of(member);
    const bool is_table = std::find(tables.begin(), tables.end(), ending) != tables.end();
    if (!is_table && !leaves_archive(member)) found.push_back(name + "/" + member);
  }
  return found;
}

}  // namespace hotward::io
