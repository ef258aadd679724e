#pragma once
#include <span>
#include <vector>

#include "shell/app/ui.hpp"
#include "shell/widgets/heat_map.hpp"

namespace downhill {

/// More units of a column than this are counted, not drawn.
inline constexpr int kMaximumShownUnits = 48;

/// A column of neurons and the weights that lead into it.
struct NetworkColumn {
  int units = 0;
  int first_map = 0;               // cell of its first unit in HeatMaps
  int weight_tensor = -1;          // for ids and commands; -1: none (inputs), or not known yet
  std::span<const float> weights;  // [units, inputs of the column before]; empty: not known yet
};

/// What the pointer is on.
struct NetworkHit {
  int column = -1;  // neuron, or the column that a weight leads into
  int unit = -1;
  int from = -1;  // unit of the column before, when a weight is hit
  bool is_weight() const { return from >= 0; }
  bool is_neuron() const { return unit >= 0 && from < 0; }
};

/// Where the neurons stand: columns evenly over the width, units evenly around the middle; all of one size.
class NetworkLayout {
 public:
  /// `input_slots`: places in the first column (inputs that are switched off keep theirs);
  /// `slot_of_input[i]` is the place of the net's input i.
  void arrange(const Rect& area, std::span<const NetworkColumn> columns, int input_slots,
               std::vector<int> slot_of_input, float label_room);

  float neuron_size() const { return size_; }
  float column_x(int column) const { return first_x_ + pitch_x_ * static_cast<float>(column); }
  float column_pitch() const { return pitch_x_; }
  /// Units of a column that have room; the rest is only counted.
  int visible(int column) const;
  Rect slot(int column, int place) const;
  /// The rectangle of a unit; for the first column that of its slot.
  Rect neuron(int column, int unit) const;

 private:
  int places(int column) const { return column == 0 ? input_slots_ : counts_[static_cast<std::size_t>(column)]; }

  Rect area_;
  std::vector<int> counts_;
  std::vector<int> slot_of_input_;
  int input_slots_ = 0;
  float size_ = 0;
  float pitch_y_ = 0;
  float first_x_ = 0;
  float pitch_x_ = 0;
};

/// Draws all weights as curves; width and opacity are the size, colour is the sign. What is not connected to
/// `highlight` (a neuron or a weight) steps back. Registers "weight.<tensor>.<index>".
void draw_weights(Ui& ui, const NetworkLayout& layout, std::span<const NetworkColumn> columns,
                  const NetworkHit& highlight);

/// The weight nearest to the pointer, at most a few pixels away.
NetworkHit weight_under(const NetworkLayout& layout, std::span<const NetworkColumn> columns);

/// A point on a weight's curve where its value may be shown; `t` in [0, 1] from left to right.
ImVec2 weight_point(const NetworkLayout& layout, int column, int unit, int from, float t);

}  // namespace downhill
