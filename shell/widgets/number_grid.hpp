#pragma once
#include <span>
#include <string>

#include "shell/app/ui.hpp"

namespace downhill {

/// Where the cells of a matrix stand: all of one size, centred in an area.
struct GridPlace {
  Rect r;  // around all cells
  int rows = 0, columns = 0;
  float cell_w = 0, cell_h = 0;

  Rect cell(int row, int column) const {
    return {r.x + cell_w * static_cast<float>(column), r.y + cell_h * static_cast<float>(row), cell_w, cell_h};
  }
  Rect block(int row, int column, int height, int width) const {
    const Rect first = cell(row, column);
    return {first.x, first.y, cell_w * static_cast<float>(width), cell_h * static_cast<float>(height)};
  }
};

/// Square cells, as large as fit and at most `largest`; `stretch`: they may be that many times wider than high.
GridPlace place_grid(const Rect& area, int rows, int columns, float largest = 44, float stretch = 1);

struct GridSpec {
  std::span<const float> values;  // rows * columns, row-major
  float largest = 1;              // the size of number that gets the full colour
  int rim = 0;                    // so many cells at each edge are padding: hollow
  bool numbers = true;            // written when all of them have room
  bool focusable = true;          // takes pointer and keyboard; false: a picture only
  const char* help = nullptr;     // what the cells are, for the card beside one: "Image: row 2, column 3"
};

/// The cell that pointer or keyboard is on, and what was done to it.
struct GridHit {
  int row = -1, column = -1;
  bool held = false;     // the button is down, and went down in this grid
  bool pressed = false;  // the moment it went down
  bool clicked = false;  // let go on the grid, or Enter

  bool on() const { return row >= 0; }
};

/// A matrix of numbers, coloured by sign and size. Arrow keys walk from cell to cell while it has the focus.
/// Every cell is known to tests as "<id>.<row>.<column>".
GridHit number_grid(Ui& ui, const char* id, const GridPlace& place, const GridSpec& spec);

/// A cell that is being dragged up or down; the lab keeps it from frame to frame.
struct CellDrag {
  const char* grid = nullptr;  // several grids may share one
  int row = -1, column = -1;
  float from = 0;
  bool moved = false;
};

/// Lets cells be changed: a click (or Enter) opens the number field, dragging up or down changes by halves; `values` is
/// what the grid shows. true: one of them changed. A finger drags sideways, or after a rest.
bool edit_cells(Ui& ui, const char* id, const GridPlace& place, const GridHit& hit, CellDrag& drag,
                std::span<float> values, float limit, const char* label);

/// A frame around cells: what the other pictures are about. Tests find it as `id`.
void mark_cells(Ui& ui, const char* id, const Rect& cells);

/// "0.5", "−1", "0.11": at most two decimals.
struct CellText {
  char text[24];
};
CellText cell_text(float value, int decimals = 2);

/// The same as a factor or a term of a sum: "(−1)".
std::string factor_text(float value);

float largest_size(std::span<const float> values);

}  // namespace downhill
