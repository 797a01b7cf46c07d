"""Command lines and their files, byte for byte: see README.md."""
import difflib
import os
import pathlib
import shlex
import shutil
import subprocess
import tempfile
import unittest

HERE = pathlib.Path(__file__).parent
WRITE = os.environ.get("HOTWARD_GOLDEN") == "write"


def files_of(folder):
    """What is compared: a manifest holds the versions of libraries, so it is left out."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*"))
            if p.is_file() and not p.name.endswith("manifest.json")}


class Golden(unittest.TestCase):
    def compare(self, case, made):
        kept = {name: data for name, data in files_of(case).items() if name != "command"}
        self.assertEqual(sorted(made), sorted(kept))
        for name in made:
            if made[name] == kept[name]:
                continue
            lines = difflib.unified_diff(kept[name].decode().splitlines(), made[name].decode().splitlines(),
                                         f"{case.name}/{name}, kept", "made now", lineterm="", n=1)
            self.fail("\n".join(list(lines)[:40]))

    def run_case(self, case, threads):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            words = shlex.split((case / "command").read_text().replace("{data}", str(HERE / "data")))
            self.assertEqual(words[0], "hotward")
            done = subprocess.run([os.environ["HOTWARD"], *words[1:], "-q", "--threads", str(threads)],
                                  cwd=folder, capture_output=True, check=False)
            # -q still says what changes a number: the data have one row at fault and both themes, and
            # two cases compare two seasons.
            for line in done.stderr.decode().splitlines():
                self.assertRegex(line, "warning: (1 row is at fault|crime and ASB are counted together|"
                                 ".* another part of the year)")
            self.assertEqual(done.returncode, 0)
            made = files_of(folder)
            # The coordinate operation's name is PROJ's own and changes with its version.
            made["stdout"] = b"".join(line for line in done.stdout.splitlines(keepends=True)
                                      if not line.startswith(b"Coordinates:"))
            return made

    def test_every_case(self):
        cases = sorted(p.parent for p in HERE.glob("cases/*/command"))
        self.assertGreaterEqual(len(cases), 10)
        for case in cases:
            with self.subTest(case.name):
                made = self.run_case(case, 2)
                if WRITE:
                    words = (case / "command").read_bytes()
                    shutil.rmtree(case)
                    case.mkdir()
                    (case / "command").write_bytes(words)
                    for name, data in made.items():
                        (case / name).write_bytes(data)
                self.compare(case, made)
                self.compare(case, self.run_case(case, 1))


if __name__ == "__main__":
    unittest.main()
