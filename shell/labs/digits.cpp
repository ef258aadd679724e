#include "shell/labs/digits.hpp"

#include <algorithm>

#include "core/data/datasets/registry.hpp"
#include "shell/labs/digits_data_texts.hpp"
#include "shell/labs/digits_texts.hpp"
#include "shell/labs/lab_texts.hpp"
#include "shell/widgets/card.hpp"
#include "shell/widgets/editor_texts.hpp"
#include "shell/widgets/layers_texts.hpp"
#include "shell/widgets/run_texts.hpp"
#include "shell/widgets/scroll_area.hpp"

namespace downhill {

std::span<const char* const> digits_presets();  // generated from assets/experiments

namespace {

using digits_texts::kText;

constexpr float kGap = 12;
constexpr float kAnswerHeight = 208;

constexpr Lab::Tab kTabs[] = {{"data", Icon::data, {"Data", "数据"}},
                              {"network", Icon::network, {"Network", "网络"}},
                              {"results", Icon::output, {"Results", "结果"}},
                              {"curves", Icon::curves, {"Curves", "曲线"}}};

/// Where the labs of pictures begin, then the networks that the lab of digits offers.
const std::vector<Experiment>& picture_presets() {
  static const std::vector<Experiment> presets = [] {
    std::vector<Experiment> list;
    for (const char* text : digits_presets()) {
      Result<Experiment> parsed = parse_experiment(text);
      DOWNHILL_CHECK(parsed.ok());
      list.push_back(std::move(parsed.value()));
    }
    return list;
  }();
  return presets;
}

}  // namespace

std::span<const Experiment> digit_presets() {
  return std::span(picture_presets()).subspan(1);
}

const Experiment* published_form(const Experiment& experiment) {
  for (const Experiment& preset : picture_presets())
    if (preset.name == experiment.name && preset.layers == experiment.layers &&
        preset.dataset.type == experiment.dataset.type)
      return &preset;
  return nullptr;
}

bool has_pictures(const Experiment& experiment) {
  const DatasetInfo* dataset = find_piece(all_datasets(), experiment.dataset.type);
  return dataset != nullptr && dataset->pictures != nullptr;
}

Experiment first_picture_experiment() {
  return picture_presets().front();
}

std::span<const Lab::Tab> Digits::tabs() const {
  return kTabs;
}

Lab::Fields Digits::facts() const {
  if (!data_.previewed()) return {};
  return {{"preview", std::to_string(*data_.previewed())}};
}

void Digits::draw(Ui& ui, Run& run, const Rect& area, int tab) {
  if (run.ready().test_samples > 0) sample_ = std::min(sample_, run.ready().test_samples - 1);
  layers_.refresh(ui, run);
  editor_.refresh(run);
  if (tab >= 0) return draw_tab(ui, run, area, tab);
  Rect rest = area.inset(kGap);
  controls_card(ui, run, cut_left(rest, std::clamp(rest.w * 0.17f, 216.f, 268.f), kGap));
  Rect side = cut_right(rest, std::clamp(rest.w * 0.34f, 268.f, 400.f), kGap);
  answer_card(ui, run, cut_top(side, kAnswerHeight, kGap));
  results_card(ui, run, cut_bottom(side, std::min(side.w + 30, side.h * 0.56f), kGap));
  curves_.draw(ui, run, side, shown_runs(run));
  layers_card(ui, run, rest);
}

void Digits::layers_card(Ui& ui, Run& run, const Rect& r) {
  if (editing_)
    editor_.draw(ui, run, r, editing_);
  else
    layers_.draw(ui, run, r, &editing_);
}

void Digits::draw_tab(Ui& ui, Run& run, const Rect& area, int tab) {
  const float width = area.w - 2 * kScrollMargin;
  if (tab == 0) {
    const ScrollArea scroll(ui, "scroll.data", area, controls_height(ui, run, width - 2 * space::k4) + 2 * space::k4);
    controls(ui, run, scroll.content());
  } else if (tab == 1) {
    const float layers = editing_ ? editor_.height(ui, width) : layers_.height(ui, width);
    const ScrollArea scroll(ui, "scroll.network", area, layers + (editing_ ? 0 : kAnswerHeight + kGap));
    Rect rest = scroll.content();
    if (!editing_) answer_card(ui, run, cut_top(rest, kAnswerHeight, kGap));
    layers_card(ui, run, cut_top(rest, layers));
  } else if (tab == 2) {
    const float results = std::min(width, 460.f) + 30;
    const ScrollArea scroll(ui, "scroll.results", area, kAnswerHeight + kGap + results);
    Rect rest = scroll.content();
    answer_card(ui, run, cut_top(rest, kAnswerHeight, kGap));
    results_card(ui, run, cut_top(rest, results));
  } else {
    const ScrollArea scroll(ui, "scroll.curves", area, std::clamp(area.h - 2 * kScrollMargin, 240.f, 520.f));
    curves_.draw(ui, run, scroll.content(), shown_runs(run));
  }
}

const LabInfo& digits_lab() {
  static const auto texts = lab_texts(kText, digits_data_texts::kDataText, layers_texts::kLayersText,
                                      editor_texts::kEditorText, run_texts::kRunText);
  static const LabInfo lab = {
      {.name = "digits",
       .label = {"Reading digits", "识别手写数字"},
       .summary = {"A convolutional network learns to read digits while you look into every layer.",
                   "卷积网络学习辨认数字，你可以看到每一层在做什么。"},
       .formula = "",
       .source = "LeCun, Bottou, Bengio and Haffner 1998"},
      []() -> std::unique_ptr<Lab> { return std::make_unique<Digits>(); },
      true,
      texts,
      has_pictures,
      first_picture_experiment};
  return lab;
}

}  // namespace downhill
