#include "engine/io/csv/csv_scanner.hpp"

#include <filesystem>
#include <fstream>
#include <memory>
#include <tuple>

#include "engine/io/csv/field_text.hpp"
#include "tests/io/csv_reference.hpp"
#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace csv_scanner_test {

constexpr Simd all_simd[] = {Simd::scalar, Simd::sse2, Simd::avx2, Simd::avx512};

struct Cut {
  std::size_t block_bytes;
  std::size_t chunk_bytes;
  bool may_map;
  Simd simd;
};

class FileStream : public ByteStream {
 public:
  explicit FileStream(const std::filesystem::path& path) : file_(path, std::ios::binary) {}
  Result<std::size_t> read(char* to, std::size_t bytes) override {
    file_.read(to, static_cast<std::streamsize>(bytes));
    return static_cast<std::size_t>(file_.gcount());
  }

 private:
  std::ifstream file_;
};

ByteReader opened(const std::filesystem::path& path, bool may_map) {
  if (may_map) return ByteReader(MappedFile(path.string()));
  return ByteReader(std::make_unique<FileStream>(path));
}

ReferenceRow decoded(const CsvRow& row, std::size_t begin, std::size_t line) {
  ReferenceRow result{begin, line, false, {}};
  for (std::size_t i = 0; i < row.fields; ++i) {
    std::string scratch;
    result.fields.emplace_back(unquoted(row.field(i), scratch));
  }
  return result;
}

// The rows of one range, lines counted from `line`.
std::vector<ReferenceRow> rows_of_range(CsvScanner& scanner, std::size_t& line) {
  std::vector<ReferenceRow> rows;
  while (true) {
    const auto more = scanner.next();
    REQUIRE(more);
    if (!*more) break;
    for (std::size_t i = 0; i < scanner.rows(); ++i) {
      rows.push_back(decoded(scanner.row(i), scanner.offset(i), line + scanner.line(i)));
    }
    if (!scanner.fault().empty()) {
      rows.push_back({scanner.offset(0), line + scanner.lines() - 1, true, {}});
    }
  }
  line += scanner.lines();
  return rows;
}

// As the parallel reader does it: every range guesses where its first row begins, and is read again
// where the range before shows that the guess was wrong.
std::vector<ReferenceRow> rows_in_chunks(const std::filesystem::path& path, std::size_t bytes,
                                         const CsvRules& rules, const Cut& cut) {
  ByteReader reader = opened(path, cut.may_map);
  CsvScanner scanner(cut.block_bytes, cut.simd);
  std::vector<ReferenceRow> rows;
  std::size_t line = 0;
  std::uint64_t next = 0;
  if (reader.mapped().empty()) {
    scanner.start(reader, rules, {0, cut.chunk_bytes, false});
    while (true) {
      const auto more = rows_of_range(scanner, line);
      rows.insert(rows.end(), more.begin(), more.end());
      if (scanner.finished()) return rows;
      scanner.go_on(scanner.next_row() + cut.chunk_bytes);
    }
  }
  for (std::uint64_t begin = 0; begin < bytes; begin += cut.chunk_bytes) {
    const std::uint64_t end = std::min<std::uint64_t>(begin + cut.chunk_bytes, bytes);
    if (next >= end) continue;
    std::size_t range_line = line;
    scanner.start(reader, rules, {begin, end, begin != 0});
    auto more = rows_of_range(scanner, range_line);
    if (scanner.first_row() != next) {
      range_line = line;
      scanner.start(reader, rules, {next, end, false});
      more = rows_of_range(scanner, range_line);
    }
    rows.insert(rows.end(), more.begin(), more.end());
    line = range_line;
    next = scanner.next_row();
  }
  return rows;
}

