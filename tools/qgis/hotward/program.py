# SPDX-License-Identifier: GPL-2.0-or-later
"""The program hotward: where it is, what it can be asked, and asking it."""
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import threading

SETTING = "HOTWARD_PROGRAM"  # of Processing: Settings, Options, Processing, Providers, hotward

HOW_TO_INSTALL = (
    "install hotward (its README says how; on Debian and Ubuntu it is one package), or name the "
    "program in Settings, Options, Processing, Providers, hotward. In a terminal, "
    "'hotward --version' shows whether it is there.")

FAULTS_FOUND = 3  # exit status of `check`: its report is the answer, not a failure


class ProgramError(Exception):
    """One sentence for the user."""


class Cancelled(Exception):
    pass


def _setting():
    try:
        from processing.core.ProcessingConfig import ProcessingConfig
        return ProcessingConfig.getSetting(SETTING) or ""
    except ImportError:
        return ""


def _usual_folders():
    """Where programs are that a desktop's PATH does not name: macOS starts QGIS without one."""
    folders = [os.path.expanduser("~/.local/bin"), "/usr/local/bin", "/opt/homebrew/bin",
               os.path.join(sys.prefix, "bin"), os.path.join(sys.prefix, "Library", "bin")]
    return os.pathsep.join(folders)


def find():
    """The program's path. The setting comes first; one that is wrong is said, not passed over."""
    told = os.path.expanduser(_setting().strip())
    if told:
        found = shutil.which(told) or shutil.which("hotward", path=told)
        if found is None:
            raise ProgramError(f"hotward is not at '{told}', where the setting says: "
                               f"{HOW_TO_INSTALL}")
        return found
    found = shutil.which("hotward") or shutil.which("hotward", path=_usual_folders())
    if found is None:
        raise ProgramError(f"The program hotward was not found: {HOW_TO_INSTALL}")
    return found


def _environment():
    environment = dict(os.environ)
    if os.name == "nt" or sys.platform == "darwin":
        # There QGIS brings libraries of its own and points these to their data; another program's
        # PROJ and GDAL may be of another version.
        for name in ("PROJ_LIB", "PROJ_DATA", "GDAL_DATA", "GDAL_DRIVER_PATH"):
            environment.pop(name, None)
    return environment


def _start(words):
    options = {}
    if os.name == "nt":
        options["creationflags"] = 0x08000000  # no console window
    try:
        return subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, encoding="utf-8", errors="replace",
                                env=_environment(), **options)
    except OSError as error:
        raise ProgramError(f"hotward cannot be started ({error}): {HOW_TO_INSTALL}") from error


_known = {}  # of a program, by path and time of change: what it can be asked


def usage():
    """What `hotward --json-usage` says: every command with its options."""
    program = find()
    key = (program, os.path.getmtime(program))
    if key not in _known:
        process = _start([program, "--json-usage"])
        try:
            text, fault = process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise ProgramError(f"'{program}' does not answer: {HOW_TO_INSTALL}") from None
        try:
            answer = json.loads(text)
            assert answer["program"] == "hotward" and answer["commands"]
        except (ValueError, KeyError, TypeError, AssertionError):
            said = fault.strip().split("\n")[-1]
            raise ProgramError(
                f"'{program}' does not answer as hotward does{': ' if said else ''}{said}: "
                f"{HOW_TO_INSTALL}") from None
        _known.clear()
        _known[key] = answer
    return _known[key]


def _collect(stream, lines):
    with stream:
        for line in stream:
            lines.put(line.rstrip("\r\n"))
    lines.put(None)


def _stop(process):
    """Ends it within a second. Asked twice it does not wait for its loops, and tidies up."""
    for seconds in (0.4, 0.3):
        try:
            process.terminate()
            process.wait(timeout=seconds)
            return
        except subprocess.TimeoutExpired:
            pass
    process.kill()
    process.wait()


def in_the_form(text, labels):
    """A message's options by the labels of the form: "--population" is 'People at risk' there.
    @param labels  by the option's name, without hyphens"""
    return re.sub(r"(?<![\w-])--([a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?![\w-])",
                  lambda found: f"'{labels[found[1]]}'" if found[1] in labels else found[0], text)


class Run:
    """One command line at work. Words come with their progress as JSON, a line each."""

    def __init__(self, words, feedback, labels):
        self.feedback = feedback
        self.labels = labels
        self.stage = None
        self.error = ""
        self.process = _start([find(), *words, "--progress=json"])

    def _hear(self, line, command):
        if line.startswith("{"):
            try:
                said = json.loads(line)
                stage, share = str(said["stage"]), float(said["share"])
            except (ValueError, KeyError, TypeError):
                return
            if stage != self.stage:
                self.stage = stage
                self.feedback.setProgressText(stage[:1].upper() + stage[1:])
            self.feedback.setProgress(100.0 * share)
        elif line.startswith((f"hotward {command}: warning: ", "hotward: warning: ")):
            self.feedback.pushWarning(in_the_form(line.split("warning: ", 1)[1], self.labels))
        elif line:
            self.error = in_the_form(line, self.labels)

    def text(self, command):
        """Waits for the end. @return what it printed, and whether `check` found faults"""
        out, err = queue.Queue(), queue.Queue()
        for stream, lines in ((self.process.stdout, out), (self.process.stderr, err)):
            threading.Thread(target=_collect, args=(stream, lines), daemon=True).start()
        while True:
            if self.feedback.isCanceled():
                _stop(self.process)
                raise Cancelled()
            try:
                line = err.get(timeout=0.05)
            except queue.Empty:
                continue
            if line is None:
                break
            self._hear(line, command)
        self.process.wait()
        status = self.process.returncode
        if status not in (0, FAULTS_FOUND):
            raise ProgramError(self.error or f"hotward {command} ended with status {status}")
        return "\n".join(iter(out.get, None)), status == FAULTS_FOUND
