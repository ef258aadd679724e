// The parts of Ui that lie above everything: the tooltip and the number field.
#include <algorithm>
#include <cstdio>

#include "imgui_internal.h"
#include "shell/app/ui.hpp"

namespace downhill {
namespace {

constexpr float kTipWidth = 260;
constexpr float kTipPadding = 10;

}  // namespace

void Ui::draw_tooltip() {
  if (!tip_shown_) return;
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float inner = std::min(kTipWidth, display.x - 4 * kTipPadding);
  // Measured first: the window would otherwise be known only a frame later.
  float width = 0;
  float height = 0;
  const bool titled = !tip_.title.empty();
  const bool bodied = !tip_.body.empty();
  Rect box{0, 0, inner, 0};
  if (titled) {
    width = std::min(inner, text_width(FontId::strong, tip_.title.c_str()));
    height += paragraph(box, tip_.title.c_str(), FontId::strong, 0, true);
  }
  if (bodied) {
    width = std::max(width, std::min(inner, text_width(FontId::small, tip_.body.c_str()) + 1));
    height += paragraph({0, 0, width + 1, 0}, tip_.body.c_str(), FontId::small, 0, true) + (titled ? 2.f : 0.f);
  }
  Rect card{0, 0, width + 2 * kTipPadding, height + 2 * kTipPadding - 4};
  card.x =
      std::clamp(tip_.beside.center_x() - card.w / 2, space::k1, std::max(space::k1, display.x - card.w - space::k1));
  card.y = tip_.beside.bottom() + space::k2;
  if (card.bottom() > display.y - space::k1) card.y = std::max(space::k1, tip_.beside.y - card.h - space::k2);

  hits.add("tip", card, false);
  ImGui::SetNextWindowPos({card.x - 6, card.y - 6});
  ImGui::SetNextWindowSize({card.w + 12, card.h + 12});
  ImGui::Begin("##tip", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  fill({card.x, card.y + 2, card.w, card.h + 1}, fade(0xFF000000u, 0.10f), kControlRadius);
  fill(card, theme->panel, kControlRadius);
  stroke(card, theme->line, kControlRadius);
  Rect content{card.x + kTipPadding, card.y + kTipPadding - 1, width + 1, height};
  if (titled) {
    const float used = paragraph(content, tip_.title.c_str(), FontId::strong, theme->ink);
    content.y += used + 2;
  }
  if (bodied) paragraph(content, tip_.body.c_str(), FontId::small, theme->second);
  ImGui::End();
}

void Ui::open_text_field(const char* id, const Rect& r, std::string value, std::string label) {
  field_ = {id, r, std::move(value), std::move(label)};
  field_is_ours_ = !host.open_text_field(field_);
  field_fresh_ = true;
  std::snprintf(field_text_, sizeof field_text_, "%s", field_.value.c_str());
}

void Ui::draw_text_field() {
  if (field_.id.empty() || !field_is_ours_) return;
  const Rect r = field_.rect;
  ImGui::SetNextWindowPos({r.x, r.y});
  ImGui::SetNextWindowSize({r.w, r.h});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
  ImGui::Begin("##field", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoSavedSettings);
  ImGui::PopStyleVar(2);
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  fill(r, theme->panel, 6);
  stroke(r.inset(0.5f), theme->accent, 6, 1.5f);
  ImGui::PushStyleColor(ImGuiCol_FrameBg, 0u);
  ImGui::PushStyleColor(ImGuiCol_Text, theme->ink);
  ImGui::PushStyleColor(ImGuiCol_TextSelectedBg, fade(theme->accent, 0.3f));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {6, (r.h - ImGui::GetFontSize()) / 2});
  if (field_fresh_) ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(r.w);
  const bool entered = ImGui::InputText("##value", field_text_, sizeof field_text_,
                                        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  const bool left = !field_fresh_ && ImGui::IsItemDeactivated();
  const bool escaped = ImGui::IsKeyPressed(ImGuiKey_Escape, false);
  ImGui::PopStyleVar();
  ImGui::PopStyleColor(3);
  ImGui::End();
  field_fresh_ = false;
  if (escaped)
    field_ = {};
  else if (entered || left)
    commit_text(std::string(field_.id), field_text_);
}

void Ui::close_text_field() {
  if (!field_.id.empty() && !field_is_ours_) host.close_text_field();
  field_ = {};
}

void Ui::commit_text(std::string_view id, std::string_view value) {
  committed_id_ = id;
  committed_value_ = value;
  field_ = {};
}

bool Ui::take_text(const char* id, std::string& value) {
  if (committed_id_.empty() || committed_id_ != id) return false;
  value = std::move(committed_value_);
  committed_id_.clear();
  return true;
}

}  // namespace downhill
