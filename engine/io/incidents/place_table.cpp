#include "engine/io/incidents/place_table.hpp"

#include <algorithm>
#include <bit>

#include "engine/core/check.hpp"
#include "engine/io/files/huge_pages.hpp"

namespace hotward::io {
namespace {

std::uint32_t hash_of(double x, double y) {
  // Adding zero makes -0.0 the same bits as 0.0.
  auto hash = std::bit_cast<std::uint64_t>(x + 0.0) * 0x9E3779B97F4A7C15U;
  hash = (std::rotl(hash, 29) ^ std::bit_cast<std::uint64_t>(y + 0.0)) * 0xD6E8FEB86659FD93U;
  return static_cast<std::uint32_t>((hash ^ (hash >> 29)) >> 32 ^ hash);
}

}  // namespace

void PlaceTable::reserve(std::size_t places) {
  if (3 * places <= 2 * slots_.size()) return;
  grow(std::bit_ceil(std::max<std::size_t>(1024, 2 * places)));
}

void PlaceTable::grow(std::size_t slots) {
  const std::vector<Slot> before = std::move(slots_);
  slots_ = {};
  reserve_large(slots_, slots);
  slots_.assign(slots, Slot{0, empty});
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : before) {
    if (slot.number == empty) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].number != empty) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

void PlaceTable::expect(std::size_t places) {
  reserve_large(xs_, places);
  reserve_large(ys_, places);
  reserve_large(systems_, places);
  // At once as many slots as they need: growing there would touch as much memory again.
  const std::size_t slots = std::bit_ceil(places + places / 2);
  if (slots > slots_.size()) grow(slots);
}

void PlaceTable::close() {
  slots_ = {};
  hashes_ = {};
}

void PlaceTable::number(std::span<const double> xs, std::span<const double> ys, std::uint8_t system,
                        std::span<std::uint32_t> numbers) {
  HOTWARD_EXPECTS(xs.size() == ys.size() && xs.size() == numbers.size());
  HOTWARD_EXPECTS(xs.size() + xs_.size() < UINT32_MAX / 4);
  reserve(xs_.size() + xs.size());
  hashes_.resize(xs.size());
  std::transform(xs.begin(), xs.end(), ys.begin(), hashes_.begin(), hash_of);
  // A new coordinate falls into a slot that no cache holds; asked for this many ahead it is there
  // in time.
  constexpr std::size_t ahead = 16;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    if (i + ahead < xs.size()) __builtin_prefetch(&slots_[hashes_[i + ahead] & mask], 1);
    numbers[i] = number_of({xs[i], ys[i], system}, hashes_[i]);
  }
}

std::uint32_t PlaceTable::number_of(const Coordinate& c, std::uint32_t hash) {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    Slot& slot = slots_[at];
    if (slot.number == empty) {
      slot = {hash, static_cast<std::uint32_t>(xs_.size())};
      xs_.push_back(c.x);
      ys_.push_back(c.y);
      systems_.push_back(c.system);
      return slot.number;
    }
    // Equal numbers, not nearby ones: == is meant.
    const auto same = [&](std::uint32_t n) {
      return xs_[n] == c.x && ys_[n] == c.y && systems_[n] == c.system;
    };
    if (slot.hash == hash && same(slot.number)) return slot.number;
  }
}

}  // namespace hotward::io
