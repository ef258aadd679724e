// Pictures that are looked at: one with what every layer makes of it, again and again, and now and then one by itself.
#include <utility>

#include "shell/app/run.hpp"

namespace downhill {
namespace {

constexpr double kLookIntervalMs = 100;

}  // namespace

void Run::look(std::uint32_t sample, std::vector<std::uint8_t> pixels) {
  if (look_.sample == sample && look_.pixels == pixels && looks_ > 0) return;
  look_.sample = sample;
  look_.pixels = std::move(pixels);
  look_wanted_ = true;
}

void Run::look_at_gradients(bool layers, bool weights) {
  if (look_.gradients == layers && look_.weight_gradients == weights) return;
  look_.gradients = layers;
  look_.weight_gradients = weights;
  look_wanted_ = true;
}

const std::vector<std::uint8_t>* Run::pixels_of(std::uint32_t sample) {
  if (peeked_.run == run_ && peeked_.sample == sample) return &peeked_.pixels;
  peek_ = sample;
  return nullptr;
}

void Run::send_look(double now_ms) {
  if (!shows_pictures() || looking_ || configuring_) return;
  const std::uint32_t samples = ready_.train_samples + ready_.test_samples;
  if (peek_ && *peek_ >= samples) peek_.reset();
  if (peek_) {
    looking_ = peeking_ = true;
    return send(Look{.sample = *peek_, .pixels = {}, .activations = false});
  }
  if (!look_wanted_ && !(playing_ && now_ms - look_sent_ms_ >= kLookIntervalMs)) return;
  // A new run may have fewer pictures than the one that was looked at: the lab will choose another.
  if (look_.pixels.empty() && look_.sample >= samples) return;
  looking_ = true;
  look_wanted_ = false;
  look_sent_ms_ = now_ms;
  send(look_);
}

}  // namespace downhill
