// PlaceTable: each distinct coordinate of the input once, in the order in which it first came.
//
// Coordinates are the same where their numbers are: 0.50 and 0.5, 0.0 and -0.0. They are compared
// as they stand in the input, before any projection. Open addressing, at most two thirds
// full, with 32 bits of each hash beside its number: most look-ups that find nothing read one cache
// line.
//
// Time: O(1) expected per coordinate.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

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

  /// No coordinate follows: gives back the memory that only numbering needed.
  void close();

  [[nodiscard]] std::size_t size() const { return xs_.size(); }
  [[nodiscard]] const std::vector<double>& xs() const { return xs_; }
  [[nodiscard]] const std::vector<double>& ys() const { return ys_; }
  [[nodiscard]] const std::vector<std::uint8_t>& systems() const { return systems_; }

 private:
  struct Slot {
    std::uint32_t hash;
    std::uint32_t number;
  };
  static constexpr std::uint32_t empty = UINT32_MAX;

  void reserve(std::size_t places);
  void grow(std::size_t slots);
  struct Coordinate {
    double x;
    double y;
    std::uint8_t system;
  };
  std::uint32_t number_of(const Coordinate& coordinate, std::uint32_t hash);

  std::vector<Slot> slots_;
  std::vector<std::uint32_t> hashes_;  // of the coordinates being numbered
  std::vector<double> xs_;
  std::vector<double> ys_;
  std::vector<std::uint8_t> systems_;
};

}  // namespace hotward::io
