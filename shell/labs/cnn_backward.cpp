// The lab of the backward pass: settings and layout.
#include "shell/labs/cnn_backward.hpp"

#include <algorithm>

#include "shell/labs/cnn_backward_texts.hpp"
#include "shell/labs/lab_texts.hpp"
#include "shell/labs/settings_column.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/card.hpp"
#include "shell/widgets/format.hpp"
#include "shell/widgets/picture_choice.hpp"
#include "shell/widgets/scroll_area.hpp"

namespace downhill {

const OpInfo& conv2d_op();  // named here, so that only these ops are linked
const OpInfo& relu_op();
const OpInfo& max_pool2d_op();
const OpInfo& dense_op();
const OpPasses& conv2d_op_passes();
const OpPasses& relu_op_passes();
const OpPasses& max_pool2d_op_passes();
const OpPasses& dense_op_passes();

namespace {

using cnn_backward_texts::kText;

constexpr float kGap = 12;
constexpr float kWideFrom = 700;  // a narrower network runs downwards
constexpr float kHistoryHeight = 84;
constexpr float kLine = 18;
constexpr int kSide = 6;
constexpr std::size_t kPixels = kSide * kSide, kWeights = 18;
constexpr double kWeightLimit = 100;

constexpr Lab::Tab kTabs[] = {{"chain", Icon::network, {"Network", "网络"}},
                              {"settings", Icon::sliders, {"Settings", "设置"}}};

constexpr Choice kPictureNames[] = {{"vertical", {"Vertical stroke", "竖线"}},
                                    {"horizontal", {"Horizontal stroke", "横线"}},
                                    {"diagonal", {"Diagonal", "斜线"}},
                                    {"corner", {"A corner", "拐角"}},
                                    {"own", {"Your own", "自己画"}}};
constexpr int kOwn = 4;
constexpr Choice kTargets[] = {{"vertical", kText.vertical}, {"horizontal", kText.horizontal}};

const OptionSpec kOptions[] = {
    choice_option("picture", {"Picture", "图像"}, {"What goes into the network.", "送进网络的图像。"}, kPictureNames,
                  0),
    choice_option("target", {"It is", "它是"}, {"The answer the network should learn.", "网络应该学会的答案。"},
                  kTargets, 0),
    {.name = "rate",
     .label = {"Learning rate η", "学习率 η"},
     .help = {"How far a step goes. Too far, and the loss rises.", "一步走多远；太远了，损失反而上升。"},
     .minimum = 0.001,
     .maximum = 10,
     .initial = 0.1,
     .slider_minimum = 0.01,
     .slider_maximum = 10,
     .logarithmic = true}};

}  // namespace

CnnBackward::CnnBackward()
    : options_(cnn_backward_lab().info),
      conv_(conv2d_op(), conv2d_op_passes()),
      relu_(relu_op(), relu_op_passes()),
      pool_(max_pool2d_op(), max_pool2d_op_passes()),
      dense_(dense_op(), dense_op_passes()),
      cells_{6, 6, 1, 0, 0, 0, 1, 3, 8, 4, 14, 4} {
  Status planned = conv_.plan({{"units", 1}, {"kernel", 3}}, {1, 1, kSide, kSide});
  DOWNHILL_CHECK(planned.ok());
  planned = relu_.plan({}, conv_.shape());
  DOWNHILL_CHECK(planned.ok());
  planned = pool_.plan({{"kernel", 2}}, relu_.shape());
  DOWNHILL_CHECK(planned.ok());
  planned = dense_.plan({{"units", 2}, {"bias", 0}}, pool_.shape());
  DOWNHILL_CHECK(planned.ok());
  restart();
  refresh();
}

std::span<const Lab::Tab> CnnBackward::tabs() const {
  return kTabs;
}

Lab::Fields CnnBackward::fields() const {
  Fields fields = options_.fields();
  if (!has_first_weights()) fields.emplace_back("weights", write_numbers(weights_));
  if (options_.integer(kPicture) == kOwn) {
    std::string pixels;
    for (const float value : own_picture_) pixels += static_cast<char>('0' + static_cast<int>(value * 2));
    fields.emplace_back("pixels", pixels);
  }
  return fields;
}

Status CnnBackward::set_field(std::string_view key, std::string_view value) {
  if (key == "weights") {
    Result<std::vector<float>> numbers = read_numbers(key, value, kWeights, kWeightLimit);
    if (!numbers) return numbers.error();
    weights_ = std::move(numbers.value());
  } else if (key == "pixels") {
    Result<std::vector<float>> pixels = read_pixels(key, value, kPixels);
    if (!pixels) return pixels.error();
    own_picture_ = std::move(pixels.value());
  } else {
    return options_.set_field(key, value);
  }
  options_.touch();
  return Nothing{};
}

Lab::Fields CnnBackward::facts() const {
  return {{"stage", std::to_string(stage())},
          {"loss", format_loss(loss_).text},
          {"next_loss", format_loss(next_loss_).text}};
}

float CnnBackward::settings_height(const Ui& ui, float width) const {
  return picture_choice_height(width, options_.spec(kPicture), 5) + options_.height(ui, {kTarget, kRate}) +
         2 * (ui.control_height() + space::k2) + 2 * (kLine + space::k2) + kHistoryHeight + 2 * space::k4 + space::k3 +
         ui.paragraph({0, 0, width, 0}, ui.t(kText.hint), FontId::small, 0, true);
}

void CnnBackward::settings(Ui& ui, const Rect& content) {
  if (ui.touch) panel(ui, content);
  Rect rest = content.inset(space::k4 - (ui.touch ? 0 : 1));
  const int chosen = picture_choice(
      ui, "lab.picture", rest, options_.spec(kPicture), options_.integer(kPicture), 5, [&](int i, const Rect& r) {
        if (i == kOwn) return ui.icon(r, Icon::brush, ui.theme->second);
        number_grid(
            ui, "thumb", place_grid(r, kSide, kSide),
            {.values = cnn_backward_picture(static_cast<std::size_t>(i)), .numbers = false, .focusable = false});
      });
  if (chosen >= 0) {
    options_.set(kPicture, chosen);
    history_.clear();
  }
  if (options_.edit(ui, kTarget, rest)) history_.clear();
  options_.edit(ui, kRate, rest);
  refresh();  // what is drawn after this already follows the change
  update_controls(ui, rest);
  ui.paragraph(rest, ui.t(kText.hint), FontId::small, ui.theme->second);
}

void CnnBackward::update_controls(Ui& ui, Rect& rest) {
  if (button(ui, "lab.update", cut_top(rest, ui.control_height(), space::k2),
             {.label = ui.t(kText.update), .help = ui.t(kText.update_help)}))
    update();
  const std::string change = format_text(ui.t(kText.change), {format_loss(loss_).text, format_loss(next_loss_).text});
  ui.text("lab.change", cut_top(rest, kLine, space::k2), change.c_str(), FontId::small, ui.theme->ink);
  if (button(ui, "lab.restart", cut_top(rest, ui.control_height(), space::k3),
             {.label = ui.t(kText.restart), .enabled = !has_first_weights(), .help = ui.t(kText.restart_help)})) {
    restart();
    refresh();
  }
  ui.text("lab.history", cut_top(rest, kLine), ui.t(kText.history), FontId::small, ui.theme->second);
  draw_history(ui, cut_top(rest, kHistoryHeight, space::k2));
}

/// The losses before every step, and the one now, from zero to the largest.
void CnnBackward::draw_history(Ui& ui, const Rect& r) const {
  ui.fill({r.x, r.bottom() - 1, r.w, 1}, ui.theme->line);
  std::vector<float> losses = history_;
  losses.push_back(loss_);
  const float largest = std::max(*std::ranges::max_element(losses), 1e-3f);
  const float pitch = std::min((r.w - 8) / std::max(1.f, static_cast<float>(losses.size() - 1)), 24.f);
  const auto point = [&](std::size_t i) {
    return ImVec2(r.x + 4 + pitch * static_cast<float>(i), r.bottom() - 4 - (r.h - 12) * losses[i] / largest);
  };
  for (std::size_t i = 1; i < losses.size(); ++i) ui.draw().AddLine(point(i - 1), point(i), ui.theme->accent, 1.5f);
  ui.draw().AddCircleFilled(point(losses.size() - 1), 3.5f, ui.theme->accent, 16);
}

void CnnBackward::draw(Ui& ui, Run&, const Rect& area, int tab) {
  stepper_.begin_at(kKernelBack);
  if (rounds_ != stepper_.rounds()) {  // the clock went on from the last place: the step is taken
    rounds_ = stepper_.rounds();
    update();
  }
  refresh();
  const auto height = [&](float width) { return settings_height(ui, width); };
  const auto draw_settings = [&](const Rect& r) { settings(ui, r); };
  if (tab == 1) {
    settings_tab(ui, area, height, draw_settings);
  } else if (tab == 0) {
    draw_stacked(ui, area);
  } else {
    Rect rest = area.inset(kGap);
    settings_column(ui, rest, kGap, height, draw_settings);
    if (rest.w < kWideFrom) return draw_stacked(ui, rest);
    step_card(ui, cut_bottom(rest, std::clamp(rest.h * 0.3f, 190.f, 260.f), kGap), true);
    chain_card(ui, rest, true);
  }
}

/// The step stays in sight while the network is scrolled, where there is room for both.
void CnnBackward::draw_stacked(Ui& ui, const Rect& area) {
  const float margin = ui.touch ? kScrollMargin : 0;
  const float width = area.w - 2 * margin;
  const float step = step_height(ui, width - 2 * space::k4);
  const float chain = tall_height(width - 2 * space::k2) + 2 * space::k4;
  Rect below = area;
  follow_ = area.h - step > 300;
  if (follow_) {
    cut_top(below, margin);
    step_card(ui, cut_top(below, step, ui.touch ? 0 : kGap).inset(margin, 0), false);
  }
  const ScrollArea scroll(ui, "scroll.chain", below, chain + (follow_ ? 0 : step + kGap));
  Rect rest = scroll.content();
  if (!follow_) step_card(ui, cut_top(rest, step, kGap), false);
  chain_card(ui, cut_top(rest, chain), false);
}

const LabInfo& cnn_backward_lab() {
  static const auto texts = lab_texts(kText, cnn_backward_texts::kSteps);
  static const LabInfo lab = {
      {.name = "cnn_backward",
       .label = {"The backward pass", "卷积网络的反向传播"},
       .summary = {"A small convolutional network with every number in sight: forwards, backwards, and one step.",
                   "一个小卷积网络，每个数都看得见：前向、反向，再走一步。"},
       .formula = "dK[u,v] = Σ x[i+u, j+v] dz[i,j]",
       .source = "LeCun et al. 1989, doi:10.1162/neco.1989.1.4.541",
       .options = kOptions},
      []() -> std::unique_ptr<Lab> { return std::make_unique<CnnBackward>(); },
      false,
      texts};
  return lab;
}

}  // namespace downhill
