#include "engine/io/files/sha256.hpp"

#include "engine/core/random.hpp"
#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace sha256_test {

// NIST, Cryptographic Standards and Guidelines, Examples with Intermediate Values, SHA-256: one
// block ("abc") and two; the empty message and a million of "a" from the NESSIE test vectors.
TEST_CASE("sha256: the published vectors", "[oracle]") {
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256(std::string(1'000'000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("Sha256: pieces give what the whole gives", "[property]") {
  Random random(2, Stream::test);
  const std::string bytes(5000, 'x');
  for (int trial = 0; trial < 50; ++trial) {
    Sha256 hash;
    for (std::size_t at = 0; at < bytes.size();) {
      const std::size_t size = std::min<std::size_t>(random.below(200), bytes.size() - at);
      hash.add(std::string_view(bytes).substr(at, size));
      at += size;
    }
    CHECK(hash.digest() == sha256(bytes));
  }
}

TEST_CASE("sha256_of_file: as of the bytes", "[property]") {
  const TestFolder folder;
  const std::string bytes((std::size_t{2} << 20U) + 17, 'h');
  put_bytes(folder / "big", bytes);
  put_bytes(folder / "empty", "");
  CHECK(sha256_of_file(folder / "big").value() == sha256(bytes));
  CHECK(sha256_of_file(folder / "empty").value() == sha256(""));
}

TEST_CASE("sha256_of_file: says why it cannot answer", "[error]") {
  const TestFolder folder;
  const auto none = sha256_of_file(folder / "none.csv");
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::no_such_file);
  CHECK(none.error().message == (folder / "none.csv").string() + ": no such file");
  const auto itself = sha256_of_file(folder.path());
  REQUIRE_FALSE(itself);
  CHECK(itself.error().code == ErrorCode::unreadable);
}

}  // namespace sha256_test
}  // namespace hotward::io
