// The convolution lab's settings and layout.
#include "shell/labs/convolution.hpp"

#include <algorithm>
#include <array>

#include "shell/labs/convolution_texts.hpp"
#include "shell/labs/lab_texts.hpp"
#include "shell/labs/pictures.hpp"
#include "shell/labs/settings_column.hpp"
#include "shell/widgets/card.hpp"
#include "shell/widgets/picture_choice.hpp"
#include "shell/widgets/scroll_area.hpp"

namespace downhill {

const OpInfo& conv2d_op();  // named here, so that only this op is linked
const OpPasses& conv2d_op_passes();

namespace {

using convolution_texts::kText;

constexpr float kGap = 12;
constexpr float kSizeHeight = 168;
constexpr float kWeightLimit = 100;

constexpr Lab::Tab kTabs[] = {{"picture", Icon::output, {"Picture", "图像"}},
                              {"settings", Icon::sliders, {"Settings", "设置"}}};

constexpr Choice kModes[] = {{"one", {"One channel", "一个通道"}},
                             {"three", {"Three, summed", "三个通道求和"}},
                             {"mix", {"1×1: channels mixed", "1×1：混合通道"}}};

struct Kernel {
  Choice choice;
  std::array<float, 9> weights;
};
constexpr float kNinth = 1.f / 9;
constexpr Kernel kKernels[] = {
    {{"identity", {"Identity", "恒等"}}, {0, 0, 0, 0, 1, 0, 0, 0, 0}},
    {{"horizontal", {"Horizontal edges", "水平边缘"}}, {-1, -1, -1, 0, 0, 0, 1, 1, 1}},
    {{"vertical", {"Vertical edges", "垂直边缘"}}, {-1, 0, 1, -1, 0, 1, -1, 0, 1}},
    {{"sobel_x", {"Sobel x", "Sobel x"}}, {-1, 0, 1, -2, 0, 2, -1, 0, 1}},
    {{"sobel_y", {"Sobel y", "Sobel y"}}, {-1, -2, -1, 0, 0, 0, 1, 2, 1}},
    {{"blur", {"Blur", "模糊"}}, {kNinth, kNinth, kNinth, kNinth, kNinth, kNinth, kNinth, kNinth, kNinth}},
    {{"sharpen", {"Sharpen", "锐化"}}, {0, -1, 0, -1, 5, -1, 0, -1, 0}},
    {{"emboss", {"Emboss", "浮雕"}}, {-2, -1, 0, -1, 1, 1, 0, 1, 2}}};
constexpr std::size_t kOwnKernel = std::size(kKernels);

constexpr auto kKernelChoices = [] {
  std::array<Choice, kOwnKernel + 1> choices{};
  for (std::size_t i = 0; i < kOwnKernel; ++i) choices[i] = kKernels[i].choice;
  choices[kOwnKernel] = {"own", {"Made by hand", "手工设定"}};
  return choices;
}();

constexpr Choice kMixChoices[] = {{"grey", {"Grey: all alike", "灰度：一视同仁"}},
                                  {"red_green", {"Red against green", "红减绿"}},
                                  {"warm_cold", {"Warm against cold", "暖减冷"}},
                                  {"own", {"Made by hand", "手工设定"}}};
constexpr float kThird = 1.f / 3;
constexpr std::array<float, 3> kMixes[] = {{kThird, kThird, kThird}, {1, -1, 0}, {0.5f, 0.5f, -1}};
constexpr std::size_t kOwnMix = std::size(kMixes);

const OptionSpec kOptions[] = {
    choice_option("mode", {"Channels", "通道"}, {"How many planes of numbers the picture has.", "图像有几个数字平面。"},
                  kModes, 0),
    choice_option("picture", {"Picture", "图像"}, {"What the window slides over.", "窗口在它上面滑动。"},
                  kPictureChoices, 0),
    choice_option("kernel", {"Kernel", "卷积核"}, {"The weights of the window.", "窗口的权重。"}, kKernelChoices, 3),
    choice_option("mix", {"Weights", "权重"}, {"How much each channel counts.", "每个通道占多少分量。"}, kMixChoices,
                  1),
    slider_option("stride", {"Stride", "步幅"}, {"How far the window moves at a time.", "窗口每次移动的距离。"}, 1, 4,
                  1),
    slider_option("padding", {"Padding", "填充"},
                  {"Rows and columns of zeros around the picture.", "图像四周补零的行列数。"}, 0, 3, 1),
    slider_option("dilation", {"Dilation", "空洞"},
                  {"The distance between neighbouring points of the window.", "窗口中相邻两点的间距。"}, 1, 3, 1)};

}  // namespace

Convolution::Convolution() : options_(convolution_lab().info), conv_(conv2d_op(), conv2d_op_passes()) {
  refresh();
}

std::span<const Lab::Tab> Convolution::tabs() const {
  return kTabs;
}

bool Convolution::kernel_is_own() const {
  if (mode() == kMixChannels) return options_.integer(kMix) == static_cast<int>(kOwnMix);
  return options_.integer(kKernel) == static_cast<int>(kOwnKernel);
}

/// What is shown becomes the user's own, before the first number is changed.
void Convolution::make_own_kernel() {
  if (kernel_is_own()) return;
  own_weights_ = weights_;
  if (mode() == kMixChannels)
    options_.set(kMix, kOwnMix);
  else
    options_.set(kKernel, kOwnKernel);
}

void Convolution::choose_kernel_weights() {
  const auto count = static_cast<std::size_t>(channels() * kernel() * kernel());
  if (kernel_is_own() && own_weights_.size() == count) {
    weights_ = own_weights_;
    return;
  }
  weights_.clear();
  if (mode() == kMixChannels) {
    const auto& mix = kMixes[std::min(static_cast<std::size_t>(options_.integer(kMix)), kOwnMix - 1)];
    weights_.assign(mix.begin(), mix.end());
  } else {
    const auto& one = kKernels[static_cast<std::size_t>(options_.integer(kKernel)) % kOwnKernel].weights;
    for (int c = 0; c < channels(); ++c) weights_.insert(weights_.end(), one.begin(), one.end());
  }
  if (kernel_is_own()) own_weights_ = weights_;  // chosen from the list before anything was made
}

Lab::Fields Convolution::fields() const {
  Fields fields = options_.fields();
  if (kernel_is_own()) fields.emplace_back("weights", write_numbers(own_weights_));
  if (options_.integer(kPicture) == kOwnPicture && !own_picture_.empty()) {
    std::string pixels;
    for (const float value : own_picture_) pixels += static_cast<char>('0' + static_cast<int>(value * 2));
    fields.emplace_back("pixels", pixels);
  }
  return fields;
}

Status Convolution::set_field(std::string_view key, std::string_view value) {
  if (key == "weights") {
    const auto commas = std::count(value.begin(), value.end(), ',');
    Result<std::vector<float>> numbers = read_numbers(key, value,
                                                      commas == 2    ? 3
                                                      : commas == 26 ? 27
                                                                     : 9,
                                                      kWeightLimit);
    if (!numbers) return numbers.error();
    own_weights_ = std::move(numbers.value());
  } else if (key == "pixels") {
    Result<std::vector<float>> pixels = read_pixels(key, value, kPictureCells);
    if (!pixels) return pixels.error();
    own_picture_ = std::move(pixels.value());
  } else {
    return options_.set_field(key, value);
  }
  options_.touch();
  return Nothing{};
}

float Convolution::settings_height(const Ui& ui, float width) const {
  float height = options_.height(ui, {kMode, kStride, kPadding}) + space::k4 * 2;
  if (mode() != kMixChannels) height += options_.height(ui, {kDilation});
  if (mode() == kOneChannel) height += picture_choice_height(width, options_.spec(kPicture), 4);
  height +=
      mode() == kMixChannels ? options_.height(ui, {kMix}) : picture_choice_height(width, options_.spec(kKernel), 5);
  const char* hint = ui.t(mode() == kOneChannel ? kText.paint_hint : kText.weights_hint);
  return height + space::k2 + ui.paragraph({0, 0, width, 0}, hint, FontId::small, 0, true);
}

void Convolution::settings(Ui& ui, const Rect& content) {
  if (ui.touch) panel(ui, content);
  Rect rest = content.inset(space::k4 - (ui.touch ? 0 : 1));
  options_.edit(ui, kMode, rest);
  if (mode() == kOneChannel) {
    const int chosen = picture_choice(
        ui, "lab.picture", rest, options_.spec(kPicture), options_.integer(kPicture), 4, [&](int i, const Rect& r) {
          const std::vector<float> shown = i == kOwnPicture ? own_picture_ : draw_picture(i);
          if (shown.empty()) return ui.icon(r, Icon::brush, ui.theme->second);
          const GridPlace place = place_grid(r, kPictureSide, kPictureSide);
          number_grid(ui, "thumb", place, {.values = shown, .numbers = false, .focusable = false});
        });
    if (chosen >= 0) options_.set(kPicture, chosen);
  }
  if (mode() == kMixChannels) {
    options_.edit(ui, kMix, rest);
  } else {
    const int chosen = picture_choice(
        ui, "lab.kernel", rest, options_.spec(kKernel), options_.integer(kKernel), 5, [&](int i, const Rect& r) {
          const auto at = static_cast<std::size_t>(i);
          if (at == kOwnKernel) return ui.icon(r, Icon::sliders, ui.theme->second);
          const GridPlace place = place_grid(r, 3, 3);
          number_grid(ui, "thumb", place,
                      {.values = kKernels[at].weights,
                       .largest = *std::max_element(kKernels[at].weights.begin(), kKernels[at].weights.end()),
                       .numbers = false,
                       .focusable = false});
        });
    if (chosen == static_cast<int>(kOwnKernel))
      make_own_kernel();
    else if (chosen >= 0)
      options_.set(kKernel, chosen);
  }
  for (const Option option : {kStride, kPadding}) options_.edit(ui, option, rest);
  if (mode() != kMixChannels) options_.edit(ui, kDilation, rest);  // one point has no neighbours
  cut_top(rest, space::k2);
  const char* hint = ui.t(mode() == kOneChannel ? kText.paint_hint : kText.weights_hint);
  ui.paragraph(rest, hint, FontId::small, ui.theme->second);
  refresh();  // what is drawn after this already follows the change
  place_ = std::min(place_, out_side() * out_side() - 1);
}

float Convolution::product_height(const Ui& ui) const {
  return card_overhead() + (mode() == kOneChannel ? (ui.touch ? 172.f : 190.f) : ui.touch ? 290.f : 260.f);
}

void Convolution::draw(Ui& ui, Run&, const Rect& area, int tab) {
  refresh();
  stepper_.begin_at(out_side() / 3 * out_side() + out_side() * 5 / 8);
  place_ = hover_ >= 0 ? hover_ : stepper_.place();
  place_ = std::min(place_, out_side() * out_side() - 1);
  next_hover_ = -1;
  const auto height = [&](float width) { return settings_height(ui, width); };
  const auto draw_settings = [&](const Rect& r) { settings(ui, r); };
  if (tab >= 0) {
    if (tab == 1) {
      settings_tab(ui, area, height, draw_settings);
    } else {
      draw_stacked(ui, area);
    }
  } else {
    Rect rest = area.inset(kGap);
    settings_column(ui, rest, kGap, height, draw_settings);
    const bool beside = rest.w >= 700;
    if (!beside) size_card(ui, cut_bottom(rest, kSizeHeight, kGap));
    Rect bottom = cut_bottom(rest, product_height(ui), kGap);
    // The grids are square: beside or under each other, whichever makes them larger.
    const float side = std::min((rest.w - kGap) / 2 - 2 * space::k4, rest.h - card_overhead());
    const bool tall = std::min(rest.w - 2 * space::k4, (rest.h - kGap) / 2 - card_overhead()) > side;
    picture_card(ui, tall ? cut_top(rest, (rest.h - kGap) / 2, kGap) : cut_left(rest, (rest.w - kGap) / 2, kGap));
    output_card(ui, rest);
    if (beside) size_card(ui, cut_right(bottom, std::min(bottom.w * 0.36f, 420.f), kGap));
    product_card(ui, bottom);
  }
  if (next_hover_ != hover_) {
    hover_ = next_hover_;
    ui.wake_at(ui.now_ms());  // the marks follow in the next frame
  }
}

void Convolution::draw_stacked(Ui& ui, const Rect& area) {
  const float side = std::min(area.w - 2 * (kScrollMargin + space::k4), 420.f) + card_overhead() + 14;
  const float height = 2 * side + product_height(ui) + kSizeHeight + 3 * kGap;
  const ScrollArea scroll(ui, "scroll.picture", area, height);
  Rect rest = scroll.content();
  picture_card(ui, cut_top(rest, side, kGap));
  product_card(ui, cut_top(rest, product_height(ui), kGap));
  output_card(ui, cut_top(rest, side, kGap));
  size_card(ui, cut_top(rest, kSizeHeight));
}

const LabInfo& convolution_lab() {
  static const auto texts = lab_texts(kText);
  static const LabInfo lab = {
      {.name = "convolution",
       .label = {"Convolution", "卷积"},
       .summary = {"A small window slides over a picture and says how much each place looks like its weights.",
                   "一个小窗口滑过图像，说出每一处与它的权重有多像。"},
       .formula = "y[i,j] = Σ w[c,u,v] x[c, iS−P+uD, jS−P+vD]",
       .source = "LeCun et al. 1989, doi:10.1162/neco.1989.1.4.541",
       .options = kOptions},
      []() -> std::unique_ptr<Lab> { return std::make_unique<Convolution>(); },
      false,
      texts};
  return lab;
}

}  // namespace downhill
