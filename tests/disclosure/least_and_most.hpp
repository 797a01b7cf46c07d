// Least and most: between which limits must a sum of unknown numbers lie, by all that is known of
// them? By the simplex method, as plain as can be: a judge of what a reader can work out.
#pragma once

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace hotward::disclosure {

/// What is known: sums of unknown numbers, none of them below 0.
struct Known {
  std::size_t unknowns = 0;
  std::vector<std::vector<double>> rows;  ///< coefficients
  std::vector<double> sums;               ///< at least 0

  void add(std::vector<double> row, double sum) {
    rows.push_back(std::move(row));
    sums.push_back(sum);
  }
};

class Simplex {
 public:
  /// Finds numbers that fit. @pre there are some
  explicit Simplex(const Known& known) : n_(known.unknowns), m_(known.rows.size()) {
    // A stand-in for each row; the stand-ins are driven to 0.
    table_.assign(m_ + 1, std::vector<double>(n_ + m_ + 1, 0.0));
    for (std::size_t r = 0; r < m_; ++r) {
      for (std::size_t j = 0; j < n_; ++j) table_[r][j] = known.rows[r][j];
      table_[r][n_ + r] = 1.0;
      table_[r].back() = known.sums[r];
      basis_.push_back(n_ + r);
      for (std::size_t j = 0; j < n_; ++j) table_[m_][j] -= table_[r][j];
      table_[m_].back() -= table_[r].back();
    }
    improve(n_);
    fits_ = std::abs(table_[m_].back()) < 1e-6;
    for (std::size_t r = 0; r < m_; ++r) {
      if (basis_[r] < n_) continue;
      for (std::size_t j = 0; j < n_; ++j) {
        if (std::abs(table_[r][j]) < 1e-9) continue;
        pivot(r, j);
        break;
      }
    }
  }

  [[nodiscard]] bool fits() const { return fits_; }

  /// @return the most that the sum of coefficients times numbers can be; 1e9 where nothing bounds
  ///         it
  [[nodiscard]] double most(const std::vector<double>& wanted) {
    auto& goal = table_[m_];
    std::fill(goal.begin(), goal.end(), 0.0);
    for (std::size_t j = 0; j < n_; ++j) goal[j] = -wanted[j];
    for (std::size_t r = 0; r < m_; ++r) {
      if (basis_[r] >= n_ || wanted[basis_[r]] == 0.0) continue;
      const double times = wanted[basis_[r]];
      for (std::size_t j = 0; j < goal.size(); ++j) goal[j] += times * table_[r][j];
    }
    return improve(n_) ? goal.back() : 1e9;
  }

  [[nodiscard]] double least(std::vector<double> wanted) {
    for (double& w : wanted) w = -w;
    return -most(wanted);
  }

 private:
  void pivot(std::size_t row, std::size_t column) {
    const double by = table_[row][column];
    for (double& value : table_[row]) value /= by;
    for (std::size_t r = 0; r <= m_; ++r) {
      const double times = table_[r][column];
      if (r == row || times == 0.0) continue;
      for (std::size_t j = 0; j < table_[r].size(); ++j) table_[r][j] -= times * table_[row][j];
    }
    basis_[row] = column;
  }

  // Bland's rule, which never goes round in a circle. @return false where there is no bound
  bool improve(std::size_t columns) {
    while (true) {
      std::size_t in = columns;
      for (std::size_t j = 0; j < columns && in == columns; ++j) {
        if (table_[m_][j] < -1e-9) in = j;
      }
      if (in == columns) return true;
      std::size_t out = m_;
      for (std::size_t r = 0; r < m_; ++r) {
        if (table_[r][in] < 1e-9) continue;
        if (out == m_) {
          out = r;
          continue;
        }
        const double here = table_[r].back() / table_[r][in];
        const double best = table_[out].back() / table_[out][in];
        if (here < best - 1e-12 || (here < best + 1e-12 && basis_[r] < basis_[out])) out = r;
      }
      if (out == m_) return false;
      pivot(out, in);
    }
  }

  std::size_t n_;
  std::size_t m_;
  bool fits_ = false;
  std::vector<std::vector<double>> table_;
  std::vector<std::size_t> basis_;
};

}  // namespace hotward::disclosure
