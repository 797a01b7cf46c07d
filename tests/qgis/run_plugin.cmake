# Tries the plugin of tools/qgis; skipped where QGIS for Python is missing.
#   cmake -Dhotward=<program> -Dchecks=<this folder> -P run_plugin.cmake
include(${CMAKE_CURRENT_LIST_DIR}/find_qgis.cmake)
if(missing)
  return()
endif()
execute_process(
  COMMAND ${CMAKE_COMMAND} -E env HOTWARD=${hotward} PYTHONDONTWRITEBYTECODE=1
          ${python} -W ignore ${checks}/plugin
  RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "the plugin: ${failed}")
endif()
