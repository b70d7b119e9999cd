# The short way to everything; `make` alone says what there is. CMake presets do the work.

SCENARIO ?= scenarios/korea-2024/rok-lethal-aid.yaml
ARGS ?=
JOBS ?= $(shell nproc)
MUTANTS ?=
SECONDS ?= 600

SOURCES = $(shell git ls-files -co --exclude-standard 'engine/*.cpp' 'engine/*.h' 'tests/*.cpp' 'tests/*.h' 'bench/*.cpp')

# Configures when there is no build yet (ninja does it again when a CMake file changes), then builds: preset, targets.
build = { [ -f build/$(1)/build.ninja ] || cmake --preset $(1); } && cmake --build --preset $(1) -j $(JOBS) $(2)

.DEFAULT_GOAL := help
.PHONY: help run test bench mutants fuzz asan tsan golden format format-check tidy setup clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | column -t -s '|' 2>/dev/null || \
	    sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1  \2/p' Makefile

run:  ## run a scenario: make run [SCENARIO=path] [ARGS='-n 1e5 --seed 7']
	@cmake/setup.sh run
	@$(call build,release,--target brink)
	build/release/brink run $(SCENARIO) $(ARGS)

test:  ## build with both compilers, run every test; BRINK_TEST_SCALE=0.1 for fewer trials
	@cmake/setup.sh test
	@$(call build,release,)
	@$(call build,dev,--target brink)
	@$(call build,clang,--target brink)
	@BRINK_REQUIRE_ALL=1 cmake/run_tests.sh build/release

bench:  ## build and run the benchmarks
	@cmake/setup.sh run
	@$(call build,release,--target bench)
	build/release/bench/brink_bench $(ARGS)

mutants:  ## change the engine one token at a time; every change must fail a test; MUTANTS='--only decide'
	@cmake/setup.sh test
	python3 tests/mutants/mutate.py $(MUTANTS)

fuzz:  ## feed damaged scenarios to the sanitized engine: make fuzz [SECONDS=600]
	@cmake/setup.sh sanitizers
	@$(call build,fuzz,--target brink_fuzz)
	@tests/fuzz/fuzz.sh build/fuzz $(SECONDS)

golden:  ## write anew what tests hold texts against: faults, warnings, playthroughs of the shipped scenarios
	@cmake/setup.sh test
	@$(call build,release,)
	BRINK_UPDATE_GOLDEN=1 ctest --test-dir build/release -R golden

asan:  ## tests under the address and undefined behaviour sanitizers
	@cmake/setup.sh sanitizers
	@$(call build,asan,)
	@BRINK_TEST_SCALE=$${BRINK_TEST_SCALE:-0.05} cmake/run_tests.sh build/asan -E '^(house|page|world)/'

tsan:  ## tests under the thread sanitizer
	@cmake/setup.sh sanitizers
	@$(call build,tsan,)
	@BRINK_TEST_SCALE=$${BRINK_TEST_SCALE:-0.05} cmake/run_tests.sh build/tsan -E '^(house|page|world)/'

format:  ## lay out every source file (clang-format 14)
	@cmake/setup.sh ci
	clang-format-14 -i $(SOURCES)

format-check:  ## say what format would change, and fail if it is anything
	@cmake/setup.sh ci
	@clang-format-14 --dry-run --Werror $(SOURCES)

tidy:  ## static analysis of the engine (clang-tidy 14)
	@cmake/setup.sh ci
	@$(call build,clang,--target brink)
	@git ls-files -co --exclude-standard 'engine/*.cpp' | xargs -P $(JOBS) -n 4 clang-tidy-14 -p build/clang --quiet

setup:  ## install what is missing to build, test and check (Debian 12)
	cmake/setup.sh ci

clean:  ## remove what was built (results stay)
	rm -rf build
