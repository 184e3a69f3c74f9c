/**
 * A device on a board that somebody uses: {@link io.github.xiaozhisim.pi.board.LocalSession} operates it, {@link
 * io.github.xiaozhisim.pi.board.RealBoard} is the board with sound card and pins, {@link
 * io.github.xiaozhisim.pi.board.VirtualVoice} stands for a person at a virtual one.
 *
 * <p>Begin with {@code LocalSession}. Everything but its public face lives on the device's thread. Never here: a
 * terminal, javax.sound and Pi4J themselves (their packages hand in HAL parts), measuring (who measures implements
 * {@link io.github.xiaozhisim.pi.session.TurnWatch}), options of the command line.
 */
@NullMarked
package io.github.xiaozhisim.pi.board;

import org.jspecify.annotations.NullMarked;
