"""Fails, and names file and line, where a comment is longer than a line, or holds an orphan: one or
two words that a formatter cut off from the full line before, while the sentence goes on below.

clang-format leaves comments alone, so nothing else looks at them. An orphan is a line of a comment
that stands alone on its line where
  - the line before is of the same block and full: the orphan's first word does not fit there;
  - the line after is of the same block, goes on with the sentence, and would have fitted.
The sentence goes on where the line after stands deeper, or as deep as the orphan while the orphan
does not end a clause. A line that announces a list or a table ends with a colon.
"""
import pathlib
import re
import sys

COMMENT = re.compile(r"^(\s*//[/<]*)( *)(\S.*)$")
WIDTH = 100


def orphans(text):
    lines = text.split("\n")
    parsed = [COMMENT.match(line) for line in lines]
    for i, line in enumerate(lines):
        if parsed[i] and len(line) > WIDTH:
            yield i + 1, line.strip()
    for i in range(1, len(lines) - 1):
        if not (parsed[i - 1] and parsed[i] and parsed[i + 1]):
            continue
        marker, indent, words = parsed[i].groups()
        after_marker, after_indent, after = parsed[i + 1].groups()
        if not parsed[i - 1][1] == marker == after_marker or len(words.split()) > 2:
            continue
        was_cut = len(lines[i - 1]) + 1 + len(words.split()[0]) > WIDTH
        has_room = len(lines[i]) + 1 + len(after.split()[0]) <= WIDTH
        deeper = len(after_indent) > len(indent) and not words.endswith(":")
        level = len(after_indent) == len(indent) and words[-1] not in ".:;?!" and after[0] != "@"
        if was_cut and has_room and (deeper or level):
            yield i + 1, lines[i].strip()


def main(root):
    found = [f"  {path.relative_to(root)}:{number}: {line}"
             for folder in ("bench", "engine", "shapefiles", "tests", "tools")
             for path in sorted((root / folder).rglob("*.[ch]pp"))
             for number, line in orphans(path.read_text(encoding="utf-8"))]
    print("\n".join(["Orphans or long lines in comments:"] + found) if found else "no orphans")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
