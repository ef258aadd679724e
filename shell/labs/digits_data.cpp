#include "shell/labs/digits_data.hpp"

#include <algorithm>
#include <cmath>

#include "core/data/dataset.hpp"
#include "core/data/datasets/registry.hpp"
#include "shell/labs/digits_data_texts.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/format.hpp"
#include "shell/widgets/piece_editor.hpp"

namespace downhill {
namespace {

using digits_data_texts::kDataText;

constexpr float kGap = 6;
constexpr float kHistogramHeight = 34;
constexpr float kCaption = 18;
constexpr int kBins = 16;
constexpr std::size_t kFirst = kAugment, kEnd = kFirst + static_cast<std::size_t>(kAugmentOptions);  // options

/// What the switch begins with: changes that a reader would not notice.
constexpr std::pair<AugmentOption, double> kGentle[] = {{kAugmentShift, 2}, {kAugmentRotate, 10}, {kAugmentScale, 0.1}};

std::span<const double> options_of(const Experiment& e) {
  return std::span(e.dataset.values).subspan(kAugment, kAugmentOptions);
}

const Info& dataset_info(const Experiment& e) {
  return find_piece(all_datasets(), e.dataset.type)->info;
}

float tile_of(float width) {
  return (width - 3 * kGap) / 4;
}

/// The sentence with the range, mean and deviation of the picture's pixels, as `value` makes numbers of them.
template <class Value>
std::string summary(const char* sentence, const std::vector<std::uint8_t>& pixels, Value value) {
  double sum = 0, squares = 0;
  std::uint8_t least = 255, most = 0;
  for (const std::uint8_t p : pixels) {
    const double v = value(p);
    sum += v, squares += v * v;
    least = std::min(least, p), most = std::max(most, p);
  }
  const double count = std::max<double>(1, static_cast<double>(pixels.size())), mean = sum / count;
  const auto text = [](double v) { return number_text(std::round(v * 100) / 100); };
  return format_text(sentence, {text(value(least)), text(value(most)), text(mean),
                                text(std::sqrt(std::max(0.0, squares / count - mean * mean)))});
}

std::string words_before(const Ui& ui, const Run& run) {
  return summary(ui.t(kDataText.before), run.looked().pixels, [](std::uint8_t p) { return double(p); });
}

std::string words_after(const Ui& ui, const Run& run) {
  const double normalize = run.experiment().dataset.values[kNormalize];
  return summary(ui.t(kDataText.after), run.looked().pixels,
                 [&](std::uint8_t p) { return normalized(p / 255.0, normalize); });
}

}  // namespace

void DataPanel::draw_button(Ui& ui, const Run& run, const Rect& r) {
  const bool changes = changes_pictures(options_of(run.experiment()));
  shown_ = shown_ || changes;
  if (button(ui, "data.more", r,
             {.icon = Icon::sliders,
              .kind = ButtonKind::quiet,
              .enabled = !changes,
              .on = shown_,
              .help = ui.t(Str::more_options)}))
    shown_ = !shown_;
}

float DataPanel::height(const Ui& ui, const Run& run, float width) const {
  const Experiment& e = run.experiment();
  if (!shown_ && !changes_pictures(options_of(e))) return 0;
  const Info& info = dataset_info(e);
  const Rect measure{0, 0, width, 0};
  float height = piece_options_height(ui, info, kNormalize, kNormalize + 1) + kHistogramHeight + space::k1;
  for (const std::string& words : {words_before(ui, run), words_after(ui, run)})
    height += ui.paragraph(measure, words.c_str(), FontId::small, 0, true);
  height += space::k2 + ui.control_height() + space::k2;
  if (open_ || changes_pictures(options_of(e)))
    height += kCaption + tile_of(width) + space::k2 + piece_options_height(ui, info, kFirst, kEnd);
  return height;
}

void DataPanel::draw(Ui& ui, Run& run, Rect& rest) {
  if (!shown_) return;
  const Info& info = dataset_info(run.experiment());
  piece_options(ui, run, rest, "dataset", &Experiment::dataset, info, kNormalize, kNormalize + 1);
  draw_histogram(ui, run, cut_top(rest, kHistogramHeight, space::k1));
  for (const std::string& words : {words_before(ui, run), words_after(ui, run)})
    cut_top(rest, ui.paragraph(rest, words.c_str(), FontId::small, ui.theme->second));
  cut_top(rest, space::k2);
  draw_switch(ui, run, rest);
  if (!open_) return;
  refresh(ui, run);
  ui.text("augment.caption", cut_top(rest, kCaption), ui.t(kDataText.caption), FontId::small, ui.theme->second);
  draw_preview(ui, cut_top(rest, tile_of(rest.w), space::k2));
  piece_options(ui, run, rest, "dataset", &Experiment::dataset, info, kFirst, kEnd);
}

/// On: gentle changes; off: none. It stays open while a slider passes through 0.
void DataPanel::draw_switch(Ui& ui, Run& run, Rect& rest) {
  open_ = open_ || changes_pictures(options_of(run.experiment()));
  const Info& augment = augment_info();
  if (!toggle(ui, "augment", cut_top(rest, ui.control_height(), space::k2), ui.t(augment.label), open_,
              ui.t(augment.summary)))
    return;
  Experiment next = run.experiment();
  for (std::size_t i = 0; i < kAugmentOptions; ++i) next.dataset.values[kAugment + i] = augment.options[i].initial;
  if (open_)
    for (const auto& [option, value] : kGentle)
      next.dataset.values[kAugment + static_cast<std::size_t>(option)] = value;
  run.edit(next, "augment", ui.now_ms());
}

/// Every click takes the next training picture; until its pixels are here the one before stays.
void DataPanel::refresh(Ui& ui, Run& run) {
  const std::uint32_t count = run.ready().train_samples;
  if (count == 0) return;  // nothing is known yet
  const auto sample = static_cast<std::uint32_t>((seed_ - 1) % count);
  const std::vector<std::uint8_t>* pixels = run.pixels_of(sample);
  if (!pixels) return;
  previewed_ = sample;
  const std::span<const double> options = options_of(run.experiment());
  Seen now{seed_, ui.theme, *pixels, {options.begin(), options.end()}};
  if (now == seen_) return;
  seen_ = std::move(now);
  atlas_.clear();
  const std::vector<std::uint32_t>& shape = run.ready().nodes.front().shape;
  if (shape.size() != 3 || shape[1] * shape[2] != seen_.pixels.size() || seen_.pixels.empty()) return;
  const int height = static_cast<int>(shape[1]), width = static_cast<int>(shape[2]);
  std::vector<Real> ink(seen_.pixels.size()), changed(ink.size()), scratch(augment_scratch(height, width));
  for (std::size_t i = 0; i < ink.size(); ++i) ink[i] = static_cast<Real>(seen_.pixels[i] / 255.0);
  const auto add = [&](const std::vector<Real>& picture) {
    atlas_.add(width, height,
               [&](int at) { return ink_color(*ui.theme, static_cast<float>(picture[static_cast<std::size_t>(at)])); });
  };
  add(ink);
  Rng rng(seed_);
  for (int i = 0; i < kVariants; ++i) {
    augment(options, height, width, ink.data(), changed.data(), rng, scratch);
    add(changed);
  }
  atlas_.upload(ui.textures);
}

void DataPanel::draw_preview(Ui& ui, const Rect& r) {
  const Response response = ui.control("augment.preview", r);
  for (int i = 0; i <= kVariants; ++i) {
    const Rect tile{r.x + static_cast<float>(i) * (r.h + kGap), r.y, r.h, r.h};
    atlas_.draw(ui, i, tile, 4);
    ui.stroke(tile, i == 0 ? ui.theme->accent : ui.theme->line, 4);
  }
  if (response.focused) ui.focus_outline(r, 4);
  ui.help(response, "augment.preview", r, ui.t(kDataText.preview), ui.t(kDataText.preview_help));
  if (response.clicked) ++seed_;
}

void DataPanel::draw_histogram(Ui& ui, const Run& run, const Rect& r) const {
  std::array<int, kBins> counts = {};
  for (const std::uint8_t p : run.looked().pixels) ++counts[static_cast<std::size_t>(p * kBins / 256)];
  const int most = std::max(1, *std::max_element(counts.begin(), counts.end()));
  const float step = r.w / kBins;
  for (int i = 0; i < kBins; ++i) {
    const auto share = static_cast<float>(counts[static_cast<std::size_t>(i)]) / static_cast<float>(most);
    const float height = std::sqrt(share) * r.h;
    ui.fill({r.x + static_cast<float>(i) * step, r.bottom() - height, step - 1, height}, ui.theme->third, 1);
  }
  ui.fill({r.x, r.bottom(), r.w, 1}, ui.theme->line);
  ui.help(ui.control("data.histogram", r, false), "data.histogram", r, ui.t(kDataText.histogram),
          ui.t(kDataText.histogram_help));
}

}  // namespace downhill