void check_against_reference(const std::string& text, const CsvRules& rules, const Cut& cut) {
  static const TestFolder folder;
  const auto path = folder / "nasty.csv";
  put_bytes(path, text);
  const auto expected = reference_rows(text, rules);
  const auto actual = rows_in_chunks(path, text.size(), rules, cut);
  INFO("blocks of " << cut.block_bytes << ", chunks of " << cut.chunk_bytes << ", mapped "
                    << cut.may_map << ", simd " << static_cast<int>(cut.simd));
  INFO("text: " << text);
  REQUIRE(actual.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    INFO("row " << i << " at " << actual[i].begin << ", expected at " << expected[i].begin);
    INFO("line " << actual[i].line << ", expected " << expected[i].line);
    REQUIRE(actual[i] == expected[i]);
  }
}

std::vector<std::string> fields_of(const std::string& line) {
  const auto rows = reference_rows(line, {});
  REQUIRE(rows.size() == 1);
  return rows[0].fields;
}

TEST_CASE("reference_rows: the rules of RFC 4180, written out", "[oracle]") {
  // RFC 4180, section 2, rules 5 to 7, and its ABNF's empty fields.
  CHECK(fields_of("\"aaa\",\"bbb\",\"ccc\"") == std::vector<std::string>{"aaa", "bbb", "ccc"});
  CHECK(fields_of("zzz,yyy,xxx\r\n") == std::vector<std::string>{"zzz", "yyy", "xxx"});
  CHECK(fields_of("\"aaa\",\"b \r\nbb\",\"ccc\"\r\n") ==
        std::vector<std::string>{"aaa", "b \r\nbb", "ccc"});
  CHECK(fields_of("\"aaa\",\"b\"\"bb\",\"ccc\"") ==
        std::vector<std::string>{"aaa", "b\"bb", "ccc"});
  CHECK(fields_of(",,") == std::vector<std::string>{"", "", ""});
  // Beyond it: a quote within an unquoted field is text, as is what follows a closing one.
  CHECK(fields_of("5\" pipe,\"a\"b") == std::vector<std::string>{"5\" pipe", "ab"});
}

TEST_CASE("CsvScanner: what the plain reader reads, however the file is cut", "[brute]") {
  const std::uint32_t seed = GENERATE(range(1U, 401U));
  INFO("seed " << seed);
  const std::string text = nasty_csv(seed, 700);
  Random random(seed, Stream::test, 1);
  const std::size_t blocks[] = {1, 7, 64, 333, 100000};
  const std::size_t chunks[] = {1, 13, 100, 100000};
  for (const Simd simd : all_simd) {
    const Cut cut{blocks[random.below(5)], chunks[random.below(4)], random.below(2) == 0, simd};
    check_against_reference(text, {}, cut);
    CsvRules tight;
    tight.max_row_bytes = 1 + random.below(60);
    tight.max_row_lines = 1 + random.below(4);
    check_against_reference(text, tight, cut);
    CsvRules shaped;
    shaped.columns = 2 + random.below(6);
    shaped.x = random.below(2);
    shaped.y = random.below(2);
    check_against_reference(text, shaped, cut);
  }
}

TEST_CASE("CsvMarks: all instructions find the same marks", "[brute]") {
  const std::uint32_t seed = GENERATE(range(1U, 101U));
  INFO("seed " << seed);
  std::string text = nasty_csv(seed, 20000);
  const std::size_t length = text.size();
  text.append(csv_padding, '"');
  CsvMarks expected(Simd::scalar);
  expected.find({text.data(), length});
  for (const Simd simd : all_simd) {
    CsvMarks marks(simd);
    marks.find({text.data(), length});
    REQUIRE(marks.rows() == expected.rows());
    CHECK(marks.inside_quotes() == expected.inside_quotes());
    CHECK(marks.embedded_newlines() == expected.embedded_newlines());
    for (std::size_t r = 0; r < expected.rows(); ++r) {
      REQUIRE(marks.fields(r) == expected.fields(r));
      REQUIRE(std::equal(marks.ends(r), marks.ends(r) + marks.fields(r), expected.ends(r)));
    }
  }
}

