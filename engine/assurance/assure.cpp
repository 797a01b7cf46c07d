#include "engine/assurance/assure.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "engine/assurance/claims.hpp"
#include "engine/assurance/data_claims.hpp"
#include "engine/assurance/text_numbers.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::assurance {
namespace {

using report::decimal_text;

constexpr std::size_t lines_around = 3;   // a figure and what it is made of
constexpr std::size_t lines_before = 80;  // a table and the total stated above it

struct Line {
  std::size_t number = 0;
  const std::string* text = nullptr;
  std::vector<TextNumber> numbers;
};

class Check {
 public:
  explicit Check(std::span<const io::TextLine> lines) {
    for (const io::TextLine& line : lines) {
      lines_.push_back({line.number, &line.text, numbers_in(line.text)});
      result_.figures += lines_.back().numbers.size();
    }
  }

  Assured run() {
    for (std::size_t l = 0; l < lines_.size(); ++l) {
      for (std::size_t i = 0; i < lines_[l].numbers.size(); ++i) {
        if (is_rate(lines_[l].numbers, i)) rate(l, i);
        if (lines_[l].numbers[i].percent) change(l, i);
      }
      sentence_shares(l);
    }
    tables_of_months();
    tables_of_shares();
    std::ranges::stable_sort(result_.doubts, {}, &Doubt::line);
    return std::move(result_);
  }

 private:
  void doubt(std::size_t line, What what, const std::string& written, const std::string& instead,
             std::string sentence) {
    result_.doubts.push_back(
        {lines_[line].number, what, written, instead, std::move(sentence), false});
  }

  // The nearest number that fits: in the line itself, before the figure first, then around it.
  template <class Fits>
  [[nodiscard]] const TextNumber* nearest(std::size_t line, std::size_t figure, std::size_t back,
                                          std::size_t ahead, const Fits& fits) const {
    const auto& own = lines_[line].numbers;
    for (std::size_t i = figure; i-- > 0;) {
      if (fits(own[i])) return &own[i];
    }
    for (std::size_t i = figure + 1; i < own.size(); ++i) {
      if (fits(own[i])) return &own[i];
    }
    for (std::size_t l = line; l-- > 0 && line - l <= back;) {
      for (auto n = lines_[l].numbers.rbegin(); n != lines_[l].numbers.rend(); ++n) {
        if (fits(*n)) return &*n;
      }
    }
    for (std::size_t l = line + 1; l < lines_.size() && l - line <= ahead; ++l) {
      for (const TextNumber& number : lines_[l].numbers) {
        if (fits(number)) return &number;
      }
    }
    return nullptr;
  }

  void rate(std::size_t line, std::size_t i) {
    const TextNumber& figure = lines_[line].numbers[i];
    const TextNumber* count = nearest(line, i, lines_around, 0, counts_incidents);
    const TextNumber* people = nearest(line, i, lines_around, lines_around, counts_people);
    if (count == nullptr || people == nullptr) return;
    ++result_.recomputed;
    const double value = 1000.0 * count->value / people->value;
    if (follows(value, figure)) return;
    const std::string instead = decimal_text(value, std::max(figure.decimals, 2));
    doubt(
        line, What::rate, figure.written, instead,
        fmt::format("the rate of {} per 1,000 does not follow from {} and a population of {}: they "
                    "give {}",
                    figure.written, count->written, people->written, instead));
  }

  // A change in percent, of the number before and the difference that stand with it.
  void change(std::size_t line, std::size_t i) {
    const TextNumber& figure = lines_[line].numbers[i];
    if (!says_change(figure)) return;
    const TextNumber* before = with_words(line, i, [](const TextNumber& n) {
      return has_word(tail(n.before), {"compared with", "compared to", "than the", "than in",
                                       "year before", "from"});
    });
    if (before == nullptr || before->value <= 0.0) return;
    const TextNumber* more = with_words(line, i, [](const TextNumber& n) {
      return has_word(n.after.substr(0, 24), {"additional", "more", "fewer", "extra", "less"});
    });
    const TextNumber* now = nearest(line, i, lines_around, 0, [&](const TextNumber& n) {
      return counts_incidents(n) && &n != before && &n != more;
    });
    if (more == nullptr && now == nullptr) return;
    ++result_.recomputed;
    const double difference = more != nullptr ? more->value : std::abs(now->value - before->value);
    const double value = 100.0 * difference / before->value;
    if (more != nullptr && now != nullptr &&
        std::abs(now->value - before->value) < 0.5 * before->value &&
        std::abs(std::abs(now->value - before->value) - difference) > 0.5) {
      const std::string instead = decimal_text(std::abs(now->value - before->value), 0);
      doubt(line, What::difference, more->written, instead,
            fmt::format("{} and {} differ by {}, not by {}", now->written, before->written, instead,
                        more->written));
    }
    if (follows(value, figure)) return;
    const std::string instead = decimal_text(value, figure.decimals + 2);
    doubt(
        line, What::change, figure.written + "%", instead + "%",
        fmt::format("the change of {}% does not follow from {} of {}: that is {}%, or {}% rounded "
                    "as it is written",
                    figure.written, decimal_text(difference, 0), before->written, instead,
                    decimal_text(value, figure.decimals)));
  }

  [[nodiscard]] static std::string tail(const std::string& words) {
    return words.substr(words.size() > 40 ? words.size() - 40 : 0);
  }

