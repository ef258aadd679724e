// After a dead engine, after a diverged run.
#include "core/optimizers/registry.hpp"
#include "shell/app/run.hpp"

namespace downhill {

bool Run::restart_engine() {
  engine_->restart();
  if (resume()) return true;
  configure();
  return false;
}

std::optional<double> Run::calmer_learning_rate() const {
  const OptimizerInfo* optimizer = find_piece(all_optimizers(), experiment_.optimizer.type);
  if (!optimizer) return std::nullopt;
  for (const OptionSpec& spec : optimizer->info.options) {
    if (std::string_view(spec.name) != "learning_rate") continue;
    const double now = option(experiment_.optimizer, optimizer->info, spec.name);
    const double tenth = now / 10;
    return tenth > 3 * spec.initial ? spec.initial : tenth;
  }
  return std::nullopt;
}

void Run::recover(double now_ms) {
  Experiment next = experiment_;
  if (const auto rate = calmer_learning_rate()) {
    const OptimizerInfo* optimizer = find_piece(all_optimizers(), next.optimizer.type);
    for (std::size_t i = 0; i < optimizer->info.options.size(); ++i)
      if (std::string_view(optimizer->info.options[i].name) == "learning_rate") next.optimizer.values[i] = *rate;
  }
  if (!(next == experiment_)) history_.record(experiment_, "recover", now_ms);
  set_experiment(std::move(next));
  playing_ = true;
  configure();
}

}  // namespace downhill
