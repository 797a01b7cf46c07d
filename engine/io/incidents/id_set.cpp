#include "engine/io/incidents/id_set.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "engine/core/check.hpp"
#include "engine/io/files/huge_pages.hpp"

namespace hotward::io {

IdHash hash_id(std::string_view id) {
  IdHash hash = {0x9E3779B97F4A7C15U ^ id.size(), 0xD6E8FEB86659FD93U + id.size()};
  constexpr std::size_t word = sizeof(std::uint64_t);
  for (std::size_t at = 0; at < id.size(); at += word) {
    // The last word reaches back into what was added already, which is no harm.
    const std::size_t from = at + word <= id.size() || id.size() < word ? at : id.size() - word;
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, id.data() + from, std::min(word, id.size()));
    hash.add(bytes);
  }
  return hash;
}

namespace {

std::size_t table_of(const IdHash& id) { return id.second >> 58U; }

// Where the search begins: the hash as a share of the slots, which need not be a power of two.
std::size_t slot_of(const IdHash& id, std::size_t slots) {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::size_t>((static_cast<Wide>(id.first) * slots) >> 64);
}

// @return the slot that holds the id, or the empty one where it belongs
std::size_t find(const std::vector<IdHash>& slots, const IdHash& id) {
  std::size_t at = slot_of(id, slots.size());
  while (slots[at] != no_id && slots[at] != id) at = at + 1 == slots.size() ? 0 : at + 1;
  return at;
}

void grow(std::vector<IdHash>& slots, std::size_t count) {
  std::vector<IdHash> more;
  reserve_large(more, count);
  more.resize(count, no_id);
  for (const IdHash& known : slots) {
    if (known != no_id) more[find(more, known)] = known;
  }
  slots = std::move(more);
}

}  // namespace

void IdSet::prefetch(const IdHash& id) const {
  const std::vector<IdHash>& slots = tables_[table_of(id)].slots;
  if (!slots.empty()) __builtin_prefetch(&slots[slot_of(id, slots.size())], 1);
}

void IdSet::expect(std::size_t ids) {
  // A guess may be far too high: beyond this, 0.4 GB, room is made for what really comes.
  constexpr std::size_t most = std::size_t{1} << 24U;
  const double each = static_cast<double>(std::min(ids, most)) / table_count;
  // Some tables come to hold a few more than the others.
  const auto slots = static_cast<std::size_t>((each + 4.0 * std::sqrt(each)) * 4.0 / 3.0);
  for (Table& table : tables_) {
    if (slots > table.slots.size()) grow(table.slots, slots);
  }
}

bool IdSet::add(const IdHash& id) {
  HOTWARD_EXPECTS(id != no_id);
  Table& table = tables_[table_of(id)];
  if (4 * (table.used + 1) > 3 * table.slots.size()) {
    // A third more each time: doubling would leave more than half of it empty at its worst.
    grow(table.slots, std::max<std::size_t>(64, table.slots.size() + table.slots.size() / 3));
  }
  IdHash& slot = table.slots[find(table.slots, id)];
  if (slot == id) return false;
  slot = id;
  ++table.used;
  return true;
}

}  // namespace hotward::io
