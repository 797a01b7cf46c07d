#include "engine/io/files/byte_reader.hpp"

#include <string>

#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace byte_reader_test {

TEST_CASE("ByteReader: a mapped file and one that is read have the same bytes", "[property]") {
  const TestFolder folder;
  const std::string bytes = "a,b\n" + std::string(100'000, 'x') + "\n";
  put_bytes(folder / "a.csv", bytes);
  const auto mapped = ByteReader::open((folder / "a.csv").string());
  REQUIRE(mapped);
  CHECK(mapped->mapped() == bytes);
  auto read = ByteReader::open((folder / "a.csv").string(), false);
  REQUIRE(read);
  CHECK(read->mapped().empty());
  CHECK(read->peek(3).value() == "a,b");
  std::string all(bytes.size() + 1, ' ');
  CHECK(read->read(all.data(), 2).value() == 2);  // of those peeked at
  CHECK(read->read(all.data() + 2, all.size() - 2).value() == bytes.size() - 2);
  all.pop_back();
  CHECK(all == bytes);
}

TEST_CASE("ByteReader: says what is not there", "[error]") {
  const auto reader = ByteReader::open("/no/such/file.csv");
  REQUIRE_FALSE(reader);
  CHECK(reader.error().code == ErrorCode::no_such_file);
  CHECK(reader.error().message == "/no/such/file.csv: no such file");
}

}  // namespace byte_reader_test
}  // namespace hotward::io
