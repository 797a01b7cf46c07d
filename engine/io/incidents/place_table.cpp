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
  slots_ = std::vector<std::uint32_t>();  // `= {}` would keep the memory
  reserve_large(slots_, slots);
  slots_.assign(slots, static_cast<std::uint32_t>(slots - 1));
  for (std::uint32_t number = 0; number < given_.size(); ++number) {
    const std::uint32_t hash = hash_of(given_[number].x, given_[number].y);
    std::size_t at = hash & mask();
    while ((slots_[at] & mask()) != mask()) at = (at + 1) & mask();
    slots_[at] = (hash & ~mask()) | number;
  }
}

void PlaceTable::expect(std::size_t places) {
  reserve_large(given_, places);
  // A little fewer slots than so many places need: a guess a tenth too high would double them.
  const std::size_t slots = std::bit_ceil(std::max<std::size_t>(1024, places + places / 4));
  if (slots > slots_.size()) grow(slots);
}

std::vector<geometry::Point> PlaceTable::take() {
  slots_ = std::vector<std::uint32_t>();
  hashes_ = std::vector<std::uint32_t>();
  return std::move(given_);
}

void PlaceTable::begin_system(std::uint8_t system) {
  if (given_.empty()) first_system_ = system;
  if (systems_.empty() && system != first_system_) systems_.assign(given_.size(), first_system_);
}

void PlaceTable::number(std::span<const double> xs, std::span<const double> ys, std::uint8_t system,
                        std::span<std::uint32_t> numbers) {
  HOTWARD_EXPECTS(xs.size() == ys.size() && xs.size() == numbers.size());
  HOTWARD_EXPECTS(xs.size() + given_.size() < UINT32_MAX / 4);  // slots are 32 bits
  begin_system(system);
  reserve(given_.size() + xs.size());
  hashes_.resize(xs.size());
  std::transform(xs.begin(), xs.end(), ys.begin(), hashes_.begin(), hash_of);
  // A new coordinate falls into a slot that no cache holds; asked for this many ahead it is there
  // in time.
  constexpr std::size_t ahead = 16;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    if (i + ahead < xs.size()) __builtin_prefetch(&slots_[hashes_[i + ahead] & mask()], 1);
    numbers[i] = number_of({xs[i], ys[i]}, system, hashes_[i]);
  }
}

std::uint32_t PlaceTable::number_of(const geometry::Point& point, std::uint8_t system,
                                    std::uint32_t hash) {
  const std::uint32_t mask = this->mask();
  const bool one_system = systems_.empty();
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    std::uint32_t& slot = slots_[at];
    const std::uint32_t number = slot & mask;
    if (number == mask) {
      const auto fresh = static_cast<std::uint32_t>(given_.size());
      slot = (hash & ~mask) | fresh;
      given_.push_back(point);
      if (!one_system) systems_.push_back(system);
      return fresh;
    }
    // Equal numbers, not nearby ones: == is meant.
    const auto same = [&] {
      return given_[number].x == point.x && given_[number].y == point.y &&
             (one_system || systems_[number] == system);
    };
    if ((slot & ~mask) == (hash & ~mask) && same()) return number;
  }
}

}  // namespace hotward::io
