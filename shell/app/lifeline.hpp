#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "core/model/experiment.hpp"

namespace downhill {

/// The last saved state of a run: what a new engine goes on from when the old one dies.
class Lifeline {
 public:
  struct Saved {
    Experiment experiment;  // as the engine had it when it saved
    std::vector<std::uint8_t> file;
    std::uint64_t step = 0;  // about: as last seen before it saved
    double epoch = 0;
  };

  /// Is it time to ask for a state? `playing`: not more often than the engine can give them without losing speed;
  /// else once for each state that learning stopped in.
  bool due(std::uint64_t step, bool playing, double now_ms) const;
  void asked(const Experiment& experiment, std::uint64_t step, double epoch, double now_ms);
  void arrived(std::vector<std::uint8_t>&& file, double now_ms);

  /// The engine that was asked is gone.
  void give_up_waiting() { waiting_ = false; }

  /// A new run began: nothing of the old one is wanted.
  void cut();

  const std::optional<Saved>& saved() const { return saved_; }

 private:
  std::optional<Saved> saved_;
  Saved coming_;
  bool waiting_ = false;
  std::uint64_t asked_step_ = 0;
  double asked_ms_ = -1e9;
  double interval_ms_ = 0;
};

}  // namespace downhill
