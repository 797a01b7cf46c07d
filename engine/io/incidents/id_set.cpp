#include "engine/io/incidents/id_set.hpp"

#include <algorithm>
#include <cstring>

#include "engine/core/check.hpp"
#include "engine/io/files/huge_pages.hpp"

namespace hotward::io {

// Multiplies and folds twice over all bytes, from two beginnings: 128 bits, so that among ten
// million ids two different ones agree with a probability of about 10^-25.
IdHash hash_id(std::string_view id) {
  IdHash hash = {0x9E3779B97F4A7C15U ^ id.size(), 0xD6E8FEB86659FD93U + id.size()};
  for (std::size_t at = 0; at < id.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, id.data() + at, std::min(sizeof word, id.size() - at));
    hash[0] = (hash[0] ^ word) * 0xE7037ED1A0B428DBU;
    hash[0] ^= hash[0] >> 32;
    hash[1] = (hash[1] + word) * 0x8EBC6AF09C88C6E3U;
    hash[1] ^= hash[1] >> 29;
  }
  if (hash == no_id) hash[1] = 1;
  return hash;
}

namespace {

std::size_t table_of(const IdHash& id) { return id[1] >> 58; }

// Where the search begins: the hash as a share of the slots, which need not be a power of two.
std::size_t slot_of(const IdHash& id, std::size_t slots) {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::size_t>((static_cast<Wide>(id[0]) * slots) >> 64);
}

// @return the slot that holds the id, or the empty one where it belongs
std::size_t find(const std::vector<IdHash>& slots, const IdHash& id) {
  std::size_t at = slot_of(id, slots.size());
  while (slots[at] != no_id && slots[at] != id) at = at + 1 == slots.size() ? 0 : at + 1;
  return at;
}

// A third more each time: doubling would leave more than half of it empty at its worst.
void grow(std::vector<IdHash>& slots) {
  std::vector<IdHash> more;
  const std::size_t count = std::max<std::size_t>(64, slots.size() + slots.size() / 3);
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

bool IdSet::add(const IdHash& id) {
  HOTWARD_EXPECTS(id != no_id);
  Table& table = tables_[table_of(id)];
  if (4 * (table.used + 1) > 3 * table.slots.size()) grow(table.slots);
  IdHash& slot = table.slots[find(table.slots, id)];
  if (slot == id) return false;
  slot = id;
  ++table.used;
  return true;
}

}  // namespace hotward::io
