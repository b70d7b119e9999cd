#pragma once
// Names of draw sites. A draw is keyed by the path of its site, so these texts are part of the contract
// "same bits everywhere".
//
//   parameters/NAME                      a parameter's value
//   initial/VARIABLE@ACTOR[,OTHER]       a starting value (a `<->` line: initial/VARIABLE@A<->B, A before B;
//                                        of a symmetric variable A before B too)
//   events/NAME/at@...                   a drawn date
//   draws/NAME#K@...                     K-th draw (from 0) of a named draw's expression
//   dynamics/VARIABLE#K@...              of an equation
//   actions/NAME/PLACE OP#K@...          of an effect's right side; PLACE OP as written without blanks, and for
//   events/NAME/PLACE OP#K@...           repeats of one PLACE OP in one item the ordinal: `PLACE OP(1)#K`
//   events/NAME/hazard@...               whether a hazard or rate fires
//   decision/TRACK@ACTOR                 a choice (TRACK empty for the unnamed track)
//   tempo@ACTOR                          whether an actor decides anew
//
// `@...` lists every actor bound where the draw stands, in slot order, those of an event's `for` first; with none bound
// there is no `@`.

#include <cstdint>
#include <string>
#include <vector>

#include "base/hash.h"

namespace brink {

/// The full path: site, then `@` and the bound actors' names.
[[nodiscard]] inline std::string site_path(const std::string& site, const std::vector<std::string>& actors) {
    std::string path = site;
    for (std::size_t i = 0; i < actors.size(); ++i) path += (i == 0 ? "@" : ",") + actors[i];
    return path;
}

/// The stream of a site: a 64-bit hash of its path.
[[nodiscard]] inline std::uint64_t stream_of(const std::string& path) { return hash64(path); }

/// Identity of an option within its decision: `action>target`, `action>` without target, `hold>` for holding.
/// Keys the option's own luck, and enters digests.
[[nodiscard]] inline std::uint64_t option_key(const std::string& action, const std::string& target) {
    return hash64(action + ">" + target);
}

}  // namespace brink
