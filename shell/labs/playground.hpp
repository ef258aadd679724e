#pragma once
#include <string>
#include <vector>

#include "shell/app/architecture.hpp"
#include "shell/labs/lab.hpp"
#include "shell/widgets/curve_card.hpp"
#include "shell/widgets/heat_map.hpp"
#include "shell/widgets/network_view.hpp"
#include "shell/widgets/select.hpp"
#include "shell/widgets/sprites.hpp"

namespace downhill {

/// A small network learns points of the plane; everything about it can be changed while one looks.
///
/// The parts are in files of their own: layout (playground.cpp), data and training controls (playground_controls.cpp),
/// the network (playground_network.cpp), the output picture (playground_output.cpp), the gradients
/// (playground_gradients.cpp).
class Playground final : public Lab {
 public:
  std::span<const Tab> tabs() const override;
  int first_tab() const override { return 1; }
  void draw(Ui& ui, Run& run, const Rect& area, int tab) override;

 private:
  static constexpr float kInputLabelRoom = 40;  // left of the inputs, for their names

  // layout
  void draw_wide(Ui& ui, Run& run, Rect area);
  void draw_medium(Ui& ui, Run& run, Rect area);
  void draw_tab(Ui& ui, Run& run, const Rect& area, int tab);
  void draw_scrolled(Ui& ui, Run& run, const char* id, const Rect& area, float content_height,
                     void (Playground::*content)(Ui&, Run&, Rect));
  void network_tab(Ui& ui, Run& run, Rect area);
  void output_tab(Ui& ui, Run& run, Rect area);
  void curves_tab(Ui& ui, Run& run, Rect area);

  // data and training
  void controls(Ui& ui, Run& run, Rect content);
  float controls_height(const Ui& ui, const Run& run, float width) const;
  void controls_card(Ui& ui, Run& run, const Rect& r);
  void data_sets(Ui& ui, Run& run, Rect& rest);
  void seed_row(Ui& ui, Run& run, Rect& rest);
  void training_controls(Ui& ui, Run& run, Rect& rest);
  void piece_select(Ui& ui, Run& run, Rect& rest, const char* id, Str label, Piece Experiment::*piece,
                    std::span<const Info* const> choices);

  // network
  void network_card(Ui& ui, Run& run, const Rect& r, bool rows_below);
  void refresh_network(Ui& ui, const Run& run);
  void read_columns(const Run& run);
  void link_columns(const Run& run);
  void paint_maps(Ui& ui, const Run& run);
  /// Where a node's planes begin in Probed::maps, and how its numbers become colours.
  static std::size_t first_map_of(const std::vector<NodeInfo>& nodes, int node);
  static HeatScale map_scale(const std::vector<NodeInfo>& nodes, int node);
  void draw_network(Ui& ui, Run& run, const Rect& canvas);
  void draw_features(Ui& ui, Run& run);
  void feature(Ui& ui, Run& run, int slot, const Response& response);
  Rect feature_picture(int slot, bool on) const;
  void draw_neurons(Ui& ui, Run& run);
  void neuron(Ui& ui, Run& run, int column, int unit);
  std::string neuron_name(const Ui& ui, int column, int unit) const;
  void weight_tip(Ui& ui, Run& run);
  void draw_headers(Ui& ui, Run& run, const Rect& strip);
  void layer_header(Ui& ui, Run& run, int layer, const Rect& r);
  void layer_row(Ui& ui, Run& run, int layer, Rect r);
  void activation_select(Ui& ui, Run& run, int layer, const Rect& r);
  void neuron_buttons(Ui& ui, Run& run, int layer, const Rect& minus, const Rect& plus);
  void remove_button(Ui& ui, Run& run, int layer, const Rect& r);
  static void tell_dropped(Ui& ui, const Dropped& dropped);
  void set_hidden(Ui& ui, Run& run, std::vector<HiddenLayer> hidden, const char* field);
  float parameter_value(const Run& run, int tensor, int index) const;
  void edit_parameter(Ui& ui, Run& run, const char* id, const Rect& r, const char* name, int tensor, int index);

  // output and curves
  void output_card(Ui& ui, Run& run, const Rect& r);
  static float output_extra_height(const Ui& ui);
  void refresh_surface(Ui& ui, const Run& run);
  void draw_points(Ui& ui, const Run& run, const Rect& picture);
  void draw_legend(Ui& ui, const Run& run, const Rect& r);
  void gradient_card(Ui& ui, Run& run, const Rect& r);

  /// Everything the pictures depend on; they are painted again when it changed.
  struct Seen {
    std::uint64_t version = ~0ull;
    const Theme* theme = nullptr;
    NetworkHit neuron;
    bool discrete = false;
  };

  // what the user chose to see
  bool show_test_ = false;
  bool discretize_ = false;
  bool more_options_ = false;
  CurveCard curves_;

  Architecture architecture_;
  std::uint64_t read_edits_ = 0;  // Run::edits() when architecture_ was read
  std::vector<NetworkColumn> columns_;
  std::vector<int> node_of_column_;  // index into Ready::nodes, or -1
  std::vector<int> bias_of_column_;
  std::vector<int> slot_of_input_;
  NetworkLayout layout_;
  NetworkHit hit_;
  NetworkHit last_hit_;  // of the frame before: what is drawn before the pointer is asked
  HeatMaps maps_;
  SurfacePicture surface_;
  Sprites sprites_;
  Seen maps_seen_;
  Seen surface_seen_;
  std::string edited_id_;  // the weight or bias whose field is open
  int edited_tensor_ = -1;
  int edited_index_ = -1;
};

const LabInfo& playground_lab();

}  // namespace downhill
