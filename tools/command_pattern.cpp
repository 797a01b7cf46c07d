// hotward pattern: do incidents gather at all, and over which distances?
#include <memory>

#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/parts/pattern_part.hpp"
#include "tools/parts/public.hpp"

namespace hotward::tools {
namespace {

struct PatternArguments {
  StudyOptions study;
  LayersOutput output;
  PatternOptions pattern;
};

Result<Done> answer(const PatternArguments& options, const Session& session) {
  if (const auto ok = refuse_public(options.output, "pattern"); !ok) return fail(ok.error());
  if (const auto free = check_outputs(options.output); !free) return fail(free.error());
  auto study = make_study(options.study, session);
  if (!study) return fail(study.error());
  const Theme theme = theme_of_all(*study, options.study);
  auto part = pattern_part(*study, theme, options.pattern, session.seed);
  if (!part) return fail(part.error());
  const auto files = write_part(*part, options.output, study->provenance);
  if (!files) return fail(files.error());
  return done_with(std::move(*part), *study, session, *files, options.output.table);
}

}  // namespace

Run pattern(CommandLine& line) {
  auto options = std::make_shared<PatternArguments>();
  add(line, options->study.incidents);
  add(line, options->study.areas);
  add(line, options->pattern);
  add(line, options->output, Publishing::refused);
  add(line, options->output.table);
  line.examples({"hotward pattern police/ --type burglary --places-only -o burglary.csv",
                 "hotward pattern cases.csv --radius 500m --simulations 999"});
  return [options](const Session& session) { return answer(*options, session); };
}

}  // namespace hotward::tools
