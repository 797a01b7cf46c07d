#include "engine/io/files/sha256.hpp"

#include <array>
#include <cstdio>
#include <vector>

#include <openssl/evp.h>

#include "engine/core/check.hpp"
#include "engine/io/files/system.hpp"

namespace hotward::io {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

void Sha256::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  HOTWARD_EXPECTS(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
}

void Sha256::add(std::string_view bytes) {
  HOTWARD_EXPECTS(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
}

std::string Sha256::digest() {
  std::array<unsigned char, 32> digest{};
  HOTWARD_EXPECTS(EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr) == 1);
  std::string hex;
  for (const unsigned byte : digest) {
    hex += "0123456789abcdef"[byte >> 4U];
    hex += "0123456789abcdef"[byte & 0xFU];
  }
  return hex;
}

std::string sha256(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.digest();
}

Result<std::string> sha256_of_file(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    return fail(ErrorCode::no_such_file, path.string() + ": no such file");
  }
  const std::unique_ptr<std::FILE, CloseFile> file(system::open_file(path, "rb"));
  if (!file) return fail(ErrorCode::unreadable, path.string() + ": cannot be opened");
  std::setvbuf(file.get(), nullptr, _IONBF, 0);
  Sha256 hash;
  std::vector<char> buffer(std::size_t{1} << 20U);
  for (std::size_t read = buffer.size(); read > 0;) {
    read = std::fread(buffer.data(), 1, buffer.size(), file.get());
    hash.add({buffer.data(), read});
  }
  if (std::ferror(file.get()) != 0) {
    return fail(ErrorCode::unreadable, path.string() + ": cannot be read to its end");
  }
  return hash.digest();
}

}  // namespace hotward::io
