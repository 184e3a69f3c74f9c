package io.github.xiaozhisim.stress.web;

import java.io.IOException;
import java.io.Writer;

/** What the page shows, made by whoever knows it. Called by the server's threads, several at once. */
public interface Shown {

  /** The page itself, as HTML; {@code token} is what its requests that change the run have to carry. */
  void writePage(Writer out, String token) throws IOException;

  /** Everything there is to show now, as JSON. */
  void writeModel(Writer out) throws IOException;

  /** All figures now, in Prometheus' text format. */
  void writeMetrics(Writer out) throws IOException;
}
