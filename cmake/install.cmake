# What `cmake --install` puts where, find_package(hotward), and the .deb.
include(CMakePackageConfigHelpers)

install(TARGETS hotward_settings EXPORT hotward)
install(DIRECTORY engine/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/hotward/engine
        COMPONENT development FILES_MATCHING PATTERN "*.hpp")
install(EXPORT hotward NAMESPACE hotward:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/hotward
        COMPONENT development)

configure_package_config_file(
  cmake/hotward-config.cmake.in ${PROJECT_BINARY_DIR}/hotward-config.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/hotward)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/hotward-config-version.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_SOURCE_DIR}/cmake/proj.cmake ${PROJECT_BINARY_DIR}/hotward-config.cmake
              ${PROJECT_BINARY_DIR}/hotward-config-version.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/hotward COMPONENT development)

# The areas that ship, the samples, and the profiles of `target`.
install(DIRECTORY shapefiles/medway DESTINATION ${CMAKE_INSTALL_DATADIR}/hotward/shapefiles
        COMPONENT program)
install(DIRECTORY samples profiles DESTINATION ${CMAKE_INSTALL_DATADIR}/hotward COMPONENT program)
# The plugin, where QGIS of the system looks for plugins: it is there to be switched on.
install(DIRECTORY tools/qgis/hotward DESTINATION ${CMAKE_INSTALL_DATADIR}/qgis/python/plugins
        COMPONENT program FILES_MATCHING REGEX "\\.(py|svg|txt)$")
install(FILES tools/qgis/LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/qgis/python/plugins/hotward
        COMPONENT program)
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME hotward)
set(CPACK_PACKAGE_CONTACT "The hotward authors <hotward@users.noreply.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY ${PROJECT_DESCRIPTION})
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "proj-data")
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "python3-geopandas, qgis")
# One package with the program, the package for Python and the plugin for QGIS; developers install
# from source.
set(CPACK_COMPONENTS_ALL program)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_STRIP_FILES ON)
include(CPack)
