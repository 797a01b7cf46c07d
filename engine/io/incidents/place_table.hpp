// PlaceTable: each distinct coordinate of the input once, in the order in which it first came.
//
// Coordinates are the same where their numbers are: 0.50 and 0.5, 0.0 and -0.0. They are compared
// as they stand in the input, before any projection. Open addressing, at most two thirds full. A
// slot is 32 bits: as many of a place's number as there are slots to tell apart, and above them the
// bits of its hash that the slot's own position does not tell. So most look-ups that find nothing
// read one cache line, and ten million places take 64 MiB.
//
// Time: O(1) expected per coordinate.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/geometry/point.hpp"

namespace hotward::io {

class PlaceTable {
 public:
  /// Makes room for so many places in all; a guess will do.
  void expect(std::size_t places);

  /// Writes the number of each (xs[i], ys[i]), finite numbers; new ones where a coordinate is new.
  /// @param system  the coordinates are in; those of different systems are never the same
  /// @param numbers  as many elements as xs and ys
  void number(std::span<const double> xs, std::span<const double> ys, std::uint8_t system,
              std::span<std::uint32_t> numbers);

  [[nodiscard]] std::size_t size() const { return given_.size(); }
  /// The coordinates as given.
  [[nodiscard]] const std::vector<geometry::Point>& given() const { return given_; }
  /// The system of place number `place`.
  [[nodiscard]] std::uint8_t system(std::size_t place) const {
    return systems_.empty() ? first_system_ : systems_[place];
  }

  /// Gives the coordinates away, and the memory that only numbering needed; no coordinate follows.
  /// The systems stay.
  [[nodiscard]] std::vector<geometry::Point> take();

 private:
  void reserve(std::size_t places);
  void grow(std::size_t slots);
  // The lower bits of a slot, and of a hash the position where the search begins. As a number they
  // stand for an empty slot: so many places no table of that size holds.
  [[nodiscard]] std::uint32_t mask() const { return static_cast<std::uint32_t>(slots_.size() - 1); }
  void begin_system(std::uint8_t system);
  std::uint32_t number_of(const geometry::Point& point, std::uint8_t system, std::uint32_t hash);

  std::vector<std::uint32_t> slots_;
  std::vector<std::uint32_t> hashes_;  // of the coordinates being numbered
  std::vector<geometry::Point> given_;
  std::uint8_t first_system_ = 0;
  std::vector<std::uint8_t> systems_;  // empty until a second system comes
};

}  // namespace hotward::io
