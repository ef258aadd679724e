// What an experiment file must not say: every refusal names the field, and the range where there is one.
#include <algorithm>
#include <cmath>

#include "core/base/result.hpp"
#include "core/data/datasets/registry.hpp"
#include "core/initializers/registry.hpp"
#include "core/losses/registry.hpp"
#include "core/model/blocks/registry.hpp"
#include "core/model/experiment.hpp"
#include "core/ops/registry.hpp"
#include "core/optimizers/registry.hpp"
#include "core/regularizers/registry.hpp"
#include "core/schedules/registry.hpp"
#include "tests/core/support/experiments.hpp"
#include "tests/core/support/files.hpp"
#include "tests/core/support/tensor.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;
using namespace downhill::test;

namespace {

struct Refused {
  const char* from;   // in the spiral's file
  const char* to;     // instead
  const char* place;  // named in the message
  const char* range;  // also in the message
};

const Refused kRefused[] = {
    {"\"epochs\":", "\"epoch\":", "epoch", "not a known field"},
    {"\"noise\":", "\"noisy\":", "dataset.noisy", "not a known field"},
    {"\"learning_rate\":", "\"rate\":", "optimizer.rate", "not a known field"},
    {"\"layers\":", "\"layer\":", "model.layer", "not a known field"},
    {"{\"type\":\"tanh\"}", "{\"type\":\"tanh\",\"slope\":1}", "model.layers[1].slope", "not a known field"},
    {"\"en\":", "\"fr\":", "title.fr", "not a known field"},
    {"\"at_least\":", "\"at_most\":", "reference.test_accuracy.at_most", "not a known field"},
    {"\"version\":1", "\"version\":2", "version", "1"},
    {"\"supervised\"", "\"unsupervised\"", "task", "supervised"},
    {"\"spiral\",\"samples\"", "\"spirral\",\"samples\"", "dataset.type", "circle"},
    {"\"adam\"", "\"adamm\"", "optimizer.type", "sgd"},
    {"\"xavier\"", "\"\"", "initializer.type", "he"},
    {"\"tanh\"", "\"conv3d\"", "model.layers[1].type", "relu"},
    {"\"tanh\"", "7", "model.layers[1].type", "text"},
    {"\"units\":8", "\"units\":0", "model.layers[0].units", "4096"},
    {"\"units\":8", "\"units\":-8", "model.layers[0].units", "4096"},
    {"\"units\":8", "\"units\":8.5", "model.layers[0].units", "whole"},
    {"\"units\":8", "\"units\":4097", "model.layers[0].units", "4096"},
    {"\"units\":8", "\"units\":\"8\"", "model.layers[0].units", "4096"},
    {"\"units\":8", "\"units\":null", "model.layers[0].units", "4096"},
    {"\"units\":8", "\"units\":[8]", "model.layers[0].units", "4096"},
    {"\"units\":8", "\"units\":1e300", "model.layers[0].units", "4096"},
    {"\"samples\":500", "\"samples\":-500", "dataset.samples", "10000"},
    {"\"samples\":500", "\"samples\":99999999999999999999999", "dataset.samples", "10000"},
    {"\"noise\":0", "\"noise\":1.01", "dataset.noise", "1"},
    {"\"learning_rate\":0.01", "\"learning_rate\":-0.01", "optimizer.learning_rate", "0"},
    {"\"learning_rate\":0.01", "\"learning_rate\":1e11", "optimizer.learning_rate", "1e+10"},
    {"\"learning_rate\":0.01", "\"learning_rate\":true", "optimizer.learning_rate", "1e+10"},
    {"\"learning_rate\":0.01", "\"learning_rate\":1e999", "optimizer.learning_rate", ""},
    {"\"learning_rate\":0.01", "\"learning_rate\":NaN", "optimizer.learning_rate", ""},
    {"\"batch_size\":10", "\"batch_size\":0", "batch_size", "4096"},
    {"\"batch_size\":10", "\"batch_size\":10.5", "batch_size", "whole"},
    {"\"batch_size\":10", "\"batch_size\":-1", "batch_size", "4096"},
    {"\"epochs\":500", "\"epochs\":1e7", "epochs", "1000000"},
    {"\"seed\":1", "\"seed\":-1", "seed", "9007199254740991"},
    {"\"seed\":1", "\"seed\":9007199254740993", "seed", "9007199254740991"},
    {"\"seed\":1", "\"seed\":\"one\"", "seed", "9007199254740991"},
    {"[\"x\",\"y\"]", "[]", "features", "x_squared"},
    {"[\"x\",\"y\"]", "[\"x\",\"z\"]", "features[1]", "x_squared"},
    {"[\"x\",\"y\"]", "[\"x\",\"x\"]", "features[1]", "twice"},
    {"[\"x\",\"y\"]", "{\"x\":1}", "features", "list"},
    {"[\"x\",\"y\"]", "[1]", "features[0]", "text"},
    {"\"loss\":{\"type\":\"softmax_cross_entropy\"}", "\"loss\":\"mse\"", "loss", "object"},
    {"\"loss\":{\"type\":\"softmax_cross_entropy\"}", "\"loss\":{}", "loss", "type"},
    {"\"name\":\"spiral-8-8\"", "\"name\":7", "name", "text"},
};

/// The spiral's file on one line without spaces, so that the table above finds its parts.
std::string plain_file() {
  const std::string text = write_experiment(parsed(experiment_text("spiral")));
  std::string plain;
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted || (c != ' ' && c != '\n')) plain += c;
  }
  for (const char* zero : {":0.0,", ":0.0}"})
    for (std::size_t at; (at = plain.find(zero)) != std::string::npos;) plain.erase(at + 2, 2);
  return plain;
}

}  // namespace

