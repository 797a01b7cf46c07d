#include "engine/io/files/byte_reader.hpp"

#include <algorithm>
#include <cstring>

#include "engine/core/check.hpp"

namespace hotward::io {

Result<std::string_view> ByteReader::peek(std::size_t bytes) {
  if (!mapped().empty()) return mapped().substr(0, bytes);
  HOTWARD_EXPECTS(stream_ != nullptr && peeked_.empty() && taken_ == 0);
  peeked_.resize(bytes);
  const auto got = stream_->read(peeked_.data(), bytes);
  if (!got) return fail(got.error());
  peeked_.resize(*got);
  return std::string_view(peeked_);
}

void ByteReader::skip_to(std::size_t offset) {
  HOTWARD_EXPECTS(offset <= peeked_.size());
  taken_ = offset;
}

Result<std::size_t> ByteReader::read(char* to, std::size_t bytes) {
  const std::size_t known = std::min(bytes, peeked_.size() - taken_);
  std::memcpy(to, peeked_.data() + taken_, known);
  taken_ += known;
  if (known == bytes) return bytes;
  HOTWARD_EXPECTS(stream_ != nullptr);
  const auto got = stream_->read(to + known, bytes - known);
  if (!got) return fail(got.error());
  return known + *got;
}

}  // namespace hotward::io
