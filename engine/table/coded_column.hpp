// CodedColumn: one number per row, of which few differ, in one or two bytes each.
//
// A month of data.police.uk has one time for all of its rows and 14 types of crime. A code of one
// byte a row and a list of the values hold what four bytes a row would, and a country's year is
// tens of millions of rows. A column of more than 256 different values takes two bytes a row, and
// one of more than 65,536 holds the values themselves. It widens by itself: to read it one need
// not know which it is.
//
// Time: O(1) expected per value that is added, O(1) per value that is read.
#pragma once

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/core/keep_rows.hpp"

namespace hotward::table {

/// Example:
///   CodedColumn<std::int32_t> minutes{0, 1440, 0};
///   minutes.push_back(1440);
///   const std::int32_t last = minutes[3];
///   const std::int32_t day = minutes.answers([](std::int32_t m) { return m / 1440; })[3];
template <std::integral T>
class CodedColumn {
 public:
  class Iterator {
   public:
    using iterator_category = std::random_access_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using reference = T;
    using pointer = void;

    Iterator() = default;
    Iterator(const CodedColumn* column, std::size_t row) : column_(column), row_(row) {}
    T operator*() const { return (*column_)[row_]; }
    T operator[](difference_type n) const { return *(*this + n); }
    Iterator& operator+=(difference_type n) {
      row_ += static_cast<std::size_t>(n);
      return *this;
    }
    Iterator& operator-=(difference_type n) { return *this += -n; }
    Iterator& operator++() { return *this += 1; }
    Iterator& operator--() { return *this -= 1; }
    Iterator operator++(int) {
      const Iterator before = *this;
      ++*this;
      return before;
    }
    Iterator operator--(int) {
      const Iterator before = *this;
      --*this;
      return before;
    }
    friend Iterator operator+(Iterator at, difference_type n) { return at += n; }
    friend Iterator operator+(difference_type n, Iterator at) { return at += n; }
    friend Iterator operator-(Iterator at, difference_type n) { return at -= n; }
    friend difference_type operator-(const Iterator& a, const Iterator& b) {
      return static_cast<difference_type>(a.row_) - static_cast<difference_type>(b.row_);
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.row_ == b.row_; }
    friend auto operator<=>(const Iterator& a, const Iterator& b) { return a.row_ <=> b.row_; }

   private:
    const CodedColumn* column_ = nullptr;
    std::size_t row_ = 0;
  };

  /// ask(value) by row, asked once of each value that has a code.
  template <class Ask>
  class Answers {
   public:
    Answers(const CodedColumn& column, Ask ask) : column_(&column), ask_(std::move(ask)) {
      for (const T value : column.values_) by_code_.push_back(ask_(value));
    }
    [[nodiscard]] auto operator[](std::size_t row) const {
      if (column_->width_ == Width::byte) return by_code_[column_->bytes_[row]];
      if (column_->width_ == Width::word) return by_code_[column_->words_[row]];
      return ask_(column_->plain_[row]);
    }

   private:
    const CodedColumn* column_;
    Ask ask_;
    std::vector<std::invoke_result_t<Ask, T>> by_code_;
  };

  CodedColumn() = default;
  CodedColumn(std::initializer_list<T> values) { append({values.begin(), values.size()}); }
  explicit CodedColumn(std::span<const T> values) { append(values); }

  [[nodiscard]] std::size_t size() const { return rows_; }
  [[nodiscard]] bool empty() const { return rows_ == 0; }
  [[nodiscard]] T operator[](std::size_t row) const {
    if (width_ == Width::byte) return values_[bytes_[row]];
    return width_ == Width::word ? values_[words_[row]] : plain_[row];
  }
  [[nodiscard]] T back() const { return (*this)[rows_ - 1]; }
  [[nodiscard]] Iterator begin() const { return {this, 0}; }
  [[nodiscard]] Iterator end() const { return {this, rows_}; }

  /// What costs a division or a calendar is asked of few values and read by row.
  /// @param ask  from a value to a plain one, always the same
  /// @return     valid as long as the column stays as it is
  template <class Ask>
  [[nodiscard]] Answers<Ask> answers(Ask ask) const {
    return Answers<Ask>(*this, std::move(ask));
  }

  /// Makes room for so many rows in all, as wide as they are now.
  void reserve(std::size_t rows) {
    expected_ = rows;
    if (width_ == Width::byte) bytes_.reserve(rows);
    if (width_ == Width::word) words_.reserve(rows);
    if (width_ == Width::plain) plain_.reserve(rows);
  }

  void push_back(T value) { append({&value, 1}); }

  void append(std::span<const T> values) {
    std::size_t done = 0;
    // A value that widens the column ends a round: the next one writes wider codes.
    while (done < values.size()) {
      if (width_ == Width::byte) done += append_codes(values.subspan(done), bytes_);
      if (width_ == Width::word) done += append_codes(values.subspan(done), words_);
      if (width_ == Width::plain) {
        plain_.resize(rows_);
        plain_.insert(plain_.end(), values.begin() + static_cast<std::ptrdiff_t>(done),
                      values.end());
        rows_ = plain_.size();
        return;
      }
    }
  }

