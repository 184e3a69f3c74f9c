/**
 * What a run leaves behind: a folder with {@code report.json}, {@code turns.csv}, {@code generator.csv}, {@code legacy.csv} and {@code
 * events.log}. The schema of {@code report.json} lies beside this package as a resource, {@code report.schema.json}.
 *
 * <p>{@link io.github.xiaozhisim.stress.report.Page} puts the HTML page together that shows a run, while it goes on and
 * afterwards; its parts are resources in {@code page/}.
 *
 * <p>Begin with {@link io.github.xiaozhisim.stress.report.ReportFolder}. Callers: the command line. Never here: the
 * terminal, devices, anything that decides about a run.
 */
@NullMarked
package io.github.xiaozhisim.stress.report;

import org.jspecify.annotations.NullMarked;
