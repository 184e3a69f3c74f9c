package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.timeline.Timeline;
import java.io.IOException;
import java.io.Writer;

/**
 * All that is known of a run, in the shapes people ask for.
 *
 * @param unfinished nobody has ended it: it was killed, or still runs
 */
public record Report(RunResult result, Particulars kept, Timeline.Snapshot timeline, boolean unfinished) {

  /** The page; the writer stays open. */
  public void writeHtml(Writer out) throws IOException {
    String model = writeModel();
    Page.writeReport(out, to -> to.write(model));
  }

  /** The page's model, as JSON. */
  public String writeModel() {
    return PageModel.write(RunFacts.of(result, kept, unfinished), timeline);
  }
}
