// App::state_json(): the application's state for browser tests and for the page beside the canvas.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "shell/app/app_state.hpp"

namespace downhill {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      (out += '\\') += c;
    else if (static_cast<unsigned char>(c) < 0x20)
      out += ' ';
    else
      out += c;
  }
  return out + "\"";
}

std::string number(double value) {
  return std::isfinite(value) ? number_text(value) : "null";
}

const char* run_state(const Run& run) {
  if (!run.engine_failure().empty()) return "failed";
  if (run.diverged()) return "diverged";
  return run.playing() ? "playing" : "paused";
}

}  // namespace

std::string App::state_json() const {
  const State& s = *state_;
  const Metrics& m = s.run.metrics();
  std::string json = "{";
  const auto add = [&json](const char* key, const std::string& value) {
    if (json.size() > 1) json += ',';
    ((json += '"') += key) += "\":" + value;
  };
  add("state", quoted(run_state(s.run)));
  add("playing", s.run.playing() ? "true" : "false");
  add("run", std::to_string(s.run.id()));
  add("step", std::to_string(m.step));
  add("epoch", number(m.epoch));
  add("train_loss", number(m.train_loss));
  add("test_loss", number(m.test_loss));
  add("train_accuracy", number(m.train_accuracy));
  add("test_accuracy", number(m.test_accuracy));
  add("samples_per_second", number(s.run.samples_per_second()));
  add("link", quoted(s.link()));
  add("language", quoted(s.ui.language == Language::zh ? "zh" : "en"));
  add("theme", quoted(s.ui.theme->name));
  add("engine", quoted(s.run.engine_kind()));
  add("notices", s.notice_names());
  add("saved_step", std::to_string(s.run.saved_step()));
  add("toast", quoted(s.toast));
  add("dataset", quoted(s.run.experiment().dataset.type));
  if (const Looked& looked = s.run.looked(); !looked.readout.empty()) {
    const auto best = std::max_element(looked.readout.begin(), looked.readout.end()) - looked.readout.begin();
    add("answer", std::to_string(best));
    add("truth", std::to_string(looked.label));
    add("sample", std::to_string(looked.sample));
  }
  if (s.run.examined()) add("examined_step", std::to_string(s.run.examined()->step));
  add("lab", quoted(s.lab_info->info.name));
  for (const auto& [key, value] : s.lab->facts()) add(("lab_" + key).c_str(), quoted(value));
  add("tab", quoted(s.tabbed ? s.lab->tabs()[static_cast<std::size_t>(s.tab)].id : ""));
  add("parameters", std::to_string(s.run.ready().parameter_count));
  add("frames", std::to_string(s.frames_drawn));
  add("frame_ms", number(s.last_build_ms));
  add("cut_labels", std::to_string(s.ui.hits.cuts().size()));
  return json + "}";
}

}  // namespace downhill
