#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "engine/assurance/claims.hpp"
#include "engine/assurance/read_lines.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::assurance {
namespace {

using report::decimal_text;

constexpr std::size_t lines_ahead = 2;   // that may hold what a change is made of
constexpr std::size_t lines_before = 3;  // that may hold the count
constexpr double meant_points = 5.0;     // so far off a change may be and still be of these

bool follows_a_before(const TextNumber& number) {
  return has_word(tail(number.before), {"compared with", "compared to", "than the", "than in",
                                        "year before", "year's", "year’s"}) ||
         has_word(tail(number.before, 10), {"from", "against"});
}

bool is_more(const TextNumber& number) {
  return has_word(number.after.substr(0, 24), {"additional", "more", "fewer", "extra", "less"});
}

// What a change is made of.
struct Parts {
  const TextNumber* before = nullptr;
  const TextNumber* now = nullptr;
  const TextNumber* more = nullptr;  // the difference
};

class Changes {
 public:
  Changes(std::span<const ReadLine> lines, Assured& result) : lines_(lines), result_(result) {}

  void run() {
    for (line_ = 0; line_ < lines_.size(); ++line_) {
      if (lines_[line_].is_row) continue;  // a table has its own check
      for (std::size_t i = 0; i < numbers().size(); ++i) {
        if (says_change(numbers()[i])) change(i);
        if (is_count(numbers()[i]) && is_more(numbers()[i])) difference(i);
      }
    }
  }

 private:
  [[nodiscard]] const std::vector<TextNumber>& numbers() const { return lines_[line_].numbers; }

  // The numbers of the same clause: up to the ends of the sentence and to the next change.
  [[nodiscard]] std::pair<std::size_t, std::size_t> clause(std::size_t i) const {
    const auto ends = [&](std::size_t n) {
      return numbers()[n].before.find(". ") != std::string::npos ||
             numbers()[n].before.find("; ") != std::string::npos;
    };
    std::size_t from = i;
    while (from > 0 && !ends(from) && !says_change(numbers()[from - 1])) --from;
    std::size_t to = i + 1;
    while (to < numbers().size() && !ends(to) && !says_change(numbers()[to])) ++to;
    return {from, to};
  }

  // "1,234 offences (up 5.2%) compared with 1,173", "fell from 420 to 378, a fall of 10%"
  [[nodiscard]] Parts in_clause(std::size_t i) const {
    const auto [from, end] = clause(i);
    const std::size_t to = end;  // a binding that a lambda holds is not in every compiler
    Parts parts;
    std::size_t at = to;
    const auto look = [&](std::size_t n) {
      if (at != to || n == i || !is_count(numbers()[n]) || !follows_a_before(numbers()[n])) return;
      at = n;
    };
    for (std::size_t n = i + 1; n < to; ++n) look(n);
    for (std::size_t n = i; n-- > from;) look(n);
    if (at == to) return parts;
    parts.before = &numbers()[at];
    const bool goes_on = at + 1 < to && at + 1 != i && is_count(numbers()[at + 1]) &&
                         has_word(numbers()[at + 1].before.substr(0, 30), {"to"});
    if (goes_on) {
      parts.now = &numbers()[at + 1];
      return parts;
    }
    for (std::size_t n = std::min(i, at); n-- > from && parts.now == nullptr;) {
      if (is_count(numbers()[n]) && !is_more(numbers()[n])) parts.now = &numbers()[n];
    }
    return parts;
  }

  // Behind the figure in its line or in the next two, a whole number that fits.
  template <class Fits>
  [[nodiscard]] const TextNumber* behind(std::size_t i, const Fits& fits) const {
    for (std::size_t l = line_; l < std::min(lines_.size(), line_ + 1 + lines_ahead); ++l) {
      const auto& all = lines_[l].numbers;
      for (std::size_t n = l == line_ ? i + 1 : 0; n < all.size(); ++n) {
        if (is_count(all[n]) && fits(all[n])) return &all[n];
      }
    }
    return nullptr;
  }

