package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.transport.impaired.ImpairedNetwork;
import io.github.xiaozhisim.transport.impaired.Impairment;
import java.util.SplittableRandom;

/**
 * What the networks of a fleet do to what is sent: each device has its own, drawn from the ranges once and for good. A
 * function of the seed. Any thread.
 *
 * @param delay each way
 * @param jitter added to that, for each message
 * @param bandwidth bytes a second; from 0 to 0 for as many as come
 * @param loss share of messages lost
 * @param reordering share of datagrams that later ones overtake
 * @param duplication share of datagrams that come twice
 * @param refusal share of attempts to connect that find nobody listening
 * @param meanLifeNanos of connections; 0 for ever
 * @param share of the devices that have such a network; the others' are as they are
 */
public record Impairments(
    Span delay,
    Span jitter,
    Range bandwidth,
    double loss,
    double reordering,
    double duplication,
    double refusal,
    long meanLifeNanos,
    double share) {

  /** All networks are as they are. */
  public static final Impairments NONE =
      new Impairments(new Span(0, 0), new Span(0, 0), Range.UNLIMITED, 0, 0, 0, 0, 0, 1);

  /** Whole numbers from one to another, both included. */
  public record Range(long from, long until) {

    /** As many as come. */
    public static final Range UNLIMITED = new Range(0, 0);

    long draw(SplittableRandom random) {
      return from == until ? from : random.nextLong(from, until + 1);
    }
  }

  /** Of the device at this index. */
  public Impairment of(int index, Seeds seeds) {
    SplittableRandom random = seeds.stream("impairment", index);
    boolean spared = share < 1 && random.nextDouble() >= share;
    Impairment drawn =
        new Impairment(
            delay.drawNanos(random),
            jitter.drawNanos(random),
            bandwidth.draw(random),
            loss,
            reordering,
            duplication,
            refusal,
            meanLifeNanos);
    return spared ? Impairment.NONE : drawn;
  }

  /** Lays them over networks. */
  public VirtualDevices.Networks over(VirtualDevices.Networks networks, Seeds seeds) {
    return (member, scheduler) -> {
      Impairment impairment = of(member.index(), seeds);
      var network = networks.of(member, scheduler);
      return impairment.isNone()
          ? network
          : new ImpairedNetwork(network, scheduler, impairment, seeds.stream("network", member.index()));
    };
  }
}
