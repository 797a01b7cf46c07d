"""Pipes as inputs: read once, the same answer as from a file, and no deaf waiting."""
import os
import signal
import subprocess
import time
import unittest

from support import PROGRAM, Case, police_row, wait_until_it_listens


class Pipes(Case):
    def setUp(self):
        super().setUp()
        rows = [police_row(0.505, 51.385)] * 3 + [police_row(0.515, 51.385)] * 2
        self.police = self.police_file(rows)
        self.people = self.write("people.csv", "area_code,people\nW1,100\nE1,200\n")

    def test_a_pipe_gives_what_its_file_gives(self):
        command = (f"{PROGRAM} rank <(cat {self.police}) --areas <(cat {self.areas}) "
                   f"--population <(cat {self.people}):people -o piped.csv -q")
        done = subprocess.run(["bash", "-c", command], cwd=self.folder, capture_output=True,
                              text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.run_program("rank", self.police, "--areas", self.areas, "--population",
                         f"{self.people}:people", "-o", "plain.csv", "-q")
        self.assertEqual((self.folder / "piped.csv").read_bytes(),
                         (self.folder / "plain.csv").read_bytes())

    def test_standard_input_by_its_path(self):
        for name in ("-", "/dev/stdin"):
            done = self.run_program("rank", name, "--areas", self.areas,
                                    "-o", "in.csv", "--overwrite", "-q",
                                    input=self.police.read_text())
            self.assertEqual(done.stderr, "")
            self.assertIn("W1", (self.folder / "in.csv").read_text())

    def test_small_texts_from_a_pipe(self):
        self.write("events.csv", "label,from\nFair,2020-01-03\n")
        self.write("options.toml", "by = 'density'\n")
        for command, name, option in (("trend", "events.csv", "--events"),
                                      ("rank", "options.toml", "--config")):
            done = [subprocess.run(["bash", "-c", f"{PROGRAM} {command} {self.police} --areas "
                                    f"{self.areas} -q {option} {source}"], cwd=self.folder,
                                   capture_output=True, text=True)
                    for source in (name, f"<(cat {name})")]
            self.assertEqual([one.returncode for one in done], [0, 0], done[1].stderr)
            self.assertEqual(done[0].stdout, done[1].stdout)

    def test_an_empty_pipe_is_called_by_its_name(self):
        message = self.run_program("rank", self.police, "--areas", "/dev/null", "-q", status=1).stderr
        self.assertIn("/dev/null: ", message)
        self.assertNotIn("vsi", message)

    def test_waiting_for_a_pipe_ends_with_a_signal(self):
        os.mkfifo(self.folder / "pipe")
        os.mkfifo(self.folder / "pipe.gal")
        alone = [self.police, "--areas", self.areas]
        for words in (["rank", "pipe", "--areas", self.areas], ["rank", "-", "--areas", self.areas],
                      ["rank", self.police, "--areas", "pipe"], ["trend", *alone, "--events", "pipe"],
                      ["rank", *alone, "--config", "pipe"], ["sample", "pipe", "-o", "sample"],
                      ["moran", *alone, "--weights", "pipe.gal"],
                      ["rank", *alone, "--population", "pipe:people"],
                      ["near-repeat", "pipe", "--areas", self.areas]):
            program = subprocess.Popen([PROGRAM, *words], cwd=self.folder,
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE, text=True)
            wait_until_it_listens(program)
            time.sleep(0.5)
            program.send_signal(signal.SIGINT)
            try:
                self.assertEqual(program.wait(timeout=20), 130, words)
            finally:
                program.kill()
                program.communicate()


if __name__ == "__main__":
    unittest.main()
