#!/bin/sh
# From a fresh clone to a map, or to a green test run, with one command.
#
#   sh tools/bootstrap.sh demo      install what is missing, build, make the sample, rank its wards
#   sh tools/bootstrap.sh test      install what is missing, build for developers, run every test
#   sh tools/bootstrap.sh install   install what is missing for these and stop
#   sh tools/bootstrap.sh release   the same, and what .ci/check_release and the benchmarks need
#
# For Debian 12 and later and Ubuntu 22.04 and later. Asks nothing; a second run takes seconds.
set -eu

cd "$(dirname "$0")/.."

build_packages="g++ cmake ninja-build pkg-config libgdal-dev libsqlite3-dev libgeos-dev libproj-dev proj-data
  libboost-dev libtbb-dev libfmt-dev libcli11-dev nlohmann-json3-dev libexpected-dev libssl-dev zlib1g-dev
  file dpkg-dev"
# Ubuntu 22.04 offers neither: "a/b" takes b where a is not offered, "a/" does without.
build_packages="$build_packages libfast-float-dev/ libtomlplusplus-dev/libtoml11-dev"
# For the package for Python, which the build does without where they are not there.
python_packages="pybind11-dev python3-dev"
test_packages="catch2 ccache python3 $python_packages"
# What tests and checks run beside the program; to build, they are not needed.
# A server with PostGIS is started by the tests alone, and stopped again.
tool_packages="gdal-bin python3-gdal python3-qgis python3-geopandas clang-format-14/clang-format
  python3-pip zip postgresql-postgis/ python3-pyqt6/"
release_packages="libbenchmark-dev man-db g++-mingw-w64-x86-64-posix/ wine64/"

say() { printf '%s\n' "== $*"; }

usage() {
  sed -n '2,9s/^# \{0,1\}//p' "$0"
  exit 2
}

updated=""
update_lists() {
  [ -n "$updated" ] || $as_root apt-get update -q
  updated=yes
}

is_installed() {
  dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'
}

is_offered() {
  apt-cache show "$1" >/dev/null 2>&1
}

# The first name of "a/b" for which $1 holds.
first_that() {
  for name in $(printf '%s' "$2" | tr / ' '); do
    if "$1" "$name"; then
      printf '%s' "$name"
      return
    fi
  done
}

# Installs those of the packages that are not there yet, and says which.
install_missing() {
  as_root=""
  if [ "$(id -u)" -ne 0 ]; then as_root="sudo"; fi
  missing=""
  for package in "$@"; do
    [ -n "$(first_that is_installed "$package")" ] || missing="$missing $package"
  done
  for package in $missing; do  # a fresh system knows few packages, or none
    case $package in
      */) ;;
      *) [ -n "$(first_that is_offered "$package")" ] || update_lists ;;
    esac
  done
  chosen=""
  for package in $missing; do
    offered=$(first_that is_offered "$package")
    case $offered:$package in
      :*/) say "${package%/} is not offered here: the build does without." ;;
      *) chosen="$chosen ${offered:-$package}" ;;
    esac
  done
  if [ -z "$chosen" ]; then
    say "All packages are installed."
    return
  fi
  say "Installing with apt:$chosen"
  update_lists
  # shellcheck disable=SC2086  # a list of words is meant
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -q --no-install-recommends $chosen
}

build() {
  say "Configuring and building ($1)."
  cmake --preset "$1"
  cmake --build --preset "$1"
}

demo() {
  # shellcheck disable=SC2086
  install_missing $build_packages
  build release
  hotward=build/release/tools/hotward
  out=out/medway-assessment-2020
  mkdir -p "$out"
  say "Making the sample: synthetic incidents with the totals of Medway's assessment of 2020."
  "$hotward" sample samples/medway-assessment-2020/recipe.toml -o "$out/incidents" --overwrite
  say "Ranking its wards."
  "$hotward" run samples/medway-assessment-2020/job.toml --overwrite
  say "The results lie in $(pwd)/$out/hotspots"
  say "Open the map: qgis $out/hotspots/hotspots.qgz   (or double-click hotspots.qgz)"
}

run_tests() {
  # shellcheck disable=SC2086
  install_missing $build_packages $test_packages
  if [ "$(id -u)" -eq 0 ]; then
    mkdir -p build
    # shellcheck disable=SC2086
    install_missing $tool_packages > build/install.log 2>&1 &
    installing=$!
    say "Meanwhile, for the tests (build/install.log): $tool_packages"
    build test
    wait "$installing" || { cat build/install.log; exit 1; }
  else  # sudo may ask for a password, and that in front
    # shellcheck disable=SC2086
    install_missing $tool_packages
    build test
  fi
  say "Running every test."
  ctest --preset test -j2
}

[ $# -eq 1 ] || usage
case "$1" in
  demo) demo ;;
  test) run_tests ;;
  install) install_missing $build_packages $test_packages $tool_packages ;;
  release) install_missing $build_packages $test_packages $tool_packages $release_packages ;;
  *) usage ;;
esac
