#pragma once
// The one place that names the test library, so that version 2 and version 3 both work.

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
