#include "scenario/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenario/settings_names.h"

namespace brink {
namespace {

constexpr std::string_view k_limits_prefix = "limits.";

struct Segment {
    std::string key;
    Span span;
};

std::vector<Segment> segments(std::uint32_t file, const std::string& name) {
    std::vector<Segment> result;
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t end = std::min(name.find('.', begin), name.size());
        result.push_back({name.substr(begin, end - begin),
                          {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}});
        begin = end + 1;
    }
    return result;
}

std::vector<std::string> keys_of_path(const std::vector<Segment>& name) {
    std::vector<std::string> keys;
    for (const Segment& segment : name) keys.push_back(segment.key);
    return keys;
}

/// Makes the first segment a section; false, with an error, if the name reaches nothing that a setting may change.
bool resolve_name(std::vector<Segment>& name, const Node& merged, Diagnostics& diagnostics) {
    for (const Segment& segment : name)
        if (segment.key.empty()) {
            diagnostics.error("bad-setting", segment.span, "an empty part in a dotted name", "write a.b.c=value");
            return false;
        }
    const Segment& first = name.front();
    if (first.key == "extends" || first.key == "brink") {
        diagnostics.error("bad-setting", first.span,
                          fmt::format("'{}' belongs to one file and cannot be set", first.key),
                          "write it into a file that extends this one");
        return false;
    }
    const Node* parameters = merged.find("parameters");
    const bool is_parameter = parameters != nullptr && parameters->find(first.key) != nullptr;
    if (is_parameter && !(is_section(first.key) && name.size() > 1)) {
        name.insert(name.begin(), Segment{"parameters", first.span});
        return true;
    }
    if (!is_section(first.key)) {
        diagnostics.error("unknown-setting", first.span,
                          name.size() == 1 ? fmt::format("no parameter '{}'", first.key)
                                           : fmt::format("no section or parameter '{}'", first.key),
                          meant_by(keys_of_path(name), merged));
        return false;
    }
    return true;
}

/// The value read where it stands: the name before it stands as blanks, so that spans fit the whole text.
Node read_value(const std::string& name, const std::string& value, std::uint32_t file, const Sources& sources,
                Diagnostics& diagnostics, const TextLimits& limits) {
    Sources blanked;
    for (std::uint32_t i = 0; i < file; ++i) blanked.add(sources.name(i), "");
    blanked.add(sources.name(file), std::string(name.size() + 1, ' ') + value);
    return parse_tree(blanked, file, diagnostics, limits);
}

/// What `limits.NAME=VALUE` changes; a fault of either is reported.
void set_limit(Limits& limits, const std::string& setting, const std::string& value, Sources& sources,
               Diagnostics& diagnostics) {
    constexpr double k_most = 1e12;
    const std::string name = setting.substr(k_limits_prefix.size());
    const auto fault = [&](const char* code, const std::string& message, const std::string& hint) {
        const std::uint32_t file = sources.add("--set " + setting, setting + "=" + value);
        diagnostics.error(code, {file, 0, static_cast<std::uint32_t>(setting.size())}, message, hint);
    };
    std::vector<std::string> names;
    for (const LimitName& limit : k_limit_names) {
        names.emplace_back(limit.name);
        if (limit.name != name) continue;
        double number = 0;
        if (parse_number(value, number) && number >= 1 && number <= k_most && number == std::floor(number))
            limits.*limit.place = static_cast<std::size_t>(number);
        else
            fault("bad-setting", fmt::format("a limit is a whole number above 0, not '{}'", value),
                  fmt::format("write limits.{}={}", name, Limits{}.*limit.place));
        return;
    }
    const std::string near = did_you_mean(name, names);
    fault("unknown-setting", fmt::format("there is no limit '{}'", name),
          near.empty() ? fmt::format("there are {}", fmt::join(names, ", ")) : near);
}

}  // namespace

Limits limits_of(std::vector<std::pair<std::string, std::string>>& settings, Limits limits, Sources& sources,
                 Diagnostics& diagnostics) {
    for (const auto& [name, value] : settings)
        if (name.rfind(k_limits_prefix, 0) == 0) set_limit(limits, name, value, sources, diagnostics);
    std::erase_if(settings, [](const auto& setting) { return setting.first.rfind(k_limits_prefix, 0) == 0; });
    return limits;
}

std::optional<Node> setting_layer(const std::string& name, const std::string& value, const Node& merged,
                                  Sources& sources, Diagnostics& diagnostics, const TextLimits& limits) {
    const std::uint32_t file = sources.add("--set " + name, name + "=" + value);
    std::vector<Segment> path = segments(file, name);
    if (!resolve_name(path, merged, diagnostics)) return std::nullopt;
    Diagnostics faults;
    Node node = read_value(name, value, file, sources, faults, limits);
    const std::size_t first = value.find_first_not_of(" \t");
    const Span whole{file, 0, static_cast<std::uint32_t>(name.size())};
    if (first == std::string::npos)
        faults.error("bad-setting", whole, fmt::format("'{}' is set to nothing", name),
                     "write name=value, or name=null");
    else if (!faults.has_errors() &&
             ((node.is_map() && value[first] != '{') || (node.is_list() && value[first] != '[')))
        faults.error("bad-setting", node.span, "a setting's value is one scalar, [list] or {mapping}",
                     "write say name=0.5 or name=[0, 1]");
    for (const Diagnostic& fault : faults.items()) diagnostics.error(fault.code, fault.span, fault.message, fault.hint);
    if (faults.has_errors()) return std::nullopt;
    for (auto segment = path.rbegin(); segment != path.rend(); ++segment) {
        Node map;
        map.kind = Node::Kind::map;
        map.span = segment->span;
        map.entries.push_back({segment->key, segment->span, std::move(node)});
        node = std::move(map);
    }
    Diagnostics new_things;
    refuse_new_things(node, merged, new_things);
    for (const Diagnostic& fault : new_things.items())
        diagnostics.error(fault.code, fault.span, fault.message, fault.hint);
    if (new_things.has_errors()) return std::nullopt;
    warn_if_without_effect(node, merged, diagnostics);
    return node;
}

}  // namespace brink