  [[nodiscard]] const TextNumber* count_near(std::size_t i, const Parts& parts) const {
    const auto fits = [&](const TextNumber& n) {
      return counts_incidents(n) && &n != parts.before && &n != parts.more;
    };
    for (std::size_t n = i; n-- > 0;) {
      if (fits(numbers()[n])) return &numbers()[n];
    }
    for (std::size_t n = i + 1; n < numbers().size(); ++n) {
      if (fits(numbers()[n])) return &numbers()[n];
    }
    for (std::size_t l = line_; l-- > 0 && line_ - l <= lines_before;) {
      for (auto n = lines_[l].numbers.rbegin(); n != lines_[l].numbers.rend(); ++n) {
        if (fits(*n)) return &*n;
      }
    }
    return nullptr;
  }

  // Stated one below the other, as in the cells of a report.
  [[nodiscard]] Parts around(std::size_t i) const {
    Parts parts;
    parts.before = behind(i, follows_a_before);
    if (parts.before == nullptr) return parts;
    parts.more = behind(i, is_more);
    parts.now = count_near(i, parts);
    return parts;
  }

  void change(std::size_t i) {
    Parts parts = in_clause(i);
    if (parts.before == nullptr || parts.now == nullptr) parts = around(i);
    if (parts.before == nullptr || parts.before->value <= 0.0) return;
    if (parts.more == nullptr && parts.now == nullptr) return;
    const TextNumber& figure = numbers()[i];
    const double signed_difference =
        parts.more != nullptr ? parts.more->value : parts.now->value - parts.before->value;
    const double value = 100.0 * std::abs(signed_difference) / parts.before->value;
    if (std::abs(value - figure.value) > std::max(meant_points, 0.5 * figure.value)) return;
    ++result_.recomputed;
    if (parts.more != nullptr && parts.now != nullptr) check_difference(parts);
    if (parts.more == nullptr) check_direction(figure, parts, signed_difference);
    if (follows(value, figure)) return;
    const std::string instead = decimal_text(value, figure.decimals + 2);
    add_doubt(
        result_, lines_[line_], What::change, figure.written + "%", instead + "%",
        fmt::format("the change of {}% does not follow from {} of {}: that is {}%, or {}% rounded "
                    "as it is written",
                    figure.written, decimal_text(std::abs(signed_difference), 0),
                    parts.before->written, instead, decimal_text(value, figure.decimals)));
  }

  void check_direction(const TextNumber& figure, const Parts& parts, double difference) {
    const Direction direction = direction_of(figure);
    if (direction == Direction::none || difference == 0.0) return;
    const bool fell = difference < 0.0;
    if (fell == (direction == Direction::less)) return;
    add_doubt(
        result_, lines_[line_], What::change, figure.written + "%",
        (fell ? "-" : "+") + figure.written + "%",
        fmt::format("from {} to {} is {}, not {} of {}%", parts.before->written, parts.now->written,
                    fell ? "less" : "more", fell ? "more" : "less", figure.written));
  }

  void check_difference(const Parts& parts) {
    const double by = std::abs(parts.now->value - parts.before->value);
    if (by >= 0.5 * parts.before->value || std::abs(by - parts.more->value) <= 0.5) return;
    const std::string instead = decimal_text(by, 0);
    add_doubt(result_, lines_[line_], What::difference, parts.more->written, instead,
              fmt::format("{} and {} differ by {}, not by {}", parts.now->written,
                          parts.before->written, instead, parts.more->written));
  }

  // "449 robberies, 37 more than the 412 of the year before"
  void difference(std::size_t i) {
    const auto [from, to] = clause(i);
    Parts parts;
    parts.more = &numbers()[i];
    for (std::size_t n = i + 1; n < to && parts.before == nullptr; ++n) {
      if (is_count(numbers()[n]) && follows_a_before(numbers()[n])) parts.before = &numbers()[n];
    }
    for (std::size_t n = i; n-- > from && parts.now == nullptr;) {
      if (is_count(numbers()[n]) && !follows_a_before(numbers()[n])) parts.now = &numbers()[n];
    }
    if (parts.before == nullptr || parts.now == nullptr) return;
    const double by = std::abs(parts.now->value - parts.before->value);
    if (by < 0.5 * parts.more->value || by > 2.0 * parts.more->value) return;
    ++result_.recomputed;
    check_difference(parts);
  }

  std::span<const ReadLine> lines_;
  Assured& result_;
  std::size_t line_ = 0;
};

}  // namespace

void check_changes(std::span<const ReadLine> lines, Assured& result) {
  Changes(lines, result).run();
}

}  // namespace hotward::assurance
