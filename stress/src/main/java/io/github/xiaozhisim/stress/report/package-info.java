/**
 * What a run of any kind of work leaves behind: a {@link io.github.xiaozhisim.stress.report.ReportFolder} with the
 * recording, {@code report.json} for programs and {@code report.html} for people. The schema of {@code report.json}
 * lies beside this package as a resource, {@code report.schema.json}. {@link
 * io.github.xiaozhisim.stress.report.PageModel} writes what the page shows, from what a kind of work declares, and
 * {@link io.github.xiaozhisim.stress.report.PageFacts} that are told.
 *
 * <p>{@link io.github.xiaozhisim.stress.report.Page} puts the HTML page together that shows a run, while it goes on and
 * afterwards; its parts are resources in {@code page/}.
 *
 * <p>Begin with {@link io.github.xiaozhisim.stress.report.ReportFolder}. Callers: the journal of turns, the
 * command line. Never here: the terminal, devices and their turns, anything that decides about a run.
 */
@NullMarked
package io.github.xiaozhisim.stress.report;

import org.jspecify.annotations.NullMarked;
