#include "engine/io/sample/write_police_files.hpp"

#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "engine/io/files/atomic_output.hpp"

namespace hotward::io {
namespace {

constexpr std::string_view header =
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context\n";

// RFC 4180: a field with a comma, a quote or a line break stands in quotes, its quotes doubled.
std::string field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string row(const table::PoliceRecords& all, const table::PoliceRecord& record) {
  std::string where = ",,No Location,,";
  if (record.place != table::no_place) {
    const table::PolicePlace& place = all.places[record.place];
    where = fmt::format("{:.6f},{:.6f},{},{},{}", place.at.lon, place.at.lat, field(place.location),
                        field(place.lsoa_code), field(place.lsoa_name));
  }
  const std::string force = field(all.reported_by);
  return fmt::format("{},{},{},{},{},{},{},{}\n", record.crime_id, table::to_string(record.month),
                     force, force, where, field(all.words.text(record.type)),
                     field(all.words.text(record.outcome)), field(all.words.text(record.context)));
}

Result<void> write_text(const std::filesystem::path& path, std::string_view text) {
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  std::ofstream file(path, std::ios::binary);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file) {
    return fail(ErrorCode::cannot_write,
                fmt::format("{}: cannot be written", path.filename().string()));
  }
  return {};
}

Result<void> write_all(const table::PoliceRecords& records,
                       const std::map<std::string, std::string>& months,
                       const std::filesystem::path& folder) {
  for (const auto& [month, rows] : months) {
    const auto name = fmt::format("{}-{}-street.csv", month, records.stem);
    if (auto done = write_text(folder / month / name, std::string(header) + rows); !done) {
      return done;
    }
  }
  std::string about;
  for (const std::string& line : records.about) about += line + "\n";
  if (auto done = write_text(folder / "README.txt", about); !done) return done;
  return records.recipe.empty() ? Result<void>{}
                                : write_text(folder / "recipe.toml", records.recipe);
}

// Overwriting replaces the whole folder: only one that looks like what is written here.
Result<void> check_replaceable(const std::filesystem::path& folder) {
  std::error_code error;
  for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    const std::string name = it->path().filename().string();
    const bool month = name.size() == 7 && table::parse_period(name);
    if (!month && name != "README.txt" && name != "recipe.toml") {
      return fail(ErrorCode::already_exists,
                  fmt::format("{}: holds {}, which is no part of a sample", folder.string(), name));
    }
  }
  return {};
}

}  // namespace

Result<PoliceFiles> write_police_files(const table::PoliceRecords& records,
                                       const std::filesystem::path& folder, bool overwrite) {
  if (records.records.empty()) return fail(ErrorCode::no_data, "no records to write");
  if (auto safe = check_replaceable(folder); !safe) return fail(safe.error());
  auto output = UnfinishedOutput::beside(folder);
  if (!output) return fail(output.error());
  std::map<std::string, std::string> months;
  for (const table::PoliceRecord& record : records.records) {
    months[table::to_string(record.month)] += row(records, record);
  }
  if (auto done = write_all(records, months, output->folder()); !done) return fail(done.error());
  if (auto done = output->finish_folder(overwrite); !done) return fail(done.error());
  return PoliceFiles{months.size(), records.records.size()};
}

}  // namespace hotward::io
