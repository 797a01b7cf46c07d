# Included by the scripts that open QGIS: sets `python`, and `missing` where QGIS for Python is.
set(python /usr/bin/python3) # Debian's own: others on the PATH do not see its qgis package
execute_process(COMMAND ${python} -c "import qgis.core" RESULT_VARIABLE missing OUTPUT_QUIET
                ERROR_QUIET)
if(missing)
  message(STATUS "skipped: no python3-qgis")
endif()
