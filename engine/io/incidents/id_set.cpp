#include "engine/io/incidents/id_set.hpp"

#include <algorithm>
#include <cstring>

#include "engine/core/check.hpp"

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

bool IdSet::add(const IdHash& id) {
  HOTWARD_EXPECTS(id != no_id);
  if (3 * (size_ + 1) > 2 * slots_.size()) {
    const std::vector<IdHash> before = std::move(slots_);
    slots_.assign(std::max<std::size_t>(1024, 2 * before.size()), no_id);
    size_ = 0;
    for (const IdHash& known : before) {
      if (known != no_id) add(known);
    }
  }
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = id[0] & mask;
  while (slots_[at] != no_id) {
    if (slots_[at] == id) return false;
    at = (at + 1) & mask;
  }
  slots_[at] = id;
  ++size_;
  return true;
}

}  // namespace hotward::io
