// How deep values build on one another. Whoever walks an expression by the names in it, as compiling does, needs so
// much stack.

#include <fmt/format.h>

#include <algorithm>

#include "model/check_size.h"

namespace brink {
namespace {

constexpr std::size_t k_most = 2000;

/// Parameters, draws and derived values in one row; every value by its place there.
class Depths {
public:
    explicit Depths(const Model& model) : model_(model) {
        for (const Parameter& parameter : model.parameters) values_.push_back(&parameter.value.expression);
        for (const Draw& draw : model.draws) values_.push_back(&draw.value);
        for (const Derived& derived : model.derived) values_.push_back(&derived.value);
        depths_.assign(values_.size(), 0);
    }

    /// The place of a value that is too deep, if there is one. On a stack of its own: that is the point.
    [[nodiscard]] const Expression* find_too_deep() {
        std::vector<bool> entered(values_.size(), false);
        for (std::size_t start = 0; start < values_.size(); ++start) {
            std::vector<std::size_t> way{start};
            while (!way.empty()) {
                const std::size_t at = way.back();
                if (depths_[at] > 0) {
                    way.pop_back();
                } else if (!entered[at]) {
                    entered[at] = true;
                    push_reads(*values_[at], way);
                } else {
                    depths_[at] = depth(*values_[at]);
                    if (depths_[at] > k_most) return values_[at];
                    way.pop_back();
                }
            }
        }
        return nullptr;
    }

    /// Operations one upon the other, those of the names that it reads included.
    [[nodiscard]] std::size_t depth(const Expression& value) const {
        const std::optional<std::size_t> read = place(value);
        std::size_t below = read ? depths_[*read] : 0;
        for (const Expression& operand : value.operands) below = std::max(below, depth(operand));
        return below + 1;
    }

private:
    [[nodiscard]] std::optional<std::size_t> place(const Expression& value) const {
        const std::size_t draws = model_.parameters.size();
        if (value.term == Term::parameter) return value.item;
        if (value.term == Term::draw) return draws + value.item;
        if (value.term == Term::derived) return draws + model_.draws.size() + value.item;
        return std::nullopt;
    }

    void push_reads(const Expression& value, std::vector<std::size_t>& way) const {
        if (const auto read = place(value); read && depths_[*read] == 0) way.push_back(*read);
        for (const Expression& operand : value.operands) push_reads(operand, way);
    }

    const Model& model_;
    std::vector<const Expression*> values_;
    std::vector<std::size_t> depths_;
};

}  // namespace

bool fits_depth(Draft& draft) {
    const Expression* value = Depths(draft.model).find_too_deep();
    if (value == nullptr) return true;
    draft.diagnostics.error("too-deep", value->span,
                            fmt::format("more than {} operations build on each other, by way of named values", k_most),
                            "keep a value of the chain in a variable, which ends it");
    return false;
}

}  // namespace brink
