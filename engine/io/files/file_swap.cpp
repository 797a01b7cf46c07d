#include "engine/io/files/file_swap.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "engine/io/files/system.hpp"

namespace hotward::io {
namespace {

namespace fs = std::filesystem;

// 1 GiB of memory written out took the test machine's disk 4 s; a file of this size 0.2.
constexpr std::uintmax_t synced_bytes = std::uintmax_t{64} << 20;

bool stands(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(path, ignored));
}

bool same_bytes(const fs::path& a, const fs::path& b) {
  std::error_code error;
  if (fs::file_size(a, error) != fs::file_size(b, error) || error) return false;
  std::ifstream first(a, std::ios::binary);
  std::ifstream second(b, std::ios::binary);
  return first && second &&
         std::equal(std::istreambuf_iterator<char>(first), {},
                    std::istreambuf_iterator<char>(second));
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

tl::unexpected<Error> cannot_write(const fs::path& path, const std::error_code& error) {
  return fail(ErrorCode::cannot_write,
              fmt::format("{}: cannot be written: {}", path.string(), error.message()));
}

}  // namespace

FileSwap::FileSwap(std::vector<UnfinishedOutput*> outputs) {
  for (UnfinishedOutput* output : outputs) {
    Set set{output, files_in(output->folder()), output->folder().parent_path()};
    std::stable_partition(set.names.begin(), set.names.end(), [&](const fs::path& name) {
      return name != output->target().filename();
    });
    sets_.push_back(std::move(set));
  }
}

Result<void> FileSwap::check_free() {
  for (Set& set : sets_) {
    const fs::path& target = set.output->target();
    std::vector<fs::path> needed;
    for (const fs::path& name : set.names) {
      const fs::path there = target.parent_path() / name;
      if (!stands(there)) {
        needed.push_back(name);
      } else if (!same_bytes(set.output->folder() / name, there) || name == target.filename()) {
        return fail(ErrorCode::already_exists,
                    there.string() + ": exists already (--overwrite replaces it)");
      }
    }
    set.names = std::move(needed);
    set.output->stale_.clear();  // what is nobody's stays
  }
  return {};
}

// One file that replaces at most one: a rename alone does it, and no reader misses it meanwhile.
bool FileSwap::is_one_step() const {
  if (sets_.size() != 1 || sets_.front().names.size() != 1) return false;
  const Set& set = sets_.front();
  return std::none_of(set.output->stale_.begin(), set.output->stale_.end(),
                      [&](const std::string& name) { return stands(set.place / name); });
}

Result<void> FileSwap::swap() {
  for (const Set& set : sets_) {
    for (const fs::path& name : set.names) {
      std::error_code error;
      const fs::path file = set.output->folder() / name;
      if (fs::file_size(file, error) > synced_bytes || error) continue;
      if (const auto failed = system::sync_file(file); failed) {
        return cannot_write(set.output->target().parent_path() / name, failed);
      }
    }
  }
  begin_to_take_places();
  const bool one_step = is_one_step();
  using Step = Result<void> (FileSwap::*)(const Set&);
  std::vector<Step> steps{&FileSwap::place_new};
  if (!one_step) {
    steps = {&FileSwap::take_old, &FileSwap::mark, &FileSwap::place_new};
    for (const Set& set : sets_) set.output->hidden_.keep_on_signal();
  }
  for (const Step step : steps) {
    for (const Set& set : sets_) {
      if (const auto ok = (this->*step)(set); !ok) return fail(undone(ok.error()));
    }
  }
  for (const Set& set : sets_) {
    system::sync_folder(set.place);
    set.output->hidden_.remove();
  }
  return {};
}

Result<void> FileSwap::take_old(const Set& set) {
  const fs::path old = set.output->folder() / taken_folder;
  std::vector<fs::path> names(set.names.rbegin(), set.names.rend());  // the target first
  names.insert(names.end(), set.output->stale_.begin(), set.output->stale_.end());
  std::error_code error;
  if (!fs::create_directory(old, error)) return cannot_write(set.output->target(), error);
  for (const fs::path& name : names) {
    if (!stands(set.place / name)) continue;
    if (auto moved = move(set.place / name, old / name); !moved) return moved;
  }
  return {};
}

Result<void> FileSwap::mark(const Set& set) {
  const fs::path& hidden = set.output->folder();
  const std::string name = std::string(placing_prefix) + set.output->target().filename().string();
  // Undoing moves files one by one, so it must find them under the name they have then.
  for (Move& move : done_) {
    if (move.to.parent_path() == hidden / taken_folder) {
      move.to = hidden / name / move.to.filename();
    }
  }
  std::error_code error;
  fs::rename(hidden / taken_folder, hidden / name, error);
  if (!error) return {};
  for (Move& move : done_) {
    if (move.to.parent_path() == hidden / name) {
      move.to = hidden / taken_folder / move.to.filename();
    }
  }
  return cannot_write(set.output->target(), error);
}

Result<void> FileSwap::place_new(const Set& set) {
  for (const fs::path& name : set.names) {
    if (auto moved = move(set.output->folder() / name, set.place / name); !moved) return moved;
  }
  return {};
}

Result<void> FileSwap::move(const fs::path& from, const fs::path& to) {
  if (const auto error = system::replace(from, to); error) return cannot_write(to, error);
  done_.push_back({from, to});
  return {};
}

// What cannot be put back stays in the hidden folder, and the error says where.
Error FileSwap::undone(const Error& error) {
  std::error_code failed;
  for (auto move = done_.rbegin(); move != done_.rend() && !failed; ++move) {
    fs::rename(move->to, move->from, failed);
    // Two outputs may have placed the same file, one over the other.
    if (failed == std::errc::no_such_file_or_directory) failed.clear();
  }
  if (!failed) return error;
  std::string folders;
  for (const Set& set : sets_) {
    folders += (folders.empty() ? "" : ", ") + set.output->folder().string();
    set.output->hidden_.moved_away();
  }
  return {error.code, fmt::format("{}; the earlier files are in {}", error.message, folders)};
}

}  // namespace hotward::io
