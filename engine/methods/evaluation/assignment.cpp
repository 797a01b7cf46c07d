#include "engine/methods/evaluation/assignment.hpp"

#include <limits>

#include "engine/core/check.hpp"

namespace hotward::evaluation {
namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

class Assigner {
 public:
  Assigner(std::span<const double> costs, std::size_t columns)
      : costs_(costs),
        columns_(columns),
        row_price_(costs.size() / columns, 0.0),
        column_price_(columns, 0.0),
        row_of_(columns, none) {}

  void add(std::size_t row) {
    std::vector<double> least(columns_, std::numeric_limits<double>::infinity());
    std::vector<std::size_t> from(columns_, none);  // the column before it on the path
    std::vector<char> done(columns_, 0);
    std::vector<std::size_t> settled;
    std::size_t at_row = row;
    std::size_t at_column = none;
    double length = 0.0;
    while (at_row != none) {
      const std::size_t next = nearest(at_row, at_column, length, done, least, from);
      length = least[next];
      done[next] = 1;
      settled.push_back(next);
      at_column = next;
      at_row = row_of_[next];
    }
    reprice(row, length, settled, least);
    while (from[at_column] != none) {
      row_of_[at_column] = row_of_[from[at_column]];
      at_column = from[at_column];
    }
    row_of_[at_column] = row;
  }

  [[nodiscard]] std::vector<std::size_t> columns_of_rows() const {
    std::vector<std::size_t> column_of(row_price_.size(), none);
    for (std::size_t j = 0; j < columns_; ++j) {
      if (row_of_[j] != none) column_of[row_of_[j]] = j;
    }
    return column_of;
  }

 private:
  // Shortens the paths by way of a row that was reached, and returns the nearest open column.
  std::size_t nearest(std::size_t row, std::size_t column, double length,
                      const std::vector<char>& done, std::vector<double>& least,
                      std::vector<std::size_t>& from) const {
    std::size_t best = none;
    for (std::size_t j = 0; j < columns_; ++j) {
      if (done[j] != 0) continue;
      const double reduced = costs_[row * columns_ + j] - row_price_[row] - column_price_[j];
      if (length + reduced < least[j]) {
        least[j] = length + reduced;
        from[j] = column;
      }
      if (best == none || least[j] < least[best]) best = j;
    }
    return best;
  }

  void reprice(std::size_t row, double length, const std::vector<std::size_t>& settled,
               const std::vector<double>& least) {
    row_price_[row] += length;
    for (const std::size_t j : settled) {
      if (row_of_[j] != none) row_price_[row_of_[j]] += length - least[j];
      column_price_[j] -= length - least[j];
    }
  }

  std::span<const double> costs_;
  std::size_t columns_;
  std::vector<double> row_price_;
  std::vector<double> column_price_;
  std::vector<std::size_t> row_of_;
};

}  // namespace

std::vector<std::size_t> assignment(std::span<const double> costs, std::size_t columns) {
  if (costs.empty()) return {};
  HOTWARD_EXPECTS(columns > 0 && costs.size() % columns == 0);
  const std::size_t rows = costs.size() / columns;
  HOTWARD_EXPECTS(rows <= columns);
  Assigner assigner(costs, columns);
  for (std::size_t row = 0; row < rows; ++row) assigner.add(row);
  return assigner.columns_of_rows();
}

}  // namespace hotward::evaluation
