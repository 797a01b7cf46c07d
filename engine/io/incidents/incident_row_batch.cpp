// The rows of a batch: their texts are numbered column by column, then the rows are decoded from
// those numbers. Columns are quicker: the loop is short, and its table stays in the cache.
#include <algorithm>
#include <span>

#include "engine/io/incidents/incident_rows.hpp"

namespace hotward::io {

// For the numbers of a batch's texts, and for as many located rows as it may have.
void RowDecoder::make_room(std::size_t rows) {
  const std::size_t located = out_->row_outcomes.located + rows;
  const auto room_for = [&](bool asked, auto& numbers, auto& column) {
    if (!asked) return;
    if (numbers.size() < rows) numbers.resize(rows);
    column.resize(located);
  };
  room_for(true, numbers_.position, out_->place);
  room_for(time_ != none, numbers_.time, out_->minute);
  room_for(time_end_ != none, numbers_.time_end, out_->minute_end);
  room_for(type_ != none, numbers_.type, out_->type);
  room_for(force_ != none, numbers_.force, out_->force);
}

// The room of rows that did not stay.
void RowDecoder::give_room_back() {
  const std::size_t located = out_->row_outcomes.located;
  out_->place.resize(located);
  if (time_ != none) out_->minute.resize(located);
  if (time_end_ != none) out_->minute_end.resize(located);
  if (type_ != none) out_->type.resize(located);
  if (force_ != none) out_->force.resize(located);
}

// Mostly the two coordinates are neighbours, and their text is one piece of the row.
std::string_view RowDecoder::position_text(const CsvRow& row) {
  if (y_ == x_ + 1) return row.pair(x_);
  if (x_ == y_ + 1) return row.pair(y_);
  // No number holds this sign, so two pairs of numbers never join to the same text.
  constexpr char between = '\x1F';
  joined_.assign(row.field(x_));
  joined_ += between;
  joined_ += row.field(y_);
  const std::size_t length = joined_.size();
  joined_.append(text_padding, '\0');
  return std::string_view(joined_).substr(0, length);
}

// Numbers alone. What a text stands for is read later, when the first row needs it: a row that is
// rejected for its place needs neither its time nor its type, and leaves nothing of them behind.
void RowDecoder::number_texts(const CsvScanner& batch) {
  const std::size_t rows = batch.rows();
  const bool neighbours = y_ == x_ + 1 || x_ == y_ + 1;
  if (!neighbours || !batch.all_have(fields_)) {
    for (std::size_t i = 0; i < rows; ++i) number_texts(batch.row(i), i);
    return;
  }
  const CsvRow first = batch.row(0);
  const auto number = [&](TextTable& table, std::size_t from, std::size_t to, auto& numbers) {
    if (from != none) table.number({first, from, to}, simd_, std::span(numbers).first(rows));
  };
  if (!positions_differ_) number(positions_, std::min(x_, y_), std::max(x_, y_), numbers_.position);
  number(times_, time_, time_, numbers_.time);
  number(times_, time_end_, time_end_, numbers_.time_end);
  number(types_, type_, type_, numbers_.type);
  number(forces_, force_, force_, numbers_.force);
}

void RowDecoder::number_texts(const CsvRow& row, std::size_t i) {
  if (row.fields != fields_) return;
  const auto number = [&](TextTable& table, std::size_t column, auto& numbers) {
    if (column != none) numbers[i] = table.number(row.field(column)).number;
  };
  if (!positions_differ_) numbers_.position[i] = positions_.number(position_text(row)).number;
  number(times_, time_, numbers_.time);
  number(times_, time_end_, numbers_.time_end);
  number(types_, type_, numbers_.type);
  number(forces_, force_, numbers_.force);
}

// Makes room for what the new texts stand for, and judges whether nearly all positions differ.
void RowDecoder::expect_texts(std::size_t rows) {
  positions_asked_ += rows;
  constexpr std::size_t enough = 4096;
  if (positions_asked_ >= enough && positions_.size() > positions_asked_ / 16 * 15) {
    positions_differ_ = true;  // for the rest of the run: they have no numbers from now on
  }
  place_by_number_.resize(positions_.size(), not_asked);
  time_by_number_.resize(times_.size());
  type_by_number_.resize(types_.size());
  force_by_number_.resize(forces_.size(), not_asked);
}

void RowDecoder::add(const CsvScanner& batch) {
  const std::size_t rows = batch.rows();
  if (rows == 0) return;
  make_room(rows);
  number_texts(batch);
  expect_texts(rows);
  std::uint64_t line = rules_->lines ? batch.line(0) : 0;
  for (std::size_t i = 0; i < rows; ++i) {
    if (!add_row(batch.row(i), i)) describe(batch.line(i));
    if (!rules_->lines) continue;
    keep_line(line);
    line += batch.lines_of(i);
  }
  give_room_back();
}

void RowDecoder::add(const CsvRow& row, std::uint64_t line) {
  make_room(1);
  number_texts(row, 0);
  expect_texts(1);
  if (!add_row(row, 0)) describe(line);
  if (rules_->lines) keep_line(line);
  give_room_back();
}

}  // namespace hotward::io
