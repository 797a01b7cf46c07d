# hotward_module(<folder> SOURCES <file>... [USES <folder>...] [LINKS <target>...]
#                [SHOWS <target>...])
#
# One room of engine/: a library hotward::<room> whose files may include their own folder and the
# folders under USES, nothing else of this project. A room not on a lower floor stops the configure
# step; the test `floors` reads every include line.
#
# LINKS are libraries that only the room's .cpp files see, SHOWS those that its headers show, and so
# everybody needs who includes them. tl::expected comes with hotward_settings.
function(hotward_module folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;USES;LINKS;SHOWS")
  string(REPLACE "/" "_" name ${folder})
  set(kind PUBLIC)
  if(arg_SOURCES)
    list(TRANSFORM arg_SOURCES PREPEND ${PROJECT_SOURCE_DIR}/engine/${folder}/)
    add_library(hotward_${name} STATIC ${arg_SOURCES})
    target_link_libraries(hotward_${name} PRIVATE $<BUILD_INTERFACE:hotward_warnings> ${arg_LINKS})
  else()
    add_library(hotward_${name} INTERFACE)
    set(kind INTERFACE)
  endif()
  add_library(hotward::${name} ALIAS hotward_${name})
  target_link_libraries(hotward_${name} ${kind} hotward_settings ${arg_SHOWS})
  foreach(use IN LISTS arg_USES)
    string(REPLACE "/" "_" used ${use})
    if(NOT TARGET hotward_${used})
      message(FATAL_ERROR "engine/${folder} uses engine/${use}, which is not on a lower floor")
    endif()
    target_link_libraries(hotward_${name} ${kind} hotward_${used})
  endforeach()
  if(arg_SOURCES AND HOTWARD_TIDY AND folder MATCHES "${HOTWARD_TIDY}")
    # Options of one compiler's warnings are none of the other's business.
    set_target_properties(hotward_${name} PROPERTIES CXX_CLANG_TIDY
      "clang-tidy;--extra-arg=-Wno-unknown-warning-option;--warnings-as-errors=*")
  endif()
  set_target_properties(hotward_${name} PROPERTIES EXPORT_NAME ${name})
  install(TARGETS hotward_${name} EXPORT hotward ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
          COMPONENT development)
  set_property(GLOBAL APPEND PROPERTY hotward_rooms ${folder})
  set_property(GLOBAL PROPERTY hotward_uses_${name} ${arg_USES})
endfunction()

# What a room of the application adds to the methods takes no time to run; to compile, it does.
function(hotward_application_room name)
  target_compile_options(hotward_${name} PRIVATE $<$<BOOL:${HOTWARD_DEVELOPER_MODE}>:-O1>)
endfunction()

# hotward_analysis(<folder> [USES <folder>...]): a room of engine/analyses with all its files. It
# may use a study and what stands below it; USES adds the family of its method. The list
# hotward_analyses holds them all.
function(hotward_analysis folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "USES")
  file(GLOB sources CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/engine/analyses/${folder}
       ${PROJECT_SOURCE_DIR}/engine/analyses/${folder}/*.cpp)
  hotward_module(analyses/${folder} SOURCES ${sources}
                 USES core parameter stats geometry table io/files io/incidents io/areas io/layers
                      join weights disclosure report study ${arg_USES}
                 LINKS nlohmann_json::nlohmann_json fmt::fmt)
  target_precompile_headers(hotward_analyses_${folder} REUSE_FROM hotward_study)
  hotward_application_room(analyses_${folder})
  set(hotward_analyses ${hotward_analyses} analyses/${folder} PARENT_SCOPE)
endfunction()
