/**
 * What a user of a board sees and touches: display, LED, backlight, button, battery, camera. Small contracts that are
 * easy to leave out: display and LED have null objects, the others may be absent.
 */
@NullMarked
package io.github.xiaozhisim.hal.ui;

import org.jspecify.annotations.NullMarked;
