#include "engine/assurance/data_claims.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "engine/assurance/claims.hpp"
#include "engine/assurance/text_numbers.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::assurance {
namespace {

using report::decimal_text;

constexpr double close = 0.03;           // as near as a figure must be to be of the same thing
constexpr double close_month = 0.10;     // of single months, which vary more
constexpr double close_points = 1.0;     // of a change in percent
constexpr double close_share = 3.0;      // of a share in percent
constexpr double least_count = 100.0;    // smaller numbers are of too many things
constexpr std::size_t lines_above = 12;  // where the theme may be named

struct LoweredLine {
  std::size_t number = 0;
  std::string text;  // lower case
  std::vector<TextNumber> numbers;
};

std::string lowered(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

bool near(double value, double known, double share) {
  return std::isfinite(known) && std::abs(value - known) <= share * std::abs(known);
}

class Comparison {
 public:
  Comparison(std::span<const io::TextLine> lines, const DataFacts& data) : data_(data) {
    for (const io::TextLine& line : lines) {
      const std::string text = plain_marks(line.text);
      lines_.push_back({line.number, lowered(text), numbers_in(text)});
    }
  }

  Assured run() {
    for (std::size_t l = 0; l < lines_.size(); ++l) {
      for (std::size_t i = 0; i < lines_[l].numbers.size(); ++i) {
        const TextNumber& number = lines_[l].numbers[i];
        if (counts_people(number)) people(l, number);
        if (of_other_years(l)) continue;
        if (is_rate(lines_[l].numbers, i)) {
          rate(l, number);
        } else if (counts_incidents(number)) {
          count(l, number);
        } else if (says_change(number)) {
          change(l, number);
        } else if (number.percent) {
          share_of_first(l, i);
        }
      }
    }
    tables_of_months();
    return std::move(result_);
  }

 private:
  void doubt(std::size_t line, What what, const std::string& written, const std::string& instead,
             std::string sentence) {
    result_.doubts.push_back(
        {lines_[line].number, what, written, instead, std::move(sentence), true});
  }

  [[nodiscard]] static bool speaks_of(const std::string& text, const ThemeFacts& theme) {
    if (theme.name == "asb") {
      return has_word(text, {"asb", "anti-social", "antisocial", "anti social"});
    }
    if (theme.name == "crime") return has_word(text, {"crime", "crimes", "offences"});
    const std::string noun = lowered(theme.noun);
    return has_word(text, {std::string_view(noun), std::string_view(theme.name)});
  }

  // The one theme that the words nearest to the figure speak of; none where they speak of several.
  [[nodiscard]] const ThemeFacts* theme_of(std::size_t line, const TextNumber& number) const {
    const std::string around =
        number.before.substr(number.before.size() > 40 ? number.before.size() - 40 : 0) + " " +
        number.after.substr(0, 40);
    bool several = false;
    if (const ThemeFacts* theme = only_theme(around, several); theme || several) return theme;
    for (std::size_t back = 0; back <= std::min(line, lines_above); ++back) {
      const ThemeFacts* theme = only_theme(lines_[line - back].text, several);
      if (theme != nullptr || several) return theme;
    }
    return nullptr;
  }

  [[nodiscard]] const ThemeFacts* only_theme(const std::string& text, bool& several) const {
    const ThemeFacts* only = nullptr;
    for (const ThemeFacts& theme : data_.themes) {
      if (!speaks_of(text, theme)) continue;
      several = only != nullptr;
      only = &theme;
    }
    return several ? nullptr : only;
  }

  // The line, or the heading above it, names years and none of the data's.
  [[nodiscard]] bool of_other_years(std::size_t line) const {
    for (std::size_t back = 0; back <= std::min<std::size_t>(line, 1); ++back) {
      const std::vector<int> years = years_in(lines_[line - back].text);
      if (years.empty()) continue;
      return std::ranges::none_of(years, [&](int year) {
        return std::ranges::find(data_.years, year) != data_.years.end();
      });
    }
    return false;
  }

  [[nodiscard]] static bool is_one_of(const TextNumber& number, const std::vector<double>& known) {
    return std::ranges::any_of(known, [&](double value) {
      const double unit = unit_of(number.value);
      const double off = std::abs(value - number.value);
      return off == 0.0 || (unit >= 100.0 && off <= unit / 2.0) ||
             (unit > 1.0 && off <= unit && is_hedged(number));
    });
  }

  // Of a type or an area, whose numbers may be near those of all by chance.
  [[nodiscard]] bool is_of_a_part(std::size_t line) const {
    const std::string& text = lines_[line].text;
    return speaks_of_a_type(text) || std::ranges::any_of(data_.places, [&](const auto& place) {
             return !place.empty() && has_word(text, {std::string_view(place)});
           });
  }

  void people(std::size_t line, const TextNumber& number) {
    if (!near(number.value, data_.people, close)) return;
    ++result_.recomputed;
    if (is_one_of(number, {data_.people})) return;
    const std::string instead = decimal_text(data_.people, 0);
    doubt(line, What::people, number.written, instead,
          fmt::format("the data have {} {}, not {}", instead, data_.people_label, number.written));
  }

  void count(std::size_t line, const TextNumber& number) {
    const ThemeFacts* theme = theme_of(line, number);
    if (theme == nullptr || number.value < least_count) return;
    std::vector<double> known = theme->others;
    known.insert(known.end(), theme->areas.begin(), theme->areas.end());
    for (const auto& [month, value] : theme->months) known.push_back(value);
    double first = 0.0;  // of the areas with most
    for (const double area : theme->areas) known.push_back(first += area);
    for (const double value :
         {theme->count, theme->previous, std::abs(theme->count - theme->previous)}) {
      known.push_back(value);
    }
    const bool close_by =
        near(number.value, theme->count, close) || near(number.value, theme->previous, close);
    if (is_one_of(number, known)) {
      ++result_.recomputed;
    } else if (close_by && !is_of_a_part(line)) {
      ++result_.recomputed;
      const bool before =
          std::abs(number.value - theme->previous) < std::abs(number.value - theme->count);
      const std::string instead = decimal_text(before ? theme->previous : theme->count, 0);
      doubt(line, What::count, number.written, instead,
            fmt::format("the data have {} {} in {}, not {}", instead, theme->noun,
                        before ? "the period before" : data_.period, number.written));
    }
  }

  void rate(std::size_t line, const TextNumber& number) {
    const ThemeFacts* theme = theme_of(line, number);
    if (theme == nullptr || !near(number.value, theme->rate_1k, close)) return;
    if (is_of_a_part(line) && !follows(theme->rate_1k, number)) return;
    ++result_.recomputed;
    const double before = 1000.0 * theme->previous / data_.people;
    if (follows(theme->rate_1k, number) || follows(before, number)) return;
    const std::string instead = decimal_text(theme->rate_1k, std::max(number.decimals, 2));
    doubt(line, What::rate, number.written, instead,
          fmt::format("the data have {} {} per 1,000 {}, not {}", instead, theme->noun,
                      data_.people_label, number.written));
  }

  void change(std::size_t line, const TextNumber& number) {
    const ThemeFacts* theme = theme_of(line, number);
    const double amount = theme == nullptr ? std::nan("") : std::abs(theme->change_pct);
    if (!std::isfinite(amount) || std::abs(number.value - amount) > close_points) return;
    if (is_of_a_part(line)) return;
    const Direction direction = direction_of(number);
    const bool is_less = theme->change_pct < 0.0;
    // Of something else.
    if (direction != (is_less ? Direction::less : Direction::more)) return;
    ++result_.recomputed;
    if (follows(amount, number)) return;
    const std::string instead = decimal_text(amount, number.decimals + 2) + "%";
    doubt(line, What::change, number.written + "%", instead,
          fmt::format("in the data {} {} by {}, or {}% rounded as it is written, not by {}%",
                      theme->noun, is_less ? "fell" : "rose", instead,
                      decimal_text(amount, number.decimals), number.written));
  }

  // "five wards have 48% of it"
  void share_of_first(std::size_t line, std::size_t i) {
    const std::vector<TextNumber>& numbers = lines_[line].numbers;
    const TextNumber& number = numbers[i];
    const std::string before = (i == 0 ? std::string() : numbers[i - 1].written) + number.before;
    const std::size_t n = areas_named(before + " " + number.after.substr(0, 60));
    const ThemeFacts* theme = n == 0 ? nullptr : theme_of(line, number);
    if (theme == nullptr || theme->areas.size() <= n || !(theme->count > 0.0)) return;
    double sum = 0.0;
    for (std::size_t k = 0; k < n; ++k) sum += theme->areas[k];
    const double share = 100.0 * sum / theme->count;
    if (std::abs(share - number.value) > close_share) return;
    ++result_.recomputed;
    if (follows(share, number)) return;
    const std::string instead = decimal_text(share, number.decimals + 1) + "%";
    doubt(line, What::top, number.written + "%", instead,
          fmt::format("in the data the {} areas with most have {} of the {}, not {}%", n, instead,
                      theme->noun, number.written));
  }

  struct MonthRow {
    std::size_t line;
    std::string month;
    TextNumber number;
  };

  // Lines that begin with a month, one after the other, with one number of interest each.
  void tables_of_months() {
    std::vector<MonthRow> rows;
    for (std::size_t l = 0; l <= lines_.size(); ++l) {
      const std::size_t label = l < lines_.size() ? month_label(lines_[l].text) : 0;
      std::vector<TextNumber> numbers;
      if (label > 0) numbers = numbers_in(std::string_view(lines_[l].text).substr(label));
      if (!numbers.empty() && !numbers.front().percent) {
        rows.push_back({l, month_of_label(lines_[l].text), numbers.front()});
        continue;
      }
      if (rows.size() >= 3) compare_months(rows);
      rows.clear();
    }
  }

  // The theme that most rows are close to.
  void compare_months(const std::vector<MonthRow>& rows) {
    const ThemeFacts* theme = nullptr;
    std::size_t most = rows.size() / 2;
    for (const ThemeFacts& one : data_.themes) {
      const auto fits =
          static_cast<std::size_t>(std::ranges::count_if(rows, [&](const MonthRow& row) {
            const auto known = one.months.find(row.month);
            return known != one.months.end() && near(row.number.value, known->second, close_month);
          }));
      if (fits <= most) continue;
      most = fits;
      theme = &one;
    }
    if (theme == nullptr) return;
    const auto in_tens = std::ranges::count_if(
        rows, [](const MonthRow& row) { return std::fmod(row.number.value, 10.0) == 0.0; });
    const bool rounded = 4 * static_cast<std::size_t>(in_tens) >= 3 * rows.size();
    for (const MonthRow& row : rows) {
      const auto known = theme->months.find(row.month);
      if (known == theme->months.end()) continue;
      ++result_.recomputed;
      const double value = known->second;
      const double spare = rounded && unit_of(row.number.value) > 1.0 ? 9.5 : 0.0;
      if (std::abs(value - row.number.value) <= spare) continue;
      const std::string instead = decimal_text(value, 0);
      doubt(row.line, What::month, row.number.written, instead,
            fmt::format("the data have {} {} in {}, not {}", instead, theme->noun, row.month,
                        row.number.written));
    }
  }

  const DataFacts& data_;
  std::vector<LoweredLine> lines_;
  Assured result_;
};

}  // namespace

Assured against_data(std::span<const io::TextLine> lines, const DataFacts& data) {
  return Comparison(lines, data).run();
}

}  // namespace hotward::assurance
