#include "engine/io/output_file.hpp"

#include <cerrno>
#include <system_error>

namespace hotward::io {

OutputFile::OutputFile(const std::filesystem::path& path)
    : file_(std::fopen(path.string().c_str(), "wb")) {
  if (!file_) {
    error_ = errno;
    return;
  }
  std::setvbuf(file_.get(), nullptr, _IONBF, 0);
  buffer_.reserve(enough + enough / 4);
}

void OutputFile::write() {
  if (error_ == 0) {
    errno = 0;
    const std::size_t written = std::fwrite(buffer_.data(), 1, buffer_.size(), file_.get());
    if (written != buffer_.size()) error_ = errno != 0 ? errno : EIO;
  }
  buffer_.clear();
}

Result<void> OutputFile::close() {
  write();
  if (file_ && std::fclose(file_.release()) != 0 && error_ == 0) error_ = errno;
  if (error_ == 0) return {};
  return fail(ErrorCode::cannot_write, std::generic_category().message(error_));
}

Result<void> write_bytes(const std::filesystem::path& path, std::string_view bytes) {
  OutputFile file(path);
  file.add(bytes);
  return file.close();
}

}  // namespace hotward::io
