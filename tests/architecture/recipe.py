"""Fails where the recipe for conda-forge and the build ask for different libraries.

    python3 tests/architecture/recipe.py <source>

The build's are the find_package of cmake/libraries.cmake, with the least version where one is stated.
"""
import pathlib
import re
import sys

# What conda-forge calls a library of the build; nothing where it comes with
# the tools of the build.
CALLED = {"Threads": None, "PkgConfig": None, "fmt": "fmt", "tl-expected": "tl-expected", "TBB": "tbb-devel",
          "Boost": "libboost-headers", "GDAL": "libgdal-core", "SQLite3": "libsqlite", "OpenSSL": "openssl",
          "GEOS": "geos", "PROJ": "proj", "nlohmann_json": "nlohmann_json", "CLI11": "cli11",
          "FastFloat": "fast_float", "tomlplusplus": "tomlplusplus"}


def asked_by_the_build(source):
    asked = {}
    for file in ("libraries.cmake", "proj.cmake"):
        text = (source / "cmake" / file).read_text(encoding="utf-8")
        text = re.sub(r"#.*", "", text)
        found = re.findall(r"find_package\((\S+)(?: ([0-9.]+))?[ )]", text)
        found += re.findall(r"if\((PROJ)_VERSION VERSION_LESS ([0-9.]+)\)", text)
        for name, version in found:
            asked[name] = version or asked.get(name, "")
    return asked


def asked_by_the_recipe(source):
    """The list `host`, by name the least version that is asked for."""
    text = (source / "recipe/recipe.yaml").read_text(encoding="utf-8")
    host = re.search(r"^  host:\n((?:    .*\n)+)", text, re.MULTILINE).group(1)
    return dict(re.findall(r"^    - (\S+)(?: >=([0-9.]+))?$", host, re.MULTILINE)), text


def main(source):
    build = asked_by_the_build(source)
    recipe, text = asked_by_the_recipe(source)
    faults = [f"cmake/libraries.cmake: {name}: recipe.py does not know what conda-forge calls it"
              for name in build if name not in CALLED]
    expected = {CALLED[name]: version for name, version in build.items() if CALLED.get(name)}
    faults += [f"recipe/recipe.yaml: {name} is missing" for name in expected if name not in recipe]
    faults += [f"recipe/recipe.yaml: {name} is used by nothing" for name in recipe if name not in expected]
    faults += [f"recipe/recipe.yaml: {name} >={recipe[name]}, and the build asks for {version}"
               for name, version in expected.items() if name in recipe and recipe[name] != version]
    version = re.search(r"project\(hotward VERSION ([0-9.]+)", (source / "CMakeLists.txt").read_text()).group(1)
    if f'version: "{version}"' not in text:
        faults.append(f"recipe/recipe.yaml: is not of version {version}")
    if "NOT YET BUILT" not in text:  # to go once it was, with docs/windows.md
        faults.append("recipe/recipe.yaml: does not say that it was not built yet")
    print("\n".join(faults) or f"{len(expected)} libraries, the same in both")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
