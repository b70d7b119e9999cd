#pragma once
// How much work a scenario asks for, added up. Internal to check_size.cpp and text_load.cpp.

#include "model/draft.h"

namespace brink {

/// A sum that knows its greatest part.
struct Load {
    double sum = 0;
    double greatest = 0;
    Span where;

    void add(double amount, Span span) {
        sum += amount;
        if (amount <= greatest) return;
        greatest = amount;
        where = span;
    }
};

/// Reports a load beyond the limit of work in a step; false then.
[[nodiscard]] bool judge_work(Draft& draft, const Load& load);

}  // namespace brink
