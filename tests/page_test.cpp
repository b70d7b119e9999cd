// The report page: how data gets into it, and that what gets in is what was found.

#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "catch.hpp"
#include "folder.h"
#include "report/folder.h"
#include "report/page.h"
#include "report/page_data.h"

using namespace brink;
using Json = nlohmann::json;

namespace {

std::size_t times(const std::string& text, std::string_view part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
    return n;
}

/// A summary of nothing but these series.
std::string summary_of(const Json& series) {
    const Json none = Json::object(), empty = Json::array();
    return Json{{"series", series}, {"rung", none},        {"numbers", empty}, {"together", empty},
                {"actions", none},  {"transitions", none}, {"extremes", none}}
        .dump();
}

constexpr const char* k_manifest = R"({"scenario": {"name": "one", "file": "one.yaml"}})";

/// The one scenario of a page of these series.
Json scenario_of(const Json& series) { return Json::parse(page_data(k_manifest, summary_of(series)))["scenarios"][0]; }

/// What the page reads: sums of the differences, times the quantum; one value stands for all.
std::vector<double> unpacked(const Json& packed, const Json& quantum, std::size_t n) {
    std::vector<double> values;
    double units = 0;
    for (std::size_t i = 0; i < n; ++i) {
        if (i < packed.size() && packed[i].is_null()) {
            values.push_back(std::nan(""));
            continue;
        }
        if (i < packed.size()) units += packed[i].get<double>();
        values.push_back(units * quantum.get<double>());
    }
    return values;
}

}  // namespace

