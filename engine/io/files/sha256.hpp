// SHA-256 of a file: which bytes exactly an answer was made from. OpenSSL computes it.
//
//   Sha256 hash;
//   hash.add(head);
//   hash.add(rest);
//   const std::string hex = hash.digest();
//
// Source:
//   National Institute of Standards and Technology (2015), Secure Hash Standard (SHS), FIPS PUB
//     180-4. doi:10.6028/NIST.FIPS.180-4.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"

struct evp_md_ctx_st;  // OpenSSL's

namespace hotward::io {

/// Takes bytes in pieces of any size. One thread at a time; several objects at once are apart.
class Sha256 {
 public:
  Sha256();

  void add(std::string_view bytes);
  /// @return 64 lower-case hexadecimal digits. Nothing may be added afterwards.
  [[nodiscard]] std::string digest();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

[[nodiscard]] std::string sha256(std::string_view bytes);

/// Reads the file once, a mebibyte at a time.
/// @return no_such_file; unreadable for a folder or where reading breaks off.
[[nodiscard]] Result<std::string> sha256_of_file(const std::filesystem::path& path);

}  // namespace hotward::io
