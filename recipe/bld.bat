@rem NOT YET RUN: docs\windows.md.
set "CC=clang-cl"
set "CXX=clang-cl"
cmake -S . -B build -G Ninja %CMAKE_ARGS% -DCMAKE_BUILD_TYPE=Release || exit 1
cmake --build build || exit 1
cmake --install build --prefix "%LIBRARY_PREFIX%" || exit 1
