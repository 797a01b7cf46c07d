# Tries the plugin of tools/qgis; skipped where QGIS for Python is missing.
#   cmake -Dhotward=<program> -Dchecks=<this folder> -P run_plugin.cmake
set(python /usr/bin/python3) # Debian's own: others on the PATH do not see its qgis package
execute_process(COMMAND ${python} -c "import qgis.core" RESULT_VARIABLE missing OUTPUT_QUIET
                ERROR_QUIET)
if(missing)
  message(STATUS "skipped: no python3-qgis")
  return()
endif()
execute_process(
  COMMAND ${CMAKE_COMMAND} -E env HOTWARD=${hotward} PYTHONDONTWRITEBYTECODE=1
          ${python} -W ignore ${checks}/plugin
  RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "the plugin: ${failed}")
endif()
