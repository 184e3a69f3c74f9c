/**
 * Boards as data: what a {@code board.json} says, read, checked and put to work.
 *
 * <p>Begin with {@link io.github.xiaozhisim.device.board.BoardDefinition}; {@link
 * io.github.xiaozhisim.device.board.Boards} finds the built-in ones by name and others by file. Called by whoever puts
 * devices together. Never here: behaviour of the device.
 */
@NullMarked
package io.github.xiaozhisim.device.board;

import org.jspecify.annotations.NullMarked;
