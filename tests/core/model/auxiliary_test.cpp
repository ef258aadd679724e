// Several losses: heads on any layer, weighted, with the answer or the input as their target.
#include "core/model/auxiliary.hpp"

#include <nlohmann/json.hpp>

#include "core/losses/registry.hpp"
#include "core/model/fields.hpp"
#include "core/model/link.hpp"
#include "tests/core/support/golden.hpp"
#include "tests/core/support/host.hpp"
#include "tests/core/support/test.hpp"
#include "tests/core/support/whole_net.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

const std::string kLayers =
    R"([{"type":"dense","units":4,"name":"stem"},{"type":"tanh","name":"code"},{"type":"dense","units":2,"name":"aux"},
        {"type":"dense","units":2,"name":"back","inputs":["code"]},{"type":"dense","units":2,"name":"out","inputs":["code"]}])";

std::string file(const std::string& losses, const std::string& more = "") {
  return R"({"dataset":{"type":"circle"},"features":["x","y"],"model":{"layers":)" + kLayers +
         R"(},"loss":{"type":"softmax_cross_entropy"},"losses":)" + losses + more + "}";
}

const std::string kThree = R"([{"type":"softmax_cross_entropy","output":"aux","weight":0.3},
    {"type":"mse","output":"back","target":"input","weight":0.5},{"type":"contrastive","output":"code","weight":0.1,"margin":2}])";

Error refused(const std::string& losses) {
  Result<Experiment> read = parse_experiment(file(losses));
  if (!read) return read.error();
  const Status status = check_experiment(read.value());
  REQUIRE(!status.ok());
  return status.error();
}

}  // namespace

TEST_CASE("golden: whole nets with several losses equal PyTorch, loss and all gradients") {
  std::vector<GoldenCase> cases = read_golden("nets");
  for (GoldenCase& c : cases) {
    CAPTURE(c.label());
    const nlohmann::json described = nlohmann::json::parse(c.options, nullptr, false);
    WholeNet net(described["layers"].dump(), described.value("losses", nlohmann::json::array()).dump(), c["x"].shape,
                 3);
    net.x = c["x"];
    net.classes = c["t"].numbers;
    for (std::size_t i = 0; i < net.parameters.table().size(); ++i) {
      const Tensor& given = c[net.parameters.table()[i].name];
      REQUIRE(given.shape == net.parameters.table()[i].spec.shape);
      std::copy(given.numbers.begin(), given.numbers.end(), net.parameters.value(static_cast<int>(i)).data);
    }
    CHECK(relative_error(net.gradient(), static_cast<double>(c["loss"].numbers[0]), 0.1) < kGoldenTolerance);
    CHECK(largest_error(net.graph.output(net.graph.last()).span(), c["y"].numbers, 0.1) < kGoldenTolerance);
    for (std::size_t i = 0; i < net.parameters.table().size(); ++i) {
      const std::string name = net.parameters.table()[i].name;
      CAPTURE(name);
      CHECK(largest_error(net.parameters.gradient(static_cast<int>(i)).span(), c["d" + name].numbers, 0.1) <
            kGoldenTolerance);
    }
  }
}

#ifdef DOWNHILL_REAL_DOUBLE
TEST_CASE("gradient check: several losses on one net, every loss on a hidden layer, two heads on one output") {
  for (std::uint64_t seed = 1; seed <= 2; ++seed) {
    WholeNet net(kLayers, kThree, {5, 2}, 2);
    CHECK(check_whole_net(net, seed).worst < 1e-6);
  }
  for (const LossInfo* loss : all_losses()) {
    CAPTURE(loss->info.name);
    if (!loss->check(default_piece(loss->info).values, 2, 2).ok()) continue;
    const std::string type = loss->info.name;
    WholeNet net(kLayers,
                 R"([{"type":")" + type + R"(","output":"aux","weight":2},{"type":")" + type +
                     R"(","weight":0.5},{"type":"mse"}])",
                 {5, 2}, 2);
    CHECK(check_whole_net(net, 3).worst < 1e-6);
  }
}
#endif

TEST_CASE("several losses: files and links carry them") {
  const Result<Experiment> read = parse_experiment(file(kThree));
  REQUIRE(read.ok());
  const Experiment& e = read.value();
  REQUIRE(check_experiment(e).ok());
  CHECK(e.losses.size() == 3);
  CHECK(e.losses[1].of_input);
  CHECK(e.losses[2].values == std::vector<double>{2});
  CHECK(parse_experiment(write_experiment(e)).value() == e);
  const LinkState state = read_link(write_link(e));
  CHECK(state.problems.empty());
  CHECK(state.experiment.losses == e.losses);
  CHECK(write_experiment(default_experiment()).find("losses") == std::string::npos);
}