  /// Adds values[w] for each w of `which`.
  void append(std::span<const T> values, std::span<const std::uint32_t> which) {
    std::vector<std::uint32_t> codes;
    for (const T value : values) codes.push_back(code_of(value));
    const auto add = [&](auto& rows, const auto& of_value) {
      const std::size_t before = rows.size();
      rows.resize(before + which.size());
      for (std::size_t i = 0; i < which.size(); ++i) {
        rows[before + i] =
            static_cast<typename std::decay_t<decltype(rows)>::value_type>(of_value[which[i]]);
      }
      rows_ = rows.size();
    };
    if (width_ == Width::byte) add(bytes_, codes);
    if (width_ == Width::word) add(words_, codes);
    if (width_ == Width::plain) add(plain_, values);
  }

  /// Cuts the rows behind `rows` off, or adds rows of `value`.
  void resize(std::size_t rows, T value) {
    const std::uint32_t code = rows > rows_ ? code_of(value) : 0;
    if (width_ == Width::byte) bytes_.resize(rows, static_cast<std::uint8_t>(code));
    if (width_ == Width::word) words_.resize(rows, static_cast<std::uint16_t>(code));
    if (width_ == Width::plain) plain_.resize(rows, value);
    rows_ = rows;
  }

  /// Leaves the rows that stay, in their order.
  /// @param stays  one per row; of a column without rows it may hold any number
  void keep(const std::vector<bool>& stays) {
    keep_rows(bytes_, stays);
    keep_rows(words_, stays);
    keep_rows(plain_, stays);
    rows_ = std::max({bytes_.size(), words_.size(), plain_.size()});  // two of them are empty
  }

  /// Puts changed(value) in the place of each value.
  template <class Changed>
  void change(const Changed& changed) {
    if (width_ == Width::plain) {
      for (T& value : plain_) value = changed(value);
      return;
    }
    for (T& value : values_) value = changed(value);
    fill_slots();
  }

  friend bool operator==(const CodedColumn& a, const CodedColumn& b) { return equal(a, b); }
  friend bool operator==(const CodedColumn& a, const std::vector<T>& b) { return equal(a, b); }

 private:
  enum class Width : std::uint8_t { byte, word, plain };

  // @return how many were added: all, or those before the one that widened the column
  template <class Code>
  std::size_t append_codes(std::span<const T> values, std::vector<Code>& codes) {
    const Width width = width_;
    codes.resize(rows_ + values.size());
    std::size_t done = 0;
    for (; done < values.size(); ++done) {
      const std::uint32_t code = code_of(values[done]);
      if (width_ != width) break;
      codes[rows_ + done] = static_cast<Code>(code);
    }
    rows_ += done;
    return done;
  }

  template <class Rows>
  static bool equal(const CodedColumn& a, const Rows& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (a[i] != b[i]) return false;
    }
    return true;
  }

  static std::size_t hash_of(T value) {
    return static_cast<std::size_t>((static_cast<std::uint64_t>(value) * 0x9E3779B97F4A7C15U) >>
                                    32);
  }

  // The number of a value among those that differ; the column is wide enough for it afterwards.
  std::uint32_t code_of(T value) {
    if (width_ == Width::plain) return 0;
    if (!values_.empty() && values_[last_] == value) return last_;
    if (3 * (values_.size() + 1) > 2 * slots_.size()) fill_slots();
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash_of(value) & mask;
    while (slots_[at] != no_code && values_[slots_[at]] != value) at = (at + 1) & mask;
    if (slots_[at] == no_code) {
      slots_[at] = static_cast<std::uint32_t>(values_.size());
      values_.push_back(value);
      widen();
      if (width_ == Width::plain) return 0;
    }
    return last_ = slots_[at];
  }

  void fill_slots() {
    slots_.assign(std::bit_ceil(std::size_t{16} + 2 * values_.size()), no_code);
    const std::size_t mask = slots_.size() - 1;
    for (std::uint32_t code = 0; code < values_.size(); ++code) {
      std::size_t at = hash_of(values_[code]) & mask;
      while (slots_[at] != no_code && values_[slots_[at]] != values_[code]) at = (at + 1) & mask;
      if (slots_[at] == no_code) slots_[at] = code;
    }
    last_ = 0;
  }

  void widen() {
    if (width_ == Width::byte && values_.size() > most_of<std::uint8_t>) {
      words_.reserve(expected_);
      words_.assign(bytes_.begin(), bytes_.end());
      bytes_ = std::vector<std::uint8_t>();  // `= {}` would keep the memory
      width_ = Width::word;
    } else if (width_ == Width::word && values_.size() > most_of<std::uint16_t>) {
      plain_.reserve(expected_);
      for (const std::uint16_t code : words_) plain_.push_back(values_[code]);
      words_ = std::vector<std::uint16_t>();
      values_ = std::vector<T>();
      slots_ = std::vector<std::uint32_t>();
      width_ = Width::plain;
    }
  }

  template <class Code>
  static constexpr std::size_t most_of = std::size_t{std::numeric_limits<Code>::max()} + 1;
  static constexpr std::uint32_t no_code = std::numeric_limits<std::uint32_t>::max();

  Width width_ = Width::byte;
  std::size_t rows_ = 0;
  std::size_t expected_ = 0;
  std::vector<std::uint8_t> bytes_;
  std::vector<std::uint16_t> words_;
  std::vector<T> plain_;
  std::vector<T> values_;             // by their codes; empty where the values themselves are held
  std::vector<std::uint32_t> slots_;  // of values_, by their hashes
  std::uint32_t last_ = 0;            // code of the value that was added last
};

}  // namespace hotward::table