TEST_CASE("CsvScanner: a quote that is never closed costs its own line, no other", "[edge]") {
  for (const Simd simd : all_simd) {
    check_against_reference("a,b\n\"c,d\ne,f\ng,h\n", {}, {64, 5, true, simd});
  }
  const auto rows = reference_rows("a,b\n\"c,d\ne,f\ng,h\n", {});
  REQUIRE(rows.size() == 4);
  CHECK(rows[1].malformed);
  CHECK(rows[2].fields == std::vector<std::string>{"e", "f"});
}

std::vector<std::string> lines_malformed(const std::string& text, const CsvRules& rules) {
  std::vector<std::string> lines;
  for (const auto& row : reference_rows(text, rules)) {
    if (row.malformed)
      lines.push_back(text.substr(row.begin, text.find('\n', row.begin) - row.begin));
  }
  for (const Simd simd : all_simd) {
    for (const std::size_t chunk : {7U, 1000U}) {
      check_against_reference(text, rules, {64, chunk, true, simd});
    }
  }
  return lines;
}

TEST_CASE("CsvScanner: a stray quote costs its own line, no other", "[edge]") {
  CsvRules rules;
  rules.columns = 3;
  rules.x = 1;
  rules.y = 2;
  using Lines = std::vector<std::string>;
  // The next quote opens a field of its own.
  CHECK(lines_malformed("\"a,1,2\nb,3,4\n\"c, d\",5,6\n", rules) == Lines{"\"a,1,2"});
  CHECK(lines_malformed("\"a,1,2\nb,3,4\n\"c,5,6\nd,7,8\n\"e\",9,1\n", rules) ==
        Lines{"\"a,1,2", "\"c,5,6"});
  // The next quote closes one that was never opened: as many fields as there should be.
  CHECK(lines_malformed("\"a,1,2\nb,3,4\nc\",5,6\n", rules) == Lines{"\"a,1,2"});
  CHECK(lines_malformed("\"a,1,2\nc\",5,6\n", rules) == Lines{"\"a,1,2"});
  // An empty text in quotes neither opens nor closes.
  CHECK(lines_malformed("\"a,1,2\n\"\",3,4\n\"c\",5,6\n", rules) == Lines{"\"a,1,2"});
  // Texts of several lines stay what they are, and so does a quote within a line.
  CHECK(lines_malformed("\"a\nb, c\",1,2\n\"a \"\"b\"\"\n\" ,3,4\n\"a\"b,5,6\n", rules).empty());
  CHECK(lines_malformed("\"first, 1\r\nsecond\",1,2\r\n", rules).empty());
}

TEST_CASE("CsvScanner: a line beyond the limit is one malformed row, in bounded memory", "[edge]") {
  const TestFolder folder;
  const auto path = folder / "long.csv";
  const std::size_t long_line = std::size_t{100} << 20;
  put_bytes(path, "a,b\n" + std::string(long_line, 'x') + "\nc,d\n");
  for (const bool may_map : {true, false}) {
    ByteReader reader = opened(path, may_map);
    CsvScanner scanner(std::size_t{64} << 10, best_simd());
    scanner.start(reader, {}, {});
    std::vector<std::string> seen;
    while (scanner.next().value()) {
      for (std::size_t i = 0; i < scanner.rows(); ++i) seen.emplace_back(scanner.row(i).field(0));
      if (!scanner.fault().empty()) seen.push_back("malformed");
    }
    CHECK(seen == std::vector<std::string>{"a", "malformed", "c"});
    CHECK(scanner.lines() == 3);
    CHECK(scanner.memory_bytes() < std::size_t{200} << 20);
  }
}

TEST_CASE("CsvScanner: an empty file has no rows", "[edge]") {
  const TestFolder folder;
  put_bytes(folder / "empty.csv", "");
  ByteReader reader = opened(folder / "empty.csv", false);
  CsvScanner scanner(64, best_simd());
  scanner.start(reader, {}, {});
  CHECK_FALSE(scanner.next().value());
  CHECK(scanner.finished());
}

}  // namespace csv_scanner_test
}  // namespace hotward::io