TEST_CASE("refusals: unknown keys, wrong types and values out of range are named with their place and range") {
  const std::string plain = plain_file();
  REQUIRE(parse_experiment(plain).ok());
  for (const Refused& r : kRefused) {
    CAPTURE(r.to);
    std::string text = plain;
    const std::size_t at = text.find(r.from);
    REQUIRE_MESSAGE(at != std::string::npos, r.from << " in " << plain);
    text.replace(at, std::string_view(r.from).size(), r.to);
    const Result<Experiment> result = parse_experiment(text);
    REQUIRE(!result.ok());
    CHECK(result.error().place == r.place);
    CHECK_MESSAGE(result.error().en.find(r.range) != std::string::npos, result.error().en);
    CHECK(!result.error().zh.empty());
    CHECK(result.error().zh != result.error().en);
  }
}

TEST_CASE("refusals: what every op rejects, it rejects with the message it registers") {
  for (const OpInfo* op : all_ops())
    for (const Reject& reject : op->info.rejects) {
      CAPTURE(op->info.name);
      CAPTURE(reject.options);
      // Bad options never reach infer(): the experiment refuses them. Bad shapes do.
      const std::string options(reject.options), layer = "[{\"type\":\"" + std::string(op->info.name) + "\"" +
                                                         (options == "{}" ? "" : ",") + options.substr(1) + "]";
      Experiment e = default_experiment();
      const Status set = set_field(e, "model.layers", layer);
      if (!set.ok()) {
        CHECK_MESSAGE(to_string(set.error()).find(reject.message) != std::string::npos, to_string(set.error()));
        continue;
      }
      const auto plan = op->infer(parse_options(op->info, reject.options), parse_shapes(reject.shapes));
      REQUIRE(!plan.ok());
      CHECK_MESSAGE(plan.error().en.find(reject.message) != std::string::npos, plan.error().en);
    }
}

namespace {

/// Asks for values of every option of `info` that it must refuse; it stands at `place` of `e`. Returns their number.
int refuses_options(const Experiment& e, const Info& info, const std::string& place) {
  int asked = 0;
  const auto refuse = [&](const OptionSpec& spec, const std::string& value, const std::string& says) {
    CAPTURE(place);
    CAPTURE(spec.name);
    CAPTURE(value);
    Experiment changed = e;
    const Status status = set_field(changed, place + "." + spec.name, value);
    REQUIRE(!status.ok());
    CHECK(status.error().place == place + "." + spec.name);
    CHECK_MESSAGE(status.error().en.find(says) != std::string::npos, status.error().en);
    CHECK(!status.error().zh.empty());
    CHECK(changed == e);
    ++asked;
  };
  for (const OptionSpec& spec : info.options) {
    if (spec.kind == OptionKind::choice) {
      refuse(spec, "no_such_word", spec.choices.back().name);
      continue;
    }
    if (spec.kind == OptionKind::boolean) {
      refuse(spec, "perhaps", "true");
      continue;
    }
    const double step = std::max({1.0, std::abs(spec.minimum), std::abs(spec.maximum)}) * 1e-3;
    const bool whole = spec.kind == OptionKind::integer;
    const auto limit = [whole](double bound) {
      return whole ? std::to_string(static_cast<std::int64_t>(bound)) : number_text(bound);
    };
    refuse(spec, number_text(spec.minimum - (whole ? 1 : step)), "from " + limit(spec.minimum) + " to ");
    refuse(spec, number_text(spec.maximum + (whole ? 1 : step)), " to " + limit(spec.maximum) + ",");
    refuse(spec, "NaN", " to " + limit(spec.maximum) + ",");
    if (whole) refuse(spec, number_text(spec.minimum + 0.5), "whole");
  }
  return asked;
}

}  // namespace

TEST_CASE("refusals: every option of every piece refuses what lies outside its range, by its place and the range") {
  int asked = 0;
  const auto piece = [&](const std::string& field, const Info& info, const std::string& place) {
    Experiment e = default_experiment();
    CAPTURE(info.name);
    REQUIRE(set_field(e, field, field == place ? info.name : "[{\"type\":\"" + std::string(info.name) + "\"}]").ok());
    asked += refuses_options(e, info, place == field ? field.substr(0, field.find('.')) : place);
  };
  for (const DatasetInfo* p : all_datasets()) piece("dataset.type", p->info, "dataset.type");
  for (const OptimizerInfo* p : all_optimizers()) piece("optimizer.type", p->info, "optimizer.type");
  for (const ScheduleInfo* p : all_schedules()) piece("schedule.type", p->info, "schedule.type");
  for (const RegularizerInfo* p : all_regularizers()) piece("regularizer.type", p->info, "regularizer.type");
  for (const InitializerInfo* p : all_initializers()) piece("initializer.type", p->info, "initializer.type");
  for (const LossInfo* p : all_losses()) piece("losses", p->info, "losses[0]");
  for (const OpInfo* p : all_ops()) piece("model.layers", p->info, "model.layers[0]");
  for (const BlockInfo* p : all_blocks()) piece("model.layers", p->info, "model.layers[0]");
  CHECK(asked > 500);
}

TEST_CASE("refusals: not an experiment at all") {
  for (const char* text : {"", " ", "null", "7", "\"spiral\"", "[]", "{", "{}}", "{\"version\":1,}", "\xff\xfe",
                           "{\"a\":\"\xc3\x28\"}", "\0"}) {
    CAPTURE(text);
    const Result<Experiment> result = parse_experiment(text);
    REQUIRE(!result.ok());
    CHECK(!result.error().place.empty());
    CHECK(!result.error().en.empty());
  }
}
