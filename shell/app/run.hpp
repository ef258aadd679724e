#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/model/experiment.hpp"
#include "core/session/protocol.hpp"
#include "shell/app/curve.hpp"
#include "shell/app/history.hpp"
#include "shell/app/lifeline.hpp"
#include "shell/app/picture_files.hpp"
#include "shell/app/run_log.hpp"
#include "shell/client/engine_client.hpp"

namespace downhill {

/// How fast a run may go: learning is there to be watched.
enum class Pace { slow, normal, full };

/// The experiment on the screen and the run that learns it: turns edits into commands and events into state.
///
/// One probe is under way at a time; the next is sent when the last was answered, at most 30 a second. Edits are
/// collected and sent once an update(): live fields as SetField, everything else as Configure of a new run.
class Run {
 public:
  explicit Run(std::unique_ptr<EngineClient> engine);

  /// Starts from this experiment; one that was there before can be had back by undo(). `play`: goes on learning at
  /// once.
  void open(const Experiment& experiment, bool play, double now_ms, std::string_view why = "link");

  /// The user changed something; `field` names it, so that a drag is one step of undo.
  void edit(const Experiment& next, std::string_view field, double now_ms);
  void undo();
  void redo();
  const History& history() const { return history_; }

  /// `until_step`: stops by itself there. 0: pictures stop once the experiment's epochs are done, and go on without end
  /// when played again; points, which learn in seconds, go on until paused.
  void play(std::uint64_t until_step = 0);
  void pause();
  void step();
  void reset();
  Pace pace() const { return pace_; }
  void set_pace(Pace pace);
  void set_parameter(std::uint32_t tensor, std::uint32_t index, double value);
  /// Asks for pictures of another size.
  void set_probe(std::uint16_t surface_size, std::uint16_t map_size);

  /// Takes events, sends what is due. true: there is something new to see.
  bool update(double now_ms);

  /// Has a command been sent whose answer will come? Then update() must be called soon.
  bool busy() const {
    return playing_ || probing_ || configuring_ || dirty_ || probe_wanted_ || looking_ || examining_ ||
           ((look_wanted_ || peek_) && shows_pictures());
  }

  const Experiment& experiment() const { return experiment_; }
  /// Counts up whenever experiment() becomes another.
  std::uint64_t edits() const { return edits_; }
  bool playing() const { return playing_; }
  std::uint32_t id() const { return run_; }
  const Ready& ready() const { return ready_; }
  /// Counts up with every Ready: another network, perhaps.
  std::uint64_t readies() const { return readies_; }
  /// The last picture of the state; `parameters` is empty before the first.
  const Probed& probed() const { return probed_; }
  /// Counts up with every Ready and Probed: what is drawn from them is stale when it changed.
  std::uint64_t version() const { return version_; }
  const Metrics& metrics() const { return metrics_; }
  const Curve& curve() const { return curve_; }
  double samples_per_second() const { return speed_; }
  /// Until the epochs that the experiment asks for are done, at the pace of the last seconds; 0: they are. nullopt:
  /// nothing of this run was measured yet.
  std::optional<double> seconds_to_go() const;
  /// Did playing end by itself, with the last of these epochs?
  bool epochs_done() const { return !playing_ && until_epoch_ > 0 && metrics_.epoch >= until_epoch_; }
  /// The runs so far, for comparison.
  RunLog& log() { return log_; }
  const RunLog& log() const { return log_; }

  const std::optional<Stopped>& diverged() const { return diverged_; }
  const std::optional<Error>& rejected() const { return rejected_; }
  void dismiss_rejected() { rejected_.reset(); }
  std::string engine_failure() const { return engine_->failure(); }
  const char* engine_kind() const { return engine_->kind(); }
  /// A new engine in the place of a dead one: goes on from the last saved state (true), or starts the run again.
  bool restart_engine();
  /// The step to which a new engine would go back; 0: to the start.
  std::uint64_t saved_step() const { return lifeline_.saved() ? lifeline_.saved()->step : 0; }

