package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.fleet.OpenModel;
import io.github.xiaozhisim.stress.fleet.Wave;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who uses the devices, when they come, and what happens to many of them at once. See {@link PeopleSetup}. */
final class PeopleOptions {

  @Option(
      names = "--population",
      paramLabel = "MIX",
      description = {
        "Who uses the devices: chat:70%%,idle:20%%,barge-in:10%%. There are chat (the usual user), idle (silent), "
            + "barge-in",
        "  (interrupts answers), hasty (goes on at the first text), brief (hangs up after one to three turns), caller "
            + "(calls",
        "  a wake word), and those of --persona (default: chat)."
      })
  @Nullable String population;

  @Option(
      names = "--persona",
      paramLabel = "'NAME: KEY=VALUE; …'",
      description = {
        "Another persona, or one of those made different, like the usual user but for what is said: mode, think,",
        "  languages=zh,en, clips=FILE,…, text, silent=yes, wake-word, interrupt=20%%@1s..2s (or @text), turns=1..3 "
            + "(then",
        "  hangs up), apart=10s..20s. Repeatable: --persona 'quick: think=exp(1s); turns=2'."
      })
  List<String> personas = new ArrayList<>();

  @Option(
      names = "--arrivals",
      paramLabel = "SCHEDULE",
      description = {
        "Open model: conversations come by this schedule, whatever the server does, and take a device that is free: "
            + "20/s,",
        "  600/min, poisson(20/s), ramp(1/s, 20/s, 5m), steps(5/s: 1m, 10/s: 1m), spikes(5/s, 50/s, 1m, 5s),",
        "  sine(10/s, 8/s, 10m), trace(FILE) (default: closed model, each device begins its next turn after the last)."
      })
  @Nullable String arrivals;

  @Option(
      names = "--may-wait",
      paramLabel = "N",
      description = "So many conversations may wait for a free device; further ones fail (default: ${DEFAULT-VALUE}).")
  int mayWait = OpenModel.USUAL_QUEUE;

  @Option(
      names = "--storm",
      paramLabel = "SHARE@TIME",
      converter = Waves.Storms.class,
      description =
          "At that time this share of the devices loses its connection, all at once, and comes back; repeatable.")
  List<Wave> storms = new ArrayList<>();

  @Option(
      names = "--power-cut",
      paramLabel = "SHARE@TIME",
      converter = Waves.PowerCuts.class,
      description = "At that time this share of the devices loses its power and boots again, all at once; repeatable.")
  List<Wave> powerCuts = new ArrayList<>();
}
