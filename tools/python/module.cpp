// _hotward: what Python calls. It takes words for parameters, as a command line does, and returns
// what the command prints. How a value of Python's becomes words, and a reply an object, stands in
// hotward/*.py.
//
// The job runs in a thread of its own without the interpreter's lock. The thread that called waits
// for it, hands on its progress and looks for Ctrl-C, of which only Python's main thread learns.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "engine/core/names.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/work.hpp"
#include "engine/parameter/spelling.hpp"
#include "engine/report/printable.hpp"
#include "engine/study/shipped_file.hpp"
#include "engine/study/version.hpp"
#include "tools/command.hpp"
#include "tools/settings.hpp"
#include "tools/usage.hpp"

namespace py = pybind11;

namespace hotward::tools {
namespace {

using namespace std::chrono_literals;

constexpr Names<ErrorCode, 13> code_names{{{ErrorCode::usage, "usage"},
                                           {ErrorCode::no_such_file, "no such file"},
                                           {ErrorCode::unreadable, "unreadable"},
                                           {ErrorCode::wrong_format, "wrong format"},
                                           {ErrorCode::missing_column, "missing column"},
                                           {ErrorCode::bad_value, "bad value"},
                                           {ErrorCode::no_data, "no data"},
                                           {ErrorCode::already_exists, "already exists"},
                                           {ErrorCode::cannot_write, "cannot write"},
                                           {ErrorCode::too_few_sites, "too few sites"},
                                           {ErrorCode::constant_values, "constant values"},
                                           {ErrorCode::unavailable, "unavailable"},
                                           {ErrorCode::interrupted, "interrupted"}}};

/// What became of a call. Where it failed, `code` is not empty and nothing was written.
struct Reply {
  std::string summary;  ///< one JSON object
  std::string text;
  std::vector<std::string> warnings;
  bool faults_found = false;
  std::string code;       ///< of the error, one of code_names
  std::string parameter;  ///< the one at fault; may be empty
  std::string message;
};

// Parameters that it names are spelled as Python's.
std::string in_python(const std::string& text, const parameter::List& list) {
  return parameter::spelled_in(text, list, parameter::Spelling::python);
}

Reply failed(const Error& error, const parameter::List& list = {}) {
  Reply reply;
  reply.code = std::string(name_of(code_names, error.code));
  reply.parameter = error.parameter;
  reply.message = report::printable_line(in_python(error.message, list));
  return reply;
}

Reply reply_of(const Result<job::Answer>& answer, const parameter::List& list) {
  if (!answer) return failed(answer.error(), list);
  Reply reply;
  reply.summary = answer->summary.dump();
  reply.text = report::printable(in_python(answer->text, list));
  for (const std::string& warning : answer->warnings) {
    reply.warnings.push_back(in_python(warning, list));
  }
  reply.faults_found = answer->faults_found;
  return reply;
}

// The last that a job said of itself, until the waiting thread takes it.
class LatestProgress final : public Progress {
 public:
  void update(std::string_view stage, double share) override {
    const std::lock_guard lock(mutex_);
    latest_ = {std::string(stage), std::clamp(share, 0.0, 1.0)};
  }
  std::optional<std::pair<std::string, double>> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(latest_, std::nullopt);
  }

 private:
  std::mutex mutex_;
  std::optional<std::pair<std::string, double>> latest_;
};

// A job in a thread of its own, stopped and waited for when this goes.
class Running {
 public:
  explicit Running(std::function<Reply()> job)
      : thread_([this, job = std::move(job)] {
          try {
            reply_ = job();
          } catch (...) {
            thrown_ = std::current_exception();
          }
          const std::lock_guard lock(mutex_);
          is_done_ = true;
          done_.notify_all();
        }) {}
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() { thread_.join(); }

  /// @return whether it is done
  bool wait(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return done_.wait_for(lock, time, [this] { return is_done_; });
  }
  /// Once it is done.
  Reply& reply() {
    if (thrown_) std::rethrow_exception(thrown_);
    return reply_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable done_;
  bool is_done_ = false;
  Reply reply_;
  std::exception_ptr thrown_;
  std::thread thread_;  // last: it uses the others
};

// Waits with the lock of the interpreter given back. Ctrl-C and an exception of `progress` stop the
// job, and leave from here once it has ended and cleaned up.
Reply wait_for(const std::function<Reply()>& job, const py::object& progress,
               LatestProgress& latest, std::atomic<bool>& stop) {
  std::optional<Running> running;
  running.emplace(job);
  std::exception_ptr thrown;
  bool is_done = false;
  while (!is_done) {
    {
      const py::gil_scoped_release release;
      is_done = running->wait(50ms);
    }
    if (thrown) continue;
    try {
      if (PyErr_CheckSignals() != 0) throw py::error_already_set();
      const auto news = latest.take();
      if (news && !progress.is_none()) progress(news->first, news->second);
    } catch (const py::error_already_set&) {
      thrown = std::current_exception();
      stop = true;
    }
  }
  if (thrown) std::rethrow_exception(thrown);
  return running->reply();
}

Reply call(const std::string& name, const std::map<std::string, parameter::Words>& asked,
           const py::object& progress) {
  const auto commands = all_commands();
  const auto command = std::ranges::find(commands, name, &Command::name);
  if (command == commands.end()) {
    return failed({ErrorCode::usage, "there is no command '" + name + "'"});
  }
  Settings settings;
  parameter::List list(*command->parameters);
  list.append(parameters(settings));
  for (const auto& [parameter, words] : asked) {
    if (const auto set = parameter::set(list, parameter, words); !set) {
      return failed(set.error(), list);
    }
  }
  if (const auto sound = check(list); !sound) return failed(sound.error(), list);
  std::atomic<bool> stop = false;
  LatestProgress latest;
  std::vector<std::string> notices;
  Context context = context_of(name, list, settings, stop, latest);
  context.notice = [&](const std::string& notice) { notices.push_back(notice); };
  const auto job = [&] {
    const WorkScope scope(context.work);
    return reply_of(unless_stopped([&] { return command->run(context); }), list);
  };
  Reply reply = wait_for(job, progress, latest, stop);
  reply.warnings.insert(reply.warnings.begin(), notices.begin(), notices.end());
  return reply;
}

std::string usage() {
  Settings settings;
  return json_usage(all_commands(), parameters(settings));
}

}  // namespace
}  // namespace hotward::tools

PYBIND11_MODULE(_hotward, m) {
  using hotward::tools::Reply;
  m.doc() = "The engine of hotward. Use the package hotward, which speaks Python.";
  py::class_<Reply>(m, "Reply")
      .def_readonly("summary", &Reply::summary)
      .def_readonly("text", &Reply::text)
      .def_readonly("warnings", &Reply::warnings)
      .def_readonly("faults_found", &Reply::faults_found)
      .def_readonly("code", &Reply::code)
      .def_readonly("parameter", &Reply::parameter)
      .def_readonly("message", &Reply::message);
  m.def("call", &hotward::tools::call, py::arg("name"), py::arg("asked"),
        py::arg("progress") = py::none(),
        "Runs a command; asked has a list of words for each parameter.");
  m.def("usage", &hotward::tools::usage, "Every command with its parameters, as JSON.");
  m.def(
      "bring_files", [](const std::string& folder) { hotward::bring_shipped_files(folder); },
      py::arg("folder"), "Where the wards and profiles lie that ship with the program.");
  m.def("version", [] { return std::string(hotward::version()); });
}
