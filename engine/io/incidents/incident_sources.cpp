#include "engine/io/incidents/incident_sources.hpp"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include "engine/core/utf8.hpp"
#include "engine/io/csv/field_text.hpp"
#include "engine/io/files/archive_path.hpp"
#include "engine/io/files/dataset_name.hpp"
#include "engine/io/files/gdal_handles.hpp"
#include "engine/io/files/pipe_input.hpp"
#include "engine/io/files/zip_names.hpp"

namespace hotward::io {
namespace {

namespace fs = std::filesystem;
using Kind = IncidentSource::Kind;

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

bool ends_with(const std::string& name, std::string_view ending) {
  return lower(name).ends_with(ending);
}

bool is_table(const std::string& name) {
  return ends_with(name, ".csv") || ends_with(name, ".txt") || ends_with(name, ".tsv");
}

// Chooses among the files of a folder or archive. @param names  relative to it, sorted
std::vector<std::string> choose(const std::vector<std::string>& names, const std::string& of,
                                std::vector<table::PassedOver>& passed_over) {
  std::vector<std::string> streets;
  std::vector<std::string> others;
  for (const std::string& name : names) {
    if (!ends_with(name, ".csv")) continue;
    if (const auto reason = no_incidents_named(name); !reason.empty()) {
      passed_over.push_back({of + "/" + name, std::string(reason)});
    } else {
      (ends_with(name, "-street.csv") ? streets : others).push_back(name);
    }
  }
  if (streets.empty()) return others;
  for (const std::string& name : others) {
    passed_over.push_back({of + "/" + name, "beside *-street.csv"});
  }
  return streets;
}

Result<void> add_folder(const std::string& folder, IncidentSources& found) {
  std::vector<std::string> names;
  std::error_code fault;
  // Links to folders are not followed: they may lead round in a circle.
  auto entry = fs::recursive_directory_iterator(
      folder, fs::directory_options::skip_permission_denied, fault);
  for (; !fault && entry != fs::recursive_directory_iterator(); entry.increment(fault)) {
    std::error_code ignored;
    if (!entry->is_regular_file(ignored)) continue;
    names.push_back(entry->path().lexically_relative(folder).generic_string());
  }
  if (fault) return fail(ErrorCode::unreadable, fmt::format("{}: {}", folder, fault.message()));
  std::sort(names.begin(), names.end());
  std::string of = folder;
  while (of.size() > 1 && of.back() == '/') of.pop_back();
  const auto chosen = choose(names, of, found.passed_over);
  if (chosen.empty()) return fail(ErrorCode::no_data, folder + ": no .csv of incidents in it");
  for (const std::string& name : chosen) {
    const std::string path = of + "/" + name;
    found.sources.push_back({Kind::csv, path, path, ""});
  }
  return {};
}

// @param path  "/vsizip/2019.zip" or a folder of GDAL's virtual file system
Result<void> add_archive(const std::string& path, const std::string& shown,
                         IncidentSources& found) {
  if (const auto shallow = check_archive_depth(shown); !shallow) return shallow;
  const GdalMessages quiet;
  const CPLStringList listing(VSIReadDirRecursive(path.c_str()));
  if (listing.Count() == 0) {
    return fail(
        ErrorCode::unreadable,
        fmt::format("{}: cannot be read as an archive: it is empty, cut short, or no .zip", shown));
  }
  for (const std::string& name : zip_names(shown)) {
    if (!leaves_archive(name)) continue;
    bool changed = false;
    found.passed_over.push_back(
        {fmt::format("{}: {}", shown, as_utf8(name, changed)), "a name that leaves the archive"});
  }
  std::vector<std::string> names;
  for (int i = 0; i < listing.Count(); ++i) {
    std::string name = listing[i];
    if (!leaves_archive(name) && !name.ends_with('/')) names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());
  const auto chosen = choose(names, shown, found.passed_over);
  const std::string archive = is_pipe(shown) ? "" : shown;
  for (const std::string& name : chosen) {
    found.sources.push_back({Kind::csv, shown + "/" + name, path + "/" + name, "", "", archive});
  }
  if (!chosen.empty()) return {};
  const bool any_csv = std::any_of(names.begin(), names.end(),
                                   [](const std::string& name) { return ends_with(name, ".csv"); });
  if (any_csv || names.empty()) {
    return fail(ErrorCode::no_data, shown + ": no .csv of incidents in it");
  }
  found.sources.push_back({Kind::dataset, shown, path, ""});
  return {};
}

Result<void> add_pipe(const std::string& input, IncidentSources& found) {
  const auto taken = take_pipe(input);
  if (!taken) return fail(taken.error());
  if (ends_with(*taken, ".zip")) return add_archive("/vsizip/" + *taken, input, found);
  if (ends_with(*taken, ".csv")) {
    found.sources.push_back({Kind::csv, input, *taken, ""});
  } else if (ends_with(*taken, ".csv.gz")) {
    found.sources.push_back({Kind::csv, input, "/vsigzip/" + *taken, ""});
  } else {
    found.sources.push_back({Kind::dataset, input, *taken, ""});
  }
  return {};
}

Result<void> add_input(const std::string& input, IncidentSources& found) {
  if (input == "-") {
    found.sources.push_back({Kind::csv, "standard input", "/vsistdin/", ""});
    return {};
  }
  if (input.empty()) return fail(ErrorCode::usage, "an input without a name");
  const auto qgis = qgis_source(input);
  if (!qgis) return fail(qgis.error());
  if (*qgis) {
    found.sources.push_back(
        {Kind::dataset, input, (*qgis)->dataset, (*qgis)->layer, (*qgis)->subset});
    return {};
  }
  if (is_pipe(input)) return add_pipe(input, found);
  const std::string path = opened_path(input);
  const bool is_virtual = path.starts_with("/vsi");
  std::error_code ignored;
  if (!is_virtual && fs::is_directory(input, ignored) && !ends_with(input, ".gdb")) {
    return add_folder(input, found);
  }
  const GdalMessages quiet;  // a name within an archive may be none
  VSIStatBufL status;
  const bool exists = VSIStatL(path.c_str(), &status) == 0;
  if (is_virtual && exists && VSI_ISDIR(status.st_mode)) return add_archive(path, input, found);
  if (const std::string archive = archive_prefix(input); exists && !archive.empty()) {
    return add_archive(is_virtual ? path : archive + input, input, found);
  }
  if (exists && ends_with(input, ".csv.gz")) {
    found.sources.push_back({Kind::csv, input, "/vsigzip/" + path, ""});
  } else if (is_table(input) && !input.starts_with("CSV:")) {
    if (!exists) return fail(ErrorCode::no_such_file, input + ": no such file");
    found.sources.push_back({Kind::csv, input, path, ""});
  } else {
    auto [name, layer] = split_suffix(input);
    found.sources.push_back({Kind::dataset, input, std::move(name), std::move(layer)});
  }
  return {};
}

// The bytes of a file, as far as that is a plain file that can be read.
std::optional<std::uintmax_t> bytes_of(const IncidentSource& source) {
  std::error_code fault;
  if (!fs::is_regular_file(source.path, fault) || fault) return {};
  const auto bytes = fs::file_size(source.path, fault);
  if (fault) return {};
  return bytes;
}

bool same_bytes(const std::string& a, const std::string& b) {
  std::ifstream one(a, std::ios::binary);
  std::ifstream other(b, std::ios::binary);
  constexpr std::size_t piece = std::size_t{1} << 20;
  std::string left(piece, '\0');
  std::string right(piece, '\0');
  while (one && other) {
    one.read(left.data(), piece);
    other.read(right.data(), piece);
    if (one.gcount() != other.gcount()) return false;
    if (std::memcmp(left.data(), right.data(), static_cast<std::size_t>(one.gcount())) != 0) {
      return false;
    }
  }
  return one.eof() && other.eof();
}

// Sources met so far: by what they are called, and plain files by their size as well.
class SourcesMet {
 public:
  /// @return the name of an earlier source that is the same, "" for none; then it is met.
  std::string meet(const IncidentSource& source) {
    const auto [named, is_new] =
        by_name_.try_emplace(std::tuple(source.path, source.layer, source.subset), source.name);
    if (!is_new) return named->second;
    const auto bytes = source.subset.empty() ? bytes_of(source) : std::nullopt;
    if (!bytes || *bytes == 0) return {};
    const auto [first, last] = by_bytes_.equal_range(*bytes);
    for (auto earlier = first; earlier != last; ++earlier) {
      if (same_bytes(earlier->second, source.path)) return earlier->second;
    }
    by_bytes_.emplace(*bytes, source.path);
    return {};
  }

 private:
  std::map<std::tuple<std::string, std::string, std::string>, std::string> by_name_;
  std::multimap<std::uintmax_t, std::string> by_bytes_;
};

// Two downloads that overlap hold the same file twice, and ASB has no id to tell by.
void drop_repeats(IncidentSources& found) {
  SourcesMet met;
  std::vector<IncidentSource> once;
  for (IncidentSource& source : found.sources) {
    const std::string earlier = met.meet(source);
    if (earlier.empty()) {
      once.push_back(std::move(source));
    } else {
      found.passed_over.push_back(
          {source.name, "the same as " + (earlier == source.name ? "one before" : earlier)});
    }
  }
  found.sources = std::move(once);
}

}  // namespace

Result<IncidentSources> find_incident_sources(const std::vector<std::string>& inputs) {
  if (inputs.empty()) return fail(ErrorCode::usage, "no incidents are named");
  if (std::count(inputs.begin(), inputs.end(), "-") > 1) {
    return fail(ErrorCode::usage, "- (standard input) can be read once only");
  }
  IncidentSources found;
  for (const std::string& input : inputs) {
    if (const auto added = add_input(input, found); !added) return fail(added.error());
  }
  drop_repeats(found);
  return found;
}

}  // namespace hotward::io
