#include "engine/study/ledger.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/counted.hpp"
#include "engine/disclosure/beside.hpp"
#include "engine/disclosure/table_atoms.hpp"
#include "engine/io/files/sha256.hpp"
#include "engine/study/private_seed.hpp"
#include "engine/study/themes.hpp"
#include "engine/table/taxonomy.hpp"

namespace hotward {
namespace {

using disclosure::PublishedArea;
using disclosure::PublishedTable;

constexpr std::size_t digest_length = 24;

// Corners to a tenth of a metre, in an order of their own: the same shape read from another format
// is the same.
std::string digest_of(const geometry::MultiPolygon& shape) {
  std::vector<std::pair<std::int64_t, std::int64_t>> corners;
  const auto add = [&](const geometry::Ring& ring) {
    for (const geometry::Point& p : ring) {
      corners.emplace_back(std::llround(10.0 * p.x), std::llround(10.0 * p.y));
    }
  };
  for (const geometry::Polygon& part : shape) {
    add(part.outer);
    for (const geometry::Ring& hole : part.holes) add(hole);
  }
  std::ranges::sort(corners);
  corners.erase(std::unique(corners.begin(), corners.end()), corners.end());
  io::Sha256 digest;
  for (const auto& [x, y] : corners) digest.add(fmt::format("{} {};", x, y));
  return digest.digest().substr(0, digest_length);
}

std::vector<std::string> type_names(const std::vector<std::string>& types) {
  std::vector<std::string> names;
  for (const std::string& type : types) names.push_back(table::type_key(type));
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::string title_of(const std::string& noun, const std::optional<table::Period>& period) {
  return noun + (period ? ", " + table::to_string(*period) : std::string());
}

disclosure::Bounds whole_metres(const geometry::Box& box) {
  return {std::floor(box.low.x), std::floor(box.low.y), std::ceil(box.high.x),
          std::ceil(box.high.y)};
}

// What is asked for by columns and conditions: what these leave of the incidents nobody knows.
std::vector<std::string> filters_of(const IncidentsRequest& asked) {
  std::vector<std::string> filters;
  const auto add = [&](const char* option, const std::string& value) {
    if (!value.empty()) filters.push_back(fmt::format("{} {}", option, value));
  };
  add("x", asked.x);
  add("y", asked.y);
  add("crs", asked.crs);
  add("time", asked.time);
  add("time-end", asked.time_end);
  add("type-column", asked.type_column);
  add("where", asked.where);
  if (asked.date_order)
    filters.emplace_back(*asked.date_order == io::DateOrder::day_first ? "day-first"
                                                                       : "month-first");
  if (asked.dedupe) filters.push_back("dedupe" + (asked.id.empty() ? "" : " " + asked.id));
  return filters;
}

bool same_ground(const PublishedTable& one, const PublishedTable& other) {
  return one.nearest_m == other.nearest_m && one.counted == other.counted &&
         std::ranges::equal(one.areas, other.areas, {}, &PublishedArea::shape,
                            &PublishedArea::shape);
}

// What an older table hid, where it is this table: all that it showed is the same.
std::optional<HiddenFlags> hidden_before(const PublishedTable& older, const PublishedTable& table) {
  if (older.is_whole() || older.total != table.total || !same_ground(older, table)) return {};
  HiddenFlags hidden;
  for (std::size_t i = 0; i < table.areas.size(); ++i) {
    const auto& shown = older.areas[i].count;
    if (shown && shown != table.areas[i].count) return {};
    hidden.push_back(shown ? 0 : 1);
  }
  return hidden;
}

std::string named(const PublishedTable& table) {
  return fmt::format("{} of {}, {}", table.command, table.source, table.title);
}

Error not_beside(const Ledger& ledger, const PublishedTable& older, const PublishedTable& whole) {
  return {ErrorCode::no_data,
          fmt::format("--ledger {}: what was published before ({}) counts some of the same "
                      "incidents, and what {} shows is not looked at number by number: publish one "
                      "of the two, or other days, types or areas{}",
                      ledger.path, named(older), whole.command,
                      ledger.reach ? "; the period before is shown, too: --compare none leaves it "
                                     "out"
                                   : "")};
}

Error refused(const Ledger& ledger, const disclosure::Beside& found) {
  using Fault = disclosure::Beside::Fault;
  const std::string last = named(ledger.tables[found.family.back()]);
  if (found.fault == Fault::nearest) {
    return {ErrorCode::no_data,
            fmt::format("--nearest: what was published before ({}) took incidents from another "
                        "distance, or into other areas; take the same, or none",
                        last)};
  }
  if (found.fault == Fault::too_many_tables) {
    return {ErrorCode::no_data,
            fmt::format("--ledger {}: {} of its tables can be subtracted from this one, more than "
                        "can be looked at together",
                        ledger.path, found.family.size())};
  }
  return {ErrorCode::no_data,
          fmt::format("--ledger {}: beside what was published before (such as {}) every count of "
                      "this table would have to be hidden",
                      ledger.path, last)};
}

}  // namespace

bool is_same(const PublishedTable& one, const PublishedTable& other) {
  return same_ground(one, other) && one.total == other.total && one.digests == other.digests &&
         std::ranges::equal(one.areas, other.areas, {}, &PublishedArea::count,
                            &PublishedArea::count);
}

void describe_study(const Study& study, const StudyRequest& request, const std::string& command,
                    Ledger& ledger) {
  PublishedTable& fresh = ledger.fresh;
  const IncidentsRequest& asked = request.incidents;
  fresh.command = command;
  fresh.title = title_of(one_theme(study.incidents().types, asked.types).noun, study.period);
  fresh.source = std::filesystem::path(study.areas().source).filename().string();
  fresh.nearest_m = request.areas.nearest_m.value_or(0.0);
  fresh.counted.period = study.period;
  if (study.before && study.period) {
    ledger.reach = table::Period{std::min(study.before->first, study.period->first),
                                 std::max(study.before->last, study.period->last)};
  }
  fresh.counted.undated = !study.asked;
  fresh.counted.filters = filters_of(asked);
  const auto types = table::expand(asked.types, study.incidents().types.texts());
  if (types && !types->empty()) fresh.counted.types = type_names(*types);
  if (!types) {
    for (const std::string& word : asked.types) fresh.counted.filters.push_back("type " + word);
  }
  std::ranges::sort(fresh.counted.filters);
  for (std::size_t i = 0; i < study.areas().size(); ++i) {
    const geometry::MultiPolygon& shape = study.areas().shapes[i];
    fresh.areas.push_back(
        {study.areas().codes[i], digest_of(shape), whole_metres(geometry::bounds(shape)), {}});
  }
}

void add_type(const Study& study, const std::string& type) {
  if (!study.ledger) return;
  auto& types = study.ledger->fresh.counted.types;
  if (!types) return;  // all are counted already
  const auto meant = table::expand(std::vector{type}, study.incidents().types.texts());
  for (std::string& name : type_names(meant ? *meant : std::vector{type})) {
    types->push_back(std::move(name));
  }
  std::ranges::sort(*types);
  types->erase(std::unique(types->begin(), types->end()), types->end());
}

Result<void> hide_beside_older(const Study& study, const Theme& theme,
                               std::span<const std::int64_t> counts, HiddenFlags& hidden) {
  if (!study.ledger) return {};
  Ledger& ledger = *study.ledger;
  PublishedTable table = ledger.fresh;
  HOTWARD_EXPECTS(counts.size() == table.areas.size());
  table.title = title_of(theme.noun, study.period);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    table.areas[i].count = counts[i];
    table.total += counts[i];
  }
  std::optional<HiddenFlags> before;
  for (const PublishedTable& older : ledger.tables) {
    if (!before) before = hidden_before(older, table);
    if (!disclosure::share_incidents(older, table)) continue;
    if (older.is_whole()) return fail(not_beside(ledger, older, older));
  }
  if (before) {
    hidden = std::move(*before);
  } else {
    auto found = disclosure::hidden_beside(ledger.tables, table, std::move(hidden),
                                           private_seed(study.incidents()));
    if (found.fault != disclosure::Beside::Fault::none) return fail(refused(ledger, found));
    hidden = std::move(found.hidden);
    ledger.beside = found.family.size();
  }
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (hidden[i] != 0) table.areas[i].count.reset();
  }
  ledger.published = std::move(table);
  return {};
}

