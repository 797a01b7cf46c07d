// Variants: ways to ask an analysis, made from its table of parameters and from its own examples
// alone, so that one that is registered tomorrow is tried in all of them.
#pragma once

#include <algorithm>
#include <filesystem>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "engine/job/job.hpp"
#include "engine/job/job_file.hpp"
#include "engine/job/registry.hpp"
#include "tests/support/made_study.hpp"

namespace hotward {

/// Parameters by name, with their words.
using Settings = std::vector<std::pair<std::string, parameter::Words>>;

inline std::string settings_text(const Settings& settings) {
  std::string text;
  for (const auto& [name, words] : settings) {
    text += fmt::format(" --{} {}", name, fmt::join(words, " "));
  }
  return text.empty() ? " as it is" : text;
}

/// A job of the analysis on a made study.
inline std::unique_ptr<job::Job> made_job(const std::string& analysis,
                                          const std::filesystem::path& folder,
                                          const Settings& settings) {
  auto made = std::make_unique<job::Job>(*job::analysis_named(analysis));
  Settings all = made_words(folder);
  all.insert(all.end(), settings.begin(), settings.end());
  for (const auto& [name, words] : all) {
    if (made->parameters.find(name) == nullptr) continue;
    const auto taken = set(made->parameters, name, words);
    INFO(analysis << " --" << name << ": " << (taken ? "" : taken.error().message));
    REQUIRE(taken);
  }
  return made;
}

/// What the job's own door would hand on.
inline Context context_of(const job::Job& job) {
  Context context = quiet_context(job.analysis.name);
  context.command_line = job::canonical_line(job.analysis.name, job.parameters);
  return context;
}

/// Whether the door would let it pass: nothing is given that has no effect.
inline bool can_be_asked(const std::string& analysis, const std::filesystem::path& folder,
                         const Settings& settings) {
  return check(made_job(analysis, folder, settings)->parameters).has_value();
}

/// Each flag, each word of a choice, and a length, on its own. The numbers stay as they are.
inline std::vector<Settings> single_variants(const Analysis& analysis) {
  using parameter::Kind;
  std::vector<Settings> all;
  for (const parameter::Parameter& p : analysis.parameters.all()) {
    if (p.kind == Kind::flag) all.push_back({{p.name, {"true"}}});
    if (p.kind == Kind::length) all.push_back({{p.name, {"125m"}}});
    if (p.kind != Kind::choice || p.repeatable) continue;
    for (const std::string& word : p.choices) {
      if (p.read() != parameter::Words{word}) all.push_back({{p.name, {word}}});
    }
  }
  return all;
}

/// What its examples ask of itself, beside inputs and outputs.
inline std::vector<Settings> example_variants(const Analysis& analysis) {
  std::vector<Settings> all;
  for (const std::string& line : analysis.examples) {
    Settings settings;
    std::istringstream words(line);
    for (std::string word; words >> word;) {
      if (!word.starts_with("--")) continue;
      const auto& known = analysis.parameters.all();
      const auto p = std::ranges::find(known, word.substr(2), &parameter::Parameter::name);
      if (p == known.end()) continue;
      std::string value = "true";
      if (p->kind != parameter::Kind::flag) words >> value;
      // A file of the example's is not there.
      const bool is_file =
          p->names_file != parameter::PathKind::none && value.find('.') < value.size();
      if (!is_file) settings.emplace_back(p->name, parameter::Words{value});
    }
    if (!settings.empty()) all.push_back(settings);
  }
  return all;
}

/// As it is, its single variants and its examples; those that can be asked.
inline std::vector<Settings> variants(const Analysis& analysis,
                                      const std::filesystem::path& folder) {
  std::vector<Settings> all{{}};
  for (auto& made : {single_variants(analysis), example_variants(analysis)}) {
    all.insert(all.end(), made.begin(), made.end());
  }
  std::erase_if(all, [&](const Settings& settings) {
    return !can_be_asked(analysis.name, folder, settings);
  });
  return all;
}

/// What it finds, before anything is written. @param job  must outlive the findings
struct Found {
  std::unique_ptr<job::Job> job;
  std::unique_ptr<Study> study;
  Result<Published> published;
};

inline Found find(const std::string& analysis, const std::filesystem::path& folder,
                  const Settings& settings) {
  Found found{made_job(analysis, folder, settings), nullptr, fail(ErrorCode::usage, "not run")};
  job::Job& job = *found.job;
  job.study.is_public = job.output.is_public;
  if (job.analysis.prepare) {
    if (const auto ok = job.analysis.prepare(job.study, job.output); !ok) {
      found.published = fail(ok.error());
      return found;
    }
  }
  const Context context = context_of(job);
  auto study = make_study(job.study, context);
  REQUIRE(study);
  found.study = std::make_unique<Study>(std::move(*study));
  const auto theme = job.analysis.theme       ? job.analysis.theme(*found.study, job.study)
                     : job.analysis.has_theme ? Result<Theme>(theme_of_all(*found.study, job.study))
                                              : Result<Theme>(Theme{});
  if (!theme) {
    found.published = fail(theme.error());
    return found;
  }
  auto findings = job.analysis.run({*found.study, job.study, *theme, context});
  found.published = findings ? publish(std::move(*findings), job.output.is_public)
                             : Result<Published>(fail(findings.error()));
  return found;
}

}  // namespace hotward
