# How every file of the project is compiled. Numbers come before speed: no contraction into fma, no fast-math.

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Release or Debug" FORCE)
endif()
# Debug is the developer's build: asserts, a stack that can be read, and not too slow to test with.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")  # the kernels are built with -O3 (engine.cmake)
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g -fno-omit-frame-pointer")
# Quick is for what is built often and run little: mutants.
set(CMAKE_CXX_FLAGS_QUICK "-O0 -g1 -fno-omit-frame-pointer")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(BRINK_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    find_program(BRINK_CCACHE_PROGRAM ccache)
    if(BRINK_CCACHE_PROGRAM)
        set(CMAKE_CXX_COMPILER_LAUNCHER ${BRINK_CCACHE_PROGRAM})
    endif()
endif()

# Clang reads them page by page as it needs them, which halves its part of a build; GCC gains a tenth and loses its cache.
set(precompile OFF)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    set(precompile ON)
endif()
option(BRINK_PRECOMPILE "Parse the libraries' headers once instead of in every file" ${precompile})

add_compile_options(-ffp-contract=off -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
# Version 12 of GCC sees overlapping copies in std::string's operator+ where there are none.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    add_compile_options(-Wno-restrict)
endif()
if(BRINK_WERROR)
    add_compile_options(-Werror)
endif()

# The instruction set of all ordinary code; the kernels alone are compiled for others too (engine.cmake).
set(BRINK_X86_64 OFF)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
    set(BRINK_X86_64 ON)
    add_compile_options(-march=x86-64)
endif()
