// The headers that every test shows, compiled once: see tests/CMakeLists.txt.
