#include "shell/widgets/option_editor.hpp"

#include "shell/widgets/button.hpp"
#include "shell/widgets/select.hpp"
#include "shell/widgets/slider.hpp"

namespace downhill {
namespace {

bool edit_switch(Ui& ui, const char* id, const Rect& r, const OptionSpec& spec, double& value) {
  bool on = value != 0;
  const bool changed = toggle(ui, id, r, ui.t(spec.label), on, ui.t(spec.help));
  value = on ? 1 : 0;
  return changed;
}

bool edit_choice(Ui& ui, const char* id, const Rect& r, const OptionSpec& spec, double& value) {
  Rect rest = r;
  ui.text(id, cut_top(rest, kFieldLabelHeight), ui.t(spec.label), FontId::small, ui.theme->second);
  std::vector<SelectItem> items;
  for (const Choice& choice : spec.choices) items.push_back({choice.name, ui.t(choice.label)});
  const int chosen =
      select(ui, id, rest, items, static_cast<int>(value), SelectLook::field, ui.t(spec.label), ui.t(spec.help));
  if (chosen < 0) return false;
  value = chosen;
  return true;
}

}  // namespace

float option_height(const Ui& ui, const OptionSpec& spec) {
  switch (spec.kind) {
    case OptionKind::boolean:
      return ui.touch ? 36.f : 26.f;
    case OptionKind::choice:
      return kFieldLabelHeight + ui.control_height();
    case OptionKind::real:
    case OptionKind::integer:
      break;
  }
  return slider_height(ui);
}

bool edit_option(Ui& ui, const char* id, const Rect& r, const OptionSpec& spec, double& value) {
  switch (spec.kind) {
    case OptionKind::boolean:
      return edit_switch(ui, id, r, spec, value);
    case OptionKind::choice:
      return edit_choice(ui, id, r, spec, value);
    case OptionKind::real:
    case OptionKind::integer:
      break;
  }
  return slider(ui, id, r, spec, value);
}

}  // namespace downhill
