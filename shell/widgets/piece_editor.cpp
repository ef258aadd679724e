#include "shell/widgets/piece_editor.hpp"

#include <cstdio>

#include "shell/widgets/option_editor.hpp"
#include "shell/widgets/select.hpp"

namespace downhill {

const Info* find_info(std::span<const Info* const> choices, std::string_view name) {
  for (const Info* info : choices)
    if (info->name == name) return info;
  return nullptr;
}

const Info* select_piece(Ui& ui, Rect& rest, const char* id, const char* label, const Piece& piece,
                         std::span<const Info* const> choices) {
  ui.text(id, cut_top(rest, kFieldLabelHeight), label, FontId::small, ui.theme->second);
  const Rect r = cut_top(rest, ui.control_height(), space::k2);
  std::vector<SelectItem> items;
  int current = -1;
  for (const Info* info : choices) {
    if (piece.type == info->name) current = static_cast<int>(items.size());
    items.push_back({info->name, ui.t(info->label), ui.t(info->summary)});
  }
  const Info* now = current >= 0 ? choices[static_cast<std::size_t>(current)] : nullptr;
  const int chosen = select(ui, id, r, items, current, SelectLook::field, now ? ui.t(now->label) : nullptr,
                            now ? ui.t(now->summary) : nullptr);
  return chosen < 0 ? nullptr : choices[static_cast<std::size_t>(chosen)];
}

float select_piece_height(const Ui& ui) {
  return kFieldLabelHeight + ui.control_height() + space::k2;
}

void piece_options(Ui& ui, Run& run, Rect& rest, const char* id, Piece Experiment::*piece, const Info& info,
                   std::size_t first, std::size_t last) {
  for (std::size_t i = first; i < last; ++i) {
    char option_id[HitRegistry::kIdBytes];
    std::snprintf(option_id, sizeof option_id, "%s.%s", id, info.options[i].name);
    if ((run.experiment().*piece).values.size() <= i) return;
    double value = (run.experiment().*piece).values[i];
    const Rect r = cut_top(rest, option_height(ui, info.options[i]), space::k1);
    if (!edit_option(ui, option_id, r, info.options[i], value)) continue;
    Experiment next = run.experiment();
    (next.*piece).values[i] = value;
    run.edit(next, option_id, ui.now_ms());
  }
}

float piece_options_height(const Ui& ui, const Info& info, std::size_t first, std::size_t last) {
  float height = 0;
  for (std::size_t i = first; i < last; ++i) height += option_height(ui, info.options[i]) + space::k1;
  return height;
}

}  // namespace downhill
