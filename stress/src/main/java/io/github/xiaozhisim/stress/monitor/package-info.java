/**
 * What the system tells of a run's surroundings, once a second on the run's own time axis: the machine, and the
 * server's processes, control groups and metrics where they can be seen from here. What comes out is a {@link
 * io.github.xiaozhisim.stress.measure.Reading} of {@link io.github.xiaozhisim.stress.measure.Gauge gauges}; each gauge
 * is declared once, with its names and unit, and may have a {@link io.github.xiaozhisim.stress.monitor.Threshold}.
 *
 * <p>Begin with {@link io.github.xiaozhisim.stress.monitor.Monitor}, then {@code MachineProbe}, the simplest of the
 * probes. {@code SystemFiles}, {@code MachineFiles} and {@code ProcessFiles} are arithmetic over the text of Linux'
 * files, whose place is a {@link io.github.xiaozhisim.stress.monitor.SystemRoot}. Callers: the command line, once a
 * second on its main thread; health, for the same files. Never here: what work is done, judging the generator, files of
 * the report, the terminal.
 */
@NullMarked
package io.github.xiaozhisim.stress.monitor;

import org.jspecify.annotations.NullMarked;
