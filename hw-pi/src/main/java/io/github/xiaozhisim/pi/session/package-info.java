/**
 * One device that a person operates: what the shell, a service and a remote control have in common. {@link
 * io.github.xiaozhisim.pi.session.DeviceSession} is called from any thread and carries each wish to the device's own;
 * what happens comes back as {@link io.github.xiaozhisim.pi.session.SessionEvent}.
 *
 * <p>Begin with {@code DeviceSession}. Never here: terminals, sound cards, pins, options.
 */
@NullMarked
package io.github.xiaozhisim.pi.session;

import org.jspecify.annotations.NullMarked;
