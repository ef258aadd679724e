#pragma once
#include "shell/app/ui.hpp"

namespace downhill {

/// A calm notice across the page: what happened, why, and one thing to do about it.
struct BannerSpec {
  const char* title = "";
  const char* body = "";
  const char* action_id = nullptr;  // nullptr: nothing to do
  const char* action = nullptr;
  const char* dismiss_id = nullptr;  // nullptr: stays
};

enum class BannerAnswer { none, act, dismiss };

/// Height it wants for this width.
float banner_height(const Ui& ui, float width, const BannerSpec& spec);
BannerAnswer banner(Ui& ui, const Rect& r, const BannerSpec& spec);

}  // namespace downhill
