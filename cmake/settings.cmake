# All compiler flags of the project, as two targets:
#   hotward_settings   what every user of the engine needs too; exported
#   hotward_warnings   what its developers are told; never exported
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(HOTWARD_CCACHE ccache)
if(HOTWARD_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # ccache keeps objects made with precompiled headers only when told that it may; and it reads the
  # compiler's list of headers instead of preprocessing every file once more before it compiles it.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_DEPEND=1
                                  CCACHE_SLOPPINESS=pch_defines,time_macros ${HOTWARD_CCACHE})
endif()

add_library(hotward_settings INTERFACE)
target_compile_features(hotward_settings INTERFACE cxx_std_20)
# tl::expected is the one library that our headers show; it is a single header of its own.
# The same sums on every machine: no fused multiply-add behind our back.
target_compile_options(hotward_settings INTERFACE -ffp-contract=off)
target_include_directories(
  hotward_settings INTERFACE $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
                             $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/hotward>)
set_target_properties(hotward_settings PROPERTIES EXPORT_NAME settings)
set(CMAKE_CXX_EXTENSIONS OFF)

# Files of one target compiled together read their common headers once; batches of eight leave work
# for every core. A single file that changes takes its batch along: so editing goes without.
set(CMAKE_UNITY_BUILD ${HOTWARD_UNITY})
set(CMAKE_UNITY_BUILD_BATCH_SIZE 8)

add_library(hotward_warnings INTERFACE)
target_compile_options(
  hotward_warnings
  INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wdouble-promotion
            -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual
            # g++ 12 sees overlaps in std::string at -O3 where there are none (GCC bug 105651).
            $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
            # Types of an unnamed namespace within a class of the same file, which g++ takes for a
            # header once files are compiled together.
            $<$<BOOL:${HOTWARD_UNITY}>:-Wno-subobject-linkage>
            # And a local name may be that of another file of the batch; the preset dev looks.
            $<$<BOOL:${HOTWARD_UNITY}>:-Wno-shadow>
            $<$<BOOL:${HOTWARD_DEVELOPER_MODE}>:-Werror>)
