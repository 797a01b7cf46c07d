#include "tools/settings.hpp"

#include <algorithm>

#include "engine/core/names.hpp"
#include "engine/job/job_file.hpp"

namespace hotward::tools {
namespace {

constexpr Names<HashPolicy, 3> hash_names{{{HashPolicy::automatic, "auto"},
                                           {HashPolicy::always, "always"},
                                           {HashPolicy::never, "never"}}};

}  // namespace

parameter::List parameters(Settings& settings) {
  parameter::List list("Everywhere");
  list.whole("threads", settings.threads, "Threads to use; 0 means all")
      .from_to(0.0, 1024.0)
      .unrecorded();
  list.whole("seed", settings.seed, "Seed of every random draw");
  list.choice("hash", settings.hash, hash_names,
              "SHA-256 of the inputs in the record; auto: up to 256 MiB each, 1 GiB together");
  return list;
}

Context context_of(const std::string& command, const parameter::List& list,
                   const Settings& settings, const std::atomic<bool>& stop, Progress& progress) {
  const auto seed = std::ranges::find(list.all(), "seed", &parameter::Parameter::name);
  return {.command = command,
          .command_line = job::canonical_line(command, list),
          .seed = settings.seed,
          .seed_given = seed != list.all().end() && seed->given,
          .hash = settings.hash,
          .work = {settings.threads, &stop},
          .progress = &progress};
}

}  // namespace hotward::tools
