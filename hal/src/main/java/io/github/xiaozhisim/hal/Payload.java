package io.github.xiaozhisim.hal;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that never change, made to be sent: once ({@link #once}) or many times by many devices ({@link #shared}).
 *
 * <p>A shared payload remembers what was made of it (its framings, a transport's ready frame), so that speech encoded
 * once for a whole fleet is also framed only once. Shared payloads may be used by any thread; the bytes must not be
 * written to after construction.
 */
public final class Payload {

  private final byte[] bytes;
  private final boolean shared;
  private volatile @Nullable Object @Nullable [] variants;

  private Payload(byte[] bytes, boolean shared) {
    this.bytes = Objects.requireNonNull(bytes);
    this.shared = shared;
  }

  /** Bytes that will be sent again and again; what is made of them is kept. */
  public static Payload shared(byte[] bytes) {
    return new Payload(bytes, true);
  }

  /** Bytes that are sent once; nothing is kept. */
  public static Payload once(byte[] bytes) {
    return new Payload(bytes, false);
  }

  /** The bytes themselves, not a copy: read only. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return bytes.length;
  }

  public boolean isShared() {
    return shared;
  }

  /**
   * What {@code make} makes of this payload. For a shared payload it is made once per slot and remembered; two threads
   * may both make it at the same time, in which case both results are equal in meaning and one is kept.
   */
  @SuppressWarnings("unchecked")
  public <T> T variant(Variant<T> slot, Function<? super Payload, ? extends T> make) {
    if (!shared) {
      return make.apply(this);
    }
    @Nullable Object[] known = variants;
    if (known != null) {
      Object found = known[slot.index];
      if (found != null) {
        return (T) found;
      }
    }
    T made = make.apply(this);
    synchronized (this) {
      @Nullable Object[] now = variants;
      if (now != null && now[slot.index] != null) {
        return (T) Objects.requireNonNull(now[slot.index]);
      }
      @Nullable Object[] next = now == null ? new Object[Variant.SLOTS] : now.clone();
      next[slot.index] = made;
      variants = next;
    }
    return made;
  }

  /**
   * A place for one kind of thing made of a payload. Slots are few and fixed: the two framings that add a header, and
   * a transport's frames in both directions.
   */
  public static final class Variant<T> {
    private static final int SLOTS = 4;

    /** Framing version 2 of a packet without a time stamp. */
    public static final Variant<Payload> FRAMING_2 = new Variant<>(0);

    /** Framing version 3 of a packet. */
    public static final Variant<Payload> FRAMING_3 = new Variant<>(1);

    /** A transport's frame as a client sends it; each transport puts its own type here. */
    public static final Variant<Object> CLIENT_FRAME = new Variant<>(2);

    /** A transport's frame as a server sends it. */
    public static final Variant<Object> SERVER_FRAME = new Variant<>(3);

    private final int index;

    private Variant(int index) {
      this.index = index;
    }
  }
}
