package io.github.xiaozhisim.pi.sound;

/** A queue of numbers with a fixed capacity. One thread. */
final class LongRing {

  private final long[] numbers;
  private int first;
  private int size;

  LongRing(int capacity) {
    numbers = new long[capacity];
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(long number) {
    if (size == numbers.length) {
      throw new IllegalStateException("more than " + numbers.length + " numbers");
    }
    numbers[(first + size++) % numbers.length] = number;
  }

  long first() {
    return numbers[first];
  }

  void removeFirst() {
    first = (first + 1) % numbers.length;
    size--;
  }

  void clear() {
    size = 0;
  }
}
