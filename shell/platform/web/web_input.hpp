#pragma once

namespace downhill {

/// Feeds ImGui from web/input.js. Positions are in CSS pixels of the canvas.
enum class PointerChange { move, down, up, leave };

/// `kind`: 0 mouse, 1 touch, 2 pen, as a PointerEvent says it. `button`: 0 left, 1 right, 2 middle.
void feed_pointer(PointerChange change, float x, float y, int button, int kind);

/// true: something under the pointer can still scroll that way, so the page should not.
bool wheel_is_wanted(float dx, float dy);
void feed_wheel(float dx, float dy);

/// `code` is KeyboardEvent.code, `modifiers` 1 Ctrl, 2 Shift, 4 Alt, 8 Meta. false: no key of ours.
bool feed_key(const char* code, bool down, int modifiers);

}  // namespace downhill
