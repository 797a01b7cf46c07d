# PROJ::proj and PROJ_VERSION: from PROJ's own configuration, else, where a system ships none
# (Ubuntu 22.04), by pkg-config. Installed beside hotward-config.cmake, which needs the same.
find_package(PROJ CONFIG QUIET)
if(NOT PROJ_FOUND)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(PROJ REQUIRED QUIET IMPORTED_TARGET proj)
  add_library(PROJ::proj INTERFACE IMPORTED)
  target_link_libraries(PROJ::proj INTERFACE PkgConfig::PROJ)
endif()
