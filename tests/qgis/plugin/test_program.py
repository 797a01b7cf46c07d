"""Where the program is, what it says, and stopping it."""
import contextlib
import os
import subprocess
import threading
import time

from support import PROGRAM, COMMANDS, Case, Log, provider

from hotward.program import in_the_form
from processing.core.ProcessingConfig import ProcessingConfig


@contextlib.contextmanager
def setting(value, path=None):
    """The program's path as Processing's options have it, and the PATH, for a while."""
    before = os.environ["PATH"]
    ProcessingConfig.setSettingValue("HOTWARD_PROGRAM", "")
    ProcessingConfig.settings["HOTWARD_PROGRAM"].value = value
    if path is not None:
        os.environ["PATH"] = path
    try:
        yield
    finally:
        os.environ["PATH"] = before
        ProcessingConfig.settings["HOTWARD_PROGRAM"].value = ""
        provider().refreshAlgorithms()


class Program(Case):
    def test_it_is_not_there(self):
        with setting("", str(self.folder)):
            self.assertIn("was not found", self.error())
            provider().refreshAlgorithms()
            self.assertEqual([a.name() for a in provider().algorithms()], ["install"])
            can, why = provider().algorithm("install").canExecute()
            self.assertFalse(can)
            self.assertIn("install hotward", why)
        self.assertEqual(len(provider().algorithms()), len(COMMANDS))

    def test_it_is_where_the_setting_says(self):
        place = self.folder / "my programs"
        place.mkdir()
        (place / "hotward").symlink_to(PROGRAM)
        for told in (place / "hotward", place):
            with setting(str(told), str(self.folder)):
                self.assertEqual(self.counted()[0], 1200)

    def test_the_setting_is_wrong(self):
        with setting(str(self.folder / "gone")):
            text = self.error()
            self.assertIn("gone", text)
            self.assertIn("where the setting says", text)

    def test_it_is_another_program(self):
        other = self.folder / "hotward"
        other.write_text("#!/bin/sh\necho no such thing >&2\nexit 3\n")
        other.chmod(0o755)
        with setting(str(other)):
            provider().refreshAlgorithms()
            self.assertEqual([a.name() for a in provider().algorithms()], ["install"])

    def test_an_error_is_the_programs_own_sentence_in_the_words_of_the_form(self):
        text = self.error(TYPE="burglery")
        form = provider().algorithm("rank")
        label = form.parameterDefinition("TYPE").description().split(" (")[0]
        said = subprocess.run([PROGRAM, "rank", self.folder / "in.gpkg", "--type", "burglery",
                               "--areas", self.folder / "Flächen 1.gpkg", "-q"],
                              capture_output=True, encoding="utf-8").stderr.strip()
        self.assertIn("--type 'burglery'", said)
        self.assertEqual(text, said.split("\n")[-1].replace("--type", f"'{label}'"))

    def test_options_are_called_as_the_form_calls_them(self):
        labels = {"population": "People at risk", "min-points": "Least points"}
        for text, wanted in (
                ("name one with --population", "name one with 'People at risk'"),
                ("--min-points, --population=9: no", "'Least points', 'People at risk'=9: no"),
                ("--population-label --x a--population ---population --", None), ("", None)):
            self.assertEqual(in_the_form(text, labels), text if wanted is None else wanted)

    def test_warnings_are_warnings(self):
        _, log = self.run_algorithm("rank", OUTPUT=str(self.folder / "o.gpkg"))
        self.assertTrue(log.warnings)
        self.assertFalse([w for w in log.warnings if w.startswith("hotward")])

    def test_progress(self):
        _, log = self.run_algorithm("run", OUTPUT=str(self.folder / "o"), FROM="2019-01",
                                    TO="2019-12", SKIP=["scan"], OPEN=False)
        self.assertIn("Reading incidents", log.stages)
        self.assertGreater(len(log.stages), 3, log.stages)
        self.assertTrue(any(0 < share < 100 for share in log.shares), log.shares)

    def test_cancel(self):
        log = Log()
        asked = []

        def cancel():
            asked.append(time.monotonic())
            log.cancel()

        timer = threading.Timer(1.5, cancel)
        timer.start()
        path = self.folder / "o.gpkg"
        found, _ = self.run_algorithm("pattern", log, OUTPUT=str(path), SIMULATIONS=2000000,
                                      THREADS=1)
        taken = time.monotonic() - asked[0]
        print(f"cancelled in {taken:.2f} s")
        self.assertLess(taken, 2.0)  # a second, and room for a machine that is busy
        self.assertEqual(found, {})
        self.assertFalse(path.exists())
        running = subprocess.run(["ps", "--ppid", str(os.getpid()), "-o", "args="],
                                 capture_output=True, text=True).stdout
        self.assertNotIn("2000000", running)
