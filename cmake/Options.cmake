# Everything a person may choose at configure time; CMakePresets.json sets these for them.
option(GENRELENS_TESTS "Build the tests" ${PROJECT_IS_TOP_LEVEL})
option(GENRELENS_WERROR "Treat warnings as errors" OFF)
option(GENRELENS_CCACHE "Compile through ccache where it is installed" ON)
set(GENRELENS_SANITIZE "" CACHE STRING "Sanitizers, a list: address;undefined or thread")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

if(GENRELENS_CCACHE)
    find_program(GENRELENS_CCACHE_PROGRAM ccache)
    if(GENRELENS_CCACHE_PROGRAM)
        set(CMAKE_CXX_COMPILER_LAUNCHER ${GENRELENS_CCACHE_PROGRAM})
    endif()
endif()
