/**
 * The live page of a run: a small web server on loopback for browsers of this machine, and for Prometheus.
 *
 * <p>Begin with {@link io.github.xiaozhisim.stress.web.PageServer}. What it shows, whom it lists and what it may do to
 * the run come in as {@link io.github.xiaozhisim.stress.web.Shown}, {@link io.github.xiaozhisim.stress.web.Workers} and
 * {@link io.github.xiaozhisim.stress.arrivals.Load}; {@code Guard} keeps foreign pages out, an {@code Audience} is told
 * something without ever being waited for. Caller: the command line. Never here: what the work is, how a page looks,
 * the clock, anything that listens beyond this machine.
 */
@NullMarked
package io.github.xiaozhisim.stress.web;

import org.jspecify.annotations.NullMarked;
