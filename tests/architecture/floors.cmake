# Fails, and names the file, where a room includes a room that its hotward_module() does not list, or
# a foreign library outside the one room that may meet it; where a .cpp file does not include its own
# header first, which is how that header is known to stand alone; where a header may be read twice, or
# shows Boost.Geometry; where a header of the operating system is seen outside the files named after one.
cmake_minimum_required(VERSION 3.22)
file(STRINGS ${floors} lines)  # "room: used used", written at configure time
set(broken "")

# library: the header pattern, then the folders that may include it
set(doors
    "GDAL@^#include [<\"](gdal|ogr|cpl_)@io"
    "OpenSSL@^#include [<\"]openssl/@io"
    "PROJ@^#include [<\"]proj@geometry"
    "GEOS@^#include [<\"]geos@geometry"
    "CLI11@^#include [<\"]CLI/@tools"
    "oneTBB@^#include [<\"](tbb|oneapi)/@core"
    "Boost.Geometry@^#include [<\"]boost/geometry@geometry"
    "Boost.Math@^#include [<\"]boost/math@stats")

# The program stands on top: it may include what follows, and nothing in the engine includes it.
list(APPEND lines "tools: core parameter geometry table io/files io/incidents io/areas io/layers io/sample sample report study job")

foreach(line IN LISTS lines)
  string(REGEX MATCH "^([^:]+): ?(.*)$" _ "${line}")
  set(room ${CMAKE_MATCH_1})
  string(REPLACE " " ";" allowed "${CMAKE_MATCH_2}")
  set(folder ${root}/engine/${room})
  if(room STREQUAL "tools")
    set(folder ${root}/tools)
  endif()
  file(GLOB files ${folder}/*.hpp ${folder}/*.cpp)
  foreach(file IN LISTS files)
    file(RELATIVE_PATH name ${root} ${file})
    file(STRINGS ${file} includes REGEX "^#include")
    string(REGEX REPLACE "\\.cpp$" ".hpp" header "${name}")
    if(name MATCHES "\\.hpp$")
      file(STRINGS ${file} guards REGEX "^#pragma once$")
      if(NOT guards)
        string(APPEND broken "  ${name} has no #pragma once\n")
      endif()
    elseif(EXISTS ${root}/${header})
      list(GET includes 0 first)
      if(NOT first STREQUAL "#include \"${header}\"")
        string(APPEND broken "  ${name} does not include ${header} first\n")
      endif()
    endif()
    foreach(include IN LISTS includes)
      if(include MATCHES "^#include \"engine/(.*)/[^/]*\"")
        set(target "${CMAKE_MATCH_1}")
        if(NOT "${target}" STREQUAL "${room}" AND NOT "${target}" IN_LIST allowed)
          string(APPEND broken "  ${name} includes engine/${target}\n")
        endif()
      endif()
      if(include MATCHES "^#include \"tools/" AND NOT room STREQUAL "tools")
        string(APPEND broken "  ${name} includes the program\n")
      endif()
      # It costs one to two seconds in every file that sees it.
      if(name MATCHES "\\.hpp$" AND include MATCHES "boost/geometry|geometry/boost_shapes" AND
         NOT name STREQUAL "engine/geometry/boost_shapes.hpp")
        string(APPEND broken "  ${name} shows Boost.Geometry, which only .cpp files may\n")
      endif()
      if(include MATCHES "<(sys/|unistd|fcntl|dirent|poll|spawn|termios|malloc|windows|io\\.h|csignal|signal\\.h)" AND
         NOT name MATCHES "^engine/io/files/[a-z_]+_(posix|windows)\\.cpp$")
        string(APPEND broken "  ${name}: ${include}: engine/io/files/system.hpp is the door to the system\n")
      endif()
      foreach(door IN LISTS doors)
        string(REGEX REPLACE "^([^@]*)@(.*)@([^@]*)$" "\\1;\\2;\\3" parts "${door}")
        list(GET parts 0 library)
        list(GET parts 1 pattern)
        list(GET parts 2 home)
        if(include MATCHES "${pattern}" AND NOT room MATCHES "^${home}(/|$)")
          string(APPEND broken "  ${name} includes ${library}, which only ${home} may\n")
        endif()
      endforeach()
    endforeach()
  endforeach()
endforeach()
if(broken)
  message(FATAL_ERROR "The plan in engine/CMakeLists.txt is broken:\n${broken}")
endif()
