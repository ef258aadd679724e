#pragma once
#include <string>
#include <vector>

#include "core/model/outline.hpp"
#include "shell/labs/lab.hpp"
#include "shell/widgets/curve_card.hpp"
#include "shell/widgets/layer_pictures.hpp"
#include "shell/widgets/number_grid.hpp"

namespace downhill {

/// LeNet-5 as a map of the whole net: every layer with what it makes of a test picture, and for the unit under the
/// pointer the window it looks through, what pushes it up or down, and the part of the picture it sees.
///
/// Labels and words are in lenet5_map.cpp, places in lenet5_map_places.cpp, the maps and the paths between them in
/// lenet5_map_paths.cpp, windows and receptive fields in lenet5_map_units.cpp, the table of a layer whose maps read only
/// some of the maps before in lenet5_map_joins.cpp.
class Lenet5Map final : public Lab {
 public:
  std::span<const Tab> tabs() const override;
  void draw(Ui& ui, Run& run, const Rect& area, int tab) override;
  Fields facts() const override;

  /// Rows and columns of a map, the ends not included.
  struct Field {
    int top = 0, left = 0, bottom = 1, right = 1;
    int height() const { return bottom - top; }
    int width() const { return right - left; }
  };
  /// How a layer looks at the one before it.
  struct Window {
    int kernel = 0, stride = 1, padding = 0;  // kernel 0: at all of it
    bool own_map = false;                     // pooling: only at the map of the same number
  };
  /// One layer on the map.
  struct Stage {
    LayerRow row;
    Window window;
    std::string type;  // of the op that gives it its name
    std::size_t weights = 0, products = 0;
    std::vector<int> kernels;  // which one joins a map (first) with one before it, -1: none; empty: all are joined
    Rect r;                    // around its maps, in this frame
    int across = 1;
    float tile = 0, gap = 0;

    static constexpr float kSlot = 106;       // what a label needs, side by side
    static constexpr float kLabelsTall = 38;  // above the maps, one below the other
    static constexpr float kAnswerTall = 58;  // room for the bars of the answer

    Rect map(int channel) const {
      return {r.x + static_cast<float>(channel % across) * (tile + gap),
              r.y + static_cast<float>(channel / across) * (tile + gap), tile, tile};
    }
    bool is_vector() const { return row.height * row.width == 1; }
    bool has_table() const { return !kernels.empty(); }
    int maps_before() const { return static_cast<int>(kernels.size()) / row.channels; }  // of one with a table
    bool reads(int channel, int before) const {
      if (window.own_map) return before == channel;
      return !has_table() || kernels[static_cast<std::size_t>(channel * maps_before() + before)] >= 0;
    }
  };
  struct Unit {
    int stage = 3, channel = 4, row = 4, column = 5;
    bool operator==(const Unit&) const = default;
  };
  /// The table of a layer on the screen, or a page of it: its maps across, those before it downwards.
  struct Table {
    int stage = 0;
    bool is_column = false, is_row = false;  // that the chosen unit's map is
    GridPlace place;
    int first_column = 0, first_row = 0;
    float names = 0, digits = 0;  // room at the left for the names of rows, and of it for their numbers
  };

 private:
  // units
  void read_network(const Run& run);
  /// What a field of a stage sees in the stage before.
  Field before(int stage, const Field& field) const;
  Field field_in_picture(const Unit& unit) const;
  float value_of(const Unit& unit, const Run& run) const;
  /// What each map of the stage before adds to the unit; empty: not known.
  std::vector<float> contributions(const Unit& unit, const Run& run) const;
  void clamp_unit();

  // layout
  void refresh(Ui& ui, Run& run);
  void place_wide(const Rect& area);
  float place_tall(const Rect& content);
  float slot_width(const Stage& stage) const;
  void arrange(Stage& stage, float width, float height, bool wide) const;
  void draw_labels(Ui& ui, std::size_t index, const Rect& r, bool wide) const;
  void draw_head(Ui& ui, const Run& run, const Rect& r, bool wide);
  std::string name_of(const Ui& ui, std::size_t stage) const;
  std::string maps_read(const Ui& ui, const Unit& unit) const;
  std::string sentence(const Ui& ui, const Run& run, bool wide) const;
  void draw_map(Ui& ui, Run& run, const Rect& content, bool wide);

  // joins
  int shown_table() const;
  static float table_height(const Stage& stage);
  static float tall_table_height(const Stage& stage);
  Table place_table(const Ui& ui, int stage, const Rect& r) const;
  void draw_table(Ui& ui, const Run& run, int stage, const Rect& r);
  void draw_tall_table(Ui& ui, const Run& run, int stage, const Rect& content);
  std::string table_note(const Ui& ui, int stage) const;
  std::string short_name(const Ui& ui, int stage) const;
  void draw_table_numbers(Ui& ui, const Table& table) const;
  void draw_table_cells(Ui& ui, const Run& run, const Table& table) const;
  void choose_in_table(Ui& ui, const Table& table, const GridHit& hit);

  // paths
  void draw_funnels(Ui& ui, bool wide) const;
  void draw_stage(Ui& ui, const Run& run, int stage, bool wide);
  void draw_answer(Ui& ui, const Run& run, const Stage& stage, bool wide) const;
  void choose_unit(Ui& ui, int stage);
  void draw_paths(Ui& ui, const Run& run, bool wide);
  Rect unit_rect(const Unit& unit) const;
  Rect field_rect(const Stage& stage, int channel, const Field& field) const;
  void draw_field(Ui& ui, const Stage& picture) const;
  void draw_flow(Ui& ui, bool wide) const;

  NetworkOutline outline_;
  std::uint64_t outlined_edits_ = ~0ull;
  std::vector<Stage> stages_;
  LayerPictures pictures_;
  CurveCard curves_;
  Unit unit_;
  Unit pointed_{-1, 0, 0, 0};     // the channel (column) and row that pointer or keys are on in a table
  Field field_;                   // what it sees of the picture
  float value_ = 0, pushed_ = 0;  // the chosen unit's number, and what the paths into it add up to
  std::uint32_t sample_ = 0;      // of the test pictures
  std::uint32_t flowing_sample_ = ~0u;
  double flow_from_ms_ = -1e9;
  struct Seen {
    std::uint64_t looks = ~0ull;
    std::uint32_t run = 0;
    const Theme* theme = nullptr;
    bool operator==(const Seen&) const = default;
  } seen_;
  int last_frame_ = -2;
};

const LabInfo& lenet5_map_lab();

}  // namespace downhill