  // Behind the figure in its line or in the two below, a whole number that fits.
  template <class Fits>
  [[nodiscard]] const TextNumber* with_words(std::size_t line, std::size_t i,
                                             const Fits& fits) const {
    const auto sound = [&](const TextNumber& n) {
      return !n.percent && n.decimals == 0 && !(n.value >= 1900 && n.value <= 2100) && fits(n);
    };
    for (std::size_t l = line; l < std::min(lines_.size(), line + 3); ++l) {
      const auto& numbers = lines_[l].numbers;
      for (std::size_t n = l == line ? i + 1 : 0; n < numbers.size(); ++n) {
        if (sound(numbers[n])) return &numbers[n];
      }
    }
    return nullptr;
  }

  // Three shares or more in one sentence that are meant to be all.
  void sentence_shares(std::size_t line) {
    std::vector<const TextNumber*> shares;
    const auto judge = [&] {
      if (shares.size() >= 3) add_up(line, shares, true);
      shares.clear();
    };
    const auto& numbers = lines_[line].numbers;
    for (const TextNumber& number : numbers) {
      if (number.before.find(". ") != std::string::npos) judge();
      const bool is_change =
          has_word(number.after.substr(0, 30),
                   {"increase", "decrease", "rise", "fall", "reduction", "more", "fewer", "drop"});
      if (number.percent && !is_change) shares.push_back(&number);
    }
    judge();
  }

  void add_up(std::size_t line, const std::vector<const TextNumber*>& shares, bool in_words) {
    double sum = 0.0;
    int decimals = 0;
    for (const TextNumber* share : shares) {
      sum += share->value;
      decimals = std::max(decimals, share->decimals);
    }
    const double unit = std::pow(10.0, -decimals);
    const double off = std::abs(sum - 100.0);
    if (off > (in_words ? 5.0 : 10.0)) return;  // not meant to be all
    ++result_.recomputed;
    const bool by_rounding = off <= 0.5 * unit * static_cast<double>(shares.size()) + 1e-9;
    if (off < unit / 2.0 || (by_rounding && !in_words)) return;
    std::string list;
    for (const TextNumber* share : shares) {
      list += (list.empty() ? "" : share == shares.back() ? " and " : ", ") + share->written + "%";
    }
    const std::string instead = decimal_text(sum, decimals) + "%";
    doubt(line, What::shares, list, instead,
          fmt::format(
              "{} add up to {}{}", list, instead,
              by_rounding ? ": rounding can do that, or an answer is missing" : ", not to 100%"));
  }

  // Lines that begin with a month, one after the other: twelve are a year.
  void tables_of_months() {
    for (std::size_t l = 0; l < lines_.size();) {
      double sum = 0.0;
      std::size_t rows = 0;
      std::size_t end = l;
      for (; end < lines_.size(); ++end) {
        const auto value = month_value(*lines_[end].text);
        if (!value) break;
        sum += *value;
        ++rows;
      }
      if (rows == 12) compare_with_total(l, sum);
      l = std::max(end, l + 1);
    }
  }

  // The first number behind a month's name.
  [[nodiscard]] static std::optional<double> month_value(const std::string& text) {
    const std::size_t label = month_label(text);
    if (label == 0) return {};
    const auto numbers = numbers_in(std::string_view(text).substr(label));
    if (numbers.empty() || numbers.front().percent) return {};
    return numbers.front().value;
  }

  void compare_with_total(std::size_t line, double sum) {
    const TextNumber* closest = nullptr;
    for (std::size_t l = line; l-- > 0 && line - l <= lines_before;) {
      for (const TextNumber& number : lines_[l].numbers) {
        if (!counts_incidents(number)) continue;
        const bool nearer =
            closest == nullptr || std::abs(number.value - sum) < std::abs(closest->value - sum);
        if (nearer) closest = &number;
      }
    }
    if (closest == nullptr || std::abs(closest->value - sum) > 0.1 * sum) return;
    ++result_.recomputed;
    if (closest->value == sum) return;
    const std::string instead = decimal_text(sum, 0);
    doubt(line, What::months, closest->written, instead,
          fmt::format("the twelve months add up to {}, not to {}", instead, closest->written));
  }

  // Lines with one share each, one after the other.
  void tables_of_shares() {
    for (std::size_t l = 0; l < lines_.size();) {
      std::vector<const TextNumber*> shares;
      std::size_t end = l;
      while (end < lines_.size() && lines_[end].numbers.size() == 1 &&
             lines_[end].numbers.front().percent && lines_[end].text->size() < 120) {
        shares.push_back(&lines_[end++].numbers.front());
      }
      if (shares.size() >= 3) add_up(l, shares, false);
      l = std::max(end, l + 1);
    }
  }

  std::vector<Line> lines_;
  Assured result_;
};

}  // namespace

Assured assure(std::span<const io::TextLine> lines) { return Check(lines).run(); }

Assured assure(std::span<const io::TextLine> lines, const DataFacts& data) {
  Assured found = Check(lines).run();
  Assured by_data = against_data(lines, data);
  found.recomputed += by_data.recomputed;
  for (Doubt& doubt : by_data.doubts) {
    const bool known = std::ranges::any_of(found.doubts, [&](const Doubt& other) {
      return other.line == doubt.line && other.written == doubt.written;
    });
    if (!known) found.doubts.push_back(std::move(doubt));
  }
  std::ranges::stable_sort(found.doubts, {}, &Doubt::line);
  return found;
}

}  // namespace hotward::assurance
