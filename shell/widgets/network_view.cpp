#include "shell/widgets/network_view.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace downhill {
namespace {

constexpr float kLargestNeuron = 64;
constexpr float kSmallestNeuron = 15;
constexpr float kHitDistance = 6;
constexpr float kFingerDistance = 14;
constexpr float kHandle = 0.3f;  // where on the curve a test clicks: curves rarely cross there
// WebGL2 through ImGui counts vertices of a window in 16 bits. A curve takes four for each of its points.
constexpr int kWeightVertices = 28000;
constexpr int kFinest = 18;
constexpr int kCoarsest = 3;

/// The curve leaves and arrives horizontally: x(t) is the same for all weights between two columns.
float curve_x(float t) {
  return t * (1.5f * (1 - t) + t * t);
}
float curve_y(float t) {
  return t * t * (3 - 2 * t);
}

/// The size of a weight as it is drawn, in [0, 1): small ones are told apart, large ones do not cover the picture.
float strength(float w) {
  return std::tanh(std::fabs(w) * 0.45f);
}

float weight_of(std::span<const NetworkColumn> columns, int column, int unit, int from) {
  const NetworkColumn& c = columns[static_cast<std::size_t>(column)];
  const int inputs = columns[static_cast<std::size_t>(column - 1)].units;
  return c.weights.empty() ? 0 : c.weights[static_cast<std::size_t>(unit * inputs + from)];
}

int count_from(const NetworkLayout& layout, std::span<const NetworkColumn> columns, float least) {
  int count = 0;
  for (int c = 1; c < static_cast<int>(columns.size()); ++c)
    for (int u = 0; u < layout.visible(c); ++u)
      for (int i = 0; i < layout.visible(c - 1); ++i) count += std::fabs(weight_of(columns, c, u, i)) >= least;
  return count;
}

/// How finely curves are drawn, and from which size on weights are drawn at all.
struct Detail {
  int segments = kFinest;
  float least = 0;
};

Detail choose_detail(const NetworkLayout& layout, std::span<const NetworkColumn> columns) {
  Detail detail;
  int count = count_from(layout, columns, 0);
  const auto segments_for = [](int weights) { return kWeightVertices / (4 * std::max(weights, 1)) - 1; };
  for (float least = 0.05f; segments_for(count) < kCoarsest && least < 100; least *= 1.5f) {
    detail.least = least;
    count = count_from(layout, columns, least);
  }
  detail.segments = std::clamp(segments_for(count), kCoarsest, kFinest);
  return detail;
}

struct Ends {
  ImVec2 from;
  ImVec2 to;
};

Ends ends_of(const NetworkLayout& layout, int column, int unit, int from) {
  const Rect a = layout.neuron(column - 1, from);
  const Rect b = layout.neuron(column, unit);
  return {{a.right(), a.center_y()}, {b.x, b.center_y()}};
}

bool touches(const NetworkHit& hit, int column, int unit, int from) {
  if (hit.column < 0) return true;
  if (hit.is_weight()) return hit.column == column && hit.unit == unit && hit.from == from;
  return (hit.column == column && hit.unit == unit) || (hit.column == column - 1 && hit.unit == from);
}

void draw_weight(Ui& ui, const Ends& e, float w, float size, int segments, bool emphasised, bool back) {
  const float a = strength(w);
  const Color color = w < 0 ? ui.theme->negative : ui.theme->positive;
  const float opacity = back ? 0.07f : emphasised ? 1.f : 0.2f + 0.62f * a;
  const float thickness = (0.7f + 3.4f * a) * std::min(size / 46, 1.25f) + (emphasised ? 1.2f : 0.f);
  const float middle = (e.from.x + e.to.x) / 2;
  ui.draw().AddBezierCubic(e.from, {middle, e.from.y}, {middle, e.to.y}, e.to, fade(color, opacity),
                           std::max(thickness, 0.7f), segments);
}

}  // namespace

void NetworkLayout::arrange(const Rect& area, std::span<const NetworkColumn> columns, int input_slots,
                            std::vector<int> slot_of_input, float label_room) {
  area_ = area;
  counts_.clear();
  for (const NetworkColumn& c : columns) counts_.push_back(c.units);
  input_slots_ = input_slots;
  slot_of_input_ = std::move(slot_of_input);
  int tallest = input_slots;
  for (std::size_t i = 1; i < counts_.size(); ++i) tallest = std::max(tallest, counts_[i]);
  const auto gaps = static_cast<float>(std::max<std::size_t>(counts_.size(), 2) - 1);
  const float largest = std::min({kLargestNeuron, area.h / 8.4f, (area.w - label_room) / (gaps + 1) * 0.62f});
  pitch_y_ = std::min(largest * 1.42f, area.h / static_cast<float>(tallest));
  size_ = std::floor(
      std::clamp(pitch_y_ - std::max(4.f, pitch_y_ * 0.2f), kSmallestNeuron, std::max(largest, kSmallestNeuron)));
  const float across = (area.w - label_room) / (gaps + 1) * 0.8f;  // dozens of layers: smaller, but never on each other
  size_ = std::min(size_, std::max(across, 3.f));
  pitch_y_ = std::max(pitch_y_, size_ + 3);
  first_x_ = area.x + label_room + size_ / 2;
  pitch_x_ = (area.right() - size_ / 2 - first_x_) / gaps;
}

