package io.github.xiaozhisim.device.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.virtual.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand mutations of what real servers said, to devices in the middle of conversations: each device counts what
 * it does not understand, survives, and completes a good turn afterwards. The seed is fixed, and told when something
 * fails.
 */
class MutationTest {

  private static final long SEED = 2_026;
  private static final int DEVICES = 100;
  private static final int MUTATIONS_EACH = 100;
  private static final Pattern SAID = Pattern.compile("(?m)^\\s*[0-9.]+ <- (\\{.*})$");

  private final List<String> recorded = recorded();
  private final Map<String, Integer> rules = new TreeMap<>();
  private int delivered;

  @Test
  void shouldSurviveTenThousandMutationsOfRecordedMessages() {
    assertThat(recorded).hasSizeGreaterThan(200);
    for (int i = 0; i < DEVICES; i++) {
      long seed = SEED + i;
      try {
        torment(seed);
      } catch (RuntimeException | AssertionError trouble) {
        throw new AssertionError("seed " + seed + ": " + trouble, trouble);
      }
    }
    assertThat(delivered).isEqualTo(DEVICES * MUTATIONS_EACH);
    assertThat(rules.get("message.malformed")).as("counted by rule: %s", rules).isGreaterThan(1_000);
    assertThat(rules).containsKeys("message.unknown", "message.trailing", "mcp.payload", "hello.transport");
  }

  private void torment(long seed) {
    SplittableRandom random = new Seeds(seed).stream("mutations", 0);
    List<String> words = new ArrayList<>();
    World world = new World(seed, Fidelity.ROBUST, words::add);
    world.server().behave(); // but for what it says
    for (int i = 0; i < MUTATIONS_EACH; i++) {
      converse(world);
      byte[] mutated = Mutations.mutate(Mutations.utf8(Mutations.pick(recorded, random)), random);
      world.say(mutated);
      delivered++;
      if (random.nextInt(4) == 0) {
        world.say(Mutations.utf8(random.nextBoolean() ? Sayings.TTS_START : Sayings.TTS_STOP));
      }
      world.time().runFor(random.nextLong(200_000_000));
      world.watch().check();
    }
    new Recovery(world, seed).recover();
    world.watch().violations().forEach((rule, count) -> rules.merge(rule, count, Integer::sum));
  }

  /** In a conversation, or, as after a reboot the server asked for, on the way to one. */
  private static void converse(World world) {
    Device device = world.device();
    for (int i = 0; i < 60 && !world.reachable(); i++) {
      if (device.state() == DeviceState.IDLE) {
        device.toggleChat();
      }
      world.time().runFor(1_000_000_000L);
    }
    assertThat(world.reachable()).as("a way to the device, which is %s", device.state()).isTrue();
  }

  private static List<String> recorded() {
    List<String> messages = new ArrayList<>();
    try {
      Path folder =
          Path.of(Objects.requireNonNull(Device.class.getResource("transcripts/xinnan-auto.txt")).toURI()).getParent();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".txt")).sorted().toList()) {
          Matcher said = SAID.matcher(Files.readString(file, StandardCharsets.UTF_8));
          while (said.find()) {
            messages.add(said.group(1));
          }
        }
      }
    } catch (IOException | java.net.URISyntaxException e) {
      throw new IllegalStateException("the transcripts cannot be read", e);
    }
    return messages;
  }
}
