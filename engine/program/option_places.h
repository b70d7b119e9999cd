#pragma once
// Where the options of a program stand, looked up: who asks for one of many asks often.

#include <cstdint>
#include <span>
#include <unordered_map>
#include <utility>

#include "program/program.h"

namespace brink {

class OptionPlaces {
public:
    /// Of a program whose decisions and options are laid out; it must outlive this.
    explicit OptionPlaces(const Program& program);

    /// The decisions of an actor, one a track in which it has an action.
    [[nodiscard]] std::span<const Decision> decisions(std::uint32_t actor) const;
    /// Its decision in a track, or nullptr.
    [[nodiscard]] const Decision* decision(std::uint32_t actor, std::uint32_t track) const;
    /// Options first <= o < second of the decision that are the action (k_nothing: holding) at the target, or at
    /// whatever target if that is k_nothing; equal if there is none.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> options(const Decision& decision, std::uint32_t action,
                                                                  std::uint32_t target) const;

private:
    const Program& program_;
    std::unordered_map<std::uint64_t, std::pair<std::uint32_t, std::uint32_t>> blocks_;  // by decision and action
};

}  // namespace brink
