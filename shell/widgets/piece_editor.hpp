#pragma once
#include <span>
#include <vector>

#include "shell/app/run.hpp"
#include "shell/app/ui.hpp"

namespace downhill {

/// The Infos of a registry's pieces.
template <class T>
std::vector<const Info*> infos(std::span<const T* const> table) {
  std::vector<const Info*> result;
  for (const T* piece : table) result.push_back(&piece->info);
  return result;
}

const Info* find_info(std::span<const Info* const> choices, std::string_view name);

/// A label and the list of pieces to choose from; takes its height off `rest`. Returns the piece that was chosen now.
const Info* select_piece(Ui& ui, Rect& rest, const char* id, const char* label, const Piece& piece,
                         std::span<const Info* const> choices);
float select_piece_height(const Ui& ui);

/// The controls for options [first, last) of a piece of the experiment, as "<id>.<option>"; every change is an edit.
void piece_options(Ui& ui, Run& run, Rect& rest, const char* id, Piece Experiment::*piece, const Info& info,
                   std::size_t first, std::size_t last);
float piece_options_height(const Ui& ui, const Info& info, std::size_t first, std::size_t last);

}  // namespace downhill
