// box_pairs: which boxes overlap?
//
// Boxes are halved along x or y, at a middle of theirs, until few are left or halving would only
// copy them; a box across the line goes to both sides. A pair that several places see is reported
// by the one that holds the low corner of what the two have in common. Large and small boxes may be
// mixed: a grid of one size would not do for a coast beside a village. Boxes are copied from place
// to place: looked up by number, each would be a miss of the cache. What is copied are floats, half
// as many bytes: rounding never changes which of two numbers is the larger, so boxes that meet
// still do. Of two that meet in floats the boxes themselves are asked.
//
// Time: O(n log n + pairs) where boxes are small beside the map. Order of the pairs: always the
// same, but no promised one.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/core/parallel.hpp"
#include "engine/core/progress.hpp"
#include "engine/geometry/box.hpp"

namespace hotward::geometry {

namespace detail {

/// Which boxes can meet none of a few? Those in no square that one of the few reaches into.
class Reached {
 public:
  explicit Reached(std::span<const Box> few) {
    for (const Box& box : few) whole_.add(box);
    if (whole_.empty()) return;
    per_x_ = static_cast<double>(side) / std::max(whole_.width(), tiny);
    per_y_ = static_cast<double>(side) / std::max(whole_.height(), tiny);
    marks_.assign(side * side, false);
    std::size_t marked = 0;
    for (const Box& box : few) {
      if (box.empty()) continue;
      for_squares(box, [&](std::size_t square) { marks_[square] = true; });
      marked += squares_of(box);
      if (marked <= most_marked) continue;
      marks_.clear();
      return;
    }
  }

  /// @return false only where it meets none
  [[nodiscard]] bool may_meet(const Box& box) const {
    if (!whole_.overlaps(box)) return false;
    if (marks_.empty() || squares_of(box) > most_looked_at) return true;
    bool found = false;
    for_squares(box, [&](std::size_t square) { found = found || marks_[square]; });
    return found;
  }

 private:
  static constexpr std::size_t side = 1024;
  static constexpr std::size_t most_marked = 4 * side * side;
  static constexpr std::size_t most_looked_at = 64;
  static constexpr double tiny = 1e-9;

  static std::size_t square(double from_low, double per) {
    return static_cast<std::size_t>(std::clamp(from_low * per, 0.0, static_cast<double>(side - 1)));
  }
  [[nodiscard]] std::size_t column(double x) const { return square(x - whole_.low.x, per_x_); }
  [[nodiscard]] std::size_t row(double y) const { return square(y - whole_.low.y, per_y_); }
  [[nodiscard]] std::size_t squares_of(const Box& box) const {
    return (column(box.high.x) - column(box.low.x) + 1) * (row(box.high.y) - row(box.low.y) + 1);
  }
  template <class Visit>
  void for_squares(const Box& box, Visit visit) const {
    for (std::size_t r = row(box.low.y); r <= row(box.high.y); ++r) {
      for (std::size_t c = column(box.low.x); c <= column(box.high.x); ++c) visit(r * side + c);
    }
  }

  Box whole_;
  double per_x_ = 0.0;
  double per_y_ = 0.0;
  std::vector<bool> marks_;  // empty: not known
};

template <class Visit>
class BoxPairs {
 public:
  /// @param split  pairs are wanted of a box before it and one from it on; 0: of any two
  BoxPairs(std::span<const Box> boxes, std::uint32_t split, Visit& visit)
      : boxes_(boxes), split_(split), visit_(visit) {
    const Reached reached(boxes.first(split));
    Box whole;
    for (const Box& box : boxes) whole.add(box);
    if (!whole.empty()) {
      origin_ = {whole.low.x + 0.5 * whole.width(), whole.low.y + 0.5 * whole.height()};
    }
    items_.resize(boxes.size());
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      if (boxes[i].empty()) continue;
      if (split != 0 && i >= split && !reached.may_meet(boxes[i])) continue;
      items_[count_++] = item_of(boxes[i], static_cast<std::uint32_t>(i));
    }
  }

  void walk() {
    constexpr float all = std::numeric_limits<float>::infinity();
    walk({0, count_}, {{-all, -all}, {all, all}});
  }

 private:
  static constexpr std::size_t few = 16;

  struct Corner {
    float x;
    float y;
  };
  // Both corners from origin_.
  struct Item {
    Corner low;
    Corner high;
    std::uint32_t number;
  };
  struct Place {
    Corner low;
    Corner high;
  };

  /// Items first … last - 1.
  struct Range {
    std::size_t first;
    std::size_t last;
    [[nodiscard]] std::size_t size() const { return last - first; }
  };

  struct Cut {
    bool along_x = true;
    float at = 0.0F;
    float spread = 0.0F;  // of the sample's middles
    std::size_t copies = std::numeric_limits<std::size_t>::max();
    std::size_t larger = 0;
  };

  [[nodiscard]] Corner from_origin(const Point& p) const {
    return {static_cast<float>(p.x - origin_.x), static_cast<float>(p.y - origin_.y)};
  }
  [[nodiscard]] Item item_of(const Box& box, std::uint32_t number) const {
    return {from_origin(box.low), from_origin(box.high), number};
  }

  static float low(const Item& item, bool x) { return x ? item.low.x : item.low.y; }
  static float high(const Item& item, bool x) { return x ? item.high.x : item.high.y; }

