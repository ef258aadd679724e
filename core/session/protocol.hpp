#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/base/result.hpp"
#include "core/tasks/report.hpp"

/// The engine's protocol: what the interface may ask (Command) and what it hears (Event). Plain values only.
///
/// Metrics, Ready, Probe and Probed are what a task says about itself: core/tasks/report.hpp.
/// Every message carries the run it belongs to. Configure, Reset and Load start the run named in their envelope; the
/// interface counts runs up and drops events of older ones. A run is experiment + seed + the list of commands with
/// their steps: the same list gives the same events through the inline, thread and worker clients.
namespace downhill {

inline constexpr std::uint16_t kProtocolVersion = 3;

// ---- commands ----

/// Builds data and network from an experiment file. Answer: Ready or Rejected; after Rejected the old run stays.
struct Configure {
  std::string experiment;  // JSON
};
/// The same experiment from step 0 with the same seed. Answer: Ready.
struct Reset {};
/// Trains until paused; or until so many updates or passes over the training set are done, whichever comes first and is
/// not 0. Answer at the end: Stopped(done).
struct Play {
  std::uint64_t until_step = 0;
  std::uint32_t progress_every = 0;  // a Progress event each so many steps; 0: none
  std::uint32_t until_epoch = 0;
};
/// Idempotent. Answer: Stopped(paused).
struct Pause {};
/// Does `count` updates, then Stopped(paused). Counts from 1.
struct Step {
  std::uint32_t count = 1;
};
/// Changes a live field ("optimizer.learning_rate", "batch_size"). Answer only when refused: Rejected.
struct SetField {
  std::string path;
  std::string value;  // JSON
};
/// Writes one weight or bias by hand. Answer only when refused: Rejected.
struct SetParameter {
  std::uint32_t tensor = 0;  // index into Ready::parameters
  std::uint32_t index = 0;   // flat, row-major
  double value = 0;
};
/// Asks for the whole state of the run as a safetensors file. Answer: Saved.
struct Save {};
/// Starts a run from what Save gave: the same experiment, the same state; it goes on bit for bit. Answer: Ready or
/// Rejected; after Rejected the old run stays.
struct Load {
  std::vector<std::uint8_t> file;
};

/// Pictures that the host read from files (IDX), for a data set that needs them. Belongs to no run and stays for all
/// that follow. Answer: Supplied or Rejected.
struct Supply {
  std::string dataset;  // "mnist"
  bool test = false;    // the pictures for testing, or those for training
  std::vector<std::uint8_t> images;
  std::vector<std::uint8_t> labels;
};

/// `at_step` > 0: the command (and all behind it) waits until that many updates are done; used by replays.
struct Command {
  std::uint32_t run = 0;
  std::uint64_t at_step = 0;
  std::variant<Configure, Reset, Play, Pause, Step, SetField, SetParameter, Probe, Save, Load, Supply, Examine, Look>
      body;
};

// ---- events ----

struct Rejected {
  Error error;
};
struct Progress {
  Metrics metrics;
  double batch_loss = 0;  // of the last update's batch
};
enum class StopReason : std::uint8_t { done, paused, diverged };
/// A stopped run keeps its state. Diverged: the parameters are back at the last good step, which `metrics` tells.
struct Stopped {
  StopReason reason = StopReason::paused;
  Metrics metrics;
  std::string layer;              // diverged: the first layer with a value that is not finite or too large
  std::uint64_t failed_step = 0;  // diverged: the step in which it happened
};
struct Saved {
  std::vector<std::uint8_t> file;
};

struct Supplied {
  std::string dataset;
  bool test = false;
  std::uint32_t count = 0;
};

struct Event {
  std::uint32_t run = 0;
  std::variant<Ready, Rejected, Progress, Stopped, Probed, Saved, Supplied, Examined, Looked> body;
};

}  // namespace downhill
