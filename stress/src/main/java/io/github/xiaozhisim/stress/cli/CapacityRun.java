package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.arrivals.Constant;
import io.github.xiaozhisim.stress.arrivals.Schedule;
import io.github.xiaozhisim.stress.capacity.Plan;
import io.github.xiaozhisim.stress.capacity.Tempo;
import io.github.xiaozhisim.stress.capacity.Unit;
import io.github.xiaozhisim.stress.fleet.Extent;
import io.github.xiaozhisim.stress.fleet.OpenModel;
import io.github.xiaozhisim.stress.fleet.Scenario;

/** A fleet that looks for what a server can carry, as a kind of run. */
record CapacityRun(CapacityCommand options, Tempo tempo, Plan plan) implements FleetSetup.Kind {

  private static final int USUAL_POOL = 200;

  private static final Unit DEVICES = new Unit("device", "devices", "台设备", 1);
  private static final Unit CONVERSATIONS =
      new Unit("conversation a minute", "conversations a minute", "个对话每分钟", 60);

  static Unit unit(CapacityCommand.Find find) {
    return find == CapacityCommand.Find.DEVICES ? DEVICES : CONVERSATIONS;
  }

  @Override
  public int most(int devices) {
    if (isClosed()) {
      return options.identities == null ? (int) plan.most() : Math.min(devices, (int) plan.most());
    }
    return options.talk.devices == null ? USUAL_POOL : devices;
  }

  @Override
  public Scenario adapt(Scenario usual) {
    Scenario endless = usual.withExtent(new Extent(0, 0, usual.extent().graceNanos()));
    if (isClosed()) {
      return endless.withOpen(null).beginningWith(Math.min(usual.devices(), (int) plan.from()));
    }
    Schedule first = Schedule.of(new Constant(plan.from()), options.spacing(), usual.seeds().number("arrivals", 0));
    return endless.withOpen(new OpenModel(first, options.spacing(), OpenModel.USUAL_QUEUE));
  }

  @Override
  public Purpose purpose(Scenario scenario) {
    return new CapacitySearch(plan, tempo, options.goals(), unit(options.find));
  }

  private boolean isClosed() {
    return options.find == CapacityCommand.Find.DEVICES;
  }
}
