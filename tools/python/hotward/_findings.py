"""What a command found, as Python has it."""
import os


class Findings:
    """What a command found.

    name: of the command
    summary: what the option --json prints, as a dict; found["total"] is found.summary["total"]
    text: the same for people; str(found)
    warnings: what a reader must know before believing it
    faults_found: whether `check` found faults that would change an answer
    outputs: paths of the layers written, by the parameter that asked for them
    """

    def __init__(self, name, reply, outputs, folder=None):
        self.name = name
        self._summary = reply.summary
        self.text = reply.text
        self.warnings = list(reply.warnings)
        self.faults_found = reply.faults_found
        self.outputs = outputs
        if folder:  # holds what nobody asked to keep, until this goes
            import shutil
            import weakref
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._layers = {}

    @property
    def summary(self):
        if isinstance(self._summary, str):
            import json
            self._summary = json.loads(self._summary)
        return self._summary

    def __getitem__(self, key):
        return self.summary[key]

    def __contains__(self, key):
        return key in self.summary

    def __str__(self):
        return self.text

    def __repr__(self):
        return f"<hotward.Findings of {self.name}: {self.text.strip().splitlines()[0]!r}>"

    @property
    def layer(self):
        """The layer as a GeoDataFrame, read when it is first asked for; None where there is none."""
        for name in ("output", *self.outputs):
            for path in self.outputs.get(name, ()):
                if os.path.isfile(path) and not path.lower().endswith((".tif", ".tiff")):
                    return self._read(path)
        return None

    @property
    def layers(self):
        """Every layer by the parameter that asked for it: {"output": …, "members": …}."""
        return {name: self._read(path) for name, paths in self.outputs.items() for path in paths[:1]
                if os.path.isfile(path) and not path.lower().endswith((".tif", ".tiff", ".svg"))}

    def _read(self, path):
        if path not in self._layers:
            import geopandas
            self._layers[path] = geopandas.read_file(path)
        return self._layers[path]

    def _repr_html_(self):
        import html
        warnings = "".join(f"<li>{html.escape(warning)}</li>" for warning in self.warnings)
        return (f"<div><pre>{html.escape(self.text)}</pre>"
                + (f"<p>To know before you rely on it:</p><ul>{warnings}</ul>" if warnings else "")
                + "</div>")
