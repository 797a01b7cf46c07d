#include "engine/io/files/output_file.hpp"

#include <cerrno>
#include <system_error>

#include <fmt/format.h>

#include "engine/io/files/system.hpp"

namespace hotward::io {

OutputFile::OutputFile(const std::filesystem::path& path) : file_(system::open_file(path, "wb")) {
  if (!file_) {
    error_ = errno;
    return;
  }
  std::setvbuf(file_.get(), nullptr, _IONBF, 0);
  buffer_.reserve(enough + enough / 4);
}

void OutputFile::write_bytes(std::string_view bytes) {
  if (error_ != 0) return;
  errno = 0;
  const std::size_t written = std::fwrite(bytes.data(), 1, bytes.size(), file_.get());
  if (written != bytes.size()) error_ = errno != 0 ? errno : EIO;
}

void OutputFile::write() {
  write_bytes(buffer_);
  buffer_.clear();
}

void OutputFile::write_past(std::string_view bytes) {
  write();
  write_bytes(bytes);
}

Result<void> OutputFile::close() {
  write();
  if (file_ && std::fclose(file_.release()) != 0 && error_ == 0) error_ = errno;
  if (error_ == 0) return {};
  return fail(ErrorCode::cannot_write, std::generic_category().message(error_));
}

tl::unexpected<Error> naming(const std::filesystem::path& path, const Error& error) {
  if (error.code != ErrorCode::cannot_write) return fail(error);
  return fail(error.code, fmt::format("{}: cannot be written: {}", path.string(), error.message));
}

Result<void> check_no_input(const std::filesystem::path& path,
                            const table::Provenance& provenance) {
  for (const table::InputFile& input : provenance.inputs) {
    std::error_code fault;
    if (!std::filesystem::equivalent(path, input.path, fault) || fault) continue;
    return fail(ErrorCode::usage,
                fmt::format("{}: is one of the inputs; write to another name", path.string()));
  }
  return {};
}

Result<void> write_bytes(const std::filesystem::path& path, std::string_view bytes) {
  OutputFile file(path);
  file.add(bytes);
  return file.close();
}

}  // namespace hotward::io
