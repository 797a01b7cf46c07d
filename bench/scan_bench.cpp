// Reading CSV, step by step: the masks and marks by each instruction set, the decoding of a chunk,
// the whole reading. Growth expected: linear in the rows, all of them.
//
// The text is made here, in the format of data.police.uk: four rows in five lie on one of 800
// points, as its incidents do, the rest anywhere.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include <benchmark/benchmark.h>

#include "engine/core/random.hpp"
#include "engine/io/csv/csv_scanner.hpp"
#include "engine/io/incidents/read_incidents.hpp"

namespace {

using namespace hotward;

constexpr const char* types[] = {"Anti-social behaviour", "Burglary", "Drugs", "Vehicle crime",
                                 "Violence and sexual offences"};

std::string position(std::uint32_t row) {
  Random random(1, Stream::test, row);
  if (random.uniform() < 0.8) random = Random(1, Stream::test, random.below(800), 1);
  char text[40];
  std::snprintf(text, sizeof text, "%.6f,%.6f", 0.4 + 0.3 * random.uniform(),
                51.2 + 0.3 * random.uniform());
  return text;
}

std::string police_text(std::int64_t rows) {
  std::string text =
      "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
      "Crime type,Last outcome category,Context\n";
  for (std::uint32_t r = 0; r < rows; ++r) {
    Random random(1, Stream::test, r, 2);
    const std::string month = std::to_string(1 + random.below(9));
    text += std::string(64, static_cast<char>('a' + random.below(6))) + ",2019-0" + month +
            ",Kent Police,Kent Police," + position(r) +
            ",On or near High Street,E01016124,Medway 025E," + types[random.below(5)] +
            ",Under investigation,\n";
  }
  return text;
}

void count(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void marks(benchmark::State& state, Simd simd) {
  std::string text = police_text(state.range(0));
  const std::size_t bytes = text.size();
  text.append(io::csv_padding, '\0');
  io::CsvMarks found(simd);
  constexpr std::size_t block = 64 * 1024;
  for (auto _ : state) {
    for (std::size_t at = 0; at < bytes; at += block) {
      found.find({text.data() + at, std::min(block, bytes - at)});
      benchmark::DoNotOptimize(found.rows());
    }
  }
  count(state, bytes);
}
BENCHMARK_CAPTURE(marks, scalar, Simd::scalar)->Arg(1000)->Arg(100000);
BENCHMARK_CAPTURE(marks, sse2, Simd::sse2)->Arg(1000)->Arg(100000);
BENCHMARK_CAPTURE(marks, avx2, Simd::avx2)->Arg(1000)->Arg(100000);
BENCHMARK_CAPTURE(marks, avx512, Simd::avx512)->Arg(1000)->Arg(100000);

// A quote in every row: each block is walked bit by bit.
void marks_with_quotes(benchmark::State& state) {
  std::string text;
  while (text.size() < 1'000'000) text += "\"a\",\"On or near High Street\",\"0.5\",\"51.4\",b\n";
  const std::size_t bytes = text.size();
  text.append(io::csv_padding, '\0');
  io::CsvMarks found(best_simd());
  for (auto _ : state) {
    found.find({text.data(), bytes});
    benchmark::DoNotOptimize(found.rows());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}
BENCHMARK(marks_with_quotes);

void read_file(benchmark::State& state) {
  const auto path = std::filesystem::temp_directory_path() / "hotward_scan_bench.csv";
  const std::string text = police_text(state.range(0));
  std::ofstream(path, std::ios::binary) << text;
  io::IncidentQuery query;
  query.inputs = {path.string()};
  NoProgress silent;
  for (auto _ : state) {
    const auto read = io::read_incidents(query, silent);
    if (!read) state.SkipWithError(read.error().message.c_str());
    benchmark::DoNotOptimize(read);
  }
  count(state, text.size());
  std::filesystem::remove(path);
}
BENCHMARK(read_file)->Arg(1000)->Arg(100000)->Arg(1000000)->MeasureProcessCPUTime()->UseRealTime();

}  // namespace
