// The map of LeNet-5: layout, labels and words.
#include "shell/labs/lenet5_map.hpp"

#include <algorithm>
#include <cmath>

#include "core/model/fields.hpp"
#include "shell/labs/digits.hpp"
#include "shell/labs/lab_texts.hpp"
#include "shell/labs/lenet5_map_texts.hpp"
#include "shell/widgets/button.hpp"
#include "shell/widgets/card.hpp"
#include "shell/widgets/format.hpp"
#include "shell/widgets/scroll_area.hpp"

namespace downhill {
namespace {

using lenet5_map_texts::kText;

constexpr float kGap = 12;
constexpr float kName = 18, kLine = 16;
constexpr float kLabelsWide = kName + 3 * kLine;
constexpr float kWideFrom = 930;  // a narrower map runs downwards
constexpr float kSentence = 36, kThumb = 84;
constexpr float kTableWide = 400;

constexpr Lab::Tab kTabs[] = {{"map", Icon::network, {"Map", "地图"}}, {"curves", Icon::curves, {"Curves", "曲线"}}};

std::string shape_text(const LayerRow& row) {
  const std::string channels = std::to_string(row.channels);
  if (row.height * row.width == 1) return channels;
  return channels + " × " + std::to_string(row.height) + " × " + std::to_string(row.width);
}

/// Two layers of filters, then dense ones: what the map has room for, and what its windows are read from.
bool is_lenet5(const Experiment& experiment) {
  if (!has_pictures(experiment) || experiment.layers.size() > 16) return false;
  int filters = 0, dense = 0;
  for (const Layer& layer : experiment.layers) {
    filters += layer.type.find("conv2d") != std::string::npos ? 1 : 0;
    dense += layer.type == "dense" ? 1 : 0;
    if (!layer.inputs.empty() || !layer.parameters.empty()) return false;
  }
  return filters >= 2 && filters <= 3 && dense >= 2 && dense + filters == 5;
}

}  // namespace

std::span<const Lab::Tab> Lenet5Map::tabs() const {
  return kTabs;
}

Lab::Fields Lenet5Map::facts() const {
  const auto text = [](int value) { return std::to_string(value); };
  std::size_t weights = 0;
  for (const Stage& stage : stages_) weights += stage.weights;
  return {{"weights", std::to_string(weights)},
          {"unit", text(unit_.stage) + "." + text(unit_.channel) + "." + text(unit_.row) + "." + text(unit_.column)},
          {"value", std::to_string(value_)},
          {"pushed", std::to_string(pushed_)},
          {"field", text(field_.top) + "." + text(field_.left) + "." + text(field_.bottom) + "." + text(field_.right)}};
}

/// Asks for the picture, and takes over what came.
void Lenet5Map::refresh(Ui& ui, Run& run) {
  const Ready& ready = run.ready();
  if (ready.test_samples > 0) {
    sample_ = std::min(sample_, ready.test_samples - 1);
    run.look(ready.train_samples + sample_);
  }
  const int frame = ImGui::GetFrameCount();
  const bool was_away = frame != last_frame_ + 1;  // another lab has used the texture since
  last_frame_ = frame;
  const Seen now{run.looks(), run.id(), ui.theme};
  if (now == seen_ && !was_away) return;
  seen_ = now;
  pictures_.set(ready, run.looked(), {}, LayerPictures::kActivations, false, ui);
  read_network(run);
  const std::uint32_t seen = run.looked().sample;
  if (run.looks() > 0 && seen != flowing_sample_ && seen == ready.train_samples + sample_) {
    flowing_sample_ = seen;
    flow_from_ms_ = ui.now_ms();
  }
}

std::string Lenet5Map::name_of(const Ui& ui, std::size_t stage) const {
  if (stage == 0) return ui.t(kText.picture);
  const Stage& s = stages_[stage];
  const Info* info = find_layer_info(s.type);
  const char letter = s.window.kernel == 0 ? 'F' : s.window.own_map ? 'S' : 'C';
  return letter + std::to_string(stage) + " " + (info ? ui.t(info->label) : s.type.c_str());
}

void Lenet5Map::draw_labels(Ui& ui, std::size_t index, const Rect& r, bool wide) const {
  const Stage& stage = stages_[index];
  const bool chosen = static_cast<int>(index) == unit_.stage;
  const Color ink = chosen ? ui.theme->accent : ui.theme->ink;
  Rect rest = r;
  const std::string shape = shape_text(stage.row);
  const std::string weights =
      stage.weights == 0
          ? ui.t(kText.no_weights)
          : format_text(ui.t(kText.weights), {format_count(static_cast<std::int64_t>(stage.weights)).text});
  const std::string products =
      format_text(ui.t(kText.products), {format_count(static_cast<std::int64_t>(stage.products)).text});
  const char* name_id = "stage.name";
  if (wide) {
    std::string name = name_of(ui, index);
    if (ui.text_width(FontId::body, name.c_str()) > r.w) name = name.substr(0, name.find(' '));  // "C3" says enough
    ui.text(name_id, cut_top(rest, kName), name.c_str(), FontId::body, ink, Align::center);
    ui.text("stage.shape", cut_top(rest, kLine), shape.c_str(), FontId::small, ui.theme->second, Align::center);
    if (index == 0) return;
    ui.text("stage.weights", cut_top(rest, kLine), weights.c_str(), FontId::small, ui.theme->second, Align::center);
    if (stage.products > 0)
      ui.text("stage.products", cut_top(rest, kLine), products.c_str(), FontId::small, ui.theme->second, Align::center);
    return;
  }
  const auto put = [&](const char* id, const Rect& place, const std::string& words, FontId font, Color color) {
    ui.fill(Rect{place.x, place.y, ui.text_width(font, words.c_str()), place.h}.inset(-3, 0),
            fade(ui.theme->panel, 0.85f), 4);
    ui.text(id, place, words.c_str(), font, color);
  };
  Rect line = cut_top(rest, kName);
  const float width = ui.text_width(FontId::small, shape.c_str());
  put("stage.shape", cut_right(line, width, space::k2), shape, FontId::small, ui.theme->second);
  put(name_id, line, name_of(ui, index), FontId::body, ink);
  if (index == 0) return;
  const std::string both = stage.products > 0 ? format_text(ui.t(kText.both), {weights, products}) : weights;
  put("stage.weights", cut_top(rest, kLine), both, FontId::small, ui.theme->second);
}

/// "maps 1, 5, 6 before it"
std::string Lenet5Map::maps_read(const Ui& ui, const Unit& unit) const {
  constexpr int kMostNamed = 6;
  const Stage& stage = stages_[static_cast<std::size_t>(unit.stage)];
  if (stage.window.own_map) return ui.t(kText.one_map);
  if (!stage.has_table()) return ui.t(kText.every_map);
  std::string list;
  int count = 0;
  for (int c = 0; c < stage.maps_before(); ++c) {
    if (!stage.reads(unit.channel, c)) continue;
    if (count++ > 0) list += ui.language == Language::zh ? "、" : ", ";
    list += std::to_string(c + 1);
  }
  if (count == stage.maps_before()) return ui.t(kText.every_map);
  return count > kMostNamed ? ui.t(kText.some_maps) : format_text(ui.t(kText.these_maps), {list});
}

std::string Lenet5Map::sentence(const Ui& ui, const Run& run, bool wide) const {
  const auto text = [](int value) { return std::to_string(value); };
  const Stage& stage = stages_[static_cast<std::size_t>(unit_.stage)];
  const std::string value = format_value(static_cast<double>(value_of(unit_, run))).text;
  const std::string row = text(unit_.row + 1), column = text(unit_.column + 1), channel = text(unit_.channel + 1);
  if (unit_.stage == 0) return format_text(ui.t(kText.pixel), {row, column, value});
  const std::string name = name_of(ui, static_cast<std::size_t>(unit_.stage));
  const Stage& from = stages_[static_cast<std::size_t>(unit_.stage) - 1];
  std::string words = stage.is_vector() ? format_text(ui.t(kText.neuron), {name, channel, value})
                                        : format_text(ui.t(kText.unit), {name, channel, row, column, value});
  if (stage.window.kernel == 0)
    words += format_text(ui.t(kText.everything), {text(from.row.channels * from.row.height * from.row.width)});
  else
    words += format_text(ui.t(kText.window), {text(stage.window.kernel), text(stage.window.kernel),
                                              maps_read(ui, unit_), text(field_.height()), text(field_.width())});
  if (wide && !contributions(unit_, run).empty())
    words += std::string(ui.language == Language::en ? " " : "") + ui.t(kText.colours);
  return words;
}

/// Which picture, what the network reads in it, and what the chosen unit sees of it. Where the map scrolls, the picture
/// stays in sight here.
void Lenet5Map::draw_head(Ui& ui, const Run& run, const Rect& r, bool wide) {
  Rect content = panel(ui, r);
  if (!wide) {
    Stage small = stages_.front();
    small.r = cut_left(content, kThumb, space::k3);
    small.r.h = small.tile = kThumb;
    pictures_.atlas().draw(ui, 0, small.r, 4);
    ui.stroke(small.r, ui.theme->line, 4);
    draw_field(ui, small);
  }
  const float size = ui.touch ? 36.f : 28.f;
  Rect header = cut_top(content, size, space::k2);
  const int table = wide ? shown_table() : -1;
  if (table > 0) {
    const std::string why = format_text(ui.t(kText.table_why), {short_name(ui, table), short_name(ui, table - 1)});
    const float height = ui.paragraph(content, why.c_str(), FontId::small, 0, true);
    boxed_text(ui, "map.why", cut_bottom(content, height), why.c_str(), FontId::small, ui.theme->second);
  }
  boxed_text(ui, "map.sentence", content, sentence(ui, run, wide).c_str(), wide ? FontId::body : FontId::small,
             ui.theme->ink);
  const auto next = [&] { return cut_right(header, size, space::k1); };
  const std::uint32_t count = std::max(run.ready().test_samples, 1u);
  if (button(ui, "flow.again", next(), {.icon = Icon::reset, .help = ui.t(kText.replay)})) flow_from_ms_ = ui.now_ms();
  if (button(ui, "picture.next", next(), {.icon = Icon::right, .help = ui.t(kText.next)}))
    sample_ = (sample_ + 1) % count;
  if (button(ui, "picture.previous", next(), {.icon = Icon::left, .help = ui.t(kText.previous)}))
    sample_ = (sample_ + count - 1) % count;
  cut_right(header, 0, space::k2);
  const Looked& looked = run.looked();
  if (looked.readout.empty() || looked.label < 0) return;
  const auto best = std::ranges::max_element(looked.readout) - looked.readout.begin();
  const std::string verdict = format_text(ui.t(wide ? kText.verdict : kText.verdict_short),
                                          {std::to_string(looked.label), std::to_string(best)});
  ui.text("map.verdict", header, verdict.c_str(), FontId::strong,
          best == looked.label ? ui.theme->positive : ui.theme->negative, Align::right);
  cut_right(header, ui.text_width(FontId::strong, verdict.c_str()), space::k4);
  if (!wide) return;
  const char* title = ui.t(kText.title);
  ui.text("map.title", cut_left(header, ui.text_width(FontId::strong, title) + 1, space::k4), title, FontId::strong,
          ui.theme->second);
  std::size_t weights = 0, products = 0;
  for (const Stage& stage : stages_) weights += stage.weights, products += stage.products;
  const std::string total = format_text(ui.t(kText.total), {format_count(static_cast<std::int64_t>(weights)).text,
                                                            format_count(static_cast<std::int64_t>(products)).text});
  if (ui.text_width(FontId::small, total.c_str()) < header.w)
    ui.text("map.total", header, total.c_str(), FontId::small, ui.theme->second);
}

void Lenet5Map::draw(Ui& ui, Run& run, const Rect& area, int tab) {
  refresh(ui, run);
  Rect rest = tab >= 0 ? area : area.inset(kGap);
  if (stages_.size() < 2) return void(panel(ui, rest));
  if (tab == 1) {
    const ScrollArea scroll(ui, "scroll.curves", area, std::clamp(area.h - 2 * kScrollMargin, 240.f, 520.f));
    return curves_.draw(ui, run, scroll.content());
  }
  clamp_unit();
  const float inner = rest.w - 2 * space::k4;
  const bool wide = tab < 0 && inner >= kWideFrom;
  if (tab >= 0) cut_top(rest, kScrollMargin);
  const float sentence = wide || inner > 560 ? kSentence : inner < 340 ? 82.f : 66.f;
  const int table = wide ? shown_table() : -1;
  float head = std::max(wide ? 0 : kThumb, (ui.touch ? 36.f : 28.f) + space::k2 + sentence);
  if (table > 0) head = std::max(head, table_height(stages_[static_cast<std::size_t>(table)]));
  Rect top = cut_top(rest, head + 2 * space::k4, wide ? kGap : 0).inset(tab >= 0 ? kScrollMargin : 0, 0);
  if (table > 0) draw_table(ui, run, table, panel(ui, cut_right(top, kTableWide, kGap)));
  draw_head(ui, run, top, wide);
  if (wide) return draw_map(ui, run, panel(ui, rest), true);
  const float height = place_tall({0, 0, inner - (tab < 0 ? 0 : 2 * kScrollMargin), 0}) + 2 * space::k4;
  const ScrollArea scroll(ui, "scroll.map", rest, height + (tab < 0 ? kGap : 0));
  Rect map = scroll.content();
  if (tab < 0) cut_top(map, kGap);
  draw_map(ui, run, panel(ui, map), false);
}

void Lenet5Map::draw_map(Ui& ui, Run& run, const Rect& content, bool wide) {
  if (wide) {
    Rect rest = content;
    const Rect labels = cut_bottom(rest, kLabelsWide, space::k4);
    place_wide(rest);
    draw_funnels(ui, true);
    for (std::size_t i = 0; i < stages_.size(); ++i) {
      const float middle = stages_[i].r.x + slot_width(stages_[i]) / 2;
      draw_labels(ui, i, {middle - Stage::kSlot / 2, labels.y, Stage::kSlot, kLabelsWide}, true);
    }
  } else {
    place_tall(content);
    draw_funnels(ui, false);
  }
  for (std::size_t i = 0; i < stages_.size(); ++i) draw_stage(ui, run, static_cast<int>(i), wide);
  draw_paths(ui, run, wide);
  for (std::size_t i = 0; !wide && i < stages_.size(); ++i) {  // over the paths that run through them
    const float above = i + 1 == stages_.size() ? Stage::kAnswerTall : 0;
    draw_labels(ui, i, {content.x, stages_[i].r.y - Stage::kLabelsTall - above, content.w, Stage::kLabelsTall}, false);
  }
  draw_flow(ui, wide);
  for (std::size_t i = 1; !wide && i < stages_.size(); ++i)
    if (stages_[i].has_table()) draw_tall_table(ui, run, static_cast<int>(i), content);
}

const LabInfo& lenet5_map_lab() {
  static const auto texts = lab_texts(kText);
  static const LabInfo lab = {{.name = "lenet5_map",
                               .label = {"LeNet-5, layer by layer", "逐层看 LeNet-5"},
                               .summary = {"A map of the whole net: what every unit looks at, from picture to answer.",
                                           "整个网络的地图：从图片到答案，每个单元在看哪里。"},
                               .formula = "",
                               .source = "LeCun, Bottou, Bengio and Haffner 1998"},
                              []() -> std::unique_ptr<Lab> { return std::make_unique<Lenet5Map>(); },
                              true,
                              texts,
                              is_lenet5,
                              first_picture_experiment};
  return lab;
}

}  // namespace downhill