  /// Files of pictures: an experiment that needs them waits until they are here; when they cannot be had, the one
  /// before it comes back, and rejected() says why.
  PictureFiles& files() { return files_; }
  const PictureFiles& files() const { return files_; }
  void supply(Supply pictures) { engine_->send({.run = 0, .at_step = 0, .body = std::move(pictures)}); }
  void pictures_progress(std::string_view dataset, double fraction, std::string_view problem);

  /// One picture and what every layer makes of it: of the data, or (not empty) of one's own. The answer comes as
  /// looked(), again and again while the network learns.
  void look(std::uint32_t sample, std::vector<std::uint8_t> pixels = {});
  /// Besides, the gradients of the loss: of what the layers give, of their weights.
  void look_at_gradients(bool layers, bool weights);
  const Looked& looked() const { return looked_; }
  /// Counts up with every answer.
  std::uint64_t looks() const { return looks_; }

  /// The pixels of any one picture of the data, asked for once; nullptr until they are here. looked() stays as it is.
  const std::vector<std::uint8_t>* pixels_of(std::uint32_t sample);

  /// All test samples, once. The answer comes as examined().
  void examine();
  bool examining() const { return examining_; }
  const std::optional<Examined>& examined() const { return examined_; }

  /// A learning rate from which a diverged run can be expected to recover; nullopt when there is no such option.
  std::optional<double> calmer_learning_rate() const;
  /// Takes it, and plays from the start.
  void recover(double now_ms);

 private:
  void set_experiment(Experiment next);
  void send(decltype(Command::body) body);
  void configure();
  void begin(decltype(Command::body) body);
  bool resume();
  bool send_live_changes();
  void take(Event& event, double now_ms);
  void take_probed(Probed&& probed, double now_ms);
  void begin_record();
  void measure_speed(const Metrics& metrics, double now_ms);
  void send_probe(double now_ms);
  void save(double now_ms);
  void send_play(double from_epoch);
  void send_paced_steps(double now_ms);

  void files_failed(const Error& error);
  void send_look(double now_ms);
  bool shows_pictures() const;   // the run that the engine has
  bool learns_pictures() const;  // the experiment on the screen
  bool flat_out() const;

  std::unique_ptr<EngineClient> engine_;
  PictureFiles files_;
  bool awaiting_files_ = false;  // experiment_ will be configured when they are here
  Look look_;
  bool look_wanted_ = false;
  bool looking_ = false;
  double look_sent_ms_ = -1e9;
  Looked looked_;
  std::uint64_t looks_ = 0;
  std::optional<std::uint32_t> peek_;  // a picture whose pixels are wanted
  bool peeking_ = false;               // the look under way is for them
  struct {
    std::uint32_t run = 0, sample = 0;
    std::vector<std::uint8_t> pixels;
  } peeked_;
  bool examining_ = false;
  std::optional<Examined> examined_;
  double measure_from_ms_ = -1e9;  // pictures are gone through again from then on
  Experiment experiment_;          // what the interface shows
  Experiment sent_;                // what the engine has
  Experiment accepted_;            // the last one that it took
  std::uint64_t edits_ = 0;
  History history_;
  std::uint32_t run_ = 0;
  std::uint32_t accepted_run_ = 0;
  bool dirty_ = false;  // experiment_ was edited and not yet sent
  bool configuring_ = false;
  bool resuming_ = false;  // configuring_ from a saved state
  bool playing_ = false;
  std::uint32_t until_epoch_ = 0;  // where playing ends; 0: nowhere
  bool probing_ = false;
  bool probe_wanted_ = false;
  double probe_sent_ms_ = -1e9;
  Pace pace_ = Pace::normal;
  double paced_until_ms_ = -1;  // steps up to this moment have been sent
  std::uint16_t surface_size_ = 100;
  std::uint16_t map_size_ = 32;

  Ready ready_;
  std::uint64_t readies_ = 0;
  Probed probed_;
  std::uint64_t version_ = 0;
  Metrics metrics_;
  Curve curve_;
  std::optional<Stopped> diverged_;
  std::optional<Error> rejected_;
  Lifeline lifeline_;

  RunLog log_;

  double speed_ = 0;
  double steady_speed_ = 0;  // over several seconds
  int steady_windows_ = 0;
  double speed_from_ms_ = -1;
  std::uint64_t speed_from_step_ = 0;
};

}  // namespace downhill
