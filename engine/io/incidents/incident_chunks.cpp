// Reading of CSV: mapped files in chunks, on all threads; streams one block after the other.
//
// A chunk's first row is guessed to begin behind its first newline. When the chunk before is merged
// it is known where that row really begins; a chunk that guessed wrong (the newline stood inside
// quotes) is decoded again from there. Chunks are merged in their order while later ones are
// decoded.
#include <algorithm>

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
  explicit Slot(const ReadTuning& tuning) : scanner(tuning.block_bytes, tuning.simd) {}

  void decode(const Chunk& what, std::uint64_t begin, bool begins_mid_line) {
    chunk = what;
    if (decoder_of != &what.input->rules) decoder.emplace(what.input->rules);
    decoder_of = &what.input->rules;
    scanner.start(*what.input->reader, what.input->csv, {begin, what.end, begins_mid_line});
    outcome = decode_range(scanner, *decoder, rows);
    what.input->reader->release(begin, scanner.next_row());
  }

  CsvScanner scanner;
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
    const auto added = context_.merge.add(slot.rows, {input_->source.name, input_->system,
                                                      input_->lines, share(chunk), input_->number});
    input_->lines += slot.rows.lines;
    input_->rows += slot.rows.row_outcomes.read;
    return added;
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

Result<void> read_stream(IncidentInput& input, ReadContext& context) {
  if (!input.reader) {
    auto reader = ByteReader::open(input.source.path);
    if (!reader) return fail(reader.error());
    if (const auto head = reader->peek(input.first_row); !head) return fail(head.error());
    input.reader.emplace(std::move(*reader));
  }
  CsvScanner scanner(context.tuning.block_bytes, context.tuning.simd);
  RowDecoder decoder(input.rules);
  IncidentRows rows;
  const std::uint64_t chunk = context.tuning.chunk_bytes;
  scanner.start(*input.reader, input.csv, {input.first_row, input.first_row + chunk, false});
  while (true) {
    if (const auto decoded = decode_range(scanner, decoder, rows); !decoded) return decoded;
    const auto added =
        context.merge.add(rows, {input.source.name, input.system, input.lines, 0.0, input.number});
    if (!added) return added;
    input.lines += rows.lines;
    input.rows += rows.row_outcomes.read;
    context.advance(0);
    if (scanner.finished()) return {};
    scanner.go_on(scanner.next_row() + chunk);
  }
}

}  // namespace hotward::io
