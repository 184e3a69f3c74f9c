package io.github.xiaozhisim.stress.bench;

/** The parts of a fleet's process that CPU goes to, told by the names of its threads. */
enum ThreadPart {
  LOOPS("loops"),
  COLLECTOR("collector"),
  COMPILER("compiler"),
  REPORT("report"),
  EARS("ears"),
  REST("rest");

  private final String word;

  ThreadPart(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  /** The part that a thread is of; the system knows the first 15 characters of its name. */
  static ThreadPart of(String thread) {
    if (thread.startsWith("xiaozhi-loop")) {
      return LOOPS;
    }
    if (thread.startsWith("VM Thread") || thread.startsWith("GC ") || thread.startsWith("G1 ")
        || thread.startsWith("Shenandoah") || thread.startsWith("ZWorker") || thread.startsWith("ZDriver")) {
      return COLLECTOR;
    }
    if (thread.startsWith("C1 ") || thread.startsWith("C2 ")) {
      return COMPILER;
    }
    if (thread.startsWith("report")) {
      return REPORT;
    }
    return thread.startsWith("ears") || thread.startsWith("ear-") ? EARS : REST;
  }
}
