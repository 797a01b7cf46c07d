#include "engine/io/layers/packed_index.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <ogrsf_frmts.h>
#include <sqlite3.h>

#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/io/layers/ogr_layer.hpp"

namespace hotward::io {
namespace {

using Entry = PackedIndex::Entry;

constexpr std::size_t head_bytes = 4;
constexpr std::size_t entry_bytes = 24;

// The result of one statement, its first column.
Result<std::vector<std::string>> asked(GDALDataset& dataset, const std::string& sql,
                                       const GdalMessages& messages) {
  std::vector<std::string> texts;
  OGRLayer* rows = dataset.ExecuteSQL(sql.c_str(), nullptr, nullptr);
  if (rows != nullptr) {
    while (const auto row = Feature{rows->GetNextFeature()}) {
      texts.emplace_back(row->GetFieldAsString(0));
    }
    dataset.ReleaseResultSet(rows);
  }
  if (messages.failed()) return write_failure(messages);
  return texts;
}

float rounded_down(double x) {
  const auto near = static_cast<float>(x);
  const float lowest = -std::numeric_limits<float>::infinity();
  return static_cast<double>(near) > x ? std::nextafter(near, lowest) : near;
}
float rounded_up(double x) { return -rounded_down(-x); }

double twice_x(const Entry& entry) { return double{entry.least_x} + double{entry.most_x}; }
double twice_y(const Entry& entry) { return double{entry.least_y} + double{entry.most_y}; }

// Into slices from west to east, and each from south to north: what follows each other lies
// together.
void sort_by_place(std::vector<Entry>& entries, std::size_t most) {
  const auto nodes = static_cast<double>((entries.size() + most - 1) / most);
  const auto slices = static_cast<std::size_t>(std::ceil(std::sqrt(nodes)));
  const std::size_t slice = most * ((static_cast<std::size_t>(nodes) + slices - 1) / slices);
  std::ranges::sort(entries, {}, [](const Entry& e) { return std::tuple(twice_x(e), e.number); });
  for (std::size_t begin = 0; begin < entries.size(); begin += slice) {
    const auto first = entries.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last =
        entries.begin() + static_cast<std::ptrdiff_t>(std::min(entries.size(), begin + slice));
    std::ranges::sort(first, last, {},
                      [](const Entry& e) { return std::tuple(twice_y(e), e.number); });
  }
}

template <class Number>
char* put(char* at, Number number) {
  for (std::size_t byte = sizeof number; byte-- > 0;) {
    *at++ = static_cast<char>(static_cast<unsigned char>(number >> (8 * byte)));
  }
  return at;
}
char* put(char* at, float number) { return put(at, std::bit_cast<std::uint32_t>(number)); }

std::string node_of(std::span<const Entry> entries, std::size_t depth, std::size_t bytes) {
  std::string node(bytes, '\0');
  char* at = put(node.data(), static_cast<std::uint16_t>(depth));
  at = put(at, static_cast<std::uint16_t>(entries.size()));
  for (const Entry& entry : entries) {
    at = put(at, static_cast<std::uint64_t>(entry.number));
    for (const float side : {entry.least_x, entry.most_x, entry.least_y, entry.most_y}) {
      at = put(at, side);
    }
  }
  return node;
}

Entry box_of(std::span<const Entry> entries, std::int64_t number) {
  Entry box = entries.front();
  box.number = number;
  for (const Entry& entry : entries) {
    box.least_x = std::min(box.least_x, entry.least_x);
    box.most_x = std::max(box.most_x, entry.most_x);
    box.least_y = std::min(box.least_y, entry.least_y);
    box.most_y = std::max(box.most_y, entry.most_y);
  }
  return box;
}

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, CloseDatabase>;

}  // namespace

/// Writes into one file. After a fault nothing more is done. Throws Interrupted.
class IndexWriter {
 public:
  explicit IndexWriter(const std::filesystem::path& path) {
    sqlite3* opened = nullptr;
    const int said =
        sqlite3_open_v2(path.string().c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
    database_.reset(opened);
    expect(said == SQLITE_OK);
    // As GDAL wrote it: nobody's file yet, so there is nothing to be safe against.
    run("PRAGMA synchronous = OFF");
    run("PRAGMA journal_mode = MEMORY");
    run("BEGIN");
  }

  void write(PackedIndex& index) {
    node_bytes_ = size_of_nodes(index.name_);
    if (!is_sound()) return;
    if (node_bytes_ < head_bytes + entry_bytes) {
      fault_ = index.name_ + ": SQLite made no spatial index that can be filled";
      return;
    }
    if (!index.entries_.empty()) pack(index);
    for (const std::string& trigger : index.triggers_) run(trigger);
  }

  /// @return what is wrong; empty where nothing is.
  [[nodiscard]] std::string end() {
    run("COMMIT");
    return fault_;
  }

 private:
  [[nodiscard]] bool is_sound() const { return fault_.empty(); }

  // Keeps what SQLite says of the first fault.
  void expect(bool went_well) {
    if (went_well || !is_sound()) return;
    fault_ = database_ ? sqlite3_errmsg(database_.get()) : "SQLite has no memory left";
  }

  void run(const std::string& sql) {
    if (!is_sound()) return;
    expect(sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  }

  Statement prepared(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    expect(sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
    return Statement(statement);
  }

  void step(const Statement& statement) {
    if (!is_sound()) return;
    expect(sqlite3_step(statement.get()) == SQLITE_DONE);
    sqlite3_reset(statement.get());
  }

  // SQLite chose it by the size of the file's pages: that of the empty root.
  std::size_t size_of_nodes(const std::string& name) {
    if (!is_sound()) return 0;
    const Statement size =
        prepared(fmt::format("SELECT length(data) FROM \"{}_node\" WHERE nodeno = 1", name));
    if (!is_sound() || sqlite3_step(size.get()) != SQLITE_ROW) return 0;
    return static_cast<std::size_t>(sqlite3_column_int64(size.get(), 0));
  }

  void put_pair(const Statement& into, std::int64_t key, std::int64_t value) {
    sqlite3_bind_int64(into.get(), 1, key);
    sqlite3_bind_int64(into.get(), 2, value);
    step(into);
  }

  void put_node(const Statement& into, std::int64_t number, const std::string& node) {
    sqlite3_bind_int64(into.get(), 1, number);
    sqlite3_bind_blob(into.get(), 2, node.data(), static_cast<int>(node.size()), SQLITE_STATIC);
    step(into);
  }

  // From the leaves up; the root has number 1, all others follow as they are made.
  void pack(PackedIndex& index) {
    const std::string& name = index.name_;
    const std::size_t most = (node_bytes_ - head_bytes) / entry_bytes;
    const Statement into_nodes =
        prepared(fmt::format("INSERT OR REPLACE INTO \"{}_node\" VALUES (?, ?)", name));
    const Statement into_rows =
        prepared(fmt::format("INSERT INTO \"{}_rowid\" VALUES (?, ?)", name));
    const Statement into_parents =
        prepared(fmt::format("INSERT INTO \"{}_parent\" VALUES (?, ?)", name));
    std::vector<Entry> level = std::move(index.entries_);
    std::int64_t next = 2;
    std::vector<std::pair<std::int64_t, std::int64_t>> above;  // row or node, and its node
    for (std::size_t depth = 0;; ++depth) {
      const bool is_root = level.size() <= most;
      if (!is_root) sort_by_place(level, most);
      std::vector<Entry> nodes;
      above.clear();
      for (std::size_t begin = 0; begin < level.size() && is_sound(); begin += most) {
        if (is_stopped()) throw Interrupted();
        const auto part =
            std::span<const Entry>(level).subspan(begin, std::min(most, level.size() - begin));
        const std::int64_t number = is_root ? 1 : next++;
        put_node(into_nodes, number, node_of(part, is_root ? depth : 0, node_bytes_));
        for (const Entry& entry : part) above.emplace_back(entry.number, number);
        nodes.push_back(box_of(part, number));
      }
      std::ranges::sort(above);  // rows of a table are written fastest at its end
      for (std::size_t i = 0; i < above.size(); ++i) {
        if (i % 4096 == 0 && is_stopped()) throw Interrupted();
        put_pair(depth == 0 ? into_rows : into_parents, above[i].first, above[i].second);
      }
      if (is_root || !is_sound()) return;
      level = std::move(nodes);
    }
  }

  std::unique_ptr<sqlite3, CloseDatabase> database_;
  std::string fault_;
  std::size_t node_bytes_ = 0;
};

Result<void> PackedIndex::begin(GDALDataset& dataset, const GdalMessages& messages) {
  const auto made = asked(
      dataset, fmt::format("SELECT CreateSpatialIndex('{}', '{}')", table_, geometry_), messages);
  if (!made) return fail(made.error());
  if (*made != std::vector<std::string>{"1"}) {
    return fail(ErrorCode::cannot_write, table_ + ": GDAL made no spatial index");
  }
  const std::string of_table =
      fmt::format("FROM sqlite_master WHERE type = 'trigger' AND name GLOB '{}_*'", name_);
  const auto names = asked(dataset, "SELECT name " + of_table + " ORDER BY name", messages);
  if (!names) return fail(names.error());
  auto statements = asked(dataset, "SELECT sql " + of_table + " ORDER BY name", messages);
  if (!statements) return fail(statements.error());
  triggers_ = std::move(*statements);
  for (const std::string& name : *names) {
    if (const auto gone = asked(dataset, "DROP TRIGGER \"" + name + '"', messages); !gone) {
      return fail(gone.error());
    }
  }
  return {};
}

void PackedIndex::add(std::int64_t row, const OGREnvelope& box) {
  entries_.push_back({row, rounded_down(box.MinX), rounded_up(box.MaxX), rounded_down(box.MinY),
                      rounded_up(box.MaxY)});
}

Result<void> PackedIndex::finish(const std::filesystem::path& path,
                                 std::span<PackedIndex> indexes) {
  if (indexes.empty()) return {};
  return unless_stopped([&]() -> Result<void> {
    IndexWriter writer(path);
    for (PackedIndex& index : indexes) writer.write(index);
    const std::string fault = writer.end();
    if (!fault.empty()) return fail(ErrorCode::cannot_write, path.string() + ": " + fault);
    return {};
  });
}

}  // namespace hotward::io