Result<void> remember_whole(std::vector<std::string> digests, Ledger& ledger) {
  PublishedTable whole = ledger.fresh;
  std::ranges::sort(digests);
  whole.digests = std::move(digests);
  if (ledger.reach) whole.counted.period = ledger.reach;
  std::string shapes;
  geometry::Box box;
  for (const PublishedArea& area : ledger.fresh.areas) {
    shapes += area.shape;
    box.add({{area.bounds.west, area.bounds.south}, {area.bounds.east, area.bounds.north}});
  }
  whole.areas = {{"all", io::sha256(shapes).substr(0, digest_length), whole_metres(box), {}}};
  const auto has_all = [&](const PublishedTable& older) {
    return same_ground(older, whole) && std::ranges::includes(older.digests, whole.digests);
  };
  for (const PublishedTable& older : ledger.tables) {
    if (!disclosure::share_incidents(older, whole)) continue;
    if (!has_all(older)) return fail(not_beside(ledger, older, whole));
    ledger.published = older;
    return {};
  }
  ledger.published = std::move(whole);
  return {};
}

std::string publication_words(const Study& study) {
  if (!study.ledger) return publish_once();
  const Ledger& ledger = *study.ledger;
  const std::string what = counted(ledger.beside, "older publication");
  return fmt::format("Remembered in {}: {}. Publish nothing that is not in it.\n", ledger.path,
                     ledger.beside == 0
                         ? "no older publication in it counts the same incidents"
                         : fmt::format("what this would give away beside {} is hidden, too", what));
}

Json ledger_json(const Ledger& ledger) { return {{"beside", ledger.beside}}; }

}  // namespace hotward
