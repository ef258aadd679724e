#include "shell/labs/stepper.hpp"

#include <algorithm>

#include "shell/widgets/button.hpp"

namespace downhill {

void Stepper::go(int place) {
  place_ = place;
  playing_ = untouched_ = false;
}

void Stepper::press(LabKey key) {
  untouched_ = false;
  if (key == LabKey::play) {
    playing_ = !playing_;
    due_ms_ = -1;
  } else if (key == LabKey::step) {
    playing_ = false;
    ++owed_;
  } else if (key == LabKey::back) {
    playing_ = false;
    --owed_;
  } else {
    go(0);
  }
}

void Stepper::advance(int count) {
  if (++place_ < count) return;
  place_ = 0;
  ++rounds_;
}

void Stepper::draw(Ui& ui, Rect& header, int count, double interval_ms, bool with_back) {
  const float size = ui.touch ? 36.f : 28.f;
  const auto next = [&] {
    const Rect r = cut_right(header, size, space::k1);
    return Rect{r.x, r.center_y() - size / 2, size, size};
  };
  if (button(ui, "lab.reset", next(), {.icon = Icon::reset, .help = ui.t(Str::lab_reset_help)})) press(LabKey::reset);
  if (button(ui, "lab.step", next(), {.icon = Icon::step, .help = ui.t(Str::lab_step_help)})) press(LabKey::step);
  if (with_back && button(ui, "lab.back", next(), {.icon = Icon::left, .help = ui.t(Str::lab_back_help)}))
    press(LabKey::back);
  if (button(ui, "lab.play", next(),
             {.icon = playing_ ? Icon::pause : Icon::play,
              .kind = ButtonKind::primary,
              .help = ui.t(playing_ ? Str::lab_pause_help : Str::lab_play_help)}))
    press(LabKey::play);
  const int before = place_;
  for (; owed_ > 0; --owed_) advance(count);
  for (; owed_ < 0; ++owed_) place_ = std::max(0, place_ - 1);
  if (playing_) {
    const double now = ui.now_ms();
    if (due_ms_ < 0) due_ms_ = now + interval_ms;
    if (now >= due_ms_) {
      advance(count);
      due_ms_ = now + interval_ms;
    }
    ui.wake_at(due_ms_);
  }
  place_ = std::clamp(place_, 0, std::max(0, count - 1));
  if (place_ != before) ui.wake_at(ui.now_ms());  // the lab shows it in the next frame
}

}  // namespace downhill
