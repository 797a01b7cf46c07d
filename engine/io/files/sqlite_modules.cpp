#include "engine/io/files/sqlite_modules.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <string_view>
#include <vector>

#include <cpl_vsi.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "engine/core/spelling.hpp"
#include "engine/io/files/archive_path.hpp"
#include "engine/io/files/gdal_handles.hpp"

namespace hotward::io {
namespace {

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
      words.push_back(lower_case(sql.substr(start, i - start)));
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
  return lower_case(name.starts_with('"') ? name.substr(1) : name);
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
