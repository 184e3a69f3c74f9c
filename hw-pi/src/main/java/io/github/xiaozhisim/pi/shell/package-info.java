/**
 * A device from a terminal: a person types what the device is to do and sees, above the line being typed, what happens
 * to it; or a script does the same and ends with an exit code.
 *
 * <p>{@link io.github.xiaozhisim.pi.shell.Shell} is all that callers see, with {@link
 * io.github.xiaozhisim.pi.shell.Surroundings} for what it can look up besides the device. Inside, a line becomes an
 * {@code Order}, {@code Commands} finds who carries it out, each group of commands is a class, {@code Screen} is the
 * one thread that writes, and a {@code Console} is a terminal or a pipe. Begin with {@code Shell}, then
 * {@code TalkCommands}.
 *
 * <p>Never here: what a device does (everything goes through {@link io.github.xiaozhisim.pi.session.DeviceSession}),
 * sound, pins, network, options of the command line. The one package that knows the terminal library. Caller: the
 * command line.
 */
@NullMarked
package io.github.xiaozhisim.pi.shell;

import org.jspecify.annotations.NullMarked;
