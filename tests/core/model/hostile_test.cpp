// Files made to break the reader: they are refused, or read into something legal; never a crash, never a hang.
#include "core/model/experiment.hpp"
#include "core/model/link.hpp"
#include "core/model/network.hpp"
#include "tests/core/support/experiments.hpp"
#include "tests/core/support/files.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

std::string repeated(const std::string& part, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += part;
  return text;
}

/// Accepted and legal, or refused with a place and a sentence; says what is wrong, or "".
std::string complaint(std::string_view text) {
  const Result<Experiment> result = parse_experiment(text);
  if (result.ok()) return illegal_value(result.value());
  const Error& error = result.error();
  if (error.place.empty() || error.en.empty() || error.zh.empty()) return "an error without place or sentence";
  if (error.place.size() + error.en.size() > 2000) return "an endless message";
  return "";
}

}  // namespace

TEST_CASE("hostile: a million layers, a megabyte of junk, endless names") {
  CHECK(!parse_experiment("{\"model\":{\"layers\":[" + repeated("{\"type\":\"tanh\"},", 1000000) + "{\"type\":\"tanh\"}]}}").ok());
  CHECK(!parse_experiment(std::string(1 << 20, 'x')).ok());
  CHECK(!parse_experiment(std::string(1 << 20, '\0')).ok());
  Rng rng(1);
  std::string junk(1 << 20, ' ');
  for (char& c : junk) c = static_cast<char>(rng.below(256));
  CHECK(!parse_experiment(junk).ok());

  const Result<Experiment> layers = parse_experiment("{\"model\":{\"layers\":[" + repeated("{\"type\":\"tanh\"},", 64) + "{\"type\":\"tanh\"}]}}");
  REQUIRE(!layers.ok());
  CHECK(layers.error().place == "model.layers");
  CHECK(layers.error().en.find("64") != std::string::npos);
  CHECK(layers.error().en.find("65") != std::string::npos);

  const std::string endless(200000, 'n');
  for (const char* head : {"{\"name\":\"", "{\"dataset\":{\"type\":\"", "{\"", "{\"features\":[\"", "{\"title\":{\"en\":\"", "{\"version\":\""}) {
    CAPTURE(head);
    CHECK(complaint(head + endless) == "");
    for (const char* tail : {"\"}", "\"}}", "\":1}", "\"]}"}) CHECK(complaint(head + endless + tail) == "");
  }
}

TEST_CASE("hostile: deep nesting under every key") {
  for (const char* key : {"version", "name", "title", "task", "dataset", "features", "model", "loss", "optimizer", "batch_size", "seed", "reference", "x"})
    for (const auto& [open, close] : {std::pair<const char*, const char*>{"[", "]"}, {"{\"type\":", "}"}}) {
      CAPTURE(key);
      CAPTURE(open);
      const std::size_t depth = 200000 / (std::string(open).size() + 1);
      const std::string deep = repeated(open, depth) + "1" + repeated(close, depth);
      const std::string text = "{\"" + std::string(key) + "\":" + deep + "}";
      REQUIRE(text.size() <= kMaximumExperimentBytes);
      CHECK(!parse_experiment(text).ok());
      CHECK(complaint(text) == "");
      Experiment e = default_experiment();
      CHECK(!set_field(e, key, deep).ok());
      CHECK(e == default_experiment());
    }
}

TEST_CASE("hostile: a key twice is read once, legally") {
  CHECK(complaint(R"({"seed":1,"seed":2})") == "");
  CHECK(complaint(R"({"dataset":{"type":"circle","type":"spiral","samples":50,"samples":-1}})") == "");
  CHECK(!parse_experiment(R"({"epochs":5,"epochs":-5})").ok());
}

TEST_CASE("hostile: 10,000 mutated experiment files") {
  Rng rng(41);
  std::vector<std::string> files;
  for (const std::string& path : experiment_files()) files.push_back(read_text(path));
  int accepted = 0;
  for (int i = 0; i < 10000; ++i) {
    const std::string text = mutated(files[static_cast<std::size_t>(rng.below(files.size()))], rng);
    const std::string wrong = complaint(text);
    REQUIRE_MESSAGE(wrong == "", wrong << " in " << text);
    const Result<Experiment> result = parse_experiment(text);
    if (!result.ok()) continue;
    ++accepted;
    (void)check_experiment(result.value()).ok();
    CHECK(parsed(write_experiment(result.value())) == result.value());
  }
  CHECK(accepted > 200);  // else the mutations test only the JSON parser
}

TEST_CASE("hostile: 10,000 mutated links leave a legal experiment that can be built, and name what they refuse") {
  Rng rng(42);
  std::vector<std::string> links = {"v=1&dataset.type=spiral&optimizer.learning_rate=0.03&layers=8-tanh-8-tanh-2&lang=zh",
                                    "#v=1&dataset.type=plane&dataset.noise=0.25&loss.type=mse&layers=4-relu-1&seed=12&batch_size=20&features=x,y,sin_x"};
  for (const std::string& path : experiment_files()) links.push_back(write_link(parsed(read_text(path))));
  int refused = 0;
  for (int i = 0; i < 10000; ++i) {
    const std::string text = mutated(links[static_cast<std::size_t>(rng.below(links.size()))], rng);
    const LinkState state = read_link(text);
    refused += !state.problems.empty();
    std::string wrong = illegal_value(state.experiment);
    if (!check_experiment(state.experiment).ok()) wrong = "the experiment cannot be built";
    for (const Error& error : state.problems)
      if (error.place.empty() || error.en.empty() || error.zh.empty()) wrong = "an error without place or sentence";
    REQUIRE_MESSAGE(wrong == "", wrong << " in " << text);
  }
  CHECK(refused > 1000);
  CHECK(refused < 9900);
}
