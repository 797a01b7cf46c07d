// Hot measure: on one grid, what the cells that a method calls hot held of the later incidents.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/analyses/evaluate/hot_evaluation.hpp"

namespace hotward::analyses {

class HotMeasure {
 public:
  /// All but `later` must outlive this. @param later  incidents per cell, not all 0
  HotMeasure(const HotEvaluationOptions& options, const HotSource& before, const PlacedGrid& grid,
             std::vector<std::int64_t> later);

  /// What was captured; the rest of the row is undefined.
  [[nodiscard]] HotRow captured(HotMethod method) const;

  /// The whole row but for the ranges over other grids.
  [[nodiscard]] HotRow in_detail(HotMethod method, const HotSource& after,
                                 std::uint64_t seed) const;

 private:
  /// The cells by a method's numbers; `hot` is how many of the first are hot.
  struct Ordered {
    std::vector<double> scores;
    std::vector<std::uint32_t> order{};
    std::size_t hot = 0;
  };
  [[nodiscard]] Result<Ordered> ordered(HotMethod method, const HotSource& source,
                                        std::span<const std::int64_t> later) const;
  [[nodiscard]] HotRow captured(HotMethod method, const Ordered& cells) const;
  void add_intervals(HotRow& row, const Ordered& cells, std::uint64_t seed) const;
  void add_agreement(HotRow& row, const HotSource& after, std::uint64_t seed) const;
  /// A number per cell, by which those that tie are put in order.
  [[nodiscard]] std::vector<std::int64_t> chance_order(std::uint64_t seed,
                                                       std::uint32_t period) const;

  const HotEvaluationOptions& options_;
  const HotSource& before_;
  const PlacedGrid& grid_;
  std::vector<std::int64_t> later_;
  evaluation::BestCapture best_;
};

}  // namespace hotward::analyses
