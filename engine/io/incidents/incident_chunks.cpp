// Reading of CSV: mapped files in chunks, on all threads; of streams a block after the other, and
// several small ones side by side.
//
// A chunk's first row is guessed to begin behind its first newline. When the chunk before is merged
// it is known where that row really begins; a chunk that guessed wrong (the newline stood inside
// quotes) is decoded again from there. Chunks are merged in their order while later ones are
// decoded.
#include <algorithm>
#include <functional>
#include <utility>

#include "engine/core/parallel.hpp"
#include "engine/io/incidents/incident_input.hpp"

namespace hotward::io {
namespace {

struct Chunk {
  IncidentInput* input;
  std::uint64_t begin;
  std::uint64_t end;
};

// What one thread needs to decode a chunk, and what came of it.
struct Slot {
  explicit Slot(const ReadTuning& tuning)
      : scanner(tuning.block_bytes, tuning.simd), simd(tuning.simd) {}

  void decode(const Chunk& what, std::uint64_t begin, bool begins_mid_line) {
    chunk = what;
    if (decoder_of != &what.input->rules) decoder.emplace(what.input->rules, simd);
    decoder_of = &what.input->rules;
    scanner.start(*what.input->reader, what.input->csv, {begin, what.end, begins_mid_line});
    outcome = decode_range(scanner, *decoder, rows);
    what.input->reader->release(begin, scanner.next_row());
  }

  CsvScanner scanner;
  Simd simd;
  std::optional<RowDecoder> decoder;
  const RowRules* decoder_of = nullptr;
  IncidentRows rows;
  Chunk chunk{nullptr, 0, 0};
  Result<void> outcome;
};

std::vector<Chunk> cut(const std::vector<IncidentInput*>& inputs, std::size_t chunk_bytes) {
  std::vector<Chunk> chunks;
  for (IncidentInput* input : inputs) {
    for (std::uint64_t begin = input->first_row; begin < input->bytes; begin += chunk_bytes) {
      chunks.push_back({input, begin, std::min<std::uint64_t>(begin + chunk_bytes, input->bytes)});
    }
  }
  return chunks;
}

// Merges chunks in their order.
class Merger {
 public:
  Merger(ReadContext& context) : context_(context) {}

  Result<void> merge(Slot& slot) {
    const Chunk chunk = slot.chunk;
    if (chunk.input != input_) {
      input_ = chunk.input;
      next_row_ = chunk.begin;
    }
    context_.advance(chunk.end - chunk.begin);
    if (next_row_ >= chunk.end) return {};  // the row before reaches beyond all of it
    if (slot.scanner.first_row() != next_row_) slot.decode(chunk, next_row_, false);
    if (!slot.outcome) return slot.outcome;
    next_row_ = slot.scanner.next_row();
    return merge_run(slot.rows, *input_, context_, share(chunk));
  }

 private:
  [[nodiscard]] double share(const Chunk& chunk) const {
    return static_cast<double>(chunk.end - chunk.begin) / static_cast<double>(context_.bytes_total);
  }

  ReadContext& context_;
  IncidentInput* input_ = nullptr;
  std::uint64_t next_row_ = 0;
};

}  // namespace

Result<void> read_mapped(std::vector<IncidentInput*>& inputs, ReadContext& context) {
  const auto chunks = cut(inputs, context.tuning.chunk_bytes);
  if (chunks.empty()) return {};
  std::vector<Slot> slots;
  for (std::size_t i = 0; i < std::min<std::size_t>(chunks.size(), 2 * thread_count()); ++i) {
    slots.emplace_back(context.tuning);
  }
  Merger merger(context);
  Result<void> outcome;
  parallel_line(
      chunks.size(), slots.size(),
      [&](std::size_t i) {
        const Chunk& chunk = chunks[i];
        const bool is_first = chunk.begin == chunk.input->first_row;
        slots[i % slots.size()].decode(chunk, chunk.begin, !is_first);
      },
      [&](std::size_t i) {
        outcome = merger.merge(slots[i % slots.size()]);
        return outcome.has_value();
      });
  return outcome;
}

namespace {

// Decodes a stream from its header to its end, a run of rows at a time.
// @param take  receives each run, and may empty it
Result<void> decode_stream(IncidentInput& input, const ReadTuning& tuning,
                           const std::function<Result<void>(IncidentRows&)>& take) {
  if (!input.reader) {
    auto reader = ByteReader::open(input.source.path);
    if (!reader) return fail(reader.error());
    if (const auto head = reader->peek(input.first_row); !head) return fail(head.error());
    input.reader.emplace(std::move(*reader));
  }
  CsvScanner scanner(tuning.block_bytes, tuning.simd);
  RowDecoder decoder(input.rules, tuning.simd);
  IncidentRows rows;
  scanner.start(*input.reader, input.csv,
                {input.first_row, input.first_row + tuning.chunk_bytes, false});
  while (true) {
    if (const auto decoded = decode_range(scanner, decoder, rows); !decoded) return decoded;
    if (const auto taken = take(rows); !taken) return taken;
    if (scanner.finished()) break;
    scanner.go_on(scanner.next_row() + tuning.chunk_bytes);
  }
  input.reader.reset();
  return {};
}

}  // namespace

Result<void> read_stream(IncidentInput& input, ReadContext& context) {
  return decode_stream(input, context.tuning, [&](IncidentRows& rows) {
    context.advance(0);
    return merge_run(rows, input, context);
  });
}

Result<void> read_streams(std::vector<IncidentInput*>& inputs, std::size_t at_once,
                          ReadContext& context) {
  struct Member {
    std::vector<IncidentRows> runs;
    Result<void> outcome;
  };
  std::vector<Member> members(std::min(inputs.size(), at_once));
  Result<void> outcome;
  parallel_line(
      inputs.size(), members.size(),
      [&](std::size_t i) {
        Member& member = members[i % members.size()];
        member.runs.clear();
        member.outcome = decode_stream(*inputs[i], context.tuning, [&](IncidentRows& rows) {
          member.runs.push_back(std::move(rows));
          return Result<void>{};
        });
      },
      [&](std::size_t i) {
        Member& member = members[i % members.size()];
        for (IncidentRows& rows : member.runs) {
          if (outcome) outcome = merge_run(rows, *inputs[i], context);
        }
        context.advance(0);
        if (outcome) outcome = member.outcome;
        return outcome.has_value();
      });
  return outcome;
}

}  // namespace hotward::io
