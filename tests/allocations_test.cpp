// The free store of the test program, counted; see allocations.h.

#include "allocations.h"

#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <vector>

#include "catch.hpp"

namespace {

std::atomic<std::int64_t> count{0};
std::atomic<std::int64_t> live{0};
std::atomic<std::int64_t> peak{0};

void* taken(void* memory) {
    if (memory == nullptr) throw std::bad_alloc();
    ++count;
    const std::int64_t now = live += static_cast<std::int64_t>(malloc_usable_size(memory));
    std::int64_t before = peak;
    while (before < now && !peak.compare_exchange_weak(before, now)) {}
    return memory;
}

void* taken_if_any(void* memory) noexcept { return memory == nullptr ? nullptr : taken(memory); }

void give_back(void* memory) {
    live -= static_cast<std::int64_t>(malloc_usable_size(memory));
    std::free(memory);
}

void* aligned(std::size_t size, std::align_val_t alignment) {
    const auto a = static_cast<std::size_t>(alignment);
    return taken(std::aligned_alloc(a, (size + a - 1) / a * a));
}

}  // namespace

void* operator new(std::size_t size) { return taken(std::malloc(size)); }
void* operator new[](std::size_t size) { return taken(std::malloc(size)); }
void* operator new(std::size_t size, std::align_val_t alignment) { return aligned(size, alignment); }
void* operator new[](std::size_t size, std::align_val_t alignment) { return aligned(size, alignment); }
// The test library asks in this way too; the standard's own form would not pair with our delete.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return taken_if_any(std::malloc(size)); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return taken_if_any(std::malloc(size)); }
void operator delete(void* memory) noexcept { give_back(memory); }
void operator delete[](void* memory) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { give_back(memory); }

namespace brink::test {

Allocations allocations() { return {count, live, peak}; }
void forget_peak() { peak = live.load(); }

}  // namespace brink::test

TEST_CASE("the free store is counted") {
    const brink::test::Allocations before = brink::test::allocations();
    std::vector<char> some(100'000);
    CHECK(brink::test::allocations().count == before.count + 1);
    CHECK(brink::test::allocations().live >= before.live + 100'000);
    some = {};
    some.shrink_to_fit();
    CHECK(brink::test::allocations().live == before.live);
}
