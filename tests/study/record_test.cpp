#include "engine/study/record.hpp"

#include "engine/io/files/sha256.hpp"
#include "engine/study/study.hpp"
#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"

namespace hotward {
namespace record_test {

constexpr std::uint64_t mib = std::uint64_t{1} << 20U;

// Files of a few bytes that were as large as `bytes` says when they were listed.
std::vector<table::InputFile> recorded(const std::vector<std::uint64_t>& bytes, HashPolicy policy) {
  const io::TestFolder folder;
  Study study;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    io::IncidentFile file;
    file.path = (folder / (std::to_string(i) + ".csv")).string();
    file.bytes = bytes[i];
    io::put_bytes(file.path, std::to_string(i));
    study.incidents_read.files.push_back(file);
  }
  Context context;
  context.hash = policy;
  auto provenance = provenance_of(study, context);
  REQUIRE(provenance);
  REQUIRE(provenance->inputs.size() == bytes.size());
  return std::move(provenance->inputs);
}

TEST_CASE("provenance_of: each file by its digest", "[property]") {
  const auto inputs = recorded({1, 1, 1}, HashPolicy::automatic);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    CHECK(inputs[i].sha256 == io::sha256(std::to_string(i)));
    CHECK(inputs[i].note.empty());
  }
  for (const auto& input : recorded({1, 1}, HashPolicy::never)) {
    CHECK(input.sha256.empty());
    CHECK(input.note == "not hashed (--hash never)");
  }
}

TEST_CASE("provenance_of: large files are hashed on request", "[edge]") {
  const auto one = recorded({256 * mib, 256 * mib + 1}, HashPolicy::automatic);
  CHECK(one[0].sha256 == io::sha256("0"));
  CHECK(one[1].sha256.empty());
  CHECK_THAT(one[1].note, contains_text("over 256 MiB"));

  const std::vector<std::uint64_t> four(4, 256 * mib);
  for (const auto& input : recorded(four, HashPolicy::automatic)) CHECK(input.note.empty());
  const std::vector<std::uint64_t> five(5, 205 * mib);
  for (const auto& input : recorded(five, HashPolicy::automatic)) {
    CHECK(input.sha256.empty());
    CHECK_THAT(input.note, contains_text("together are over 1 GiB"));
  }
  for (const auto& input : recorded(five, HashPolicy::always)) CHECK(input.sha256.size() == 64);
}

TEST_CASE("provenance_of: a file that cannot be read any more", "[error]") {
  Study study;
  study.incidents_read.files.emplace_back().path = "/nowhere/a.csv";
  const auto provenance = provenance_of(study, Context{});
  REQUIRE_FALSE(provenance);
  CHECK_THAT(provenance.error().message, contains_text("/nowhere/a.csv"));
}

}  // namespace record_test
}  // namespace hotward
