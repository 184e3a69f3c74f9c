/**
 * The emulated server: what a device talks to when no real server is at hand, and what it is tested against when a real
 * one behaves too well. It hears (really decodes), ends turns, answers with paced speech, drives the device's tools,
 * runs out of workers and misbehaves on request.
 *
 * <p>Begin with {@link io.github.xiaozhisim.stress.server.EmulatedServer}, then {@code Session}, {@code Hearing},
 * {@code ServedTurn} and {@code PacedAnswer}, the way a turn goes. It sees the wire and the time only through the HAL,
 * so that it runs on a real port and in virtual time alike. Callers: the {@code serve} command, the fleet, tests.
 *
 * <p>Never here: sockets, threads, system time, and anything of the device: server and device share the wire format and
 * nothing else, so that a mistake in one is not excused by the other.
 */
@NullMarked
package io.github.xiaozhisim.stress.server;

import org.jspecify.annotations.NullMarked;
