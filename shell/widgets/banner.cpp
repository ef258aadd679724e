#include "shell/widgets/banner.hpp"

#include <algorithm>

#include "shell/widgets/button.hpp"

namespace downhill {
namespace {

constexpr float kIconColumn = 20;
constexpr float kNarrow = 640;  // below this the action stands under the text

struct Parts {
  Rect icon, title, body, action, dismiss;
  float height = 0;
};

Parts lay_out(const Ui& ui, const Rect& r, const BannerSpec& spec) {
  Parts p;
  Rect inside = r.inset(space::k4, space::k3);
  const float top = inside.y;
  const bool narrow = r.w < kNarrow;
  p.icon = cut_left(inside, kIconColumn, space::k3);
  p.icon.h = 20;
  if (spec.dismiss_id) {
    p.dismiss = cut_right(inside, ui.touch ? kTouchHeight : 26, space::k2);
    p.dismiss.h = p.dismiss.w;
    p.dismiss.y -= ui.touch ? space::k3 : 4;
  }
  const float action_width =
      spec.action ? std::min(button_width(ui, spec.action, false), narrow ? inside.w : r.w / 2) : 0;
  if (spec.action && !narrow) {
    p.action = cut_right(inside, action_width, space::k5);
    p.action.h = ui.control_height();
  }
  p.title = cut_top(inside, 20, 2);
  const float body = spec.body[0] ? ui.paragraph({0, 0, inside.w, 0}, spec.body, FontId::small, 0, true) : 0;
  p.body = cut_top(inside, body, body > 0 ? 2.f : 0.f);
  float bottom = std::max(inside.y, top + 22);
  if (spec.action && narrow) {
    p.action = {inside.x, inside.y + space::k1, action_width, ui.control_height()};
    bottom = p.action.bottom();
  } else if (spec.action) {
    bottom = std::max(bottom, top + p.action.h);
    p.action.y = top + (bottom - top - p.action.h) / 2;
  }
  p.height = bottom - r.y + space::k3;
  return p;
}

}  // namespace

float banner_height(const Ui& ui, float width, const BannerSpec& spec) {
  return lay_out(ui, {0, 0, width, 0}, spec).height;
}

BannerAnswer banner(Ui& ui, const Rect& r, const BannerSpec& spec) {
  const Theme& theme = *ui.theme;
  const Parts p = lay_out(ui, r, spec);
  ui.fill(r, theme.warning_panel, kCardRadius);
  ui.stroke({r.x + 0.5f, r.y + 0.5f, r.w - 1, r.h - 1}, theme.warning_line, kCardRadius);
  ui.icon(p.icon, Icon::warning, theme.negative);
  ui.text("notice.title", p.title, spec.title, FontId::strong, theme.ink);
  if (spec.body[0]) ui.paragraph(p.body, spec.body, FontId::small, theme.second);
  BannerAnswer answer = BannerAnswer::none;
  if (spec.action && button(ui, spec.action_id, p.action, {.label = spec.action, .kind = ButtonKind::primary}))
    answer = BannerAnswer::act;
  if (spec.dismiss_id && button(ui, spec.dismiss_id, p.dismiss,
                                {.icon = Icon::close, .kind = ButtonKind::quiet, .help = ui.t(Str::dismiss)}))
    answer = BannerAnswer::dismiss;
  return answer;
}

}  // namespace downhill
