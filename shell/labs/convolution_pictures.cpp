// The convolution lab's pictures: the input and its window, the output, and the product written out for one place.
#include <algorithm>
#include <cmath>

#include "shell/labs/convolution.hpp"
#include "shell/labs/convolution_texts.hpp"
#include "shell/labs/pictures.hpp"
#include "shell/widgets/card.hpp"

namespace downhill {
namespace {

using convolution_texts::kText;

constexpr double kStepMs = 320;
constexpr float kCaption = 16;
constexpr float kWeightLimit = 100;
constexpr const char* kWeightIds[] = {"weights.0", "weights.1", "weights.2"};
constexpr const char* kPlaneIds[] = {"picture.0", "picture.1", "picture.2"};

const Text& channel_name(int channel) {
  return channel == 0 ? kText.red : channel == 1 ? kText.green : kText.blue;
}

}  // namespace

/// Brings everything up to date with the settings. The output is the core's, not our own sum.
void Convolution::refresh() {
  if (seen_edits_ == options_.edits()) return;
  choose_kernel_weights();
  if (options_.integer(kPicture) == kOwnPicture && own_picture_.empty()) own_picture_.assign(kPictureCells, 0.f);
  if (mode() == kOneChannel)
    picture_ = options_.integer(kPicture) == kOwnPicture ? own_picture_ : draw_picture(options_.integer(kPicture));
  else
    picture_ = draw_colour_picture();
  const int side = kPictureSide + 2 * padding();
  padded_.assign(static_cast<std::size_t>(channels() * side * side), 0);
  for (int c = 0; c < channels(); ++c)
    for (int y = 0; y < kPictureSide; ++y)
      std::copy_n(picture_.begin() + (c * kPictureSide + y) * kPictureSide, kPictureSide,
                  padded_.begin() + (c * side + y + padding()) * side + padding());
  const Status planned = conv_.plan({{"units", 1},
                                     {"kernel", kernel()},
                                     {"stride", options_[kStride]},
                                     {"padding", options_[kPadding]},
                                     {"dilation", options_[kDilation]},
                                     {"bias", 0}},
                                    {1, channels(), kPictureSide, kPictureSide});
  DOWNHILL_CHECK(planned.ok());  // the options' ranges allow nothing that does not fit
  conv_.forward(picture_, weights_);
  seen_edits_ = options_.edits();
}

std::vector<float> Convolution::window_values(int channel) const {
  const int side = kPictureSide + 2 * padding();
  const int top = place_ / out_side() * options_.integer(kStride);
  const int left = place_ % out_side() * options_.integer(kStride);
  std::vector<float> values;
  for (int v = 0; v < kernel(); ++v)
    for (int u = 0; u < kernel(); ++u)
      values.push_back(padded_[static_cast<std::size_t>(
          (channel * side + top + v * options_.integer(kDilation)) * side + left + u * options_.integer(kDilation))]);
  return values;
}

void Convolution::picture_card(Ui& ui, const Rect& r) {
  Rect header;
  const Rect content = card(ui, r, "picture.title", ui.t(kText.picture), &header);
  stepper_.draw(ui, header, out_side() * out_side(), kStepMs);
  if (mode() == kOneChannel)
    picture_plane(ui, kPlaneIds[0], content, 0);
  else
    colour_planes(ui, content);
}

/// Red, green, blue, and in the fourth corner the colours that they make.
void Convolution::colour_planes(Ui& ui, const Rect& content) {
  const float w = (content.w - space::k4) / 2;
  const float h = (content.h - space::k2) / 2;
  for (int i = 0; i < 4; ++i) {
    Rect area{content.x + static_cast<float>(i % 2) * (w + space::k4),
              content.y + static_cast<float>(i / 2) * (h + space::k2), w, h};
    const Rect caption = cut_top(area, kCaption);
    const GridPlace place = place_grid(area, kPictureSide + 2 * padding(), kPictureSide + 2 * padding());
    ui.text("plane.name", {place.r.x, caption.y, area.right() - place.r.x, kCaption},
            ui.t(i < 3 ? channel_name(i) : kText.together), FontId::small, ui.theme->second);
    if (i < 3) {
      picture_plane(ui, kPlaneIds[i], area, i);
      continue;
    }
    const auto shade = [&](int c, int cell) {
      return static_cast<std::uint32_t>(
          picture_[static_cast<std::size_t>(c) * kPictureCells + static_cast<std::size_t>(cell)] * 165 + 55);
    };
    for (int cell = 0; cell < static_cast<int>(kPictureCells); ++cell)
      ui.fill(place.cell(cell / kPictureSide + padding(), cell % kPictureSide + padding()).inset(0.75f),
              rgb(shade(0, cell) << 16 | shade(1, cell) << 8 | shade(2, cell)), place.cell_h >= 10 ? 3.f : 0.f);
  }
}

void Convolution::picture_plane(Ui& ui, const char* id, const Rect& area, int channel) {
  const int side = kPictureSide + 2 * padding();
  const auto cells = static_cast<std::size_t>(side * side);
  const GridPlace place = place_grid(area, side, side);
  const GridHit hit =
      number_grid(ui, id, place,
                  {.values = std::span<const float>(padded_).subspan(static_cast<std::size_t>(channel) * cells, cells),
                   .rim = padding(),
                   .help = ui.t(mode() == kOneChannel ? kText.picture : channel_name(channel))});
  if (mode() == kOneChannel) paint(hit);
  if (hit.held && mode() == kOneChannel) ui.own_drag();
  if (hit.on() && !(hit.held && mode() == kOneChannel)) {
    // The window whose middle is nearest.
    const auto nearest = [&](int at) {
      const auto places = static_cast<float>(at) - static_cast<float>(reach() - 1) / 2;
      return std::clamp(static_cast<int>(std::lround(places / static_cast<float>(options_.integer(kStride)))), 0,
                        out_side() - 1);
    };
    next_hover_ = nearest(hit.row) * out_side() + nearest(hit.column);
    if (hit.clicked) stepper_.go(next_hover_);
  }
  mark_window(ui, place);
}

/// The first cell decides whether a stroke is bright or dark.
void Convolution::paint(const GridHit& hit) {
  const int row = hit.row - padding();
  const int column = hit.column - padding();
  const bool by_key = hit.clicked && !hit.held && !ImGui::IsMouseReleased(ImGuiMouseButton_Left);
  if (!(hit.held || by_key) || !hit.on() || row < 0 || column < 0 || row >= kPictureSide || column >= kPictureSide)
    return;
  const auto at = static_cast<std::size_t>(row * kPictureSide + column);
  if (hit.pressed || by_key) brush_ = picture_[at] >= 0.75f ? 0.f : 1.f;
  if (picture_[at] == brush_) return;
  own_picture_ = picture_;
  own_picture_[at] = brush_;
  options_.set(kPicture, kOwnPicture);
  options_.touch();
  refresh();
}

void Convolution::mark_window(Ui& ui, const GridPlace& place) {
  const int top = place_ / out_side() * options_.integer(kStride);
  const int left = place_ % out_side() * options_.integer(kStride);
  mark_cells(ui, "mark.window", place.block(top, left, reach(), reach()));
  if (options_.integer(kDilation) == 1 || kernel() == 1) return;
  for (int v = 0; v < kernel(); ++v)
    for (int u = 0; u < kernel(); ++u)
      ui.stroke(place.cell(top + v * options_.integer(kDilation), left + u * options_.integer(kDilation)).inset(1),
                ui.theme->accent, 3, 1.5f);
}

void Convolution::output_card(Ui& ui, const Rect& r) {
  Rect header;
  const Rect content = card(ui, r, "output.title", ui.t(kText.output), &header);
  const std::string shape = std::to_string(out_side()) + " × " + std::to_string(out_side());
  ui.text("output.shape", header, shape.c_str(), FontId::strong, ui.theme->ink, Align::right);
  const GridPlace place = place_grid(content, out_side(), out_side());
  const GridHit hit = number_grid(
      ui, "output", place, {.values = conv_.y(), .largest = largest_size(conv_.y()), .help = ui.t(kText.output)});
  if (hit.on()) {
    next_hover_ = hit.row * out_side() + hit.column;
    if (hit.clicked) stepper_.go(next_hover_);
  }
  mark_cells(ui, "mark.output", place.cell(place_ / out_side(), place_ % out_side()));
}

/// Window × kernel = products, of one channel, in the columns whose captions the card has drawn.
void Convolution::channel_row(Ui& ui, const Rect& row, int channel, float column, float gap) {
  const int k = kernel();
  const auto count = static_cast<std::size_t>(k * k);
  const auto first = static_cast<std::size_t>(channel) * count;
  const std::vector<float> window = window_values(channel);
  std::span<float> weights(weights_.data() + first, count);
  const auto area = [&](int i) { return Rect{row.x + static_cast<float>(i) * (column + gap), row.y, column, row.h}; };
  number_grid(ui, "window", place_grid(area(0), k, k), {.values = window, .focusable = false});
  const GridPlace place = place_grid(area(1), k, k);
  const GridHit hit = number_grid(ui, kWeightIds[channel], place,
                                  {.values = weights, .largest = largest_size(weights_), .help = ui.t(kText.kernel)});
  const char* label = ui.t(kText.kernel);
  if (edit_cells(ui, kWeightIds[channel], place, hit, drag_, weights, kWeightLimit, label)) {
    make_own_kernel();
    own_weights_ = weights_;
    options_.touch();
    refresh();
  }
  std::vector<float> products;
  for (std::size_t i = 0; i < count; ++i) products.push_back(window[i] * weights[i]);
  number_grid(ui, "products", place_grid(area(2), k, k),
              {.values = products, .largest = std::max(largest_size(weights_), 1e-6f), .focusable = false});
  const auto sign = [&](int i, const char* text) {
    ui.text("sign", {area(i).right(), row.y, gap, row.h}, text, FontId::strong, ui.theme->second, Align::center);
  };
  sign(0, "×");
  sign(1, "=");
}

void Convolution::product_card(Ui& ui, const Rect& r) {
  Rect content = card(ui, r, "product.title", ui.t(kText.product));
  const std::string sentence = written_out();
  const Rect words = cut_bottom(content, ui.touch ? 52.f : 36.f, space::k2);
  boxed_text(ui, "product.sentence", words, sentence.c_str(), ui.touch ? FontId::small : FontId::body, ui.theme->ink);
  const float gap = ui.touch ? 16.f : 24.f;
  const float sum_width = ui.touch ? 46.f : 64.f;
  const float column = std::min((content.w - sum_width - 3 * gap) / 3, 150.f);
  Rect captions = cut_top(content, kCaption, space::k1);
  captions.x += (captions.w - 3 * column - 3 * gap - sum_width) / 2;
  content.x = captions.x;
  for (const Text* text : {&kText.window, &kText.kernel, &kText.products})
    ui.text("product.caption", cut_left(captions, column, gap), ui.t(*text), FontId::small, ui.theme->second,
            Align::center);
  ui.text("product.caption", {captions.x, captions.y, sum_width, kCaption}, ui.t(kText.sum), FontId::small,
          ui.theme->second, Align::center);
  const float height = content.h;
  const float row = (height - static_cast<float>(channels() - 1) * space::k1) / static_cast<float>(channels());
  Rect rows = content;
  for (int c = 0; c < channels(); ++c) channel_row(ui, cut_top(rows, row, space::k1), c, column, gap);
  const float sum_x = content.x + 3 * (column + gap);
  ui.text("sign", {sum_x - gap, content.y, gap, height}, "Σ", FontId::strong, ui.theme->second, Align::center);
  const float y = conv_.y()[static_cast<std::size_t>(place_)];
  const GridPlace place = place_grid({sum_x, content.y, sum_width, height}, 1, 1, 52);
  number_grid(ui, "sum", place, {.values = {&y, 1}, .largest = largest_size(conv_.y()), .focusable = false});
  mark_cells(ui, "mark.sum", place.r);
}

/// "0·(−1) + 0.5·0 + ... = 2"; with several channels the sum of each.
std::string Convolution::written_out() const {
  std::string text;
  const auto count = static_cast<std::size_t>(kernel() * kernel());
  for (int c = 0; c < channels(); ++c) {
    const std::vector<float> window = window_values(c);
    float subtotal = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const float weight = weights_[static_cast<std::size_t>(c) * count + i];
      subtotal += window[i] * weight;
      if (mode() != kThreeChannels)
        text += (text.empty() ? "" : " + ") + factor_text(window[i]) + "·" + factor_text(weight);
    }
    if (mode() == kThreeChannels) text += (text.empty() ? "" : " + ") + factor_text(subtotal);
  }
  return text + " = " + cell_text(conv_.y()[static_cast<std::size_t>(place_)]).text;
}

