# Writes a folder with make_package and opens it in QGIS; skipped where QGIS for Python is missing.
#   cmake -Dmaker=<make_package> -Dfolder=<scratch> -Dchecks=<this folder> -P run.cmake
include(${CMAKE_CURRENT_LIST_DIR}/find_qgis.cmake)
if(missing)
  return()
endif()
file(REMOVE_RECURSE ${folder})
execute_process(COMMAND ${maker} ${folder} RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "make_package: ${failed}")
endif()
execute_process(
  COMMAND
    ${python} ${checks}/check_project.py ${folder} --png ${folder}-png
    --expect wards:25:graduatedSymbol --expect places:300:graduatedSymbol
    --expect gi_star:144:categorizedSymbol --expect boundaries:25:singleSymbol
  RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "check_project.py: ${failed}")
endif()
