package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.pi.doctor.Finding;
import io.github.xiaozhisim.pi.session.SessionException;
import io.github.xiaozhisim.pi.shell.Surroundings;
import io.github.xiaozhisim.stress.operate.AttachedSession;
import io.github.xiaozhisim.stress.operate.AttachedSession.Listed;
import java.util.List;
import java.util.function.Consumer;

/** What a shell can look up that is attached to a device of a fleet. */
final class FleetSurroundings implements Surroundings {

  private final AttachedSession session;

  FleetSurroundings(AttachedSession session) {
    this.session = session;
  }

  /** The devices of the fleet. */
  @Override
  public List<Item> devices() throws SessionException {
    return session.others().stream().map(this::item).toList();
  }

  private Item item(Listed one) {
    return new Item(
        one.number() + "  " + one.name(), one.state() + ", " + one.note(), one.number() == session.number());
  }

  @Override
  public List<String> boards(String name) throws SessionException {
    return BoardText.inWords(name);
  }

  @Override
  public void doctor(Consumer<Finding> each) throws SessionException {
    throw new SessionException(
        "the doctor looks at a device of this machine; try ./xiaozhi doctor, or check for a fleet");
  }
}
