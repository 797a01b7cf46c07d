// Narrow maps: many random maps side by side, a byte for each count. Only for this room's files.
//
// In the place of a count stands what it has above its site's base, the cases expected there. So a
// site is read for 64 maps at once, from a quarter of the memory that whole numbers take: a scan of
// tens of thousands of sites waits for little else. A map with a count that is further than 127
// from its base does not fit.
#pragma once

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "engine/core/parallel.hpp"
#include "engine/methods/scan/scan_problem.hpp"

namespace hotward::scan {

class NarrowMaps {
 public:
  static constexpr std::size_t lanes = 64;
  static constexpr std::size_t bytes_per_count = 1;
  static constexpr std::int32_t furthest = 127;

  /// Maps first … first + count - 1. The last block is filled up with copies of its last map.
  NarrowMaps(const ScanProblem& problem, const MakeDraw& make_draw, std::uint32_t first,
             std::size_t count)
      : sites_(problem.cases.size()), maps_(count), blocks_((count + lanes - 1) / lanes) {
    for (const double m : problem.measure) {
      base_.push_back(static_cast<std::int32_t>(std::lround(problem.likelihood.expected(m))));
    }
    parallel_for(blocks_.size(), [&](std::size_t b) {
      blocks_[b].resize(sites_ * lanes);
      std::vector<std::int32_t> cases(sites_);
      const DrawMap draw = make_draw();
      for (std::size_t lane = 0; lane < lanes && fits_; ++lane) {
        if (b * lanes + lane < count) {
          draw(first + static_cast<std::uint32_t>(b * lanes + lane), cases);
        }
        put(cases, b, lane);
      }
    });
    find_reach();
  }

  [[nodiscard]] bool fit() const { return fits_; }
  [[nodiscard]] std::size_t blocks() const { return blocks_.size(); }
  [[nodiscard]] std::size_t maps() const { return maps_; }
  /// Site by site, of each map.
  [[nodiscard]] const std::int8_t* block(std::size_t b) const { return blocks_[b].data(); }
  [[nodiscard]] std::span<const std::int32_t> base() const { return base_; }
  /// By site: how far any map's count is from its base.
  [[nodiscard]] std::span<const std::uint8_t> reach() const { return reach_; }

  /// Puts map order[k] of the present order in place k.
  void reorder(std::span<const std::uint32_t> order) {
    std::vector<std::vector<std::int8_t>> moved(blocks_.size());
    parallel_for(blocks_.size(), [&](std::size_t b) {
      moved[b].resize(sites_ * lanes);
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        const std::size_t from = order[std::min(b * lanes + lane, maps_ - 1)];
        const std::int8_t* read = &blocks_[from / lanes][from % lanes];
        std::int8_t* write = &moved[b][lane];
        for (std::size_t site = 0; site < sites_; ++site) {
          write[site * lanes] = read[site * lanes];
        }
      }
    });
    blocks_ = std::move(moved);
  }

 private:
  void put(const std::vector<std::int32_t>& cases, std::size_t b, std::size_t lane) {
    std::int8_t* write = &blocks_[b][lane];
    for (std::size_t site = 0; site < sites_; ++site) {
      const std::int32_t above = cases[site] - base_[site];
      if (above > furthest || above < -furthest) fits_ = false;
      write[site * lanes] = static_cast<std::int8_t>(above);
    }
  }

  // Blocks are gone through together, site by site: each site's answer is written by one thread.
  void find_reach() {
    constexpr std::size_t sites_per_task = 1024;
    reach_.assign(sites_, 0);
    parallel_for((sites_ + sites_per_task - 1) / sites_per_task, [&](std::size_t task) {
      const std::size_t end = std::min(sites_, (task + 1) * sites_per_task);
      for (std::size_t site = task * sites_per_task; site < end; ++site) {
        int furthest_here = 0;
        for (const std::vector<std::int8_t>& block : blocks_) {
          for (const std::int8_t above : std::span(&block[site * lanes], lanes)) {
            furthest_here = std::max(furthest_here, std::abs(int{above}));
          }
        }
        reach_[site] = static_cast<std::uint8_t>(furthest_here);
      }
    });
  }

  std::size_t sites_;
  std::size_t maps_;
  std::vector<std::int32_t> base_;   // one per site
  std::vector<std::uint8_t> reach_;  // the same
  std::vector<std::vector<std::int8_t>> blocks_;
  std::atomic<bool> fits_ = true;
};

}  // namespace hotward::scan