/// The formula with its numbers.
std::string Convolution::size_text() const {
  const auto n = [](int value) { return std::to_string(value); };
  return "= floor((" + n(kPictureSide) + " + 2·" + n(padding()) + " − " + n(options_.integer(kDilation)) + "·" +
         n(kernel() - 1) + " − 1)/" + n(options_.integer(kStride)) + ") + 1 = " + n(out_side());
}

Lab::Fields Convolution::facts() const {
  return {{"size", size_text()}};
}

void Convolution::size_card(Ui& ui, const Rect& r) {
  Rect rest = card(ui, r, "size.title", ui.t(kText.size));
  const std::string numbers = size_text();
  ui.text("size.formula", cut_top(rest, 20), "H′ = floor((H + 2P − D(K−1) − 1)/S) + 1", FontId::body, ui.theme->ink);
  ui.text("size.numbers", cut_top(rest, 20, space::k1), numbers.c_str(), FontId::strong, ui.theme->accent);
  rest.y += ui.paragraph(rest, ui.t(kText.letters), FontId::small, ui.theme->second) + space::k2;
  const int left = (kPictureSide + 2 * padding() - reach()) % options_.integer(kStride);
  const std::string verdict = left == 0 ? ui.t(kText.fits) : format_text(ui.t(kText.left_over), {std::to_string(left)});
  boxed_text(ui, "size.verdict", {rest.x, rest.y, rest.w, r.bottom() - space::k3 - rest.y}, verdict.c_str(),
             FontId::small, ui.theme->second);
}

}  // namespace downhill
