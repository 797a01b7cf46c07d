// box_pairs: which boxes overlap?
//
// Boxes are halved along x or y, at a middle of theirs, until few are left or halving would only
// copy them; a box across the line goes to both sides. A pair that several places see is reported
// by the one that holds the low corner of what the two have in common. Large and small boxes may be
// mixed: a grid of one size would not do for a coast beside a village.
//
// Time: O(n log n + pairs) where boxes are small beside the map. Order of the pairs: always the
// same, but no promised one.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>
#include <vector>

#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/geometry/box.hpp"

namespace hotward::geometry {

namespace detail {

template <class Visit>
class BoxPairs {
 public:
  /// @param split  pairs are wanted of a box before it and one from it on; 0: of any two
  BoxPairs(std::span<const Box> boxes, std::uint32_t split, Visit& visit)
      : boxes_(boxes), split_(split), visit_(visit) {
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      if (!boxes[i].empty()) items_.push_back(static_cast<std::uint32_t>(i));
    }
  }

  void walk() {
    constexpr double all = std::numeric_limits<double>::infinity();
    walk(0, {{-all, -all}, {all, all}});
  }

 private:
  static constexpr std::size_t few = 16;

  struct Cut {
    bool along_x = true;
    double at = 0.0;
    std::size_t copies = std::numeric_limits<std::size_t>::max();
    std::size_t larger = 0;
  };

  static double low(const Box& b, bool x) { return x ? b.low.x : b.low.y; }
  static double high(const Box& b, bool x) { return x ? b.high.x : b.high.y; }
  [[nodiscard]] const Box& box(std::size_t item) const { return boxes_[items_[item]]; }

  // The middle of a sample's middles, and what halving there would copy.
  [[nodiscard]] Cut cut(std::size_t first, bool along_x) const {
    std::array<double, 63> middles{};
    const std::size_t n = items_.size() - first;
    const std::size_t sample = std::min(n, middles.size());
    for (std::size_t i = 0; i < sample; ++i) {
      const Box& b = box(first + i * n / sample);
      middles[i] = 0.5 * (low(b, along_x) + high(b, along_x));
    }
    const auto middle = middles.begin() + static_cast<std::ptrdiff_t>(sample / 2);
    std::nth_element(middles.begin(), middle,
                     middles.begin() + static_cast<std::ptrdiff_t>(sample));
    Cut result{along_x, *middle, 0, 0};
    std::size_t left = 0;
    std::size_t right = 0;
    for (std::size_t i = first; i < items_.size(); ++i) {
      left += low(box(i), along_x) < *middle ? 1U : 0U;
      right += high(box(i), along_x) >= *middle ? 1U : 0U;
    }
    result.copies = left + right - n;
    result.larger = std::max(left, right);
    return result;
  }

  // The items from `first` on are this place's.
  void walk(std::size_t first, const Box& place) {
    if (is_stopped()) throw Interrupted();
    if (ended_) return;
    const std::size_t last = items_.size();
    const std::size_t n = last - first;
    if (split_ != 0 && is_of_one_list(first)) return;
    if (n <= few) return compare(first, place);
    const Cut by_x = cut(first, true);
    const Cut by_y = cut(first, false);
    const Cut& best = by_x.copies <= by_y.copies ? by_x : by_y;
    if (best.larger * 10 > n * 9 || best.copies * 2 > n) return sweep(first, place);
    for (const bool lower : {true, false}) {
      for (std::size_t i = first; i < last; ++i) {
        const Box& b = box(i);
        if (lower ? low(b, best.along_x) < best.at : high(b, best.along_x) >= best.at) {
          items_.push_back(items_[i]);
        }
      }
      Box half = place;
      Point& end = lower ? half.high : half.low;
      (best.along_x ? end.x : end.y) = best.at;
      walk(last, half);
      items_.resize(last);
    }
  }

  [[nodiscard]] bool is_of_one_list(std::size_t first) const {
    for (std::size_t i = first + 1; i < items_.size(); ++i) {
      if ((items_[i] < split_) != (items_[first] < split_)) return false;
    }
    return true;
  }

  void compare(std::size_t first, const Box& place) {
    for (std::size_t i = first; i < items_.size(); ++i) {
      for (std::size_t j = i + 1; j < items_.size(); ++j) report(items_[i], items_[j], place);
    }
  }

  void sweep(std::size_t first, const Box& place) {
    std::sort(items_.begin() + static_cast<std::ptrdiff_t>(first), items_.end(),
              [&](std::uint32_t a, std::uint32_t b) {
                return boxes_[a].low.x != boxes_[b].low.x ? boxes_[a].low.x < boxes_[b].low.x
                                                          : a < b;
              });
    for (std::size_t i = first; i < items_.size(); ++i) {
      if (is_stopped()) throw Interrupted();
      for (std::size_t j = i + 1; !ended_ && j < items_.size() && box(j).low.x <= box(i).high.x;
           ++j) {
        report(items_[i], items_[j], place);
      }
    }
  }

  void report(std::uint32_t a, std::uint32_t b, const Box& place) {
    const Box& p = boxes_[a];
    const Box& q = boxes_[b];
    if (!p.overlaps(q)) return;
    if (split_ != 0 && (a < split_) == (b < split_)) return;
    const double x = std::max(p.low.x, q.low.x);
    const double y = std::max(p.low.y, q.low.y);
    if (x < place.low.x || x >= place.high.x || y < place.low.y || y >= place.high.y) return;
    if constexpr (std::is_same_v<decltype(visit_(a, b)), bool>) {
      ended_ = ended_ || !visit_(std::min(a, b), std::max(a, b));
    } else {
      visit_(std::min(a, b), std::max(a, b));
    }
  }

  std::span<const Box> boxes_;
  std::uint32_t split_;
  Visit& visit_;
  bool ended_ = false;
  std::vector<std::uint32_t> items_;  // a place's, and behind it those of the half being walked
};

}  // namespace detail

/// Calls visit(i, j), i < j, once for every two boxes that overlap or touch, or until it returns
/// false. Throws Interrupted.
/// @param boxes  finite or empty; an empty box overlaps nothing
template <class Visit>
void for_box_pairs(std::span<const Box> boxes, Visit visit) {
  detail::BoxPairs<Visit>(boxes, 0, visit).walk();
}

/// Calls visit(i, j), i < split <= j, for every two that overlap or touch: of two lists in one.
template <class Visit>
void for_box_pairs_between(std::span<const Box> boxes, std::uint32_t split, Visit visit) {
  if (split > 0) detail::BoxPairs<Visit>(boxes, split, visit).walk();
}

}  // namespace hotward::geometry