TEST_CASE("several losses: single fields change, a weight while the run goes on") {
  Experiment e = parse_experiment(file(kThree)).value();
  CHECK(set_field(e, "losses[0].weight", "0.7").ok());
  CHECK(e.losses[0].weight == 0.7);
  CHECK(set_field(e, "losses[2].type", "triplet").ok());
  CHECK(e.losses[2].output == "code");
  CHECK(e.losses[2].weight == 0.1);
  CHECK(is_live_field(e, "losses[0].weight"));
  CHECK(!is_live_field(e, "losses[0].output"));
  CHECK(!set_field(e, "losses[0].weight", "-1").ok());
  CHECK(!set_field(e, "losses[9].weight", "1").ok());
}

TEST_CASE("several losses: what does not fit is refused by its place") {
  struct Bad {
    const char* losses;
    const char* place;
    const char* says;
  };
  const Bad bads[] = {
      {R"([{"type":"mse","output":"nowhere"}])", "losses[0].output", "aux"},
      {R"([{"type":"mse","output":"input"}])", "losses[0].output", "no layer"},
      {R"([{"type":"center"},{"type":"softmax_cross_entropy","output":"code"}])", "losses[1]", "2 outputs"},
      {R"([{"type":"mse","output":"code","target":"input"}])", "losses[0].output", "4 numbers"},
      {R"([{"type":"hinge","output":"back","target":"input"}])", "losses[0].target", "hinge"},
      {R"([{"type":"mse","weight":-1}])", "losses[0].weight", "1000"},
      {R"([{"type":"mse","target":"mars"}])", "losses[0].target", "input"},
      {R"([{"type":"mse","margin":1}])", "losses[0].margin", "not a known field"},
      {R"([{"type":"contrastive","margin":-1}])", "losses[0].margin", "1000"},
      {R"([{"type":"triplet","margin":1001}])", "losses[0].margin", "1000"},
      {R"([{"type":"triplet","mining":"semi_hard"}])", "losses[0].mining", "active"},
      {R"([{"type":"no_loss"}])", "losses[0].type", "mse"},
      {R"([7])", "losses[0]", "type"},
      {R"({})", "losses", "16"},
      {R"([{"type":"mse"},{"type":"mse"},{"type":"mse"},{"type":"mse"},{"type":"mse"},{"type":"mse"},{"type":"mse"},{"type":"mse"},
           {"type":"mse"},{"type":"mse"},{"type":"mse"},{"type":"mse"},{"type":"mse"},{"type":"mse"},{"type":"mse"},{"type":"mse"},
           {"type":"mse"}])",
       "losses", "16"}};
  for (const Bad& bad : bads) {
    CAPTURE(bad.losses);
    const Error error = refused(bad.losses);
    CHECK(error.place == bad.place);
    CHECK(error.en.find(bad.says) != std::string::npos);
    CHECK(!error.zh.empty());
  }
}

TEST_CASE("several losses: no loss has an option with the name of a key of its own") {
  for (const LossInfo* loss : all_losses())
    for (const OptionSpec& spec : loss->info.options)
      for (const char* key : kLossKeys) CHECK_MESSAGE(std::string(spec.name) != key, loss->info.name);
}

TEST_CASE("several losses: a run learns all of them, and the metrics are those of the last layer") {
  const std::string more = R"(,"optimizer":{"type":"adam","learning_rate":0.01})";
  Host with, without;
  with.configure(file(kThree, more));
  without.configure(file("[]", more));
  const Stopped a = with.train(600), b = without.train(600);
  CHECK(a.metrics.train_accuracy > 0.95);
  CHECK(b.metrics.train_accuracy > 0.95);
  CHECK(a.metrics.train_loss != b.metrics.train_loss);
}

TEST_CASE("several losses: a weight that changes during a run counts from the next step") {
  Host changed, kept;
  for (Host* host : {&changed, &kept}) {
    host->configure(file(kThree));
    host->train(50);
  }
  CHECK(changed.parameters() == kept.parameters());
  changed.send(SetField{"losses[0].weight", "0"});
  changed.train(60);
  kept.train(60);
  CHECK(changed.parameters() != kept.parameters());
}

TEST_CASE("several losses: one of weight zero changes nothing that the last layer's loss learns") {
  Host with, without;
  with.configure(file(R"([{"type":"center","output":"code","weight":0},{"type":"mse","weight":0}])"));
  without.configure(file("[]"));
  with.train(100);
  without.train(100);
  CHECK(with.parameters() == without.parameters());
}