int NetworkLayout::visible(int column) const {
  const int room = std::max(1, static_cast<int>(area_.h / pitch_y_ + 0.01f));
  const int count = std::min(counts_[static_cast<std::size_t>(column)], kMaximumShownUnits + 1);
  return count <= room ? count : std::max(1, room - 1);
}

Rect NetworkLayout::slot(int column, int place) const {
  const int room = std::max(1, static_cast<int>(area_.h / pitch_y_ + 0.01f));
  const auto shown = static_cast<float>(std::min({places(column), room, kMaximumShownUnits + 1}));
  const float y = area_.center_y() + (static_cast<float>(place) - (shown - 1) / 2) * pitch_y_;
  return {std::round(column_x(column) - size_ / 2), std::round(y - size_ / 2), size_, size_};
}

Rect NetworkLayout::neuron(int column, int unit) const {
  if (column > 0) return slot(column, unit);
  const auto i = static_cast<std::size_t>(unit);
  return slot(0, i < slot_of_input_.size() ? slot_of_input_[i] : unit);
}

ImVec2 weight_point(const NetworkLayout& layout, int column, int unit, int from, float t) {
  const Ends e = ends_of(layout, column, unit, from);
  return {e.from.x + (e.to.x - e.from.x) * curve_x(t), e.from.y + (e.to.y - e.from.y) * curve_y(t)};
}

void draw_weights(Ui& ui, const NetworkLayout& layout, std::span<const NetworkColumn> columns,
                  const NetworkHit& highlight) {
  const Detail detail = choose_detail(layout, columns);
  for (int c = 1; c < static_cast<int>(columns.size()); ++c) {
    const NetworkColumn& column = columns[static_cast<std::size_t>(c)];
    const int inputs = columns[static_cast<std::size_t>(c - 1)].units;
    for (int u = 0; u < layout.visible(c); ++u)
      for (int i = 0; i < layout.visible(c - 1); ++i) {
        const int index = u * inputs + i;
        const float w = weight_of(columns, c, u, i);
        const bool near = touches(highlight, c, u, i);
        if (std::fabs(w) < detail.least && !(near && highlight.column >= 0)) continue;
        draw_weight(ui, ends_of(layout, c, u, i), w, layout.neuron_size(), detail.segments,
                    near && highlight.is_weight(), !near);
        if (column.weight_tensor < 0) continue;
        char id[HitRegistry::kIdBytes];
        std::snprintf(id, sizeof id, "weight.%d.%d", column.weight_tensor, index);
        const ImVec2 p = weight_point(layout, c, u, i, kHandle);
        ui.hits.add(id, {p.x - 2, p.y - 2, 4, 4}, false);
      }
  }
}

NetworkHit weight_under(const NetworkLayout& layout, std::span<const NetworkColumn> columns) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  NetworkHit best;
  const bool finger = ImGui::GetIO().MouseSource == ImGuiMouseSource_TouchScreen;
  float best_distance = finger ? kFingerDistance : kHitDistance;
  for (int c = 1; c < static_cast<int>(columns.size()); ++c) {
    if (columns[static_cast<std::size_t>(c)].weights.empty()) continue;
    const float left = layout.column_x(c - 1) + layout.neuron_size() / 2;
    const float right = layout.column_x(c) - layout.neuron_size() / 2;
    if (mouse.x <= left || mouse.x >= right) continue;
    // x(t) = mouse.x by bisection, once for all weights of this gap.
    const float wanted = (mouse.x - left) / (right - left);
    float t0 = 0;
    float t1 = 1;
    for (int i = 0; i < 12; ++i) (curve_x((t0 + t1) / 2) < wanted ? t0 : t1) = (t0 + t1) / 2;
    const float t = (t0 + t1) / 2;
    const float slope = 6 * t * (1 - t) / (1.5f - 3 * t + 3 * t * t) / (right - left);  // dy/dx for a rise of 1
    for (int u = 0; u < layout.visible(c); ++u)
      for (int i = 0; i < layout.visible(c - 1); ++i) {
        const Ends e = ends_of(layout, c, u, i);
        const float rise = e.to.y - e.from.y;
        const float off = std::fabs(mouse.y - (e.from.y + rise * curve_y(t)));
        const float distance = off / std::sqrt(1 + slope * slope * rise * rise);
        if (distance < best_distance) {
          best_distance = distance;
          best = {c, u, i};
        }
      }
  }
  return best;
}

}  // namespace downhill
