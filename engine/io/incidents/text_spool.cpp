#include "engine/io/incidents/text_spool.hpp"

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>
#include <utility>

#include "engine/io/files/output_file.hpp"
#include "engine/io/files/system.hpp"
#include "engine/io/incidents/packed_texts.hpp"

namespace hotward::io {
namespace {

constexpr std::size_t block_bytes = std::size_t{1} << 20U;

Error fault_of(int error) {
  return {ErrorCode::cannot_write, std::generic_category().message(error)};
}

}  // namespace

Result<TextSpool> TextSpool::make_beside(const std::filesystem::path& output,
                                         std::size_t memory_bytes) {
  TextSpool spool;
  spool.memory_bytes_ = memory_bytes;
  spool.output_ = output;
  const std::filesystem::path folder = output.parent_path();
  spool.file_.reset(system::open_nameless(folder.empty() ? "." : folder));
  if (!spool.file_) return naming(output, fault_of(errno));
  return spool;
}

Result<void> TextSpool::write_waiting() {
  errno = 0;
  if (std::fwrite(waiting_.data(), 1, waiting_.size(), file_.get()) != waiting_.size()) {
    return naming(output_, fault_of(errno != 0 ? errno : EIO));
  }
  waiting_.clear();
  if (!in_file_) waiting_.shrink_to_fit();
  in_file_ = true;
  return {};
}

// A run: how many bytes it has, how many rows, and its columns.
Result<void> TextSpool::add(const std::vector<table::CodedTexts>& columns, std::size_t rows) {
  if (rows == 0) return {};
  columns_ = columns.size();
  ++runs_;
  // Room that is not used yet costs nothing; growing step by step would copy what waits each time.
  waiting_.reserve(in_file_ ? 2 * block_bytes : memory_bytes_ + 2 * block_bytes);
  const std::size_t begin = waiting_.size();
  waiting_.append(2 * sizeof(std::uint64_t), '\0');
  for (const table::CodedTexts& column : columns) pack(column, rows, waiting_);
  const std::uint64_t head[] = {waiting_.size() - begin - sizeof(std::uint64_t), rows};
  std::memcpy(waiting_.data() + begin, head, sizeof head);
  if (waiting_.size() < (in_file_ ? block_bytes : memory_bytes_)) return {};
  return write_waiting();
}

void TextSpool::keep_only(std::vector<bool> stays) { stays_ = std::move(stays); }

Result<void> TextSpool::restart() {
  if (in_file_) {
    if (auto written = write_waiting(); !written) return written;
    if (std::fflush(file_.get()) != 0) return naming(output_, fault_of(errno));
    std::rewind(file_.get());
  }
  next_ = 0;
  runs_given_ = 0;
  rows_given_ = 0;
  return {};
}

bool TextSpool::read_run(std::string_view& packed) {
  std::uint64_t bytes = 0;
  if (in_file_) {
    if (std::fread(&bytes, sizeof bytes, 1, file_.get()) != 1) return false;
    packed_.resize(bytes);
    packed = packed_;
    return std::fread(packed_.data(), 1, bytes, file_.get()) == bytes;
  }
  std::memcpy(&bytes, waiting_.data() + next_, sizeof bytes);
  packed = std::string_view(waiting_).substr(next_ + sizeof bytes, bytes);
  next_ += sizeof bytes + bytes;
  return true;
}

void TextSpool::leave_out(KeptRun& run) {
  if (stays_.empty()) return;
  const auto stays = [&](std::size_t i) { return stays_[rows_given_ + i]; };
  std::size_t left = 0;
  for (std::size_t i = 0; i < run.rows; ++i) left += stays(i) ? 1U : 0U;
  for (table::CodedTexts& column : run.columns) {
    std::size_t to = 0;
    for (std::size_t i = 0; i < run.rows; ++i) {
      if (stays(i)) column.codes[to++] = column.codes[i];
    }
    column.codes.resize(left);
  }
  run.rows = left;
}

Result<bool> TextSpool::next(KeptRun& run) {
  if (runs_given_ == runs_) return false;
  run.columns.resize(columns_);
  std::string_view packed;
  std::uint64_t rows = 0;
  bool whole = read_run(packed) && packed.size() >= sizeof rows;
  if (whole) {
    std::memcpy(&rows, packed.data(), sizeof rows);
    packed.remove_prefix(sizeof rows);
  }
  for (table::CodedTexts& column : run.columns) whole = whole && unpack(packed, rows, column);
  if (!whole) {
    return fail(ErrorCode::unreadable,
                output_.string() + ": rows set aside beside it cannot be read again");
  }
  run.rows = rows;
  leave_out(run);
  ++runs_given_;
  rows_given_ += rows;
  return true;
}

}  // namespace hotward::io
