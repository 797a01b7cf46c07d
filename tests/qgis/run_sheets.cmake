# Makes the sample and everything of it, and looks at the printed sheets; skipped where QGIS for
# Python is missing.
#   cmake -Dhotward=<program> -Dfolder=<scratch> -Dsource=<project> -P run_sheets.cmake
include(${CMAKE_CURRENT_LIST_DIR}/find_qgis.cmake)
if(missing)
  return()
endif()
file(REMOVE_RECURSE ${folder})
file(MAKE_DIRECTORY ${folder})
foreach(words "sample;${source}/samples/medway-assessment-2020/recipe.toml;-o;police"
              "run;police;--from;2019-04;--to;2020-03;--formats;gpkg;-o;out")
  execute_process(COMMAND ${hotward} ${words} -q WORKING_DIRECTORY ${folder} OUTPUT_QUIET
                  RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "hotward ${words}: ${failed}")
  endif()
endforeach()
execute_process(
  COMMAND
    ${python} ${source}/tests/qgis/check_sheets.py ${folder}/out --png ${folder}/png --title
    "Anti-social behaviour by ward, Medway, April 2019 to March 2020" --title
    "Recorded crime per 1,000 people by ward, Medway, April 2019 to March 2020" --title
    "Change in anti-social behaviour by ward, Medway, April 2019 to March 2020"
  RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "check_sheets.py: ${failed}")
endif()
