#include "engine/study/ledger_file.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/io/files/sha256.hpp"
#include "engine/io/files/text_file.hpp"
#include "engine/study/findings_digest.hpp"
#include "engine/study/json.hpp"

namespace hotward {
namespace {

using disclosure::PublishedArea;
using disclosure::PublishedTable;

constexpr int version = 1;

std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json json_of(const PublishedTable& table) {
  const auto day = [](const table::Day& d) { return Json(table::to_string(d)); };
  const auto& counted = table.counted;
  Json cells = Json::array();
  for (const PublishedArea& area : table.areas) {
    const disclosure::Bounds& b = area.bounds;
    cells.push_back(
        Json::array({area.code, area.shape, Json::array({b.west, b.south, b.east, b.north}),
                     area.count ? Json(*area.count) : Json(nullptr)}));
  }
  return {{"command", table.command},
          {"title", table.title},
          {"areas", table.source},
          {"nearest_m", table.nearest_m},
          {"first", counted.period ? day(counted.period->first) : Json(nullptr)},
          {"last", counted.period ? day(counted.period->last) : Json(nullptr)},
          {"undated", counted.undated},
          {"types", counted.types ? Json(*counted.types) : Json(nullptr)},
          {"filters", counted.filters},
          {"digests", table.digests},
          {"total", table.total},
          {"cells", cells}};
}

// Throws where the JSON is of another form: the one reader of it catches that.
PublishedTable table_of(const Json& json) {
  PublishedTable table;
  table.command = json.at("command").get<std::string>();
  table.title = json.at("title").get<std::string>();
  table.source = json.at("areas").get<std::string>();
  table.nearest_m = json.at("nearest_m").get<double>();
  if (!json.at("first").is_null()) {
    table.counted.period =
        table::Period{table::parse_period(json.at("first").get<std::string>()).value().first,
                      table::parse_period(json.at("last").get<std::string>()).value().last};
  }
  table.counted.undated = json.at("undated").get<bool>();
  if (!json.at("types").is_null()) {
    table.counted.types = json.at("types").get<std::vector<std::string>>();
    std::ranges::sort(*table.counted.types);
  }
  table.counted.filters = json.at("filters").get<std::vector<std::string>>();
  std::ranges::sort(table.counted.filters);
  table.digests = json.at("digests").get<std::vector<std::string>>();
  table.total = json.at("total").get<std::int64_t>();
  for (const Json& cell : json.at("cells")) {
    const Json& b = cell.at(2);
    PublishedArea area{cell.at(0).get<std::string>(),
                       cell.at(1).get<std::string>(),
                       {b.at(0).get<double>(), b.at(1).get<double>(), b.at(2).get<double>(),
                        b.at(3).get<double>()},
                       {}};
    if (!cell.at(3).is_null()) area.count = cell.at(3).get<std::int64_t>();
    table.areas.push_back(std::move(area));
  }
  return table;
}

Error damaged(const std::string& path) {
  return {ErrorCode::wrong_format,
          path +
              ": the ledger is damaged, or was changed by hand; take the last copy of it that is "
              "whole: without it nobody can know what may be published"};
}

// A line for each table.
std::string lines_of(const std::vector<PublishedTable>& tables) {
  std::string lines;
  for (const PublishedTable& table : tables) {
    lines += (lines.empty() ? "" : ",\n") + text_of(json_of(table));
  }
  return lines;
}

Result<std::vector<PublishedTable>> tables_of(const Json& json, const std::string& path) {
  if (!json.is_object() || !json.contains("hotward_ledger")) {
    return fail(ErrorCode::wrong_format, path + ": no ledger of hotward's, or a damaged one");
  }
  if (json["hotward_ledger"] != version) {
    return fail(ErrorCode::wrong_format,
                fmt::format("{}: a ledger of version {}, and this program reads version {}", path,
                            text_of(json["hotward_ledger"]), version));
  }
  const auto tables = json.find("tables");
  const auto digest = json.find("sha256");
  const bool whole =
      tables != json.end() && digest != json.end() && *digest == Json(io::sha256(text_of(*tables)));
  if (!whole) return fail(damaged(path));
  std::vector<PublishedTable> found;
  try {
    for (const Json& table : *tables) found.push_back(table_of(table));
  } catch (const std::exception&) {  // the JSON library's, and of a date that is none
    return fail(damaged(path));
  }
  return found;
}

std::string text_of(const Ledger& ledger) {
  const auto same = [&](const PublishedTable& table) { return is_same(table, *ledger.published); };
  if (std::ranges::any_of(ledger.tables, same)) return ledger.text;
  std::vector<PublishedTable> tables = ledger.tables;
  tables.push_back(*ledger.published);
  Json json = Json::array();
  for (const PublishedTable& table : tables) json.push_back(json_of(table));
  return fmt::format("{{\"hotward_ledger\":{},\"sha256\":\"{}\",\"tables\":[\n{}\n]}}\n", version,
                     io::sha256(text_of(json)), lines_of(tables));
}

Result<std::string> text_there(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return std::string();
  return io::read_text(path);
}

}  // namespace

Result<std::shared_ptr<Ledger>> open_ledger(const std::string& path) {
  auto lock = io::FileLock::of(path);
  if (!lock) return fail(lock.error());
  auto text = text_there(path);
  if (!text) return fail(text.error());
  auto ledger =
      std::make_shared<Ledger>(Ledger{path, std::move(*text), {}, {}, {}, {}, 0, std::move(*lock)});
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return ledger;
  auto tables = tables_of(Json::parse(ledger->text, nullptr, false), path);
  if (!tables) return fail(tables.error());
  ledger->tables = std::move(*tables);
  return ledger;
}

Result<Remembered> Remembered::in(const Ledger& ledger) {
  HOTWARD_EXPECTS(ledger.published);
  const auto now = text_there(ledger.path);
  if (!now) return fail(now.error());
  if (*now != ledger.text) {
    return fail(ErrorCode::unreadable, ledger.path + ": changed after it was read; run again");
  }
  const std::string text = text_of(ledger);
  if (text == ledger.text) return Remembered();
  if (const auto written = io::write_text(ledger.path, text, true); !written) {
    return fail(written.error());
  }
  return Remembered(&ledger);
}

Remembered::~Remembered() {
  if (ledger_ == nullptr) return;
  std::error_code ignored;
  // Where it cannot be put back, more is remembered than was published, which is safe.
  if (ledger_->text.empty()) {
    std::filesystem::remove(ledger_->path, ignored);
  } else {
    (void)io::write_text(ledger_->path, ledger_->text, true);
  }
}

Result<Remembered> remember(Ledger* ledger, std::span<const Published* const> findings) {
  if (ledger == nullptr) return Remembered();
  if (!ledger->published) {
    std::vector<std::string> digests;
    for (const Published* one : findings) digests.push_back(findings_digest(*one));
    const auto alone = remember_whole(std::move(digests), *ledger);
    if (!alone) return fail(alone.error());
  }
  return Remembered::in(*ledger);
}

}  // namespace hotward
