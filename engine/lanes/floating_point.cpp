#include "lanes/floating_point.h"

#include <cfenv>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

namespace brink {

void set_floating_point_mode() {
    std::fesetenv(FE_DFL_ENV);
#if defined(__SSE2__)
    constexpr unsigned k_flush_to_zero = 0x8000;
    constexpr unsigned k_denormals_are_zero = 0x0040;
    _mm_setcsr(_mm_getcsr() & ~(k_flush_to_zero | k_denormals_are_zero));
#endif
}

}  // namespace brink
