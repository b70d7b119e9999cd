# brink_engine (every folder of engine/ but cli/) and the program brink (engine/cli/).

set(BRINK_ENGINE_DIR ${PROJECT_SOURCE_DIR}/engine)
# Files whose names begin with isa_ are compiled once for each instruction set, all others once.
set(BRINK_FOLDERS base scenario model program lanes stats result run study report)

set(globs ${BRINK_FOLDERS})
list(TRANSFORM globs PREPEND ${BRINK_ENGINE_DIR}/)
list(TRANSFORM globs APPEND /*.cpp)
file(GLOB BRINK_SOURCES CONFIGURE_DEPENDS ${globs} ${BRINK_ENGINE_DIR}/pipeline.cpp)
file(GLOB BRINK_ISA_SOURCES CONFIGURE_DEPENDS ${BRINK_ENGINE_DIR}/lanes/isa_*.cpp)
file(GLOB BRINK_CLI_SOURCES CONFIGURE_DEPENDS ${BRINK_ENGINE_DIR}/cli/*.cpp)
list(REMOVE_ITEM BRINK_SOURCES ${BRINK_ISA_SOURCES})

# What every file of the engine is compiled with.
add_library(brink_options INTERFACE)
target_include_directories(brink_options INTERFACE ${BRINK_ENGINE_DIR})
target_compile_definitions(brink_options INTERFACE BRINK_VERSION="${PROJECT_VERSION}")
target_link_libraries(brink_options INTERFACE
    fmt::fmt Eigen3::Eigen yaml-cpp::yaml-cpp nlohmann_json::nlohmann_json random123 Threads::Threads)

# Headers that most files read. Every file still names what it uses: GCC builds without this (flags.cmake).
function(brink_precompile target)
    if(BRINK_PRECOMPILE)
        target_precompile_headers(${target} PRIVATE
            <algorithm> <array> <charconv> <cmath> <filesystem> <functional> <map> <memory> <optional> <set> <span>
            <string> <string_view> <tuple> <unordered_map> <utility> <vector> <fmt/format.h> <nlohmann/json.hpp>
            ${ARGN})
    endif()
endfunction()

# The report page, built from bindings/web/ and kept in the tree, as a string in the program: no Node is needed here.
set(page_source ${BRINK_ENGINE_DIR}/../bindings/web/dist/report.html)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${page_source})
file(READ ${page_source} page)
string(FIND "${page}" ")brink-page\"" ends)
if(NOT ends EQUAL -1)
    message(FATAL_ERROR "${page_source} holds the mark that ends it as a string")
endif()
set(page_file ${PROJECT_BINARY_DIR}/page_template.cpp)
file(WRITE ${page_file}.new "#include \"report/page.h\"\n\nstd::string_view brink::page_template() {\n    return R\"brink-page(")
file(APPEND ${page_file}.new "${page}")
file(APPEND ${page_file}.new ")brink-page\";\n}\n")
file(COPY_FILE ${page_file}.new ${page_file} ONLY_IF_DIFFERENT)
# A string longer than the 65,536 bytes that the standard asks compilers for; ours take it.
set_source_files_properties(${page_file} PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)

add_library(brink_engine STATIC ${BRINK_SOURCES} ${page_file})
brink_precompile(brink_engine)
set_target_properties(brink_engine PROPERTIES LINKER_LANGUAGE CXX)
target_link_libraries(brink_engine PUBLIC brink_options PRIVATE $<LINK_ONLY:PkgConfig::NETCDF>)

# What one file alone is compiled with.
set_source_files_properties(${BRINK_ENGINE_DIR}/report/netcdf_file.cpp PROPERTIES
    INCLUDE_DIRECTORIES "${NETCDF_INCLUDE_DIRS}" SKIP_PRECOMPILE_HEADERS ON)
set_source_files_properties(${BRINK_ENGINE_DIR}/report/machine.cpp PROPERTIES
    COMPILE_DEFINITIONS "BRINK_COMPILER=\"${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}\""
    SKIP_PRECOMPILE_HEADERS ON)

# The kernels. The linker keeps one copy of an inline function for all that have one of its name, so libraries get a
# namespace of their own in each instruction set; tests/house/isa_symbols.py looks for names that still are shared.
# -O3 in every build: vector code is what these files are for, and tests on scalar code would take minutes.
function(brink_add_isa isa)
    add_library(lanes_${isa} OBJECT ${BRINK_ISA_SOURCES})
    target_compile_definitions(lanes_${isa} PRIVATE BRINK_ISA=${isa} Eigen=Eigen_${isa} r123=r123_${isa})
    target_link_libraries(lanes_${isa} PRIVATE brink_options)
    target_compile_options(lanes_${isa} PRIVATE ${ARGN} ${BRINK_KERNEL_OPTIMISATION} -fno-math-errno -fno-trapping-math -funroll-loops)
    target_sources(brink_engine PRIVATE $<TARGET_OBJECTS:lanes_${isa}>)
endfunction()

set(BRINK_KERNEL_OPTIMISATION -O3)
if(BRINK_BASELINE_ONLY)
    # For builds that are made again for every mutant: the same bits, slowly.
    set(BRINK_KERNEL_OPTIMISATION -O1)
    target_compile_definitions(brink_options INTERFACE BRINK_BASELINE_ONLY)
endif()

set(BRINK_ISAS)
if(BRINK_ISA_SOURCES)
    brink_add_isa(baseline)
    list(APPEND BRINK_ISAS baseline)
    if(BRINK_X86_64 AND NOT BRINK_BASELINE_ONLY)
        brink_add_isa(v3 -march=x86-64-v3)
        brink_add_isa(v4 -march=x86-64-v4 -mprefer-vector-width=512)
        list(APPEND BRINK_ISAS v3 v4)
    endif()
endif()

if(BRINK_CLI_SOURCES)
    add_executable(brink ${BRINK_CLI_SOURCES})
    target_link_libraries(brink PRIVATE brink_engine Boost::program_options)
    if(BRINK_PRECOMPILE)
        target_precompile_headers(brink REUSE_FROM brink_engine)
    endif()
endif()
