#include "engine/io/files/driver_choice.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <string_view>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <sqlite3.h>

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

std::string small(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

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
  return dot == std::string_view::npos ? "" : small(name.substr(dot + 1));
}

// "PG:dbname=crime": two letters or more, so that a Windows drive is none.
std::string prefix_of(const std::string& name) {
  const auto colon = name.find(':');
  if (colon == std::string::npos || colon < 2) return {};
  const bool word = std::all_of(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(colon),
                                [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
  return word ? small(name.substr(0, colon)) : std::string{};
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

// ---- SQLite ----

constexpr std::array own_modules = {"rtree", "rtree_i32", "fts3", "fts4", "fts5"};

// The words of an SQL statement as far as its module's name, small; quoted names are one word, and
// comments are none.
std::vector<std::string> words_of(std::string_view sql) {
  std::vector<std::string> words;
  std::size_t i = 0;
  while (i < sql.size() && words.size() < 64) {
    const char c = sql[i];
    if (sql.substr(i).starts_with("--")) {
      i = std::min(sql.find('\n', i), sql.size());
    } else if (sql.substr(i).starts_with("/*")) {
      const auto end = sql.find("*/", i + 2);
      i = end == std::string_view::npos ? sql.size() : end + 2;
    } else if (c == '"' || c == '\'' || c == '`' || c == '[') {
      const char close = c == '[' ? ']' : c;
      const auto end = std::min(sql.find(close, i + 1), sql.size());
      words.push_back(std::string("\"").append(sql.substr(i + 1, end - i - 1)));
      i = end + 1;
    } else if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0) {
      const std::size_t start = i;
      while (i < sql.size() && (std::isalnum(static_cast<unsigned char>(sql[i])) != 0 ||
                                sql[i] == '_' || (sql[i] & 0x80) != 0)) {
        ++i;
      }
      words.push_back(small(sql.substr(start, i - start)));
    } else {
      ++i;
    }
  }
  return words;
}

// The module of "CREATE VIRTUAL TABLE name USING module"; empty for any other statement.
std::string module_of(std::string_view sql) {
  const auto words = words_of(sql);
  if (words.size() < 2 || words[1] != "virtual") return {};
  const auto word = std::find(words.begin() + 2, words.end(), "using");
  if (word == words.end() || word + 1 == words.end()) return "?";
  const std::string& name = *(word + 1);
  return small(name.starts_with('"') ? name.substr(1) : name);
}

struct CloseSqlite {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct FinishStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Sqlite = std::unique_ptr<sqlite3, CloseSqlite>;

bool is_sqlite(const std::string& name) {
  VSILFILE* file = VSIFOpenL(name.c_str(), "rb");
  if (file == nullptr) return false;
  std::array<char, 16> start{};
  const auto read = VSIFReadL(start.data(), 1, start.size(), file);
  VSIFCloseL(file);
  constexpr std::string_view magic("SQLite format 3\0", 16);
  return read == start.size() && std::string_view(start.data(), start.size()) == magic;
}

// A path as a URI that SQLite opens without locks and without files beside it.
std::string sqlite_uri(const std::string& path) {
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '?' || c == '#' || c == '%') {
      uri += fmt::format("%{:02x}", static_cast<unsigned char>(c));
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

// In an archive a database has no path: its bytes are handed over whole.
Sqlite open_sqlite(const std::string& name) {
  sqlite3* database = nullptr;
  if (!name.starts_with("/vsi")) {
    sqlite3_open_v2(sqlite_uri(name).c_str(), &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
                    nullptr);
    return Sqlite(database);
  }
  sqlite3_open_v2(":memory:", &database, SQLITE_OPEN_READWRITE, nullptr);
  Sqlite opened(database);
  GByte* bytes = nullptr;
  vsi_l_offset size = 0;
  if (VSIIngestFile(nullptr, name.c_str(), &bytes, &size, -1) == 0) return nullptr;
  auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(size));
  if (copy != nullptr) std::copy_n(bytes, size, copy);
  VSIFree(bytes);
  const auto length = static_cast<sqlite3_int64>(size);
  if (copy == nullptr || sqlite3_deserialize(database, "main", copy, length, length,
                                             SQLITE_DESERIALIZE_FREEONCLOSE |
                                                 SQLITE_DESERIALIZE_READONLY) != SQLITE_OK) {
    return nullptr;
  }
  return opened;
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
  const std::string small_name = small(name);
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

Result<void> refuse_foreign_modules(const std::string& file) {
  const std::string name = opened_path(file);
  const std::string typed = typed_path(file);
  const GdalMessages quiet;  // whether there is such a file is not asked here
  if (!is_sqlite(name)) return {};
  const auto unreadable = [&] {
    return fail(ErrorCode::unreadable,
                typed + ": the database is cut short or damaged; copy or download it again");
  };
  const Sqlite database = open_sqlite(name);
  if (!database) return unreadable();
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(database.get(), "SELECT name, sql FROM sqlite_master", -1, &raw,
                         nullptr) != SQLITE_OK) {
    return unreadable();
  }
  const std::unique_ptr<sqlite3_stmt, FinishStatement> statement(raw);
  int step = sqlite3_step(raw);
  for (; step == SQLITE_ROW; step = sqlite3_step(raw)) {
    const auto text = [&](int column) {
      const auto* value = sqlite3_column_text(raw, column);
      return std::string(value == nullptr ? "" : reinterpret_cast<const char*>(value));
    };
    const std::string module = module_of(text(1));
    if (module.empty() ||
        std::find(own_modules.begin(), own_modules.end(), module) != own_modules.end()) {
      continue;
    }
    return fail(ErrorCode::wrong_format,
                fmt::format("{}: not opened: its table '{}' is made by the module '{}', which can "
                            "read other files; save the layer to a new GeoPackage",
                            typed, text(0), module));
  }
  if (step != SQLITE_DONE) return unreadable();
  return {};
}

}  // namespace hotward::io
