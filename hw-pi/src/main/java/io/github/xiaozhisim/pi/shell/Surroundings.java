package io.github.xiaozhisim.pi.shell;

import io.github.xiaozhisim.pi.doctor.Finding;
import io.github.xiaozhisim.pi.session.SessionException;
import java.util.List;
import java.util.function.Consumer;

/** What a shell can look up besides its device. Called on the thread that reads; may take seconds. */
public interface Surroundings {

  /**
   * What the device could live on instead, or what it stands beside: sound cards, or the devices of a fleet.
   *
   * @throws SessionException where that cannot be known
   */
  List<Item> devices() throws SessionException;

  /**
   * All boards there are, or everything about one, line by line.
   *
   * @param name empty for all
   * @throws SessionException where there is no such board
   */
  List<String> boards(String name) throws SessionException;

  /**
   * Looks at what the device needs of this machine and its server.
   *
   * @param each is told what was found, one after the other, as soon as it is known
   * @throws SessionException where that cannot be looked at from here
   */
  void doctor(Consumer<Finding> each) throws SessionException, InterruptedException;

  /**
   * @param name by which it is chosen
   * @param text what it is
   * @param chosen whether it is used now
   */
  record Item(String name, String text, boolean chosen) {}
}