TEST_CASE("the page has one place for its data and asks for nothing from elsewhere") {
    const std::string page(page_template());
    CHECK(times(page, "{{brink-data}}") == 1);
    CHECK(times(page, "default-src 'none'") == 1);
    CHECK(times(page, "<link") + times(page, " src=") == 0);
    CHECK(page.size() < 500'000);
}

TEST_CASE("no text in the data ends the script of the page") {
    const Json data = {{"title", "a </script><!-- <b> \u2028 \"quoted\" \\ {{brink-data}}"}};
    const std::string page = filled("<script>{{brink-data}}</script>", data.dump());
    CHECK(times(page, "<") == 2);
    const std::string inside = page.substr(8, page.size() - 8 - 9);
    CHECK(Json::parse(inside) == data);
    CHECK_THROWS_AS(filled("<script></script>", "{}"), std::runtime_error);
}

TEST_CASE("a packed series reads back to four digits of what it spans") {
    for (const double scale : {1e-7, 0.25, 1.0, 3e4, 7e11}) {
        Json mean = Json::array(), low = Json::array(), high = Json::array();
        for (int i = 0; i < 50; ++i) {
            const double value = scale * (3 - 0.1 * i + 0.01 * i * i);
            mean.push_back(value);
            low.push_back(value - scale);
            high.push_back(value + 2 * scale);
        }
        const Json series = {
            {"x", {{"mean", mean}, {"sd", Json::array({0.5 * scale})}, {"q025", low}, {"q975", high}}}};
        const Json page = scenario_of(series);
        const Json& packed = page["series"][0];
        double greatest = 0;
        for (const auto& [name, values] : packed["columns"].items()) {
            const Json& exact = series["x"][name];
            const std::vector<double> told = unpacked(values, packed["quantum"], exact.size());
            for (std::size_t i = 0; i < exact.size(); ++i)
                greatest = std::max(greatest, std::abs(told[i] - exact[i].get<double>()));
        }
        INFO(scale);
        CHECK(greatest <= 0.5001 * packed["quantum"].get<double>());
        // From 1.75 at i = 5 with 1 below it to 22.11 at the last with 2 above.
        CHECK(packed["quantum"].get<double>() <= 1e-3 * (24.11 - 1.75) * scale);
    }
}

TEST_CASE("a column that stands still is one number and one without values says so") {
    const Json series = {{"still", {{"mean", {0.1, 0.1, 0.1}}, {"sd", {0, 0, 0}}}},
                         {"late", {{"mean", {nullptr, 2, 3}}, {"sd", {nullptr, 0, 1}}}}};
    const Json page = scenario_of(series);
    const Json& late = page["series"][0];
    const Json& still = page["series"][1];
    CHECK(still["columns"]["mean"].size() == 1);
    CHECK(unpacked(still["columns"]["mean"], still["quantum"], 3)[2] == Approx(0.1));
    const std::vector<double> mean = unpacked(late["columns"]["mean"], late["quantum"], 3);
    CHECK(std::isnan(mean[0]));
    CHECK(mean[1] == Approx(2));
    CHECK(mean[2] == Approx(3));
}

TEST_CASE("however much was recorded the page stays small and keeps what moves most") {
    // The later ones move most, set against what they span.
    Json series = Json::object();
    for (int s = 0; s < 400; ++s) {
        Json mean = Json::array(), high = Json::array();
        for (int i = 0; i <= 520; ++i) {
            mean.push_back(std::sin(i * 0.7 + s));
            high.push_back(mean.back().get<double>() + 400 - s);
        }
        series["noise_" + std::to_string(s)] = {{"mean", mean}, {"sd", mean}, {"q50", mean}, {"q90", high}};
    }
    const std::string text = page_data(k_manifest, summary_of(series));
    const Json page = Json::parse(text)["scenarios"][0];
    CHECK(text.size() < 400'000);
    CHECK(page["series"].size() > 20);
    CHECK(page["series"].size() < 400);
    CHECK(page["series_recorded"] == 400);
    std::set<std::string> names;
    for (const Json& one : page["series"]) names.insert(one["name"].get<std::string>());
    CHECK(names.contains("noise_399"));
    CHECK_FALSE(names.contains("noise_0"));
}

TEST_CASE("what a page has in any case leaves less room for the rest") {
    Json series = Json::object(), outcomes = Json::object();
    for (int s = 0; s < 200; ++s) {
        Json mean = Json::array();
        for (int i = 0; i <= 200; ++i) mean.push_back(std::sin(i * 0.7 + s));
        series["noise_" + std::to_string(s)] = {{"mean", mean}, {"sd", mean}};
    }
    Json summary = Json::parse(summary_of(series));
    const auto kept = [&](std::size_t room) {
        const std::string text = page_data(k_manifest, summary.dump(), room);
        CHECK(text.size() < room);
        return Json::parse(text)["scenarios"][0]["series"].size();
    };
    const std::size_t alone = kept(300'000);
    for (int o = 0; o < 100; ++o) outcomes["outcome_" + std::to_string(o)] = {{"doc", std::string(2000, 'x')}};
    summary["outcomes"] = outcomes;
    const std::size_t beside = kept(300'000);
    CHECK(beside > 5);
    CHECK(beside < alone / 2);
    CHECK(kept(250'000) < beside);
}

TEST_CASE("stories that are longer than the page has room for keep their landmarks and then what says most") {
    Json stories = Json::array();
    for (int s = 0; s < 4; ++s) {
        Json steps = Json::array();
        for (int k = 0; k < 30; ++k) {
            steps.push_back({{"date", std::to_string(k)}, {"rank", 29 - k}, {"lines", {std::string(2000, 'x')}}});
            // The last says most: it stands at the tail.
            if (k == 0 || k == 29) steps.back()["landmark"] = true;
        }
        stories.push_back({{"title", "one"}, {"trajectory", s}, {"gist", ""}, {"eventful", 40}, {"steps", steps}});
    }
    Json summary = Json::parse(summary_of(Json::object()));
    summary["stories"] = stories;
    const Json page = Json::parse(page_data(k_manifest, summary.dump()))["scenarios"][0];
    CHECK(page["stories"].dump().size() < 100'000);
    CHECK(page["stories_recorded"] == 4);
    REQUIRE(page["stories"].size() == 4);
    for (const Json& story : page["stories"]) {
        const Json& told = story["steps"];
        REQUIRE(told.size() > 4);
        CHECK(told.size() + story["left"].get<std::size_t>() == 30);
        CHECK(told.front()["date"] == "0");
        for (std::size_t k = 1; k < told.size(); ++k)
            CHECK(told[k]["date"] == std::to_string(30 - static_cast<int>(told.size() - k)));
    }
    // A story whose landmarks have no room is left out whole, but never the first.
    for (Json& story : summary["stories"])
        for (Json& step : story["steps"]) step["landmark"] = true;
    const Json crowded = Json::parse(page_data(k_manifest, summary.dump()))["scenarios"][0];
    CHECK(crowded["stories"].size() == 1);
    CHECK(crowded["stories"][0]["steps"].size() == 30);
    CHECK(crowded["stories_recorded"] == 4);
}

TEST_CASE("what is no result makes no page") {
    CHECK_THROWS_WITH(page_data("{}", "{}"), Catch::Contains("no result that a page could be made of"));
    CHECK_THROWS_WITH(page_data("not JSON", "{}"), Catch::Contains("no result that a page could be made of"));
    const test::Folder folder;
    folder.write("manifest.json", "{}");
    CHECK_THROWS_AS(rewrite_page(folder.path("")), FolderTaken);
}
