package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.timeline.Timeline;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;

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

  /** A line for each measure, in milliseconds. */
  public String writeCsv() {
    StringBuilder text = new StringBuilder("measure,count,mean,p50,p90,p95,p99,max\n");
    Csv csv = new Csv();
    for (Map.Entry<Measure, Stats> each : result.measures().entrySet()) {
      Stats stats = each.getValue();
      csv.text(each.getKey().label()).number(stats.count());
      boolean any = stats.count() > 0;
      for (double value :
          new double[] {stats.mean(), stats.p50(), stats.p90(), stats.p95(), stats.p99(), stats.max()}) {
        csv.millis(any ? value : Double.NaN);
      }
      text.append(csv.take());
    }
    return text.toString();
  }

  /** For continuous integration. */
  public String writeJUnit() {
    return JUnitXml.write(result, unfinished);
  }
}
