#include "engine/io/csv/csv_scanner.hpp"

#include <algorithm>
#include <cstring>

namespace hotward::io {
namespace {

// Read behind a range's end at first: more than a row of a police file, so that its last row is
// mostly there at once.
constexpr std::size_t read_behind_end = 4096;

}  // namespace

CsvScanner::CsvScanner(std::size_t block_bytes, Simd simd)
    : block_bytes_(std::max<std::size_t>(block_bytes, 1)), marks_(simd) {}

void CsvScanner::start(ByteReader& from, const CsvRules& rules, CsvRange range) {
  from_ = &from;
  rules_ = rules;
  marks_.set_rules({rules.separator, rules.columns, rules.x, rules.y, rules.numbers},
                   rules.max_row_lines);
  range_ = range;
  // One byte earlier: a range that happens to begin where a row does then drops only a newline.
  text_offset_ = range.begins_mid_line && range.begin > 0 ? range.begin - 1 : range.begin;
  if (from.mapped().empty()) from.skip_to(static_cast<std::size_t>(text_offset_));
  filled_ = consumed_ = rows_ = 0;
  at_end_ = false;
  skipping_ = range.begins_mid_line;
  fault_ = {};
  first_row_ = nowhere;
  batch_line_ = lines_ = 0;
  embedded_newlines_ = 0;
}

void CsvScanner::go_on(std::uint64_t end) {
  range_ = {next_row(), end, false};
  first_row_ = nowhere;
  batch_line_ = lines_ = 0;
}

void CsvScanner::reserve(std::size_t bytes) {
  if (bytes <= capacity_) return;
  // One byte for the newline that the last line may lack.
  auto larger = std::make_unique_for_overwrite<char[]>(bytes + 1 + csv_padding);
  std::memset(larger.get() + bytes, 0, 1 + csv_padding);
  if (filled_ != 0 && text_ == buffer_.get()) std::memcpy(larger.get(), text_, filled_);
  if (text_ == buffer_.get()) text_ = larger.get();
  buffer_ = std::move(larger);
  capacity_ = bytes;
}

// The window moves behind what was consumed and becomes a block long, or where a row does not fit,
// twice as long as it was, but not longer than what shows that a row is too long.
Result<void> CsvScanner::fill() {
  text_offset_ += consumed_;
  filled_ -= consumed_;
  if (!at_end_ || consumed_ != 0) {
    std::size_t wanted = std::max(block_bytes_, std::min(2 * filled_, rules_.max_row_bytes + 2));
    const std::uint64_t behind = std::max<std::uint64_t>(read_behind_end, 2 * filled_);
    if (range_.end < CsvRange{}.end - behind) {
      const std::uint64_t ahead = range_.end > text_offset_ ? range_.end - text_offset_ : 0;
      wanted = static_cast<std::size_t>(std::min<std::uint64_t>(wanted, ahead + behind));
    }
    if (!from_->mapped().empty()) {
      fill_from_map(wanted);
    } else if (auto filled = fill_buffer(wanted); !filled) {
      return filled;
    }
  }
  consumed_ = 0;
  return {};
}

void CsvScanner::fill_from_map(std::size_t wanted) {
  if (at_end_) {  // the window is the end already, perhaps with a newline that the file lacks
    text_ += consumed_;
    return;
  }
  const std::string_view file = from_->mapped();
  const std::size_t left = file.size() - static_cast<std::size_t>(text_offset_);
  filled_ = std::min(wanted, left);
  text_ = file.data() + text_offset_;
  at_end_ = filled_ == left;
  if (left - filled_ >= csv_padding) return;
  // The end of the map has nothing behind it that may be read.
  const char* from = text_;
  reserve(left);
  std::memcpy(buffer_.get(), from, left);
  text_ = buffer_.get();
  filled_ = left;
  at_end_ = true;
  end_last_line();
}

Result<void> CsvScanner::fill_buffer(std::size_t wanted) {
  if (filled_ != 0) std::memmove(buffer_.get(), buffer_.get() + consumed_, filled_);
  reserve(wanted);
  text_ = buffer_.get();
  if (at_end_ || wanted <= filled_) return {};
  const auto got = from_->read(buffer_.get() + filled_, wanted - filled_);
  if (!got) return fail(got.error());
  at_end_ = filled_ + *got < wanted;
  filled_ += *got;
  if (at_end_) end_last_line();
  return {};
}

void CsvScanner::end_last_line() {
  if (filled_ != 0 && text_[filled_ - 1] != '\n') buffer_[filled_++] = '\n';
}

Result<bool> CsvScanner::skip_line() {
  while (true) {
    if (const auto filled = fill(); !filled) return fail(filled.error());
    const auto found = rest().find('\n');
    if (found != std::string_view::npos) {
      consumed_ += found + 1;
      skipping_ = false;
      return true;
    }
    consumed_ = filled_;
    // A range whose first newline stands behind its end has no row that begins in it.
    if (at_end_ || (first_row_ == nowhere && next_row() >= range_.end)) return false;
  }
}

Result<bool> CsvScanner::next() {
  rows_ = 0;
  fault_ = {};
  batch_line_ = lines_;
  embedded_newlines_ = 0;
  if (skipping_) {
    auto skipped = skip_line();
    if (!skipped || !*skipped) return skipped;
  }
  while (true) {
    if (next_row() >= range_.end) return false;
    if (const auto filled = fill(); !filled) return fail(filled.error());
    if (filled_ == 0) return false;
    if (first_row_ == nowhere) first_row_ = text_offset_;
    if (take_rows()) return true;
    if (!fault_.empty()) return true;
  }
}

bool CsvScanner::take_rows() {
  marks_.find(rest());
  rows_ = marks_.rows();
  if (filled_ > rules_.max_row_bytes) {
    const auto too_long = [&](std::size_t r) {
      return marks_.begin(r + 1) - marks_.begin(r) > rules_.max_row_bytes + 1;
    };
    std::size_t sound = 0;
    while (sound < rows_ && !too_long(sound)) ++sound;
    if (sound == 0 && (rows_ != 0 || filled_ > rules_.max_row_bytes + 1)) {
      give_up_row("longer than a row may be");
      return false;
    }
    rows_ = sound;
  }
  while (rows_ != 0 && text_offset_ + marks_.begin(rows_ - 1) >= range_.end) --rows_;
  if (rows_ != 0) {
    embedded_newlines_ = marks_.embedded_newlines();
    consumed_ = marks_.begin(rows_);
    lines_ += embedded_newlines_ == 0
                  ? rows_
                  : static_cast<std::uint64_t>(std::count(text_, text_ + consumed_, '\n'));
    return true;
  }
  if (marks_.swallows_rows()) {
    give_up_row("a stray quote, which would swallow the rows behind it");
  } else if (marks_.too_many_lines() || (at_end_ && marks_.inside_quotes())) {
    give_up_row("a quote is never closed");
  }
  return false;
}

void CsvScanner::give_up_row(std::string_view reason) {
  rows_ = 0;
  fault_ = reason;
  ++lines_;
  const auto newline = rest().find('\n');
  skipping_ = newline == std::string_view::npos;
  consumed_ = skipping_ ? filled_ : newline + 1;
}

std::uint64_t CsvScanner::line(std::size_t i) const {
  if (embedded_newlines_ == 0) return batch_line_ + i;
  const auto newlines = std::count(text_, text_ + marks_.begin(i), '\n');
  return batch_line_ + static_cast<std::uint64_t>(newlines);
}

std::uint64_t CsvScanner::lines_of(std::size_t i) const {
  if (embedded_newlines_ == 0) return 1;
  const char* end = text_ + marks_.begin(i + 1);
  return static_cast<std::uint64_t>(std::count(text_ + marks_.begin(i), end, '\n'));
}

}  // namespace hotward::io
