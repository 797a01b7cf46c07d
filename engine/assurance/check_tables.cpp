#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "engine/assurance/claims.hpp"
#include "engine/assurance/read_lines.hpp"
#include "engine/assurance/read_table.hpp"
#include "engine/report/number_text.hpp"

// Which columns of a table are made of which others is not asked of their heads alone: most rows
// must follow from them. Then a row that does not is doubted, and no other.
namespace hotward::assurance {
namespace {

using report::decimal_text;

constexpr std::size_t least_rows = 3;
constexpr double most_share = 0.6;    // of the rows must follow, or the columns are of other things
constexpr double meant_total = 0.05;  // where no column adds up, a total may be so far off

// How a column is made of two others.
enum class Made { change_pct, difference, rate, share };

struct Relation {
  Made made = Made::change_pct;
  std::size_t column = 0;
  std::size_t first = 0;
  std::size_t second = 0;
  double base = 100.0;
};

std::optional<double> value_of(const Relation& relation, double first, double second) {
  switch (relation.made) {
    case Made::change_pct:
      if (first <= 0.0) return {};
      return 100.0 * (second - first) / first;
    case Made::difference:
      return second - first;
    case Made::rate:
    case Made::share:
      if (second <= 0.0) return {};
      return relation.base * first / second;
  }
  return {};
}

struct Tried {
  std::size_t rows = 0;
  std::vector<std::pair<const Row*, double>> wrong;

  [[nodiscard]] bool holds() const {
    const auto good = static_cast<double>(rows - wrong.size());
    return rows >= least_rows && good >= 2.0 && good >= most_share * static_cast<double>(rows);
  }
};

class TableCheck {
 public:
  TableCheck(const Table& table, Assured& result) : table_(table), result_(result) {}

  void run() {
    if (table_.rows.size() + (table_.total ? 1 : 0) < least_rows) return;
    for (std::size_t c = 0; c < table_.heads.size(); ++c) made_of_others(c);
    totals();
  }

 private:
  [[nodiscard]] bool head_has(std::size_t c, std::initializer_list<std::string_view> words) const {
    return has_word(table_.heads[c], words);
  }

  // What the head says a column may be.
  [[nodiscard]] std::vector<Relation> candidates(std::size_t c) const {
    const std::string& head = table_.heads[c];
    const bool percent = head.find('%') != std::string::npos || is_percent(c);
    const bool changes = head_has(c, {"change", "difference", "diff", "increase", "decrease"}) ||
                         head.find("+/-") != std::string::npos;
    std::vector<Relation> all;
    const auto add = [&](Made made, double base) {
      for (std::size_t a = 0; a < table_.heads.size(); ++a) {
        for (std::size_t b = 0; b < table_.heads.size(); ++b) {
          if (a != b && a != c && b != c && !is_percent(a) && !is_percent(b)) {
            all.push_back({made, c, a, b, base});
          }
        }
      }
    };
    if (percent) add(changes ? Made::change_pct : Made::share, 100.0);
    if (percent && !changes) add(Made::change_pct, 100.0);
    if (changes && !percent) add(Made::difference, 1.0);
    if (!percent && head_has(c, {"rate", "per"})) {
      for (const double base : {1000.0, 10000.0, 100000.0}) add(Made::rate, base);
    }
    return all;
  }

  [[nodiscard]] bool is_percent(std::size_t c) const {
    return std::ranges::any_of(
        table_.rows, [&](const Row& row) { return row.cells[c] && row.cells[c]->number.percent; });
  }

  [[nodiscard]] Tried tried(const Relation& relation) const {
    // Where no cell has a sign, words say whether it is more or less.
    const bool is_signed = std::ranges::any_of(table_.rows, [&](const Row& row) {
      return row.cells[relation.column] && row.cells[relation.column]->value < 0.0;
    });
    Tried result;
    const auto look = [&](const Row& row) {
      const auto& cell = row.cells[relation.column];
      const auto& first = row.cells[relation.first];
      const auto& second = row.cells[relation.second];
      if (!cell || !first || !second) return;
      const auto value = value_of(relation, first->value, second->value);
      if (!value) return;
      ++result.rows;
      const bool other_way = is_signed && cell->value * *value < 0.0;
      if (other_way || !follows(std::abs(*value), cell->number)) {
        result.wrong.emplace_back(&row, *value);
      }
    };
    for (const Row& row : table_.rows) look(row);
    if (table_.total) look(*table_.total);
    return result;
  }

  // The relation that most rows obey, where one does.
  void made_of_others(std::size_t c) {
    std::optional<Tried> best;
    Relation of;
    for (const Relation& relation : candidates(c)) {
      Tried one = tried(relation);
      if (!one.holds() || (best && one.wrong.size() >= best->wrong.size())) continue;
      best = std::move(one);
      of = relation;
    }
    if (!best) {
      share_of_total(c);
      return;
    }
    result_.recomputed += best->rows;
    for (const auto& [row, value] : best->wrong) doubt_cell(*row, of, value);
  }