  // The middle of a sample's middles.
  [[nodiscard]] Cut middle(const Range& range, bool along_x) const {
    std::array<float, 63> middles;  // laying zeros first would take as long as the rest
    const std::size_t n = range.size();
    const std::size_t sample = std::clamp<std::size_t>(n / 8, 5, middles.size());
    for (std::size_t i = 0; i < sample; ++i) {
      const Item& item = items_[range.first + i * n / sample];
      middles[i] = 0.5F * (low(item, along_x) + high(item, along_x));
    }
    const auto end = middles.begin() + static_cast<std::ptrdiff_t>(sample);
    const auto half = middles.begin() + static_cast<std::ptrdiff_t>(sample / 2);
    std::nth_element(middles.begin(), half, end);
    const auto [least, most] = std::minmax_element(middles.begin(), end);
    return {along_x, *half, *most - *least};
  }

  // What halving there would copy.
  void weigh(Cut& cut, const Range& range) const {
    std::size_t left = 0;
    std::size_t right = 0;
    for (std::size_t i = range.first; i < range.last; ++i) {
      left += low(items_[i], cut.along_x) < cut.at ? 1U : 0U;
      right += high(items_[i], cut.along_x) >= cut.at ? 1U : 0U;
    }
    cut.copies = left + right - range.size();
    cut.larger = std::max(left, right);
  }

  // Across the longer side, unless that would copy many.
  [[nodiscard]] Cut best_cut(const Range& range) const {
    Cut best = middle(range, true);
    Cut other = middle(range, false);
    if (other.spread > best.spread) std::swap(best, other);
    weigh(best, range);
    if (best.copies * 8 <= range.size()) return best;
    weigh(other, range);
    return other.copies < best.copies ? other : best;
  }

  // Whether an item is on that side of the cut; it may be on both.
  static bool is_of_half(const Item& item, const Cut& cut, bool lower) {
    return lower ? low(item, cut.along_x) < cut.at : high(item, cut.along_x) >= cut.at;
  }

  /// Copies those of one side of the cut behind the range.
  [[nodiscard]] Range half_of(const Range& range, const Cut& cut, bool lower) {
    if (items_.size() < range.last + range.size()) items_.resize(range.last + range.size());
    // Every item is written, and the next one over it where it is of the other side: which side one
    // is of cannot be foreseen.
    std::size_t end = range.last;
    for (std::size_t i = range.first; i < range.last; ++i) {
      items_[end] = items_[i];
      end += is_of_half(items_[i], cut, lower) ? 1U : 0U;
    }
    return {range.last, end};
  }

  void walk(const Range& range, const Place& place) {
    if (is_stopped()) throw Interrupted();
    if (ended_) return;
    if (split_ != 0 && is_of_one_list(range)) return;
    const std::size_t n = range.size();
    if (n <= few) return compare(range, place);
    const Cut best = best_cut(range);
    if (best.larger * 10 > n * 9 || best.copies * 2 > n) return sweep(range, place);
    for (const bool lower : {true, false}) {
      Place half = place;
      Corner& end = lower ? half.high : half.low;
      (best.along_x ? end.x : end.y) = best.at;
      walk(half_of(range, best, lower), half);
    }
  }

  [[nodiscard]] bool is_of_one_list(const Range& range) const {
    for (std::size_t i = range.first + 1; i < range.last; ++i) {
      if ((items_[i].number < split_) != (items_[range.first].number < split_)) return false;
    }
    return true;
  }

  void compare(const Range& range, const Place& place) {
    for (std::size_t i = range.first; i < range.last; ++i) {
      for (std::size_t j = i + 1; j < range.last; ++j) report(items_[i], items_[j], place);
    }
  }

  void sweep(const Range& range, const Place& place) {
    std::sort(items_.begin() + static_cast<std::ptrdiff_t>(range.first),
              items_.begin() + static_cast<std::ptrdiff_t>(range.last),
              [&](const Item& a, const Item& b) {
                return a.low.x != b.low.x ? a.low.x < b.low.x : a.number < b.number;
              });
    for (std::size_t i = range.first; i < range.last; ++i) {
      if (is_stopped()) throw Interrupted();
      for (std::size_t j = i + 1; !ended_ && j < range.last && items_[j].low.x <= items_[i].high.x;
           ++j) {
        report(items_[i], items_[j], place);
      }
    }
  }

  // Without a branch for each side: most pairs fail, and none can foresee at which.
  static bool overlap(const Item& a, const Item& b) {
    const bool along_x = (a.low.x <= b.high.x) & (b.low.x <= a.high.x);
    const bool along_y = (a.low.y <= b.high.y) & (b.low.y <= a.high.y);
    return along_x & along_y;
  }

  void report(const Item& a, const Item& b, const Place& place) {
    if (!overlap(a, b)) return;
    if (split_ != 0 && (a.number < split_) == (b.number < split_)) return;
    const float x = std::max(a.low.x, b.low.x);
    const float y = std::max(a.low.y, b.low.y);
    if (x < place.low.x || x >= place.high.x || y < place.low.y || y >= place.high.y) return;
    if (!boxes_[a.number].overlaps(boxes_[b.number])) return;
    const auto [i, j] = std::minmax(a.number, b.number);
    if constexpr (std::is_same_v<decltype(visit_(i, j)), bool>) {
      ended_ = ended_ || !visit_(i, j);
    } else {
      visit_(i, j);
    }
  }

  std::span<const Box> boxes_;
  std::uint32_t split_;
  Visit& visit_;
  Point origin_{};  // the middle of all: floats are finest there
  bool ended_ = false;
  std::vector<Item> items_;  // a place's, and behind it those of the half being walked
  std::size_t count_ = 0;    // of all
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
/// @param split  at most boxes.size()
template <class Visit>
void for_box_pairs_between(std::span<const Box> boxes, std::uint32_t split, Visit visit) {
  if (split > 0) detail::BoxPairs<Visit>(boxes, split, visit).walk();
}

}  // namespace hotward::geometry
