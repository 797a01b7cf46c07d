#include "engine/io/files/zip.hpp"

#include <cstdlib>

#include "engine/io/files/gdal_handles.hpp"
#include "tests/io/folder.hpp"
#include "tests/io/zipped_part.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace zip_test {

// The check value of CRC-32/ISO-HDLC: the ASCII digits 1 to 9.
TEST_CASE("crc32: the check value", "[oracle]") { CHECK(crc32("123456789") == 0xCBF43926U); }

TEST_CASE("zip_archive: another program reads every entry back", "[verifier]") {
  const TestFolder folder;
  std::string long_text;
  for (int i = 0; i < 20'000; ++i) long_text += std::to_string(i) + ' ';
  const auto archive = zip_archive({{"a.qgs", long_text}, {"empty", ""}, {"deep/naïve.txt", "x"}});
  REQUIRE(archive);
  CHECK(archive->size() < long_text.size() / 2);
  put_bytes(folder / "t.zip", *archive);
  use_gdal();
  CHECK(zipped_part(folder / "t.zip", "a.qgs") == long_text);
  CHECK(zipped_part(folder / "t.zip", "empty").empty());
  CHECK(zipped_part(folder / "t.zip", "deep/naïve.txt") == "x");
  // Python compares every checksum.
  if (std::system("command -v python3 >/dev/null") == 0) {
    const std::string test = "python3 -m zipfile -t " + (folder / "t.zip").string() + " >/dev/null";
    CHECK(std::system(test.c_str()) == 0);
  }
}

TEST_CASE("zip_archive: the same entries give the same bytes", "[property]") {
  CHECK(zip_archive({{"a", "one"}}).value() == zip_archive({{"a", "one"}}).value());
  CHECK(zip_archive({}).value().size() == 22);
}

}  // namespace zip_test
}  // namespace hotward::io