  void doubt_cell(const Row& row, const Relation& relation, double value) {
    const Cell& cell = *row.cells[relation.column];
    const std::string percent = cell.number.percent ? "%" : "";
    const int least = relation.made == Made::difference ? 0 : 1;
    const std::string instead =
        decimal_text(value, std::max(cell.number.decimals, least)) + percent;
    const std::string& first = row.cells[relation.first]->number.written;
    const std::string& second = row.cells[relation.second]->number.written;
    const What what = relation.made == Made::rate         ? What::rate
                      : relation.made == Made::share      ? What::shares
                      : relation.made == Made::difference ? What::difference
                                                          : What::change;
    add_doubt(result_, *row.line, what, cell.number.written + percent, instead,
              fmt::format("in the row '{}' {} does not follow from {} and {}, as in other rows: "
                          "that is {}",
                          row.line->cells.front(), cell.number.written + percent, first, second,
                          instead));
  }

  // Percentages of the sum of another column.
  void share_of_total(std::size_t c) {
    if (!is_percent(c) && table_.heads[c].find('%') == std::string::npos) return;
    for (std::size_t a = 0; a < table_.heads.size(); ++a) {
      double sum = 0.0;
      for (const Row& row : table_.rows) sum += row.cells[a] ? row.cells[a]->value : 0.0;
      if (a == c || is_percent(a) || sum <= 0.0) continue;
      if (table_.total && table_.total->cells[a]) sum = table_.total->cells[a]->value;
      Tried one;
      for (const Row& row : table_.rows) {
        if (!row.cells[a] || !row.cells[c]) continue;
        const double value = 100.0 * row.cells[a]->value / sum;
        ++one.rows;
        if (!follows(value, row.cells[c]->number)) one.wrong.emplace_back(&row, value);
      }
      if (!one.holds()) continue;
      result_.recomputed += one.rows;
      for (const auto& [row, value] : one.wrong) doubt_share(*row, c, value);
      return;
    }
  }

  void doubt_share(const Row& row, std::size_t c, double value) {
    const Cell& cell = *row.cells[c];
    const std::string instead = decimal_text(value, std::max(cell.number.decimals, 1)) + "%";
    add_doubt(result_, *row.line, What::shares, cell.number.written + "%", instead,
              fmt::format("the row '{}' is {} of the whole, not {}%", row.line->cells.front(),
                          instead, cell.number.written));
  }

  struct Column {
    std::size_t index = 0;
    double sum = 0.0;
    double total = 0.0;
  };

  // A column is added up where each row has a count in it.
  [[nodiscard]] std::optional<Column> added(std::size_t c) const {
    if (head_has(c, {"rate", "per", "average", "mean", "rank", "change", "difference"})) return {};
    if (!table_.total->cells[c]) return {};
    Column column{c, 0.0, table_.total->cells[c]->value};
    for (const Row& row : table_.rows) {
      if (!row.cells[c] || !is_count(row.cells[c]->number)) return {};
      column.sum += row.cells[c]->value;
    }
    return column;
  }

  void totals() {
    if (!table_.total || table_.rows.size() < 2) return;
    std::vector<Column> columns;
    for (std::size_t c = 0; c < table_.heads.size(); ++c) {
      if (const auto column = added(c)) columns.push_back(*column);
    }
    const bool one_adds_up = std::ranges::any_of(
        columns, [](const Column& column) { return column.sum == column.total; });
    for (const Column& column : columns) {
      const double off = std::abs(column.sum - column.total);
      if (!one_adds_up && off > meant_total * column.total) continue;
      ++result_.recomputed;
      if (off == 0.0) continue;
      const TextNumber& figure = table_.total->cells[column.index]->number;
      const std::string instead = decimal_text(column.sum, 0);
      add_doubt(result_, *table_.total->line, What::count, figure.written, instead,
                fmt::format("the rows above add up to {}, not to {}", instead, figure.written));
    }
  }

  const Table& table_;
  Assured& result_;
};

}  // namespace

void check_tables(std::span<const ReadLine> lines, Assured& result) {
  for (std::size_t l = 0; l < lines.size();) {
    const std::size_t cells = lines[l].cells.size();
    std::size_t end = l + 1;
    while (cells > 0 && end < lines.size() && lines[end].cells.size() == cells) ++end;
    if (cells > 0 && end - l >= least_rows) {
      const Table table = table_of(lines.subspan(l, end - l));
      TableCheck(table, result).run();
    }
    l = end;
  }
}

}  // namespace hotward::assurance
