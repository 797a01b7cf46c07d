// Lane maps: many random maps side by side, so that one instruction adds up a site of all of them.
// Only for this room's files.
//
// A block holds as many maps as fit eight 16-byte vectors. The counts of one site (and period) in
// all maps of a block lie next to each other.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/parallel.hpp"
#include "engine/methods/scan/scan_problem.hpp"

namespace hotward::scan {

inline constexpr std::size_t vectors_per_row = 8;

class LaneMaps {
 public:
  using Vector __attribute__((vector_size(16))) = std::int32_t;
  static constexpr std::size_t bytes_per_count = sizeof(std::int32_t);
  static constexpr std::size_t per_vector = 16 / bytes_per_count;
  static constexpr std::size_t lanes = vectors_per_row * per_vector;

  /// Maps first … first + count - 1. The last block is filled up with copies of its last map.
  LaneMaps(const ScanProblem& problem, const MakeDraw& make_draw, std::uint32_t first,
           std::size_t count)
      : rows_(problem.cases.size()), maps_(count) {
    blocks_.resize((count + lanes - 1) / lanes);
    parallel_for(blocks_.size(), [&](std::size_t b) {
      blocks_[b].resize(rows_ * vectors_per_row);
      std::vector<std::int32_t> cases(rows_);
      const DrawMap draw = make_draw();
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        if (b * lanes + lane < count) {
          draw(first + static_cast<std::uint32_t>(b * lanes + lane), cases);
        }
        for (std::size_t row = 0; row < rows_; ++row) {
          put(b, row, lane, cases[row]);
        }
      }
    });
  }

  [[nodiscard]] bool fit() const { return true; }
  /// What counts are above of, and how far they are from it: nothing.
  [[nodiscard]] std::span<const std::int32_t> base() const { return {}; }
  [[nodiscard]] std::span<const std::uint8_t> reach() const { return {}; }
  [[nodiscard]] std::size_t blocks() const { return blocks_.size(); }
  [[nodiscard]] std::size_t maps() const { return maps_; }
  [[nodiscard]] const Vector* block(std::size_t b) const { return blocks_[b].data(); }

  /// Puts map order[k] of the present order in place k.
  void reorder(std::span<const std::uint32_t> order) {
    std::vector<std::vector<Vector>> moved(blocks_.size());
    parallel_for(blocks_.size(), [&](std::size_t b) {
      moved[b].resize(rows_ * vectors_per_row);
      for (std::size_t row = 0; row < rows_; ++row) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
          const std::size_t from = order[std::min(b * lanes + lane, maps_ - 1)];
          moved[b][row * vectors_per_row + lane / per_vector][lane % per_vector] =
              blocks_[from / lanes][row * vectors_per_row + from % lanes / per_vector]
                     [from % per_vector];
        }
      }
    });
    blocks_ = std::move(moved);
  }

 private:
  void put(std::size_t b, std::size_t row, std::size_t lane, std::int32_t count) {
    blocks_[b][row * vectors_per_row + lane / per_vector][lane % per_vector] = count;
  }

  std::size_t rows_;
  std::size_t maps_;
  std::vector<std::vector<Vector>> blocks_;
};

}  // namespace hotward::scan
