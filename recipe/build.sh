#!/bin/sh
# NOT YET RUN: docs/windows.md.
set -eu
cmake -S . -B build -G Ninja $CMAKE_ARGS -DCMAKE_BUILD_TYPE=Release
cmake --build build
cmake --install build --prefix "$PREFIX"
