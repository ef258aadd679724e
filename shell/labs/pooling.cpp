// The pooling lab: settings, numbers and layout.
#include "shell/labs/pooling.hpp"

#include <algorithm>

#include "shell/labs/lab_texts.hpp"
#include "shell/labs/pictures.hpp"
#include "shell/labs/pooling_texts.hpp"
#include "shell/labs/settings_column.hpp"
#include "shell/widgets/card.hpp"
#include "shell/widgets/picture_choice.hpp"
#include "shell/widgets/scroll_area.hpp"

namespace downhill {

const OpInfo& max_pool2d_op();  // named here, so that only these ops are linked
const OpInfo& avg_pool2d_op();
const OpInfo& stochastic_pool2d_op();
const OpPasses& max_pool2d_op_passes();
const OpPasses& avg_pool2d_op_passes();
const OpPasses& stochastic_pool2d_op_passes();

namespace {

using pooling_texts::kText;

constexpr float kGap = 12;

constexpr Lab::Tab kTabs[] = {{"picture", Icon::output, {"Picture", "图像"}},
                              {"settings", Icon::sliders, {"Settings", "设置"}}};

constexpr Choice kKinds[] = {
    {"max", {"Max", "最大"}}, {"average", {"Average", "平均"}}, {"stochastic", {"Stochastic", "随机"}}};

const OptionSpec kOptions[] = {
    choice_option("kind", {"Pooling", "池化"}, {"What a window passes on.", "窗口送出去的是什么。"}, kKinds, 0),
    choice_option("picture", {"Picture", "图像"}, {"What the windows lie on.", "窗口放在它上面。"},
                  std::span<const Choice>(kPictureChoices).first(kOwnPicture), 0),
    slider_option("kernel", {"Kernel", "核"}, {"The side of the window.", "窗口的边长。"}, 2, 4, 2),
    slider_option("stride", {"Stride", "步幅"}, {"How far the window moves at a time.", "窗口每次移动的距离。"}, 1, 4,
                  2),
    slider_option("shift_x", {"Shift right", "右移"}, {"By so many pixels.", "移动的像素数。"}, -3, 3, 0),
    slider_option("shift_y", {"Shift down", "下移"}, {"By so many pixels.", "移动的像素数。"}, -3, 3, 0),
    slider_option("seed", {"Seed", "种子"}, {"Another one draws other numbers.", "换一个就抽到别的数。"}, 1, 999, 1),
    {.name = "all", .label = kText.all, .help = kText.all_help, .kind = OptionKind::boolean}};

}  // namespace

Pooling::Pooling()
    : options_(pooling_lab().info),
      runs_{OpRun(max_pool2d_op(), max_pool2d_op_passes()), OpRun(avg_pool2d_op(), avg_pool2d_op_passes()),
            OpRun(stochastic_pool2d_op(), stochastic_pool2d_op_passes())} {
  refresh();
}

std::span<const Lab::Tab> Pooling::tabs() const {
  return kTabs;
}

std::vector<float> Pooling::pool(std::span<const float> pixels) {
  Rng rng(static_cast<std::uint64_t>(options_[kSeed]));
  const std::span<const float> y = runs_[kind()].forward(pixels, {}, kind() == kStochastic ? &rng : nullptr);
  return {y.begin(), y.end()};
}

void Pooling::refresh() {
  const int wanted = options_[kAll] != 0 ? -2 : place_;
  if (seen_edits_ == options_.edits() && seen_place_ == wanted) return;
  seen_edits_ = options_.edits();
  seen_place_ = wanted;
  for (OpRun& run : runs_) {
    const Status planned = run.plan({{"kernel", options_[kKernel]}, {"stride", options_[kStride]}, {"padding", 0}},
                                    {1, 1, kPictureSide, kPictureSide});
    DOWNHILL_CHECK(planned.ok());  // the options' ranges allow nothing that does not fit
  }
  original_ = draw_picture(options_.integer(kPicture));
  picture_.assign(kPictureCells, 0);
  for (int y = 0; y < kPictureSide; ++y)
    for (int x = 0; x < kPictureSide; ++x) {
      const int from_y = y - options_.integer(kShiftY), from_x = x - options_.integer(kShiftX);
      if (from_y >= 0 && from_x >= 0 && from_y < kPictureSide && from_x < kPictureSide)
        picture_[static_cast<std::size_t>(y * kPictureSide + x)] =
            original_[static_cast<std::size_t>(from_y * kPictureSide + from_x)];
    }
  original_output_ = pool(original_);
  output_ = pool(picture_);
  place_ = std::min(place_, static_cast<int>(output_.size()) - 1);
  std::vector<float> dy(output_.size(), options_[kAll] != 0 ? 1.f : 0.f);
  dy[static_cast<std::size_t>(place_)] = 1;
  const std::span<const float> dx = runs_[kind()].backward(dy);
  gradient_.assign(dx.begin(), dx.end());
}

float Pooling::settings_height(const Ui& ui, float width) const {
  return options_.height(ui, {kKind, kKernel, kStride, kShiftX, kShiftY}) +
         picture_choice_height(width, options_.spec(kPicture), 5) + 2 * space::k4 + space::k2 +
         ui.paragraph({0, 0, width, 0}, ui.t(kText.hint), FontId::small, 0, true);
}

void Pooling::settings(Ui& ui, const Rect& content) {
  if (ui.touch) panel(ui, content);
  Rect rest = content.inset(space::k4 - (ui.touch ? 0 : 1));
  options_.edit(ui, kKind, rest);
  const int chosen = picture_choice(ui, "lab.picture", rest, options_.spec(kPicture), options_.integer(kPicture), 5,
                                    [&](int i, const Rect& r) {
                                      const std::vector<float> shown = draw_picture(i);
                                      number_grid(ui, "thumb", place_grid(r, kPictureSide, kPictureSide),
                                                  {.values = shown, .numbers = false, .focusable = false});
                                    });
  if (chosen >= 0) options_.set(kPicture, chosen);
  for (const Option option : {kKernel, kStride, kShiftX, kShiftY}) options_.edit(ui, option, rest);
  cut_top(rest, space::k2);
  ui.paragraph(rest, ui.t(kText.hint), FontId::small, ui.theme->second);
  refresh();  // what is drawn after this already follows the change
}

void Pooling::draw(Ui& ui, Run&, const Rect& area, int tab) {
  refresh();  // the settings decide how many places there are
  stepper_.begin_at(out_side() / 3 * out_side() + out_side() / 2);
  place_ = hover_ >= 0 ? hover_ : stepper_.place();
  refresh();
  next_hover_ = -1;
  const auto height = [&](float width) { return settings_height(ui, width); };
  const auto draw_settings = [&](const Rect& r) { settings(ui, r); };
  if (tab == 1) {
    settings_tab(ui, area, height, draw_settings);
  } else if (tab == 0) {
    draw_stacked(ui, area);
  } else {
    Rect rest = area.inset(kGap);
    settings_column(ui, rest, kGap, height, draw_settings);
    Rect bottom = cut_bottom(rest, (rest.h - kGap) / 2, kGap);
    const float half = (rest.w - kGap) / 2;
    picture_card(ui, cut_left(rest, half, kGap));
    output_card(ui, rest);
    gradient_card(ui, cut_left(bottom, half, kGap));
    shift_card(ui, bottom);
  }
  if (next_hover_ != hover_) {
    hover_ = next_hover_;
    ui.wake_at(ui.now_ms());  // the marks follow in the next frame
  }
}

void Pooling::draw_stacked(Ui& ui, const Rect& area) {
  const float side = std::min(area.w - 2 * (kScrollMargin + space::k4), 420.f) * 0.86f + card_overhead();
  const float words = 70;
  const ScrollArea scroll(ui, "scroll.picture", area, 4 * side + 3 * (words + kGap));
  Rect rest = scroll.content();
  picture_card(ui, cut_top(rest, side, kGap));
  output_card(ui, cut_top(rest, side + words, kGap));
  gradient_card(ui, cut_top(rest, side + words, kGap));
  shift_card(ui, cut_top(rest, side + words));
}

const LabInfo& pooling_lab() {
  static const auto texts = lab_texts(kText);
  static const LabInfo lab = {{.name = "pooling",
                               .label = {"Pooling", "池化"},
                               .summary = {"Every window keeps one number, and the picture gets small and calm.",
                                           "每个窗口只留一个数，图像变小了，也稳重了。"},
                               .formula = "y[i,j] = max x[iS+u, jS+v]",
                               .source = "Zeiler and Fergus 2013, arXiv:1301.3557, for the stochastic one",
                               .options = kOptions},
                              []() -> std::unique_ptr<Lab> { return std::make_unique<Pooling>(); },
                              false,
                              texts};
  return lab;
}

}  // namespace downhill
