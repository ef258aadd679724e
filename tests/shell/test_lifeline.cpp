// An engine that dies in the middle of a run: a new one goes on where the last saved state was.
#include <doctest/doctest.h>

#include <memory>

#include "shell/app/run.hpp"

using namespace downhill;

namespace {

/// An engine that stops answering when it is told to; a restart gives a fresh one.
class MortalClient final : public EngineClient {
 public:
  explicit MortalClient(bool& dead) : dead_(dead), inner_(make_inline_client()) {}
  void send(Command command) override {
    if (!dead_) inner_->send(std::move(command));
  }
  bool poll(Event& event) override { return !dead_ && inner_->poll(event); }
  void pump(double budget_ms) override {
    if (!dead_) inner_->pump(budget_ms);
  }
  const char* kind() const override { return "mortal"; }
  std::string failure() const override { return dead_ ? "it died" : ""; }
  void restart() override {
    inner_ = make_inline_client();
    dead_ = false;
  }

 private:
  bool& dead_;
  std::unique_ptr<EngineClient> inner_;
};

struct Stand {
  bool dead = false;
  Run run{std::make_unique<MortalClient>(dead)};
  double now_ms = 1000;

  Stand() {
    run.open(default_experiment(), false, now_ms);
    turn(5);
  }
  void turn(int count) {
    for (int i = 0; i < count; ++i) run.update(now_ms += 40);
  }
  /// One step at a time, so that the numbers do not depend on how fast this machine is.
  void walk(int steps) {
    for (int i = 0; i < steps; ++i) {
      run.step();
      turn(3);
    }
  }
};

}  // namespace

TEST_CASE("a run goes on from its last saved state when the engine died") {
  Stand stand, unharmed;
  stand.walk(5);
  unharmed.walk(8);
  CHECK(stand.run.metrics().step == 5);
  CHECK(stand.run.saved_step() == 5);
  const std::size_t dots = stand.run.curve().points().size();
  stand.dead = true;
  stand.turn(3);
  CHECK(stand.run.restart_engine());
  stand.turn(5);
  CHECK(stand.run.metrics().step == 5);
  CHECK(stand.run.curve().points().size() == dots);  // what was seen is not lost
  stand.walk(3);
  CHECK(stand.run.metrics().step == 8);
  CHECK(stand.run.probed().parameters == unharmed.run.probed().parameters);  // as if nothing had happened
}

TEST_CASE("what was changed after the last saved state is kept when the engine died") {
  Stand stand;
  stand.walk(2);
  Experiment next = stand.run.experiment();
  next.optimizer.values[0] = 0.5;
  stand.run.edit(next, "optimizer.learning_rate", stand.now_ms);
  stand.turn(3);
  stand.dead = true;
  stand.turn(1);
  CHECK(stand.run.restart_engine());
  stand.turn(5);
  CHECK(stand.run.experiment() == next);
  CHECK(stand.run.metrics().step == 2);
  CHECK_FALSE(stand.run.busy());
}

TEST_CASE("an engine that died before anything was saved starts the run again") {
  Stand stand;
  stand.dead = true;
  stand.turn(1);
  CHECK_FALSE(stand.run.restart_engine());
  stand.turn(5);
  CHECK(stand.run.metrics().step == 0);
  CHECK(stand.run.ready().parameter_count > 0);
  stand.walk(1);
  CHECK(stand.run.metrics().step == 1);
}
