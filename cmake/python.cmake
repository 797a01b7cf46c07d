# What the package for Python (tools/python) asks of everything that is linked into it.
#
# Debian's own Python, where there is one, is the one whose packages (GeoPandas) it works with.
if(NOT HOTWARD_PYTHON)
  return()
endif()
find_program(HOTWARD_PYTHON_INTERPRETER python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(HOTWARD_PYTHON_INTERPRETER python3)
set(PYTHON_EXECUTABLE ${HOTWARD_PYTHON_INTERPRETER})
find_package(pybind11 2.6 CONFIG QUIET)
if(NOT pybind11_FOUND)
  message(STATUS "pybind11 not found: the package for Python is not built")
  return()
endif()
# A module of Python's is a shared library. Nothing in it may be replaced from outside, so that
# functions are called, and put in line, as in a program.
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
add_compile_options(-fno-semantic-interposition)
