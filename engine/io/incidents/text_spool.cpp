#include "engine/io/incidents/text_spool.hpp"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>
#include <utility>

#include "engine/io/files/output_file.hpp"
#include "engine/io/files/system.hpp"

namespace hotward::io {
namespace {

constexpr std::size_t buffer_bytes = std::size_t{1} << 20U;

Error fault_of(int error) {
  return {ErrorCode::cannot_write, std::generic_category().message(error)};
}

}  // namespace

Result<TextSpool> TextSpool::make_beside(const std::filesystem::path& output) {
  TextSpool spool;
  spool.output_ = output;
  const std::filesystem::path folder = output.parent_path();
  spool.file_.reset(system::open_nameless(folder.empty() ? "." : folder));
  if (!spool.file_) return naming(output, fault_of(errno));
  std::setvbuf(spool.file_.get(), nullptr, _IOFBF, buffer_bytes);
  return spool;
}

void TextSpool::put(const void* bytes, std::size_t size) {
  errno = 0;
  if (error_ == 0 && std::fwrite(bytes, 1, size, file_.get()) != size) {
    error_ = errno != 0 ? errno : EIO;
  }
}

// A run: its rows; then of each column the number of texts, their sizes, the texts, the codes.
Result<void> TextSpool::add(const std::vector<KeptTexts>& columns, std::size_t rows) {
  if (rows == 0) return {};
  columns_ = columns.size();
  ++runs_;
  const auto put_number = [&](std::size_t number) {
    const std::uint64_t value = number;
    put(&value, sizeof value);
  };
  put_number(rows);
  for (const KeptTexts& column : columns) {
    put_number(column.texts.size());
    sizes_.clear();
    for (const std::string& text : column.texts) {
      sizes_.push_back(static_cast<std::uint32_t>(text.size()));
    }
    put(sizes_.data(), sizes_.size() * sizeof(std::uint32_t));
    for (const std::string& text : column.texts) put(text.data(), text.size());
    put(column.codes.data(), rows * sizeof(std::uint32_t));
  }
  if (error_ != 0) return naming(output_, fault_of(error_));
  return {};
}

void TextSpool::keep_only(std::vector<bool> stays) { stays_ = std::move(stays); }

Result<void> TextSpool::restart() {
  if (std::fflush(file_.get()) != 0) return naming(output_, fault_of(errno));
  std::rewind(file_.get());
  runs_given_ = 0;
  rows_given_ = 0;
  return {};
}

bool TextSpool::get(void* bytes, std::size_t size) {
  return std::fread(bytes, 1, size, file_.get()) == size;
}

bool TextSpool::get(KeptTexts& column, std::size_t rows) {
  std::uint64_t texts = 0;
  if (!get(&texts, sizeof texts)) return false;
  sizes_.resize(texts);
  column.texts.resize(texts);
  column.codes.resize(rows);
  if (!get(sizes_.data(), texts * sizeof(std::uint32_t))) return false;
  for (std::size_t i = 0; i < texts; ++i) {
    column.texts[i].resize(sizes_[i]);
    if (!get(column.texts[i].data(), sizes_[i])) return false;
  }
  return get(column.codes.data(), rows * sizeof(std::uint32_t));
}

void TextSpool::leave_out(KeptRun& run) {
  if (stays_.empty()) return;
  const auto stays = [&](std::size_t i) { return stays_[rows_given_ + i]; };
  std::size_t left = 0;
  for (std::size_t i = 0; i < run.rows; ++i) left += stays(i) ? 1U : 0U;
  for (KeptTexts& column : run.columns) {
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
  std::uint64_t rows = 0;
  bool whole = get(&rows, sizeof rows);
  for (KeptTexts& column : run.columns) whole = whole && get(column, rows);
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
